"""A complaint is written and filed. No code is shown for one that was not stored."""

from dataclasses import replace
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crypto.identifiers import new_token
from portal.domain.case_status import CaseKind
from portal.domain.errors import AlreadyFiled, NotFound, UnitNotReady
from portal.intake.carried import CARRIED, carried_over, is_carried
from portal.intake.complaint_form import ComplaintForm
from portal.intake.form_files import Files, add_fault, files_are_gone, gathered, upload_limit
from portal.intake.form_rules import submission_of
from portal.intake.pressure import is_full, wait_of
from portal.intake.reporter_session import code_for, receipt_waits, unkept_receipt
from portal.intake.straight_on import YES, is_decided, is_offered, mark_of, on_word, text_to_go
from portal.intake.upload_allowances import CaseAllowance, FormAllowance
from portal.services.accounts.list_accounts import unit_is_ready
from portal.services.complaining.submit_complaint import submit_complaint
from portal.services.dossiers.working_copies import discard_working_copies
from portal.services.reporting.admit_case import Wait
from portal.web.language import chosen_language
from portal.web.uploads import forget_files, takes_files_within
from portal.web.workplace import municipality, workplace


@takes_files_within(FormAllowance)
def complaint() -> Response:
    if is_full(CaseKind.COMPLAINT):
        return _not_open(full=True)
    if not unit_is_ready(workplace(), CaseKind.COMPLAINT):
        return _not_open()
    carried = is_carried()
    form = (
        carried_over(ComplaintForm) if carried else ComplaintForm.of_request(submission=new_token())
    )
    form.offer(municipality(), chosen_language(current_app.config["PORTAL_LANGUAGES"]))
    if carried or request.method != "POST":
        return _page(form, (), 422 if form.errors else 200, carried=carried)
    form.submission.data = submission = submission_of(form.submission.data)
    files, fault = gathered(_place(submission), FormAllowance)
    good = form.is_good()
    if fault:
        add_fault(form.files, fault)
    if good and not fault and (not is_offered(form) or is_decided(form, files)):
        if wait := wait_of(CaseKind.COMPLAINT, submission, form.ticket.data or ""):
            return _page(form, files, 503, wait=wait)
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
    going = on_word(form, files)
    try:
        submit_complaint(workplace(), replace(form.complaint(files), on_word=going), code)
    except AlreadyFiled:
        # The same form sent twice: the first complaint stands, and its code is shown again.
        discard_working_copies(workplace(), going.copies if going else ())
    receipt_waits(submission, CaseKind.COMPLAINT)
    forget_files(_place(submission))
    return redirect(url_for("intake.receipt"), code=303)


def _page(
    form: ComplaintForm,
    files: Files,
    status: int = 200,
    *,
    carried: bool = False,
    wait: Wait | None = None,
) -> Response:
    form.may_ask.data = YES
    form.ticket.data = wait.ticket if wait else ""
    form.seen.data = mark_of(form, files)
    page = _answer(
        "intake/complaint.html",
        status,
        form=form,
        files=files,
        limit=upload_limit(FormAllowance),
        limit_later=upload_limit(CaseAllowance),
        days=municipality().limits.complaint_answer_days,
        carried=carried,
        carried_field=CARRIED,
        to_go=text_to_go(form) if form.forward_ok.errors or form.forward_ok.data else "",
        wait=wait,
        unkept_receipt=unkept_receipt(),
    )
    if wait:
        page.headers["Retry-After"] = str(wait.seconds)
    return page


def _not_open(*, full: bool = False) -> Response:
    """No form, no code and no cookie; what was typed meanwhile is given back to be copied."""
    typed = [request.form.get(name, "") for name in ("description", "wish")]
    return _answer(
        "intake/complaint_not_open.html", 503, typed=[one for one in typed if one], full=full
    )


def _answer(template: str, status: int, **context: Any) -> Response:
    return make_response(render_template(template, **context), status)


def _place(submission: str) -> str:
    return f"complaint:{submission}"
