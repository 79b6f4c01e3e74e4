"""Whom a matter can be sent to in an administration."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.access import Desk
from portal.domain.account import Account
from portal.domain.case_status import CaseKind
from portal.domain.names import Certainty, found_names
from portal.services.case_work import CaseWork
from portal.services.member_work import working_on
from portal.services.members.readers import listed_contacts
from portal.services.workplace import Member, Workplace

# Who looks after complaints alone has no business with reports, and the other way round.
_OF_REPORTS = (None, Desk.WHISTLEBLOWING, Desk.BOTH)
_OF_ADVISER = (None, Desk.COMPLAINTS, Desk.BOTH)


@dataclass(frozen=True)
class Recipients:
    """`able` may be chosen, `proposed` are those of them who were not invited for one dossier
    alone; `named` are kept out: what the case tells names them."""

    able: tuple[Account, ...]
    proposed: tuple[Account, ...]
    named: tuple[Account, ...]


def recipients_for(work: CaseWork, administration: str) -> Recipients:
    """The contact persons of an administration, but for those who are named in the case by their
    full name. Whom a caseworker knows to be meant otherwise she keeps out herself. Raises
    BrokenList."""
    desks = _OF_REPORTS if work.facts.kind is CaseKind.REPORT else _OF_ADVISER
    contacts = [
        one
        for one in listed_contacts(work.workplace, work.unit, administration)
        if one.desk in desks
    ]
    named = _named(work, contacts)
    able = tuple(one for one in contacts if one not in named)
    return Recipients(
        able=able,
        proposed=tuple(one for one in able if not one.for_one_dossier),
        named=tuple(named),
    )


def look_at_recipients(
    workplace: Workplace, member: Member, number: str, administration: str
) -> Recipients:
    """The same for a page. Raises NotFound, ImpartialityNotDeclared, ForbiddenMove, BrokenList."""
    with working_on(workplace, member, number) as work:
        return recipients_for(work, administration)


def texts_of_case(work: CaseWork) -> Iterator[str]:
    """Everything of a case in which somebody may be named."""
    for entry in work.file.entries:
        yield entry.text
        yield from entry.facts.values()
    for matter in work.file.matters:
        yield matter.summary
    for party in work.file.parties:
        yield party.name


def _named(work: CaseWork, contacts: list[Account]) -> list[Account]:
    text = "\n".join(texts_of_case(work))
    names = {one.name for one in found_names(text, [contact.name for contact in contacts])
             if one.certainty is Certainty.CERTAIN}  # fmt: skip
    return [contact for contact in contacts if contact.name in names]
