"""Related cases on the page of a complaint: found, linked, taken apart, merged."""

import pytest

from portal.domain.access import Desk, Role
from portal.domain.case_status import CaseState
from portal.domain.linked_case import LinkKind
from portal.domain.supervision import SupervisionState
from portal.services.adviser.open_supervision import NewSupervision, open_supervision
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from tests.caseworker.complaints import Filed, file_of, filed, taken_up
from tests.caseworker.unit import element, words
from tests.caseworker.writing import drafts_of
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

HOSTILE = "<script>alert(1)</script> & »citat«"
NOISE = "Kloakdækslet på Griffenfeldsgade larmer, når lastbilerne kører over."


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def complaint(staff_portal: Portal) -> Filed:
    return taken_up(staff_portal)


@pytest.fixture
def other(staff_portal: Portal) -> Filed:
    return taken_up(staff_portal, "Min mand venter på svar.")


def _links(portal: Portal, complaint: Filed) -> list[tuple[str, LinkKind]]:
    return [(link.number, link.kind) for link in file_of(portal, complaint.number).links]


def _proposed(page: str) -> list[str]:
    return [
        e.attributes["data-proposed"]
        for e in read_page(page).elements
        if "data-proposed" in e.attributes
    ]


def test_a_complaint_is_linked_by_number_and_shows_it_on_both_pages(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed, other: Filed
) -> None:
    page = birgitte.case(complaint.number)
    assert "Sagen er ikke knyttet til andre." in words(page)
    birgitte.act(complaint.number, "link", other=other.number.lower(), reason=HOSTILE)
    page = birgitte.case(complaint.number)
    assert "Sagerne er knyttet sammen." in words(page)
    assert "<script>alert" not in page
    assert f'href="/staff/cases/{other.number}"' in page
    back = birgitte.case(other.number)
    assert f'href="/staff/cases/{complaint.number}"' in back
    assert "Knyttede sagen til" in words(back)
    assert _links(staff_portal, other) == [(complaint.number, LinkKind.RELATED)]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("", "Skriv den anden sags nummer."),
        ("noget andet", "Skriv nummeret, som det står øverst i sagen"),
        ("2026-00000", "Der er ingen sag med det nummer, som du kan åbne."),
        ("itself", "Det er nummeret på denne sag."),
        ("unopened", "svar på, om du er inhabil i den."),
        ("report", "Kun klager og tilsyn kan knyttes sammen."),
    ],
)
def test_what_cannot_be_linked_comes_back_with_everything_that_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed, named: str, said: str
) -> None:
    numbers = {
        "itself": complaint.number,
        "unopened": filed(staff_portal).number,
        "report": staff_portal.taken_up().number,
    }
    typed = numbers.get(named, named)
    page = birgitte.act(complaint.number, "link", 422, other=typed, reason="Samme nabo")
    assert said in element(page, id="error-summary").text
    assert element(page, id="link-other").attributes.get("value", "") == typed
    assert "Samme nabo" in element(page, id="link-reason").text
    assert _links(staff_portal, complaint) == []


def test_a_reason_is_asked_for(birgitte: StaffBrowser, complaint: Filed, other: Filed) -> None:
    page = birgitte.act(complaint.number, "link", 422, other=other.number)
    assert "Skriv, hvorfor de to sager hører sammen." in element(page, id="error-summary").text
    page = birgitte.act(complaint.number, "merge", 422, other=other.number)
    assert "Skriv, hvorfor de to klager behandles samlet." in element(page, id="error-summary").text


def test_a_link_is_taken_away_again(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed, other: Filed
) -> None:
    assert "form-unlink" not in birgitte.case(complaint.number)
    birgitte.act(complaint.number, "link", other=other.number, reason="Naboer")
    page = birgitte.act(complaint.number, "unlink", 422, other=other.number)
    assert "Skriv, hvorfor de to sager ikke hører sammen." in page
    birgitte.act(complaint.number, "unlink", other=other.number, reason="En anden nabo")
    assert _links(staff_portal, complaint) == _links(staff_portal, other) == []
    assert "Fjernede knytningen til" in words(birgitte.case(other.number))
    page = birgitte.act(complaint.number, "unlink", 422, other=other.number, reason="Igen")
    assert "De to sager er ikke knyttet sammen længere." in page


def test_cases_are_found_by_words_and_chosen(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed, other: Filed
) -> None:
    filed(staff_portal, "Min mand venter også.")
    staff_portal.taken_up("Min mand tog af kassen.")
    address = f"/staff/cases/{complaint.number}/related"
    assert _proposed(birgitte.get(address)) == []
    page = birgitte.get(f"{address}?q=mand")
    assert _proposed(page) == [other.number]
    assert element(page, id="related-q").attributes["value"] == "mand"
    # It is sent as the form of the case page is.
    assert f'action="/staff/cases/{complaint.number}/link"' in page
    birgitte.act(complaint.number, "link", other=other.number, reason="Ægtefæller")
    assert _proposed(birgitte.get(f"{address}?q=mand")) == []
    assert "Ingen sager passer" in words(birgitte.get(f"{address}?q=mand"))
    assert _proposed(birgitte.get(f"{address}?q={HOSTILE}")) == []


def test_complaints_that_resemble_are_proposed_with_the_reason(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    one = taken_up(staff_portal, NOISE, place="Griffenfeldsgade")
    same = taken_up(staff_portal, NOISE, place="Griffenfeldsgade")
    taken_up(staff_portal, NOISE, administration="TMF")
    assert "Find klager, der ligner" in words(birgitte.case(one.number))
    page = birgitte.get(f"/staff/cases/{one.number}/related?alike=yes")
    assert _proposed(page) == [same.number]
    assert "Samme sted. Fælles ord: griffenfeldsgade, kloakdækslet" in words(page)
    assert "Sådan findes klager, der ligner" in words(page)
    alone = taken_up(staff_portal, "Intet som dette.", place="Andetsteds")
    page = birgitte.get(f"/staff/cases/{alone.number}/related?alike=yes")
    assert "Ingen klager ligner" in words(page)
    birgitte.get(f"/staff/cases/{one.number}/related?alike=yes&lang=en")


def test_a_complaint_goes_on_in_another_and_both_pages_say_so(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed, other: Filed
) -> None:
    birgitte.case(complaint.number)
    birgitte.act(complaint.number, "merge", other=other.number, reason="Ægtefæller")
    assert file_of(staff_portal, complaint.number).facts.state is CaseState.CLOSED
    assert _links(staff_portal, complaint) == [(other.number, LinkKind.MERGED_INTO)]
    page = words(birgitte.case(complaint.number))
    assert "Denne klage går videre i den" in page
    # What its citizen reads of it stands in the dialogue.
    assert "Din klage bliver behandlet sammen med en anden henvendelse om det samme." in page
    assert "Før klagen kan afsluttes, mangler:" not in page
    assert "Klagen er lagt sammen med en anden og tælles dér." in page
    assert "Den går videre i denne klage" in words(birgitte.case(other.number))
    # She can still write, and then it is the unit's move.
    post_message(staff_portal.workplace, complaint.citizen, "Der er mere.")
    assert "Læs det, borgeren har skrevet, og svar." in words(birgitte.case(complaint.number))


def test_merged_complaints_are_taken_apart_by_reopening(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed, other: Filed
) -> None:
    birgitte.case(complaint.number)
    birgitte.act(complaint.number, "merge", other=other.number, reason="Ægtefæller")
    page = birgitte.act(other.number, "unlink", 409, other=complaint.number, reason="Nej")
    assert "Genåbn den, der er afsluttet, for at skille dem." in page
    birgitte.act(complaint.number, "reopen", reason="Skilt")
    assert _links(staff_portal, other) == [(complaint.number, LinkKind.RELATED)]
    page = words(birgitte.case(complaint.number))
    assert "Skilte klagen fra" in page
    assert "Før klagen kan afsluttes, mangler:" in page
    assert "Vi arbejder på sagen igen" not in page


def test_who_cannot_open_both_is_told_that_a_colleague_must_reopen_it(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    kaja = add_member(staff_portal.workplace, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    one, other = taken_up(staff_portal), taken_up(staff_portal)
    declare_impartiality(staff_portal.workplace, kaja, one.number, impartial=True, reason="")
    birgitte.case(one.number)
    birgitte.act(one.number, "merge", other=other.number, reason="Det samme")
    page = StaffBrowser(staff_portal, kaja).act(one.number, "reopen", 422, reason="Nej")
    assert "En kollega, der kan åbne begge, må genåbne den." in page


def test_what_stands_in_the_way_of_merging_is_said(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed, other: Filed
) -> None:
    report = staff_portal.taken_up()
    page = birgitte.act(complaint.number, "merge", 422, other=report.number, reason="x")
    assert "En klage kan kun lægges sammen med en anden klage." in page
    birgitte.case(other.number)
    birgitte.act(other.number, "merge", other=taken_up(staff_portal).number, reason="x")
    page = birgitte.act(complaint.number, "merge", 422, other=other.number, reason="x")
    assert "Den anden klage er afsluttet. Genåbn den først." in page
    post_message(staff_portal.workplace, complaint.citizen, "Vent.")
    third = taken_up(staff_portal)
    page = birgitte.act(complaint.number, "merge", 409, other=third.number, reason="x")
    assert "Klagen kan ikke lægges sammen nu." in element(page, id="error-summary").text
    assert read_dialogue(staff_portal.workplace, complaint.citizen).state is CaseState.OPEN


def test_none_of_it_exists_for_a_report_or_for_who_works_on_reports_alone(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    report = staff_portal.taken_up()
    rune = StaffBrowser(
        staff_portal,
        add_member(staff_portal.workplace, "Rune", Role.CASEWORKER, Desk.WHISTLEBLOWING),
    )
    assert "form-link" not in birgitte.case(report.number)
    for browser, number in ((birgitte, report.number), (rune, complaint.number)):
        for asked in ("", "?q=x", "?alike=yes"):
            browser.get(f"/staff/cases/{number}/related{asked}", 404)
        for action in ("link", "merge", "unlink"):
            browser.act(number, action, 404, other=complaint.number, reason="x")


def test_what_is_being_written_can_wait_as_a_draft(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    birgitte.act(complaint.number, "merge", reason="Ægtefæller", other="", draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    page = birgitte.get(f"/staff/cases/{complaint.number}?draft={draft.id}")
    assert "Ægtefæller" in element(page, id="merge-reason").text
    assert "hvorfor to klager behandles samlet" in words(birgitte.get("/staff/drafts"))


def test_a_supervision_shows_the_complaint_it_came_of_and_is_never_merged(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    today = staff_portal.workplace.today()
    new = NewSupervision("Svar, der udebliver", ("SOF",), SupervisionState.CLARIFYING, today)
    opened = open_supervision(staff_portal.workplace, staff_portal.birgitte, new)
    page = birgitte.case(opened)
    assert "form-link" in page
    assert "form-merge" not in page
    birgitte.act(opened, "link", other=complaint.number, reason="Gav anledning til det")
    assert "Gav anledning til det" in words(birgitte.case(complaint.number))
    birgitte.act(opened, "merge", 404, other=complaint.number, reason="x")
    page = birgitte.act(complaint.number, "merge", 422, other=opened, reason="x")
    assert "En klage kan kun lægges sammen med en anden klage." in page
    assert _proposed(birgitte.get(f"/staff/cases/{opened}/related?q=venter")) == []
    other = taken_up(staff_portal, "Jeg venter endnu.")
    page = birgitte.get(f"/staff/cases/{opened}/related?q=venter")
    assert _proposed(page) == [other.number]
