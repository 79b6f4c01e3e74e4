"""The watched browser is itself watched: it lets good pages pass and notices the others."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from tests.support.axe import check_accessible

GOOD = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Godt</title></head>
<body><main><h1>Hej</h1><label for="navn">Navn</label><input id="navn"></main></body></html>"""
PAGES = {
    "/good": GOOD,
    "/unlabelled": GOOD.replace('for="navn"', ""),
    "/pale": GOOD.replace("<h1>", '<h1><font color="#bbbbbb">').replace("</h1>", "</font></h1>"),
}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(own_origins: set[str]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    origin = f"http://127.0.0.1:{server.server_port}"
    own_origins.add(origin)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield origin
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_good_page_is_accessible_under_a_strict_policy(site: str, page: Page) -> None:
    page.goto(f"{site}/good")
    check_accessible(page)


@pytest.mark.parametrize(("place", "rule"), [("/unlabelled", "label"), ("/pale", "color-contrast")])
def test_axe_names_the_rule_that_was_broken(site: str, page: Page, place: str, rule: str) -> None:
    page.goto(site + place)
    with pytest.raises(pytest.fail.Exception, match=f"- {rule} "):
        check_accessible(page)


def test_a_page_without_javascript_runs_none(site: str, page_without_javascript: Page) -> None:
    page_without_javascript.goto(f"{site}/good")
    assert page_without_javascript.title() == "Godt"
    assert page_without_javascript.get_by_label("Navn").is_visible()


def test_each_person_has_cookies_of_their_own(site: str, open_page: Callable[..., Page]) -> None:
    one, other = open_page(), open_page()
    one.context.add_cookies([{"name": "a", "value": "b", "url": site}])
    assert [cookie["name"] for cookie in one.context.cookies()] == ["a"]
    assert other.context.cookies() == []


STRANGER = """
import pytest
pytest_plugins = ["tests.support.browser"]

@pytest.mark.parametrize("java_script_enabled", [True, False])
@pytest.mark.parametrize("policy", ["", "default-src 'none'"])
def test_a_page_that_asks_others(open_page, java_script_enabled, policy):
    page = open_page(java_script_enabled=java_script_enabled)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    page.set_content(meta + '<img src="http://127.0.0.2:9/x.png" alt="">')
    page.wait_for_timeout(200)
"""


def test_a_request_to_a_stranger_fails_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(STRANGER)
    result = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, errors=4)
