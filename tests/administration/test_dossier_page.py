"""The page of one dossier: the notice of secrecy first, then what was sent and what came of it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from portal.domain.dossier import ActKind, Extract, WorkingCopy
from portal.domain.matter import Outcome
from portal.services.casework.set_outcome import set_outcome
from portal.services.dossiers.answer_dossier import ask_the_unit
from portal.services.dossiers.assess_answer import ask_again
from portal.services.dossiers.change_recipients import add_recipient
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.dossiers.reply_in_dossier import give_more_time, reply_in_dossier
from portal.services.dossiers.write_answer_in import write_answer_in
from tests.administration.contacts import (
    ACTIONS,
    WRITTEN,
    Contact,
    office_of,
    passed_on,
    sent_by_anders,
)
from tests.caseworker.unit import element, words
from tests.services.acts import received
from tests.services.hearing import Hearing, karen_of, lone_of
from tests.support.page_checks import read_page
from tests.support.portal import Portal
from tests.support.staff import StaffBrowser

TEXT = "Undersøg <b>kassen</b> i <i>foråret</i>."
PASSAGE = "Den lille kasse er altid tom."
CONTENT = b"regnskab" * 20_000


@pytest.fixture
def sent(staff_portal: Portal) -> Hearing:
    """As it is elsewhere, with a passage and a file."""
    copy = WorkingCopy(received(office_of(staff_portal), CONTENT, "bilag æ.pdf"))
    return sent_by_anders(staff_portal, text=TEXT, extracts=(Extract(PASSAGE),), files=(copy,))


def forms_on(page: str) -> list[str]:
    """The forms that the page has, by what they do."""
    return [
        place["id"].removeprefix("form-")
        for place in (found.attributes for found in read_page(page).all("details"))
        if place.get("id", "").startswith("form-")
    ]


def file_address(sent: Hearing) -> str:
    return f"/administration/dossiers/{sent.dossier.number}/files/{sent.dossier.files[0].id}"


def test_until_she_has_confirmed_there_is_the_notice_and_nothing_else(
    sent: Hearing, karen: Contact
) -> None:
    page = karen.page()
    said = words(page)
    assert "§ 25 i lov om beskyttelse af whistleblowere" in said
    assert "Du må ikke forsøge at finde ud af, hvem indberetteren er" in said
    assert "kan straffes med bøde" in said
    for hidden in ("kassen", PASSAGE, "bilag", "31. marts", sent.number, 'data-content="dossier'):
        assert hidden not in page
    assert forms_on(page) == []
    assert sent.now().acts == ()


def test_until_she_has_confirmed_no_file_and_no_form_answers(sent: Hearing, karen: Contact) -> None:
    karen.browser.get(file_address(sent), 404)
    for action, fields in WRITTEN.items():
        karen.act(action, 404, **fields)
        karen.act(action, 404)
        karen.act(action, 404, token="", **fields)
    assert sent.now().acts == ()


def test_the_notice_is_confirmed_with_a_form_of_this_session_and_once(
    sent: Hearing, karen: Contact
) -> None:
    assert "Der er noget, du skal rette" in words(karen.act("confirm", 422, token="").text)
    assert sent.now().acts == ()
    for _time in range(2):
        karen.act("confirm")
    assert [act.kind for act in sent.now().acts] == [ActKind.OPENED]


def test_after_that_she_reads_what_was_sent(sent: Hearing, karen: Contact) -> None:
    page = karen.opens()
    said = words(page)
    assert "&lt;b&gt;kassen&lt;/b&gt;" in page
    assert PASSAGE in said
    assert "Fra Whistleblowerenheden" in said
    assert element(page, id="due").attributes["datetime"] == "2026-03-31"
    assert "De, der har den Dig, Lone Prøve" in said
    assert "§ 25 i lov om beskyttelse af whistleblowere" in said
    assert element(page, data_content="dossier").text


def test_a_file_is_saved_and_never_shown_or_kept(sent: Hearing, karen: Contact) -> None:
    assert file_address(sent) in karen.opens()
    answer = karen.browser.client.get(file_address(sent))
    assert answer.data == CONTENT
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''bilag%20%C3%A6.pdf"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    other = sent_by_anders(karen.browser.portal)
    for file_id in ("0" * 32, "nonsense", (other.dossier.files or sent.dossier.files)[0].id[::-1]):
        karen.browser.get(f"{karen.address}/files/{file_id}", 404)


def test_no_page_of_hers_is_kept_by_her_browser(karen: Contact) -> None:
    answers = [karen.browser.client.get(karen.address), karen.act("confirm")]
    answers += [karen.browser.client.get(karen.address), karen.act("question", 422)]
    answers.append(karen.browser.client.get(f"{karen.address}/files/{'0' * 32}"))
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


@pytest.mark.parametrize("administration", ["SUF", "BUF"])
def test_who_was_not_sent_it_finds_no_page_no_file_and_no_form(
    sent: Hearing, staff_portal: Portal, administration: str
) -> None:
    mona = Contact(staff_portal, staff_portal.contact("Mona", administration), sent)
    mona.page(404)
    mona.browser.get(file_address(sent), 404)
    for action in ACTIONS:
        fields = WRITTEN.get(action, {})
        mona.act(action, 404, **fields)
        mona.act(action, 404)
        mona.act(action, 404, token="", **fields)
    assert sent.now().acts == ()


def test_the_number_of_a_case_leads_nowhere(sent: Hearing, karen: Contact) -> None:
    karen.opens()
    karen.browser.get(f"/administration/dossiers/{sent.number}", 404)


def everything_happened(sent: Hearing, staff_portal: Portal) -> None:
    """Questions, time, rounds and answers, of Karen's, Lone's and the unit's."""
    workplace, anders = staff_portal.workplace, staff_portal.anders
    number = sent.dossier.number
    confirm_secrecy(workplace, sent.karen, number)
    ask_the_unit(workplace, sent.karen, number, "Hvilken kasse?")
    where = (workplace, anders, sent.number, number)
    reply_in_dossier(*where, text="Den i kælderen.")
    give_more_time(*where, due=date(2026, 4, 14), reason="Det er i orden.")
    sent.answered(sent.lone)
    ask_again(*where, text="Bilagene mangler.", due=date(2026, 4, 20))
    write_answer_in(*where, text="Karen ringede: der er ingen bilag.")
    mona = staff_portal.contact("Mona", "BUF")
    add_recipient(*where, mona.id)


def test_what_has_happened_names_colleagues_and_nobody_of_the_unit(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    everything_happened(sent, staff_portal)
    page = karen.page()
    acts = [
        (found.attributes["data-act"], found.attributes["data-from"])
        for found in read_page(page).all("article")
    ]
    assert acts == [
        ("question", "administration"),
        ("reply", "unit"),
        ("more_time_given", "unit"),
        ("answer", "administration"),
        ("asked_again", "unit"),
        ("answer", "unit"),
    ]
    said = words(page)
    for one in (
        "Spørgsmål til enheden Dig , 3. marts 2026",
        "Enhedens svar på spørgsmålet Whistleblowerenheden , 3. marts 2026",
        "Svar Lone Prøve , 3. marts 2026",
        "Svar, skrevet ind af enheden Whistleblowerenheden",
        "Planlagt opfølgning Ny procedure.",
        "Frist: 20. april 2026",
        "Runde 2",
        "Mona Prøve",
    ):
        assert one in said


def test_no_page_names_a_caseworker_or_a_case(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    pages = [karen.page()]
    everything_happened(sent, staff_portal)
    pages += [karen.page(), karen.browser.get("/administration")]
    pages += [karen.act(action, 422).text for action in WRITTEN]
    pages += [karen.browser.get("/administration/drafts"), karen.page()]
    for page in pages:
        for name in ("Anders", "Birgitte", "Chaima", sent.number):
            assert name not in page
        assert staff_portal.anders.id not in page
        assert not re.search(r"(?<!D)\d{4}-[A-Z0-9]{5}\b", words(page))


def test_only_what_may_be_done_now_is_offered(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    assert forms_on(karen.opens()) == ["answer", "question", "more-time", "hand-over"]
    sent.answered()
    page = karen.page()
    assert forms_on(page) == ["answer", "hand-over"]
    assert "Tilføj til svaret" in words(page)


def test_outside_the_scheme_no_answer_is_awaited_and_that_is_said(
    sent: Hearing, staff_portal: Portal
) -> None:
    outside = Contact(staff_portal, sent.karen, passed_on(sent))
    page = outside.opens()
    assert forms_on(page) == ["hand-over"]
    assert "I afgør selv, hvad I gør ved dem, og skal ikke svare enheden." in words(page)
    assert 'id="due"' not in page
    outside.act("answer", 409, **WRITTEN["answer"])


def test_who_is_alone_is_offered_nobody_to_hand_it_to(staff_portal: Portal) -> None:
    office = office_of(staff_portal)
    karen, lone = karen_of(office), lone_of(office)
    sent = sent_by_anders(staff_portal, recipients=(karen.id,), barred=(lone.id,))
    contact = Contact(staff_portal, karen, sent)
    assert forms_on(contact.opens()) == ["answer", "question", "more-time"]
    where = (staff_portal.workplace, staff_portal.anders, sent.number, sent.matter)
    set_outcome(*where, outcome=Outcome.STOPPED_TO_PROTECT, police_report=False)
    page = contact.page()
    assert forms_on(page) == []
    assert "Det, du kan gøre" not in words(page)
    assert "Enheden venter ikke længere på svar" in words(page)


def test_looking_at_it_changes_nothing(sent: Hearing, karen: Contact) -> None:
    karen.opens()
    before = sent.now()
    for address in (karen.address, "/administration", "/administration/drafts"):
        karen.browser.get(address)
    for action in ACTIONS:
        karen.browser.get(f"{karen.address}/{action}", 405)
    assert sent.now() == before


def test_a_member_of_the_unit_finds_no_page_of_it(sent: Hearing, staff_portal: Portal) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.get(f"/administration/dossiers/{sent.dossier.number}", 404)
