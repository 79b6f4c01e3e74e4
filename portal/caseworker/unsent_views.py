"""The page that offers what was not sent when a session ran out."""

import re

from flask import make_response
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.caseworker.access import first_page, requires
from portal.caseworker.pages import caseworker, go_to, show
from portal.caseworker.session_keys import UNSENT
from portal.caseworker.unsent import unsent_of
from portal.domain.access import Permission
from portal.web.forms import PortalForm
from portal.web.session import sealed_session


@caseworker.route("/unsent", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def unsent() -> Response:
    """Shows it with a form that sends it where it was going; a POST here throws it away."""
    form = PortalForm.of_request()
    kept = unsent_of(sealed_session(), current_user.account)
    if form.is_good() or kept is None:
        sealed_session().pop(UNSENT, None)
        return go_to(first_page(current_user.account))
    number, what = _meant(kept["address"])
    page = show("unsent.html", form=form, kept=kept, number=number, what=what)
    return make_response(page, 422 if form.errors else 200)


def _meant(address: str) -> tuple[str, str]:
    """The case it was written in, and what it was: a note is not to be sent as a message."""
    found = re.match(r"/staff/cases/([^/?]+)/(?:[^?]*/)?([a-z-]+|\d+)(?:\?|$)", address)
    return (found[1], _words(found[2])) if found else ("", "")


def _words(action: str) -> str:
    return {
        "message": _("besked til indberetteren"),
        "note": _("notat"),
        "feedback": _("feedback til indberetteren"),
        "triage": _("vurdering af et forhold, til indberetteren"),
        "forward": _("tekst til en forvaltning"),
        "answer": _("svar fra en forvaltning"),
        "pass-on": _("det, der er givet videre"),
        "matters": _("et nyt forhold"),
    }.get(action, "")
