"""Drafts: kept on request, listed, opened in the form they were written in, thrown away."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask import Response, current_app, make_response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.assistance_views import new_assistance_again
from portal.caseworker.builder_page import builder_again, builder_url
from portal.caseworker.case_page import case_page, has_form, place_of, subject_of
from portal.caseworker.draft_places import (
    NEW_ASSISTANCE,
    NEW_COMPLAINT,
    NEW_ENQUIRY,
    NEW_SUPERVISION,
    FormPlace,
    ReportFormPlace,
    form_at,
    report_form_at,
    words_for,
)
from portal.caseworker.guidance_views import guidance_again
from portal.caseworker.new_complaint_views import new_complaint_again
from portal.caseworker.new_enquiry_views import new_enquiry_again
from portal.caseworker.new_supervision_views import new_supervision_again
from portal.caseworker.pages import caseworker, show
from portal.caseworker.publication_place import ReportPlace, find_report
from portal.caseworker.publication_word_views import words_again
from portal.domain.access import Permission
from portal.domain.draft import Draft
from portal.domain.errors import ImpartialityNotDeclared, InvalidInput, NotFound
from portal.services.casework.read_case import read_case
from portal.services.drafts.discard_draft import discard_draft
from portal.services.drafts.keep_draft import keep_draft
from portal.services.drafts.list_drafts import count_drafts, list_drafts, read_draft
from portal.services.guidance import list_guidance
from portal.staff.access import member, requires
from portal.staff.draft_keeping import (
    DRAFT_BUTTON,
    WRITTEN_IN,
    nothing_written,
    written_fields,
)
from portal.staff.pages import go_to, tell
from portal.web.forms import PortalForm
from portal.web.workplace import workplace

# The forms that stand on a page of their own: its endpoint, and how it is shown again.
_OUTSIDE_A_CASE: dict[str, tuple[str, Callable[[Draft, str], Response]]] = {
    NEW_COMPLAINT: ("caseworker.new_complaint", new_complaint_again),
    NEW_ENQUIRY: ("caseworker.new_enquiry", new_enquiry_again),
    NEW_ASSISTANCE: ("caseworker.new_assistance", new_assistance_again),
    NEW_SUPERVISION: ("caseworker.new_supervision", new_supervision_again),
}


@caseworker.before_request
def keep_if_asked() -> AnyResponse | None:
    """»Gem kladde«, on any form: it is kept before its view is reached, so that nothing else is
    done with it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "permission", None) not in WRITTEN_IN or request.method != "POST":
        return None
    # With a token that is no good the view shows the form again, as it does with any.
    if DRAFT_BUTTON not in request.form or not PortalForm.of_request().is_good():
        return None
    number = (request.view_args or {}).get("number", "")
    fields = written_fields()
    unkept = Draft("", number, request.path, tuple(fields), workplace().today())
    if nothing_written(fields):
        return _not_kept(unkept, _("Der er intet at gemme endnu: skriv noget først."))
    try:
        draft = keep_draft(workplace(), member().account, request.path, fields, number)
    except InvalidInput as error:
        return _not_kept(unkept, _refusals()[error.reason])
    except NotFound:
        return _not_kept(replace(unkept, sendable=False), _("Kladden er ikke gemt."))
    address = _form_address(draft) or url_for("caseworker.draft", draft_id=draft.id)
    tell(_("Kladden er gemt, og intet er sendt. Kun du kan læse den."), address)
    return go_to(address.partition("#")[0])


@caseworker.context_processor
def _waiting() -> dict[str, Any]:
    """`draft_count()`: how many drafts wait for who is signed in; asked only where it is shown."""
    return {"draft_count": lambda: count_drafts(workplace(), current_user.account.id)}


@caseworker.get("/drafts")
@requires(Permission.CASE_WORK)
def drafts() -> str:
    found = list_drafts(workplace(), member())
    return show("drafts.html", drafts=[(one, words_for(one)) for one in found])


@caseworker.get("/drafts/<draft_id>")
@requires(Permission.CASE_WORK)
def draft(draft_id: str) -> AnyResponse:
    """Leads to the form it was written in; shows the text where there is none any more."""
    found = read_draft(workplace(), member(), draft_id)
    address = _form_address(found)
    if address:
        return go_to(address)
    return _text_page(found)


@caseworker.post("/drafts/<draft_id>/discard")
@requires(Permission.CASE_WORK)
def throw_draft_away(draft_id: str) -> AnyResponse:
    form = PortalForm.of_request()
    if not form.is_good():
        return _text_page(read_draft(workplace(), member(), draft_id), form)
    discard_draft(workplace(), member(), draft_id)
    tell(_("Kladden er kasseret."))
    return go_to(url_for("caseworker.drafts"))


def _form_address(draft: Draft) -> str:
    """Where the draft stands in its form; empty when it can be sent no more."""
    if draft.address in _OUTSIDE_A_CASE:
        return url_for(_OUTSIDE_A_CASE[draft.address][0], draft=draft.id)
    report = report_form_at(draft.address)
    if report is not None:
        page = "publication_words" if report.form == "words" else "publication_remark"
        at = _report_of(report)
        return at.address(page, draft=draft.id) if at else ""
    place = form_at(draft.address)
    if place is not None:
        if not _has_its_form(draft, place):
            return ""
        if _is_dossier(place):
            return builder_url(draft.number, int(place.matter or 0), draft=draft.id)
        page = url_for("caseworker.case", number=draft.number, draft=draft.id)
        return f"{page}#form-{place_of(place.action, place.matter)}"
    code = draft.address.rpartition("/")[2]
    if code == "new":
        return url_for("caseworker.new_guidance", draft=draft.id)
    if _is_guidance(code):
        return url_for("caseworker.edit_guidance", code=code, draft=draft.id)
    return ""


def _report_of(place: ReportFormPlace) -> ReportPlace | None:
    """The report whose form has a page of its own; None for any other form."""
    return find_report(place.kind, place.first, place.last) if place.opens_again else None


def _has_its_form(draft: Draft, place: FormPlace) -> bool:
    """Whether the page of its case has the form a draft was written in."""
    if not draft.sendable or not (has_form(place.action) or _is_dossier(place)):
        return False
    try:
        view = read_case(workplace(), member(), draft.number)
    except ImpartialityNotDeclared:
        # Its page asks for that first.
        return True
    except NotFound:
        return False
    try:
        subject_of(view, place.action, place.matter)
    except NotFound:
        return False
    return True


def _is_dossier(place: FormPlace) -> bool:
    """Whether it is the form of a dossier, which has a page of its own."""
    return place.action == "dossier" and isinstance(place.matter, int)


def _is_guidance(code: str) -> bool:
    return code in {text.code for text in list_guidance(workplace())}


def _not_kept(unkept: Draft, words: str) -> AnyResponse:
    """The page again, with everything that was written still on it."""
    place = form_at(unkept.address)
    if place is not None and _has_its_form(unkept, place):
        # Who has not said that she is impartial is shown her own words, and nothing of the case.
        with suppress(ImpartialityNotDeclared):
            if _is_dossier(place):
                return builder_again(unkept, int(place.matter or 0), words)
            return case_page(unkept.number, status=422, draft=unkept, wrong=words)
    if unkept.address in _OUTSIDE_A_CASE:
        return _OUTSIDE_A_CASE[unkept.address][1](unkept, words)
    report = report_form_at(unkept.address)
    if report is not None and (at := _report_of(report)):
        return words_again(unkept, at, words)
    code = unkept.address.rpartition("/")[2]
    if place is None and (code == "new" or _is_guidance(code)):
        return guidance_again(unkept, words)
    form = PortalForm()
    form.form_errors.append(words)
    return _text_page(unkept, form)


def _refusals() -> dict[str, str]:
    return {
        "too_many": _("Du har for mange kladder. Send eller kassér nogle af dem først."),
        "too_long": _("Teksten er for lang til en kladde."),
    }


def _text_page(draft: Draft, form: PortalForm | None = None) -> Response:
    page = show("draft.html", draft=draft, what=words_for(draft), form=form or PortalForm())
    return make_response(page, 422 if form else 200)
