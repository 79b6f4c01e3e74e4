"""A rejected matter is passed on outside the scheme, after the reporter agreed by code."""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import EntryKind, offered_to
from portal.domain.disclosure import Disclosure
from portal.domain.disclosure_register import Purpose
from portal.domain.errors import InvalidInput
from portal.domain.offer import passed_on
from portal.services.dossiers.disclose import disclose
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def pass_on_matter(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    text: str,
    contains_identity: bool = False,
    may_reveal: bool = False,
) -> None:
    """Record what is passed on by other means, and tell the reporter that it was.

    Her yes to passing it on is no consent to be told of: that is asked for by itself (WBL § 26).
    Raises LockedByLaw, InvalidInput (`text`, `missing`), ForbiddenMove without her yes, NotFound.
    """
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        matter = passed_on(work.matter(ordinal))
        work.change_matter(matter)
        recipient = offered_to(work.file.entries, matter.id)
        disclosure = Disclosure(
            matter=matter.id,
            recipient=recipient,
            other_authority=False,
            contains_identity=contains_identity,
            may_reveal=may_reveal,
        )
        disclose(work, disclosure, Purpose.OUTSIDE_SCHEME, text.strip())
        work.add_entry(
            EntryKind.PASSED_ON,
            matter=matter.id,
            facts={"ordinal": str(ordinal), "administration": recipient},
        )
        work.log(
            CaseEvent.MATTER_PASSED_ON,
            matter=str(ordinal),
            administration=recipient,
            text=text.strip(),
        )
        work.finish()
