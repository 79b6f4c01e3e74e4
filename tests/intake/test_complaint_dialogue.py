"""What a citizen reads of her complaint: receipt and case, and nothing that is said of reports."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest

from portal.domain.complaint import Nature
from portal.municipality import load_municipality
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.complaining.merge_complaints import merge_complaints
from portal.services.complaining.register_complaint import register_complaint
from portal.web.session import sealed_session
from tests.caseworker.complaints import taken_up
from tests.intake.test_complaint import FORM, TOLD, complain, only_number

if TYPE_CHECKING:
    from tests.intake.visitor import Visitor
    from tests.support.portal import Portal

# What is shown does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# The portal was asked at noon of 3 March 2026.
DUE = "2026-03-31"
OF_REPORTS = re.compile(r"indberet|whistleblow|repressal|offentliggør|feedback|§", re.IGNORECASE)


def words(visitor: Visitor) -> str:
    return " ".join(unescape(visitor.page.all("main")[0].text).split())


def said(visitor: Visitor) -> list[tuple[str, str]]:
    articles = visitor.page.all("article")
    return [(a.attributes["data-from"], a.attributes["data-kind"]) for a in articles]


def headings(visitor: Visitor) -> list[str]:
    """What stands above each entry."""
    return [e.text.strip() for e in visitor.page.all("h3") if "article" in e.inside]


class Desk:
    """The head of unit at work on the only case."""

    def __init__(self, portal: Portal) -> None:
        self.case = (portal.workplace, portal.birgitte, only_number(portal))
        declare_impartiality(*self.case, impartial=True, reason="")

    def answers(self, *, interim: bool = False) -> None:
        done, why = "Vi har talt med forvaltningen.", "Brevet var blevet væk."
        give_feedback(*self.case, done=done, why=why, interim=interim)

    def closes(self) -> None:
        """What came is registered as an enquiry: of that nothing more has to be filled in."""
        register_complaint(*self.case, nature=Nature.ENQUIRY)
        close_case(*self.case, reason="Færdig")

    def writes(self, text: str, *, asks: bool = False) -> None:
        write_to_reporter(*self.case, text, asks=asks)


@pytest.fixture
def code(visitor: Visitor) -> str:
    return complain(visitor, **TOLD)


@pytest.fixture
def citizen(visitor: Visitor, code: str) -> Visitor:
    return visitor.enter(code)


def test_the_receipt_has_the_code_and_the_municipalitys_own_day(visitor: Visitor) -> None:
    complain(visitor)
    assert visitor.element("feedback-due").attributes["datetime"] == DUE
    assert "28 dage efter den 3. marts 2026, da vi fik din klage." in words(visitor)
    assert "kommunens eget løfte til dig og ikke en frist i loven" in words(visitor)
    assert not OF_REPORTS.search(words(visitor))


def test_the_receipt_is_shown_until_it_is_kept(visitor: Visitor) -> None:
    code = complain(visitor)
    assert "Din klage er modtaget" in words(visitor.read(FORM))
    assert code not in visitor.text
    assert visitor.read("/report/receipt").shown("receipt-code") == code
    visitor.send("/report/receipt").follow()
    assert visitor.answer.request.path == "/complaint/kept"
    assert not OF_REPORTS.search(words(visitor))
    assert "Din klage er modtaget" not in words(visitor.read(FORM))


def test_a_report_and_a_complaint_each_have_their_receipt(visitor: Visitor) -> None:
    complain(visitor)
    visitor.report()
    assert "Din indberetning er modtaget" in words(visitor)
    visitor.send("/report/receipt").follow()
    assert "Din klage er modtaget" in words(visitor)
    visitor.send("/report/receipt")
    assert visitor.place == "/complaint/kept"


def test_she_finds_her_complaint_first_with_what_she_told(citizen: Visitor) -> None:
    assert said(citizen) == [("reporter", "complaint")]
    assert citizen.element("case-state").attributes["data-state"] == "received"
    assert headings(citizen) == ["Klage"]
    told = words(citizen)
    for text in ("Det har jeg gjort siden jul.", "Borgercenter Syd", "Et svar.", "Min mor"):
        assert text in told
    assert load_municipality().label("administration", "SOF", "da") in told
    assert "Klaget til forvaltningenJa" in told
    assert "Kim Borger" not in told


def test_the_day_she_hears_by_is_said_to_be_the_municipalitys(citizen: Visitor) -> None:
    assert citizen.element("feedback-due").attributes["datetime"] == DUE
    assert "Svar senest31. marts 2026" in words(citizen)
    assert "kommunens eget løfte til dig" in words(citizen)


def test_nothing_is_said_that_holds_for_reports_alone(
    citizen: Visitor, portal: Portal, code: str
) -> None:
    assert not OF_REPORTS.search(words(citizen))
    desk = Desk(portal)
    desk.writes("Hvornår skrev du?", asks=True)
    desk.writes("Vi har ringet.")
    assert not OF_REPORTS.search(words(citizen.read("/case/dialogue")))
    portal.clock.advance(timedelta(days=40))
    assert not OF_REPORTS.search(words(citizen.enter(code)))


def test_messages_go_both_ways_and_each_has_its_name(citizen: Visitor, portal: Portal) -> None:
    desk = Desk(portal)
    desk.writes("Hvornår skrev du?", asks=True)
    citizen.read("/case/dialogue")
    assert "Vi venter på svar fra dig" in words(citizen)
    citizen.send("/case/dialogue", message="I maj.").follow()
    assert "Din besked er sendt" in words(citizen)
    desk.writes("Tak.")
    citizen.read("/case/dialogue")
    assert said(citizen) == [
        ("reporter", "complaint"),
        ("unit", "question"),
        ("reporter", "message"),
        ("unit", "message"),
    ]
    by = [e.text for e in citizen.page.all("p") if e.attributes.get("class") == "entry__by"]
    assert [one.split(",")[0] for one in by] == [
        "Dig",
        "Borgerrådgiveren",
        "Dig",
        "Borgerrådgiveren",
    ]


@pytest.mark.parametrize(
    ("days", "stands"), [(28, "Du har fået svar inden den dag."), (29, "Du fik først svar efter")]
)
@pytest.mark.parametrize("interim", [True, False])
def test_it_says_whether_the_answer_came_in_time(
    citizen: Visitor, portal: Portal, code: str, days: int, stands: str, interim: bool
) -> None:
    portal.clock.advance(timedelta(days=days))
    Desk(portal).answers(interim=interim)
    told = words(citizen.enter(code))
    assert stands in told
    assert "Vi har ikke holdt, hvad vi lovede" not in told
    assert ("Foreløbigt svar" if interim else "Svar") in headings(citizen)
    assert "Vi har talt med forvaltningen." in told
    assert not OF_REPORTS.search(told)


def test_it_says_plainly_that_no_answer_came(citizen: Visitor, portal: Portal, code: str) -> None:
    portal.clock.advance(timedelta(days=28))
    Desk(portal).writes("Vi er ved at se på det.")
    assert "Vi har ikke holdt" not in words(citizen.enter(code))
    portal.clock.advance(timedelta(days=1))
    told = words(citizen.enter(code))
    assert "Vi har ikke holdt, hvad vi lovede" in told
    assert load_municipality().phone in told
    assert not OF_REPORTS.search(told)


def test_a_closed_case_can_still_be_read_and_written_in(
    citizen: Visitor, portal: Portal, code: str
) -> None:
    desk = Desk(portal)
    desk.writes("Vi har talt med forvaltningen.")
    desk.closes()
    told = words(citizen.enter(code))
    assert citizen.element("case-state").attributes["data-state"] == "closed"
    assert "Sagen er afsluttet" in headings(citizen)
    assert "Du har fået svar inden den dag." in told
    assert not OF_REPORTS.search(told)
    citizen.send("/case/dialogue", message="Tak.").follow()
    assert said(citizen)[-1] == ("reporter", "message")


def test_the_page_for_coming_back_speaks_to_both(visitor: Visitor) -> None:
    assert "da du indberettede eller klagede" in words(visitor.read("/case"))


def test_a_receipt_from_before_there_were_complaints_is_that_of_a_report(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_it_was(submission: str, _kind: object) -> None:
        sealed_session()[f"filed:{submission}"] = True

    monkeypatch.setattr("portal.intake.report_views.receipt_waits", as_it_was)
    code = visitor.report()
    assert "Din indberetning er modtaget" in words(visitor)
    assert visitor.read("/report/receipt").shown("receipt-code") == code
    visitor.send("/report/receipt")
    assert visitor.place == "/report/kept"


def test_the_form_says_before_it_is_sent_that_one_complains_to_the_administration_first(
    visitor: Visitor,
) -> None:
    told = words(visitor.read(FORM))
    assert "Bed om et skriftligt svar" in told
    assert "Du kan godt sende klagen her alligevel." in told
    assert "skal vi have en fuldmagt" in told


def test_one_that_goes_on_in_another_says_so_and_nothing_of_the_other(
    portal: Portal, citizen: Visitor, code: str
) -> None:
    desk = Desk(portal)
    other = taken_up(portal, "Min mand venter.")
    read_case(*desk.case)
    merge_complaints(*desk.case, other.number, reason="Ægtefæller")
    told = words(citizen.read("/case/dialogue"))
    assert "Din klage bliver behandlet sammen med en anden henvendelse om det samme." in told
    assert "Skriv fortsat her." in told
    assert "Ingen. Sagen er afsluttet. Du kan stadig skrive til os" in told
    for untold in (other.number, "Ægtefæller", "Min mand", "Vi er færdige med sagen"):
        assert untold not in told
    # It is no answer, and once it was promised a day, nobody says that the promise was kept.
    assert "Du har fået svar inden den dag." not in told
    portal.clock.advance(timedelta(days=40))
    assert "Vi har ikke holdt, hvad vi lovede" not in words(citizen.enter(code))
    citizen.send("/case/dialogue", message="Der er mere.").follow()
    assert "Det er os, der skal læse det og svare." in words(citizen)


def test_one_that_was_taken_apart_again_is_owed_an_answer(
    portal: Portal, citizen: Visitor, code: str
) -> None:
    desk = Desk(portal)
    other = taken_up(portal)
    read_case(*desk.case)
    merge_complaints(*desk.case, other.number, reason="Ægtefæller")
    reopen_case(*desk.case, reason="Skilt")
    portal.clock.advance(timedelta(days=40))
    told = words(citizen.enter(code))
    assert "Vi har ikke holdt, hvad vi lovede" in told
