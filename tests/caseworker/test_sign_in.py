"""Signing in takes a passphrase and a one-time code; nobody learns who has an account."""

import re
from datetime import timedelta

import pytest

from crypto.one_time_code import code_at
from portal.domain.access import Role
from portal.services.statistics.statistics_key import open_statistics_key
from tests.caseworker.unit import element, newcomer
from tests.support.page_checks import CheckedClient
from tests.support.portal import OTP_SECRET, PASSPHRASE, Portal, add_member
from tests.support.staff import StaffBrowser

EMAIL = "anders@kommune.example"


def _token(client: CheckedClient, address: str = "/staff/login") -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def _give_passphrase(client: CheckedClient, email: str, passphrase: str) -> tuple[int, str]:
    data = {"csrf_token": _token(client), "email": email, "passphrase": passphrase}
    response = client.post("/staff/login", data=data)
    return response.status_code, response.text


def _give_code(client: CheckedClient, code: str) -> tuple[int, str]:
    data = {"csrf_token": _token(client, "/staff/login/otp"), "otp": code}
    response = client.post("/staff/login/otp", data=data)
    return response.status_code, response.headers.get("Location", response.text)


def _code(portal: Portal) -> str:
    return code_at(OTP_SECRET, portal.clock.now())


def _cookie(client: CheckedClient) -> str:
    cookie = client.get_cookie("portal_staff")
    assert cookie is not None
    return cookie.value


def test_the_way_in_is_a_passphrase_then_a_code_then_the_cases(staff_portal: Portal) -> None:
    client = staff_portal.browser()
    assert _give_passphrase(client, "  Anders@Kommune.example ", PASSPHRASE)[0] == 303
    assert client.get("/staff/cases").status_code == 303
    assert _give_code(client, _code(staff_portal)) == (303, "/staff/cases")
    assert "Anders Prøve" in client.get("/staff/cases").text


def test_who_waits_to_be_taken_up_finds_the_words_of_her_own_keys(staff_portal: Portal) -> None:
    dorthe = newcomer(staff_portal).account
    client = staff_portal.browser()
    _give_passphrase(client, dorthe.email, PASSPHRASE)
    _give_code(client, _code(staff_portal))
    hers = element(client.get("/staff/account").text, id="own-words").text
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    assert element(birgitte.get("/staff/members"), id=f"words-{dorthe.id.hex()}").text == hers


def test_whoever_signs_in_hands_on_the_statistics_key(staff_portal: Portal) -> None:
    workplace = staff_portal.workplace
    rikke = add_member(workplace, "Rikke", Role.AUDITOR, None)
    client = staff_portal.browser()
    _give_passphrase(client, EMAIL, PASSPHRASE)
    _give_code(client, _code(staff_portal))
    with workplace.open_unit() as unit:
        seeds = [
            open_statistics_key(staff_portal.workplace, unit, one).seed
            for one in (rikke, staff_portal.birgitte)
        ]
    assert seeds[0] == seeds[1]


def test_each_step_of_the_sign_in_gets_a_cookie_of_its_own(staff_portal: Portal) -> None:
    client = staff_portal.browser()
    _token(client)
    cookies = [_cookie(client)]
    _give_passphrase(client, EMAIL, PASSPHRASE)
    cookies.append(_cookie(client))
    _give_code(client, _code(staff_portal))
    cookies.append(_cookie(client))
    assert len(set(cookies)) == 3
    planted = staff_portal.browser()
    planted.set_cookie("portal_staff", cookies[0])
    assert planted.get("/staff/cases").status_code == 303


def test_an_unknown_address_and_a_wrong_passphrase_get_the_same_answer(
    staff_portal: Portal,
) -> None:
    answers = [
        _give_passphrase(staff_portal.browser(), email, "forkert sætning her")
        for email in (EMAIL, "nobody@kommune.example")
    ]
    assert [status for status, _ in answers] == [422, 422]
    pages = [re.sub(r'value="[^"]*"', "", page) for _, page in answers]
    assert pages[0] == pages[1]
    assert "E-mailadressen eller adgangssætningen er forkert." in pages[0]
    assert "forkert sætning her" not in answers[0][1]


def test_a_wrong_code_does_not_open_and_says_what_to_do(staff_portal: Portal) -> None:
    client = staff_portal.browser()
    _give_passphrase(client, EMAIL, PASSPHRASE)
    status, page = _give_code(client, "000000")
    assert status == 422
    assert "Vent på den næste" in page
    assert client.get("/staff/cases").status_code == 303


def test_a_code_opens_once(staff_portal: Portal) -> None:
    for status in (303, 422):
        client = staff_portal.browser()
        _give_passphrase(client, EMAIL, PASSPHRASE)
        assert _give_code(client, _code(staff_portal))[0] == status


def test_after_many_failures_the_page_says_how_long_to_wait_known_or_not(
    staff_portal: Portal,
) -> None:
    for email in (EMAIL, "nobody@kommune.example"):
        client = staff_portal.browser()
        for _ in range(5):
            _give_passphrase(client, email, "forkert sætning her")
        status, page = _give_passphrase(client, email, PASSPHRASE)
        assert status == 422
        assert re.search(r"Prøv igen om 1[56] sekunder\.", page)
    staff_portal.clock.advance(timedelta(seconds=17))
    assert _give_passphrase(staff_portal.browser(), EMAIL, PASSPHRASE)[0] == 303


def test_the_code_page_is_nothing_without_a_passphrase(staff_portal: Portal) -> None:
    response = staff_portal.browser().get("/staff/login/otp")
    assert (response.status_code, response.headers["Location"]) == (303, "/staff/login")


@pytest.mark.parametrize("step", [timedelta(minutes=31), timedelta(hours=11)])
def test_a_session_that_ran_out_says_so_on_the_sign_in_page_once(
    staff_portal: Portal, step: timedelta
) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.get("/staff/cases")
    staff_portal.clock.advance(step)
    response = anders.client.get("/staff/cases")
    assert (response.status_code, response.headers["Location"]) == (303, "/staff/login")
    assert "Du er blevet logget ud" in anders.get("/staff/login")
    assert "Du er blevet logget ud" not in anders.get("/staff/login")


def test_work_keeps_the_session_alive_until_it_has_lasted_ten_hours(staff_portal: Portal) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    for _ in range(29):
        staff_portal.clock.advance(timedelta(minutes=20))
        anders.get("/staff/account")
    staff_portal.clock.advance(timedelta(minutes=25))
    assert anders.client.get("/staff/account").status_code == 303


def test_signing_out_ends_the_session_and_clears_the_browser(staff_portal: Portal) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    secret = _cookie(anders.client)
    response = anders.post("/staff/logout")
    assert response.headers["Location"].startswith("/staff/login")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert anders.client.get_cookie("portal_staff") is None
    assert "Du er logget ud." in anders.client.get(response.headers["Location"]).text
    anders.client.set_cookie("portal_staff", secret)
    assert anders.client.get("/staff/cases").status_code == 303


def test_who_is_signed_in_is_not_asked_again(staff_portal: Portal) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    assert anders.client.get("/staff/login").headers["Location"] == "/staff/cases"


def test_a_form_left_open_in_another_tab_leads_in_as_well(staff_portal: Portal) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    for token in (anders.token, "of before the sign-in"):
        typed = {"csrf_token": token, "email": EMAIL, "passphrase": "noget helt andet"}
        assert anders.client.post("/staff/login", data=typed).headers["Location"] == "/staff/cases"


def test_a_session_keeps_nothing_of_the_browser(staff_portal: Portal) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.client.get("/staff/cases", headers={"User-Agent": "Mærkelig browser"})
    from portal.web.session import STAFF, SealedSession

    kept = SealedSession(staff_portal.workplace, STAFF, anders._session.secret)
    assert set(kept) == {"account", "seed", "own_words"}
