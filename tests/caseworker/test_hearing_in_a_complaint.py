"""Administrations are heard in a complaint as in a report, on the citizen's word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from crypto.errors import CannotOpen
from portal.domain.access import Desk, Role
from portal.domain.complaint import ComplainedBefore
from portal.domain.disclosure import BasisKind
from portal.domain.errors import CaseAltered, LockedByLaw, NotFound
from portal.domain.triage import Decision
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.read_case import read_case
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.complaining.forward_on_word import OnWord
from portal.services.dossiers.answer_dossier import answer_dossier
from portal.services.dossiers.read_dossier import confirm_secrecy, list_dossiers, read_dossier
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.case_key_store import REPORTER
from portal.storage.tables import cases, dossiers
from tests.caseworker.complaints import Filed, filed, taken_up
from tests.support.office import ALL_YES
from tests.support.portal import add_contact, add_member
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from portal.domain.dossier import Dossier
    from portal.services.workplace import Member
    from tests.support.portal import Portal

TEXT = "Jeg har ventet i fire måneder på et svar."


@pytest.fixture
def marie(staff_portal: Portal) -> Member:
    return add_contact(staff_portal.workplace, "Marie", "SOF", desk=Desk.COMPLAINTS)


def sent_by_her(portal: Portal) -> Filed:
    """A complaint that the citizen sent straight to the social services."""
    return filed(
        portal, TEXT, complained_before=ComplainedBefore.NO, on_word=OnWord(TEXT, tells_who=False)
    )


def her_dossier(portal: Portal, contact: Member) -> Dossier:
    [found] = list_dossiers(portal.workplace, contact).dossiers
    return found


def answer_to(portal: Portal, contact: Member, result: str) -> None:
    """Marie answers what she was sent."""
    number = her_dossier(portal, contact).number
    confirm_secrecy(portal.workplace, contact, number)
    answer_dossier(portal.workplace, contact, number, result=result, planned="")


def told_her(portal: Portal, complaint: Filed) -> list[str]:
    """What the citizen reads of answers with her code."""
    [told] = read_dialogue(portal.workplace, complaint.citizen).answers.values()
    return [act.text for act in told.acts]


def page_of(browser: StaffBrowser, number: str) -> str:
    return browser.get(f"/staff/cases/{number}")


def send(portal: Portal, number: str, **told: object) -> Dossier:
    outgoing = Outgoing("SOF", "Hvad er der sket?", **told)  # type: ignore[arg-type]
    return send_dossier(portal.workplace, portal.birgitte, number, 1, outgoing)


def test_a_complaint_goes_out_by_the_builder_and_comes_back_answered(
    staff_portal: Portal, marie: Member
) -> None:
    complaint = taken_up(staff_portal)
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    address = f"/staff/cases/{complaint.number}/matters/1/dossier"
    form = unit.get(address)
    assert "Spørg en forvaltning" in form
    assert "Kan det, der sendes, vise, hvem borgeren er?" in form
    assert "ndberetter" not in form
    assert "whistleblower" not in form.split("<main")[1].split("</main")[0].lower()
    typed = {
        "administration": "SOF",
        "shown_for": "SOF",
        "recipients": [marie.account.id.hex()],
        "text": "Hvad er der sket med sagen?",
        "due": "2026-03-31",
        "contains_identity": "no",
        "may_reveal": "no",
        "preview": "1",
    }
    preview = unit.post(address, 200, **typed).get_data(as_text=True)
    name = preview.split('name="preview" value="')[1].split('"')[0]
    token = preview.split('id="send"')[1].split('name="submission" value="')[1].split('"')[0]
    del typed["preview"]
    unit.post(
        f"/staff/cases/{complaint.number}/matters/1/forward",
        **typed,
        preview=name,
        submission=token,
    )
    dossier = her_dossier(staff_portal, marie)
    assert dossier.of_adviser
    assert not dossier.on_word
    confirm_secrecy(staff_portal.workplace, marie, dossier.number)
    answer_dossier(
        staff_portal.workplace, marie, dossier.number, result="Sagen er fundet.", planned="Svar."
    )
    page = page_of(unit, complaint.number)
    assert "Sagen er fundet." in page
    assert "Vurdér svaret fra Socialforvaltningen" in page
    assert "orhold 1" not in page
    unit.post(f"/staff/cases/{complaint.number}/dossiers/{dossier.number}/enough")
    assert "Svaret er vurderet og er nok" in page_of(unit, complaint.number)


def test_what_shows_who_the_citizen_is_goes_on_her_word_alone(
    staff_portal: Portal, marie: Member
) -> None:
    complaint = taken_up(staff_portal)
    with pytest.raises(LockedByLaw):
        send(staff_portal, complaint.number, contains_identity=True)
    said = "Ja i telefonen den 3. marts."
    send(staff_portal, complaint.number, contains_identity=True, spoken_word=said)
    file = read_case(staff_portal.workplace, staff_portal.birgitte, complaint.number).file
    [line] = file.disclosures
    assert (line.basis.kind, line.basis.word) == (BasisKind.SPOKEN_WORD, said)
    page = page_of(StaffBrowser(staff_portal, staff_portal.birgitte), complaint.number)
    assert f"Borgeren har sagt ja: {said}" in page
    assert her_dossier(staff_portal, marie)


def test_a_word_opens_nothing_of_a_report(staff_portal: Portal) -> None:

    add_contact(staff_portal.workplace, "Karen", "SOF")
    report = staff_portal.taken_up()
    case = (staff_portal.workplace, staff_portal.birgitte, report.number)
    split_matter(*case, summary="Penge", theme="finance", administration="SOF")
    triage_matter(*case, 1, assessment=ALL_YES, decision=Decision.IN_SCOPE, ground=None)
    with pytest.raises(LockedByLaw):
        send(staff_portal, report.number, may_reveal=True, spoken_word="Ja i telefonen.")
    ask_consent(*case, 1, recipient="SOF", text="Må vi?")
    with pytest.raises(LockedByLaw):
        send(staff_portal, report.number, may_reveal=True, spoken_word="Ja i telefonen.")


def test_who_is_contact_for_reports_alone_is_not_offered_in_a_complaint(
    staff_portal: Portal, marie: Member
) -> None:
    add_contact(staff_portal.workplace, "Gerda", "SOF", desk=Desk.WHISTLEBLOWING)
    complaint = taken_up(staff_portal)
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    form = unit.get(f"/staff/cases/{complaint.number}/matters/1/dossier?administration=SOF")
    assert "Marie Prøve" in form
    assert "Gerda Prøve" not in form


def test_while_an_answer_is_owed_the_complaint_is_not_closed(
    staff_portal: Portal, marie: Member
) -> None:
    complaint = taken_up(staff_portal)
    send(staff_portal, complaint.number)
    view = read_case(staff_portal.workplace, staff_portal.birgitte, complaint.number)
    assert "answer_awaited" in view.closing_obstacles
    page = page_of(StaffBrowser(staff_portal, staff_portal.birgitte), complaint.number)
    assert "En forvaltning skylder stadig et svar." in page
    assert her_dossier(staff_portal, marie)


def test_once_the_unit_has_stepped_in_the_answer_is_the_units(
    staff_portal: Portal, marie: Member
) -> None:
    complaint = sent_by_her(staff_portal)
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    unit.post(f"/staff/cases/{complaint.number}/impartiality", impartial="yes")
    dossier = her_dossier(staff_portal, marie)
    place = f"/staff/cases/{complaint.number}/dossiers/{dossier.number}"
    due = (staff_portal.workplace.today() + timedelta(days=40)).isoformat()
    unit.post(f"{place}/more-time", due=due, reason="Efter aftale.", may_reveal="no")
    answer_to(staff_portal, marie, "Til borgeren.")
    assert told_her(staff_portal, complaint) == ["Til borgeren."]
    unit.post(f"{place}/ask-again", due=due, text="Og hvad så?", may_reveal="no")
    answer_to(staff_portal, marie, "Til enheden.")
    assert told_her(staff_portal, complaint) == ["Til borgeren."]
    [told] = read_dialogue(staff_portal.workplace, complaint.citizen).answers.values()
    assert told.with_unit
    assert "Til enheden." in page_of(unit, complaint.number)


def test_under_a_new_key_she_goes_on_reading(staff_portal: Portal, marie: Member) -> None:
    """Who is disqualified gives a case and its dossiers new keys before anybody has stepped in."""
    kaja = add_member(staff_portal.workplace, "Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    complaint = sent_by_her(staff_portal)
    declare_impartiality(
        staff_portal.workplace, kaja, complaint.number, impartial=False, reason="Vi er venner."
    )
    answer_to(staff_portal, marie, "Vi beklager.")
    assert told_her(staff_portal, complaint) == ["Vi beklager."]


def test_who_she_is_is_not_added_later_without_her_word(
    staff_portal: Portal, marie: Member
) -> None:
    complaint = sent_by_her(staff_portal)
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    unit.post(f"/staff/cases/{complaint.number}/impartiality", impartial="yes")
    dossier = her_dossier(staff_portal, marie)
    address = f"/staff/cases/{complaint.number}/dossiers/{dossier.number}/answer"
    page = unit.post(address, 422, text="Det er Kim Borger.", may_reveal="yes")
    assert "det har borgeren ikke sagt ja til" in page.get_data(as_text=True)
    assert her_dossier(staff_portal, marie).acts == ()
    other = add_contact(staff_portal.workplace, "Lone", "SOF", desk=Desk.COMPLAINTS)
    recipients = f"/staff/cases/{complaint.number}/dossiers/{dossier.number}/recipients"
    unit.post(recipients, add=other.account.id.hex())
    assert her_dossier(staff_portal, other)


def test_the_unit_stops_waiting_for_an_answer(staff_portal: Portal, marie: Member) -> None:
    complaint = taken_up(staff_portal)
    dossier = send(staff_portal, complaint.number)
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    assert "Vent ikke længere på svar fra Socialforvaltningen" in page_of(unit, complaint.number)
    address = f"/staff/cases/{complaint.number}/dossiers/{dossier.number}/call-off"
    unit.post(address)
    view = read_case(staff_portal.workplace, staff_portal.birgitte, complaint.number)
    assert "answer_awaited" not in view.closing_obstacles
    assert "Enheden venter ikke længere" in StaffBrowser(staff_portal, marie).get("/administration")
    unit.post(address, 409)


def test_a_reports_dossier_is_not_called_off_like_that(staff_portal: Portal) -> None:
    add_contact(staff_portal.workplace, "Karen", "SOF")
    report = staff_portal.taken_up()
    case = (staff_portal.workplace, staff_portal.birgitte, report.number)
    split_matter(*case, summary="Penge", theme="finance", administration="SOF")
    triage_matter(*case, 1, assessment=ALL_YES, decision=Decision.IN_SCOPE, ground=None)
    dossier = send(staff_portal, report.number)
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    unit.post(f"/staff/cases/{report.number}/dossiers/{dossier.number}/call-off", 409)


def test_when_no_answer_comes_the_unit_sees_how_late_it_is(
    staff_portal: Portal, marie: Member
) -> None:
    complaint = sent_by_her(staff_portal)
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    unit.post(f"/staff/cases/{complaint.number}/impartiality", impartial="yes")
    staff_portal.clock.advance(timedelta(days=29))
    unit = StaffBrowser(staff_portal, staff_portal.birgitte)
    assert "1 dag forsinket" in page_of(unit, complaint.number)
    assert her_dossier(staff_portal, marie).due_now


def test_the_contact_person_is_told_that_nobody_of_the_unit_has_read_it(
    staff_portal: Portal, marie: Member
) -> None:
    sent_by_her(staff_portal)
    dossier = her_dossier(staff_portal, marie)
    browser = StaffBrowser(staff_portal, marie)
    notice = browser.get(f"/administration/dossiers/{dossier.number}")
    assert "forvaltningslovens § 27" in notice
    assert "§ 25" not in notice
    browser.post(f"/administration/dossiers/{dossier.number}/confirm")
    page = browser.get(f"/administration/dossiers/{dossier.number}")
    assert "Borgeren har selv sendt klagen til jer" in page
    assert "Borgerrådgiveren" in page
    assert "ndberetter" not in page
    assert read_dossier(staff_portal.workplace, marie, dossier.number).dossier.on_word


def test_what_she_answered_a_citizen_is_done_on_her_list(
    staff_portal: Portal, marie: Member
) -> None:
    sent_by_her(staff_portal)
    dossier = her_dossier(staff_portal, marie)
    browser = StaffBrowser(staff_portal, marie)
    browser.post(f"/administration/dossiers/{dossier.number}/confirm")
    assert "Borgeren venter på jeres svar" in browser.get("/administration")
    form = browser.get(f"/administration/dossiers/{dossier.number}")
    assert "Jeres svar til borgeren" in form
    address = f"/administration/dossiers/{dossier.number}/answer"
    browser.post(address, result="Vi beklager.", planned="")
    page = browser.get("/administration")
    assert 'data-group="done"' in page
    assert "Besvaret: borgeren kan læse svaret" in page


def test_a_dossier_of_the_units_cannot_be_passed_off_as_a_citizens(
    staff_portal: Portal, marie: Member
) -> None:
    """Whoever can write the database could put a signing key of her own beside the case, and vouch
    for a dossier with it: then it says itself that no member did, or it does not open."""
    complaint = taken_up(staff_portal)
    dossier = send(staff_portal, complaint.number)
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(update(dossiers).values(signer=REPORTER, list_version=0))
    assert list_dossiers(staff_portal.workplace, marie).unreadable == (dossier.number,)
    with pytest.raises(CannotOpen):
        read_dossier(staff_portal.workplace, marie, dossier.number)


def test_a_citizens_dossier_opens_by_her_own_key_alone(staff_portal: Portal, marie: Member) -> None:
    complaint = sent_by_her(staff_portal)
    other = taken_up(staff_portal)
    key = cases.c.reporter_signing_key
    with staff_portal.workplace.database.engine.begin() as connection:
        theirs = connection.scalar(
            cases.select().with_only_columns(key).where(cases.c.number == other.number)
        )
        connection.execute(
            update(cases)
            .where(cases.c.number == complaint.number)
            .values(reporter_signing_key=theirs)
        )
    assert list_dossiers(staff_portal.workplace, marie).dossiers == ()


@pytest.mark.usefixtures("marie")
def test_another_cases_dossier_is_not_read_by_a_code(staff_portal: Portal) -> None:
    complaint = sent_by_her(staff_portal)
    other = taken_up(staff_portal)
    case_id = select(cases.c.id).where(cases.c.number == other.number)
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(update(dossiers).values(case_id=case_id.scalar_subquery()))
    [told] = read_dialogue(staff_portal.workplace, complaint.citizen).answers.values()
    assert told.acts == ()
    with pytest.raises((CaseAltered, CannotOpen, NotFound)):
        read_case(staff_portal.workplace, staff_portal.birgitte, other.number)
