"""Formal mediation on the page of a complaint: offered, agreed to by both, ended."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act, too_early
from portal.caseworker.case_page import Opened
from portal.caseworker.mediation_forms import (
    AgreeToMediationForm,
    EndMediationForm,
    OfferMediationForm,
)
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.mediation import Agrees, MediationEnd
from portal.services.adviser.agree_to_mediation import agree_to_mediation
from portal.services.adviser.end_mediation import end_mediation
from portal.services.adviser.offer_mediation import offer_mediation
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/mediation-offer")
@requires(Permission.CASE_WORK)
def mediation_offer(number: str) -> Response:
    def work(form: OfferMediationForm) -> None:
        offer_mediation(
            workplace(),
            member(),
            number,
            about=form.about.data,
            administration=form.administration.data,
            about_decision=form.is_about_decision,
            on=form.offered_on.data,
        )

    form = OfferMediationForm.of_request()
    return act(
        number,
        Opened("mediation-offer", form, heading=_("Mæglingen er ikke tilbudt")),
        work,
        done=_("Tilbuddet om mægling er noteret."),
        place="mediation",
        texts={
            "about.missing": _("Skriv, hvad der skal mægles om."),
            "about_decision.decision": _(
                "Der mægles ikke om selve afgørelsen. Den kan borgeren få set på ved at klage til"
                " forvaltningen eller klageinstansen."
            ),
            **_of_days(),
            "supervision.under_way": _beside_supervision(),
        },
    )


@caseworker.post("/cases/<number>/mediation-agree")
@requires(Permission.CASE_WORK)
def mediation_agree(number: str) -> Response:
    def work(form: AgreeToMediationForm) -> None:
        side = Agrees(form.side.data)
        agree_to_mediation(workplace(), member(), number, side, on=form.agreed_on.data)

    form = AgreeToMediationForm.of_request()
    return act(
        number,
        Opened("mediation-agree", form, heading=_("Der er ikke noteret et ja")),
        work,
        done=_("Det er noteret, at der er sagt ja."),
        place="mediation",
        texts={
            **_of_days(),
            "before_offer": _("Dagen ligger før den dag, mæglingen blev tilbudt."),
            "supervision.under_way": _beside_supervision(),
        },
    )


@caseworker.post("/cases/<number>/mediation-end")
@requires(Permission.CASE_WORK)
def mediation_end(number: str) -> Response:
    def work(form: EndMediationForm) -> None:
        end = MediationEnd(form.end.data)
        end_mediation(
            workplace(), member(), number, end, result=form.result.data, on=form.ended_on.data
        )

    form = EndMediationForm.of_request()
    return act(
        number,
        Opened("mediation-end", form, heading=_("Mæglingen er ikke afsluttet")),
        work,
        done=_("Det er noteret, hvordan mæglingen endte."),
        place="mediation",
        texts={
            "result.missing": _(
                "Skriv, hvad der kom ud af den, eller hvorfor den ikke kom i gang."
            ),
            **_of_days(),
            "before_it_began": _("Dagen ligger før den dag, der sidst skete noget i mæglingen."),
            "not_begun": _("Mæglingen er ikke begyndt, for de har ikke begge sagt ja."),
            "begun": _("Mæglingen er begyndt, for de har begge sagt ja."),
        },
    )


def _of_days() -> dict[str, str]:
    return {"ahead": _("Dagen ligger i fremtiden."), **too_early()}


def _beside_supervision() -> str:
    return _("Der føres tilsyn i klagen. Så længe det står på, mægles der ikke.")
