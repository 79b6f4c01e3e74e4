"""A passphrase that was asked for and is not taken, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.errors import InvalidInput, SignInThrottled
from portal.web.forms import PortalForm

_MINUTE = 60


def say_refusal(
    form: PortalForm, error: InvalidInput | SignInThrottled, texts: dict[str, str] | None = None
) -> None:
    """Say in a form why what it asked for was not done: for the passphrase typed again, or for one
    of the reasons that `texts` has words for, by `field.reason`."""
    if isinstance(error, SignInThrottled):
        form.form_errors.append(wait_text(error.wait_seconds))
        return
    of_passphrases = {
        "passphrase.missing": _("Skriv din adgangssætning."),
        "passphrase.wrong": _("Adgangssætningen er forkert."),
    }
    form.add_error(error, {**of_passphrases, **(texts or {})})


def wait_text(seconds: int) -> str:
    """That there were too many attempts, and how long to wait."""
    if seconds < _MINUTE:
        return ngettext(
            "Der har været for mange forkerte forsøg. Prøv igen om %(num)d sekund.",
            "Der har været for mange forkerte forsøg. Prøv igen om %(num)d sekunder.",
            seconds,
        )
    return ngettext(
        "Der har været for mange forkerte forsøg. Prøv igen om %(num)d minut.",
        "Der har været for mange forkerte forsøg. Prøv igen om %(num)d minutter.",
        -(-seconds // _MINUTE),
    )
