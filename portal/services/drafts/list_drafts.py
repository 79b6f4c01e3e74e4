"""What waits for a member: all of it, one of it, or how much."""

from dataclasses import replace

from portal.domain.draft import Draft
from portal.domain.errors import NotFound
from portal.services.drafts.draft_names import case_tag, id_from
from portal.services.drafts.draft_subject import subject_of
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def list_drafts(workplace: Workplace, member: Member) -> list[Draft]:
    """The member's drafts, the newest day first. Raises CannotOpen."""
    with workplace.open_unit() as unit:
        drafts = unit.drafts.of(member.key_pair, member.account.id)
        return [_as_it_stands(unit, member, draft) for draft in drafts]


def read_draft(workplace: Workplace, member: Member, draft_id: str) -> Draft:
    """The member's draft with this id. Raises NotFound, also for a colleague's; CannotOpen."""
    with workplace.open_unit() as unit:
        found = unit.drafts.one(member.key_pair, member.account.id, id_from(draft_id))
        if found is None:
            raise NotFound("no such draft")
        return _as_it_stands(unit, member, found)


def count_drafts(workplace: Workplace, account_id: bytes) -> int:
    """How many drafts wait for an account."""
    with workplace.open_unit() as unit:
        return unit.drafts.count(account_id)


def drafts_in_case(workplace: Workplace, member: Member, case_id: bytes) -> list[str]:
    """The ids of the member's drafts in a case, none of them opened."""
    with workplace.open_unit() as unit:
        return unit.drafts.tagged(case_tag(workplace, case_id, member.account.id))


def draft_waits(workplace: Workplace, member: Member, draft_id: str) -> bool:
    """Whether a draft has been neither sent nor thrown away."""
    with workplace.open_unit() as unit:
        return unit.drafts.has(member.account.id, id_from(draft_id))


def _as_it_stands(unit: UnitOfWork, member: Member, draft: Draft) -> Draft:
    if not draft.number:
        return draft
    subject = subject_of(unit, member.account.id, draft.number)
    return replace(draft, sendable=subject is not None and subject.open_to_author)
