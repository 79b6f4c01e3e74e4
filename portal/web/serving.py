"""The addresses that say whether the portal is alive, and nothing about cases."""

from flask import Blueprint, Response

from portal.web.workplace import workplace

serving = Blueprint("serving", __name__)


@serving.get("/healthz")
def healthz() -> Response:
    """The process answers; the header shows the portal's clock."""
    response = Response("ok", mimetype="text/plain")
    response.headers["Portal-Now"] = workplace().now().isoformat()
    return response


@serving.get("/readyz")
def readyz() -> Response:
    """The process can reach its database."""
    workplace().database.answers()
    return Response("ok", mimetype="text/plain")
