"""The receipt: the code, shown until the reporter says she has kept it or her session ends."""

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.domain.case_status import CaseKind
from portal.domain.errors import CaseErased, NotFound
from portal.intake.due_words import due_explained
from portal.intake.reporter_session import (
    notify,
    receipt_kept,
    reporter_of,
    waiting_receipt,
)
from portal.services.reporting.read_dialogue import read_dialogue
from portal.web.errors import error_page
from portal.web.forms import PortalForm
from portal.web.qr_code import qr_path
from portal.web.session import INTAKE, sealed_session
from portal.web.workplace import workplace

_TEMPLATES = {
    CaseKind.REPORT: "intake/receipt.html",
    CaseKind.COMPLAINT: "intake/complaint_receipt.html",
}
_KEPT = {CaseKind.REPORT: "intake.kept", CaseKind.COMPLAINT: "intake.complaint_kept"}


def receipt() -> Response:
    form = PortalForm.of_request()
    # First of all: who confirms once her session has run out is led on as well.
    good = form.is_good()
    waiting = waiting_receipt()
    if waiting is None:
        if sealed_session().expired:
            notify("receipt_gone")
        return redirect(url_for("intake.case_entry"), code=303)
    if good:
        # The page names its receipt: another one may have come in between.
        kind = receipt_kept(request.form.get("submission", waiting.submission)) or waiting.kind
        return redirect(url_for("intake.receipt" if waiting_receipt() else _KEPT[kind]), code=303)
    try:
        case = read_dialogue(workplace(), reporter_of(waiting.code))
    except (NotFound, CaseErased):
        # A code without a case would be a promise that nobody can keep.
        receipt_kept(waiting.submission)
        return error_page(500)
    page = render_template(
        _TEMPLATES[waiting.kind],
        form=form,
        receipt=waiting,
        case=case,
        explained=due_explained(case),
        picture=qr_path(waiting.code.text),
        session_area=INTAKE,
    )
    return make_response(page, 422 if form.errors else 200)


def kept() -> str:
    return render_template("intake/kept.html")
