"""The dates of a case on its page: a line in time, and what can be done with them."""

from datetime import date, timedelta

import pytest

from portal.services.casework.read_case import read_case
from tests.caseworker.unit import (
    FEEDBACK,
    IN_SCOPE,
    SENT,
    add_matter,
    element,
    open_forms,
    triage,
    view_of,
    words,
)
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal, birgitte: StaffBrowser) -> FiledReport:
    """A case with one matter in scope."""
    taken = staff_portal.taken_up()
    add_matter(birgitte, taken)
    triage(birgitte, taken, **IN_SCOPE)
    return taken


def steps_of(page: str) -> list[str]:
    """The line in time, a step a text."""
    return [
        " ".join(one.text.split())
        for one in read_page(page).all("li")
        if "timeline__step" in one.attributes.get("class", "")
    ]


def on_a_later_day(portal: Portal, days: int) -> StaffBrowser:
    portal.clock.advance(timedelta(days=days))
    return StaffBrowser(portal, portal.birgitte)


def test_a_case_is_a_line_in_time_with_today_on_it(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    birgitte.act(report.number, "message", message="Hvornår?", asks="y", due="2026-03-20")
    later = on_a_later_day(staff_portal, 7)
    later.act(report.number, "feedback", interim="y", **FEEDBACK)
    steps = steps_of(later.case(report.number))
    order = [
        "Modtaget og bekræftet 3. marts 2026",
        "Forhold 1 sendt til Socialforvaltningen 3. marts 2026",
        "Foreløbig feedback 10. marts 2026",
        "I dag 10. marts 2026",
        "Indberetteren svarer på spørgsmålet senest 20. marts 2026",
        "Svar fra Socialforvaltningen om forhold 1 senest 1. april 2026",
        "Feedback senest (3 måneder) 3. juni 2026",
    ]
    assert len(steps) == len(order)
    for step, wanted in zip(steps, order, strict=True):
        assert wanted in step


def test_every_date_says_how_it_was_computed_and_by_which_paragraph(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    # 30 November and three months: February has no such day, and its last one is a Saturday.
    staff_portal.clock.set(staff_portal.clock.now().replace(year=2025, month=11, day=30))
    report = staff_portal.taken_up()
    page = words(StaffBrowser(staff_portal, staff_portal.birgitte).case(report.number))
    for said in (
        "Bekræftet samme dag, da kvitteringssiden blev vist. Lovens frist er 7 dage",
        "§ 12, stk. 2, nr. 1",
        "3 måneder efter bekræftelsen af modtagelsen den 30. november 2025",
        "§ 12, stk. 2, nr. 3",
        "så fristen slutter på månedens sidste dag, 28. februar 2026.",
        "Lørdag 28. februar 2026 er ikke en arbejdsdag. Det flytter ikke fristen",
        "Det skal ske senest fredag 27. februar 2026, den sidste arbejdsdag inden.",
        "løbe til den næste arbejdsdag, her mandag 2. marts 2026",
    ):
        assert said in page


def test_the_time_is_extended_with_a_reason_and_both_dates_stand_there(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "extend", reason="Der er 4.000 bilag.")
    page = birgitte.case(report.number)
    assert element(page, id="feedback-due").attributes["datetime"] == "2026-06-03"
    said = words(page)
    assert "Endelig feedback senest (6 måneder)" in said
    assert "3. september 2026" in said
    assert "Der er 4.000 bilag." in said
    assert "Forlængede tiden til feedback til den 3. september 2026: Der er 4.000 bilag." in said
    assert "Forlæng tiden til 6 måneder" not in said


@pytest.mark.parametrize(("action", "field"), [("extend", "reason"), ("set-aside", "reason")])
def test_a_form_without_its_reason_comes_back_open_and_says_so(
    birgitte: StaffBrowser, report: FiledReport, action: str, field: str
) -> None:
    page = birgitte.act(report.number, action, 422, until="2026-03-20", reason=" ")
    assert open_forms(page) == [f"form-{action}"]
    assert "Skriv, hvorfor" in words(page)


def test_too_late_is_said_and_what_was_typed_stands_there(
    staff_portal: Portal, report: FiledReport
) -> None:
    late = on_a_later_day(staff_portal, 92)
    page = late.act(report.number, "extend", 409, reason="Mange bilag.")
    assert "Tiden kan ikke forlænges nu." in words(page)
    assert "Mange bilag." in page
    assert view_of(staff_portal, report).file.facts.extended_due is None


def test_an_administration_gets_more_time(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    told = {"administration": "SOF", "due": "2026-04-15", "reason": "De har ferie."}
    birgitte.act(report.number, "matters/1/postpone", **told)
    said = words(birgitte.case(report.number))
    assert "Fristen den 1. april 2026 blev flyttet den 3. marts 2026: De har ferie." in said
    assert "Gav Socialforvaltningen frist til den 15. april 2026" in said
    again = birgitte.act(report.number, "matters/1/postpone", 422, **told)
    assert "Den nye dag skal ligge efter den, der først blev aftalt" in words(again)
    assert "De har ferie." in again


def test_a_case_is_set_aside_and_taken_up_again(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "set-aside", until="2026-03-20", reason="Vi venter på revisionen.")
    page = birgitte.case(report.number)
    assert "Lagt til side" in words(page)
    assert "Sagen skal frem igen 20. marts 2026" in words(page)
    birgitte.act(report.number, "take-up")
    page = birgitte.case(report.number)
    assert "Lagt til side" not in words(page)
    assert "Tog sagen frem igen" in words(page)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2026-03-03", "Vælg en dag efter i dag."),
        ("2026-06-02", "Vælg en dag inden for 90 dage og ikke efter den dag"),
        ("ingen dag", "Vælg den dag, sagen skal frem igen."),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(
    birgitte: StaffBrowser, report: FiledReport, until: str, said: str
) -> None:
    page = birgitte.act(report.number, "set-aside", 422, until=until, reason="Ferie")
    assert said in words(page)
    assert "Ferie" in page


def test_setting_aside_hides_no_limit(staff_portal: Portal, report: FiledReport) -> None:
    late = on_a_later_day(staff_portal, 80)
    page = late.act(report.number, "set-aside", 422, until="2026-06-04", reason="Ferie")
    assert "ikke efter den dag, feedbacken senest skal gives" in words(page)
    late.act(report.number, "set-aside", until="2026-06-03", reason="Ferie")
    row = read_page(late.get("/staff/cases")).all("tr")[1]
    assert row.attributes["data-priority"] == "soon"


def test_a_case_without_a_key_has_no_dates_to_move(staff_portal: Portal) -> None:
    hidden = staff_portal.filed(not_to=frozenset({staff_portal.chaima.id}))
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    for action in ("extend", "set-aside", "take-up", "matters/1/postpone"):
        fields = {"reason": "x", "until": "2026-03-20", "due": "2026-03-20"}
        chaima.act(hidden.number, action, 404, administration="SOF", **fields)


def test_what_must_i_do_today(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    mine, hers, nobodys = staff_portal.taken_up(), staff_portal.taken_up(), staff_portal.filed()
    birgitte.act(hers.number, "handler", account=staff_portal.anders.id)
    page = words(birgitte.get("/staff/today"))
    assert mine.number in page.split("Sager uden ansvarlig")[0]
    assert nobodys.number in page.split("Sager uden ansvarlig", 1)[1]
    assert hers.number not in page
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    assert hers.number in words(anders.get("/staff/today")).split("Sager uden ansvarlig")[0]
    birgitte.act(mine.number, "set-aside", until="2026-03-20", reason="Ferie")
    assert mine.number not in words(birgitte.get("/staff/today"))
    later = on_a_later_day(staff_portal, 95)
    overdue = words(later.get("/staff/today")).split("Kollegers sager over fristen", 1)[1]
    assert hers.number in overdue
    assert read_case(staff_portal.workplace, staff_portal.birgitte, mine.number)


def test_a_day_with_nothing_to_do_says_so(staff_portal: Portal) -> None:
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    assert "venter på dig i dag" in words(chaima.get("/staff/today"))


def test_the_reason_stands_beside_the_badge(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    report = staff_portal.filed()
    row = read_page(birgitte.get("/staff/cases")).all("tr")[1]
    assert row.attributes["data-case"] == report.number
    assert "Ingen har taget sagen op endnu." in row.text
    assert date.fromisoformat(row.attributes["data-due"]) == date(2026, 6, 3)
