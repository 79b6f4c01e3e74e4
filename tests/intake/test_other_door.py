"""Her page asks whether the case goes on at the other door, and leads her there after her yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crypto.receipt_code import parse_code
from portal.domain.dialogue import EntryKind
from portal.intake.reporter_session import reporter_of
from portal.services.casework.offer_other_door import offer_other_door
from portal.services.casework.write_to_reporter import stop_waiting
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Reporter
from portal.storage.tables import cases
from tests.caseworker.complaints import taken_up as complaint_taken_up
from tests.intake.test_complaint import FORM, LEAST, count
from tests.intake.visitor import Visitor

if TYPE_CHECKING:
    from tests.caseworker.complaints import Filed
    from tests.support.portal import FiledReport, Portal

# What is asked does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WRITTEN = "Min søn bor på Solgården.\nHan er ikke blevet badet i to uger."
CARRIED = "Min søn\ner ikke blevet badet i to uger."
WHY = "Det er <b>din</b> søns sag."
REPORT = "/report/new"
ANSWER = "/case/answer"
CASE = "/case/dialogue"


@pytest.fixture
def report(portal: Portal) -> FiledReport:
    report = portal.taken_up(WRITTEN)
    ask(portal, report)
    return report


@pytest.fixture
def complaint(portal: Portal) -> Filed:
    complaint = complaint_taken_up(portal, WRITTEN)
    ask(portal, complaint)
    return complaint


def ask(portal: Portal, case: FiledReport | Filed) -> None:
    offer_other_door(portal.workplace, portal.birgitte, case.number, text=WHY, carried=CARRIED)


def main(visitor: Visitor) -> str:
    return " ".join(visitor.page.all("main")[0].text.split())


def actions(visitor: Visitor) -> list[str]:
    return [form.attributes["action"] for form in visitor.page.all("form")]


def test_the_question_shows_the_whole_text_and_what_a_yes_means(
    visitor: Visitor, report: FiledReport
) -> None:
    told = main(visitor.enter(report.code.text))
    assert "Vi venter på svar fra dig Er din indberetning i virkeligheden en klage?" in told
    assert told.count("Min søn er ikke blevet badet i to uger.") == 1
    assert WHY in told
    for words in (
        "Intet bliver sendt, fordi du siger ja.",
        "en ny sag med sit eget nummer og sin egen kvitteringskode",
        "Filer og dit navn, hvis du har skrevet det, følger ikke med.",
        "En klage har ikke whistleblowerlovens beskyttelse",
        "går sagen videre her, som den er",
    ):
        assert words in told, words
    assert FORM not in actions(visitor)
    assert "<b>din</b>" not in visitor.text


def test_a_complaint_is_told_what_protects_who_reports(visitor: Visitor, complaint: Filed) -> None:
    told = main(visitor.enter(complaint.code.text))
    assert "Er din klage i virkeligheden en indberetning?" in told
    assert "Whistleblowerloven beskytter den, der indberetter noget alvorligt" in told
    assert REPORT not in actions(visitor)


@pytest.mark.parametrize(("case", "door"), [("report", FORM), ("complaint", REPORT)])
def test_after_a_yes_she_carries_the_text_over_herself_and_nothing_is_stored_by_that(
    visitor: Visitor, portal: Portal, request: pytest.FixtureRequest, case: str, door: str
) -> None:
    filed = request.getfixturevalue(case)
    visitor.enter(filed.code.text).send(ANSWER, answer="yes").follow()
    told = main(visitor)
    assert "Du har sagt ja. Intet er sendt endnu." in told
    assert "Ja, teksten må følge med til den anden dør." in told
    assert "Dine samtykker" not in told
    assert ANSWER not in actions(visitor)
    visitor.send(door)
    assert visitor.status == 200
    assert visitor.element("description").text.strip() == CARRIED
    assert "Intet er sendt eller gemt." in visitor.shown("carried-over")
    for unsaid in (filed.number, WHY, "Solgården"):
        assert unsaid not in main(visitor)
    assert count(portal, cases) == 1


def test_what_she_sends_is_a_case_of_its_own_with_the_words_she_chose_last(
    visitor: Visitor, portal: Portal, report: FiledReport
) -> None:
    visitor.enter(report.code.text).send(ANSWER, answer="yes").follow().send(FORM)
    visitor.send(FORM, **{**LEAST, "description": "Min søn er ikke blevet badet."}).follow()
    code = visitor.shown("receipt-code")
    assert code != report.code.text
    [entry] = read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries
    assert (entry.kind, entry.text) == (EntryKind.COMPLAINT, "Min søn er ikke blevet badet.")
    assert count(portal, cases) == 2
    # Her first case stands as it did, and opens with its own code alone.
    assert "Er din indberetning i virkeligheden" in main(Visitor(portal).enter(report.code.text))
    assert "Er din indberetning i virkeligheden" not in main(Visitor(portal).enter(code))


def test_after_a_no_nothing_leads_to_the_other_door(visitor: Visitor, report: FiledReport) -> None:
    visitor.enter(report.code.text).send(ANSWER, answer="no").follow()
    told = main(visitor)
    assert "Nej, sagen bliver, hvor den er." in told
    assert "Gå videre med min tekst" not in told
    assert FORM not in actions(visitor)


def test_a_question_that_was_taken_back_cannot_be_answered(
    visitor: Visitor, portal: Portal, report: FiledReport
) -> None:
    visitor.enter(report.code.text)
    [asked] = read_dialogue(portal.workplace, Reporter.of(report.code)).waiting
    stop_waiting(portal.workplace, portal.birgitte, report.number, asked.id)
    visitor.send(ANSWER, answer="yes")
    assert visitor.status == 404
    told = main(visitor.read(CASE))
    assert "Spørgsmålet er taget tilbage" in told
    assert "sagen fortsætter her" in told


def test_a_second_answer_changes_nothing(visitor: Visitor, report: FiledReport) -> None:
    visitor.enter(report.code.text)
    form = {**visitor.hidden(ANSWER), "answer": "no"}
    visitor.answer = visitor.client.post(ANSWER, data=form)
    visitor.answer = visitor.client.post(ANSWER, data={**form, "answer": "yes"})
    told = main(visitor.follow())
    assert "Du har svaret før" in told
    assert "Gå videre med min tekst" not in told


def test_text_that_another_page_brings_to_the_complaint_is_pointed_out(
    visitor: Visitor, portal: Portal, report: FiledReport
) -> None:
    visitor.enter(report.code.text).send(ANSWER, answer="yes").follow()
    form = {**visitor.hidden(FORM), "csrf_token": "0" * 64}
    stranger = Visitor(portal)
    stranger.answer = stranger.client.post(FORM, data=form)
    assert stranger.status == 422
    assert "badet" in stranger.shown("description")


def test_her_page_is_in_english_too(visitor: Visitor, report: FiledReport) -> None:
    visitor.enter(report.code.text).send(ANSWER, answer="yes").follow().read(f"{CASE}?lang=en")
    assert visitor.status == 200
