"""What a sender meets while very many send at once: a page with all she typed in it, and a wait."""

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.budget import BudgetKind
from portal.domain.case_status import CaseKind
from portal.intake.reporter_session import has_code
from portal.log import Area, LogEvent, log
from portal.services.reporting.admit_case import Sending, Wait, admit_case
from portal.services.workplace import Reporter
from portal.web.session import sealed_session
from portal.web.workplace import workplace


def wait_of(kind: CaseKind, submission: str, ticket: str) -> Wait | None:
    """How long the sender of a good form waits, or None. Who sends once more what was filed already
    is shown its receipt, however many others come."""
    if has_code(submission):
        return None
    sending = Sending(kind, submission, sealed_session().row_id)
    wait = admit_case(workplace(), sending, ticket)
    if wait is not None:
        _note(kind.value)
    return wait


def wrong_code() -> int:
    """Count a code that leads nowhere; for how many seconds too many of them were typed, 0 if not
    too many."""
    return _used(BudgetKind.WRONG_CODES)


def message_of(reporter: Reporter) -> int:
    """Count a message of a reporter's; how many seconds she waits before it is taken in, or 0."""
    return _used(BudgetKind.MESSAGES_OF_A_CASE, of=reporter.locator)


def too_many_messages(seconds: int) -> str:
    """Said where a message has to wait."""
    return _(
        "Der er skrevet mange beskeder i sagen på kort tid. Din besked er ikke sendt endnu, men"
        " står her stadig. %(wait)s",
        wait=_wait_in_words(seconds),
    )


def too_many_wrong_codes(seconds: int) -> str:
    """Said beside a wrong code."""
    return _(
        "Ingen sag har den kode. Der bliver skrevet usædvanligt mange forkerte koder lige nu. Se"
        " din kode efter. %(wait)s",
        wait=_wait_in_words(seconds),
    )


def is_full(kind: CaseKind) -> bool:
    """Whether there is no room for a new case any more."""
    disk = workplace().disk
    if disk is None or disk.room().takes_cases:
        return False
    _note(f"no_room_for_{kind.value}")
    return True


def _wait_in_words(seconds: int) -> str:
    return ngettext(
        "Vent %(num)d sekund, og send igen.", "Vent %(num)d sekunder, og send igen.", seconds
    )


def _used(kind: BudgetKind, *, of: bytes = b"") -> int:
    here = workplace()
    if here.budgets.take(kind, here.now(), of=of):
        return 0
    _note(kind.value)
    return max(1, here.budgets.wait_seconds(kind, here.now(), of=of))


def _note(source: str) -> None:
    """For the operator: counted, and printed with the date alone once the day is over."""
    log(LogEvent.FLOOD_WARNED, area=Area.INTAKE, source=source)
