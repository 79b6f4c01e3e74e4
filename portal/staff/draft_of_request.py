"""The draft that a request is about: opened in its form, and let go of once it was sent."""

from flask import request

from portal.domain.draft import Draft
from portal.domain.errors import NotFound
from portal.services.drafts.discard_draft import discard_sent
from portal.services.drafts.list_drafts import draft_waits, read_draft
from portal.staff.access import member
from portal.staff.written_form import WrittenForm
from portal.web.workplace import workplace


def draft_asked_for(number: str) -> Draft | None:
    """The draft that the address of a page asks for; None when it is gone or of another case.

    The page is good without it: an address that was kept must not lead nowhere.
    """
    asked = request.args.get("draft", "") if request.method == "GET" else ""
    if not asked:
        return None
    try:
        draft = read_draft(workplace(), member(), asked)
    except NotFound:
        return None
    return draft if draft.number == number else None


def draft_is_gone(form: WrittenForm) -> bool:
    """Whether the draft a form was opened from was sent or thrown away in another window.

    The form lets go of it then: what stands in it can be sent as any other.
    """
    opened_from = form.draft_id.data
    if not opened_from:
        return False
    try:
        gone = not draft_waits(workplace(), member(), opened_from)
    except NotFound:
        gone = True
    if gone:
        form.draft_id.data = ""
    return gone


def let_go_of_draft(form: WrittenForm) -> None:
    """The form was sent: what was kept of it goes, also when it was not opened from there."""
    discard_sent(workplace(), member(), request.path, form.submission.data or "")
