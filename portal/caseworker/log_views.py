"""The portal's log of accounts, and the words for who works here."""

from flask_babel import gettext as _

from portal.caseworker.pages import caseworker, show
from portal.caseworker.system_event_words import system_event_text
from portal.domain.access import AccountState, Desk, Permission, Role
from portal.services.accounts.list_accounts import read_system_log
from portal.staff.access import requires
from portal.staff.pages import locale
from portal.web.workplace import municipality, workplace

NEWEST = 200


@caseworker.get("/log")
@requires(Permission.LOG_READ)
def log() -> str:
    lines = read_system_log(workplace(), NEWEST)
    return show("log.html", lines=lines, newest=NEWEST, event_text=system_event_text)


def role_text(role: Role) -> str:
    return {
        Role.CASEWORKER: _("Sagsbehandler"),
        Role.LEAD: _("Leder af enheden"),
        Role.CONTACT: _("Kontaktperson"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.AUDITOR: _("Revisor"),
    }[role]


def desk_text(desk: Desk | None) -> str:
    return {
        None: "",
        Desk.WHISTLEBLOWING: _("Indberetninger"),
        Desk.COMPLAINTS: _("Klager"),
        Desk.BOTH: _("Indberetninger og klager"),
    }[desk]


def state_text(state: AccountState) -> str:
    return {
        AccountState.INVITED: _("Inviteret"),
        AccountState.ACTIVE: _("Aktiv"),
        AccountState.DISABLED: _("Lukket"),
    }[state]


def administration_text(code: str) -> str:
    """The name of an administration; the code itself of one that is no more; empty for none."""
    known = municipality().codes("administration")
    return municipality().label("administration", code, locale()) if code in known else code
