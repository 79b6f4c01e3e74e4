"""The reporter is asked for consent, or told beforehand what goes out without it (WBL § 26)."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened, place_of
from portal.caseworker.disclosure_forms import AskConsentForm, DisclosureNoticeForm
from portal.caseworker.limit_forms import answer_too_far
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.disclosure import DisclosureGround
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/matters/<int:ordinal>/consent")
@requires(Permission.CASE_WORK)
def consent(number: str, ordinal: int) -> Response:
    def work(form: AskConsentForm) -> None:
        ask_consent(
            workplace(),
            member(),
            number,
            ordinal,
            recipient=form.recipient.data,
            text=form.text.data,
            due=form.due.data,
        )

    return act(
        number,
        Opened("consent", AskConsentForm.of_request(), ordinal, _("Der er ikke spurgt")),
        work,
        done=_("Indberetteren er spurgt om samtykke."),
        place=place_of("matter", ordinal),
        texts={
            "missing": _("Skriv, hvad der skal gives videre, og hvorfor."),
            "not_ahead": _("Vælg en dag efter i dag."),
            "too_far": answer_too_far(),
        },
        refused=_(
            "Der kan ikke spørges nu: det samme spørgsmål venter på svar, eller forholdet er"
            " afgjort, så intet af det kan gives videre."
        ),
    )


@caseworker.post("/cases/<number>/matters/<int:ordinal>/disclosure-notice")
@requires(Permission.CASE_WORK)
def disclosure_notice(number: str, ordinal: int) -> Response:
    def work(form: DisclosureNoticeForm) -> None:
        announce_disclosure(
            workplace(),
            member(),
            number,
            ordinal,
            recipient=form.recipient.data,
            ground=DisclosureGround(form.ground.data),
            text=form.text.data,
        )

    form = DisclosureNoticeForm.of_request()
    return act(
        number,
        Opened("disclosure-notice", form, ordinal, _("Beskeden er ikke sendt")),
        work,
        done=_("Indberetteren har fået besked. Intet er givet videre endnu."),
        place=place_of("matter", ordinal),
        texts={"missing": _("Skriv, hvad der gives videre, og hvorfor det er nødvendigt.")},
        refused=_("Forholdet er afgjort, så intet af det kan gives videre."),
    )
