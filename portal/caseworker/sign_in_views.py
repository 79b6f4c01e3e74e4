"""Signing in, in two steps, and out again."""

from flask import Response, make_response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from crypto.key_pair import KeyPair
from portal.caseworker.pages import caseworker, show
from portal.caseworker.passphrase_words import wait_text
from portal.caseworker.sign_in_form import CodeForm, SignInForm
from portal.domain.access import Permission
from portal.domain.account import Account
from portal.domain.errors import (
    BrokenList,
    SignInBusy,
    SignInRefused,
    SignInThrottled,
    WrongRoot,
)
from portal.domain.throttling import BUSY_SECONDS
from portal.services.accounts.known_browsers import known_browser, remember_browser
from portal.services.accounts.sign_in import Opened, check_code, check_passphrase, sign_out
from portal.services.drafts.list_drafts import count_drafts
from portal.services.members.own_words import own_words
from portal.services.statistics.statistics_key import bring_statistics_key_up_to_date
from portal.services.workplace import Member
from portal.staff.access import first_page, open_to_all, requires
from portal.staff.draft_keeping import Kept, drafts_page
from portal.staff.pages import go_to, tell
from portal.staff.session_keys import ACCOUNT, EXPIRED, OWN_WORDS, PENDING, SEED
from portal.web.forms import PortalForm
from portal.web.known_browser import browser_secret, keep_browser_secret
from portal.web.session import sealed_session
from portal.web.workplace import workplace


@caseworker.get("")
@requires(Permission.OWN_ACCOUNT)
def start() -> AnyResponse:
    return go_to(first_page(current_user.account))


@caseworker.route("/login", methods=["GET", "POST"])
@open_to_all
def login() -> AnyResponse:
    form = SignInForm.of_request()
    good = form.is_good()
    # Also from the form of another tab, in which she had not signed in yet.
    if current_user.is_authenticated:
        return go_to(first_page(current_user.account))
    session = sealed_session()
    if good:
        try:
            known = known_browser(workplace(), form.email.data, browser_secret())
            opened = check_passphrase(workplace(), form.email.data, form.passphrase.data, known)
        except SignInRefused:
            form.form_errors.append(_("E-mailadressen eller adgangssætningen er forkert."))
        except SignInThrottled as wait:
            form.form_errors.append(wait_text(wait.wait_seconds))
        except SignInBusy:
            return _no_room(form)
        except (WrongRoot, BrokenList):
            form.form_errors.append(
                _(
                    "Log ind er stoppet: Listen over enhedens medlemmer er en anden end den, din"
                    " konto kender. Nogen kan have skiftet den ud. Sig det straks til lederen af"
                    " enheden og til driften."
                )
            )
        else:
            _remember(opened, known)
            return go_to(url_for("caseworker.login_code"))
    expired = session.pop(EXPIRED, Kept.NOTHING if session.expired else None)
    page = show("sign_in.html", form=form, expired=expired, left="left" in request.args)
    return make_response(page, 422 if request.method == "POST" else 200)


@caseworker.route("/login/otp", methods=["GET", "POST"])
@open_to_all
def login_code() -> AnyResponse:
    session = sealed_session()
    form = CodeForm.of_request()
    good = form.is_good()
    pending = session.get(PENDING)
    if pending is None:
        if session.expired:
            session[EXPIRED] = Kept.NOTHING
        return go_to(url_for("caseworker.login"))
    if good:
        otp_secret = bytes.fromhex(pending["otp"])
        account_id = bytes.fromhex(pending["account"])
        known = bytes.fromhex(pending["known"])
        try:
            account = check_code(workplace(), account_id, otp_secret, form.otp.data, known)
        except SignInRefused:
            form.otp.errors = [_("Koden passer ikke. Vent på den næste i appen, og skriv den.")]
        except SignInThrottled as wait:
            form.form_errors.append(wait_text(wait.wait_seconds))
        else:
            # A session that somebody planted before the sign-in is worth nothing after it.
            session.renew()
            session.pop(PENDING)
            session.account_id = account.id
            session.update(
                {
                    ACCOUNT: account.id.hex(),
                    SEED: pending["seed"],
                    OWN_WORDS: pending["words"],
                }
            )
            key_pair = KeyPair.from_seed(bytes.fromhex(pending["seed"]))
            bring_statistics_key_up_to_date(workplace(), Member(account, key_pair))
            _tell_of_drafts(account)
            answer = go_to(first_page(account))
            secret = remember_browser(workplace(), account.id, browser_secret())
            keep_browser_secret(answer, secret)
            return answer
    page = show("sign_in_code.html", form=form)
    return make_response(page, 422 if request.method == "POST" else 200)


@caseworker.post("/logout")
@requires(Permission.OWN_ACCOUNT)
def logout() -> AnyResponse:
    if not PortalForm.of_request().is_good():
        return make_response(show("sign_out.html"), 422)
    sign_out(workplace(), current_user.account.id)
    sealed_session().end()
    answer: Response = make_response(go_to(url_for("caseworker.login", left=1)))
    # Not its cookies: the session's is told to go, and the browser stays known.
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _no_room(form: SignInForm) -> Response:
    """So many wait that one more stranger would only make it worse."""
    form.form_errors.append(
        _(
            "Mange prøver at logge ind lige nu. Vent et halvt minut, og prøv igen. Fra en browser,"
            " du har logget ind med før, kommer du ind med det samme."
        )
    )
    answer: Response = make_response(show("sign_in.html", form=form), 503)
    answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer


def _remember(opened: Opened, known: bytes) -> None:
    session = sealed_session()
    session.renew()
    session[PENDING] = {
        "account": opened.account.id.hex(),
        "seed": opened.secrets.seed.hex(),
        "otp": opened.secrets.otp_secret.hex(),
        "known": known.hex(),
        "words": own_words(workplace(), opened.account, opened.secrets),
    }


def _tell_of_drafts(account: Account) -> None:
    count = count_drafts(workplace(), account.id)
    if count:
        waiting = ngettext(
            "Du har %(num)d kladde, som ikke er sendt.",
            "Du har %(num)d kladder, som ikke er sendt.",
            count,
        )
        tell(waiting, drafts_page(account), _("Se dine kladder"))
