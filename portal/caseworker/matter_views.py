"""The forms of a case's matters, from the first sorting to the outcome."""

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened, case_page, place_of
from portal.caseworker.matter_forms import (
    AnswerForm,
    MatterForm,
    OutcomeForm,
    PassOnForm,
)
from portal.caseworker.pages import caseworker
from portal.caseworker.triage_form import TriageForm
from portal.domain.access import Permission
from portal.domain.matter import Outcome
from portal.domain.triage import Decision
from portal.services.casework.forward_matter import enter_answer
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import change_matter, split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.staff.access import member, requires
from portal.web.forms import PortalForm
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/matters")
@requires(Permission.CASE_WORK)
def add_matter(number: str) -> Response:
    def work(form: MatterForm) -> None:
        split_matter(
            workplace(),
            member(),
            number,
            summary=form.summary.data,
            theme=form.theme.data,
            administration=form.administration.data,
        )

    opened = Opened("matter", MatterForm.of_request(), heading=_("Forholdet er ikke oprettet"))
    return act(
        number,
        opened,
        work,
        done=_("Forholdet er oprettet."),
        place="matters",
        texts={"missing": _("Skriv kort, hvad forholdet går ud på.")},
    )


@caseworker.post("/cases/<number>/matters/<int:ordinal>")
@requires(Permission.CASE_WORK)
def correct_matter(number: str, ordinal: int) -> Response:
    def work(form: MatterForm) -> None:
        change_matter(
            workplace(),
            member(),
            number,
            ordinal,
            summary=form.summary.data,
            theme=form.theme.data,
            administration=form.administration.data,
        )

    opened = Opened("matter", MatterForm.of_request(), ordinal, _("Forholdet er ikke rettet"))
    return act(
        number,
        opened,
        work,
        done=_("Forhold %(number)d er rettet.", number=ordinal),
        place=place_of("matter", ordinal),
        texts={
            "missing": _("Skriv kort, hvad forholdet går ud på."),
            "offered": _(
                "Forvaltningen kan ikke rettes: indberetteren er spurgt, om oplysningerne må gives"
                " videre til netop den."
            ),
        },
    )


@caseworker.post("/cases/<number>/matters/<int:ordinal>/triage")
@requires(Permission.CASE_WORK)
def triage(number: str, ordinal: int) -> Response:
    form = TriageForm.of_request()
    if "insert" in request.form:
        return _insert(number, ordinal, form)
    form.fill_guidance()

    def work(form: TriageForm) -> None:
        rejected = form.decision.data == Decision.REJECTED
        triage_matter(
            workplace(),
            member(),
            number,
            ordinal,
            assessment=form.assessment(),
            decision=Decision(form.decision.data),
            ground=form.chosen_ground(),
            guidance=form.guidance.data if rejected else "",
            offer_pass_on=form.offer_pass_on.data,
        )

    return act(
        number,
        Opened("triage", form, ordinal, _("Vurderingen er ikke gemt")),
        work,
        done=_("Vurderingen af forhold %(number)d er sendt til indberetteren.", number=ordinal),
        place=place_of("matter", ordinal),
        texts=_triage_refusals(),
        refused=_(
            "Vurderingen kan ikke ændres: forholdet bliver undersøgt, har et udfald, eller"
            " indberetteren har svaret på tilbuddet."
        ),
    )


def _insert(number: str, ordinal: int, form: TriageForm) -> Response:
    """The page again with the chosen text in the form; nothing is judged or kept yet."""
    came_from_us = PortalForm.of_request().is_good()
    if came_from_us:
        form.insert_guidance()
        return case_page(number, Opened("triage", form, ordinal, focus="guidance"))
    form.is_good()
    return case_page(number, Opened("triage", form, ordinal), 422)


@caseworker.post("/cases/<number>/matters/<int:ordinal>/answer")
@requires(Permission.CASE_WORK)
def answer(number: str, ordinal: int) -> Response:
    def work(form: AnswerForm) -> None:
        enter_answer(
            workplace(),
            member(),
            number,
            ordinal,
            administration=form.administration.data,
            text=form.text.data,
        )

    return act(
        number,
        Opened("answer", AnswerForm.of_request(), ordinal, _("Svaret er ikke gemt")),
        work,
        done=_("Svaret om forhold %(number)d er gemt.", number=ordinal),
        place="forwardings",
        texts={"missing": _("Skriv forvaltningens svar.")},
        refused=_("Der ventes ikke på et svar fra den forvaltning om dette forhold."),
    )


@caseworker.post("/cases/<number>/matters/<int:ordinal>/outcome")
@requires(Permission.CASE_WORK)
def outcome(number: str, ordinal: int) -> Response:
    def work(form: OutcomeForm) -> None:
        set_outcome(
            workplace(),
            member(),
            number,
            ordinal,
            outcome=Outcome(form.outcome.data),
            police_report=form.police_report.data,
        )

    return act(
        number,
        Opened("outcome", OutcomeForm.of_request(), ordinal, _("Udfaldet er ikke gemt")),
        work,
        done=_("Udfaldet af forhold %(number)d er gemt.", number=ordinal),
        place=place_of("matter", ordinal),
        refused=_(
            "Udfaldet kan ikke skrives nu: forholdet skal være inden for ordningen, og mens en"
            " forvaltning har det, kan det kun stoppes for at beskytte indberetteren."
        ),
    )


@caseworker.post("/cases/<number>/matters/<int:ordinal>/pass-on")
@requires(Permission.CASE_WORK)
def pass_on(number: str, ordinal: int) -> Response:
    def work(form: PassOnForm) -> None:
        pass_on_matter(workplace(), member(), number, ordinal, text=form.text.data)

    return act(
        number,
        Opened("pass-on", PassOnForm.of_request(), ordinal, _("Det er ikke noteret")),
        work,
        done=_("Det er noteret, og indberetteren kan se, at oplysningerne er givet videre."),
        place=place_of("matter", ordinal),
        texts={"missing": _("Skriv, hvad du har givet videre.")},
        refused=_("Indberetteren har ikke sagt ja til, at oplysningerne gives videre."),
    )


def _triage_refusals() -> dict[str, str]:
    return {
        "answers_speak_against": _(
            "Svarene taler imod, at forholdet er inden for ordningen: et nej, »Borger, pårørende"
            " eller andet« eller »Ingen af dem« er en grund til at afvise."
        ),
        "ground.missing": _("Vælg grunden til afvisningen."),
        "not_from_answers": _(
            "Grunden følger ikke af dine svar. Ret svarene, eller vælg en anden."
        ),
        "ground.only_for_rejection": _(
            "Et forhold inden for ordningen har ingen grund til afvisning."
        ),
        "guidance.missing": _("Skriv en vejledning, eller vælg en af enhedens tekster."),
        "offer_pass_on.only_for_rejection": _("Kun et afvist forhold kan tilbydes givet videre."),
    }
