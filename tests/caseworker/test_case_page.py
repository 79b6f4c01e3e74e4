"""One case on one page: everything of it, what is next, and nothing to who may not."""

from datetime import timedelta
from itertools import pairwise

import pytest

from portal.domain.case_file import Identity
from portal.services.casework.give_feedback import give_feedback
from portal.services.reporting.post_message import post_message
from tests.caseworker.unit import (
    FEEDBACK,
    IN_SCOPE,
    REJECTED,
    SENT,
    add_matter,
    element,
    triage,
    view_of,
    words,
)
from tests.support.page_checks import read_page
from tests.support.portal import PASSPHRASE, Portal
from tests.support.staff import StaffBrowser

TYPED = "<script>alert('x')</script>"


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def _steps(page: str) -> list[str]:
    section = page.split('aria-labelledby="steps"', 1)[1].split("</section>", maxsplit=1)[0]
    return [item.text.strip() for item in read_page(section).all("li")]


def test_the_report_stands_with_all_that_was_told(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up(
        "Der mangler penge.\nDet er sket før.",
        administration="SOF",
        place="Centret",
        period="I foråret",
        witnesses="Nattevagten",
        not_to=frozenset({staff_portal.chaima.id}),
    )
    page = birgitte.case(report.number)
    told = element(page, data_kind="report")
    assert told.attributes["data-from"] == "reporter"
    assert "Der mangler penge.\nDet er sket før." in told.text
    said = words(page)
    for part in ("Socialforvaltningen", "Centret", "I foråret", "Nattevagten", "Chaima Prøve"):
        assert part in said


def test_what_people_typed_runs_nowhere(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    report = staff_portal.taken_up(TYPED, place=TYPED, witnesses=TYPED)
    add_matter(birgitte, report, TYPED)
    birgitte.act(report.number, "note", note=TYPED, reader="unit")
    birgitte.act(report.number, "note", 422, note=TYPED, reader="x")
    assert TYPED not in birgitte.case(report.number)
    assert TYPED not in birgitte.case(f"{report.number}/impartiality")


def test_state_whose_move_and_dates_are_there_for_machines(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    page = birgitte.case(report.number)
    assert element(page, id="case-state").attributes["data-state"] == "open"
    assert element(page, id="feedback-due").attributes["datetime"] == "2026-06-03"
    assert "92 dage tilbage" in words(page)


def test_every_link_of_the_page_s_own_menu_leads_to_a_heading(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    page = read_page(birgitte.case(staff_portal.taken_up().number))
    own = [a.attributes["href"][1:] for a in page.all("a") if a.attributes["href"].startswith("#")]
    headings = {h.attributes.get("id") for h in page.all("h2")}
    sections = [target for target in own if target != "main-content"]
    assert len(set(sections)) == 11
    assert set(sections) <= headings


def test_headings_leave_no_gap(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    report = staff_portal.taken_up()
    add_matter(birgitte, report)
    triage(birgitte, report, **IN_SCOPE)
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    birgitte.act(report.number, "feedback", **FEEDBACK)
    birgitte.act(report.number, "note", note="Ring til Hanne", reader="self")
    page = read_page(birgitte.case(report.number))
    levels = [int(h.tag[1]) for h in page.elements if h.tag in {"h1", "h2", "h3", "h4", "h5"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_says_what_is_next_at_each_turn(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()

    def next_steps() -> list[str]:
        return _steps(birgitte.case(report.number))

    assert next_steps() == ["Del indberetningen op i forhold."]
    add_matter(birgitte, report)
    assert next_steps() == ["Vurdér forhold 1."]
    triage(birgitte, report, **IN_SCOPE)
    assert next_steps() == ["Send forhold 1 til undersøgelse, eller skriv dets udfald."]
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    assert "steps" not in birgitte.case(report.number)
    post_message(staff_portal.workplace, report.reporter, "Nyt om kassen.")
    assert next_steps() == ["Læs det, indberetteren har skrevet, og svar."]
    birgitte.act(report.number, "message", message="Hvornår?", asks="y")
    staff_portal.clock.advance(timedelta(days=40))
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    late, unanswered = next_steps()
    assert late == "Ryk for svar om forhold 1: forvaltningens frist er gået."
    assert unanswered.startswith("Indberetteren har ikke svaret inden 17. marts 2026.")
    assert "11 dage forsinket" in words(birgitte.case(report.number))
    birgitte.act(report.number, "matters/1/outcome", outcome="stopped_to_protect")
    assert "Giv den endelige feedback: alle forhold er afgjort." in next_steps()
    birgitte.act(report.number, "feedback", **FEEDBACK)
    assert "Afslut sagen: alt er på plads." in next_steps()


def test_an_overdue_feedback_is_said_until_it_is_given(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    staff_portal.clock.advance(timedelta(days=95))
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    page = birgitte.case(report.number)
    assert "3 dage over fristen" in words(page)
    assert "Giv feedback nu: fristen er overskredet. Den kan være foreløbig." in _steps(page)
    birgitte.act(report.number, "feedback", **FEEDBACK)
    page = birgitte.case(report.number)
    assert "3 dage over fristen" not in words(page)
    assert "Blev givet for sent, den 6. juni 2026" in words(page)


def test_the_page_never_shows_who_the_reporter_is_by_itself(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    named = staff_portal.taken_up(identity=Identity("Grethe Hansen", "grethe@mail.example"))
    page = birgitte.case(named.number)
    assert "Grethe" not in page
    unnamed = birgitte.case(staff_portal.taken_up().number)
    assert ("form-identity" in page) == ("form-identity" in unnamed)


def test_the_identity_is_shown_once_for_a_reason_that_stands_in_the_log(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up(identity=Identity("Grethe Hansen", "grethe@mail.example"))
    refused = birgitte.act(report.number, "identity", 422, reason=" ", passphrase=PASSPHRASE)
    assert "Grethe" not in refused
    given = {"reason": "Hun har bedt om et møde.", "passphrase": PASSPHRASE}
    shown = birgitte.act(report.number, "identity", 200, **given)
    assert "Grethe Hansen" in shown
    assert "grethe@mail.example" in shown
    page = birgitte.case(report.number)
    assert "Grethe" not in page
    assert "Så indberetterens identitet: Hun har bedt om et møde." in page


def test_the_identity_stays_closed_without_the_right_passphrase_and_the_reason_is_kept(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up(identity=Identity("Grethe Hansen", "grethe@mail.example"))
    fields = {"reason": "Hun har bedt om et møde.", "passphrase": "en hel anden sætning"}
    page = birgitte.act(report.number, "identity", 422, **fields)
    assert "Adgangssætningen er forkert." in element(page, id="error-summary").text
    assert "Hun har bedt om et møde." in element(page, id="identity-reason").text
    assert "en hel anden sætning" not in page
    assert "Grethe" not in page
    waits = birgitte.act(report.number, "identity", 422, **{**fields, "passphrase": ""})
    assert "Skriv din adgangssætning." in element(waits, id="error-summary").text


def test_who_gave_no_name_is_said_to_have_given_none(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    given = {"reason": "Vi skal mødes.", "passphrase": PASSPHRASE}
    shown = birgitte.act(report.number, "identity", 200, **given)
    assert "har valgt ikke at oplyse" in shown


def test_the_log_is_in_words_and_of_the_reporter_it_knows_the_day_alone(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    add_matter(birgitte, report)
    triage(birgitte, report, **REJECTED)
    birgitte.act(report.number, "message", message="Tak.")
    post_message(staff_portal.workplace, report.reporter, "Selv tak.")
    page = birgitte.case(report.number)
    log = " ".join(element(page, aria_label="Sagens log").text.split())
    for line in (
        "3. marts 2026 Indberetteren Indberetningen blev modtaget",
        "03.03.2026 12:00 Birgitte Prøve Erklærede sig ikke inhabil",
        "03.03.2026 12:00 Birgitte Prøve Tog sagen op",
        "03.03.2026 12:00 Birgitte Prøve Læste sagen",
        "Oprettede forhold 1: Økonomi",
        "Afviste forhold 1: Ikke alvorligt nok til ordningen",
        "Skrev til indberetteren",
        "3. marts 2026 Indberetteren Indberetteren skrev",
    ):
        assert line in log
    events = [
        e.attributes["data-event"]
        for e in read_page(page).all("tr")
        if "data-event" in e.attributes
    ]
    assert len(events) == len(view_of(staff_portal, report).log)


def test_a_case_opens_after_the_declaration_and_not_before(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.filed("Der mangler penge i kassen.")
    response = birgitte.client.get(f"/staff/cases/{report.number}")
    assert response.status_code == 303
    assert response.headers["Location"] == f"/staff/cases/{report.number}/impartiality"
    asked = birgitte.act(report.number, "message", 303, message="Hej")
    assert "kassen" not in asked
    assert "Der mangler penge i kassen." not in birgitte.case(f"{report.number}/impartiality")


def test_a_limit_that_feedback_met_is_neither_overdue_nor_a_next_step(
    staff_portal: Portal,
) -> None:
    report = staff_portal.taken_up()
    give_feedback(
        staff_portal.workplace,
        staff_portal.birgitte,
        report.number,
        done="Spurgt forvaltningen",
        why="Svaret mangler",
        interim=True,
    )
    staff_portal.clock.advance(timedelta(days=120))
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    page = words(birgitte.get(f"/staff/cases/{report.number}"))
    assert "Givet den 3. marts 2026" in page
    assert "Giv feedback nu" not in page
    assert "over fristen" not in page
    [row] = read_page(birgitte.get("/staff/cases")).all("tr")[1:]
    assert row.attributes["data-priority"] == "units_move"
