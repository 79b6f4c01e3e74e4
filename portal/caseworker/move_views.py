"""Whose move a case is, set by hand where the portal cannot know it."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.hearing_forms import WhoseMoveForm
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.case_status import RestsWith
from portal.services.casework.correct_move import correct_move
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/move")
@requires(Permission.CASE_WORK)
def whose_move(number: str) -> Response:
    def work(form: WhoseMoveForm) -> None:
        correct_move(
            workplace(),
            member(),
            number,
            rests_with=RestsWith(form.rests_with.data),
            since=form.since.data,
            reason=form.reason.data,
        )

    return act(
        number,
        Opened("whose-move", WhoseMoveForm.of_request(), heading=_("Intet er ændret")),
        work,
        done=_("Det er rettet, hvem sagen beror på. Det gælder, til nogen gør noget i sagen."),
        texts={
            "unchanged": _("Sagen beror allerede på den, du har valgt."),
            "before_last_turn": _(
                "Dagen må ikke ligge før den dag, da det sidst skiftede, hvem sagen beror på."
            ),
            "in_future": _("Vælg i dag eller en dag før."),
            "reason.missing": _("Skriv, hvorfor sagen beror på en anden."),
        },
        refused=_("Kun en åben sag kan rettes. En afsluttet sag beror ikke på nogen."),
    )
