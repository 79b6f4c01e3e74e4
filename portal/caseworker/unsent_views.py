"""The page that offers what was not sent when a session ran out."""

from flask import make_response
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
    return make_response(show("unsent.html", form=form, kept=kept), 422 if form.errors else 200)
