"""What a contact person sends after her session has run out waits for her, and is sent once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from portal.domain.draft import Draft
from portal.services.casework.erase_case import erase_case
from portal.services.dossiers.change_recipients import remove_recipient
from portal.services.drafts.list_drafts import count_drafts, list_drafts
from portal.staff.draft_keeping import CONTACT_FIELDS
from portal.storage.tables import drafts
from tests.administration.contacts import WRITTEN, Contact
from tests.administration.test_access import sign_in
from tests.administration.test_acts import acts_of, settled
from tests.caseworker.unit import element, open_forms, words
from tests.caseworker.writing import follow, open_form, submit
from tests.services.acts import finish
from tests.services.hearing import Hearing
from tests.support.page_checks import read_page
from tests.support.portal import Portal
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from tests.support.page_checks import CheckedClient

LONG = "Kære enhed\n\nKassen passer <b>ikke</b> 🦉.\n  – æøå"


@pytest.fixture
def karen(staff_portal: Portal, sent: Hearing) -> Contact:
    """Who has opened the dossier, and then wrote for longer than a session lasts."""
    contact = Contact(staff_portal, sent.karen, sent)
    contact.opens()
    staff_portal.clock.advance(timedelta(minutes=31))
    return contact


def sends_late(contact: Contact, action: str, **fields: object) -> None:
    response = contact.act(action, submission="en", **fields)
    assert response.headers["Location"] == "/staff/login"


def drafts_of(contact: Contact) -> list[Draft]:
    return list_drafts(contact.browser.portal.workplace, contact.member)


def back_again(contact: Contact) -> CheckedClient:
    """She signs in on another computer, with the next of her codes."""
    contact.browser.portal.clock.advance(timedelta(seconds=30))
    return sign_in(contact.browser.portal, "karen@kommune.example")


def test_an_answer_that_was_sent_too_late_waits_and_is_sent_once(
    sent: Hearing, karen: Contact
) -> None:
    sends_late(karen, "answer", result=LONG, planned="Ny procedure.")
    assert acts_of(sent) == []
    assert "Det er gemt som kladde" in words(karen.browser.client.get("/staff/login").text)
    client = back_again(karen)
    listed = client.get("/administration").text
    assert element(listed, id="drafts").text == "Kladder (1)"
    page = client.get("/administration/drafts").text
    assert f"Forsendelse {sent.dossier.number}: svar til enheden" in words(page)
    assert "Kassen passer &lt;b&gt;ikke&lt;/b&gt;" in page
    assert sent.number not in page
    [draft] = drafts_of(karen)
    page = follow(client, f"/administration/drafts/{draft.id}")
    assert "Din kladde er hentet" in words(page)
    form = open_form(page)
    assert (form["result"], form["planned"]) == (LONG, "Ny procedure.")
    submit(client, form)
    submit(client, form)
    assert [act.text.replace("\r", "") for act in acts_of(sent)] == [LONG]
    assert drafts_of(karen) == []
    assert "Kladder (" not in client.get("/administration").text


def test_the_page_of_the_dossier_says_that_a_draft_waits(sent: Hearing, karen: Contact) -> None:
    sends_late(karen, "question", text="Hvilken kasse?")
    client = back_again(karen)
    [draft] = drafts_of(karen)
    page = client.get(karen.address).text
    assert "Du har en kladde i denne forsendelse" in words(page)
    assert f'href="/administration/drafts/{draft.id}"' in page
    assert open_forms(page) == []


@pytest.mark.parametrize("action", ["question", "more-time", "answer", "hand-over"])
def test_each_form_gives_back_what_was_typed(sent: Hearing, karen: Contact, action: str) -> None:
    sends_late(karen, action, **WRITTEN[action])
    client = back_again(karen)
    [draft] = drafts_of(karen)
    page = follow(client, f"/administration/drafts/{draft.id}")
    assert open_forms(page) == [f"form-{action}"]
    form = open_form(page)
    for name, value in WRITTEN[action].items():
        assert name == "colleague" or form[name] == value


def test_a_draft_sent_in_another_window_is_not_sent_twice(sent: Hearing, karen: Contact) -> None:
    sends_late(karen, "answer", result=LONG, planned="")
    [draft] = drafts_of(karen)
    here, there = back_again(karen), back_again(karen)
    forms = [open_form(follow(one, f"/administration/drafts/{draft.id}")) for one in (here, there)]
    submit(here, forms[0])
    page = submit(there, forms[1], 409)
    assert "Kladden er sendt eller kasseret i et andet vindue" in words(page)
    assert len(acts_of(sent)) == 1
    # What stands there is hers to send all the same, now that she knows.
    submit(there, open_form(page))
    assert len(acts_of(sent)) == 2


def test_what_can_be_sent_no_more_is_shown_to_be_copied(sent: Hearing, karen: Contact) -> None:
    sends_late(karen, "question", text=LONG)
    sent.answered(sent.lone)
    client = back_again(karen)
    [draft] = drafts_of(karen)
    page = follow(client, f"/administration/drafts/{draft.id}")
    assert "Kladden kan ikke sendes" in words(page)
    assert element(page, data_text="").text.strip().replace("\r", "") == LONG


def test_of_a_dossier_that_was_taken_from_her_her_own_words_are_left(
    sent: Hearing, karen: Contact
) -> None:
    sends_late(karen, "answer", result=LONG, planned="")
    office = sent.office
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    remove_recipient(*where, sent.karen.id)
    client = back_again(karen)
    assert "den er ikke længere hos dig" in words(client.get("/administration/drafts").text)
    [draft] = drafts_of(karen)
    assert not draft.sendable
    page = follow(client, f"/administration/drafts/{draft.id}")
    assert "den er ikke længere hos dig" in words(page)
    assert "Undersøg kassen." not in page


def test_she_throws_it_away(sent: Hearing, karen: Contact) -> None:
    sends_late(karen, "answer", result=LONG, planned="")
    [draft] = drafts_of(karen)
    client = back_again(karen)
    address = f"/administration/drafts/{draft.id}/discard"
    assert client.post(address, data={"csrf_token": "x"}).status_code == 422
    assert drafts_of(karen) == [draft]
    page = client.get("/administration/drafts").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    assert client.post(address, data={"csrf_token": token[1]}).status_code == 303
    assert drafts_of(karen) == []
    assert "Du har ingen kladder" in words(client.get("/administration/drafts").text)


def test_a_colleague_sees_nothing_of_it(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    sends_late(karen, "answer", result=LONG, planned="")
    [draft] = drafts_of(karen)
    lone = Contact(staff_portal, sent.lone, sent)
    lone.opens()
    lone.browser.get(f"/administration/drafts/{draft.id}", 404)
    lone.browser.post(f"/administration/drafts/{draft.id}/discard")
    pages = [lone.browser.get(f"{lone.address}?draft={draft.id}"), lone.page()]
    pages += [lone.browser.get("/administration/drafts"), lone.browser.get("/administration")]
    assert all("Kære enhed" not in page for page in pages)
    assert drafts_of(karen) == [draft]


def test_a_draft_that_does_not_open_shuts_no_dossier(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    sends_late(karen, "answer", result=LONG, planned="")
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(update(drafts).values(box=b"\x01" * 1500))
    page = back_again(karen).get(karen.address)
    assert page.status_code == 200
    assert "Undersøg kassen." in words(page.text)


@pytest.mark.parametrize("fields", [{"result": " ", "planned": ""}, {}])
def test_of_a_form_without_writing_in_it_nothing_is_kept(
    karen: Contact, fields: dict[str, str]
) -> None:
    sends_late(karen, "answer", **fields)
    karen.act("confirm")
    assert drafts_of(karen) == []


def test_a_short_word_is_kept_too_where_it_was_written(karen: Contact) -> None:
    sends_late(karen, "answer", result="ja", planned="")
    assert len(drafts_of(karen)) == 1


def test_nothing_is_kept_in_a_dossier_that_is_not_hers(sent: Hearing, staff_portal: Portal) -> None:
    mona = Contact(staff_portal, staff_portal.contact("Mona", "SUF"), sent)
    mona.browser.get("/administration")
    staff_portal.clock.advance(timedelta(minutes=31))
    sends_late(mona, "answer", result=LONG, planned="")
    assert drafts_of(mona) == []


def test_when_its_case_is_erased_the_draft_goes_with_it(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    sends_late(karen, "answer", result=LONG, planned="")
    assert len(drafts_of(karen)) == 1
    sent.answered(sent.lone)
    finish(sent.office, sent.report, sent.matter)
    staff_portal.clock.advance(timedelta(days=3 * 366))
    erase_case(staff_portal.workplace, staff_portal.birgitte, sent.number, journal_answered=True)
    assert count_drafts(staff_portal.workplace, sent.karen.account.id) == 0


def test_every_field_in_which_something_is_written_is_known(
    sent: Hearing, staff_portal: Portal
) -> None:
    contact = Contact(staff_portal, sent.karen, sent)
    pages = contact.opens()
    sent.answered()
    settled(sent)
    pages += StaffBrowser(staff_portal, sent.karen).get(contact.address)
    assert {area.attributes["name"] for area in read_page(pages).all("textarea")} == CONTACT_FIELDS
