"""Consultative assistance is logged on one page, listed by the year, and filled in on its own."""

from datetime import date, timedelta

import pytest

from portal.domain.access import Desk, Role
from portal.domain.assistance import AssistanceKind, Effect
from portal.domain.case_file import CaseFacts, CaseFile
from portal.domain.case_status import CaseKind, CaseState
from portal.storage.case_store import WorklistQuery
from tests.caseworker.complaints import file_of
from tests.caseworker.unit import element, newcomer, open_forms, words
from tests.caseworker.writing import drafts_of
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

LIST = "/staff/assistance"
NEW = "/staff/assistance/new"
SAID: dict[str, object] = {
    "administration": "SOF",
    "asked_by": "Afsnitsleder i Borgercenter Voksne",
    "subject": "Skal telefonsamtaler noteres?",
    "kind": "advice",
    "asked_on": "2026-02-23",
    "answered_on": "2026-03-03",
    "quarters": "6",
    "competence_raised": "yes",
    "changed_practice": "unknown",
    "answer": "Ja, samme dag.",
    "impartial": "y",
    "submission": "en",
}
OPEN: dict[str, object] = {**SAID, "answered_on": "", "competence_raised": ""}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def _cases(portal: Portal) -> list[CaseFacts]:
    with portal.workplace.open_unit() as unit:
        return list(unit.cases.worklist(portal.birgitte.account.id, WorklistQuery())[0])


def _filed(portal: Portal) -> CaseFile:
    [facts] = _cases(portal)
    return file_of(portal, facts.number)


def _logged(birgitte: StaffBrowser, fields: dict[str, object] = SAID) -> str:
    birgitte.post(NEW, **fields)
    [facts] = _cases(birgitte.portal)
    return facts.number


def test_the_page_is_ready_to_write_in(birgitte: StaffBrowser) -> None:
    page = birgitte.get(NEW)
    [focused] = [e for e in read_page(page).elements if "autofocus" in e.attributes]
    assert focused.attributes["name"] == "administration"
    names = [
        e.attributes["name"]
        for e in read_page(page).elements
        if e.attributes.get("type") != "hidden" and "name" in e.attributes and "id" in e.attributes
    ]
    assert list(dict.fromkeys(names)) == [name for name in SAID if name != "submission"]
    for name in ("asked_on", "answered_on"):
        assert element(page, name=name).attributes["value"] == "2026-03-03"
    assert element(page, name="quarters").attributes["value"] == "1"
    assert "checked" in element(page, value="advice").attributes
    assert "selected" in element(page, value="unknown").attributes


def test_what_is_answered_is_filed_and_closed(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    response = birgitte.post(NEW, **SAID)
    assert response.headers["Location"] == LIST
    file = _filed(staff_portal)
    assert file.facts.state is CaseState.CLOSED
    one = file.assistance
    assert one is not None
    assert (one.kind, one.administration, one.quarters) == (AssistanceKind.ADVICE, "SOF", 6)
    assert (one.asked_on, one.answered_on) == (date(2026, 2, 23), date(2026, 3, 3))
    assert (one.competence_raised, one.changed_practice) == (True, Effect.UNKNOWN)
    page = birgitte.get(LIST)
    assert f'/staff/cases/{file.facts.number}">Se det i sagen' in page


def test_a_double_click_files_one(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    birgitte.post(NEW, **SAID)
    birgitte.post(NEW, **SAID)
    assert len(_cases(staff_portal)) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"administration": ""}, "Vælg en forvaltning."),
        ({"subject": " "}, "Skriv, hvad det handler om."),
        ({"asked_by": ""}, "Skriv, hvem der spørger."),
        ({"answered_on": "2026-02-22"}, "før der blev spurgt"),
        ({"asked_on": "2027-01-01", "answered_on": ""}, "Dagen ligger i fremtiden."),
        ({"quarters": "halvanden"}, "Skriv et helt antal kvarterer"),
        ({"quarters": "401"}, "Skriv et helt antal kvarterer"),
        ({"competence_raised": ""}, "Vælg ja eller nej, når der er svaret."),
        ({"kind": "teaching"}, "Det spørges der ikke om ved undervisning."),
        ({"impartial": "no"}, "Sæt kryds, hvis intet gør dig inhabil."),
    ],
)
def test_what_is_wrong_comes_back_with_everything_that_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, changed: dict[str, object], said: str
) -> None:
    page = birgitte.post(NEW, 422, **{**SAID, **changed}).text
    assert said in element(page, id="error-summary").text
    assert "Ja, samme dag." in page
    assert _cases(staff_portal) == []


def test_teaching_is_logged_without_what_is_not_asked_of_it(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(NEW, **{**SAID, "kind": "teaching", "competence_raised": ""})
    one = _filed(staff_portal).assistance
    assert one is not None
    assert (one.kind, one.competence_raised, one.changed_practice) == (
        AssistanceKind.TEACHING,
        None,
        None,
    )


def test_a_forged_form_or_one_of_an_unlisted_member_files_nothing(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post(NEW, 422, **{**SAID, "administration": "XXX"})
    birgitte.post(NEW, 422, **SAID, token="wrong")
    kaja = newcomer(staff_portal, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    page = StaffBrowser(staff_portal, kaja).post(NEW, 409, **SAID).text
    assert "En kollega skal først tage dig op på enhedens liste." in words(page)
    assert _cases(staff_portal) == []


def test_the_year_is_listed_with_its_totals(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    number = _logged(birgitte)
    birgitte.post(NEW, **{**OPEN, "submission": "to", "asked_on": "2025-12-30"})
    page = birgitte.get(LIST)
    said = words(page)
    for text in (
        "Konsultativ bistand i 2026",
        "Rådgivning 1",
        "1 time 30 minutter",
        "gennemsnit 8",
        "Kompetencen blev løftet 100",
        "Praksis blev ændret Kan ikke siges endnu",
        "Skal telefonsamtaler noteres?",
    ):
        assert text in said, text
    rows = [
        e.attributes["data-case"] for e in read_page(page).all("tr") if "data-case" in e.attributes
    ]
    assert rows == [number]
    assert "Ikke endnu" in words(birgitte.get(f"{LIST}?year=2025"))
    assert "ikke skrevet nogen bistand ned" in words(birgitte.get(f"{LIST}?year=2024"))
    # What is no year of the list leads to the one that runs.
    for year in ("1999", "x", ""):
        assert number in birgitte.get(f"{LIST}?year={year}")


def test_a_case_she_has_not_declared_herself_on_is_counted_aside(staff_portal: Portal) -> None:
    kaja = add_member(staff_portal.workplace, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    number = _logged(StaffBrowser(staff_portal, staff_portal.birgitte))
    browser = StaffBrowser(staff_portal, kaja)
    page = browser.get(LIST)
    assert number in element(page, id="undeclared").text
    assert "Skal telefonsamtaler noteres?" not in page
    basis = words(browser.get(f"/staff/cases/{number}/impartiality"))
    assert "Socialforvaltningen" in basis
    assert "Sted" not in basis
    browser.act(number, "impartiality", impartial="yes")
    assert "Skal telefonsamtaler noteres?" in browser.get(LIST)


def test_its_page_tells_what_was_asked_and_answered(birgitte: StaffBrowser) -> None:
    number = _logged(birgitte, {**SAID, "subject": "<b>Noter</b>"})
    page = birgitte.case(number)
    said = words(page)
    for text in (f"Bistand {number}", "&lt;b&gt;Noter", "Ja, samme dag.", "Ikke", "Afsnitsleder"):
        assert text in said, text
    assert "<b>Noter" not in page
    for text in ("ndberet", "orgeren", "Dialog", "Forhold"):
        assert text not in said, text
    assert "Afsluttede sagen, da den blev skrevet ind" in said


def test_what_is_open_is_filled_in_and_closed(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    number = _logged(birgitte, OPEN)
    page = birgitte.case(number)
    assert "Skriv ind, hvornår og hvad der blev svaret." in words(page)
    assert open_forms(page) == ["form-assistance"]
    birgitte.act(number, "close", 409, reason="Nok")
    fields = {name: value for name, value in SAID.items() if name != "impartial"}
    fields["submission"] = "hers"
    again = birgitte.act(number, "assistance", 422, **{**fields, "competence_raised": ""})
    assert "Bistanden er ikke ændret" in element(again, id="error-summary").text
    birgitte.act(number, "assistance", **{**fields, "submission": "to"})
    page = birgitte.case(number)
    assert "Afslut sagen: alt er på plads." in words(page)
    assert "ndberet" not in words(page)
    birgitte.act(number, "close", reason="Besvaret")
    assert _filed(staff_portal).facts.state is CaseState.CLOSED
    # What it changed is often known later.
    birgitte.act(number, "assistance", **{**fields, "changed_practice": "yes", "submission": "3"})
    one = _filed(staff_portal).assistance
    assert one is not None
    assert one.changed_practice is Effect.YES


def test_nobody_is_written_to_in_it(birgitte: StaffBrowser) -> None:
    number = _logged(birgitte, OPEN)
    for action in ("message", "feedback", "identity", "register", "call", "mediation-offer"):
        birgitte.act(number, action, 404, message="x")
    page = birgitte.case(number)
    assert "Indberetteren" not in page
    birgitte.act(number, "note", note="Ring igen", reader="unit")
    assert "Ring igen" in words(birgitte.case(number))
    birgitte.act(number, "note", 409, note="Hemmeligt", reader="reporter")


def test_of_another_kind_of_case_it_is_no_page(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    birgitte.act(report.number, "assistance", 404, **SAID)


def test_it_stands_on_the_worklist_by_its_kind(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    number = _logged(birgitte, OPEN)
    report = staff_portal.filed()
    page = birgitte.get("/staff/cases?kind=assistance")
    assert number in page
    assert report.number not in page
    said = words(page)
    for text in ("Bistand", "Ingen frist løber", "Forvaltningen venter på råd"):
        assert text in said, text
    assert number not in birgitte.get("/staff/cases?kind=own_motion")
    assert number in birgitte.get("/staff/today")


def test_desks_are_apart(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    number = _logged(birgitte, OPEN)
    rune = StaffBrowser(
        staff_portal,
        add_member(staff_portal.workplace, "Rune", Role.CASEWORKER, Desk.WHISTLEBLOWING),
    )
    for address in (LIST, NEW, f"/staff/cases/{number}"):
        rune.get(address, 404)
    rune.post(NEW, 404, **SAID)
    rune.act(number, "assistance", 404, **SAID)
    page = rune.get("/staff/cases?kind=assistance")
    assert number not in page
    assert "istand" not in words(page)
    assert LIST not in rune.get("/staff/cases")
    assert LIST in birgitte.get("/staff/cases")


def test_what_was_being_written_waits_as_a_draft(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    fields = {name: value for name, value in SAID.items() if name != "impartial"}
    response = birgitte.post(NEW, **fields, draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    assert response.headers["Location"] == f"{NEW}?draft={draft.id}"
    page = birgitte.get(response.headers["Location"])
    assert element(page, name="asked_by").attributes["value"] == SAID["asked_by"]
    assert "Ny bistand" in words(birgitte.get("/staff/drafts"))
    birgitte.post(NEW, **SAID)
    assert drafts_of(staff_portal, staff_portal.birgitte) == []
    empty = {"kind": "advice", "quarters": "1", "draft": "1"}
    again = birgitte.post(NEW, 422, **empty).text
    assert "Der er intet at gemme endnu" in element(again, id="error-summary").text


def test_it_is_erased_when_its_time_has_come(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    number = _logged(birgitte)
    birgitte.act(number, "erase", 409, journal_answered="y")
    staff_portal.clock.set(staff_portal.clock.now() + timedelta(days=732))
    later = StaffBrowser(staff_portal, staff_portal.birgitte)
    later.act(number, "erase", journal_answered="y")
    [facts] = [one for one in _erased(staff_portal) if one.number == number]
    assert facts.kind is CaseKind.ASSISTANCE


def _erased(portal: Portal) -> list[CaseFacts]:
    with portal.workplace.open_unit() as unit:
        return unit.cases.erased()
