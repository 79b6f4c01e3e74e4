"""What is done with the dates of a case: extended, postponed, set aside."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.kinds import is_complaint
from portal.caseworker.limit_forms import (
    ExtendForm,
    PostponeForm,
    SetAsideForm,
    TakeUpAgainForm,
    answer_too_far,
)
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.priority import SET_ASIDE_DAYS_AT_MOST
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.postpone_answer import postpone_answer
from portal.services.casework.set_case_aside import set_case_aside, take_case_up_again
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/extend")
@requires(Permission.CASE_WORK)
def extend(number: str) -> Response:
    def work(form: ExtendForm) -> None:
        extend_feedback(workplace(), member(), number, reason=form.reason.data)

    return act(
        number,
        Opened("extend", ExtendForm.of_request(), heading=_("Tiden er ikke forlænget")),
        work,
        done=_("Tiden er forlænget, og indberetteren kan se begge datoer og begrundelsen."),
        place="limits",
        texts={"missing": _("Skriv, hvorfor sagen er særligt kompliceret.")},
        refused=_(
            "Tiden kan ikke forlænges nu. Det kan ske én gang, før den første dato, og kun mens"
            " indberetteren har feedback til gode."
        ),
    )


@caseworker.post("/cases/<number>/matters/<int:ordinal>/postpone")
@requires(Permission.CASE_WORK)
def postpone(number: str, ordinal: int) -> Response:
    def work(form: PostponeForm) -> None:
        postpone_answer(
            workplace(),
            member(),
            number,
            ordinal,
            administration=form.administration.data,
            due=form.due.data,
            reason=form.reason.data,
        )

    return act(
        number,
        Opened("postpone", PostponeForm.of_request(), ordinal, _("Fristen er ikke flyttet")),
        work,
        done=_("Forvaltningen har fået længere tid."),
        place="forwardings",
        texts={
            "not_later": _(
                "Den nye dag skal ligge efter den, der først blev aftalt, og ikke før i dag."
            ),
            "due.too_far": answer_too_far(),
            "reason.missing": _("Skriv, hvorfor forvaltningen får længere tid."),
        },
        refused=_("Der ventes ikke på et svar fra den forvaltning om dette forhold."),
    )


@caseworker.post("/cases/<number>/set-aside")
@requires(Permission.CASE_WORK)
def set_aside(number: str) -> Response:
    def work(form: SetAsideForm) -> None:
        set_case_aside(
            workplace(), member(), number, until=form.until.data, reason=form.reason.data
        )

    return act(
        number,
        Opened("set-aside", SetAsideForm.of_request(), heading=_("Sagen er ikke lagt til side")),
        work,
        done=_(
            "Klagen er lagt til side. Den kommer frem igen på dagen, eller når borgeren skriver."
        )
        if is_complaint(number)
        else _(
            "Sagen er lagt til side. Den kommer frem igen på dagen, eller når indberetteren"
            " skriver."
        ),
        texts={
            "not_ahead": _("Vælg en dag efter i dag."),
            "too_far": _(
                "Vælg en dag inden for %(days)d dage og ikke efter den dag, feedbacken senest"
                " skal gives.",
                days=SET_ASIDE_DAYS_AT_MOST,
            ),
            "reason.missing": _("Skriv, hvorfor sagen kan ligge så længe."),
        },
        refused=_(
            "Sagen kan kun lægges til side, mens det er enhedens tur. Venter I på et svar, så giv"
            " i stedet længere tid til det."
        ),
    )


@caseworker.post("/cases/<number>/take-up")
@requires(Permission.CASE_WORK)
def take_up_again(number: str) -> Response:
    def work(_form: TakeUpAgainForm) -> None:
        take_case_up_again(workplace(), member(), number)

    return act(
        number,
        Opened("take-up", TakeUpAgainForm.of_request(), heading=_("Intet er ændret")),
        work,
        done=_("Sagen er fremme igen."),
        refused=_("Sagen er ikke lagt til side."),
    )
