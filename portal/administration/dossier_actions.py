"""A form of a dossier's page is sent: what it does is done, and the page leads back to it."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.administration.dossier_page import Opened, dossier_page, dossier_url
from portal.staff.acting import Said, act_on


def act(
    number: str,
    opened: Opened,
    work: Callable[[Any], object],
    *,
    done: str,
    texts: dict[str, str] | None = None,
    repeated: Callable[[], object] | None = None,
) -> Response:
    """Do `work` with the form when it is good, and lead back to the dossier; else show it again.

    `done` is said on the page afterwards; `texts` puts the service's refusals into words;
    `repeated` clears up after a form that came twice. Raises NotFound, CannotOpen, BrokenList.
    """
    return act_on(
        opened.form,
        work,
        Said(done=done, refused=_not_now(), gone=_sent_elsewhere(), texts=texts or {}),
        again=lambda status: dossier_page(number, opened, status),
        back=dossier_url(number),
        repeated=repeated,
    )


def _sent_elsewhere() -> str:
    return _(
        "Kladden er sendt eller kasseret i et andet vindue, så intet er sendt nu. Se efter, hvad"
        " der står på siden. Det, du har skrevet, står herunder, og du kan stadig sende det."
    )


def _not_now() -> str:
    return _(
        "Det kan ikke lade sig gøre, som forsendelsen står nu. Måske har en kollega eller enheden"
        " skrevet imens. Det, du har skrevet, står herunder, men er ikke sendt."
    )
