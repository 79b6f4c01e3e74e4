"""The reporter reads her case and writes in it."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.case_file import NoteReader
from portal.domain.matter import Outcome
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg
from portal.municipality import load_municipality
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.erase_case import erase_case
from portal.services.casework.forward_matter import forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import stop_waiting, write_to_reporter
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import file_chunks
from tests.intake.visitor import Visitor
from tests.support.portal import FiledReport, Portal

IN_SCOPE = Assessment(
    relation=Relation.WORKER,
    responsible=True,
    public_interest=True,
    probable=True,
    examinable=True,
    scope_leg=ScopeLeg.SERIOUS_OFFENCE,
)


class Unit:
    """The head of unit at work on one case."""

    def __init__(self, portal: Portal, report: FiledReport) -> None:
        self.case = (portal.workplace, portal.birgitte, report.number)

    def matter(self) -> int:
        return split_matter(
            *self.case, summary="Penge", theme="finance", administration="SUF"
        ).ordinal

    def in_scope(self) -> int:
        ordinal = self.matter()
        triage_matter(
            *self.case, ordinal, assessment=IN_SCOPE, decision=Decision.IN_SCOPE, ground=None
        )
        return ordinal

    def rejected(self, *, offer: bool = False) -> int:
        ordinal = self.matter()
        triage_matter(
            *self.case,
            ordinal,
            assessment=replace(IN_SCOPE, public_interest=False),
            decision=Decision.REJECTED,
            ground=Ground.NO_PUBLIC_INTEREST,
            guidance="Gå til din tillidsrepræsentant.",
            offer_pass_on=offer,
        )
        return ordinal

    def asks(self, text: str = "Hvornår?") -> None:
        write_to_reporter(*self.case, text, asks=True)

    def feedback(self, *, interim: bool = False) -> None:
        give_feedback(*self.case, done="Kassen er talt.", why="Den passede ikke.", interim=interim)

    def closes(self) -> None:
        ordinal = self.in_scope()
        set_outcome(*self.case, ordinal, outcome=Outcome.CONFIRMED, police_report=False)
        self.feedback()
        close_case(*self.case, reason="Færdig")


@pytest.fixture
def report(portal: Portal) -> FiledReport:
    return portal.taken_up("Der mangler penge.", administration="SUF", place="Solgården")


@pytest.fixture
def unit(portal: Portal, report: FiledReport) -> Unit:
    return Unit(portal, report)


@pytest.fixture
def reporter(visitor: Visitor, report: FiledReport) -> Visitor:
    return visitor.enter(report.code.text)


def said(visitor: Visitor) -> list[tuple[str, str]]:
    """Who said what kind of thing, in the order of the page."""
    articles = visitor.page.all("article")
    return [(a.attributes["data-from"], a.attributes["data-kind"]) for a in articles]


def main(visitor: Visitor) -> str:
    return " ".join(visitor.page.all("main")[0].text.split())


def test_a_new_case_shows_its_state_its_date_and_the_report_first(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.enter(portal.filed("Der mangler penge.", place="Solgården").code.text)
    assert visitor.element("case-state").attributes["data-state"] == "received"
    assert visitor.element("feedback-due").attributes["datetime"] == "2026-06-03"
    assert said(visitor) == [("reporter", "report")]
    assert "Der mangler penge." in main(visitor)
    assert "Solgården" in main(visitor)
    assert "Ingen har åbnet sagen endnu." in main(visitor)


def test_no_time_of_day_is_shown(reporter: Visitor, unit: Unit) -> None:
    unit.asks()
    assert not re.search(
        r"\b\d{1,2}[:.]\d{2}\b", main(reporter.read("/case/dialogue")).replace("9-20", "")
    )


def test_a_message_reaches_the_unit(reporter: Visitor, portal: Portal, report: FiledReport) -> None:
    reporter.send("/case/dialogue", message="Det sker stadig.")
    reporter.follow()
    assert "Din besked er sendt" in reporter.text
    assert said(reporter)[-1] == ("reporter", "message")
    assert "Din besked er sendt" not in reporter.read("/case/dialogue").text
    entries = read_dialogue(portal.workplace, report.reporter).entries
    assert entries[-1].text == "Det sker stadig."


def test_an_empty_message_is_refused_in_words(reporter: Visitor) -> None:
    reporter.send("/case/dialogue", message=" ")
    assert reporter.status == 422
    assert "Skriv en besked, eller vælg en fil." in reporter.shown("error-summary")


def test_a_double_click_sends_one_message(reporter: Visitor) -> None:
    form = {**reporter.hidden("/case/dialogue"), "message": "Kun én gang."}
    for _ in range(2):
        reporter.answer = reporter.client.post("/case/dialogue", data=form)
        assert reporter.status == 303
    assert main(reporter.follow()).count("Kun én gang.") == 1


def test_files_alone_are_a_message_and_can_be_fetched_again(reporter: Visitor) -> None:
    upload = (io.BytesIO(b"vagtplan"), "vågtplan æøå.pdf")
    reporter.send("/case/dialogue", files=[upload]).follow()
    link = next(a for a in reporter.page.all("a") if "/case/files/" in a.attributes["href"])
    assert "vågtplan æøå.pdf" in link.text
    answer = reporter.client.get(link.attributes["href"])
    assert answer.data == b"vagtplan"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_empty_file_can_be_fetched_too(reporter: Visitor) -> None:
    reporter.send("/case/dialogue", files=[(io.BytesIO(b""), "tom.txt")]).follow()
    link = next(a for a in reporter.page.all("a") if "/case/files/" in a.attributes["href"])
    assert reporter.client.get(link.attributes["href"]).data == b""


def test_a_file_that_was_altered_becomes_an_error_page(reporter: Visitor, portal: Portal) -> None:
    reporter.send("/case/dialogue", files=[(io.BytesIO(b"vagtplan"), "v.txt")]).follow()
    link = next(a for a in reporter.page.all("a") if "/case/files/" in a.attributes["href"])
    with portal.workplace.database.engine.begin() as connection:
        box = connection.execute(file_chunks.select()).one().box
        connection.execute(file_chunks.update().values(box=box[:-1] + bytes([box[-1] ^ 1])))
    reporter.read(link.attributes["href"])
    assert reporter.status == 500
    assert "Noget i sagen stemmer ikke" in reporter.text


def test_a_file_of_another_case_does_not_exist(reporter: Visitor, portal: Portal) -> None:
    other = Visitor(portal).enter(portal.filed("En anden.").code.text)
    other.send("/case/dialogue", files=[(io.BytesIO(b"x"), "x.txt")]).follow()
    link = next(a for a in other.page.all("a") if "/case/files/" in a.attributes["href"])
    assert reporter.read(link.attributes["href"]).status == 404


def test_a_wrong_form_token_gives_back_the_message(reporter: Visitor) -> None:
    reporter.send("/case/dialogue", message="Vigtigt.", csrf_token="0" * 64)
    assert reporter.status == 422
    assert reporter.shown("message") == "Vigtigt."


def test_a_message_is_not_lost_when_the_session_has_ended(
    reporter: Visitor, portal: Portal, report: FiledReport
) -> None:
    portal.clock.advance(timedelta(minutes=31))
    reporter.send("/case/dialogue", message="Jeg skrev for længe.")
    assert reporter.status == 422
    assert "Skriv din kvitteringskode igen." in reporter.shown("error-summary")
    assert reporter.shown("message") == "Jeg skrev for længe."
    reporter.send("/case", receipt_code=report.code.text, message="Jeg skrev for længe.").follow()
    assert reporter.shown("message") == "Jeg skrev for længe."
    reporter.send("/case/dialogue", message="Jeg skrev for længe.").follow()
    assert said(reporter)[-1] == ("reporter", "message")
    assert reporter.shown("message") == ""


def test_a_question_shows_until_when_an_answer_is_awaited(reporter: Visitor, unit: Unit) -> None:
    unit.in_scope()
    unit.asks("Hvem var på vagt?")
    told = main(reporter.read("/case/dialogue"))
    assert "Vi venter på svar fra dig" in told
    assert "Dig. Vi venter på dit svar." in told
    assert "svar senest 17. marts 2026" in told
    assert "Svarer du ikke inden, går vi videre med det, vi ved." in told
    reporter.send("/case/dialogue", message="Aftenholdet.").follow()
    assert "Vi venter på svar fra dig" not in main(reporter)


def test_a_question_whose_day_has_passed_can_still_be_answered(
    reporter: Visitor, unit: Unit, portal: Portal, report: FiledReport
) -> None:
    unit.asks()
    portal.clock.advance(timedelta(days=20))
    told = main(reporter.enter(report.code.text))
    assert "Den dag er gået, men du kan stadig svare." in told


def test_a_question_the_unit_no_longer_waits_for_is_said_to_be_closed(
    reporter: Visitor, unit: Unit, portal: Portal, report: FiledReport
) -> None:
    unit.asks()
    question = read_dialogue(portal.workplace, report.reporter).waiting[0]
    stop_waiting(*unit.case, question.id)
    told = main(reporter.read("/case/dialogue"))
    assert "Spørgsmålet er lukket" in told
    assert "Vi venter på svar fra dig" not in told


def test_a_rejection_says_its_ground_its_legal_basis_and_the_guidance(
    reporter: Visitor, unit: Unit
) -> None:
    unit.rejected()
    told = main(reporter.read("/case/dialogue"))
    ground = load_municipality().ground("no_public_interest")
    for words in (ground.label.da, ground.explanation.da, ground.legal_basis.da):
        assert " ".join(words.split()) in told
    assert "Gå til din tillidsrepræsentant." in told
    assert "Forhold 1" in told
    assert "Alle forhold er afvist." in told


@pytest.mark.parametrize(
    ("answer", "standing"),
    [
        ("yes", "Du har sagt ja til, at oplysningerne gives videre"),
        ("no", "Du har sagt nej til, at oplysningerne gives videre"),
    ],
)
def test_an_offer_is_answered_with_one_click(
    reporter: Visitor, unit: Unit, answer: str, standing: str
) -> None:
    unit.rejected(offer=True)
    reporter.read("/case/dialogue").send("/case/answer", answer=answer).follow()
    assert "Dit svar er gemt" in main(reporter)
    assert standing in main(reporter)
    assert said(reporter)[-1] == ("reporter", "consent")
    assert "/case/answer" not in [f.attributes["action"] for f in reporter.page.all("form")]


def test_an_offer_answered_twice_keeps_the_first_answer(reporter: Visitor, unit: Unit) -> None:
    unit.rejected(offer=True)
    form = reporter.read("/case/dialogue").hidden("/case/answer")
    for answer in ("no", "yes"):
        reporter.answer = reporter.client.post("/case/answer", data={**form, "answer": answer})
        assert reporter.status == 303
    assert "Du har sagt nej" in main(reporter.follow())


def test_an_answer_to_no_offer_is_refused(reporter: Visitor, unit: Unit) -> None:
    unit.rejected(offer=True)
    reporter.read("/case/dialogue").send("/case/answer", question="0" * 32, answer="yes")
    assert reporter.status == 404


@pytest.mark.parametrize("wrong", [{"answer": "maybe"}, {"answer": "yes", "csrf_token": "x"}])
def test_an_answer_that_is_neither_yes_nor_no_changes_nothing(
    reporter: Visitor, unit: Unit, wrong: dict[str, str]
) -> None:
    unit.rejected(offer=True)
    reporter.read("/case/dialogue").send("/case/answer", **wrong)
    assert reporter.status == 422
    assert reporter.element("error-summary")
    assert ("reporter", "consent") not in said(reporter)


def test_she_is_told_when_her_yes_was_acted_on(reporter: Visitor, unit: Unit) -> None:
    ordinal = unit.rejected(offer=True)
    reporter.read("/case/dialogue").send("/case/answer", answer="yes")
    pass_on_matter(*unit.case, ordinal, text="Til forvaltningen")
    told = main(reporter.read("/case/dialogue"))
    assert "har vi givet oplysningerne om forhold 1 til Sundheds- og Omsorgsforvaltningen" in told
    assert "Til forvaltningen" not in told


def test_the_matters_stand_in_plain_words(reporter: Visitor, unit: Unit) -> None:
    unit.matter()
    in_scope = unit.in_scope()
    forwarded = unit.in_scope()
    settled = unit.in_scope()
    forward_matter(
        *unit.case, forwarded, administration="SUF", text="Undersøg.", due=date(2026, 4, 1)
    )
    set_outcome(*unit.case, settled, outcome=Outcome.REFUTED, police_report=False)
    reporter.read("/case/dialogue")
    rows = [e for e in reporter.page.elements if "data-matter" in e.attributes]
    assert [row.attributes["data-matter"] for row in rows] == ["1", "2", "3", "4"]
    assert "Vi vurderer, om det er omfattet" in rows[0].text
    assert "vi arbejder på det" in rows[in_scope - 1].text
    assert "en forvaltning undersøger det" in rows[forwarded - 1].text
    assert "Undersøgelsen er færdig." in rows[settled - 1].text


def test_the_units_own_words_about_a_matter_are_not_hers_to_see(
    reporter: Visitor, unit: Unit
) -> None:
    ordinal = split_matter(
        *unit.case, summary="Hemmeligt resumé", theme="finance", administration="SUF"
    ).ordinal
    triage_matter(*unit.case, ordinal, assessment=IN_SCOPE, decision=Decision.IN_SCOPE, ground=None)
    write_note(*unit.case, "Kun for enheden.", NoteReader.UNIT)
    told = main(reporter.read("/case/dialogue"))
    assert "Hemmeligt resumé" not in told
    assert "Kun for enheden." not in told


def test_a_note_for_the_reporter_stands_in_the_dialogue(reporter: Visitor, unit: Unit) -> None:
    write_note(*unit.case, "Vi talte i telefon.", NoteReader.REPORTER)
    assert "Vi talte i telefon." in main(reporter.read("/case/dialogue"))
    assert said(reporter)[-1] == ("unit", "note")


def test_feedback_says_what_and_why_and_whether_it_is_the_last_word(
    reporter: Visitor, unit: Unit
) -> None:
    unit.in_scope()
    unit.feedback(interim=True)
    told = main(reporter.read("/case/dialogue"))
    for words in (
        "Foreløbig feedback",
        "Kassen er talt.",
        "Den passede ikke.",
        "Det er foreløbigt.",
    ):
        assert words in told
    assert "Du har fået feedback inden for fristen." in told


def test_a_date_that_has_passed_is_said_plainly_with_the_conditions_for_publishing(
    visitor: Visitor, unit: Unit, portal: Portal, report: FiledReport
) -> None:
    unit.in_scope()
    portal.clock.advance(timedelta(days=92))
    told = main(visitor.enter(report.code.text))
    assert "Fristen er overskredet" not in told, "the last day is still in time"
    portal.clock.advance(timedelta(days=1))
    told = main(visitor.enter(report.code.text))
    assert "Vi har ikke overholdt fristen" in told
    assert "§ 12, stk. 2, nr. 3" in told
    assert "Det er ikke nok kun at have indberettet her i kommunen" in told
    assert load_municipality().external_scheme.phone in told
    assert visitor.element("feedback-due").attributes["datetime"] == "2026-06-03"


def test_feedback_that_came_too_late_is_not_passed_over(
    visitor: Visitor, unit: Unit, portal: Portal, report: FiledReport
) -> None:
    unit.in_scope()
    portal.clock.advance(timedelta(days=100))
    unit.feedback()
    told = main(visitor.enter(report.code.text))
    assert "Du fik feedback efter fristen." in told


def test_a_report_rejected_as_a_whole_is_answered_by_its_guidance(
    visitor: Visitor, unit: Unit, portal: Portal, report: FiledReport
) -> None:
    unit.rejected()
    portal.clock.advance(timedelta(days=100))
    assert "overholdt fristen" not in main(visitor.enter(report.code.text))


def test_a_closed_case_can_be_read_and_written_to(reporter: Visitor, unit: Unit) -> None:
    unit.closes()
    reporter.read("/case/dialogue")
    assert reporter.element("case-state").attributes["data-state"] == "closed"
    assert said(reporter)[-1] == ("unit", "closing")
    assert "Du kan stadig skrive til os" in main(reporter)
    reporter.send("/case/dialogue", message="Jeg er blevet fyret.").follow()
    assert "du har skrevet siden" in main(reporter)


def test_a_case_opened_again_says_so(reporter: Visitor, unit: Unit) -> None:
    unit.closes()
    reopen_case(*unit.case, reason="Nyt")
    reporter.read("/case/dialogue")
    assert reporter.element("case-state").attributes["data-state"] == "open"
    assert said(reporter)[-1] == ("unit", "reopening")


def test_a_case_that_was_erased_is_said_to_be_gone(
    reporter: Visitor, unit: Unit, portal: Portal, report: FiledReport
) -> None:
    unit.closes()
    # The session stays young while the case grows old enough.
    portal.clock.advance(timedelta(days=800))
    fresh = Visitor(portal).enter(report.code.text)
    erase_case(*unit.case, journal_answered=True)
    fresh.read("/case/dialogue")
    assert fresh.status == 422
    said_once = fresh.shown("case-erased")
    assert "Din sag er slettet" in said_once
    assert fresh.read("/case/dialogue").status == 303
    fresh.read("/case").send("/case", receipt_code=report.code.text)
    assert fresh.status == 422
    assert fresh.shown("case-erased") == said_once


def test_who_comes_back_to_an_erased_case_has_done_nothing_wrong(
    visitor: Visitor, unit: Unit, portal: Portal, report: FiledReport
) -> None:
    unit.closes()
    portal.clock.advance(timedelta(days=800))
    erase_case(*unit.case, journal_answered=True)
    visitor.read("/case").send("/case", receipt_code=report.code.text, message="Endnu et bilag")
    assert "Fejl" not in visitor.page.all("title")[0].text
    assert "error-summary" not in visitor.text
    assert not [e for e in visitor.page.elements if e.attributes.get("aria-invalid")]
    box = visitor.text.split('id="case-erased"')[1].split("</div>")[0]
    assert 'href="/report/new"' in box
    assert visitor.element("message").text.strip() == "Endnu et bilag"


def test_what_the_unit_writes_is_shown_as_text(reporter: Visitor, unit: Unit) -> None:
    unit.asks("<b>Fed</b>\nlinje to")
    reporter.read("/case/dialogue")
    assert "&lt;b&gt;Fed&lt;/b&gt;" in reporter.text
    assert reporter.page.all("b") == []


def test_the_newest_is_one_click_away(reporter: Visitor, unit: Unit) -> None:
    assert "Gå til det nyeste" not in main(reporter.read("/case/dialogue"))
    unit.asks()
    assert "Gå til det nyeste" in main(reporter.read("/case/dialogue"))
    link = next(e for e in reporter.page.all("a") if e.text == "Gå til det nyeste")
    newest = reporter.element(link.attributes["href"].removeprefix("#"))
    assert "Spørgsmål" in newest.text


def test_the_page_says_whose_words_are_whose(reporter: Visitor, unit: Unit) -> None:
    unit.asks()
    reporter.read("/case/dialogue")
    assert said(reporter) == [("reporter", "report"), ("unit", "question")]
    assert "Dig, 3. marts 2026" in main(reporter)
    assert "Whistleblowerenheden, 3. marts 2026" in main(reporter)
