"""What the unit files itself is written down in one form, on a page of its own."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_page import case_url
from portal.domain.errors import NotPermitted
from portal.staff.acting import Said, act_on
from portal.staff.written_form import SentOnce


def write_down(
    form: SentOnce,
    work: Callable[[Any], str],
    *,
    again: Callable[[int], Response],
    back: str,
    done: str,
    texts: dict[str, str],
) -> Response:
    """Do `work` with a form that was sent, which files a case and returns its number, and go
    `back`, where `done` leads to the case; else show the page `again` with a status. `texts` are as
    in `act`."""
    said = Said(
        done=done,
        see=lambda number: case_url(str(number)),
        refused=_("Sagen er ikke gemt. Prøv igen."),
        gone=_(
            "Kladden er sendt eller kasseret i et andet vindue, så intet er gemt nu. Det, du har"
            " skrevet, står herunder, og du kan stadig gemme det."
        ),
        texts=texts,
    )
    try:
        return act_on(form, work, said, again=again, back=back)
    except NotPermitted:
        form.form_errors.append(
            _("Sagen er ikke gemt: En kollega skal først tage dig op på enhedens liste.")
        )
        return again(409)
