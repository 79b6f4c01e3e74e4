"""Every supervision that a member can open, by how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.case_file import CaseFile
from portal.domain.supervision import Supervision, SupervisionState
from portal.services.adviser.supervised_cases import SupervisedCases, supervised_cases
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class SupervisionLine:
    """A supervision with its case. `own_motion`: on the adviser's own initiative, else in a
    complaint. `recommendations` is how many were given in it."""

    number: str
    own_motion: bool
    supervision: Supervision
    recommendations: int


@dataclass(frozen=True)
class Supervisions:
    """`by_state` has every state, each with its supervisions, the longest in it first. `cases` says
    what is left out."""

    by_state: Mapping[SupervisionState, tuple[SupervisionLine, ...]]
    cases: SupervisedCases


def list_supervisions(workplace: Workplace, member: Member) -> Supervisions:
    """The supervisions in the cases that a member holds a key to and has declared herself impartial
    in. Raises CannotOpen, BrokenList."""
    cases = supervised_cases(workplace, member)
    lines = [line for file in cases.files for line in _lines(file)]
    lines.sort(key=lambda line: (line.supervision.states[-1].on, line.number))
    by_state = {
        state: tuple(line for line in lines if line.supervision.state is state)
        for state in SupervisionState
    }
    return Supervisions(by_state, cases)


def _lines(file: CaseFile) -> list[SupervisionLine]:
    if file.supervision is None:
        return []
    own_motion = file.register is None
    return [
        SupervisionLine(file.facts.number, own_motion, file.supervision, len(file.recommendations))
    ]
