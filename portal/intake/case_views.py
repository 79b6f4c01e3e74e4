"""Into one's own case with the receipt code, and out of it without a trace."""

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crypto.errors import MistypedCode
from crypto.receipt_code import parse_code
from portal.domain.errors import CaseErased, NotFound
from portal.intake.case_form import CodeForm
from portal.intake.form_files import add_fault
from portal.intake.pressure import too_many_wrong_codes, wrong_code
from portal.intake.reporter_session import (
    enter_case,
    keep_draft,
    pop_notice,
    reporter_of,
    unkept_receipt,
)
from portal.services.reporting.find_case import case_exists
from portal.services.reporting.read_dialogue import read_dialogue
from portal.web.forms import PortalForm
from portal.web.session import sealed_session
from portal.web.workplace import municipality, workplace


def case_entry() -> Response:
    form = CodeForm.of_request()
    if form.is_good():
        try:
            fault = _enter(form.receipt_code.data or "")
        except CaseErased:
            return erased_page()
        except NotFound:
            return _wrong_code(form)
        if not fault:
            keep_draft(form.message.data or "")
            return redirect(url_for("intake.dialogue"), code=303)
        add_fault(form.receipt_code, fault)
    return code_page(form, notice=pop_notice())


def code_page(form: CodeForm, *, notice: str = "", status: int = 200) -> Response:
    """The page that asks for the code. `notice` is `ended` when a session has run out,
    `receipt_gone` when a receipt can no longer be shown for it, `erased` when the case is gone."""
    page = render_template(
        "intake/case_entry.html",
        form=form,
        notice=notice,
        unkept_receipt=unkept_receipt(),
    )
    return make_response(page, 422 if form.errors else status)


def erased_page() -> Response:
    """The page for who comes back to a case that was erased. Her code is right, so nothing on it is
    marked as wrong; what she was writing stays on it."""
    form = CodeForm(message=request.form.get("message", ""))
    return code_page(form, notice="erased", status=422)


def leave() -> Response:
    """End the session and clear the browser's traces; lead to a neutral page.

    An old token must not keep anybody here. The cookie alone will do: it is never sent from
    another site with a form (SameSite=Lax), and without one there is nothing to end.
    """
    PortalForm.of_request().is_good()
    away = request.method == "POST" and request.form.get("to") == "away"
    target = municipality().exit_url if away else url_for("intake.left")
    response = Response(status=303, headers={"Location": target}, mimetype="text/plain")
    if request.method == "POST" and not sealed_session().fresh:
        sealed_session().end()
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def left() -> str:
    return render_template("intake/left.html")


def _enter(typed: str) -> str:
    """Open the case of a typed code; what is wrong in words, or an empty text.

    Raises CaseErased, and NotFound for a code that leads nowhere.
    """
    try:
        code = parse_code(typed)
    except MistypedCode:
        return _(
            "Et tegn er forkert, eller der mangler et. Koden har 24 tegn i seks grupper. Se den"
            " efter, og prøv igen."
        )
    if not case_exists(workplace(), code.locator):
        raise NotFound("no case has this code")
    reporter = reporter_of(code)
    read_dialogue(workplace(), reporter)
    enter_case(reporter)
    return ""


def _wrong_code(form: CodeForm) -> Response:
    """A right code is let in however many wrong ones are tried; a wrong one is told to wait."""
    if seconds := wrong_code():
        add_fault(form.receipt_code, too_many_wrong_codes(seconds))
        page = code_page(form)
        page.status_code = 503
        page.headers["Retry-After"] = str(seconds)
        return page
    add_fault(
        form.receipt_code,
        _("Ingen sag har den kode. Se efter, om du har skrevet den rigtige kode."),
    )
    return code_page(form, notice=pop_notice())
