"""The unit stops waiting for an administration's answer."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.hearing_forms import CallOffForm
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.services.dossiers.call_off_dossier import call_off_dossier
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/dossiers/<dossier>/call-off")
@requires(Permission.CASE_WORK)
def call_off(number: str, dossier: str) -> Response:
    def work(_form: CallOffForm) -> None:
        call_off_dossier(workplace(), member(), number, dossier)

    form = CallOffForm.of_request()
    return act(
        number,
        Opened("dossier-call-off", form, dossier, _("Intet er ændret")),
        work,
        done=_("Der ventes ikke længere på svar fra forvaltningen, og den kan se det."),
        place=f"dossier-{dossier}",
        refused=_("Der ventes ikke på et svar. Måske er det kommet imens."),
    )
