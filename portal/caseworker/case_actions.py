"""What every form of the case page does: check, one service call, back to the page."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_form import CaseForm
from portal.caseworker.case_page import Opened, case_page, case_url
from portal.caseworker.draft_of_request import draft_is_gone, let_go_of_draft
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.staff.pages import go_to, tell


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
    not allow it; `repeated` clears up after a form that came twice.
    """
    form = opened.form
    if not form.is_good():
        return case_page(number, opened, 422)
    if not form.is_first():
        if repeated is not None:
            repeated()
        return go_to(case_url(number))
    if draft_is_gone(form):
        form.forget_sending()
        form.form_errors.append(_sent_elsewhere())
        return case_page(number, opened, 409)
    try:
        came = carry_out(form, work)
    except InvalidInput as error:
        form.add_error(error, texts or {})
        return case_page(number, opened, 422)
    except ForbiddenMove:
        form.form_errors.append(refused or _not_now())
        return case_page(number, opened, 409)
    let_go_of_draft(form)
    said = done if isinstance(done, str) else done(came)
    tell(said, f"{case_url(number)}#{place}" if place else "")
    return go_to(case_url(number))


def carry_out(form: CaseForm, work: Callable[[Any], object]) -> object:
    """Do the work and return what it does; when nothing came of it, whatever the reason, the form
    may be sent again."""
    try:
        return work(form)
    except BaseException:
        form.forget_sending()
        raise


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
