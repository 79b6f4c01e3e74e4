"""A contact person comes to her own side, and neither she nor the unit to the other's."""

import re

import pytest
from flask import Flask

from crypto.one_time_code import code_at
from portal.domain.access import Desk, Permission, Role
from portal.services.mailing.words import FIRST_PAGE
from tests.caseworker.test_access import SAMPLES
from tests.support.page_checks import CheckedClient
from tests.support.portal import OTP_SECRET, PASSPHRASE, Portal, add_member
from tests.support.staff import StaffBrowser

# What everybody has who signs in.
HER_OWN = {Permission.OWN_ACCOUNT}


def addresses(app: Flask, root: str) -> list[tuple[str, str, str]]:
    """(endpoint, method, address) of every page below a root."""
    return [
        (rule.endpoint, method, re.sub(r"<(?:\w+:)?(\w+)>", _sample, rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule == root or rule.rule.startswith(f"{root}/")
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def _sample(found: re.Match[str]) -> str:
    return SAMPLES.get(found[1], "0" * 32)


def permission_of(app: Flask, endpoint: str) -> Permission | None:
    return getattr(app.view_functions[endpoint], "permission", None)


def sign_in(portal: Portal, email: str) -> CheckedClient:
    client = portal.browser()

    def send(address: str, **fields: str) -> None:
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
        assert token
        assert client.post(address, data={"csrf_token": token[1], **fields}).status_code == 303

    send("/staff/login", email=email, passphrase=PASSPHRASE)
    send("/staff/login/otp", otp=code_at(OTP_SECRET, portal.clock.now()))
    return client


def test_a_contact_person_sees_none_of_the_units_pages(staff_portal: Portal) -> None:
    report = staff_portal.taken_up()
    karen = StaffBrowser(staff_portal, staff_portal.contact())
    app = staff_portal.app
    pages = [
        (endpoint, method, address.replace(SAMPLES["number"], report.number))
        for endpoint, method, address in addresses(app, "/staff")
        if permission_of(app, endpoint) not in (None, *HER_OWN)
    ]
    assert len(pages) > 40
    for _endpoint, method, address in pages:
        data = {"csrf_token": karen.token}
        response = karen.client.open(address, method=method, data=data)
        assert response.status_code == 404, (method, address)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CONTACT])
def test_nobody_of_the_unit_sees_the_contact_persons_pages(
    staff_portal: Portal, role: Role
) -> None:
    desk = Desk.BOTH if role in (Role.CASEWORKER, Role.LEAD) else None
    someone = StaffBrowser(staff_portal, add_member(staff_portal.workplace, "Nogen", role, desk))
    pages = addresses(staff_portal.app, "/administration")
    assert pages
    for _endpoint, method, address in pages:
        data = {"csrf_token": someone.token}
        response = someone.client.open(address, method=method, data=data)
        assert response.status_code == 404, (role, method, address)
    assert '"/administration' not in someone.get("/staff/account")


def test_every_page_of_hers_names_a_permission_of_hers(staff_portal: Portal) -> None:
    for endpoint, _method, address in addresses(staff_portal.app, "/administration"):
        permission = permission_of(staff_portal.app, endpoint)
        assert permission in {Permission.DOSSIER_READ, Permission.DOSSIER_WORK}, address


def test_without_a_session_every_page_leads_to_the_sign_in(staff_portal: Portal) -> None:
    for _endpoint, method, address in addresses(staff_portal.app, "/administration"):
        response = staff_portal.browser().open(address, method=method)
        assert (response.status_code, response.headers["Location"]) == (303, "/staff/login")


def test_she_signs_in_as_everybody_does_and_comes_to_her_own_list(staff_portal: Portal) -> None:
    staff_portal.contact()
    client = sign_in(staff_portal, "karen@kommune.example")
    assert client.get("/staff/login").headers["Location"] == "/administration"
    page = client.get("/administration").text
    assert "Modtagne sager" in page
    assert "Karen Prøve" in page
    for other in ("/staff/cases", "/staff/members", "/staff/contacts", "/staff/accounts"):
        assert f'"{other}"' not in page
    assert client.get("/staff/account").status_code == 200


@pytest.mark.parametrize(
    ("who", "page"), [("karen", "/administration"), ("anders", "/staff/cases")]
)
def test_the_link_of_a_mail_leads_everybody_to_her_own_first_page(
    staff_portal: Portal, who: str, page: str
) -> None:
    staff_portal.contact()
    assert staff_portal.browser().get(FIRST_PAGE).headers["Location"] == "/staff/login"
    client = sign_in(staff_portal, f"{who}@kommune.example")
    answer = client.get(FIRST_PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert client.get(page).status_code == 200


def test_signing_in_gives_her_no_statistics_key(staff_portal: Portal) -> None:
    karen = staff_portal.contact()
    sign_in(staff_portal, "karen@kommune.example")
    sign_in(staff_portal, "birgitte@kommune.example")
    with staff_portal.workplace.open_unit() as unit:
        assert karen.account.id not in unit.unit_keys.holders("statistics")
