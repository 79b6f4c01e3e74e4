"""A member's own account: who the portal takes her for, her language, and when she is away."""

from flask import current_app, make_response, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from portal.caseworker.absence_form import (
    AbsenceForm,
    absence_context,
    filled_form,
    sent_form,
)
from portal.caseworker.log_views import administration_text, desk_text, role_text
from portal.caseworker.own_place import own_place
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.domain.throttling import KNOWN_BROWSER_DAYS
from portal.services.accounts.known_browsers import count_browsers, forget_browsers
from portal.services.accounts.preferences import language_of, set_absence, set_language
from portal.staff.access import requires
from portal.staff.fields import listed, radios
from portal.staff.pages import go_to, tell
from portal.web.forms import PortalForm
from portal.web.known_browser import drop_browser_secret
from portal.web.workplace import workplace

# Each by its own name, so that it is found by who reads no other.
_LANGUAGES = {"da": "Dansk", "en": "English"}


def _languages() -> list[SelectChoice]:
    return listed((code, _LANGUAGES[code]) for code in current_app.config["PORTAL_LANGUAGES"])


class LanguageForm(PortalForm):
    language = radios(_l("Dit sprog"), _languages, _l("Vælg dit sprog."))


@caseworker.get("/account")
@requires(Permission.OWN_ACCOUNT)
def own_account() -> Response:
    return _page()


@caseworker.post("/account/language")
@requires(Permission.OWN_ACCOUNT)
def own_language() -> Response:
    form = LanguageForm.of_request()
    if not form.is_good():
        return _page(language=form, failed=form)
    language = form.language.data
    set_language(workplace(), current_user.account, language)
    with force_locale(language):
        tell(_("Dit sprog er gemt."))
    return go_to(url_for("caseworker.own_account", lang=language))


@caseworker.post("/account/absence")
@requires(Permission.OWN_ACCOUNT)
def own_absence() -> Response:
    account = current_user.account
    if not account.may_be_away:
        raise NotFound("nobody is reminded of anything")
    form = sent_form(account)
    if form.is_good() and form.keep_for(account):
        tell(_("Dit fravær er gemt."))
        return go_to(url_for("caseworker.own_account"))
    return _page(absence=form, failed=form)


@caseworker.post("/account/back")
@requires(Permission.OWN_ACCOUNT)
def back() -> Response:
    form = PortalForm.of_request()
    if not form.is_good():
        return _page(failed=form)
    set_absence(workplace(), current_user.account, current_user.account.id, None)
    tell(_("Du er ikke længere meldt fraværende."))
    return go_to(url_for("caseworker.own_account"))


@caseworker.post("/account/browsers")
@requires(Permission.OWN_ACCOUNT)
def forget_known_browsers() -> Response:
    form = PortalForm.of_request()
    if not form.is_good():
        return _page(failed=form)
    forget_browsers(workplace(), current_user.account.id)
    tell(_("Ingen browser er kendt længere."))
    answer = go_to(url_for("caseworker.own_account"))
    drop_browser_secret(answer)
    return answer


def _page(
    language: LanguageForm | None = None,
    absence: AbsenceForm | None = None,
    failed: PortalForm | None = None,
) -> Response:
    account = current_user.account
    page = show(
        "own_account.html",
        role_text=role_text,
        desk_text=desk_text,
        administration_text=administration_text,
        language=language or LanguageForm(language=language_of(workplace(), account)),
        form=absence or filled_form(account),
        failed=failed,
        place=own_place(account),
        browsers=count_browsers(workplace(), account.id),
        browser_days=KNOWN_BROWSER_DAYS,
        **absence_context(account),
    )
    return make_response(page, 422 if failed else 200)
