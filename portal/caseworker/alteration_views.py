"""A case that is not what was last written: what differs, and how a head of unit deals with it."""

from dataclasses import dataclass
from datetime import date

from flask import Flask, make_response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.caseworker.case_page import case_url
from portal.caseworker.pages import caseworker, show
from portal.caseworker.passphrase_words import say_refusal
from portal.domain.access import Permission
from portal.domain.errors import CaseAltered, InvalidInput, NotPermitted, SignInThrottled
from portal.domain.manifest import Alteration, Mismatch
from portal.services.case_alarms import altered_cases_of, raise_case_alarm
from portal.services.casework.accept_case import accept_case, look_at_alterations, may_accept
from portal.staff.access import can, member, requires
from portal.staff.fields import long_text, own_passphrase
from portal.staff.pages import go_to, tell
from portal.web.formatting import long_date
from portal.web.forms import PortalForm
from portal.web.workplace import workplace

REASON_LIMIT = 5000


class AcceptForm(PortalForm):
    reason = long_text(
        _l("Hvad har I undersøgt, og hvad er I nået frem til?"),
        _l("Skriv, hvad I har undersøgt."),
        limit=REASON_LIMIT,
        description=_l("Står i sagens log. Indberetteren ser den ikke."),
    )
    passphrase = own_passphrase()


@dataclass(frozen=True)
class ChangedColumn:
    """A plain column as people know it, with what stood there and what stands there now."""

    name: str
    expected: str
    found: str


def init_case_banner(app: Flask) -> None:
    """Let the layout of the unit's side ask which cases were found altered."""
    app.context_processor(lambda: {"altered_numbers": altered_numbers})


def altered_numbers() -> list[str]:
    """The cases found altered that who reads the page holds a key to."""
    if not current_user.is_authenticated or not can(Permission.CASE_LIST):
        return []
    return altered_cases_of(workplace(), member())


@caseworker.errorhandler(CaseAltered)
def altered(error: CaseAltered) -> Response:
    """Instead of the case: what of it was changed from outside."""
    number = (request.view_args or {}).get("number", "")
    raise_case_alarm(workplace(), member(), number)
    return _page(number, error.alterations, AcceptForm(), 409)


@caseworker.get("/cases/<number>/altered")
@requires(Permission.CASE_OPEN)
def look_at_altered(number: str) -> Response:
    found = look_at_alterations(workplace(), member(), number)
    if not found and number not in altered_numbers():
        return go_to(case_url(number))
    return _page(number, found, AcceptForm(), 200)


@caseworker.post("/cases/<number>/altered")
@requires(Permission.CASE_WORK)
def accept(number: str) -> Response:
    form = AcceptForm.of_request()
    good = form.is_good()
    found = look_at_alterations(workplace(), member(), number)
    if not found and number not in altered_numbers():
        return go_to(case_url(number))
    if not may_accept(workplace(), member(), number):
        raise NotPermitted
    if good:
        try:
            accept_case(
                workplace(),
                member(),
                number,
                reason=form.reason.data,
                passphrase=form.passphrase.data,
            )
        except (InvalidInput, SignInThrottled) as error:
            say_refusal(form, error, {"reason.missing": _("Skriv, hvad I har undersøgt.")})
        else:
            tell(_("Sagen er frigivet. Det, du skrev, står i dens log."))
            return go_to(case_url(number))
    return _page(number, found, form, 422)


def _page(number: str, found: tuple[Alteration, ...], form: AcceptForm, status: int) -> Response:
    page = show(
        "altered.html",
        number=number,
        columns=[_column(one) for one in found if one.what is Mismatch.COLUMN],
        sentences=_sentences(found),
        form=form if may_accept(workplace(), member(), number) else None,
        right_again=not found,
        action=url_for("caseworker.accept", number=number),
    )
    return make_response(page, status)


def _column(one: Alteration) -> ChangedColumn:
    names = {
        "number": _("Sagens nummer"),
        "kind": _("Sagens art"),
        "state": _("Sagens tilstand"),
        "rests_with": _("Hvem der skal gøre noget"),
        "received_on": _("Modtaget"),
        "acknowledged_on": _("Modtagelsen bekræftet"),
        "feedback_due": _("Frist for feedback"),
        "extended_due": _("Forlænget frist for feedback"),
        "due": _("Frist, der løber"),
        "act_from": _("Den dag, fra hvilken enheden skal gøre noget"),
        "closed_on": _("Afsluttet"),
        "erased_on": _("Slettet"),
        "generation": _("Sagens nøgler"),
        "handler": _("Den ansvarlige"),
        "locator": _("Det, sagen findes ved, når koden skrives"),
    }
    return ChangedColumn(
        names[one.name], _content(one.name, one.expected), _content(one.name, one.found)
    )


def _content(name: str, text: str) -> str:
    """What stood in a plain column, in words. Who works on the case stands there sealed."""
    if name in ("handler", "locator"):
        return _("kan ikke vises")
    words = {
        "": "–",
        "report": _("Indberetning"),
        "complaint": _("Klage"),
        "received": _("Modtaget"),
        "open": _("Under behandling"),
        "closed": _("Afsluttet"),
        "erased": _("Slettet"),
        "unit": _("Enheden"),
        "administration": _("En forvaltning"),
        "reporter": _("Indberetteren"),
    }
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return words.get(text, text)


def _sentences(found: tuple[Alteration, ...]) -> list[str]:
    """What differs beside the plain columns, a sentence for each kind."""
    counts = {what: sum(one.what is what for one in found) for what in Mismatch}
    told = {
        Mismatch.MISSING: ngettext(
            "%(num)d forseglet del af sagen er væk.",
            "%(num)d forseglede dele af sagen er væk.",
            counts[Mismatch.MISSING],
        ),
        Mismatch.ALTERED: ngettext(
            "%(num)d forseglet del af sagen er ændret eller sat tilbage til en ældre udgave.",
            "%(num)d forseglede dele af sagen er ændret eller sat tilbage til en ældre udgave.",
            counts[Mismatch.ALTERED],
        ),
        Mismatch.ADDED: ngettext(
            "%(num)d del står ikke på sagens fortegnelse.",
            "%(num)d dele står ikke på sagens fortegnelse.",
            counts[Mismatch.ADDED],
        ),
        Mismatch.FILES: _("Sagens filer er ikke dem, der hører til."),
        Mismatch.FORWARDINGS: _("Det, der står om forvaltningernes svar, er ændret."),
        Mismatch.HOLDERS: _("Nogen har mistet sin nøgle til sagen."),
        Mismatch.MANIFEST: _(
            "Fortegnelsen over, hvad sagen består af, er væk. Det kan ikke vises, hvad der ellers"
            " er ændret."
        ),
    }
    return [sentence for what, sentence in told.items() if counts[what]]
