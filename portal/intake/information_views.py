"""Pages that only tell: they store nothing, have no form and set no cookie."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.web.session import INTAKE


def front() -> str:
    return render_template("intake/front.html")


def guide() -> str:
    return render_template("intake/guide.html")


def about() -> str:
    return render_template("intake/about.html")


def privacy() -> str:
    return render_template("intake/privacy.html", session_area=INTAKE)


def accessibility() -> str:
    return render_template("intake/accessibility.html")


def was() -> Response:
    """The short address that BEK 904/2019 asks for."""
    return redirect(url_for("intake.accessibility"), code=303)


def contact() -> str:
    return render_template("intake/contact.html")
