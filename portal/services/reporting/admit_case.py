"""A report or complaint is let in at once, or after a wait while many come.

Whoever waited has a ticket: a line in her own form, which the portal made and does not keep. It is
good for one sending of one form in one session, after a while. A sending files one case however
often it comes; that a ticket is used over and over is remembered in the process, as budgets are.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest

from crypto.derivation import derive
from crypto.labels import WAITING_TICKET, bind
from portal.domain.budget import BudgetKind, ticket_is_over, ticket_waits
from portal.domain.case_status import CaseKind
from portal.services.workplace import Workplace

# Nobody can be let in within this time for sure: so many wait that no ticket is left to give.
_WITHOUT_TICKET = 60
_BUDGET_OF = {CaseKind.REPORT: BudgetKind.REPORTS, CaseKind.COMPLAINT: BudgetKind.COMPLAINTS}


@dataclass(frozen=True)
class Sending:
    """One sending of a form: the kind of case it files, its own mark, its session's id."""

    kind: CaseKind
    submission: str
    session_id: bytes


@dataclass(frozen=True)
class Wait:
    """For how many seconds, and what to come back with: empty where no ticket could be given."""

    seconds: int
    ticket: str


def admit_case(workplace: Workplace, sending: Sending, ticket: str) -> Wait | None:
    """None when the case can be filed now, else how long its sender waits. `ticket` is what came
    with the form; one that is not ours counts for nothing."""
    now = workplace.now()
    issued = _issued(workplace, sending, ticket)
    waits = None if issued is None or ticket_is_over(issued, now) else ticket_waits(issued, now)
    if waits == 0 and _may_be_used(workplace, ticket, now):
        return None
    if workplace.budgets.take(_BUDGET_OF[sending.kind], now):
        return None
    if waits:
        return Wait(waits, ticket)
    if not workplace.budgets.take(BudgetKind.TICKETS, now):
        return Wait(_WITHOUT_TICKET, "")
    moment = int(now.timestamp())
    made = f"{moment}.{_proof(workplace, sending, moment)}"
    return Wait(ticket_waits(_moment(moment), now), made)


def _may_be_used(workplace: Workplace, ticket: str, now: datetime) -> bool:
    """Count the use of a ticket. Its session may have been left and be played again, and nothing
    would remember then what was filed by it."""
    kind = BudgetKind.USES_OF_A_TICKET
    return workplace.budgets.take(kind, now, of=ticket.encode())


def _issued(workplace: Workplace, sending: Sending, ticket: str) -> datetime | None:
    """When a ticket was made (aware), or None for one that is not ours or of another sending."""
    number, _, proof = ticket.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) <= 11):
        return None
    if not compare_digest(proof.encode(), _proof(workplace, sending, int(number)).encode()):
        return None
    return _moment(int(number))


def _moment(number: int) -> datetime:
    return datetime.fromtimestamp(number, UTC)


def _proof(workplace: Workplace, sending: Sending, moment: int) -> str:
    """What only this portal can make, 64 hexadecimal digits."""
    said = bind(WAITING_TICKET, sending.kind.value, sending.submission, sending.session_id, moment)
    return derive(workplace.secrets.server_key, said).hex()
