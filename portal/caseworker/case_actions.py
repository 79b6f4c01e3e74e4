"""A form of the case page is sent: what it does is done, and the page leads back to the case."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_page import Opened, case_page, case_url
from portal.caseworker.kinds import kind_here
from portal.caseworker.lock_words import no_word_for_it, say_obstacles
from portal.domain.case_status import CaseKind
from portal.domain.errors import LockedByLaw
from portal.domain.legal_calendar import YEARS_BACK
from portal.staff.acting import Said, act_on


def act(
    number: str,
    opened: Opened,
    work: Callable[[Any], object],
    *,
    done: str | Callable[[Any], str],
    place: str = "",
    texts: dict[str, str] | None = None,
    refused: str = "",
    repeated: Callable[[], object] | None = None,
) -> Response:
    """Do `work` with the form when it is good, and lead back to the case; else show it again.

    `done` is said on the page afterwards, or made of what the work returned; `place` is where to
    see it; `texts` puts the service's refusals into words, `refused` why the case as it stands does
    not allow it; `repeated` clears up after a form that came twice. What the law holds back comes
    back too, with what would let it go.
    """
    back = case_url(number)
    said = Said(
        done=done,
        see=f"{back}#{place}" if place else "",
        refused=refused or _not_now(),
        gone=_sent_elsewhere(),
        texts=texts or {},
    )
    try:
        return act_on(
            opened.form,
            work,
            said,
            again=lambda status: case_page(number, opened, status),
            back=back,
            repeated=repeated,
        )
    except LockedByLaw as error:
        if kind_here(number) is CaseKind.REPORT:
            say_obstacles(opened.form, error.obstacles)
        else:
            opened.form.form_errors.append(no_word_for_it())
        return case_page(number, opened, 422)


def too_early() -> dict[str, str]:
    """What is said of a day that lies too far back, by its reason (legal_calendar.py)."""
    words = _("Vælg en dag inden for de sidste %(years)d år.", years=YEARS_BACK)
    return {"too_early": words}


def _sent_elsewhere() -> str:
    return _(
        "Kladden er sendt eller kasseret i et andet vindue, så intet er sendt nu. Se efter i sagen."
        " Det, du har skrevet, står herunder, og du kan stadig sende det."
    )


def _not_now() -> str:
    return _(
        "Det kan ikke lade sig gøre, som sagen står nu. Måske har en kollega arbejdet i den"
        " imens. Det, du har skrevet, står herunder."
    )
