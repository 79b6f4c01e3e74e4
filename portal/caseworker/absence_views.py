"""The head of unit says that a colleague or a contact person is away: who fell ill cannot say so
herself."""

from flask import make_response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.caseworker.absence_form import (
    AbsenceForm,
    absence_context,
    filled_form,
    sent_form,
)
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.domain.account import Account
from portal.domain.errors import NotFound
from portal.services.accounts.list_accounts import list_contacts, list_members
from portal.services.accounts.preferences import set_absence
from portal.staff.access import requires
from portal.staff.pages import go_to, tell
from portal.web.forms import PortalForm
from portal.web.workplace import workplace


@caseworker.route("/accounts/<account_id>/absence", methods=["GET", "POST"])
@requires(Permission.ABSENCE_SET_ANY)
def absence(account_id: str) -> Response:
    colleague = _member(account_id)
    if request.method == "GET":
        return _page(colleague)
    form = sent_form(colleague)
    if form.is_good() and form.keep_for(colleague):
        tell(_("Fraværet for %(name)s er gemt.", name=colleague.name))
        return go_to(_page_of(colleague))
    return _page(colleague, form, failed=form)


@caseworker.post("/accounts/<account_id>/back")
@requires(Permission.ABSENCE_SET_ANY)
def colleague_back(account_id: str) -> Response:
    colleague = _member(account_id)
    form = PortalForm.of_request()
    if not form.is_good():
        return _page(colleague, failed=form)
    set_absence(workplace(), current_user.account, colleague.id, None)
    tell(_("%(name)s er ikke længere meldt fraværende.", name=colleague.name))
    return go_to(_page_of(colleague))


def _page(
    colleague: Account, form: AbsenceForm | None = None, failed: PortalForm | None = None
) -> Response:
    page = show(
        "absence.html",
        form=form or filled_form(colleague),
        failed=failed,
        colleague=colleague,
        **absence_context(colleague),
    )
    return make_response(page, 422 if failed else 200)


def _member(account_id: str) -> Account:
    for one in (*list_members(workplace()), *list_contacts(workplace())):
        if one.id.hex() == account_id:
            return one
    raise NotFound("no such member")


def _page_of(colleague: Account) -> str:
    """Where she is listed."""
    return url_for("caseworker.contacts" if colleague.is_contact else "caseworker.accounts")
