"""A complaint is written down while the citizen tells it, and its code is handed over."""

from flask import Response, abort, make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from crypto.receipt_code import new_code, parse_code
from portal.caseworker.case_page import case_url
from portal.caseworker.complaint_forms import NewComplaintForm
from portal.caseworker.draft_places import NEW_COMPLAINT
from portal.caseworker.file_faults import files_are_gone, refuse_files
from portal.caseworker.kinds import works_on
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind
from portal.domain.complaint import Channel
from portal.domain.dialogue import AttachedFile
from portal.domain.draft import Draft
from portal.domain.errors import NotFound, NotPermitted, UnitNotReady
from portal.services.complaining.take_down_complaint import take_down_complaint
from portal.staff.access import member, requires
from portal.staff.acting import carry_out
from portal.staff.draft_of_request import draft_asked_for, let_go_of_draft
from portal.staff.pages import go_to
from portal.web.forms import PortalForm
from portal.web.session import sealed_session
from portal.web.uploads import forget_files, gather_files, takes_files
from portal.web.workplace import workplace

# Which complaint's code is shown, until the member says that the citizen has it.
_SHOWN = "complaint_receipt"
# Under this and a form's mark, the code of one sending: the same for a double click.
_CODE = "complaint_code:"


@caseworker.route("/complaints/new", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
@takes_files
def new_complaint() -> AnyResponse:
    _require_desk()
    draft = draft_asked_for("")
    form = NewComplaintForm.of_request(channel=Channel.TELEPHONE)
    if draft is not None and draft.address == NEW_COMPLAINT:
        form = NewComplaintForm(MultiDict(draft.fields))
    form.mark_sending()
    gathered = gather_files(_files_place(form))
    if gathered.too_large:
        form.files.validators = [refuse_files]
    if not form.is_good():
        return _page(form, 422 if request.method == "POST" else 200, gathered.files)
    return _take_down(form, gathered.files)


@caseworker.route("/complaints/receipt", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def complaint_receipt() -> AnyResponse:
    """The code, until the member says that the citizen has it; the portal does not keep it."""
    _require_desk()
    session = sealed_session()
    form = PortalForm.of_request()
    waiting: dict[str, str] | None = session.get(_SHOWN)
    if waiting is None:
        form.is_good()  # Sent twice: the code is forgotten already, and the token is looked at.
        return go_to(url_for("caseworker.worklist"))
    if form.is_good():
        _forget_code(waiting)
        return go_to(case_url(waiting["number"]))
    code = parse_code(session[_CODE + waiting["submission"]])
    page = show("complaint_receipt.html", form=form, code=code.text, number=waiting["number"])
    return make_response(page, 422 if form.errors else 200)


def new_complaint_again(draft: Draft, wrong: str) -> Response:
    """The form with what was written in it, and what is wrong; nothing of it was kept."""
    form = NewComplaintForm(MultiDict(draft.fields))
    form.form_errors.append(wrong)
    form.mark_sending()
    return _page(form, 422)


def _take_down(form: NewComplaintForm, files: tuple[AttachedFile, ...]) -> AnyResponse:
    session = sealed_session()
    submission = form.submission.data or ""
    held = session.hold(_CODE + submission, new_code().text)
    if not held:
        return go_to(url_for("caseworker.worklist"))
    code = parse_code(held)

    def work(form: NewComplaintForm) -> str:
        return take_down_complaint(workplace(), member(), form.complaint(files), code)

    try:
        number = carry_out(form, work)
    except NotPermitted:
        form.form_errors.append(
            _("Klagen er ikke gemt: En kollega skal først tage dig op på enhedens liste.")
        )
        return _page(form, 409, files)
    except UnitNotReady:
        form.form_errors.append(_("Klagen er ikke gemt: Ingen leder tager imod klager endnu."))
        return _page(form, 409, files)
    except NotFound:
        forget_files(_files_place(form))
        form.files.errors = (*form.files.errors, files_are_gone())
        return _page(form, 422)
    forget_files(_files_place(form))
    let_go_of_draft(form)
    _show_code(submission, str(number))
    return go_to(url_for("caseworker.complaint_receipt"))


def _show_code(submission: str, number: str) -> None:
    session = sealed_session()
    before: dict[str, str] | None = session.get(_SHOWN)
    if before is not None and before["submission"] != submission:
        _forget_code(before)
    session[_SHOWN] = {"submission": submission, "number": number}


def _forget_code(waiting: dict[str, str]) -> None:
    """The code goes; that its form was sent stays, so that a second sending makes no second
    complaint."""
    session = sealed_session()
    session[_CODE + waiting["submission"]] = ""
    session.pop(_SHOWN, None)


def _page(form: NewComplaintForm, status: int, files: tuple[AttachedFile, ...] = ()) -> Response:
    waiting = sealed_session().get(_SHOWN)
    page = show("new_complaint.html", form=form, waiting=waiting, kept_files=files)
    return make_response(page, status)


def _files_place(form: NewComplaintForm) -> str:
    """Under which name the session keeps the files of a complaint that is not sent yet."""
    return f"new-complaint:{form.submission.data}"


def _require_desk() -> None:
    if not works_on(CaseKind.COMPLAINT):
        abort(404)
