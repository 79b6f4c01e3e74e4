"""A report is written and filed. No code is shown for one that was not stored."""

from contextlib import suppress
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crypto.identifiers import new_token
from portal.domain.case_status import CaseKind
from portal.domain.errors import AlreadyFiled, NobodyToReadIt, NotFound, UnitNotReady
from portal.intake.carried import carried_over, is_carried
from portal.intake.form_files import Files, add_fault, files_are_gone, gathered, upload_limit
from portal.intake.form_rules import submission_of
from portal.intake.pressure import is_full, wait_of
from portal.intake.report_form import ReportForm
from portal.intake.reporter_session import code_for, receipt_waits, unkept_receipt
from portal.intake.upload_allowances import CaseAllowance, FormAllowance
from portal.services.accounts.list_accounts import list_members, unit_is_ready
from portal.services.reporting.admit_case import Wait
from portal.services.reporting.submit_report import submit_report
from portal.web.language import chosen_language
from portal.web.uploads import forget_files, takes_files_within
from portal.web.workplace import municipality, workplace


@takes_files_within(FormAllowance)
def new_report() -> Response:
    if is_full(CaseKind.REPORT):
        return _not_open(full=True)
    if not unit_is_ready(workplace(), CaseKind.REPORT):
        return _not_open()
    carried = is_carried()
    form = carried_over(ReportForm) if carried else ReportForm.of_request(submission=new_token())
    form.offer(municipality(), list_members(workplace()), _locale())
    if carried or request.method != "POST":
        return _page(form, (), 422 if form.errors else 200, carried=carried)
    form.submission.data = submission = submission_of(form.submission.data)
    files, fault = gathered(_place(submission), FormAllowance)
    good = form.is_good()
    if fault:
        add_fault(form.files, fault)
    if good and not fault:
        if wait := wait_of(CaseKind.REPORT, submission, form.ticket.data or ""):
            return _page(form, files, 503, wait=wait)
        try:
            return _file(form, submission, files)
        except UnitNotReady:
            return _not_open()
        except NobodyToReadIt:
            add_fault(
                form.not_to,
                _(
                    "Du har sat kryds ved alle. Så er der ingen, der kan læse din indberetning her,"
                    " og den er ikke sendt. Du kan bruge den nationale ordning i stedet."
                ),
            )
        except NotFound:
            forget_files(_place(submission))
            files = ()
            add_fault(form.files, files_are_gone())
    return _page(form, files, 422)


def _file(form: ReportForm, submission: str, files: Files) -> Response:
    code = code_for(submission)
    if code is None:
        return redirect(url_for("intake.kept"), code=303)
    # The same form sent twice: the first report stands, and its code is shown again.
    with suppress(AlreadyFiled):
        submit_report(workplace(), form.report(files), code)
    receipt_waits(submission, CaseKind.REPORT)
    forget_files(_place(submission))
    return redirect(url_for("intake.receipt"), code=303)


def _page(
    form: ReportForm,
    files: Files,
    status: int = 200,
    *,
    carried: bool = False,
    wait: Wait | None = None,
) -> Response:
    form.show_members()
    form.ticket.data = wait.ticket if wait else ""
    page = _answer(
        "intake/new_report.html",
        status,
        form=form,
        files=files,
        limit=upload_limit(FormAllowance),
        limit_later=upload_limit(CaseAllowance),
        carried=carried,
        wait=wait,
        unkept_receipt=unkept_receipt(),
    )
    if wait:
        page.headers["Retry-After"] = str(wait.seconds)
    return page


def _not_open(*, full: bool = False) -> Response:
    """No form, no code and no cookie; what was typed meanwhile is given back to be copied."""
    typed = request.form.get("description", "") if request.method == "POST" else ""
    return _answer("intake/not_open.html", 503, typed=typed, full=full)


def _answer(template: str, status: int, **context: Any) -> Response:
    return make_response(render_template(template, **context), status)


def _place(submission: str) -> str:
    return f"report:{submission}"


def _locale() -> str:
    return chosen_language(current_app.config["PORTAL_LANGUAGES"])
