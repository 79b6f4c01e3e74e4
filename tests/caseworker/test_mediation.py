"""Mediation on the page of a complaint, and the log of the calls that go between the two sides."""

import pytest

from portal.domain.access import Desk, Role
from portal.domain.complaint import Effort
from portal.domain.mediation import Mediation, MediationEnd
from portal.domain.supervision import StateSet, Supervision, SupervisionState
from portal.services.member_work import working_on
from tests.caseworker.complaints import Filed, file_of, taken_up
from tests.caseworker.unit import element, words
from tests.caseworker.writing import drafts_of
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

OFFER = {
    "about": "Tonen i <b>samtalerne</b>",
    "administration": "SOF",
    "about_decision": "no",
    "offered_on": "2026-03-01",
}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def complaint(staff_portal: Portal) -> Filed:
    return taken_up(staff_portal)


def _mediation(portal: Portal, complaint: Filed) -> Mediation:
    found = file_of(portal, complaint.number).mediation
    assert found is not None
    return found


def _agree(birgitte: StaffBrowser, complaint: Filed, side: str, status: int = 303) -> str:
    fields = {"side": side, "agreed_on": "2026-03-02"}
    return birgitte.act(complaint.number, "mediation-agree", status, **fields)


def _end(birgitte: StaffBrowser, complaint: Filed, end: str, status: int = 303) -> str:
    fields = {"end": end, "ended_on": "2026-03-03", "result": "Ny kontaktperson"}
    return birgitte.act(complaint.number, "mediation-end", status, **fields)


def _state(page: str) -> str:
    return element(page, id="mediation-state").attributes["data-state"]


def _offered(page: str, name: str) -> set[str]:
    return {
        e.attributes["value"]
        for e in read_page(page).all("input")
        if e.attributes.get("name") == name
    }


def test_it_is_offered_agreed_to_by_both_and_ended(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    assert "Der er ikke tilbudt mægling." in words(birgitte.case(complaint.number))
    birgitte.act(complaint.number, "mediation-offer", **OFFER)
    page = birgitte.case(complaint.number)
    assert _state(page) == "offered"
    assert "<b>samtalerne" not in page
    assert "Der mægles om" in words(page)
    assert _offered(page, "end") == {"declined"}
    _agree(birgitte, complaint, "citizen")
    assert _offered(birgitte.case(complaint.number), "side") == {"administration"}
    _agree(birgitte, complaint, "administration")
    page = birgitte.case(complaint.number)
    assert _state(page) == "begun"
    assert _offered(page, "end") == {"agreed", "not_agreed", "broken_off"}
    assert "Mæglingen er ikke afsluttet." in words(page)
    register = file_of(staff_portal, complaint.number).register
    assert register is not None
    assert register.effort is Effort.MEDIATION
    _end(birgitte, complaint, "agreed")
    page = birgitte.case(complaint.number)
    assert _state(page) == "agreed"
    assert "Ny kontaktperson" in words(page)
    for said in ("Tilbød mægling", "forvaltningen siger ja", "endte med enighed"):
        assert said in words(page)
    assert "send-mediation-offer" not in page
    birgitte.act(complaint.number, "mediation-offer", 409, **OFFER)


def test_the_decision_itself_is_refused_with_everything_that_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    fields = {**OFFER, "about_decision": "yes"}
    page = birgitte.act(complaint.number, "mediation-offer", 422, **fields)
    assert "Der mægles ikke om selve afgørelsen." in element(page, id="error-summary").text
    assert "&lt;b&gt;samtalerne" in page
    assert file_of(staff_portal, complaint.number).mediation is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"about": " "}, "Skriv, hvad der skal mægles om."),
        ({"administration": ""}, "Vælg en forvaltning."),
        ({"about_decision": ""}, "Svar på, om det handler om selve afgørelsen."),
        ({"offered_on": "2026-03-04"}, "Dagen ligger i fremtiden."),
    ],
)
def test_an_offer_that_is_not_told_in_full_comes_back(
    birgitte: StaffBrowser, complaint: Filed, changed: dict[str, str], said: str
) -> None:
    page = birgitte.act(complaint.number, "mediation-offer", 422, **{**OFFER, **changed})
    assert said in element(page, id="error-summary").text


def test_beside_supervision_it_is_refused(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    today = staff_portal.workplace.today()
    with working_on(staff_portal.workplace, staff_portal.birgitte, complaint.number) as work:
        states = (StateSet(SupervisionState.STARTED, today),)
        work.write_supervision(Supervision("Tonen", ("SOF",), states))
        work.finish()
    page = birgitte.act(complaint.number, "mediation-offer", 422, **OFFER)
    assert "Der føres tilsyn i klagen." in element(page, id="error-summary").text


def test_one_that_never_began_is_offered_again(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    birgitte.act(complaint.number, "mediation-offer", **OFFER)
    page = _end(birgitte, complaint, "agreed", 422)
    assert "ikke begyndt" in element(page, id="error-summary").text
    _end(birgitte, complaint, "declined")
    assert _mediation(staff_portal, complaint).end is MediationEnd.DECLINED
    assert "Mæglingen kom ikke i gang" in words(birgitte.case(complaint.number))
    birgitte.act(complaint.number, "mediation-offer", **OFFER)
    assert _mediation(staff_portal, complaint).end is None
    _agree(birgitte, complaint, "citizen")
    _agree(birgitte, complaint, "citizen", 409)


def test_what_is_to_be_mediated_may_wait_as_a_draft(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    birgitte.post(f"/staff/cases/{complaint.number}/mediation-offer", **OFFER, draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    page = birgitte.get(f"/staff/cases/{complaint.number}?draft={draft.id}")
    assert "samtalerne" in element(page, id="mediation-offer-about").text
    assert "tilbud om mægling" in words(birgitte.get("/staff/drafts"))


def test_calls_with_both_sides_stand_in_one_place_the_oldest_first(
    birgitte: StaffBrowser, complaint: Filed
) -> None:
    birgitte.act(
        complaint.number,
        "call",
        with_whom="administration",
        spoke_with="Afsnitslederen",
        note="De <b>svarer</b> fredag.",
        next_step="Vi ringer til borgeren.",
        minutes="12",
    )
    birgitte.act(complaint.number, "call", with_whom="citizen", note="Hun venter til fredag.")
    page = birgitte.case(complaint.number)
    calls = [
        e.attributes["data-call"]
        for e in read_page(page).all("article")
        if "data-call" in e.attributes
    ]
    assert calls == ["administration", "citizen"]
    said = words(page)
    for text in ("Afsnitslederen", "12 minutter", "Vi ringer til borgeren.", "Samtaler (2)"):
        assert text in said, text
    assert "<b>svarer" not in page
    assert "Notater (0)" in said
    assert "Skrev en samtale med forvaltningen ned" in said
    assert said.index("De &lt;b&gt;svarer") < said.index("Hun venter til fredag.")


def test_who_works_on_reports_alone_reaches_none_of_it(
    staff_portal: Portal, complaint: Filed
) -> None:
    rune = StaffBrowser(
        staff_portal,
        add_member(staff_portal.workplace, "Rune", Role.CASEWORKER, Desk.WHISTLEBLOWING),
    )
    rune.act(complaint.number, "mediation-offer", 404, **OFFER)
    rune.act(complaint.number, "mediation-agree", 404, side="citizen", agreed_on="2026-03-02")
    rune.act(complaint.number, "mediation-end", 404, end="declined", result="x")
    assert file_of(staff_portal, complaint.number).mediation is None


def test_a_report_has_no_mediation(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    report = staff_portal.taken_up()
    birgitte.act(report.number, "mediation-offer", 404, **OFFER)
    assert "ægling" not in words(birgitte.case(report.number))
