"""What a contact person was writing when her session ran out: listed, opened, thrown away."""

from flask import Response, make_response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import CannotOpen
from portal.administration.dossier_forms import allowed_forms
from portal.administration.dossier_page import dossier_url
from portal.administration.draft_places import action_of, words_for
from portal.administration.pages import administration, show
from portal.domain.access import Permission
from portal.domain.draft import Draft
from portal.domain.errors import NotFound
from portal.services.dossiers.read_dossier import read_dossier
from portal.services.drafts.discard_draft import discard_draft
from portal.services.drafts.list_drafts import list_drafts, read_draft
from portal.staff.access import member, requires
from portal.staff.pages import go_to, tell
from portal.web.forms import PortalForm
from portal.web.workplace import workplace


@administration.get("/drafts")
@requires(Permission.DOSSIER_WORK)
def drafts() -> str:
    found = list_drafts(workplace(), member())
    return show("drafts.html", drafts=[(one, words_for(one)) for one in found])


@administration.get("/drafts/<draft_id>")
@requires(Permission.DOSSIER_WORK)
def draft(draft_id: str) -> AnyResponse:
    """Leads to the form it was written in; shows the text where that cannot be sent any more."""
    found = read_draft(workplace(), member(), draft_id)
    address = _form_address(found)
    return go_to(address) if address else _text_page(found)


@administration.post("/drafts/<draft_id>/discard")
@requires(Permission.DOSSIER_WORK)
def throw_draft_away(draft_id: str) -> AnyResponse:
    form = PortalForm.of_request()
    if not form.is_good():
        return _text_page(read_draft(workplace(), member(), draft_id), form)
    discard_draft(workplace(), member(), draft_id)
    tell(_("Kladden er kasseret."))
    return go_to(url_for("administration.drafts"))


def _form_address(draft: Draft) -> str:
    """Where the draft stands in its form; empty when it can be sent no more."""
    action = action_of(draft)
    if not draft.sendable or not action:
        return ""
    try:
        view = read_dossier(workplace(), member(), draft.number)
    except (NotFound, CannotOpen):
        # Her own words open all the same.
        return ""
    if view.confirmed and action not in allowed_forms(view):
        return ""
    return f"{dossier_url(draft.number, draft=draft.id)}#form-{action}"


def _text_page(draft: Draft, form: PortalForm | None = None) -> Response:
    page = show("draft.html", draft=draft, what=words_for(draft), form=form or PortalForm())
    return make_response(page, 422 if form else 200)
