"""No address of the unit's side answers before it is known who asks and what they may."""

import re

import pytest
from flask import Flask

from portal.domain.access import PERMISSIONS, Desk, Permission, Role
from portal.services.accounts.disable_account import disable_account
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

SAMPLES = {
    "number": "2026-AAAAA",
    "dossier": "D2026-AAAAA",
    "ordinal": "1",
    "file_id": "0" * 32,
    "token": "x",
    "code": "manager",
    "kind": "want",
    "draft_id": "0" * 32,
    "preview": "x",
    "account_id": "0" * 32,
    "first": "2025-01-01",
    "last": "2025-12-31",
    "figure": "themes.finance",
    "name": "da.pdf",
}
OPEN_TO_ALL = {"caseworker.login", "caseworker.login_code", "caseworker.activate"}


def _addresses(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, address) of every page of the unit's side."""
    return [
        (rule.endpoint, method, re.sub(r"<(?:\w+:)?(\w+)>", lambda m: SAMPLES[m[1]], rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/staff")
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    ]


def test_every_page_names_its_permission_or_says_that_all_may_see_it(staff_portal: Portal) -> None:
    views = staff_portal.app.view_functions
    pages = {endpoint for endpoint, _, _ in _addresses(staff_portal.app)}
    assert len(pages) > 25
    marked = {
        page for page in pages if isinstance(getattr(views[page], "permission", 0), Permission)
    }
    open_to_all = {page for page in pages if getattr(views[page], "open_to_all", False)}
    assert open_to_all == OPEN_TO_ALL
    assert marked | open_to_all == pages
    assert not marked & open_to_all


def test_without_a_session_every_page_leads_to_the_sign_in(staff_portal: Portal) -> None:
    for endpoint, method, address in _addresses(staff_portal.app):
        if endpoint in OPEN_TO_ALL:
            continue
        response = staff_portal.browser().open(address, method=method)
        assert (response.status_code, response.headers["Location"]) == (303, "/staff/login"), (
            address
        )


@pytest.mark.parametrize(
    "address",
    ["/staff/nothing", "/staff/cases/2026-AAAAA/nothing", "/administration/nothing", "/staff/"],
)
def test_an_address_that_does_not_exist_is_told_to_nobody_outside(
    staff_portal: Portal, address: str
) -> None:
    response = staff_portal.browser().get(address)
    assert (response.status_code, response.headers["Location"]) == (303, "/staff/login")
    page = StaffBrowser(staff_portal, staff_portal.birgitte).get(address, 404)
    assert "eller du har ikke nøgle til den" in page


def test_a_page_that_names_no_permission_is_refused_to_everyone(staff_portal: Portal) -> None:
    staff_portal.app.add_url_rule("/staff/forgotten", "forgotten", lambda: "open by mistake")
    StaffBrowser(staff_portal, staff_portal.birgitte).get("/staff/forgotten", 404)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_see_a_page_is_told_that_it_does_not_exist(
    staff_portal: Portal, role: Role
) -> None:
    desk = Desk.BOTH if role in (Role.CASEWORKER, Role.LEAD) else None
    someone = StaffBrowser(staff_portal, add_member(staff_portal.workplace, "Nogen", role, desk))
    views = staff_portal.app.view_functions
    for endpoint, method, address in _addresses(staff_portal.app):
        needed = getattr(views[endpoint], "permission", None)
        if needed is None or needed in PERMISSIONS[role]:
            continue
        data = {"csrf_token": someone.token}
        response = someone.client.open(address, method=method, data=data)
        assert response.status_code == 404, (role, method, address)


def test_the_administrator_sees_accounts_and_no_trace_of_a_case(staff_portal: Portal) -> None:
    report = staff_portal.taken_up("Der mangler penge i kassen.")
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    browser = StaffBrowser(staff_portal, torben)
    assert browser.client.get("/staff").headers["Location"] == "/staff/accounts"
    for address in ("/staff/cases", f"/staff/cases/{report.number}", "/staff/guidance"):
        browser.get(address, 404)
    seen = (
        browser.get("/staff/accounts") + browser.get("/staff/log") + browser.get("/staff/account")
    )
    assert report.number not in seen
    assert "/staff/cases" not in seen


def test_an_auditor_begins_at_the_log_and_a_caseworker_at_the_cases(staff_portal: Portal) -> None:
    rikke = add_member(staff_portal.workplace, "Rikke", Role.AUDITOR, None)
    first = StaffBrowser(staff_portal, rikke).client.get("/staff").headers["Location"]
    assert first == "/staff/log"
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    assert anders.client.get("/staff").headers["Location"] == "/staff/cases"


def test_a_disabled_account_is_out_at_once(staff_portal: Portal) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.get("/staff/cases")
    disable_account(staff_portal.workplace, None, staff_portal.anders.account.email)
    assert anders.client.get("/staff/cases").headers["Location"] == "/staff/login"


def test_a_case_that_is_not_hers_answers_as_one_that_does_not_exist(staff_portal: Portal) -> None:
    hidden = staff_portal.taken_up(not_to=frozenset({staff_portal.chaima.id}))
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    places = ["", "/impartiality", f"/files/{'0' * 32}"]
    answers = {
        chaima.get(f"/staff/cases/{number}{place}", 404)
        for number in (hidden.number, "2026-AAAAA", "nonsense")
        for place in places
    }
    pages = {re.sub(r"(csrf_token\" value=\"|/staff/cases/)[^\"]*", "", page) for page in answers}
    assert len(pages) == 1


def test_no_form_is_taken_without_the_session_s_token(staff_portal: Portal) -> None:
    report = staff_portal.taken_up()
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    page = birgitte.act(
        report.number, "note", 422, note="Skal ikke gemmes", reader="unit", token=""
    )
    assert "Siden har været åben for længe" in page
    assert "Skal ikke gemmes" in page
    assert "Skal ikke gemmes" not in birgitte.case(report.number)
    birgitte.post("/staff/logout", 422, token="wrong")
    birgitte.get("/staff/cases")
