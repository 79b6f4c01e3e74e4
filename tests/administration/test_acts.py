"""What a contact person does in a dossier: each form once, nothing typed is lost."""

from __future__ import annotations

from io import BytesIO

import pytest

from portal.domain.dossier import Act, ActKind, Stage
from portal.domain.matter import Outcome
from portal.services.casework.set_outcome import set_outcome
from portal.services.dossiers.assess_answer import accept_answer
from portal.services.dossiers.change_recipients import remove_recipient
from portal.services.dossiers.follow_up import ask_for_follow_up
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.files.read_file import content_of
from portal.web.uploads import MAX_UPLOAD_BYTES
from tests.administration.contacts import WRITTEN, Contact, office_of, sent_by_anders
from tests.caseworker.unit import element, open_forms, words
from tests.services.hearing import DUE, Hearing, karen_of, lone_of
from tests.support.page_checks import read_page
from tests.support.portal import Portal


@pytest.fixture
def karen(staff_portal: Portal, sent: Hearing) -> Contact:
    """Who has confirmed the notice of secrecy."""
    contact = Contact(staff_portal, sent.karen, sent)
    contact.act("confirm")
    return contact


def acts_of(sent: Hearing) -> list[Act]:
    return [act for act in sent.now().acts if act.kind is not ActKind.OPENED]


def _file(content: bytes = b"regnskab", name: str = "regnskab.txt") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def droppable(page: str) -> list[str]:
    """The files that wait in a form, by id."""
    return [
        found.attributes["value"]
        for found in read_page(page).all("input")
        if found.attributes.get("name") == "drop_file"
    ]


def settled(sent: Hearing) -> None:
    """The unit has what it needs, and asks what was done."""
    office = sent.office
    where = (office.workplace, office.anders, sent.number)
    accept_answer(*where, sent.dossier.number)
    set_outcome(*where, sent.matter, outcome=Outcome.CONFIRMED, police_report=False)
    ask_for_follow_up(*where, sent.dossier.number, text="Hvad har I gjort?", due=DUE)


def test_she_asks_the_unit(sent: Hearing, karen: Contact) -> None:
    karen.act("question", **WRITTEN["question"])
    [act] = acts_of(sent)
    assert (act.kind, act.text, act.by) == (ActKind.QUESTION, "Hvilken kasse?", sent.karen.id)
    page = words(karen.page())
    assert "Spørgsmålet er sendt til enheden." in page
    assert "I har spurgt enheden og venter på svar" in page


def test_she_asks_for_more_time(sent: Hearing, karen: Contact) -> None:
    karen.act("more-time", **WRITTEN["more-time"])
    [act] = acts_of(sent)
    assert (act.kind, str(act.due)) == (ActKind.MORE_TIME_ASKED, "2026-04-14")
    assert sent.now().due_now == DUE
    page = words(karen.page())
    assert "I har bedt om længere tid" in page
    assert "Ønsket frist: 14. april 2026" in page


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("", "Vælg den dag, du beder om."),
        ("2026-02-30", "Vælg den dag, du beder om."),
        ("2026-03-31", "Vælg en dag efter den frist, der gælder nu"),
        ("2062-04-14", "Vælg en dag inden for et år."),
    ],
)
def test_a_day_that_cannot_be_meant_is_pointed_out_and_nothing_is_lost(
    sent: Hearing, karen: Contact, due: str, said: str
) -> None:
    page = karen.act("more-time", 422, due=due, reason="Revisoren er syg.").text
    assert said in element(page, id="error-summary").text
    assert element(page, id="more-time-reason").text.strip() == "Revisoren er syg."
    assert element(page, id="more-time-due").attributes.get("value", "") == due
    assert open_forms(page) == ["form-more-time"]
    assert acts_of(sent) == []


def test_she_answers_with_documentation(sent: Hearing, karen: Contact) -> None:
    files = [_file(), _file(b"b", "b.txt")]
    karen.act("answer", **WRITTEN["answer"], files=files)
    [act] = acts_of(sent)
    assert (act.text, act.planned) == ("Kassen passer ikke.", "Ny procedure.")
    assert [file.name for file in act.files] == ["regnskab.txt", "b.txt"]
    assert b"".join(content_of(sent.office.workplace, act.files[0])) == b"regnskab"
    assert sent.now().stage is Stage.ANSWERED
    page = karen.page()
    assert "Besvaret: enheden vurderer svaret" in words(page)
    assert droppable(page) == []
    address = f"{karen.address}/files/{act.files[1].id}"
    assert address in page
    assert karen.browser.client.get(address).data == b"b"


def test_she_adds_to_her_answer_until_it_is_assessed(sent: Hearing, karen: Contact) -> None:
    karen.act("answer", **WRITTEN["answer"])
    karen.act("answer", result="Og en rettelse.", planned="")
    assert [act.text for act in acts_of(sent)] == ["Kassen passer ikke.", "Og en rettelse."]
    office = sent.office
    accept_answer(office.workplace, office.anders, sent.number, sent.dossier.number)
    page = karen.act("answer", 409, result="Og en til.", planned="").text
    assert "Det kan ikke lade sig gøre, som forsendelsen står nu." in words(page)
    assert element(page, id="answer-result").text.strip() == "Og en til."
    assert open_forms(page) == ["form-answer"]


def test_an_answer_without_a_result_keeps_its_plan_and_its_files(
    sent: Hearing, karen: Contact
) -> None:
    files = [_file(), _file(b"b", "b.txt")]
    page = karen.act("answer", 422, result="  ", planned="Ny procedure.", files=files).text
    assert "Svaret er ikke sendt" in element(page, id="error-summary").text
    assert element(page, id="answer-planned").text.strip() == "Ny procedure."
    first, _second = droppable(page)
    assert "regnskab.txt" in words(page)
    # Also when she looks at the page anew; then she takes one away.
    assert len(droppable(karen.page())) == 2
    karen.act("answer", **WRITTEN["answer"], drop_file=first)
    assert [file.name for act in acts_of(sent) for file in act.files] == ["b.txt"]
    assert droppable(karen.page()) == []


def test_files_of_one_dossier_do_not_go_with_the_answer_to_another(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    karen.act("answer", 422, files=[_file()])
    other = Contact(staff_portal, sent.karen, sent_by_anders(staff_portal))
    other.browser = karen.browser
    other.act("confirm")
    assert droppable(other.page()) == []


def test_files_that_came_where_there_is_no_answer_to_give_stay_with_their_form(
    sent: Hearing, karen: Contact
) -> None:
    page = karen.act("follow-up", 409, text="Den er lukket.", files=[_file()]).text
    assert open_forms(page) == ["form-follow-up"]
    assert len(droppable(page)) == 1
    assert droppable(karen.page()) == []


def test_files_that_are_too_large_are_refused_and_the_words_kept(
    sent: Hearing, karen: Contact, staff_portal: Portal
) -> None:
    staff_portal.app.config[MAX_UPLOAD_BYTES] = 1000
    files = [_file(), _file(b"x" * 1001, "stor.bin")]
    page = karen.act("answer", 422, **WRITTEN["answer"], files=files).text
    assert "Filerne fylder for meget" in element(page, id="error-summary").text
    assert "Kassen passer ikke." in element(page, id="answer-result").text
    assert acts_of(sent) == []


def test_that_files_go_as_they_are_is_said_where_they_are_chosen(karen: Contact) -> None:
    hint = element(karen.page(), id="answer-files-hint").text
    assert "Filerne går til enheden, som de er" in hint


@pytest.mark.parametrize("action", ["question", "more-time", "answer"])
def test_a_double_click_does_it_once(sent: Hearing, karen: Contact, action: str) -> None:
    for _time in range(2):
        fields = {"submission": "samme", **WRITTEN[action]}
        if action == "answer":
            fields["files"] = [_file()]
        karen.act(action, **fields)
    assert len(acts_of(sent)) == 1
    assert droppable(karen.page()) == []


def test_every_form_carries_the_mark_of_its_sending(karen: Contact) -> None:
    page = karen.page()
    marks = [
        found.attributes["value"]
        for found in read_page(page).all("input")
        if found.attributes.get("name") == "submission"
    ]
    assert len(marks) == 4
    assert len(set(marks)) == 4
    assert all(marks)


def test_what_failed_can_be_sent_again_under_the_same_mark(sent: Hearing, karen: Contact) -> None:
    fields = {**WRITTEN["more-time"], "submission": "samme"}
    karen.act("more-time", 422, **{**fields, "due": "2026-03-01"})
    karen.act("more-time", **fields)
    assert len(acts_of(sent)) == 1


@pytest.mark.parametrize("action", ["question", "answer", "more-time", "hand-over"])
def test_a_form_that_was_open_for_too_long_gives_back_what_was_typed(
    sent: Hearing, karen: Contact, action: str
) -> None:
    page = karen.act(action, 422, token="", **WRITTEN[action]).text
    assert "Siden har været åben for længe" in words(page)
    for text in WRITTEN[action].values():
        assert text in page or text == "0" * 32
    assert acts_of(sent) == []


def test_she_tells_what_was_done(sent: Hearing, karen: Contact) -> None:
    karen.act("answer", **WRITTEN["answer"])
    settled(sent)
    page = karen.page()
    assert "Hvad har I gjort?" in words(page)
    assert "Opfølgning senest 31. marts 2026" in words(page)
    again = karen.act("follow-up", 422, text="", files=[_file()]).text
    assert "Opfølgningen er ikke sendt" in element(again, id="error-summary").text
    for _time in range(2):
        karen.act("follow-up", text="Kassen er lukket af.", submission="samme")
    [told] = sent.now().follow_ups
    assert (told.text, [file.name for file in told.files]) == (
        "Kassen er lukket af.",
        ["regnskab.txt"],
    )
    assert "I har oplyst, hvad I har gjort" in words(karen.page())


def test_she_hands_it_to_a_colleague_who_then_has_it(staff_portal: Portal) -> None:
    office = office_of(staff_portal)
    karen, lone = karen_of(office), lone_of(office)
    sent = sent_by_anders(staff_portal, recipients=(karen.id,))
    hers, lones = Contact(staff_portal, karen, sent), Contact(staff_portal, lone, sent)
    lones.page(404)
    page = hers.opens()
    assert "Lone Prøve" in element(page, id="hand-over-colleague").text
    assert "har den allerede" not in page
    hers.act("hand-over", colleague=lone.id, note="Jeg er på ferie.")
    assert "har den allerede" in hers.page()
    assert "Før du åbner: din tavshedspligt" in words(lones.page())
    said = words(lones.opens())
    assert "Givet til en kollega Karen Prøve , 3. marts 2026 Til Dig Jeg er på ferie." in said
    lones.act("answer", **WRITTEN["answer"])
    assert sent.now().stage is Stage.ANSWERED
    assert "Svar Lone Prøve" in words(hers.page())


@pytest.mark.parametrize("who", ["", "0" * 32, "nobody"])
def test_it_is_handed_to_nobody_who_is_not_on_the_list(
    sent: Hearing, karen: Contact, who: str
) -> None:
    page = karen.act("hand-over", 422, colleague=who, note="Jeg er på ferie.").text
    assert "Vælg en på listen." in element(page, id="error-summary").text
    assert element(page, id="hand-over-note").text.strip() == "Jeg er på ferie."
    assert acts_of(sent) == []


def test_whom_it_was_taken_from_writes_no_more_in_it(sent: Hearing, karen: Contact) -> None:
    office = sent.office
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    remove_recipient(*where, sent.karen.id)
    for action, fields in WRITTEN.items():
        karen.act(action, 404, **fields)
    karen.page(404)


def test_in_english_every_form_leads_somewhere(karen: Contact, sent: Hearing) -> None:
    """The language stands in each address."""
    for _page in ("before the notice is read", "after"):
        page = karen.browser.get(f"/administration/dossiers/{sent.dossier.number}?lang=en")
        actions = {e.attributes["action"] for e in read_page(page).all("form")}
        for action in actions - {"/staff/logout", "/staff/logout?lang=en"}:
            assert karen.browser.post(action, 422, token="x").status_code == 422
        confirm_secrecy(sent.office.workplace, sent.karen, sent.dossier.number)
