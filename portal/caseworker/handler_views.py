"""A case is handed to a colleague, taken over, or left without a handler."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.closing_forms import HandlerForm
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.errors import InvalidInput, NotFound
from portal.services.accounts.list_accounts import find_account
from portal.services.casework.assign_case import assign_case
from portal.services.casework.declare_impartiality import impartiality_basis
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/handler")
@requires(Permission.CASE_WORK)
def handler(number: str) -> Response:
    form = HandlerForm.of_request()
    return act(
        number,
        Opened("handler", form, heading=_("Ansvaret er ikke givet videre")),
        lambda form: _assign(number, form),
        done=lambda changed: _who_now(form) if changed else _("Intet er ændret."),
        place="access",
        texts={"unknown": _("Den kollega kan ikke få ansvaret for sagen. Vælg en anden.")},
    )


def _assign(number: str, form: HandlerForm) -> bool:
    try:
        return assign_case(workplace(), member(), number, _chosen(form))
    except NotFound:
        # A case that is not hers answers as one that does not exist, before a colleague is named.
        impartiality_basis(workplace(), member(), number)
        raise InvalidInput("account", "unknown") from None


def _chosen(form: HandlerForm) -> bytes | None:
    return bytes.fromhex(form.account.data) if form.account.data else None


def _who_now(form: HandlerForm) -> str:
    account_id = _chosen(form)
    account = find_account(workplace(), account_id) if account_id else None
    if account is None:
        return _("Sagen har nu ingen ansvarlig. Lederen af enheden får påmindelserne.")
    return _("%(name)s er nu ansvarlig for sagen.", name=name_with_absence(account))
