"""One map from what can go wrong to a page, in plain words and without a detail of what was
said."""

from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from crypto.errors import CannotOpen
from portal.domain.errors import (
    BrokenList,
    CaseAltered,
    DoesNotReconcile,
    DomainError,
    ForbiddenMove,
    ImpartialityNotDeclared,
    LastHolder,
    NotFound,
    NotOnTheList,
    NotPermitted,
    UnitNotReady,
)
from portal.log import Area, LogEvent, log
from portal.web.session import STAFF, area_of

STATUS: dict[type[Exception], int] = {
    NotFound: 404,
    # A page that may not be seen is a page that does not exist.
    NotPermitted: 404,
    ForbiddenMove: 409,
    LastHolder: 409,
    UnitNotReady: 503,
    BrokenList: 503,
    NotOnTheList: 409,
    DoesNotReconcile: 500,
    CannotOpen: 500,
    CaseAltered: 500,
}


def init_errors(app: Flask) -> None:
    """Answer every error with a page of ours."""

    @app.errorhandler(ImpartialityNotDeclared)
    def ask_first(_error: ImpartialityNotDeclared) -> AnyResponse:
        number = (request.view_args or {}).get("number", "")
        return redirect(url_for("caseworker.impartiality", number=number), code=303)

    @app.errorhandler(DomainError)
    @app.errorhandler(CannotOpen)
    def refuse(error: Exception) -> Response:
        status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)
        if status >= 500 and not isinstance(error, UnitNotReady | BrokenList):
            _log(error)
        return error_page(status, alter=isinstance(error, CannotOpen | CaseAltered))

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> AnyResponse:
        if error.code is None or error.code < 400:
            return error.get_response()
        return error_page(error.code)

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        if app.testing:
            raise error
        _log(error)
        return error_page(500)

    @app.after_request
    def require_token(response: Response) -> Response:
        """A change whose form token nobody looked at is a fault of ours: it must not pass
        unseen."""
        changes = request.method not in ("GET", "HEAD", "OPTIONS")
        if changes and response.status_code < 400 and not g.get("form_token_checked"):
            raise RuntimeError("a form was taken without its token being checked")
        return response


def error_page(status: int, *, alter: bool = False) -> Response:
    """The page for a status. `alter`: something sealed did not open."""
    staff = area_of(request.path) is STAFF
    heading, text = _words(status, alter)
    if staff:
        text = _staff_text(status, alter) or text
    page = render_template(
        "error.html",
        heading=heading,
        text=text,
        layout="staff.html" if staff else "public.html",
        status=status,
    )
    return make_response(page, status)


def _log(error: Exception) -> None:
    staff = area_of(request.path) is STAFF
    log(
        LogEvent.REQUEST_FAILED,
        error=error,
        area=Area.STAFF if staff else Area.INTAKE,
        endpoint=request.endpoint or "none",
    )


def _words(status: int, alter: bool) -> tuple[str, str]:
    if alter:
        return (
            _("Noget i sagen stemmer ikke"),
            _(
                "En forseglet del af sagen kunne ikke åbnes. Den kan være ændret af uvedkommende."
                " Intet er vist eller gemt. Skriv det til os i din sag, eller ring."
            ),
        )
    return {
        400: (
            _("Vi kunne ikke læse det, din browser sendte"),
            _("Gå tilbage, og prøv igen. Det, du har sendt før, er ikke ændret."),
        ),
        404: (
            _("Siden findes ikke"),
            _("Adressen kan være skrevet forkert, eller siden er flyttet."),
        ),
        405: (
            _("Siden kan ikke bruges på den måde"),
            _("Gå til forsiden, og begynd derfra."),
        ),
        409: (
            _("Det kan ikke lade sig gøre nu"),
            _(
                "Sagen er et andet sted i sit forløb, end da du åbnede siden. Gå tilbage til sagen,"
                " og se, hvad der er sket."
            ),
        ),
        413: (
            _("Det, du sendte, fylder for meget"),
            _("Gå tilbage, og send færre eller mindre filer ad gangen."),
        ),
        503: (
            _("Portalen kan ikke tage imod nu"),
            _("Prøv igen senere, eller brug en af de andre veje, som står på forsiden."),
        ),
    }.get(
        status,
        (
            _("Der er sket en fejl hos os"),
            _("Prøv igen om lidt. Har du fået en kvitteringskode, er din indberetning gemt."),
        ),
    )


def _staff_text(status: int, alter: bool) -> str:
    """What a member needs to hear instead; empty where it is what everybody hears."""
    if alter:
        return _(
            "En forseglet del af sagen kunne ikke åbnes. Den kan være ændret af uvedkommende."
            " Intet er vist eller gemt. Sig det til lederen af enheden."
        )
    return {
        404: _(
            "Adressen kan være skrevet forkert, siden kan være flyttet, sagen kan være slettet,"
            " eller du har ikke nøgle til den."
        ),
        503: _(
            "Listen over enhedens medlemmer er ikke den, der blev underskrevet, eller der er ingen"
            " endnu. Intet er gemt. Sig det til lederen af enheden og til driften."
        ),
        500: _("Prøv igen om lidt. Se først efter, om det, du lige gjorde, er gemt."),
    }.get(status, "")
