"""Statistics of any period: who sees which, as what edition, as which file, and what stands there
when the figures do not fit together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import html

from portal.caseworker.reconciliation_words import OF_ACCOUNTS, OF_REPORTS
from portal.domain.access import Desk, Role
from portal.domain.account_reconciliation import AccountMisfit
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.reconciliation import Misfit
from portal.domain.statistics import StatisticalFacts
from portal.domain.triage import Ground
from portal.services.statistics.statistics_key import share_statistics_key
from portal.storage.tables import facts
from portal.storage.unit_key_store import STATISTICS
from tests.caseworker.complaints import filed
from tests.caseworker.unit import element, newcomer, words
from tests.domain.counted_complaints import a_complaint
from tests.support.counted import a_case, a_matter
from tests.support.portal import Portal, add_contact, add_member
from tests.support.staff import StaffBrowser

TODAY = date(2026, 3, 3)
PAGES = ("/staff/statistics", "/staff/statistics/file?format=json&language=da")


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def rikke(staff_portal: Portal) -> StaffBrowser:
    """An auditor, with a copy of the statistics key."""
    return _with_key(staff_portal, "Rikke", Role.AUDITOR, None)


@pytest.fixture
def kaja(staff_portal: Portal) -> StaffBrowser:
    """Who works on complaints alone."""
    return _with_key(staff_portal, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)


def _with_key(portal: Portal, name: str, role: Role, desk: Desk | None) -> StaffBrowser:
    member = add_member(portal.workplace, name, role, desk)
    share_statistics_key(portal.workplace, portal.birgitte)
    return StaffBrowser(portal, member)


def table(page: str, code: str) -> dict[str, list[str]]:
    """The cells of a table by what their row is."""
    [found] = html.fromstring(page).xpath(f"//table[@data-table='{code}']")
    rows = [[cell.text_content() for cell in row] for row in found.xpath("./tbody/tr")]
    return {row[0]: row[1:] for row in rows}


def count_from_elsewhere(portal: Portal, *wholes: StatisticalFacts) -> None:
    """Facts of cases that are not there, as if each had been erased."""
    with portal.workplace.open_unit(write=True) as unit:
        public_key = unit.unit_keys.public_key(STATISTICS)
        assert public_key is not None
        unit.facts.add_untied(public_key, wholes)
        unit.commit()


def alter(portal: Portal, number: str) -> None:
    """The history of a case goes backwards."""
    turns = (
        Turn(TODAY, CaseState.RECEIVED, RestsWith.UNIT),
        Turn(TODAY - timedelta(days=1), CaseState.OPEN, RestsWith.UNIT),
    )
    write_facts(portal, number, replace(a_case(TODAY), turns=turns))


def write_facts(portal: Portal, number: str, whole: StatisticalFacts) -> None:
    with portal.workplace.open_unit(write=True) as unit:
        case = unit.cases.by_number(number)
        public_key = unit.unit_keys.public_key(STATISTICS)
        assert case is not None
        assert public_key is not None
        unit.facts.write(public_key, case.id, whole)
        unit.commit()


def test_a_member_sees_the_year_so_far_with_every_cell(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    staff_portal.filed()
    page = birgitte.get("/staff/statistics")
    assert element(page, name="from").attributes["value"] == "2026-01-01"
    assert element(page, name="to").attributes["value"] == "2026-03-03"
    assert table(page, "pending") == {
        "Enheden": ["1"],
        "Forvaltningerne": ["0"],
        "Indberetterne": ["0"],
        "I alt": ["1"],
    }
    assert "Må ikke gives videre" in words(page)
    assert "Den 3. marts 2026 er 1 sag under behandling" in words(page)


def test_each_picture_stands_with_its_table_and_is_named(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    count_from_elsewhere(staff_portal, *[a_case(TODAY, a_matter("law"))] * 12)
    page = html.fromstring(birgitte.get("/staff/statistics"))
    figures = page.xpath("//section[@data-part]/figure")
    assert figures
    for figure in figures:
        broad, narrow = figure.xpath(".//svg")
        assert broad.xpath("string(./title)") == narrow.xpath("string(./title)") != ""
        assert figure.getparent().xpath(".//table")


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("I år", "2026-01-01", "2026-03-03"),
        ("Sidste år", "2025-01-01", "2025-12-31"),
        ("Sidste halvår", "2025-07-01", "2025-12-31"),
        ("Sidste kvartal", "2025-10-01", "2025-12-31"),
        ("Sidste måned", "2026-02-01", "2026-02-28"),
    ],
)
def test_a_period_that_is_asked_for_often_is_one_link_away(
    birgitte: StaffBrowser, name: str, first: str, last: str
) -> None:
    page = html.fromstring(birgitte.get("/staff/statistics"))
    [address] = page.xpath(f"//a[text()='{name}']/@href")
    there = birgitte.get(address)
    assert element(there, name="from").attributes["value"] == first
    assert element(there, name="to").attributes["value"] == last


def test_the_pending_sentence_is_that_of_the_last_day(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    old = a_case(date(2025, 5, 1), a_matter(), closed_on=date(2026, 1, 5))
    count_from_elsewhere(staff_portal, old)
    page = birgitte.get("/staff/statistics?from=2025-01-01&to=2025-12-31")
    sentence = element(page, id="pending-sentence").text
    assert "31. december 2025" in sentence
    assert "1 sag under behandling: 1 beroede på enheden" in sentence


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("", "2026-03-01", "Skriv den dag, perioden begynder."),
        ("i går", "2026-03-01", "Skriv den dag, perioden begynder."),
        ("2026-03-01", "2026-13-01", "Skriv den dag, perioden slutter."),
        ("2026-03-02", "2026-03-01", "Perioden slutter, før den begynder."),
        ("2026-03-04", "2026-04-01", "Perioden er ikke begyndt endnu."),
        ("0001-01-01", "2026-03-01", "Vælg en dag i årene 2000 til 2999."),
        ("2026-01-01", "9999-12-31", "Vælg en dag i årene 2000 til 2999."),
    ],
)
def test_a_period_that_is_none_is_said_kindly_and_this_year_is_shown(
    birgitte: StaffBrowser, first: str, last: str, said: str
) -> None:
    page = birgitte.get(f"/staff/statistics?from={first}&to={last}", 422)
    assert said in element(page, id="error-summary").text
    assert element(page, name="from").attributes["value"] == first
    assert "3. marts 2026" in element(page, id="pending-sentence").text
    file = f"/staff/statistics/file?from={first}&to={last}&format=json&language=da"
    birgitte.get(file, 400)


def test_who_works_on_both_desks_and_the_auditor_choose_between_two(
    birgitte: StaffBrowser, rikke: StaffBrowser
) -> None:
    for browser in (birgitte, rikke):
        page = html.fromstring(browser.get("/staff/statistics"))
        choices = page.xpath("//nav[@aria-label='Vælg statistik']//a")
        assert [one.text for one in choices] == ["Whistleblowerordningen", "Klagerne"]
        titles = [
            html.fromstring(browser.get(one.get("href"))).xpath("string(//h1)") for one in choices
        ]
        assert titles[0].startswith("Whistleblowerordningen")
        assert titles[1].startswith("Klager til Borgerrådgiveren")


def test_each_desk_sees_its_own_and_nothing_of_the_other(
    staff_portal: Portal, kaja: StaffBrowser
) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    for browser, hers, other in ((anders, "annual", "account"), (kaja, "account", "annual")):
        page = browser.get("/staff/statistics")
        assert element(page, name="kind").attributes["value"] == hers
        assert f"kind={other}" not in page
        for address in PAGES:
            mark = "&" if "?" in address else "?"
            browser.get(f"{address}{mark}kind={other}", 404)


@pytest.mark.parametrize("address", PAGES)
def test_who_reads_no_statistics_sees_no_such_page(staff_portal: Portal, address: str) -> None:
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    karen = add_contact(staff_portal.workplace, "Karen", "BUF")
    for nobody in (torben, karen):
        browser = StaffBrowser(staff_portal, nobody)
        browser.get(address, 404)
        assert "/staff/statistics" not in browser.get("/staff/account")


def test_the_menu_leads_the_auditor_and_each_desk_there(
    staff_portal: Portal, rikke: StaffBrowser, kaja: StaffBrowser
) -> None:
    for browser in (rikke, kaja, StaffBrowser(staff_portal, staff_portal.anders)):
        assert 'href="/staff/statistics"' in browser.get("/staff/account")


@pytest.mark.parametrize("asked", ["kind=elsewhere", "edition=secret"])
def test_what_there_is_none_of_is_not_there(birgitte: StaffBrowser, asked: str) -> None:
    birgitte.get(f"/staff/statistics?{asked}", 404)


def test_the_public_edition_leaves_out_what_could_point_at_somebody(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    cases = [a_case(TODAY, a_matter("law"), a_matter("law"))] * 10
    count_from_elsewhere(staff_portal, *cases, a_case(TODAY, a_matter("environment")))
    shown = table(birgitte.get("/staff/statistics"), "themes")
    public = birgitte.get("/staff/statistics?edition=public")
    assert shown["Miljøfare"][0] == "1"
    assert "1" not in table(public, "themes")["Miljøfare"]
    assert "Må ikke gives videre" not in words(public)
    assert "Intet er offentliggjort" in words(public)


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "xlsx", "zip", "json"])
@pytest.mark.parametrize("kind", ["annual", "account"])
def test_what_is_shown_can_be_fetched_in_every_format_and_both_languages(
    rikke: StaffBrowser, staff_portal: Portal, kind: str, form: str
) -> None:
    page = html.fromstring(rikke.get(f"/staff/statistics?kind={kind}&edition=public"))
    links = [link for link in page.xpath("//a/@href") if f"format={form}&" in link]
    assert len(links) == 2
    for link in links:
        answer = rikke.client.get(link)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.data
    [danish, english] = [rikke.client.get(link).data for link in links]
    assert danish != english


def test_the_file_of_the_internal_edition_says_so_in_its_name(birgitte: StaffBrowser) -> None:
    def named(edition: str) -> str:
        file = f"/staff/statistics/file?edition={edition}&format=json&language=da"
        return birgitte.client.get(file).headers["Content-Disposition"]

    assert "-intern-" in named("internal")
    assert "intern" not in named("public")


@pytest.mark.parametrize("asked", ["format=exe&language=da", "format=json&language=de", ""])
def test_a_file_that_there_is_none_of_is_refused(birgitte: StaffBrowser, asked: str) -> None:
    birgitte.get(f"/staff/statistics/file?{asked}", 400)


def test_figures_that_do_not_fit_are_not_shown_and_the_case_is_named_to_who_may_open_it(
    birgitte: StaffBrowser, staff_portal: Portal, rikke: StaffBrowser, kaja: StaffBrowser
) -> None:
    number = staff_portal.filed(not_to=frozenset({staff_portal.chaima.id})).number
    alter(staff_portal, number)
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    for address in PAGES:
        page = birgitte.get(address, 409)
        assert "Historikken går baglæns" in words(page)
        assert f'href="/staff/cases/{number}"' in page
        assert "<table" not in page
        for browser in (chaima, rikke, kaja):
            page = browser.get(address, 409)
            assert number not in page
            assert "1 sag, du ikke kan åbne" in words(page)


def test_a_complaint_is_not_named_to_who_works_on_reports(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    number = filed(staff_portal).number
    alter(staff_portal, number)
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    assert number not in anders.get("/staff/statistics", 409)
    assert number in birgitte.get("/staff/statistics", 409)


def test_an_account_that_does_not_fit_names_the_complaint_to_her_desk_alone(
    birgitte: StaffBrowser, staff_portal: Portal, rikke: StaffBrowser
) -> None:
    number = filed(staff_portal).number
    whole = a_complaint(TODAY)
    assert whole.complaint is not None
    write_facts(
        staff_portal,
        number,
        replace(whole, complaint=replace(whole.complaint, closed_on=date(2026, 3, 2))),
    )
    page = birgitte.get("/staff/statistics?kind=account", 409)
    assert "Klagen er afsluttet en anden dag, end dens historik siger" in words(page)
    assert f'href="/staff/cases/{number}"' in page
    page = rikke.get("/staff/statistics?kind=account", 409)
    assert number not in page
    assert "1 sag, du ikke kan åbne" in words(page)


def test_there_are_words_for_everything_that_may_not_fit() -> None:
    assert set(OF_REPORTS) == set(Misfit)
    assert set(OF_ACCOUNTS) == set(AccountMisfit)


def test_an_erased_case_is_counted_and_not_named(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    nobody = replace(a_case(TODAY), turns=(Turn(TODAY, CaseState.OPEN, RestsWith.UNIT),))
    count_from_elsewhere(staff_portal, nobody)
    page = words(birgitte.get("/staff/statistics", 409))
    assert "Historikken begynder ikke den dag, sagen er modtaget" in page
    assert "1 sag, der er slettet" in page


def test_sums_that_do_not_hold_are_said(birgitte: StaffBrowser, staff_portal: Portal) -> None:
    groundless = replace(a_matter(ground=Ground.NOT_SERIOUS), ground=None)
    count_from_elsewhere(staff_portal, a_case(TODAY, groundless))
    page = words(birgitte.get("/staff/statistics", 409))
    assert "De giver ikke tilsammen antallet af afviste forhold." in page


def test_who_has_no_key_yet_is_told_how_she_gets_it(staff_portal: Portal) -> None:
    dorthe = StaffBrowser(staff_portal, newcomer(staff_portal))
    for address in PAGES:
        page = words(dorthe.get(address, 409))
        assert "Du har ikke nøglen til statistikken endnu" in page
        assert "næste gang en kollega, der har den, logger ind" in page


def test_facts_that_were_altered_are_not_shown(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    staff_portal.filed()
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(facts.update().values(box=b"x" * 300))
    page = words(birgitte.get("/staff/statistics", 409))
    assert "kunne ikke åbnes. Den kan være ændret uden om portalen." in page
