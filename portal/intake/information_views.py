"""Pages that only tell: they store nothing, have no form and set no cookie."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.services.accounts.list_accounts import unit_is_ready
from portal.web.session import INTAKE
from portal.web.workplace import workplace

Page = str | tuple[str, int]


def front() -> Page:
    return render_template("intake/front.html")


def guide() -> Page:
    return render_template("intake/guide.html")


def about() -> Page:
    return render_template("intake/about.html")


def privacy() -> Page:
    return render_template("intake/privacy.html", session_area=INTAKE)


def accessibility() -> Page:
    return render_template("intake/accessibility.html")


def was() -> Response:
    """The short address that BEK 904/2019 asks for."""
    return redirect(url_for("intake.accessibility"), code=303)


def contact() -> Page:
    return render_template("intake/contact.html")


def complaint() -> Page:
    """How to complain; 503 until the unit is ready, as the contract says of both doors."""
    status = 200 if unit_is_ready(workplace()) else 503
    return render_template("intake/complaint.html"), status
