"""What each answer tells the browser, and what the browser makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from portal.municipality import load_municipality
from tests.intake.visitor import Visitor
from tests.support.page_checks import header_faults, read_page
from tests.support.portal import Portal
from tests.support.site import answering
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = ("/", "/report", "/report/new", "/case", "/complaint", "/about", "/privacy", "/case/left")
TOO_MUCH = b"&" * (2 * 1024 * 1024)
CLOSED = {
    "default-src": "'none'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def policy_at(portal: Portal, address: str) -> dict[str, str]:
    header = portal.browser().get(address).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.fixture
def site(quiet_portal: Portal, own_origins: set[str]) -> Iterator[str]:
    with answering(quiet_portal.app, own_origins) as origin:
        yield origin


def test_a_page_may_load_our_styles_fonts_and_pictures_and_nothing_else(
    quiet_portal: Portal,
) -> None:
    assert policy_at(quiet_portal, "/staff/login") == CLOSED
    away = load_municipality().exit_url.rstrip("/")
    assert policy_at(quiet_portal, "/") == {**CLOSED, "form-action": f"'self' {away}"}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/nowhere.css", 404),
        ("DELETE", "/case", 405),
        ("TRACE", "/", 405),
        ("POST", "/case", 413),
        ("OPTIONS", "/case", 200),
        ("GET", "/case/dialogue", 303),
        ("GET", "/staff/cases", 303),
        ("GET", "/report/", 404),
        ("GET", "/healthz", 200),
        ("GET", "/broken", 500),
    ],
)
def test_whatever_an_answer_says_it_brings_the_headers(
    quiet_portal: Portal,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    address: str,
    status: int,
) -> None:
    app = quiet_portal.app
    # A fault is to become a page, as it does for everybody but a test.
    monkeypatch.setattr(app, "testing", False)
    browser = FlaskClient(app, app.response_class)
    body = TOO_MUCH if status == 413 else b""
    kind = "application/x-www-form-urlencoded"
    answer = browser.open(address, method=method, data=body, content_type=kind)
    assert answer.status_code == status
    assert header_faults(dict(answer.headers)) == []


def test_nothing_is_listed_but_the_front_page(quiet_portal: Portal) -> None:
    browser = quiet_portal.browser()
    assert "X-Robots-Tag" not in browser.get("/").headers
    assert 'name="robots"' not in browser.get("/").text
    for address in (*PAGES[1:], "/staff/login", "/healthz", "/robots.txt"):
        assert browser.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"


def test_robots_are_let_in_to_read_that_they_may_not_list(quiet_portal: Portal) -> None:
    answer = quiet_portal.browser().get("/robots.txt")
    assert (answer.mimetype, answer.text) == ("text/plain", "User-agent: *\nAllow: /\n")


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_title_of_a_public_page_says_what_is_done_there(
    quiet_portal: Portal, language: str
) -> None:
    for address in PAGES:
        page = read_page(quiet_portal.browser().get(f"{address}?lang={language}").text)
        [title] = [one.text for one in page.all("title") if "svg" not in one.inside]
        assert not re.search("whistle|indberet|anmeld|report", title, re.IGNORECASE), address


@pytest.mark.parametrize(
    ("address", "name"), [("/case", "portal"), ("/staff/login", "portal_staff")]
)
def test_a_cookie_is_closed_to_scripts_and_to_forms_from_elsewhere_and_ends_with_the_browser(
    quiet_portal: Portal, address: str, name: str
) -> None:
    [cookie] = quiet_portal.browser().get(address).headers.getlist("Set-Cookie")
    said = re.sub(r"=[\w-]{43}=;", "=…;", cookie)
    # On loopback, over plain HTTP. Over TLS it is Secure and `__Host-` too.
    assert said == f"{name}=…; HttpOnly; Path=/; SameSite=Lax"


def test_no_cookie_comes_before_the_first_page_with_a_form(quiet_portal: Portal) -> None:
    browser = quiet_portal.browser()
    for address in ("/", "/report", "/about", "/privacy", "/reports", "/healthz", "/nowhere"):
        assert browser.get(address).headers.getlist("Set-Cookie") == [], address


def test_the_browser_takes_every_power_away(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    answer = page.goto(f"{site}/report")
    assert answer is not None
    refused = set(re.findall(r"([a-z-]+)=\(\)", answer.headers["permissions-policy"]))
    allowed = set(page.evaluate("document.featurePolicy.allowedFeatures()"))
    known = set(page.evaluate("document.featurePolicy.features()"))
    # A slip in the header would void all of it.
    assert allowed & refused == set()
    assert {"camera", "geolocation", "clipboard-read", "local-network"} <= known & refused


def test_leaving_takes_everything_of_ours_out_of_the_browser(
    site: str, quiet_portal: Portal, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{site}/case")
    page.evaluate("localStorage.setItem('left', 'behind')")
    page.context.add_cookies([{"name": "balancer", "value": "7", "url": site}])
    page.locator("[name=receipt_code]").fill(quiet_portal.filed().code.text)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#case-state")).to_have_count(1)
    page.locator("main form[action*='/case/leave'] button").click()
    expect(page).to_have_url(re.compile("/case/left$"))
    # Loopback counts as trustworthy: the header is obeyed there without TLS as well.
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0


def test_signing_out_leaves_other_cookies_alone(quiet_portal: Portal) -> None:
    """Clearing cookies reaches the whole registered domain: a member would be signed out of
    whatever else the municipality serves there."""
    answer = StaffBrowser(quiet_portal, quiet_portal.anders).post("/staff/logout")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_way_out_without_a_session_clears_nothing(quiet_portal: Portal) -> None:
    visitor = Visitor(quiet_portal).read("/case/leave")
    assert "Clear-Site-Data" not in visitor.answer.headers
