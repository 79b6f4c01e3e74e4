"""The onion address is offered where it helps, and nothing is promised there that TLS promises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from portal.app import create_app
from portal.settings import load_settings
from tests.support.clock import FixedClock
from tests.support.page_checks import CheckedClient
from tests.support.portal import COMPILED, NOON, PEPPER, SERVER_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug.test import TestResponse

    Open = Callable[..., CheckedClient]

# Which database it is makes no difference to a header.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OPEN_NET = "https://whistleblower.kommune.example"
ONION_HOST = f"{'p' * 56}.onion"
ONION = f"http://{ONION_HOST}"


@pytest.fixture
def open_at(database_url: str, tmp_path: Path) -> Iterator[Open]:
    """Open a portal of both sides at an address, with or without an onion address beside it."""
    opened: list[Any] = []

    def open_one(base_url: str, onion_url: str | None = ONION) -> CheckedClient:
        secrets = tmp_path / "secrets"
        secrets.mkdir(exist_ok=True)
        (secrets / "pepper").write_bytes(PEPPER)
        (secrets / "server_key").write_bytes(SERVER_KEY)
        told = {"env": "test", "data_dir": str(tmp_path), "database_url": database_url}
        told["base_url"] = base_url
        if onion_url:
            told["onion_url"] = onion_url
        app = create_app(load_settings(overrides=told), FixedClock(NOON))
        app.jinja_env.bytecode_cache = COMPILED
        app.test_client_class = CheckedClient
        opened.append(app.extensions["portal"])
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        return client

    yield open_one
    for workplace in opened:
        workplace.database.close()


def get(client: CheckedClient, path: str, origin: str = OPEN_NET) -> TestResponse:
    return client.get(path, base_url=origin)


def test_a_public_page_offers_itself_at_the_onion_address(open_at: Open) -> None:
    client = open_at(OPEN_NET)
    for path in ("/", "/report", "/about", "/reports", "/case"):
        answer = client.get(path, base_url=OPEN_NET)
        client.delete_cookie("__Host-portal", domain="whistleblower.kommune.example")
        assert answer.headers["Onion-Location"] == ONION + path


def test_the_language_goes_along_and_nothing_else(open_at: Open) -> None:
    answer = get(open_at(OPEN_NET), "/report?lang=en&was=here")
    assert answer.headers["Onion-Location"] == f"{ONION}/report?lang=en"


def test_what_is_no_public_page_offers_nothing(open_at: Open) -> None:
    client = open_at(OPEN_NET)
    for path in ("/staff/login", "/healthz", "/no-such-page"):
        assert "Onion-Location" not in get(client, path).headers, path


def test_whoever_has_begun_something_here_is_not_called_away(open_at: Open) -> None:
    client = open_at(OPEN_NET)
    get(client, "/case")
    assert "Onion-Location" not in get(client, "/case").headers


def test_a_form_that_comes_back_with_errors_is_not_called_away(open_at: Open) -> None:
    answer = open_at(OPEN_NET).post("/case", data={"receipt_code": "wrong"}, base_url=OPEN_NET)
    assert "Onion-Location" not in answer.headers


def test_nothing_is_offered_over_plain_http(open_at: Open) -> None:
    here = "http://127.0.0.1:8000"
    assert "Onion-Location" not in get(open_at(here), "/", here).headers


def test_nothing_is_offered_without_an_onion_address(open_at: Open) -> None:
    answer = get(open_at(OPEN_NET, None), "/")
    assert "Onion-Location" not in answer.headers
    assert "onion" not in answer.text


def test_the_address_stands_on_the_page_as_text_and_not_as_a_link(open_at: Open) -> None:
    client = open_at(OPEN_NET)
    for path in ("/", "/report"):
        text = get(client, path).text
        assert f">{ONION}<" in text
        assert f'"{ONION}' not in text


@pytest.mark.parametrize("base_url", [OPEN_NET, ONION])
def test_who_came_by_the_onion_address_is_not_sent_there(open_at: Open, base_url: str) -> None:
    answer = get(open_at(base_url), "/", ONION)
    assert "Onion-Location" not in answer.headers
    assert ONION not in answer.text


def test_the_open_net_is_bound_to_tls(open_at: Open) -> None:
    assert get(open_at(OPEN_NET), "/").headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("base_url", [OPEN_NET, ONION])
def test_an_onion_address_is_not_bound_to_tls(open_at: Open, base_url: str) -> None:
    assert "Strict-Transport-Security" not in get(open_at(base_url), "/", ONION).headers


def test_the_onion_addresss_cookie_is_as_strict_as_any(open_at: Open) -> None:
    cookie = get(open_at(ONION), "/case", ONION).headers["Set-Cookie"]
    assert cookie.startswith("__Host-portal=")
    assert "; Secure; HttpOnly; Path=/; SameSite=Lax" in cookie
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie
