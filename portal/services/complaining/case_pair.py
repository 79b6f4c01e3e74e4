"""Two cases in a member's hands at once: what is done to one shows in the other, or in neither."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from crypto.errors import CannotOpen
from portal.domain.errors import CaseAltered, ImpartialityNotDeclared, InvalidInput, NotFound
from portal.domain.linked_case import LINKED_KINDS
from portal.services.case_alarms import raise_case_alarm
from portal.services.member_work import MemberWork
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class CasePair:
    """`case` is the one the member stands in, `other` the one she named. `read_other`: she had
    nothing unread in it."""

    case: MemberWork
    other: MemberWork
    read_other: bool

    def finish(self) -> None:
        """Save both, and commit. What somebody else wrote in the other stays new to the member."""
        for work in (self.case, self.other):
            work.save()
        self.case.mark_seen()
        if self.read_other:
            self.other.mark_seen()
        self.case.unit.commit()


@contextmanager
def working_on_both(
    workplace: Workplace, member: Member, number: str, other: str
) -> Iterator[CasePair]:
    """Two different cases of the citizens' adviser in one unit of work. Nothing is kept without
    `finish`.

    Raises NotFound, ImpartialityNotDeclared, CaseAltered and CannotOpen for the case itself, as
    `working_on` does; of the other InvalidInput (`other`): `itself`; `unknown`: there is none that
    she can open; `not_declared`; `altered`; `other_kind`: it is a report or consultative
    assistance.
    """
    if number == other:
        raise InvalidInput("other", "itself")
    opening = number
    try:
        with workplace.open_unit(write=True) as unit:
            opened: dict[str, MemberWork] = {}
            # Always in one order: two members who link the same cases wait for each other's lock.
            for opening in sorted((number, other)):
                opened[opening] = _open(unit, workplace, member, opening, named=opening == other)
            pair = CasePair(opened[number], opened[other], opened[other].has_seen_all())
            if not {work.facts.kind for work in opened.values()} <= LINKED_KINDS:
                raise InvalidInput("other", "other_kind")
            yield pair
    except (CaseAltered, CannotOpen):
        raise_case_alarm(workplace, member, opening)
        if opening == other:
            raise InvalidInput("other", "altered") from None
        raise


def _open(
    unit: UnitOfWork, workplace: Workplace, member: Member, number: str, *, named: bool
) -> MemberWork:
    try:
        work = MemberWork(unit, workplace, member, number)
        work.require_impartial()
    except NotFound:
        if named:
            raise InvalidInput("other", "unknown") from None
        raise
    except ImpartialityNotDeclared:
        if named:
            raise InvalidInput("other", "not_declared") from None
        raise
    return work
