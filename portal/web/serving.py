"""The addresses for machines: whether the portal is alive, what may be listed; nothing of cases."""

from flask import Blueprint, Response, current_app

from portal.web.security_txt import PLACE, security_txt
from portal.web.workplace import municipality, workplace

serving = Blueprint("serving", __name__)


@serving.get("/healthz")
def healthz() -> Response:
    """The process answers; the header shows the portal's clock."""
    response = Response("ok", mimetype="text/plain")
    response.headers["Portal-Now"] = workplace().now().isoformat()
    return response


@serving.get("/robots.txt")
def robots() -> Response:
    """Shuts nobody out: every page but the front page says of itself that it is not to be listed,
    and only who may fetch a page reads that (RFC 9309)."""
    return Response("User-agent: *\nAllow: /\n", mimetype="text/plain")


@serving.get(PLACE)
def security() -> Response:
    """Whom to tell of a hole, on both sides."""
    told = municipality()
    origins = (current_app.config["PORTAL_BASE_URL"], current_app.config["PORTAL_ONION_URL"])
    text = security_txt(
        told.security_contact, told.security_confirmed_on, [one for one in origins if one]
    )
    return Response(text, content_type="text/plain; charset=utf-8")


@serving.get("/readyz")
def readyz() -> Response:
    """The process can reach its database."""
    workplace().database.answers()
    return Response("ok", mimetype="text/plain")
