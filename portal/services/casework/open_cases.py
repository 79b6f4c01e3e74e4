"""Many cases are opened at once, for a list of what lies in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFacts, CaseFile
from portal.domain.errors import CaseAltered, ImpartialityNotDeclared, NotFound
from portal.services.member_work import MemberWork
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork

# What a list is made of lies under each case's seal: to open more at once would be slow.
OPENED_AT_MOST = 300


@dataclass(frozen=True)
class OpenedCases:
    """The files in the order of the cases. `undeclared` are the numbers of those that the member
    has not declared herself impartial in, `unopened` of those that were altered."""

    files: tuple[CaseFile, ...] = field(repr=False)
    undeclared: tuple[str, ...]
    unopened: tuple[str, ...]


def open_cases(
    unit: UnitOfWork, workplace: Workplace, member: Member, cases: Sequence[CaseFacts]
) -> OpenedCases:
    """Some cases, as far as the member may read them: nothing is read behind a declaration's back.
    The caller keeps to OPENED_AT_MOST."""
    files: list[CaseFile] = []
    undeclared: list[str] = []
    unopened: list[str] = []
    for facts in cases:
        try:
            work = MemberWork(unit, workplace, member, facts.number)
            work.require_impartial()
            files.append(work.file)
        except NotFound:
            continue
        except ImpartialityNotDeclared:
            undeclared.append(facts.number)
        except (CannotOpen, CaseAltered):
            unopened.append(facts.number)
    return OpenedCases(tuple(files), tuple(undeclared), tuple(unopened))
