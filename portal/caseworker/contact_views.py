"""The administrations' contact persons, as the unit sees them, and how a member invites one."""

from dataclasses import dataclass

from flask import make_response
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
from portal.caseworker.log_views import administration_text, desk_text, state_text
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Desk, Permission, Role
from portal.domain.account import Account
from portal.domain.errors import InvalidInput
from portal.services.accounts.invite_account import NewAccount, invite_contact
from portal.services.accounts.list_accounts import list_accounts, list_contacts
from portal.services.accounts.preferences import preferences_of
from portal.staff.access import requires
from portal.staff.fields import labelled, listed, select
from portal.web.workplace import municipality, workplace


def _desks() -> list[SelectChoice]:
    # Both first: it is what a contact person has unless somebody says otherwise.
    return listed((desk, desk_text(desk)) for desk in reversed(Desk))


class ContactForm(InvitationForm):
    administration = select(
        _l("Forvaltning"),
        labelled("administration", _l("Vælg …")),
        _l("Vælg den forvaltning, kontaktpersonen svarer for."),
    )
    unit_name = unit_name_field()
    desk = select(_l("Arbejdsområde"), _desks, _l("Vælg et arbejdsområde."))
    for_one_dossier = for_one_dossier_field()


@dataclass(frozen=True)
class Shown:
    """A contact person as the page shows her. `stand_in` is the name of who gets her mails today:
    empty while she is there, and where nobody was chosen. `usable`: a dossier can be sealed to
    her."""

    account: Account
    name: str
    stand_in: str
    usable: bool


@caseworker.get("/contacts")
@requires(Permission.CONTACT_INVITE)
def contacts() -> Response:
    return _page()


@caseworker.post("/contacts")
@requires(Permission.CONTACT_INVITE)
def invite_a_contact() -> Response:
    form = ContactForm.of_request()
    if not form.is_good():
        return _page(form)
    wanted = NewAccount(
        email=form.email.data,
        name=form.name.data,
        role=Role.CONTACT,
        desk=Desk(form.desk.data),
        unit_name=form.unit_name.data or "",
        administration=form.administration.data,
        for_one_dossier=form.for_one_dossier.data,
    )
    try:
        invitation = invite_contact(workplace(), current_user.account, wanted)
    except InvalidInput as error:
        form.add_error(error, refusals())
        return _page(form)
    return show_link_at("caseworker.contacts", invitation)


def _page(form: ContactForm | None = None) -> Response:
    """The page; a form that is given came back with errors."""
    everyone = {one.id.hex(): one for one in list_accounts(workplace())}
    usable = {one.id for one in list_contacts(workplace())}
    shown = [_shown(one, everyone, usable) for one in everyone.values() if one.is_contact]
    codes = municipality().codes("administration")
    reached = {one.account.administration for one in shown if one.usable}
    page = show(
        "contacts.html",
        form=form or ContactForm(),
        contacts=sorted(shown, key=lambda one: _place(one.account.administration, codes)),
        without=[administration_text(code) for code in codes if code not in reached],
        administration_text=administration_text,
        desk_text=desk_text,
        state_text=state_text,
        **link_to_show(),
    )
    return make_response(page, 200 if form is None else 422)


def _shown(account: Account, everyone: dict[str, Account], usable: set[bytes]) -> Shown:
    absence = preferences_of(workplace(), account).absence
    away = absence is not None and account.active and absence.covers(workplace().today())
    stand_in = everyone.get(absence.stand_in or "") if absence and away else None
    return Shown(
        account=account,
        name=name_with_absence(account),
        stand_in=stand_in.name if stand_in else "",
        usable=account.id in usable,
    )


def _place(administration: str, codes: tuple[str, ...]) -> int:
    """In the municipality's own order; what is no administration any more comes last."""
    return codes.index(administration) if administration in codes else len(codes)
