"""The conversation between a reporter and the unit, from the reporter's side."""

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain
from typing import Any
from urllib.parse import quote

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crypto.errors import CannotOpen
from crypto.identifiers import new_token
from portal.domain.case_status import CaseKind
from portal.domain.dialogue import EntryKind
from portal.domain.errors import BrokenList, CaseAltered, CaseErased, InvalidInput, NotFound
from portal.intake.carried import CARRIED
from portal.intake.case_form import AnswerForm, CodeForm, MessageForm, consent_forms
from portal.intake.case_kind import case_kind
from portal.intake.case_views import code_page, erased_page
from portal.intake.dialogue_page import dialogue_page
from portal.intake.form_files import Files, add_fault, files_are_gone, gathered, upload_limit
from portal.intake.form_rules import submission_of
from portal.intake.pressure import message_of, too_many_messages
from portal.intake.reporter_session import (
    current_reporter,
    draft,
    forget_reporter,
    keep_draft,
    notify,
    pop_notice,
)
from portal.intake.upload_allowances import CaseAllowance
from portal.services.files.read_file import read_own_file
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.withdraw_consent import withdraw_consent
from portal.services.workplace import Reporter
from portal.web.forms import PortalForm
from portal.web.session import sealed_session
from portal.web.uploads import forget_files, takes_files_within
from portal.web.workplace import workplace

_TEMPLATES = {
    CaseKind.REPORT: "intake/dialogue.html",
    CaseKind.COMPLAINT: "intake/complaint_dialogue.html",
}


def with_own_case(view: Callable[..., Response]) -> Callable[..., Response]:
    """Hand a view the reporter whose code was entered; without one, ask for the code."""

    @wraps(view)
    def guarded(**arguments: Any) -> Response:
        reporter = current_reporter()
        if reporter is None:
            return _ask_for_code()
        try:
            return view(reporter, **arguments)
        except CaseErased:
            forget_reporter()
            return erased_page()

    return guarded


@with_own_case
@takes_files_within(CaseAllowance)
def dialogue(reporter: Reporter) -> Response:
    form = MessageForm.of_request(submission=new_token(), message=draft())
    if request.method != "POST":
        return _page(reporter, form)
    form.submission.data = submission = submission_of(form.submission.data)
    place = f"message:{submission}"
    files, fault = gathered(place, CaseAllowance)
    good = form.is_good()
    if fault:
        add_fault(form.files, fault)
    if good and not fault:
        if seconds := message_of(reporter):
            form.form_errors.append(too_many_messages(seconds))
            page = _page(reporter, form, files, status=503)
            page.headers["Retry-After"] = str(seconds)
            return page
        try:
            post_message(workplace(), reporter, form.message.data or "", files, token=submission)
        except InvalidInput as error:
            form.add_error(error, {"missing": _("Skriv en besked, eller vælg en fil.")})
        except NotFound:
            forget_files(place)
            files = ()
            add_fault(form.files, files_are_gone())
        except (BrokenList, CaseAltered, CannotOpen):
            # Nothing can be written until somebody has acted; her words wait in the form.
            keep_draft(form.message.data or "")
            raise
        else:
            forget_files(place)
            keep_draft("")
            notify("sent")
            return redirect(url_for("intake.dialogue"), code=303)
    return _page(reporter, form, files, status=422)


@with_own_case
def answer(reporter: Reporter) -> Response:
    back = redirect(url_for("intake.dialogue"), code=303)
    if request.method != "POST":
        return back
    form = AnswerForm.of_request()
    if not form.is_good():
        return _page(reporter, MessageForm(submission=new_token()), wrong=form, status=422)
    question, accepted = form.question.data or "", form.answer.data == "yes"
    try:
        taken_back = _say(reporter, question, accepted)
    except NotFound:
        # A double click, or an old page: the answer that stands is shown, and which it is.
        if (stands := _answer_to(reporter, question)) is None:
            raise
        notify("answered" if stands is accepted else "answered_before")
    else:
        notify("taken_back" if taken_back else "answered")
    return back


@with_own_case
def own_file(reporter: Reporter, file_id: str) -> Response:
    file, content = read_own_file(workplace(), reporter, file_id)
    # Opened before anything is sent: an altered file becomes an error page, not half a file.
    first = next(content, b"")
    return file_response(file.name, file.size, chain([first], content))


def file_response(name: str, size: int, content: Iterator[bytes]) -> Response:
    """A download that no browser opens by itself. `size` in bytes lets it notice a broken end."""
    response = Response(content, mimetype="application/octet-stream")
    # RFC 5987: a name may hold any letter, and no quotation mark of its own ends it.
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Length"] = str(size)
    return response


def _page(
    reporter: Reporter,
    form: MessageForm,
    files: Files = (),
    *,
    wrong: PortalForm | None = None,
    status: int = 200,
) -> Response:
    case = read_dialogue(workplace(), reporter)
    wrong = wrong or form
    consents = consent_forms(case.waiting, wrong)
    page = render_template(
        _TEMPLATES[case_kind(case)],
        page=dialogue_page(case, workplace().today()),
        form=form,
        consents=consents,
        files=files,
        limit=upload_limit(CaseAllowance),
        carried_field=CARRIED,
        wrong=next((one for one in consents.values() if one.errors), wrong),
        file_url=lambda file: url_for("intake.own_file", file_id=file.id),
        notice=pop_notice() if status == 200 else "",
    )
    return make_response(page, status)


def _ask_for_code() -> Response:
    """What she was writing is not lost: it comes along to the page that asks for the code."""
    if request.method == "POST":
        form = CodeForm(message=request.form.get("message", ""))
        form.form_errors.append(
            _("Din adgang er udløbet. Skriv din kvitteringskode igen. Intet er sendt endnu.")
        )
        return code_page(form)
    if sealed_session().expired:
        notify("ended")
    return redirect(url_for("intake.case_entry"), code=303)


def _say(reporter: Reporter, question: str, accepted: bool) -> bool:
    """Give the answer, or take back an earlier yes by a no; whether a yes was taken back."""
    try:
        answer_question(workplace(), reporter, question, accepted=accepted)
    except NotFound:
        if accepted:
            raise
        withdraw_consent(workplace(), reporter, question)
        return True
    return False


def _answer_to(reporter: Reporter, question: str) -> bool | None:
    """The answer that a question has already, None without one."""
    entries = read_dialogue(workplace(), reporter).entries
    said = [e for e in entries if e.kind is EntryKind.CONSENT and e.about == question]
    return said[-1].facts.get("answer") == "yes" if said else None
