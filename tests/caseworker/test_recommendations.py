"""Recommendations on their case's page, in the table over all cases, and as files."""

import csv
import io

import docx
import pytest

from portal.domain.access import Desk, Role
from portal.domain.recommendation import Standing
from portal.services.dossiers.answer_dossier import answer_dossier
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from tests.caseworker.complaints import file_of, taken_up
from tests.caseworker.supervised import BEGIN, RECOMMENDED, STANDS, opened
from tests.caseworker.test_supervisions import read_docx
from tests.caseworker.unit import element, open_forms, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_contact, add_member
from tests.support.staff import StaffBrowser

HOSTILE = '=HYPERLINK("http://ond.example";"Se her")<script>'
COLUMNS = [
    "Tekst",
    "Hvad",
    "Forvaltning",
    "År",
    "Hvor langt er det?",
    "Borgerrådgiverens vurdering",
    "Forvaltningens bemærkning",
]


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def number(birgitte: StaffBrowser) -> str:
    """A supervision in which the social services were called upon to do something."""
    own = opened(birgitte)
    birgitte.act(own, "recommendation", **RECOMMENDED)
    return own


def listed(page: str) -> dict[str, str]:
    return {
        row.attributes["data-recommendation"]: " ".join(row.text.split())
        for row in read_page(page).all("tr")
        if "data-recommendation" in row.attributes
    }


def change(browser: StaffBrowser, number: str, status: int = 303, **changed: object) -> str:
    return browser.act(number, "recommendations/1/change", status, **{**STANDS, **changed})


def test_the_administrations_own_answer_is_proposed_as_its_remark(
    staff_portal: Portal, birgitte: StaffBrowser, number: str
) -> None:
    card = element(birgitte.case(number), data_recommendation="1")
    assert "Bed forvaltningen om en bemærkning til den" in card.text
    marie = add_contact(staff_portal.workplace, "Marie", "SOF", desk=Desk.COMPLAINTS)
    case = (staff_portal.workplace, staff_portal.birgitte, number)
    dossier = send_dossier(*case, 1, Outgoing("SOF", "Hvad siger I til henstillingen?"))
    confirm_secrecy(staff_portal.workplace, marie, dossier.number)
    answer_dossier(
        staff_portal.workplace, marie, dossier.number, result="Vi svarer nu i tide.", planned=""
    )
    page = birgitte.case(number)
    assert "Hentet fra forvaltningens svar." in page
    form = page.split("/recommendations/1/change")[1].split("</form>")[0]
    assert "Vi svarer nu i tide." in form
    assert file_of(staff_portal, number).recommendations[0].remark == ""
    change(birgitte, number, remark="Vi svarer nu i tide.", remark_on="2026-03-03")
    assert "Hentet fra forvaltningens svar." not in birgitte.case(number)


def test_one_stands_on_its_cases_page_and_in_the_table(birgitte: StaffBrowser, number: str) -> None:
    card = element(birgitte.case(number), data_recommendation="1")
    assert "Henstilling 1" in card.text
    [row] = listed(birgitte.get("/staff/recommendations")).values()
    for said in (
        "Svar inden 14 dage",
        "Henstilling",
        "Socialforvaltningen",
        "2026",
        "Kan ikke vurderes",
        number,
    ):
        assert said in row


def test_what_became_of_it_is_written_on_its_cases_page(
    birgitte: StaffBrowser, staff_portal: Portal, number: str
) -> None:
    change(birgitte, number)
    change(
        birgitte,
        number,
        standing="not_carried_out",
        declined_because="For dyrt",
        committee_told_on="2026-03-03",
    )
    [one] = file_of(staff_portal, number).recommendations
    assert one.standing is Standing.NOT_CARRIED_OUT
    [row] = listed(birgitte.get("/staff/recommendations")).values()
    for said in (
        "Ikke gennemført",
        "Til efteråret (3. marts 2026)",
        "Vi er enige (3. marts 2026)",
        "Følges ikke: For dyrt",
        "Udvalget er orienteret den 3. marts 2026.",
    ):
        assert said in row
    page = birgitte.case(number)
    form = next(
        e for e in read_page(page).all("form") if e.attributes["action"].endswith("/change")
    )
    assert "For dyrt" in form.text
    assert "Noterede, hvor langt anbefaling 1 er" in words(page)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " "}, "Skriv teksten."),
        ({"standing": ""}, "Vælg, hvor langt det er."),
        ({"remark_on": ""}, "Skriv, hvilken dag bemærkningen er fra."),
        ({"remark": ""}, "Skriv bemærkningen, eller lad datoen stå tom."),
        ({"remark_on": "2026-03-04"}, "Vælg i dag eller en dag før."),
        ({"remark_on": "2026-03-02"}, "før den dag, det blev givet første gang"),
        ({"standing": "carried_out", "declined_because": "Nej"}, "både være gennemført og afvist"),
        ({"committee_told_on": "2026-03-03"}, "Skriv først, hvorfor forvaltningen ikke vil"),
        ({"year": "2026"}, "Det året står der allerede."),
        ({"year": "2027"}, "Året er ikke begyndt endnu."),
        ({"year": "snart"}, "Skriv årstallet med fire cifre"),
    ],
)
def test_what_does_not_fit_together_comes_back_with_everything_typed(
    birgitte: StaffBrowser, number: str, changed: dict[str, object], said: str
) -> None:
    page = change(birgitte, number, 422, **changed)
    assert said in element(page, id="error-summary").text
    assert open_forms(page) == ["form-recommendation-change-1"]
    assert "Til efteråret" in page
    assert "Kan ikke vurderes" in listed(birgitte.get("/staff/recommendations"))[f"{number}-1"]


def test_it_is_repeated_in_a_later_year(
    birgitte: StaffBrowser, staff_portal: Portal, number: str
) -> None:
    staff_portal.clock.set(staff_portal.clock.now().replace(year=2027))
    again = StaffBrowser(staff_portal, staff_portal.birgitte)
    change(again, number, year=" 2027 ")
    assert "2026, 2027" in listed(again.get("/staff/recommendations"))[f"{number}-1"]


def test_one_that_is_not_there_is_changed_by_nobody(birgitte: StaffBrowser, number: str) -> None:
    birgitte.act(number, "recommendations/2/change", 404, **STANDS)


@pytest.mark.parametrize(
    ("asked", "administrations"),
    [
        ("", {"Socialforvaltningen", "Børne- og Ungdomsforvaltningen"}),
        ("?administration=BUF", {"Børne- og Ungdomsforvaltningen"}),
        ("?standing=planned", {"Socialforvaltningen"}),
        ("?administration=BUF&standing=planned", set()),
        (
            "?administration=%00&standing=magic",
            {"Socialforvaltningen", "Børne- og Ungdomsforvaltningen"},
        ),
    ],
)
def test_the_table_is_asked_by_administration_and_standing(
    birgitte: StaffBrowser,
    staff_portal: Portal,
    number: str,
    asked: str,
    administrations: set[str],
) -> None:
    change(birgitte, number)
    complaint = taken_up(staff_portal).number
    birgitte.act(complaint, "supervision-begin", **BEGIN)
    birgitte.act(complaint, "recommendation", **{**RECOMMENDED, "administration": "BUF"})
    rows = listed(birgitte.get(f"/staff/recommendations{asked}")).values()
    found = {
        name
        for name in ("Socialforvaltningen", "Børne- og Ungdomsforvaltningen")
        if any(name in row for row in rows)
    }
    assert found == administrations
    _headings, told, _file = read_docx(birgitte, f"/staff/recommendations.docx{asked}")
    assert {row[2] for row in told[1:]} == administrations


def test_the_docx_has_the_table_and_neither_numbers_nor_names(
    birgitte: StaffBrowser, number: str
) -> None:
    change(birgitte, number, remark=HOSTILE)
    headings, rows, file = read_docx(birgitte, "/staff/recommendations.docx?standing=planned")
    assert headings == [
        "Borgerrådgiveren: Anbefalinger",
        "Anbefalinger, opfordringer, henstillinger og kritik",
    ]
    assert rows[0] == COLUMNS
    assert rows[1][0] == "Svar inden 14 dage"
    assert HOSTILE in rows[1][6]
    lines = "\n".join(one.text for one in docx.Document(io.BytesIO(file)).paragraphs)
    assert "Kun: Planlagt" in lines
    assert number not in lines + str(rows)
    assert "Birgitte" not in lines + str(rows)


def test_the_csv_runs_nothing_in_a_spreadsheet(birgitte: StaffBrowser, number: str) -> None:
    birgitte.act(number, "recommendation", **{**RECOMMENDED, "text": HOSTILE})
    answer = birgitte.client.get("/staff/recommendations.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "anbefalinger-2026-03-03.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(answer.data.decode("utf-8-sig").splitlines(), delimiter=";"))
    at = rows.index(COLUMNS)
    assert {row[0] for row in rows[at + 1 :]} == {"Svar inden 14 dage", f"'{HOSTILE}"}


def test_hostile_text_runs_on_no_page(birgitte: StaffBrowser, number: str) -> None:
    change(birgitte, number, view=HOSTILE, remark=HOSTILE, declined_because=HOSTILE)
    for page in (birgitte.case(number), birgitte.get("/staff/recommendations")):
        assert "&lt;script&gt;" in page
        assert "<script" not in page


def test_an_empty_table_says_so(birgitte: StaffBrowser) -> None:
    assert "Her er ingen anbefalinger endnu" in words(birgitte.get("/staff/recommendations"))
    assert "Ingen anbefalinger passer" in words(
        birgitte.get("/staff/recommendations?standing=planned")
    )
    _headings, rows, _file = read_docx(birgitte, "/staff/recommendations.docx")
    assert rows == []


def test_it_is_for_who_works_on_complaints_and_tells_nothing_of_reports(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up().number
    kaja = add_member(staff_portal.workplace, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    number = opened(birgitte)
    hers = StaffBrowser(staff_portal, kaja)
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    for place in ("", ".docx", ".csv"):
        anders.get(f"/staff/recommendations{place}", 404)
        assert hers.client.get(f"/staff/recommendations{place}").status_code == 200
    anders.act(number, "recommendations/1/change", 404, **STANDS)
    page = hers.get("/staff/recommendations")
    assert report not in page
    assert "ikke er inhabil, er ikke med: 1." in words(page)
    assert "Anbefalinger" not in anders.get("/staff/cases")
