"""Before a case is opened: does anything disqualify the member (forvaltningsloven § 3)?"""

from flask import make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.case_page import case_url
from portal.caseworker.closing_forms import AccessForm, ImpartialityForm
from portal.caseworker.pages import caseworker, show
from portal.caseworker.supervision_words import administrations_text
from portal.domain.access import Permission
from portal.domain.errors import InvalidInput, LastHolder
from portal.services.accounts.list_accounts import list_members
from portal.services.casework.declare_impartiality import declare_impartiality, impartiality_basis
from portal.staff.access import member, requires
from portal.staff.acting import carry_out
from portal.staff.fields import YES, listed
from portal.staff.pages import go_to, tell
from portal.web.workplace import workplace


@caseworker.route("/cases/<number>/impartiality", methods=["GET", "POST"])
@requires(Permission.CASE_OPEN)
def impartiality(number: str) -> Response:
    form = ImpartialityForm.of_request()
    if not form.is_good():
        return impartiality_page(number, form, status=422 if request.method == "POST" else 200)
    impartial = form.impartial.data == YES
    onwards = case_url(number) if impartial else url_for("caseworker.worklist")
    if not form.is_first():
        return go_to(onwards)
    try:
        carry_out(form, lambda form: _declare(number, form))
    except InvalidInput as error:
        form.add_error(error, {"missing": _("Skriv, hvorfor du ikke kan behandle sagen.")})
        return impartiality_page(number, form, status=422)
    except LastHolder:
        form.form_errors.append(
            _("Du er den eneste, der kan åbne sagen. Giv først en kollega adgang, og svar så igen.")
        )
        return impartiality_page(number, form, AccessForm(), status=422)
    if not impartial:
        tell(_("Du er meldt inhabil i sag %(number)s og kan ikke længere åbne den.", number=number))
    return go_to(onwards)


def impartiality_page(
    number: str,
    form: ImpartialityForm | None = None,
    access: AccessForm | None = None,
    status: int = 200,
) -> Response:
    """The question with what it is asked on. `access`: the form that lets a colleague in."""
    basis = impartiality_basis(workplace(), member(), number)
    if access is not None:
        others = [one for one in list_members(workplace()) if one.id != member().account.id]
        people = [(one.id.hex(), name_with_absence(one)) for one in others]
        access.account.choices = listed([("", _("Vælg …")), *people])
        access.origin.data = "impartiality"
        access.stand_at("access")
    form = form or ImpartialityForm()
    form.stand_at("impartiality")
    page = show(
        "impartiality.html",
        form=form,
        basis=basis,
        administrations=administrations_text(basis.administrations),
        access=access,
    )
    return make_response(page, status)


def _declare(number: str, form: ImpartialityForm) -> None:
    declare_impartiality(
        workplace(),
        member(),
        number,
        impartial=form.impartial.data == YES,
        reason=form.reason.data or "",
    )
