"""The register of a complaint is filled in on its page."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.complaint_forms import RegisterForm
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.services.complaining.register_complaint import register_complaint
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/register")
@requires(Permission.CASE_WORK)
def register(number: str) -> Response:
    def work(form: RegisterForm) -> None:
        register_complaint(workplace(), member(), number, **form.fields)

    return act(
        number,
        Opened("register", RegisterForm.of_request(), heading=_("Registret er ikke ændret")),
        work,
        done=_("Registret er gemt."),
        place="register",
        texts={
            "unknown": _("Vælg en af mulighederne på listen."),
            "used_more": _(
                "Der er mæglet eller ført tilsyn i klagen: vælg det højeste trin, der blev brugt."
            ),
            "missing": _("Klagen er afsluttet, så her må ikke mangle noget."),
        },
    )
