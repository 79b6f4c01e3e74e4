"""What somebody wrote for longer than a session lasts waits for her alone, on any computer."""

from datetime import timedelta

import pytest

from portal.services.casework.declare_impartiality import declare_impartiality
from tests.caseworker.unit import (
    element,
    words,
)
from tests.caseworker.writing import (
    LONG,
    drafts_of,
    fill_with_drafts,
    follow,
    messages_of,
    open_form,
    sign_in,
    submit,
    token_of,
)
from tests.support.portal import PASSPHRASE, FiledReport, Portal
from tests.support.staff import StaffBrowser

HALF_AN_HOUR = timedelta(minutes=31)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up()


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def too_late(staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser) -> StaffBrowser:
    """The head of unit, who has just sent a message half an hour too late."""
    birgitte.get("/staff/cases")
    staff_portal.clock.advance(HALF_AN_HOUR)
    _send_late(birgitte, report)
    return birgitte


def _send_late(browser: StaffBrowser, report: FiledReport, **more: object) -> None:
    fields = {"message": LONG, "asks": "y", "submission": "en", **more}
    response = browser.post(f"/staff/cases/{report.number}/message", **fields)
    assert response.headers["Location"] == "/staff/login"


def test_what_was_sent_too_late_waits_on_any_computer_and_is_sent_once(
    staff_portal: Portal, report: FiledReport, too_late: StaffBrowser
) -> None:
    page = words(too_late.client.get("/staff/login").text)
    assert "Du er blevet logget ud" in page
    assert "Det er gemt som kladde" in page
    elsewhere = staff_portal.browser()
    first = sign_in(staff_portal, elsewhere, "birgitte")
    assert "Du har 1 kladde, som ikke er sendt. Se dine kladder" in words(first)
    assert element(first, id="drafts").text == "Kladder (1)"
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    listed = elsewhere.get("/staff/drafts").text
    assert f"Sag {report.number}: besked til indberetteren" in words(listed)
    assert "Kære indberetter Åen løber &lt;b&gt;langt" in words(listed)
    page = follow(elsewhere, f"/staff/drafts/{draft.id}")
    form = open_form(page)
    assert (form["message"], form["asks"], form["submission"]) == (LONG, "y", "en")
    assert messages_of(staff_portal, report) == []
    submit(elsewhere, form)
    assert messages_of(staff_portal, report) == [LONG]
    assert drafts_of(staff_portal, staff_portal.birgitte) == []
    assert "Kladder" not in words(elsewhere.get("/staff/cases").text)
    # The second click of a double click finds it sent.
    submit(elsewhere, form)
    assert messages_of(staff_portal, report) == [LONG]


def test_a_colleague_who_signs_in_on_the_same_browser_sees_nothing_of_it(
    staff_portal: Portal, too_late: StaffBrowser, report: FiledReport
) -> None:
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    declare_impartiality(
        staff_portal.workplace, staff_portal.anders, report.number, impartial=True, reason=""
    )
    seen = sign_in(staff_portal, too_late.client, "anders")
    assert too_late.client.get(f"/staff/drafts/{draft.id}").status_code == 404
    token = token_of(seen)
    address = f"/staff/drafts/{draft.id}/discard"
    assert too_late.client.post(address, data={"csrf_token": token}).status_code == 303
    for page in ("/staff/drafts", "/staff/cases", f"/staff/cases/{report.number}"):
        seen += too_late.client.get(page).text
    seen += too_late.client.get(f"/staff/cases/{report.number}?draft={draft.id}").text
    assert "Åen løber" not in seen
    assert draft.id not in seen.replace(f"draft={draft.id}", "")
    assert drafts_of(staff_portal, staff_portal.birgitte) == [draft]


def test_a_second_click_on_the_same_button_keeps_it_once(
    staff_portal: Portal, report: FiledReport, too_late: StaffBrowser
) -> None:
    _send_late(too_late, report)
    assert len(drafts_of(staff_portal, staff_portal.birgitte)) == 1


def test_what_stood_in_another_window_is_kept_too_even_much_later(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.get("/staff/cases")
    for turn in range(3):
        staff_portal.clock.advance(HALF_AN_HOUR)
        # She looks at another window, finds herself signed out, and turns to the telephone.
        assert birgitte.client.get("/staff/cases").status_code == 303
        assert birgitte.client.get("/staff/login").status_code == 200
        _send_late(birgitte, report, submission=str(turn))
    assert len(drafts_of(staff_portal, staff_portal.birgitte)) == 3


def test_after_the_sign_in_the_old_window_gives_back_what_was_typed(
    staff_portal: Portal, report: FiledReport, too_late: StaffBrowser
) -> None:
    sign_in(staff_portal, too_late.client, "birgitte")
    page = too_late.act(report.number, "message", 422, message=LONG, submission="to")
    assert "Siden har været åben for længe" in page
    assert "Åen løber" in page


def test_a_form_that_no_page_of_hers_made_is_not_kept(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.get("/staff/cases")
    staff_portal.clock.advance(HALF_AN_HOUR)
    _send_late(birgitte, report, token="0" * 64)
    assert drafts_of(staff_portal, staff_portal.birgitte) == []
    assert "kunne ikke gemmes som kladde" in birgitte.client.get("/staff/login").text


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("identity", {"reason": "Hvem er hun?", "passphrase": PASSPHRASE}),
        ("access", {"account": "0" * 32, "passphrase": PASSPHRASE}),
        ("message", {"message": "  ", "asks": "y"}),
    ],
)
def test_of_a_form_without_writing_in_it_nothing_is_kept(
    staff_portal: Portal,
    report: FiledReport,
    birgitte: StaffBrowser,
    place: str,
    fields: dict[str, str],
) -> None:
    birgitte.get("/staff/cases")
    staff_portal.clock.advance(HALF_AN_HOUR)
    birgitte.post(f"/staff/cases/{report.number}/{place}", **fields)
    assert drafts_of(staff_portal, staff_portal.birgitte) == []
    assert "som kladde" not in birgitte.client.get("/staff/login").text


def test_what_cannot_be_kept_is_said_before_it_is_lost(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.get("/staff/cases")
    fill_with_drafts(staff_portal, report)
    staff_portal.clock.advance(HALF_AN_HOUR)
    _send_late(birgitte, report)
    page = words(birgitte.client.get("/staff/login").text)
    assert "Gå tilbage i browseren, og kopiér teksten" in page
