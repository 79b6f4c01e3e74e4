"""The worklist says at a glance what is urgent, and finds a case."""

import re
from datetime import date, timedelta

import pytest

from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.reporting.post_message import post_message
from tests.caseworker.unit import SENT
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def _rows(page: str) -> dict[str, dict[str, str]]:
    """The rows by case number, in their order; `text` is all that stands in one."""
    return {
        row.attributes["data-case"]: {**row.attributes, "text": " ".join(row.text.split())}
        for row in read_page(page).all("tr")
        if "data-case" in row.attributes
    }


def _wait(portal: Portal, days: int) -> None:
    portal.clock.advance(timedelta(days=days))


def _in_scope(birgitte: StaffBrowser, report: FiledReport) -> None:
    fields = {"summary": "Kassen", "theme": "finance", "administration": "SOF"}
    birgitte.act(report.number, "matters", **fields)
    answers = dict.fromkeys(("responsible", "public_interest", "probable", "examinable"), "yes")
    birgitte.act(
        report.number,
        "matters/1/triage",
        relation="worker",
        scope_leg="serious_offence",
        decision="in_scope",
        **answers,
    )


def test_a_row_holds_state_whose_move_and_date_for_machines_and_in_words(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.filed()
    row = _rows(birgitte.get("/staff/cases"))[report.number]
    assert row["data-state"] == "received"
    assert row["data-rests-with"] == "unit"
    assert row["data-due"] == "2026-06-03"
    for words in ("Modtaget", "Hos enheden", "3. juni 2026", "3. marts 2026", "Nyt"):
        assert words in row["text"]


def test_urgency_is_said_in_words(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    report = staff_portal.taken_up()
    birgitte.case(report.number)
    for day, level, words in (
        (date(2026, 5, 19), "units_move", "Enhedens tur"),
        (date(2026, 5, 20), "soon", "14 dage til fristen"),
        (date(2026, 6, 2), "soon", "1 dag til fristen"),
        (date(2026, 6, 3), "soon", "Frist i dag"),
        (date(2026, 6, 4), "overdue", "1 dag over fristen"),
        (date(2026, 6, 9), "overdue", "6 dage over fristen"),
    ):
        _wait(staff_portal, (day - staff_portal.clock.now().date()).days)
        birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
        row = _rows(birgitte.get("/staff/cases"))[report.number]
        assert row["data-priority"] == level
        assert words in row["text"]


def test_something_new_is_marked_until_it_was_read(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()

    def is_new() -> bool:
        row = _rows(birgitte.get("/staff/cases"))[report.number]
        assert ("Nyt" in row["text"]) == ("data-new" in row)
        return "data-new" in row

    assert is_new()
    birgitte.case(report.number)
    assert not is_new()
    post_message(staff_portal.workplace, report.reporter, "En ting til.")
    assert is_new()


def test_awaited_answers_are_told_with_their_day(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    _in_scope(birgitte, report)
    sent = {**SENT, "administration": "OKF", "text": "Undersøg det.", "due": "2026-03-20"}
    birgitte.act(report.number, "matters/1/forward-elsewhere", **sent)
    row = _rows(birgitte.get("/staff/cases"))[report.number]
    assert row["data-rests-with"] == "administration"
    assert "ØKF senest 20. marts 2026" in row["text"]
    assert "overskredet" not in row["text"]
    _wait(staff_portal, 18)
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    assert "overskredet" in _rows(birgitte.get("/staff/cases"))[report.number]["text"]


def test_filters_and_orders_do_what_they_say(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    old = staff_portal.taken_up()
    _in_scope(birgitte, old)
    birgitte.act(old.number, "message", message="Hvor?", asks="y")
    sent = {**SENT, "administration": "OKF", "text": "Undersøg det.", "due": "2026-04-20"}
    birgitte.act(old.number, "matters/1/forward-elsewhere", **sent)
    _wait(staff_portal, 2)
    new = staff_portal.filed()
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)

    def found(query: str) -> list[str]:
        return list(_rows(birgitte.get(f"/staff/cases{query}")))

    assert found("") == [new.number, old.number]
    assert found("?sort=due") == [old.number, new.number]
    assert found("?sort=newest") == [new.number, old.number]
    assert found("?state=received") == [new.number]
    assert found("?state=open&rests_with=administration") == [old.number]
    assert found("?rests_with=reporter") == []
    assert found("?kind=report") == [new.number, old.number]
    assert found("?kind=complaint") == []
    assert found("?state=nonsense&sort=nonsense&page=nonsense&rests_with=") == found("")


def test_what_was_chosen_stands_in_the_form_and_in_the_links(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    page = read_page(birgitte.get("/staff/cases?state=open&q=kasse&lang=en"))
    chosen = [e.attributes["value"] for e in page.all("option") if "selected" in e.attributes]
    assert chosen == ["open", "urgent"]
    typed = {e.attributes["name"]: e.attributes.get("value") for e in page.all("input")}
    assert typed["q"] == "kasse"
    assert typed["lang"] == "en"


@pytest.mark.parametrize("form", ["{}", " {} ", "{lower}", "{bare}"])
def test_a_number_is_found_however_it_is_typed(
    staff_portal: Portal, birgitte: StaffBrowser, form: str
) -> None:
    report = staff_portal.filed()
    staff_portal.filed()
    number = report.number
    typed = form.format(number, lower=number.lower(), bare=number.replace("-", ""))
    page = birgitte.client.get("/staff/cases", query_string={"q": typed, "state": "closed"}).text
    assert list(_rows(page)) == [number]


def test_words_are_looked_for_only_where_she_has_declared_herself_impartial(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    read = staff_portal.taken_up("Der mangler penge i kassen.")
    staff_portal.filed("Der mangler også penge her.")
    page = birgitte.get("/staff/cases?q=PENGE+mangler")
    assert list(_rows(page)) == [read.number]
    assert "ikke er inhabil" in page
    empty = birgitte.get("/staff/cases?q=giraf")
    assert "Ingen sager passer" in empty


def test_an_empty_portal_says_that_it_is(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    assert "Her er ingen sager endnu" in birgitte.get("/staff/cases")


def test_a_member_sees_only_the_cases_she_has_a_key_to(staff_portal: Portal) -> None:
    staff_portal.filed(not_to=frozenset({staff_portal.chaima.id}))
    seen = staff_portal.filed()
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    assert list(_rows(chaima.get("/staff/cases"))) == [seen.number]
    declare_impartiality(
        staff_portal.workplace, staff_portal.chaima, seen.number, impartial=False, reason="Søster"
    )
    assert _rows(chaima.get("/staff/cases")) == {}


def test_fifty_to_a_page_and_the_last_page_for_a_number_beyond_it(
    staff_portal: Portal, birgitte: StaffBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.caseworker import worklist_views

    assert worklist_views.PAGE_SIZE == 50
    monkeypatch.setattr(worklist_views, "PAGE_SIZE", 2)
    numbers = {staff_portal.filed().number for _ in range(5)}
    pages = [list(_rows(birgitte.get(f"/staff/cases?page={page}"))) for page in (1, 2, 3, 99)]
    assert [len(page) for page in pages] == [2, 2, 1, 1]
    assert pages[2] == pages[3]
    assert set(pages[0] + pages[1] + pages[2]) == numbers
    second = birgitte.get("/staff/cases?page=2&sort=newest")
    assert "5 sager, side 2 af 3" in re.sub(r"\s+", " ", second)
    links = [a.attributes["href"] for a in read_page(second).all("a")]
    assert any("page=3" in link and "sort=newest" in link for link in links)
