"""Which cases a complaint may belong together with: found by words or number, or by likeness."""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFacts, CaseFile
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.complaint import ComplaintRegister
from portal.domain.errors import CaseAltered
from portal.domain.likeness import Likeness, Told, alike
from portal.domain.linked_case import LINKED_KINDS
from portal.services.casework.list_cases import SEARCHED_AT_MOST, file_to_search, list_cases
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace
from portal.storage.case_store import WorklistQuery

# Of what a search finds, so many are shown: who finds more looks for other words.
SHOWN_AT_MOST = 20


@dataclass(frozen=True)
class Proposed:
    """A case that may belong together with another; `why` is set where likeness proposes it."""

    facts: CaseFacts
    why: Likeness | None = None


@dataclass(frozen=True)
class Related:
    """What was found. `searched_all` is False where there is more than could be looked into or is
    shown; `unopened` are the numbers of cases in which something was altered."""

    proposed: tuple[Proposed, ...]
    searched_all: bool
    unopened: tuple[str, ...] = ()


def find_related(workplace: Workplace, member: Member, number: str, words: str) -> Related:
    """The complaints and supervisions that hold the words, or the one with that number, the newest
    first: as the worklist finds them (list_cases), without those that are linked already. Without
    words nothing is looked for.

    Raises NotFound, ImpartialityNotDeclared, CannotOpen and CaseAltered for the case itself.
    """
    known = _known(_opened(workplace, member, number))
    if not words:
        return Related((), searched_all=True)
    found: dict[str, CaseFacts] = {}
    searched_all, unopened = True, list[str]()
    for kind in sorted(LINKED_KINDS):
        wanted = WorklistQuery(kind=kind, sort="newest", page_size=SHOWN_AT_MOST)
        listed = list_cases(workplace, member, wanted, words)
        searched_all = searched_all and listed.searched_all and listed.count <= len(listed.rows)
        unopened += listed.unopened
        # A number is found whatever its kind.
        of_kind = [row.facts for row in listed.rows if row.facts.kind is kind]
        found |= {one.number: one for one in of_kind if one.number not in known}
    newest = sorted(found.values(), key=lambda one: one.received_on, reverse=True)
    return Related(tuple(Proposed(one) for one in newest), searched_all, tuple(unopened))


def find_alike(workplace: Workplace, member: Member, number: str) -> Related:
    """The complaints that resemble one (domain/likeness.py), of the same administration where one
    is registered, among the newest SEARCHED_AT_MOST that the member has a key to and has declared
    herself impartial in. Who the citizens are lies under its own key and is not looked at.

    Raises as `find_related`.
    """
    file = _opened(workplace, member, number)
    known, administration = _known(file), _administration(file)
    others: dict[str, CaseFacts] = {}
    told: list[Told] = []
    unopened: list[str] = []
    wanted = WorklistQuery(
        kind=CaseKind.COMPLAINT, sort="newest", page_size=SEARCHED_AT_MOST, today=workplace.today()
    )
    with workplace.open_unit() as unit:
        newest, count = unit.cases.worklist(member.account.id, wanted)
        for one in newest:
            if one.number in known:
                continue
            try:
                other = file_to_search(unit, workplace, member, one.number)
            except (CannotOpen, CaseAltered):
                unopened.append(one.number)
                continue
            if other is not None and administration in ("", _administration(other)):
                others[one.number] = one
                told.append(_told(other))
    return Related(
        _proposed(alike(_told(file), told), others), count <= len(newest), tuple(unopened)
    )


def _proposed(found: Sequence[Likeness], others: dict[str, CaseFacts]) -> tuple[Proposed, ...]:
    return tuple(Proposed(others[one.number], one) for one in found)


def _opened(workplace: Workplace, member: Member, number: str) -> CaseFile:
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        return work.file


def _known(file: CaseFile) -> set[str]:
    return {file.facts.number} | {link.number for link in file.links}


def _administration(file: CaseFile) -> str:
    return (file.register or ComplaintRegister()).administration


def _told(file: CaseFile) -> Told:
    said = file.report.facts
    return Told(
        file.facts.number,
        f"{file.report.text}\n{said.get('wish', '')}",
        place=said.get("place", ""),
        on_behalf_of=said.get("on_behalf_of", ""),
    )
