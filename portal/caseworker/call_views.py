"""Calls with the citizen and the administration are written down on the page of a complaint."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.call_form import CallForm
from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.services.adviser.log_call import log_call
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/call")
@requires(Permission.CASE_WORK)
def call(number: str) -> Response:
    def work(form: CallForm) -> None:
        log_call(workplace(), member(), number, form.call, form.note.data)

    return act(
        number,
        Opened("call", CallForm.of_request(), heading=_("Samtalen er ikke skrevet ned")),
        work,
        done=_("Samtalen er skrevet ned."),
        place="calls",
        texts={"missing": _("Skriv, hvad der blev sagt.")},
    )
