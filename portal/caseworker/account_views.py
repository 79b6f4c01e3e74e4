"""Who works here: accounts are made and closed by the administrator, and read by the lead."""

from flask import make_response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.invitation import (
    InvitationForm,
    for_one_dossier_field,
    link_to_show,
    refusals,
    show_link_at,
    unit_name_field,
)
from portal.caseworker.log_views import administration_text, desk_text, role_text, state_text
from portal.caseworker.pages import caseworker, show
from portal.domain.access import INVITABLE_ROLES, AccountState, Desk, Permission, Role
from portal.domain.account import Account
from portal.domain.errors import InvalidInput, LastHolder, NotFound, NotPermitted
from portal.services.accounts.disable_account import (
    disable_account,
    enable_account,
    stranded_cases,
)
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.accounts.list_accounts import list_accounts
from portal.services.accounts.reset_account import reset_account
from portal.services.statistics.statistics_key import unread_statistics_holders
from portal.staff.access import requires
from portal.staff.fields import labelled, late_select, listed, radios, select
from portal.staff.pages import go_to, tell
from portal.web.forms import PortalForm
from portal.web.workplace import workplace


def _roles() -> list[SelectChoice]:
    return listed((role, role_text(role)) for role in INVITABLE_ROLES)


def _desks() -> list[SelectChoice]:
    return listed([("", _("Ingen")), *((desk, desk_text(desk)) for desk in Desk)])


class InviteForm(InvitationForm):
    role = radios(_l("Rolle"), _roles, _l("Vælg medarbejderens rolle."))
    desk = select(
        _l("Arbejdsområde"),
        _desks,
        description=_l(
            "Kun for sagsbehandlere, ledere og kontaktpersoner. Nye indberetninger låses kun op for"
            " sagsbehandlere og ledere, der arbejder med indberetninger."
        ),
    )
    administration = select(_l("Forvaltning"), labelled("administration", _l("Ingen")))
    unit_name = unit_name_field()
    for_one_dossier = for_one_dossier_field()


class DisableForm(PortalForm):
    email = late_select(_l("Konto"), r".+", _l("Vælg den konto, der skal lukkes."))


class EnableForm(PortalForm):
    email = late_select(_l("Lukket konto"), r".+", _l("Vælg den konto, der skal åbnes igen."))


class ResetForm(PortalForm):
    email = late_select(_l("Konto"), r".+", _l("Vælg den konto, der skal nulstilles."))


@caseworker.get("/accounts")
@requires(Permission.ACCOUNT_LIST)
def accounts() -> Response:
    return _page()


@caseworker.post("/accounts")
@requires(Permission.ACCOUNT_MANAGE)
def invite() -> Response:
    form = InviteForm.of_request()
    if not form.is_good():
        return _page(form)
    wanted = NewAccount(
        email=form.email.data,
        name=form.name.data,
        role=Role(form.role.data),
        desk=Desk(form.desk.data) if form.desk.data else None,
        unit_name=form.unit_name.data or "",
        administration=form.administration.data or "",
        for_one_dossier=form.for_one_dossier.data,
    )
    try:
        invitation = invite_account(workplace(), current_user.account.id, wanted)
    except InvalidInput as error:
        form.add_error(error, refusals())
        return _page(form)
    return show_link_at("caseworker.accounts", invitation)


@caseworker.post("/accounts/disable")
@requires(Permission.ACCOUNT_MANAGE)
def disable() -> Response:
    form = DisableForm.of_request()
    if not form.is_good():
        return _page(closing=form)
    try:
        account = disable_account(workplace(), current_user.account.id, form.email.data)
    except NotFound:
        form.email.errors = [_("Der er ingen konto med den adresse.")]
        return _page(closing=form)
    except LastHolder:
        form.email.errors = [_only_lead()]
        return _page(closing=form)
    tell(_("%(name)s kan ikke længere logge ind.", name=account.name))
    return go_to(url_for("caseworker.accounts"))


@caseworker.post("/accounts/enable")
@requires(Permission.ACCOUNT_MANAGE)
def enable() -> Response:
    form = EnableForm.of_request()
    if not form.is_good():
        return _page(opening=form)
    try:
        account = enable_account(workplace(), current_user.account.id, form.email.data)
    except NotFound:
        form.email.errors = [_("Der er ingen lukket konto med den adresse, som kan åbnes igen.")]
        return _page(opening=form)
    tell(_("%(name)s kan logge ind igen.", name=account.name))
    return go_to(url_for("caseworker.accounts"))


@caseworker.post("/accounts/reset")
@requires(Permission.ACCOUNT_MANAGE)
def reset() -> Response:
    form = ResetForm.of_request()
    if not form.is_good():
        return _page(resetting=form)
    try:
        invitation = reset_account(workplace(), current_user.account.id, form.email.data)
    except NotFound:
        form.email.errors = [_("Der er ingen konto med den adresse, som kan nulstilles.")]
        return _page(resetting=form)
    except NotPermitted:
        form.email.errors = [_("Din egen konto kan kun en anden administrator nulstille.")]
        return _page(resetting=form)
    except LastHolder:
        form.email.errors = [_only_lead()]
        return _page(resetting=form)
    return show_link_at("caseworker.accounts", invitation, reset=True)


def _page(
    form: InviteForm | None = None,
    *,
    closing: DisableForm | None = None,
    opening: EnableForm | None = None,
    resetting: ResetForm | None = None,
) -> Response:
    """The page; a form that is given came back with errors."""
    came_back = next((one for one in (form, closing, opening, resetting) if one), None)
    everyone = list_accounts(workplace())
    closed = [one for one in everyone if one.state is AccountState.DISABLED]
    others = [one for one in everyone if one.id != current_user.account.id]
    closing, opening, resetting = (
        closing or DisableForm(),
        opening or EnableForm(),
        resetting or ResetForm(),
    )
    closing.stand_at("closing")
    closing.email.choices = _named([one for one in everyone if one not in closed])
    opening.stand_at("opening")
    opening.email.choices = _named([one for one in closed if one.box])
    resetting.stand_at("resetting")
    resetting.email.choices = _named([one for one in others if one.box])
    page = show(
        "accounts.html",
        form=form or InviteForm(),
        closing=closing,
        opening=opening,
        resetting=resetting,
        accounts=everyone,
        stranded=stranded_cases(workplace()),
        role_text=role_text,
        desk_text=desk_text,
        state_text=state_text,
        administration_text=administration_text,
        shown_name=_shown_name,
        statistics_alone=unread_statistics_holders(workplace()),
        **link_to_show(),
    )
    return make_response(page, 422 if came_back else 200)


def _shown_name(account: Account) -> str:
    """Who is away is told to those who work on cases or keep absences, and to nobody else."""
    asking = current_user.account
    if asking.may(Permission.CASE_WORK) or asking.may(Permission.ABSENCE_SET_ANY):
        return name_with_absence(account)
    return account.name


def _named(accounts: list[Account]) -> list[SelectChoice]:
    pairs = [(one.email, f"{one.name} ({one.email})") for one in accounts]
    return listed([("", _("Vælg …")), *pairs])


def _only_lead() -> str:
    return _(
        "Kontoen er den eneste aktive leder, der modtager indberetninger. Gør først en"
        " anden leder klar: ellers kan ingen indberette."
    )
