"""Supervision on its pages: listed by state, opened, carried on, and printed for the committee."""

import io
from zipfile import ZipFile

import docx
import pytest

from portal.domain.access import Desk, Role
from portal.domain.supervision import SupervisionState
from portal.services.casework.read_case import read_case
from tests.caseworker.complaints import file_of, taken_up
from tests.caseworker.supervised import BEGIN, CONCLUSION, LETTER, NEW, RECOMMENDED, opened
from tests.caseworker.unit import element, newcomer, open_forms, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

HOSTILE = '<script>alert(1)</script>=HYPERLINK("http://ond.example")\x0b'
PAGES = (
    "/staff/supervisions",
    "/staff/supervisions/new",
    "/staff/supervisions/list",
    "/staff/supervisions/list.docx",
)


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def kaja(staff_portal: Portal) -> StaffBrowser:
    """Who works on complaints alone."""
    kaja = add_member(staff_portal.workplace, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    return StaffBrowser(staff_portal, kaja)


def closed(browser: StaffBrowser, number: str) -> None:
    browser.act(number, "supervision-conclusion", **CONCLUSION)
    browser.act(number, "supervision-state", state="closed", on="2026-03-03", reason="")


def listed(page: str) -> dict[str, str]:
    """What the list tells of each supervision, by the number of its case."""
    return {
        row.attributes["data-number"]: " ".join(row.text.split())
        for row in read_page(page).all("tr")
        if "data-number" in row.attributes
    }


def read_docx(browser: StaffBrowser, address: str) -> tuple[list[str], list[list[str]], bytes]:
    """The headings of a DOCX, the rows of its tables, and the file."""
    answer = browser.client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    written = docx.Document(io.BytesIO(answer.data))
    headings = [one.text for one in written.paragraphs if one.style.name.startswith("Heading")]
    rows = [[cell.text for cell in row.cells] for table in written.tables for row in table.rows]
    return headings, rows, answer.data


def test_one_on_own_initiative_is_opened_and_has_a_page(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    number = opened(birgitte)
    page = birgitte.case(number)
    assert f"Tilsyn {number}" in words(page)
    for said in (
        "Tilsynet er oprettet, og du er ansvarlig for det.",
        "Ventetid på svar",
        "Socialforvaltningen, Børne- og Ungdomsforvaltningen",
        "Der er ingen konklusion endnu.",
        "Oprettede sagen",
        "Noterede, at tilsynet nu er: I gang",
    ):
        assert said in page
    assert "ndberetter" not in words(page)
    assert open_forms(page) == []
    assert staff_portal.birgitte.account.name in words(page)


def test_a_form_sent_twice_opens_one(birgitte: StaffBrowser) -> None:
    for _ in range(2):
        birgitte.post("/staff/supervisions/new", **NEW, submission="a" * 22)
    assert len(listed(birgitte.get("/staff/supervisions"))) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("subject", "", "Skriv, hvad tilsynet handler om."),
        ("administrations", [], "Vælg mindst én forvaltning."),
        ("administrations", ["XXX"], "Vælg en af mulighederne på listen."),
        ("state", "closed", "Vælg, hvor langt det er."),
        ("on", "2026-03-04", "Vælg i dag eller en dag før."),
        ("impartial", "", "Sæt kryds, hvis intet gør dig inhabil."),
    ],
)
def test_one_that_is_not_good_comes_back_with_everything_typed(
    birgitte: StaffBrowser, field: str, value: object, said: str
) -> None:
    page = birgitte.post("/staff/supervisions/new", 422, **{**NEW, field: value}).text
    summary = element(page, id="error-summary").text
    assert "Tilsynet er ikke oprettet" in summary
    assert said in summary
    if field != "subject":
        assert element(page, name="subject").attributes["value"] == NEW["subject"]
    assert listed(birgitte.get("/staff/supervisions")) == {}


def test_who_waits_to_be_taken_up_on_the_list_opens_none(staff_portal: Portal) -> None:
    dorthe = StaffBrowser(staff_portal, newcomer(staff_portal, desk=Desk.COMPLAINTS))
    page = dorthe.post("/staff/supervisions/new", 409, **NEW).text
    assert "En kollega skal først tage dig op" in element(page, id="error-summary").text


def test_the_list_is_ordered_by_state_and_names_nobody_who_works_on_it(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    number = opened(birgitte)
    complaint = taken_up(staff_portal).number
    birgitte.act(complaint, "supervision-begin", **{**BEGIN, "state": "decided"})
    birgitte.act(number, "supervision-letter", **LETTER)
    page = birgitte.get("/staff/supervisions")
    rows = listed(page)
    assert set(rows) == {number, complaint}
    assert "Af egen drift" in rows[number]
    assert "Socialforvaltningen, senest 17. marts 2026" in rows[number]
    assert "I en klage" in rows[complaint]
    text = words(page)
    assert text.index("Besluttet (1)") < text.index(complaint) < text.index("I gang (1)")
    assert "Birgitte" not in text


def test_a_letter_whose_day_has_passed_is_pointed_out(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    number = opened(birgitte)
    birgitte.act(number, "supervision-letter", **LETTER)
    staff_portal.clock.set(staff_portal.clock.now().replace(day=18))
    # Sessions do not last that long.
    again = StaffBrowser(staff_portal, staff_portal.birgitte)
    assert "overskredet" in listed(again.get("/staff/supervisions"))[number]
    assert "skulle have svaret senest den 17. marts 2026. Ryk for svaret." in words(
        again.case(number)
    )


def test_it_is_carried_on_from_letter_to_conclusion_to_closing(birgitte: StaffBrowser) -> None:
    number = opened(birgitte)
    birgitte.act(number, "supervision-letter", **LETTER)
    birgitte.act(
        number,
        "supervision-letter",
        **{**LETTER, "kind": "remarks", "due": "", "text": "Vi er enige"},
    )
    birgitte.act(number, "supervision-letter", **{**LETTER, "kind": "final_report", "due": ""})
    page = words(birgitte.case(number))
    assert "Ud: Foreløbig rapport til bemærkninger" in page
    assert "Ind: Bemærkninger til den foreløbige rapport" in page
    assert "Skriv konklusionen: den endelige rapport er sendt." in page
    closed(birgitte, number)
    page = words(birgitte.case(number))
    assert "Der ventes for længe." in page
    assert "Afslut sagen: tilsynet er slut." in page
    birgitte.act(number, "close", reason="Slut")
    assert "ndberetter" not in words(birgitte.case(number))


@pytest.mark.parametrize(
    ("action", "fields", "said"),
    [
        ("supervision-state", {"state": "on_hold", "on": "2026-03-03"}, "Skriv begrundelsen"),
        ("supervision-state", {"state": "closed", "on": "2026-03-03"}, "Skriv konklusionen, før"),
        ("supervision-state", {"state": "", "on": "2026-03-03"}, "Vælg den nye tilstand."),
        (
            "supervision-state",
            {"state": "on_hold", "on": "2026-03-02", "reason": "Vi venter"},
            "Dagen må ikke ligge før den dag, da den sidst skiftede.",
        ),
        ("supervision-letter", {**LETTER, "due": ""}, "Skriv den dag, bemærkningerne"),
        ("supervision-letter", {**LETTER, "on": "2026-03-04"}, "Vælg i dag eller en dag før."),
        ("supervision-letter", {**LETTER, "administration": "TMF"}, "Vælg en af de forvaltninger"),
        ("supervision-letter", {**LETTER, "administration": "<b>"}, "Vælg forvaltningen."),
        ("supervision-letter", {**LETTER, "kind": "remarks", "due": ""}, "Svar fra forvaltningen"),
        ("supervision-letter", {**LETTER, "kind": "final_report"}, "Skriv hvorfor."),
        ("supervision-conclusion", {**CONCLUSION, "criticism": ""}, "Vælg, om det er kritik."),
        ("supervision-conclusion", {**CONCLUSION, "conclusion": " "}, "Skriv konklusionen."),
        ("recommendation", {**RECOMMENDED, "given_on": "2026-03-02"}, "da tilsynet begyndte"),
        ("recommendation", {**RECOMMENDED, "kind": "wish"}, "Vælg, om det er en anbefaling"),
    ],
)
def test_what_a_rule_refuses_comes_back_with_words(
    birgitte: StaffBrowser, action: str, fields: dict[str, object], said: str
) -> None:
    number = opened(birgitte)
    page = birgitte.act(number, action, 422, **fields)
    assert said in element(page, id="error-summary").text
    assert open_forms(page) == [f"form-{action}"]


def test_a_letter_that_was_mistyped_is_set_right(birgitte: StaffBrowser) -> None:
    number = opened(birgitte)
    birgitte.act(number, "supervision-letter", **LETTER)
    right = {**LETTER, "instead_of": "1", "text": "Rapport om sagstider"}
    birgitte.act(number, "supervision-letter", **right)
    page = words(birgitte.case(number))
    assert "Udkast til rapport" not in page
    assert "Rapport om sagstider" in page
    assert "Rettede brev 1 i tilsynet" in page
    page = birgitte.act(number, "supervision-letter", 422, **{**right, "instead_of": "7"})
    assert "hvilket det retter" in element(page, id="error-summary").text


def test_what_it_is_about_is_set_right(birgitte: StaffBrowser) -> None:
    number = opened(birgitte)
    birgitte.act(number, "supervision-letter", **LETTER)
    changed = {"subject": "Sagstider", "administrations": ["SOF", "TMF"]}
    birgitte.act(number, "supervision-subject", **changed)
    page = words(birgitte.case(number))
    assert "Socialforvaltningen, Teknik- og Miljøforvaltningen" in page
    assert "Rettede, hvad tilsynet handler om" in page
    page = birgitte.act(number, "supervision-subject", 422, **{**changed, "administrations": "BUF"})
    assert "Lad den stå." in element(page, id="error-summary").text
    assert open_forms(page) == ["form-supervision-subject"]


def test_only_the_states_that_may_follow_are_offered(birgitte: StaffBrowser) -> None:
    number = opened(birgitte)
    page = birgitte.case(number)
    offered = {
        e.attributes["value"]
        for e in read_page(page).all("input")
        if e.attributes.get("id", "").startswith("supervision-state-state-")
    }
    assert offered == {"on_hold", "closed", "not_pursued"}
    birgitte.act(number, "supervision-state", 409, state="decided", on="2026-03-03", reason="")


def test_in_a_complaint_it_stands_in_a_section_of_the_complaint(
    birgitte: StaffBrowser, staff_portal: Portal
) -> None:
    complaint = taken_up(staff_portal).number
    page = birgitte.case(complaint)
    assert "Der føres ikke tilsyn i klagen." in words(page)
    assert element(page, value="SOF", name="administrations").attributes.get("checked") == ""
    birgitte.act(complaint, "supervision-begin", **BEGIN)
    page = words(birgitte.case(complaint))
    assert "Tilsynet er begyndt, og det står i registret." in page
    assert "Tilsynet er ikke slut" in page
    assert file_of(staff_portal, complaint).register is not None
    birgitte.act(complaint, "supervision-begin", 409, **BEGIN)


def test_pages_of_the_adviser_are_for_who_works_there(
    staff_portal: Portal, birgitte: StaffBrowser, kaja: StaffBrowser
) -> None:
    number = opened(birgitte)
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    for address in PAGES:
        anders.get(address, 404)
        assert kaja.client.get(address).status_code == 200
    anders.post("/staff/supervisions/new", 404, **NEW)
    anders.case(number, 404)
    anders.act(number, "supervision-state", 404, state="on_hold", on="2026-03-03", reason="x")
    assert "Tilsyn" not in anders.get("/staff/cases")
    assert 'href="/staff/supervisions"' in kaja.get("/staff/cases")


def test_a_report_has_no_page_of_supervision(birgitte: StaffBrowser, staff_portal: Portal) -> None:
    number = staff_portal.taken_up().number
    for action in ("supervision-begin", "supervision-state", "recommendation"):
        birgitte.act(number, action, 404, **BEGIN)
    own = opened(birgitte)
    for action in ("supervision-begin", "register", "message", "feedback", "identity"):
        birgitte.act(own, action, 404, message="x", reason="x")


def test_who_has_not_declared_is_told_that_something_is_left_out(
    birgitte: StaffBrowser, kaja: StaffBrowser
) -> None:
    number = opened(birgitte)
    left_out = element(kaja.get("/staff/supervisions"), id="left-out").text
    assert "ikke er inhabil, er ikke med: 1." in left_out
    assert "Tilsyn i klager er ikke med" in left_out
    asked = words(kaja.get(f"/staff/cases/{number}/impartiality"))
    assert "Socialforvaltningen, Børne- og Ungdomsforvaltningen" in asked
    assert "Ventetid på svar" not in asked
    kaja.act(number, "impartiality", impartial="yes")
    assert set(listed(kaja.get("/staff/supervisions"))) == {number}


def test_the_list_for_the_committee_has_what_is_decided_under_way_and_closed_since_a_day(
    birgitte: StaffBrowser,
) -> None:
    opened(birgitte, subject="Aktindsigt", state="decided")
    opened(birgitte, subject="Merudgifter", state="clarifying")
    waits = opened(birgitte, subject="Hjemmehjælp")
    birgitte.act(waits, "supervision-state", state="on_hold", on="2026-03-03", reason="Ny lov")
    done = opened(birgitte, subject="Sagstider")
    birgitte.act(done, "recommendation", **RECOMMENDED)
    closed(birgitte, done)
    page = birgitte.get("/staff/supervisions/list?since=2026-03-03")
    tables = {
        table.attributes["data-table"]: " ".join(table.text.split())
        for table in read_page(page).all("table")
    }
    assert set(tables) == {"decided", "under_way", "closed"}
    assert "Aktindsigt" in tables["decided"]
    assert "Sat i bero" in tables["under_way"]
    assert "Ny lov" in tables["under_way"]
    assert "Der ventes for længe." in tables["closed"]
    assert "Merudgifter" not in words(page)
    for hidden in (waits, done, "Birgitte"):
        assert hidden not in words(page)
    assert "closed" not in {
        table.attributes.get("data-table")
        for table in read_page(birgitte.get("/staff/supervisions/list?since=2026-03-04")).all(
            "table"
        )
    }
    assert "1. januar 2026" in words(birgitte.get("/staff/supervisions/list?since=i-morgen"))


def test_the_list_is_a_docx_with_real_headings_and_tables(birgitte: StaffBrowser) -> None:
    number = opened(birgitte, subject=HOSTILE)
    headings, rows, file = read_docx(birgitte, "/staff/supervisions/list.docx?since=2026-01-01")
    assert headings == [
        "Borgerrådgiveren: Tilsyn",
        "Besluttet",
        "I gang",
        "Afsluttet siden den 1. januar 2026",
    ]
    [names, told] = rows
    assert names == ["Emne", "Forvaltninger", "Tilstand", "Siden", "Begrundelse"]
    assert told[0] == HOSTILE.removesuffix("\x0b")
    written = docx.Document(io.BytesIO(file))
    assert written.core_properties.language == "da-DK"
    assert (written.core_properties.author, written.core_properties.last_modified_by) == ("", "")
    with ZipFile(io.BytesIO(file)) as parts:
        document = parts.read("word/document.xml").decode()
        styles = parts.read("word/styles.xml").decode()
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode("latin-1")
    assert document.count("<w:tblHeader/>") == 1
    assert 'w:val="da-DK"' in styles
    for hidden in (number, "Birgitte", "Prøve"):
        assert hidden not in everything


def test_what_is_typed_runs_nowhere(birgitte: StaffBrowser) -> None:
    number = opened(birgitte, subject=HOSTILE)
    birgitte.act(number, "supervision-letter", **{**LETTER, "text": HOSTILE})
    birgitte.act(number, "supervision-conclusion", **{**CONCLUSION, "conclusion": HOSTILE})
    birgitte.act(number, "supervision-state", state="on_hold", on="2026-03-03", reason=HOSTILE)
    pages = [birgitte.case(number)]
    pages += [birgitte.get(f"/staff/supervisions{place}") for place in ("", "/list")]
    for page in pages:
        assert "&lt;script&gt;" in page
        assert "<script" not in page


def test_a_draft_of_a_letter_opens_in_its_form(birgitte: StaffBrowser) -> None:
    number = opened(birgitte)
    birgitte.act(number, "supervision-letter", **LETTER, draft="1")
    drafts = birgitte.get("/staff/drafts")
    assert "et brev i tilsynet" in words(drafts)
    address = next(
        e.attributes["href"]
        for e in read_page(drafts).all("a")
        if e.attributes["href"].startswith("/staff/drafts/")
    )
    form = birgitte.client.get(address).headers["Location"]
    page = birgitte.get(form.partition("#")[0])
    assert open_forms(page) == ["form-supervision-letter"]
    assert "Udkast til rapport" in page


def test_every_state_has_words(birgitte: StaffBrowser, staff_portal: Portal) -> None:
    """A way through all of them, as its log tells it."""
    number = opened(birgitte, state="clarifying")
    birgitte.act(number, "supervision-state", state="decided", on="2026-03-03", reason="")
    birgitte.act(number, "supervision-state", state="on_hold", on="2026-03-03", reason="Ny lov")
    birgitte.act(number, "supervision-state", state="started", on="2026-03-03", reason="")
    closed(birgitte, number)
    for state in ("started", "not_pursued"):
        birgitte.act(number, "supervision-state", state=state, on="2026-03-03", reason="Nyt")
    page = words(birgitte.case(number))
    for said in ("Under afklaring", "Besluttet", "Sat i bero", "I gang", "Afsluttet"):
        assert f"Noterede, at tilsynet nu er: {said}" in page
    supervision = read_case(staff_portal.workplace, staff_portal.birgitte, number).file.supervision
    assert supervision is not None
    assert supervision.state is SupervisionState.NOT_PURSUED
