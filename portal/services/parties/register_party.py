"""Somebody whom a case is about, or who is named in it, is written into its register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crypto.identifiers import new_id
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFile
from portal.domain.errors import InvalidInput
from portal.domain.party import Described, Party, PartyRole, registered
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class PartyTyped:
    """A party as it is typed: `matters` are the numbers of the matters it has to do with."""

    role: PartyRole
    name: str
    about: str = ""
    matters: Iterable[int] = ()
    legal_person: bool = False


def register_party(
    workplace: Workplace,
    member: Member,
    number: str,
    typed: PartyTyped,
    *,
    obtained_on: date | None = None,
) -> Party:
    """Write a party into the register of an open case.

    `obtained_on` is the day the unit got the data; None means the case's first: it is from then
    that the notice of GDPR art. 14 is owed. The log holds the party's number, never its name.
    Raises InvalidInput (`name`, `missing`; `obtained_on`, `in_future`, `before_case`; `matters`,
    `unknown`), ForbiddenMove unless the case is open, NotFound.
    """
    with working_on(workplace, member, number) as work:
        known_since = work.facts.received_on
        obtained = obtained_on or known_since
        if obtained < known_since:
            raise InvalidInput("obtained_on", "before_case")
        party = registered(
            new_id().hex(),
            len(work.file.parties) + 1,
            described(work.file, typed),
            obtained_on=obtained,
            by=work.by,
            on=work.on,
        )
        work.add_party(party)
        work.log(CaseEvent.PARTY_REGISTERED, party=str(party.ordinal), role=party.role)
        work.finish()
    return party


def described(file: CaseFile, typed: PartyTyped) -> Described:
    """What was typed, with the matters by their ids. Raises InvalidInput (`matters`, `unknown`)."""
    ids = []
    for ordinal in typed.matters:
        matter = file.matter(ordinal)
        if matter is None:
            raise InvalidInput("matters", "unknown")
        ids.append(matter.id)
    return Described(typed.role, typed.name, typed.about, tuple(ids), typed.legal_person)
