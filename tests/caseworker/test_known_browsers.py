"""A member's own browser is known once she has signed in with it; she can have it forgotten."""

import re
from contextlib import ExitStack
from datetime import timedelta

import pytest

from crypto.one_time_code import code_at
from portal.domain.throttling import FREE_FAILURES, MOST_STRANGERS_WAITING
from portal.services.accounts.attempts import count_attempt, throttle_of
from portal.services.accounts.strangers_queue import place_in_queue
from tests.caseworker.unit import element
from tests.support.page_checks import CheckedClient
from tests.support.portal import OTP_SECRET, PASSPHRASE, Portal

COOKIE = "portal_browser"


def send(client: CheckedClient, address: str, **fields: str) -> tuple[int, str]:
    """A form of a page, with the page's own token."""
    page = "/staff/account" if address.startswith(("/staff/account", "/staff/logout")) else address
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found
    response = client.post(address, data={"csrf_token": found[1], **fields})
    return response.status_code, response.text


def give_passphrase(client: CheckedClient, email: str) -> tuple[int, str]:
    return send(client, "/staff/login", email=email, passphrase=PASSPHRASE)


def sign_in(portal: Portal, client: CheckedClient, email: str) -> None:
    assert give_passphrase(client, email)[0] == 303
    code = code_at(OTP_SECRET, portal.clock.now())
    assert send(client, "/staff/login/otp", otp=code)[0] == 303


def lock_out(portal: Portal, email: str) -> None:
    for _ in range(FREE_FAILURES + 1):
        count_attempt(portal.workplace, throttle_of(portal.workplace, email))


@pytest.mark.parametrize("who", ["anders", "karen"])
def test_who_signed_in_with_a_browser_gets_in_while_a_stranger_tries_her_address(
    staff_portal: Portal, who: str
) -> None:
    staff_portal.contact("Karen")
    email = f"{who}@kommune.example"
    hers = staff_portal.browser()
    sign_in(staff_portal, hers, email)
    assert send(hers, "/staff/logout")[0] == 303
    lock_out(staff_portal, email)
    assert give_passphrase(staff_portal.browser(), email)[0] == 422
    staff_portal.clock.advance(timedelta(seconds=30))
    sign_in(staff_portal, hers, email)


def test_the_passphrase_alone_makes_no_browser_known(staff_portal: Portal) -> None:
    client = staff_portal.browser()
    give_passphrase(client, "anders@kommune.example")
    assert client.get_cookie(COOKIE) is None


def test_the_cookie_alone_signs_nobody_in_and_is_of_no_use_to_scripts(staff_portal: Portal) -> None:
    client = staff_portal.browser()
    sign_in(staff_portal, client, "anders@kommune.example")
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert cookie.max_age == 90 * 24 * 3600
    thief = staff_portal.browser()
    thief.set_cookie(COOKIE, cookie.value)
    assert thief.get("/staff/cases").status_code == 303


def test_she_sees_how_many_are_known_and_can_have_them_forgotten(staff_portal: Portal) -> None:
    client = staff_portal.browser()
    sign_in(staff_portal, client, "anders@kommune.example")
    assert "Du har 1 kendt browser." in client.get("/staff/account").text
    assert send(client, "/staff/account/browsers")[0] == 303
    assert "Du har ingen kendte browsere." in client.get("/staff/account").text
    assert client.get_cookie(COOKIE) is None


def test_a_form_without_its_token_forgets_nothing(staff_portal: Portal) -> None:
    client = staff_portal.browser()
    sign_in(staff_portal, client, "anders@kommune.example")
    assert client.post("/staff/account/browsers").status_code == 422
    assert "Du har 1 kendt browser." in client.get("/staff/account").text


def test_when_the_queue_is_full_the_page_says_so_and_keeps_what_was_typed(
    staff_portal: Portal,
) -> None:
    pages = []
    with ExitStack() as full:
        for _ in range(MOST_STRANGERS_WAITING):
            full.enter_context(place_in_queue(b""))
        for email in ("anders@kommune.example", "nobody@kommune.example"):
            client = staff_portal.browser()
            token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/staff/login").text)
            assert token
            typed = {"csrf_token": token[1], "email": email, "passphrase": PASSPHRASE}
            response = client.post("/staff/login", data=typed)
            assert response.status_code == 503
            assert response.headers["Retry-After"] == "30"
            assert element(response.text, id="email").attributes["value"] == email
            pages.append(response.text.replace(email, "").replace(token[1], ""))
    assert "Vent et halvt minut" in pages[0]
    assert pages[0] == pages[1]
