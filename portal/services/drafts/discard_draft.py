"""A draft goes: its author throws it away, it was sent, or its case is gone for her."""

from collections.abc import Iterable

from portal.services.drafts.draft_names import case_tag, draft_id, id_from
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def discard_draft(workplace: Workplace, member: Member, draft_id: str) -> None:
    """Throw a draft of the member's away; harmless when it is gone. Raises NotFound for what is no
    id."""
    _remove(workplace, member, id_from(draft_id))


def discard_sent(workplace: Workplace, member: Member, address: str, submission: str) -> None:
    """Let go of what was kept of a sending that has now been carried out, if anything was."""
    if submission:
        _remove(workplace, member, draft_id(workplace, member.account.id, address, submission))


def discard_drafts_of_case(
    unit: UnitOfWork, workplace: Workplace, case_id: bytes, account_ids: Iterable[bytes]
) -> None:
    """Remove what these accounts kept in a case, within the unit of work that takes their keys to
    it. The caller commits."""
    unit.wait_for_others(case_id)
    unit.drafts.remove_tagged(case_tag(workplace, case_id, account) for account in account_ids)


def _remove(workplace: Workplace, member: Member, kept_as: bytes) -> None:
    # Looked for first: nearly every form that is sent was never a draft, and nothing is locked.
    with workplace.open_unit() as unit:
        if not unit.drafts.has(member.account.id, kept_as):
            return
    with workplace.open_unit(write=True) as unit:
        unit.drafts.remove(member.account.id, kept_as)
        unit.commit()
