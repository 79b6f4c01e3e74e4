"""A contact person's list: what is new, late, due, with the unit and done."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from portal.domain.matter import Outcome
from portal.services.casework.set_outcome import set_outcome
from portal.services.dossiers.answer_dossier import ask_the_unit
from portal.services.dossiers.assess_answer import accept_answer
from portal.services.dossiers.follow_up import ask_for_follow_up
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.storage.tables import dossier_keys
from tests.administration.contacts import Contact, passed_on, sent_by_anders
from tests.caseworker.unit import element, words
from tests.services.hearing import DUE, Hearing
from tests.support.page_checks import read_page
from tests.support.portal import Portal
from tests.support.staff import StaffBrowser


def groups(page: str) -> dict[str, list[str]]:
    """The numbers in each group that the list shows, by the group's name."""
    return {
        part.split('"', 1)[0]: [
            row.attributes["data-dossier"]
            for row in read_page(part).all("tr")
            if "data-dossier" in row.attributes
        ]
        for part in page.split('data-group="')[1:]
    }


def worklist(portal: Portal, contact: Contact) -> str:
    return StaffBrowser(portal, contact.member).get("/administration")


def test_an_empty_list_says_so(staff_portal: Portal) -> None:
    page = StaffBrowser(staff_portal, staff_portal.contact()).get("/administration")
    assert "Der er ikke sendt noget til dig." in words(page)
    assert "<table" not in page


def test_what_she_has_not_opened_is_new(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    page = worklist(staff_portal, karen)
    assert groups(page) == {"new": [sent.dossier.number]}
    row = element(page, data_dossier=sent.dossier.number)
    assert (row.attributes["data-stage"], row.attributes["data-due"]) == ("awaited", "2026-03-31")
    for said in ("Undersøgelse, der skal besvares", "31. marts 2026", "3. marts 2026"):
        assert said in words(page)
    assert sent.number not in page
    karen.opens()
    assert groups(worklist(staff_portal, karen)) == {"due": [sent.dossier.number]}


def test_what_is_late_says_by_how_many_days(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    karen.opens()
    staff_portal.clock.advance(DUE - staff_portal.workplace.today())
    assert groups(worklist(staff_portal, karen)) == {"due": [sent.dossier.number]}
    staff_portal.clock.advance(timedelta(days=1))
    page = worklist(staff_portal, karen)
    assert groups(page) == {"overdue": [sent.dossier.number]}
    assert "1 dag forsinket" in words(page)
    staff_portal.clock.advance(timedelta(days=2))
    assert "3 dage forsinket" in words(worklist(staff_portal, karen))
    # A question does not make it less late.
    ask_the_unit(staff_portal.workplace, sent.karen, sent.dossier.number, "Hvilken kasse?")
    assert groups(worklist(staff_portal, karen)) == {"overdue": [sent.dossier.number]}


def test_what_was_answered_or_asked_is_with_the_unit(
    sent: Hearing, karen: Contact, lone: Contact, staff_portal: Portal
) -> None:
    other = sent_by_anders(staff_portal)
    sent.answered()
    confirm_secrecy(staff_portal.workplace, sent.karen, other.dossier.number)
    ask_the_unit(staff_portal.workplace, sent.karen, other.dossier.number, "Hvilken kasse?")
    numbers = {sent.dossier.number, other.dossier.number}
    assert set(groups(worklist(staff_portal, karen))["with_the_unit"]) == numbers
    # Lone has opened neither: the one that Karen answered waits for nobody but the unit.
    hers = groups(worklist(staff_portal, lone))
    assert hers == {"new": [other.dossier.number], "with_the_unit": [sent.dossier.number]}
    assert "Ikke åbnet af dig" in words(worklist(staff_portal, lone))


def test_a_follow_up_is_due_again_and_what_is_enough_is_done(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    sent.answered()
    where = (staff_portal.workplace, staff_portal.anders, sent.number)
    accept_answer(*where, sent.dossier.number)
    assert groups(worklist(staff_portal, karen)) == {"done": [sent.dossier.number]}
    set_outcome(*where, sent.matter, outcome=Outcome.CONFIRMED, police_report=False)
    ask_for_follow_up(*where, sent.dossier.number, text="Hvad har I gjort?", due=DUE)
    page = worklist(staff_portal, karen)
    assert groups(page) == {"due": [sent.dossier.number]}
    assert "Opfølgning, der skal oplyses" in words(page)
    staff_portal.clock.advance(DUE - staff_portal.workplace.today() + timedelta(days=5))
    page = worklist(staff_portal, karen)
    assert groups(page) == {"overdue": [sent.dossier.number]}
    assert "5 dage forsinket" in words(page)


def test_what_was_passed_on_outside_the_scheme_awaits_nothing(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    outside = passed_on(sent)
    page = worklist(staff_portal, karen)
    assert groups(page)["new"] == [sent.dossier.number, outside.dossier.number]
    row = element(page, data_dossier=outside.dossier.number)
    assert (row.attributes["data-stage"], row.attributes["data-due"]) == ("passed_on", "")
    assert "Givet videre uden for ordningen" in row.text
    Contact(staff_portal, sent.karen, outside).opens()
    assert groups(worklist(staff_portal, karen))["done"] == [outside.dossier.number]


def test_what_is_due_first_stands_first(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    sooner = sent_by_anders(staff_portal, due=DUE - timedelta(days=7))
    assert groups(worklist(staff_portal, karen)) == {
        "new": [sooner.dossier.number, sent.dossier.number]
    }


def test_one_that_does_not_open_is_spoken_of_kindly(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(
            update(dossier_keys)
            .where(dossier_keys.c.holder == sent.karen.account.id)
            .values(box=b"\x01" * 1500)
        )
    page = worklist(staff_portal, karen)
    assert groups(page) == {}
    said = words(page)
    assert "En forsendelse kan ikke åbnes Det skyldes ikke noget, du har gjort." in said
    assert f"nævn nummeret: {sent.dossier.number}" in said
    assert "Der er ikke sendt noget til dig." not in said


def test_her_list_is_not_kept_by_her_browser(karen: Contact, staff_portal: Portal) -> None:
    answer = karen.browser.client.get("/administration")
    assert answer.headers["Cache-Control"] == "no-store"
