"""Supervision on the adviser's own initiative is opened, as a case of its own."""

from dataclasses import dataclass, field
from datetime import date

from crypto.identifiers import new_id
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind
from portal.domain.errors import InvalidInput
from portal.domain.matter import matter_of_complaint
from portal.domain.supervision import Supervision, SupervisionState, begun
from portal.services.adviser.file_own_case import file_own_case
from portal.services.case_work import CaseWork
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class NewSupervision:
    """What is to be looked into: `administrations` are codes, `on` is the Copenhagen date of its
    first state."""

    subject: str = field(repr=False)
    administrations: tuple[str, ...]
    state: SupervisionState
    on: date


def open_supervision(workplace: Workplace, member: Member, new: NewSupervision) -> str:
    """File a case of own-motion supervision, taken up by the member, and return its number.

    It has one matter, by which administrations are heard. Raises InvalidInput as
    supervision.begun does, and `administrations` (`unknown`); NotPermitted, BrokenList.
    """
    supervision = checked(workplace, new)

    def write(work: CaseWork) -> None:
        work.add_matter(matter_of_complaint(new_id().hex(), supervision.administrations[0]))
        write_begun(work, supervision)

    return file_own_case(workplace, member, CaseKind.OWN_MOTION, supervision.subject, write)


def checked(workplace: Workplace, new: NewSupervision) -> Supervision:
    """The supervision that is to begin. Raises InvalidInput as `open_supervision` does."""
    check_administrations(workplace, new.administrations)
    return begun(new.subject, new.administrations, new.state, new.on, today=workplace.today())


def check_administrations(workplace: Workplace, administrations: tuple[str, ...]) -> None:
    """Raises InvalidInput (`administrations`, `unknown`) for a code that is not the
    municipality's."""
    if not set(administrations) <= set(workplace.municipality.codes("administration")):
        raise InvalidInput("administrations", "unknown")


def write_begun(work: CaseWork, supervision: Supervision) -> None:
    """Write a supervision that begins, and say so in the log."""
    work.write_supervision(supervision)
    work.log(CaseEvent.SUPERVISION_CHANGED, state=supervision.state)
