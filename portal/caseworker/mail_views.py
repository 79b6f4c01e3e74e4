"""The mails that were written to staff: what became of them, and all they ever say."""

from flask import current_app
from flask_babel import gettext as _

from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.domain.mail import MailState
from portal.services.mailing.look_at_outbox import look_at_outbox
from portal.services.mailing.words import SUBJECT, mail_text
from portal.staff.access import requires
from portal.web.workplace import workplace


@caseworker.get("/mails")
@requires(Permission.MAIL_READ)
def mails() -> str:
    outbox = look_at_outbox(workplace())
    base_url = current_app.config["PORTAL_BASE_URL"]
    return show(
        "mails.html",
        outbox=outbox,
        has_server=workplace().mail is not None,
        states=[(state, state_text(state), _meaning(state)) for state in MailState],
        texts=[(code, SUBJECT.text(code), mail_text(code, base_url)) for code in ("da", "en")],
    )


def state_text(state: MailState) -> str:
    return {
        MailState.WAITING: _("Venter"),
        MailState.SENDING: _("Er på vej"),
        MailState.SENT: _("Sendt"),
        MailState.UNSURE: _("Måske sendt"),
        MailState.REFUSED: _("Afvist"),
    }[state]


def _meaning(state: MailState) -> str:
    return {
        MailState.WAITING: _("Mailen bliver sendt ved næste forsøg."),
        MailState.SENDING: _("Mailserveren er ved at få mailen."),
        MailState.SENT: _("Mailserveren har taget imod mailen."),
        MailState.UNSURE: _(
            "Forbindelsen blev afbrudt, før mailserveren nåede at svare. Mailen bliver ikke sendt "
            "igen, så ingen får den to gange."
        ),
        MailState.REFUSED: _(
            "Mailserveren har afvist mailen endeligt. Se efter, om adressen er rigtig."
        ),
    }[state]
