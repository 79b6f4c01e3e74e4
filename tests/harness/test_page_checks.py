"""The checks of every page are themselves checked: each fault is found, a fit page passes."""

import pytest
from flask import Flask, Response, redirect

from tests.support.page_checks import CheckedClient, check_page, header_faults, page_faults

FIT = """<!doctype html><html lang="da"><head><title>Indberet</title>
<link rel="stylesheet" href="/static/portal.css"></head><body><a href="#indhold">Til indholdet</a>
<main id="indhold"><h1>Indberet</h1><form method="post" action="/report/new">
<input type="hidden" name="csrf_token" value="x">
<label for="sted">Hvor skete det?</label><p id="hint">Navnet på arbejdspladsen.</p>
<input id="sted" name="place" aria-describedby="hint">
<label>Hvornår? <input name="period"></label>
<button type="submit">Send</button></form>
<a href="https://example.org/" rel="noreferrer">Loven</a>%s</main></body></html>"""
SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def test_a_fit_page_passes() -> None:
    check_page(FIT % "")


@pytest.mark.parametrize(
    ("find", "put", "fault"),
    [
        ('lang="da"', "", "<html> has no lang"),
        ("<title>Indberet</title>", "<title> </title>", "one <title>"),
        ("<h1>Indberet</h1>", "", "0 <h1>"),
        ("<h1>Indberet</h1>", "<h1>Indberet</h1><h1>Klag</h1>", "2 <h1>"),
        ('for="sted"', "", "has no label"),
        ("<label>Hvornår? ", "<p>Hvornår? ", "has no label"),
        ('id="hint"', 'id="tip"', 'points to "hint"'),
        ('id="hint"', 'id="sted"', 'id "sted" stands 2 times'),
        ('id="indhold"', "", "not on the page"),
        (' rel="noreferrer"', "", "without rel"),
        ('href="/static/portal.css"', 'href="//cdn.example.org/a.css"', "another place"),
        ('action="/report/new"', 'action="https://example.org/"', "another place"),
    ],
)
def test_each_fault_is_found(find: str, put: str, fault: str) -> None:
    assert find in FIT
    assert any(fault in found for found in page_faults((FIT % "").replace(find, put, 1)))


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ('<img src="https://example.org/a.png" alt="">', "another place"),
        ('<p style="color: red">Rød</p>', "inline style"),
        ('<p onclick="x()">Tryk</p>', "inline onclick"),
        ("<style>p {}</style>", "stands in the page itself"),
        ("<script>x()</script>", "stands in the page itself"),
        ('<a href="javascript:x()">Tryk</a>', "leads away"),
        ("<textarea></textarea>", "has no label"),
        ("<select></select>", "has no label"),
    ],
)
def test_each_addition_that_must_not_be_there_is_found(added: str, fault: str) -> None:
    assert any(fault in found for found in page_faults(FIT % added))


def test_safe_headers_pass() -> None:
    assert header_faults(SAFE_HEADERS) == []


@pytest.mark.parametrize("name", SAFE_HEADERS)
def test_each_missing_header_is_found(name: str) -> None:
    fewer = {key: value for key, value in SAFE_HEADERS.items() if key != name}
    assert header_faults(fewer)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Server", "gunicorn/27.0.1"),
        ("Cache-Control", "max-age=60"),
        ("Content-Security-Policy", "default-src 'self'; form-action 'self'"),
        (
            "Content-Security-Policy",
            SAFE_HEADERS["Content-Security-Policy"] + "; script-src 'unsafe-inline'",
        ),
    ],
)
def test_each_unsafe_header_is_found(name: str, value: str) -> None:
    assert header_faults(SAFE_HEADERS | {name: value})


def _app(html: str, headers: dict[str, str]) -> Flask:
    app = Flask("page_checks")
    app.test_client_class = CheckedClient
    app.add_url_rule("/", "page", lambda: Response(html, headers=headers))
    app.add_url_rule("/away", "away", lambda: redirect("/"))
    return app


def test_the_client_passes_fit_pages_with_safe_headers() -> None:
    assert _app(FIT % "", SAFE_HEADERS).test_client().get("/").status_code == 200


@pytest.mark.parametrize(("html", "headers"), [(FIT % "<h1>To</h1>", SAFE_HEADERS), (FIT % "", {})])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_client_fails_unfit_pages(html: str, headers: dict[str, str], method: str) -> None:
    app = _app(html, headers)
    app.add_url_rule("/", "post", lambda: Response(html, headers=headers), methods=["POST"])
    with pytest.raises(AssertionError):
        getattr(app.test_client(), method)("/")


def test_the_client_checks_pages_on_the_way_too() -> None:
    client = _app(FIT % "", SAFE_HEADERS).test_client()
    with pytest.raises(AssertionError, match="GET /away"):
        client.get("/away", follow_redirects=True)
