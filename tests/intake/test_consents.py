"""The reporter is asked for consent on her page, answers, and takes it back."""

import pytest

from portal.domain.dialogue import EntryKind
from portal.domain.disclosure import DisclosureGround
from portal.domain.triage import Decision
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_to_reporter import stop_waiting
from portal.services.reporting.read_dialogue import read_dialogue
from tests.intake.visitor import Visitor
from tests.support.office import ALL_YES
from tests.support.portal import FiledReport, Portal

WORDS = "At det er sket på Solgården i marts, fordi kun I ved, hvem der var på vagt."
ADMINISTRATION = "Sundheds- og Omsorgsforvaltningen"


class Unit:
    """The head of unit at work on one case with one matter in scope."""

    def __init__(self, portal: Portal, report: FiledReport) -> None:
        self.portal = portal
        self.report = report
        self.case = (portal.workplace, portal.birgitte, report.number)
        matter = split_matter(*self.case, summary="Penge", theme="finance", administration="SUF")
        triage_matter(
            *self.case,
            matter.ordinal,
            assessment=ALL_YES,
            decision=Decision.IN_SCOPE,
            ground=None,
        )

    def asks(self, recipient: str = "SUF", text: str = WORDS) -> str:
        """Ask for consent; the question's id."""
        ask_consent(*self.case, 1, recipient=recipient, text=text)
        return read_dialogue(self.portal.workplace, self.report.reporter).waiting[-1].id

    def tells(self, ground: DisclosureGround) -> None:
        announce_disclosure(
            *self.case, 1, recipient="police", ground=ground, text="De skal afhøre dig."
        )


@pytest.fixture
def report(portal: Portal) -> FiledReport:
    return portal.taken_up("Der mangler penge.", administration="SUF")


@pytest.fixture
def unit(portal: Portal, report: FiledReport) -> Unit:
    return Unit(portal, report)


@pytest.fixture
def reporter(visitor: Visitor, report: FiledReport) -> Visitor:
    return visitor.enter(report.code.text)


def main(visitor: Visitor) -> str:
    return " ".join(visitor.page.all("main")[0].text.split())


def said(visitor: Visitor) -> list[str]:
    """What kinds of entries the page has, in order."""
    return [a.attributes["data-kind"] for a in visitor.page.all("article")]


def choices(visitor: Visitor) -> list[dict[str, str]]:
    return [e.attributes for e in visitor.page.all("input") if e.attributes.get("type") == "radio"]


def test_a_question_of_consent_says_who_gets_what_and_what_an_answer_means(
    reporter: Visitor, unit: Unit
) -> None:
    unit.asks()
    told = main(reporter.read("/case/dialogue"))
    assert "Vi venter på svar fra dig Spørgsmål om samtykke, svar senest" in told
    assert f"Må vi give oplysninger om forhold 1 videre til {ADMINISTRATION}?" in told
    assert WORDS in told
    assert told.count(WORDS) == 1
    assert "ingen betydning for din beskyttelse" in told
    assert "kan det være, at vi ikke kan få forholdet undersøgt" in told
    assert "trække det tilbage, men ikke for det, der allerede er sendt" in told


def test_no_answer_is_chosen_for_her(reporter: Visitor, unit: Unit) -> None:
    unit.asks()
    reporter.read("/case/dialogue")
    assert [radio["value"] for radio in choices(reporter)] == ["yes", "no"]
    assert not any("checked" in radio for radio in choices(reporter))


def test_an_answer_that_was_not_chosen_is_asked_for_beside_the_question(
    reporter: Visitor, unit: Unit
) -> None:
    unit.asks()
    reporter.read("/case/dialogue").send("/case/answer")
    assert reporter.status == 422
    first = choices(reporter)[0]["id"]
    links = [a.attributes["href"] for a in reporter.page.all("a")]
    assert f"#{first}" in links
    assert "Vælg ja eller nej." in reporter.element("error-summary").text
    assert "consent" not in said(reporter)


def test_what_she_chose_still_stands_when_the_page_was_open_for_too_long(
    reporter: Visitor, unit: Unit
) -> None:
    unit.asks()
    reporter.read("/case/dialogue").send("/case/answer", answer="yes", csrf_token="x")
    assert reporter.status == 422
    chosen = [radio["value"] for radio in choices(reporter) if "checked" in radio]
    assert chosen == ["yes"]
    assert "consent" not in said(reporter)


def test_a_yes_is_given_and_can_be_taken_back(reporter: Visitor, unit: Unit) -> None:
    unit.asks()
    reporter.read("/case/dialogue").send("/case/answer", answer="yes").follow()
    told = main(reporter)
    assert "Dine samtykker" in told
    assert f"{ADMINISTRATION}, forhold 1" in told
    assert "Træk mit samtykke tilbage" in told
    assert not choices(reporter)
    reporter.send("/case/answer", answer="no").follow()
    told = main(reporter)
    assert "Du har trukket dit samtykke tilbage" in told
    assert "kan vi ikke hente tilbage" in told
    assert "Træk mit samtykke tilbage" not in told
    assert "Dine samtykker" not in told
    assert said(reporter)[-2:] == ["consent", "consent"]


def test_a_no_is_given_and_there_is_nothing_to_take_back(reporter: Visitor, unit: Unit) -> None:
    unit.asks()
    reporter.read("/case/dialogue").send("/case/answer", answer="no").follow()
    told = main(reporter)
    assert "Dit svar på spørgsmålet om samtykke" in told
    assert "Nej, oplysningerne må ikke gives videre." in told
    assert "tilbage, giver vi ikke" not in told
    assert "/case/answer" not in [f.attributes["action"] for f in reporter.page.all("form")]


@pytest.mark.parametrize(
    ("answers", "notice", "stands"),
    [
        (("yes", "yes"), "Dit svar er gemt", True),
        (("no", "no"), "Dit svar er gemt", False),
        (("yes", "no", "no"), "Dit svar er gemt", False),
        (("no", "yes"), "Du har svaret før", False),
        (("yes", "no", "yes"), "Du har svaret før", False),
    ],
)
def test_an_old_page_sent_again_never_makes_a_yes_of_a_no(
    reporter: Visitor, unit: Unit, answers: tuple[str, ...], notice: str, stands: bool
) -> None:
    unit.asks()
    form = reporter.read("/case/dialogue").hidden("/case/answer")
    for answer in answers:
        reporter.answer = reporter.client.post("/case/answer", data={**form, "answer": answer})
    told = main(reporter.follow())
    assert notice in told
    assert ("Dine samtykker" in told) is stands


def test_two_questions_are_answered_each_for_itself(reporter: Visitor, unit: Unit) -> None:
    first, second = unit.asks(), unit.asks("police", "At du så det.")
    reporter.read("/case/dialogue")
    assert len({radio["id"] for radio in choices(reporter)}) == 4
    reporter.send("/case/answer", question=second, answer="yes").follow()
    told = main(reporter)
    assert "Københavns Politi, forhold 1" in told
    assert len(choices(reporter)) == 2
    assert reporter.hidden("/case/answer")
    waiting = read_dialogue(unit.portal.workplace, unit.report.reporter).waiting
    assert [entry.id for entry in waiting] == [first]


def test_a_question_the_unit_no_longer_waits_for_says_so(reporter: Visitor, unit: Unit) -> None:
    stop_waiting(*unit.case, unit.asks())
    told = main(reporter.read("/case/dialogue"))
    assert "Vi venter ikke længere på dit svar og giver ikke det, vi spurgte om, videre." in told
    assert not choices(reporter)


def test_a_question_asked_anew_leaves_nothing_of_the_old_yes(reporter: Visitor, unit: Unit) -> None:
    unit.asks()
    reporter.read("/case/dialogue").send("/case/answer", answer="yes")
    unit.asks(text="Også dit navn.")
    told = main(reporter.read("/case/dialogue"))
    assert "Dine samtykker" not in told
    assert len(choices(reporter)) == 2


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        (DisclosureGround.ADDRESS_BREACH, "for at gøre noget ved det, du har indberettet"),
        (
            DisclosureGround.RIGHT_OF_DEFENCE,
            "for at sikre, at den, det handler om, kan forsvare sig",
        ),
    ],
)
def test_a_notice_says_plainly_who_gets_what_why_and_by_which_rule(
    reporter: Visitor, unit: Unit, ground: DisclosureGround, words: str
) -> None:
    unit.tells(ground)
    told = main(reporter.read("/case/dialogue"))
    assert "Besked, før oplysninger gives videre til Københavns Politi" in told
    assert words in told
    assert "§ 26, stk. 2" in told
    assert told.count("De skal afhøre dig.") == 1
    assert said(reporter)[-1] == EntryKind.DISCLOSURE_NOTICE


def test_her_page_is_in_english_too(reporter: Visitor, unit: Unit) -> None:
    unit.asks("police")
    reporter.read("/case/dialogue?lang=en")
    assert "Copenhagen Police" in main(reporter)
