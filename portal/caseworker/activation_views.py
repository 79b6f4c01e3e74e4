"""The owner of a new account chooses her passphrase and her second factor."""

from flask import make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crypto.one_time_code import otp_base32, otp_uri
from portal.caseworker.pages import caseworker, show
from portal.caseworker.sign_in_form import ActivationForm
from portal.domain.errors import InvalidInput, LinkExpired
from portal.services.accounts.activate_account import (
    Proposal,
    activate_account,
    propose_activation,
)
from portal.staff.access import open_to_all
from portal.staff.pages import go_to, locale, tell
from portal.staff.session_keys import ACTIVATION
from portal.web.qr_code import qr_path
from portal.web.session import sealed_session
from portal.web.workplace import municipality, workplace


@caseworker.route("/activate/<token>", methods=["GET", "POST"])
@open_to_all
def activate(token: str) -> Response:
    form = ActivationForm.of_request()
    try:
        proposal = _proposal(token)
        if form.is_good() and _activated(token, proposal, form):
            sealed_session().pop(ACTIVATION, None)
            tell(_("Din konto er klar. Log ind med din adgangssætning og en ny engangskode."))
            return go_to(url_for("caseworker.login"))
    except LinkExpired:
        return make_response(show("link_expired.html"), 410)
    issuer = municipality().unit.text(locale())
    address = otp_uri(proposal.otp_secret, proposal.account.email, issuer)
    page = show(
        "activation.html",
        form=form,
        account=proposal.account,
        passphrase=proposal.passphrase,
        otp_text=otp_base32(proposal.otp_secret),
        otp_address=address,
        picture=qr_path(address),
    )
    return make_response(page, 422 if request.method == "POST" else 200)


def _proposal(token: str) -> Proposal:
    """The same proposal on every try, so that what stands in the app already stays right."""
    fresh = propose_activation(workplace(), token)
    session = sealed_session()
    kept = session.get(ACTIVATION)
    if kept is None or kept["token"] != token:
        kept = {
            "token": token,
            "passphrase": fresh.passphrase,
            "otp": fresh.otp_secret.hex(),
        }
        session[ACTIVATION] = kept
    return Proposal(fresh.account, kept["passphrase"], bytes.fromhex(kept["otp"]))


def _activated(token: str, proposal: Proposal, form: ActivationForm) -> bool:
    try:
        activate_account(
            workplace(),
            token,
            passphrase=form.passphrase.data,
            otp_secret=proposal.otp_secret,
            code=form.otp.data,
        )
    except InvalidInput as error:
        field = "otp" if error.field == "code" else error.field
        form.add_error(InvalidInput(field, error.reason), _weaknesses())
        return False
    return True


def _weaknesses() -> dict[str, str]:
    return {
        "otp.wrong": _(
            "Koden passer ikke. Se efter, at appen har den rigtige nøgle, og prøv igen."
        ),
        "short": _("Adgangssætningen er for kort: brug mindst 16 tegn, helst seks ord."),
        "repetitive": _("Adgangssætningen gentager sig selv. Vælg flere forskellige ord."),
        "personal": _("Adgangssætningen må ikke indeholde dit navn eller din e-mailadresse."),
        "common": _("Adgangssætningen er let at gætte. Brug forslaget, eller vælg andre ord."),
    }
