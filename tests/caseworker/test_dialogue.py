"""The unit writes to the reporter, to itself, and waits for answers or stops waiting."""

from datetime import timedelta
from io import BytesIO

import pytest

from portal.domain.case_status import RestsWith
from portal.domain.dialogue import AttachedFile
from portal.services.files.read_file import read_own_file
from portal.services.files.receive_file import FileIntake
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import Dialogue, read_dialogue
from portal.web.uploads import MAX_UPLOAD_BYTES
from tests.caseworker.unit import (
    FEEDBACK,
    IN_SCOPE,
    REJECTED,
    add_matter,
    element,
    matter_of,
    open_forms,
    triage,
    view_of,
    words,
)
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up("Der mangler penge i kassen.")


def _heard(portal: Portal, report: FiledReport) -> Dialogue:
    return read_dialogue(portal.workplace, report.reporter)


def _file(content: bytes = b"regnskab", name: str = "regnskab.txt") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def test_a_day_to_answer_by_without_a_question_is_pointed_out_and_nothing_is_lost(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    fields = {"message": "Hvornår var det?", "due": "2026-03-20"}
    page = birgitte.act(report.number, "message", 422, **fields)
    said = "Sæt kryds ved »Jeg stiller et spørgsmål og venter på svar«, eller lad feltet stå tomt."
    assert said in element(page, id="error-summary").text
    assert "aria-invalid" in element(page, id="message-due").attributes
    assert element(page, id="message-due").attributes["value"] == "2026-03-20"
    assert element(page, id="message-message").text.strip() == "Hvornår var det?"
    birgitte.act(report.number, "message", **fields, asks="y")
    [waiting] = read_dialogue(staff_portal.workplace, report.reporter).waiting
    assert str(waiting.due) == "2026-03-20"


def test_a_message_reaches_the_reporter_and_asks_nothing(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "message", message="Vi ser på det.")
    heard = _heard(staff_portal, report)
    assert heard.entries[-1].text == "Vi ser på det."
    assert heard.waiting == ()
    entry = element(birgitte.case(report.number), data_kind="message")
    assert entry.attributes["data-from"] == "unit"
    assert "Whistleblowerenheden, 3. marts 2026" in " ".join(entry.text.split())


def test_an_empty_message_is_not_sent(birgitte: StaffBrowser, report: FiledReport) -> None:
    page = birgitte.act(report.number, "message", 422, message="  ", asks="y")
    assert open_forms(page) == ["form-message"]
    assert "checked" in element(page, id="message-asks").attributes
    assert "Beskeden er ikke sendt" in element(page, id="error-summary").text


def test_a_question_waits_fourteen_days_and_the_case_rests_with_the_reporter(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "message", message="Hvornår var det?", asks="yes")
    (waiting,) = _heard(staff_portal, report).waiting
    assert str(waiting.due) == "2026-03-17"
    assert view_of(staff_portal, report).file.facts.rests_with is RestsWith.REPORTER
    page = words(birgitte.case(report.number))
    assert "Indberetteren svarer på spørgsmålet senest 17. marts 2026" in page


def test_a_question_may_be_about_one_matter_that_is_open(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    add_matter(birgitte, report)
    fields = {"message": "Hvilken kasse?", "asks": "y", "about_matter": "1"}
    birgitte.act(report.number, "message", **fields)
    (waiting,) = _heard(staff_portal, report).waiting
    assert waiting.matter == matter_of(staff_portal, report).id
    birgitte.act(report.number, "message", 422, **{**fields, "about_matter": "en"})
    birgitte.act(report.number, "message", 404, **{**fields, "about_matter": "7"})
    triage(birgitte, report, **REJECTED)
    page = birgitte.act(report.number, "message", 409, **fields)
    assert "Hvilken kasse?" in element(page, id="message-message").text


def test_the_day_to_answer_by_is_gone_once_there_is_an_answer(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "message", message="Hvornår var det?", asks="yes")
    assert "Svar gerne senest" in words(birgitte.case(report.number))
    post_message(staff_portal.workplace, report.reporter, "I går.", (), token="en")
    assert "Svar gerne senest" not in words(birgitte.case(report.number))


def test_the_unit_stops_waiting(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "message", message="Hvornår var det?", asks="y")
    page = birgitte.case(report.number)
    question = element(page, name="question").attributes["value"]
    birgitte.act(report.number, "stop-waiting", question=question)
    assert _heard(staff_portal, report).waiting == ()
    assert 'name="question"' not in birgitte.case(report.number)
    birgitte.act(report.number, "stop-waiting", 404, question=question)
    birgitte.act(report.number, "stop-waiting", 422, question=question, token="")


def test_files_go_with_a_message_sealed(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    birgitte.act(report.number, "message", message="Se her.", files=[_file(), _file(b"b", "b.txt")])
    files = _heard(staff_portal, report).entries[-1].files
    assert [file.name for file in files] == ["regnskab.txt", "b.txt"]
    _, pieces = read_own_file(staff_portal.workplace, report.reporter, files[0].id)
    assert b"".join(pieces) == b"regnskab"


def test_files_of_a_message_that_failed_are_kept_and_can_be_taken_away(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    fields = {"message": "", "files": [_file(), _file(b"b", "b.txt")]}
    page = birgitte.act(report.number, "message", 422, **fields)
    kept = [
        e.attributes["value"]
        for e in read_page(page).all("input")
        if e.attributes.get("name") == "drop_file"
    ]
    assert len(kept) == 2
    birgitte.act(report.number, "message", message="Se her.", drop_file=kept[0])
    assert [file.name for file in _heard(staff_portal, report).entries[-1].files] == ["b.txt"]
    assert "drop_file" not in birgitte.case(report.number)


def test_files_that_are_too_large_are_refused_and_the_words_kept(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    staff_portal.app.config[MAX_UPLOAD_BYTES] = 1000
    fields = {"message": "Se her.", "files": [_file(), _file(b"x" * 1001, "stor.bin")]}
    page = birgitte.act(report.number, "message", 422, **fields)
    assert "Filerne fylder for meget" in element(page, id="error-summary").text
    assert "Se her." in element(page, id="message-message").text
    assert len(_heard(staff_portal, report).entries) == 1


def test_the_same_message_twice_is_sent_once_and_leaves_no_file_behind(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    for _ in range(2):
        fields = {"message": "Se her.", "submission": "samme", "files": [_file()]}
        birgitte.act(report.number, "message", **fields)
    assert len(_heard(staff_portal, report).entries) == 2
    assert "drop_file" not in birgitte.case(report.number)


def _attach(portal: Portal, report: FiledReport, name: str, content: bytes) -> AttachedFile:
    intake = FileIntake(portal.workplace, name, "text/html")
    intake.write(content)
    file = intake.finish()
    post_message(portal.workplace, report.reporter, "Bilag.", (file,))
    return file


def test_a_file_is_handed_out_as_a_download_that_no_browser_opens(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    content = b"<script>" + b"x" * 200_000
    file = _attach(staff_portal, report, 'å "1".html', content)
    response = birgitte.client.get(f"/staff/cases/{report.number}/files/{file.id}")
    assert response.status_code == 200
    assert response.data == content
    assert response.mimetype == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%C3%A5%20%221%22.html"
    )
    assert "Hentede filen å &#34;1&#34;.html" in birgitte.case(report.number)


def test_an_empty_file_can_be_fetched(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = _attach(staff_portal, report, "tom.txt", b"")
    assert birgitte.client.get(f"/staff/cases/{report.number}/files/{file.id}").data == b""


def test_a_file_of_another_case_or_none_is_not_found(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    file = _attach(staff_portal, report, "a.txt", b"a")
    other = staff_portal.taken_up()
    for file_id in (file.id, "0" * 32, "nonsense"):
        birgitte.get(f"/staff/cases/{other.number}/files/{file_id}", 404)


def test_an_altered_file_gives_an_error_page_and_not_half_a_file(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    from sqlalchemy import update

    from portal.storage.tables import file_chunks

    file = _attach(staff_portal, report, "a.txt", b"a" * 100)
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(update(file_chunks).values(box=b"\x01" + bytes(200)))
    page = birgitte.get(f"/staff/cases/{report.number}/files/{file.id}", 500)
    assert "Noget i sagen stemmer ikke" in page
    assert "a.txt" not in page


def test_feedback_needs_what_and_why(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.act(report.number, "feedback", 422, done="Vi har spurgt.", why="")
    assert "både opfølgningen og grundene" in element(page, id="error-summary").text
    assert "Vi har spurgt." in element(page, id="feedback-done").text
    birgitte.act(report.number, "feedback", **FEEDBACK, interim="yes")
    given = _heard(staff_portal, report).entries[-1]
    assert given.facts == {**FEEDBACK, "interim": "yes"}
    birgitte.act(report.number, "feedback", **FEEDBACK, interim="no")
    assert _heard(staff_portal, report).entries[-1].facts["interim"] == "no"


def test_a_note_has_one_of_three_readers(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    for reader in ("unit", "self", "reporter"):
        birgitte.act(report.number, "note", note=f"Notat til {reader}", reader=reader)
    assert _heard(staff_portal, report).entries[-1].text == "Notat til reporter"
    own = birgitte.case(report.number)
    assert "Notat til unit" in own
    assert "Notat til self" in own
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.act(report.number, "impartiality", impartial="yes")
    colleague = anders.case(report.number)
    assert "Notat til unit" in colleague
    assert "Notat til self" not in colleague
    birgitte.act(report.number, "note", 422, note="Til hvem?", reader="everyone")


def test_a_decision_stands_in_the_dialogue_with_its_matter_and_ground(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    add_matter(birgitte, report)
    triage(birgitte, report, **REJECTED)
    entry = element(birgitte.case(report.number), data_kind="decision")
    said = " ".join(entry.text.split())
    assert "Forhold 1: afvist (Ikke alvorligt nok til ordningen)" in said
    assert "Tal med din leder." in said


def test_in_a_closed_case_the_unit_writes_but_does_not_ask(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    add_matter(birgitte, report)
    triage(birgitte, report, **IN_SCOPE)
    birgitte.act(report.number, "matters/1/outcome", outcome="refuted")
    birgitte.act(report.number, "feedback", **FEEDBACK)
    birgitte.act(report.number, "close", reason="Færdig.")
    staff_portal.clock.advance(timedelta(minutes=1))
    assert "message-asks" not in birgitte.case(report.number)
    birgitte.act(report.number, "message", message="Tak for din indberetning.")
    page = birgitte.act(report.number, "message", 409, message="Er du der?", asks="y")
    assert "Er du der?" in element(page, id="message-message").text
    assert "checked" in element(page, id="message-asks").attributes
    birgitte.act(report.number, "feedback", 409, **FEEDBACK)
