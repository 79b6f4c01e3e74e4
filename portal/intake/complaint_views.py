"""A complaint is written and filed. No code is shown for one that was not stored."""

from contextlib import suppress
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crypto.identifiers import new_token
from portal.domain.case_status import CaseKind
from portal.domain.errors import AlreadyFiled, BrokenList, NotFound, UnitNotReady
from portal.intake.complaint_form import ComplaintForm
from portal.intake.form_files import Files, add_fault, files_are_gone, gathered, upload_limit
from portal.intake.form_rules import submission_of
from portal.intake.report_views import CARRIED
from portal.intake.reporter_session import code_for, receipt_waits, unkept_receipt
from portal.services.complaining.submit_complaint import submit_complaint
from portal.services.members.readers import usable_readers
from portal.web.language import chosen_language
from portal.web.uploads import forget_files, takes_files
from portal.web.workplace import municipality, workplace


@takes_files
def complaint() -> Response:
    if not _desk_is_ready():
        return _not_open()
    form = ComplaintForm.of_request(submission=new_token())
    form.offer(municipality(), chosen_language(current_app.config["PORTAL_LANGUAGES"]))
    if request.method != "POST":
        return _page(form, ())
    form.submission.data = submission = submission_of(form.submission.data)
    files, fault = gathered(_place(submission))
    good = form.is_good()
    if fault:
        add_fault(form.files, fault)
    if good and not fault:
        try:
            return _file(form, submission, files)
        except UnitNotReady:
            return _not_open()
        except NotFound:
            forget_files(_place(submission))
            files = ()
            add_fault(form.files, files_are_gone())
    return _page(form, files, 422)


def complaint_kept() -> str:
    return render_template("intake/complaint_kept.html")


def _file(form: ComplaintForm, submission: str, files: Files) -> Response:
    code = code_for(submission)
    if code is None:
        return redirect(url_for("intake.complaint_kept"), code=303)
    # The same form sent twice: the first complaint stands, and its code is shown again.
    with suppress(AlreadyFiled):
        submit_complaint(workplace(), form.complaint(files), code)
    receipt_waits(submission, CaseKind.COMPLAINT)
    forget_files(_place(submission))
    return redirect(url_for("intake.receipt"), code=303)


def _page(form: ComplaintForm, files: Files, status: int = 200) -> Response:
    return _answer(
        "intake/complaint.html",
        status,
        form=form,
        files=files,
        limit=upload_limit(),
        days=municipality().limits.complaint_answer_days,
        carried_field=CARRIED,
        unkept_receipt=unkept_receipt(),
    )


def _not_open() -> Response:
    """No form, no code and no cookie; what was typed meanwhile is given back to be copied."""
    typed = [request.form.get(name, "") for name in ("description", "wish")]
    return _answer("intake/complaint_not_open.html", 503, typed=[one for one in typed if one])


def _answer(template: str, status: int, **context: Any) -> Response:
    return make_response(render_template(template, **context), status)


def _desk_is_ready() -> bool:
    """Whether complaints can be taken in: somebody who leads can open what is sealed to the
    desk."""
    with workplace().open_unit() as unit:
        try:
            readers = usable_readers(workplace(), unit, CaseKind.COMPLAINT)
        except BrokenList:
            return False
    return any(reader.is_lead for reader in readers)


def _place(submission: str) -> str:
    return f"complaint:{submission}"
