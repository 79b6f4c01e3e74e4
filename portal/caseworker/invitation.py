"""What the pages that invite somebody share: the fields, why nobody was invited, and the link that
is shown once."""

from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import Field

from portal.services.accounts.invite_account import LINK_DAYS, Invitation
from portal.staff.fields import short_text, tick
from portal.staff.pages import go_to
from portal.staff.session_keys import INVITATION
from portal.web.forms import PortalForm
from portal.web.session import sealed_session


class InvitationForm(PortalForm):
    """Who is invited."""

    email = short_text(_l("E-mailadresse"), _l("Skriv medarbejderens e-mailadresse."))
    name = short_text(
        _l("Navn"),
        _l("Skriv medarbejderens navn."),
        description=_l("Som kolleger og indberettere skal se det."),
    )


def unit_name_field() -> Field:
    """Where in her administration a contact person works."""
    return short_text(
        _l("Enhed eller center"),
        description=_l("Hvor i forvaltningen kontaktpersonen hører til. Feltet må stå tomt."),
    )


def for_one_dossier_field() -> Field:
    """Whether a contact person is invited for a single dossier."""
    return tick(
        _l("Kun til én forsendelse"),
        description=_l("Så bliver kontaktpersonen ikke foreslået som modtager af andet."),
    )


def show_link_at(endpoint: str, invitation: Invitation, *, reset: bool = False) -> Response:
    """Lead on to the page that shows the link, once (`link_to_show`)."""
    path = url_for("caseworker.activate", token=invitation.token)
    sealed_session()[INVITATION] = {
        "name": invitation.account.name,
        "link": f"{current_app.config['PORTAL_BASE_URL']}{path}",
        "reset": reset,
    }
    return go_to(url_for(endpoint))


def link_to_show() -> dict[str, Any]:
    """What invitation_link.html needs."""
    return {"invitation": sealed_session().pop(INVITATION, None), "link_days": LINK_DAYS}


def refusals() -> dict[str, str]:
    """Why nobody was invited, by field and reason."""
    return {
        "not_an_address": _("Det er ikke en e-mailadresse. Se efter, om der mangler noget."),
        "taken": _("Der er allerede en konto med den adresse."),
        "name.missing": _("Skriv medarbejderens navn."),
        "not_a_name": _("Skriv højst 200 tegn, og kun almindelige bogstaver og tegn."),
        "desk.missing": _("Vælg et arbejdsområde: en sagsbehandler eller leder skal have et."),
        "administration.missing": _("Vælg den forvaltning, kontaktpersonen svarer for."),
    }
