"""The owner of an invitation makes the account her own, once."""

import re
from datetime import timedelta

import pytest

from crypto.one_time_code import code_at
from portal.domain.access import Desk, Role
from portal.services.accounts.invite_account import NewAccount, invite_account
from tests.support.page_checks import CheckedClient, Element, read_page
from tests.support.portal import Portal


@pytest.fixture
def link(staff_portal: Portal) -> str:
    new = NewAccount("ditte@kommune.example", "Ditte Holst", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    return f"/staff/activate/{invite_account(staff_portal.workplace, None, new).token}"


def _by_id(page: str, wanted: str) -> Element:
    return next(e for e in read_page(page).elements if e.attributes.get("id") == wanted)


def _code(portal: Portal, page: str) -> str:
    from base64 import b32decode

    return code_at(b32decode(_by_id(page, "otp-secret").text), portal.clock.now())


def _send(client: CheckedClient, link: str, page: str, **fields: str) -> tuple[int, str]:
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    response = client.post(link, data={"csrf_token": token[1], **fields})
    return response.status_code, response.text


def _whole(passphrase: str, code: str) -> dict[str, str]:
    return {"passphrase": passphrase, "passphrase_again": passphrase, "otp": code}


def test_the_page_proposes_six_words_and_a_key_as_picture_and_text(
    staff_portal: Portal, link: str
) -> None:
    page = staff_portal.browser().get(link).text
    assert len(_by_id(page, "proposed-passphrase").text.split()) == 6
    assert len(_by_id(page, "otp-secret").text) == 32
    assert read_page(page).all("svg")
    assert "Ditte Holst" in page
    assert "kan ingen åbne din konto igen" in page


def test_the_proposed_words_and_a_code_open_the_account(staff_portal: Portal, link: str) -> None:
    client = staff_portal.browser()
    page = client.get(link).text
    words = _by_id(page, "proposed-passphrase").text
    assert _send(client, link, page, **_whole(words, _code(staff_portal, page)))[0] == 303
    sign_in = client.get("/staff/login").text
    assert "Din konto er klar." in sign_in
    staff_portal.clock.advance(timedelta(seconds=60))
    status, _ = _send(
        client, "/staff/login", sign_in, email="ditte@kommune.example", passphrase=words
    )
    assert status == 303


def test_a_mistake_keeps_the_words_and_the_key_that_stands_in_the_app(
    staff_portal: Portal, link: str
) -> None:
    client = staff_portal.browser()
    first = client.get(link).text
    words = _by_id(first, "proposed-passphrase").text
    status, again = _send(client, link, first, **_whole(words, "000000"))
    assert status == 422
    assert "Koden passer ikke." in again
    for kept in ("proposed-passphrase", "otp-secret"):
        assert _by_id(again, kept).text == _by_id(first, kept).text
    assert 'value="' + words not in again


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("kort", "for kort"),
        ("hest hest hest hest hest", "gentager sig selv"),
        ("ditte elsker regnvejr og kaffe", "dit navn"),
        ("velkommen adgangskode 123", "let at gætte"),
    ],
)
def test_a_weak_passphrase_is_refused_with_the_reason(
    staff_portal: Portal, link: str, passphrase: str, words: str
) -> None:
    client = staff_portal.browser()
    page = client.get(link).text
    status, answer = _send(client, link, page, **_whole(passphrase, _code(staff_portal, page)))
    assert status == 422
    assert words in answer


def test_two_passphrases_that_differ_are_refused(staff_portal: Portal, link: str) -> None:
    client = staff_portal.browser()
    page = client.get(link).text
    fields = _whole("en god sætning om vejret", _code(staff_portal, page))
    status, answer = _send(client, link, page, **{**fields, "passphrase_again": "en anden"})
    assert status == 422
    assert "er ikke ens" in answer


def test_a_link_works_once_and_for_seven_days(staff_portal: Portal, link: str) -> None:
    client = staff_portal.browser()
    staff_portal.clock.advance(timedelta(days=7))
    page = client.get(link).text
    staff_portal.clock.advance(timedelta(days=1))
    late = client.get(link)
    assert late.status_code == 410
    assert "Linket virker ikke længere" in late.text
    staff_portal.clock.advance(timedelta(days=-1))
    page = client.get(link).text
    words = _by_id(page, "proposed-passphrase").text
    assert _send(client, link, page, **_whole(words, _code(staff_portal, page)))[0] == 303
    assert client.get(link).status_code == 410
    assert client.get("/staff/activate/nonsense").status_code == 410
