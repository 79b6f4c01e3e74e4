"""Whoever wrote is asked whether the case goes on at the other door."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.other_door_form import OtherDoorForm
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.services.casework.offer_other_door import offer_other_door
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/other-door")
@requires(Permission.CASE_WORK)
def other_door(number: str) -> Response:
    def work(form: OtherDoorForm) -> None:
        offer_other_door(
            workplace(), member(), number, text=form.text.data, carried=form.carried.data
        )

    return act(
        number,
        Opened("other-door", OtherDoorForm.of_request(), heading=_("Der er ikke spurgt")),
        work,
        done=_("Spørgsmålet om den anden dør er stillet. Intet er flyttet."),
        place="other-door",
        texts={
            "text.missing": _("Skriv, hvorfor sagen hører til ved den anden dør."),
            "carried.missing": _("Lad i det mindste noget af teksten stå."),
            "not_hers": _(
                "Her står ord, som ikke blev skrevet til jer, eller de står i en anden orden. Du"
                " kan kun tage ord ud."
            ),
        },
        refused=_("Spørgsmålet venter allerede på svar, eller der er sagt ja."),
    )
