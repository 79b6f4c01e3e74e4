"""A form on another site can neither do anything here nor replace the visitor's cookie."""

from io import BytesIO

import pytest

from portal.storage.tables import files, sessions
from tests.support.portal import Portal
from tests.support.staff import StaffBrowser

PUBLIC = (
    "/report/new",
    "/case",
    "/case/dialogue",
    "/case/answer",
    "/case/leave",
    "/report/receipt",
)
ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}


def _rows(portal: Portal, table) -> list:
    with portal.workplace.database.engine.connect() as connection:
        return list(connection.execute(table.select()))


@pytest.mark.parametrize("address", [*PUBLIC, "/staff/login", "/staff/cases/2026-00000/note"])
def test_a_form_from_elsewhere_is_turned_away_without_a_cookie(
    whole_portal: Portal, address: str
) -> None:
    data = {"description": "x", "message": "x", "files": (BytesIO(b"bilag"), "bilag.txt")}
    answer = whole_portal.browser().post(address, data=data, headers=ELSEWHERE)
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (400, [])
    assert _rows(whole_portal, files) == _rows(whole_portal, sessions) == []


def test_not_even_the_right_token_helps_it(whole_portal: Portal) -> None:
    report = whole_portal.taken_up()
    birgitte = StaffBrowser(whole_portal, whole_portal.birgitte)
    note = {"csrf_token": birgitte.token, "note": "Udefra", "reader": "unit"}
    address = f"/staff/cases/{report.number}/note"
    assert birgitte.client.post(address, data=note, headers=ELSEWHERE).status_code == 400
    assert "Udefra" not in birgitte.case(report.number)


@pytest.mark.parametrize("place", ["same-origin", "none"])
def test_a_form_of_ours_is_taken(intake_portal: Portal, place: str) -> None:
    answer = intake_portal.browser().post("/case", headers={"Sec-Fetch-Site": place})
    assert answer.status_code == 422


def test_a_link_from_elsewhere_leads_in(intake_portal: Portal) -> None:
    assert intake_portal.browser().get("/report/new", headers=ELSEWHERE).status_code == 200
