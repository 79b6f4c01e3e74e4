"""The end of a case, its return, its erasure; and who else may open it."""

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened, case_page, case_url
from portal.caseworker.closing_forms import AccessForm, CloseForm, EraseForm, ReopenForm
from portal.caseworker.impartiality_views import impartiality_page
from portal.caseworker.kinds import is_complaint, kind_here
from portal.caseworker.own_case_words import OWN_KINDS
from portal.caseworker.pages import caseworker
from portal.caseworker.passphrase_words import say_refusal
from portal.domain.access import Permission
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound, SignInThrottled
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import impartiality_basis
from portal.services.casework.erase_case import erase_case
from portal.services.casework.give_access import give_access
from portal.staff.access import member, requires
from portal.staff.acting import carry_out
from portal.staff.pages import go_to, tell
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/close")
@requires(Permission.CASE_WORK)
def close(number: str) -> Response:
    def work(form: CloseForm) -> None:
        close_case(workplace(), member(), number, reason=form.reason.data)

    return act(
        number,
        Opened("close", CloseForm.of_request(), heading=_("Sagen er ikke afsluttet")),
        work,
        done=_closed(number),
        texts={"missing": _("Skriv, hvorfor sagen afsluttes.")},
        refused=_not_yet(number),
    )


@caseworker.post("/cases/<number>/reopen")
@requires(Permission.CASE_WORK)
def reopen(number: str) -> Response:
    def work(form: ReopenForm) -> None:
        reopen_case(workplace(), member(), number, reason=form.reason.data)

    return act(
        number,
        Opened("reopen", ReopenForm.of_request(), heading=_("Sagen er ikke genåbnet")),
        work,
        done=_reopened(number),
        texts={
            "missing": _("Skriv, hvorfor sagen genåbnes."),
            "needs_both": _(
                "Klagen er lagt sammen med en anden, som du ikke kan åbne. En kollega, der kan åbne"
                " begge, må genåbne den."
            ),
        },
        refused=_("Sagen er ikke afsluttet, så den kan ikke genåbnes."),
    )


@caseworker.post("/cases/<number>/erase")
@requires(Permission.CASE_ERASE)
def erase(number: str) -> Response:
    form = EraseForm.of_request()
    opened = Opened("erase", form, heading=_("Sagen er ikke slettet"))
    if not form.is_good():
        return case_page(number, opened, 422)
    if not form.is_first():
        return go_to(url_for("caseworker.worklist"))
    try:
        carry_out(form, lambda form: _erase(number, form))
    except ForbiddenMove:
        form.form_errors.append(
            _(
                "Sagen kan ikke slettes nu: den skal være afsluttet, dens tid skal være gået, og"
                " indberetteren må ikke have skrevet siden."
            )
        )
        return case_page(number, opened, 409)
    tell(_("Sag %(number)s er slettet for altid.", number=number))
    return go_to(url_for("caseworker.worklist"))


@caseworker.post("/cases/<number>/access")
@requires(Permission.CASE_WORK)
def access(number: str) -> Response:
    form = AccessForm.of_request()
    if form.is_good() and form.is_first():
        # A case that is not hers answers as one that does not exist, before a colleague is named.
        impartiality_basis(workplace(), member(), number)
        try:
            carry_out(form, lambda form: _share(number, form))
        except NotFound:
            form.account.errors = [_("Den kollega kan ikke få adgang til sagen. Vælg en anden.")]
        except (InvalidInput, SignInThrottled) as error:
            say_refusal(form, error)
        else:
            tell(_("Din kollega har fået adgang til sagen."))
            return go_to(case_url(number))
    elif not form.errors:
        return go_to(case_url(number))
    if form.origin.data:
        return impartiality_page(number, access=form, status=422)
    opened = Opened("access", form, heading=_("Ingen har fået adgang"))
    return case_page(number, opened, 422)


def _closed(number: str) -> str:
    if kind_here(number) in OWN_KINDS:
        return _("Sagen er afsluttet.")
    if is_complaint(number):
        return _("Klagen er afsluttet, og borgeren kan se det.")
    return _("Sagen er afsluttet, og indberetteren kan se det.")


def _reopened(number: str) -> str:
    if kind_here(number) in OWN_KINDS:
        return _("Sagen er genåbnet.")
    if is_complaint(number):
        return _("Klagen er genåbnet, og borgeren kan se det.")
    return _("Sagen er genåbnet, og indberetteren kan se det.")


def _not_yet(number: str) -> str:
    if kind_here(number) in OWN_KINDS:
        return _("Sagen kan ikke afsluttes endnu. Det, der mangler, står under »Afslutning«.")
    if is_complaint(number):
        return _(
            "Klagen kan ikke afsluttes endnu. Det, der mangler, står under »Afslutning«. Har"
            " borgeren skrevet imens, så læs det først."
        )
    return _(
        "Sagen kan ikke afsluttes endnu. Det, der mangler, står under »Afslutning«. Har"
        " indberetteren skrevet imens, så læs det først."
    )


def _erase(number: str, form: EraseForm) -> None:
    erase_case(workplace(), member(), number, journal_answered=form.journal_answered.data)


def _share(number: str, form: AccessForm) -> None:
    colleague = bytes.fromhex(form.account.data)
    give_access(workplace(), member(), number, colleague, passphrase=form.passphrase.data)
