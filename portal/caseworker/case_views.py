"""One case: its page, who its reporter is, its files."""

from flask import make_response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.case_page import Opened, case_page
from portal.caseworker.closing_forms import IdentityForm
from portal.caseworker.kinds import is_complaint
from portal.caseworker.pages import caseworker, show
from portal.caseworker.passphrase_words import say_refusal
from portal.domain.access import Permission
from portal.domain.errors import InvalidInput, NotFound, SignInThrottled
from portal.services.casework.show_identity import show_identity
from portal.services.files.read_file import read_file
from portal.staff.access import member, requires
from portal.staff.draft_of_request import draft_asked_for
from portal.web.downloads import download
from portal.web.workplace import workplace


@caseworker.get("/cases/<number>")
@requires(Permission.CASE_OPEN)
def case(number: str) -> AnyResponse:
    return case_page(number, draft=draft_asked_for(number))


@caseworker.post("/cases/<number>/identity")
@requires(Permission.CASE_IDENTITY)
def identity(number: str) -> AnyResponse:
    """The one good form that is not led on from: what it shows is shown once and kept nowhere."""
    form = IdentityForm.of_request()
    opened = Opened("identity", form)
    if not form.is_good():
        return case_page(number, opened, 422)
    try:
        shown = show_identity(
            workplace(),
            member(),
            number,
            reason=form.reason.data,
            passphrase=form.passphrase.data,
        )
    except (InvalidInput, SignInThrottled) as error:
        say_refusal(form, error, {"reason.missing": _("Skriv, hvorfor du skal vide det.")})
        return case_page(number, opened, 422)
    except NotFound:
        # Of a case that is not hers the page itself says that there is none.
        form.form_errors.append(
            _("Du har nøgle til sagen, men ikke til navnet. Spørg en kollega.")
            if is_complaint(number)
            else _(
                "Du har nøgle til sagen, men ikke til indberetterens identitet. Spørg en kollega."
            )
        )
        return case_page(number, opened, 422)
    template = "citizen.html" if is_complaint(number) else "identity.html"
    return make_response(show(template, number=number, identity=shown))


@caseworker.get("/cases/<number>/files/<file_id>")
@requires(Permission.CASE_OPEN)
def case_file(number: str, file_id: str) -> AnyResponse:
    file, pieces = read_file(workplace(), member(), number, file_id)
    return download(file, pieces)
