"""The forms of signing in and of making an account one's own."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import EqualTo

from portal.staff.fields import secret, short_text
from portal.web.forms import PortalForm


class SignInForm(PortalForm):
    email = short_text(_l("E-mailadresse"), _l("Skriv din e-mailadresse."))
    passphrase = secret(_l("Adgangssætning"), _l("Skriv din adgangssætning."))


class CodeForm(PortalForm):
    otp = short_text(_l("Engangskode"), _l("Skriv de seks cifre, som din app viser."), limit=20)


class ActivationForm(PortalForm):
    passphrase = secret(_l("Adgangssætning"), _l("Skriv den adgangssætning, du vil bruge."))
    passphrase_again = secret(
        _l("Adgangssætningen igen"),
        _l("Skriv adgangssætningen en gang til."),
        EqualTo("passphrase", _l("De to adgangssætninger er ikke ens.")),
    )
    otp = short_text(_l("Engangskode"), _l("Skriv de seks cifre, som din app viser."), limit=20)
