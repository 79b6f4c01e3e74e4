"""The same portal as an onion service: said on the public pages to whoever came another way."""

from urllib.parse import quote, urlencode, urlsplit

from flask import Flask, Response, request

from portal.web.session import INTAKE, area_of


def init_onion(app: Flask, *, base_url: str, onion_url: str | None) -> None:
    """Offer the onion address in a header (Tor Browser heeds it) and to the templates."""
    over_tls = urlsplit(base_url).scheme == "https"
    app.context_processor(lambda: {"onion_url": None if came_by_onion() else onion_url})
    if onion_url is None or not over_tls:
        # Over plain HTTP whoever sits between could put an address of his own there, so Tor
        # Browser heeds the header over TLS alone.
        return

    @app.after_request
    def offer(response: Response) -> Response:
        if _worth_going_on_from(response):
            response.headers["Onion-Location"] = onion_url + _here()
        return response


def came_by_onion() -> bool:
    """Whether this request was made to an onion address."""
    return request.host.partition(":")[0].lower().endswith(".onion")


def _worth_going_on_from(response: Response) -> bool:
    """A page of the public side that somebody reads and has begun nothing on: no session follows to
    the other address, and a receipt must not be left behind."""
    reads = request.method in ("GET", "HEAD") and response.status_code == 200
    page = reads and response.mimetype == "text/html"
    begun = bool(request.cookies)
    return page and not begun and area_of(request.path) is INTAKE and not came_by_onion()


def _here() -> str:
    """This page without its host: the path, and the language if one was asked for."""
    path = quote(request.path)
    language = request.args.get("lang")
    return f"{path}?{urlencode({'lang': language})}" if language else path
