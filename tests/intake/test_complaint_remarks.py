"""What is asked once before a complaint is sent: which door, and whether a CPR number stays."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest

from crypto.receipt_code import parse_code
from portal.domain.dialogue import EntryKind
from portal.intake.reporter_session import reporter_of
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import cases
from tests.intake.test_complaint import FORM, LEAST, complain, count, first_entry
from tests.intake.visitor import Visitor

if TYPE_CHECKING:
    from tests.support.portal import Portal

# What is asked does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

AT_WORK = {
    "own_workplace": "yes",
    "complained_before": "no",
    "description": "Der bliver stjålet af kassen.\r\nHver uge.",
    "wish": "At det hører op.",
}
REPORT = "/report/new"
CPR = "070790-1234"


def words(visitor: Visitor, element: str = "main") -> str:
    return " ".join(unescape(visitor.page.all(element)[0].text).split())


def at_the_wrong_door(visitor: Visitor) -> Visitor:
    visitor.read(FORM).send(FORM, **AT_WORK)
    assert visitor.status == 422
    return visitor


def test_what_is_about_ones_own_workplace_is_not_sent_and_the_other_door_is_shown(
    visitor: Visitor, portal: Portal
) -> None:
    at_the_wrong_door(visitor)
    assert count(portal, cases) == 0
    told = visitor.shown("other-door")
    assert "Intet er sendt." in told
    assert "Du er beskyttet af loven" in told
    assert "Brug ikke arbejdspladsens udstyr eller netværk" in words(visitor)
    assert "Hver uge." in visitor.shown("description")
    assert AT_WORK["wish"] in visitor.shown("wish")


def test_her_text_is_carried_over_to_the_report_and_nothing_is_stored(
    visitor: Visitor, portal: Portal
) -> None:
    at_the_wrong_door(visitor)
    carried = visitor.hidden(REPORT)
    assert carried["description"] == AT_WORK["description"].replace("\r\n", "\n")
    visitor.send(REPORT)
    assert visitor.status == 200
    assert "Intet er sendt eller gemt." in visitor.shown("carried-over")
    description = visitor.element("description").text
    assert description.strip() == AT_WORK["description"].replace("\r\n", "\n")
    assert AT_WORK["wish"] not in visitor.text
    assert count(portal, cases) == 0


def test_the_report_is_then_sent_as_any_other(visitor: Visitor, portal: Portal) -> None:
    at_the_wrong_door(visitor).send(REPORT)
    visitor.send(REPORT, description=visitor.element("description").text.strip()).follow()
    code = visitor.shown("receipt-code")
    entry = read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries[0]
    assert entry.kind is EntryKind.REPORT
    assert count(portal, cases) == 1


def test_nothing_typed_yet_can_be_carried_over_too(visitor: Visitor) -> None:
    visitor.read(FORM).send(FORM, own_workplace="yes").send(REPORT)
    assert visitor.status == 200
    assert visitor.page.all("title")[0].text.startswith("Skriv")


def test_text_that_another_page_brings_along_is_pointed_out(
    visitor: Visitor, portal: Portal
) -> None:
    at_the_wrong_door(visitor)
    form = {**visitor.hidden(REPORT), "csrf_token": "0" * 64}
    stranger = Visitor(portal)
    stranger.answer = stranger.client.post(REPORT, data=form)
    assert stranger.status == 422
    assert "Hver uge." in stranger.shown("description")


def test_she_can_go_on_with_it_as_a_complaint(visitor: Visitor, portal: Portal) -> None:
    at_the_wrong_door(visitor)
    visitor.send(FORM, **AT_WORK, as_complaint="y").follow()
    assert first_entry(portal, visitor.shown("receipt-code")).kind is EntryKind.COMPLAINT


def test_what_she_chose_stands_when_something_else_is_missing(visitor: Visitor) -> None:
    at_the_wrong_door(visitor)
    visitor.send(FORM, **{**AT_WORK, "description": ""}, as_complaint="y")
    assert visitor.status == 422
    assert "checked" in visitor.element("as_complaint").attributes
    assert not [e for e in visitor.page.elements if e.attributes.get("id") == "other-door"]


def test_the_two_questions_are_not_there_until_they_are_asked(visitor: Visitor) -> None:
    visitor.read(FORM)
    names = {e.attributes.get("name") for e in visitor.page.all("input")}
    assert not names & {"as_complaint", "cpr_anyway"}


@pytest.mark.parametrize("field", ["description", "wish", "place", "on_behalf_of"])
def test_a_civil_registration_number_is_pointed_out_before_it_is_sent(
    visitor: Visitor, portal: Portal, field: str
) -> None:
    told = {**LEAST, field: f"Det er {CPR}."}
    visitor.read(FORM).send(FORM, **told)
    assert visitor.status == 422
    assert "noget, der ligner et CPR-nummer" in visitor.shown("error-summary")
    assert CPR in visitor.shown("cpr-found")
    assert CPR in visitor.shown(field) or CPR in visitor.element(field).attributes["value"]
    assert count(portal, cases) == 0
    visitor.send(FORM, **told, cpr_anyway="y").follow()
    assert CPR in str(first_entry(portal, visitor.shown("receipt-code")))


def test_who_takes_the_number_out_is_asked_nothing_more(visitor: Visitor, portal: Portal) -> None:
    visitor.read(FORM).send(FORM, **{**LEAST, "description": f"Det er {CPR}."})
    visitor.send(FORM, **LEAST)
    assert visitor.status == 303
    assert count(portal, cases) == 1


def test_her_own_way_of_being_reached_is_no_text_of_the_case(visitor: Visitor) -> None:
    assert complain(visitor, name=f"Kim Borger {CPR}")


def test_a_number_is_no_word_for_a_translation_service(visitor: Visitor) -> None:
    visitor.read(FORM).send(FORM, **{**LEAST, "description": f"Det er {CPR}."})
    [shown] = [e for e in visitor.page.all("li") if e.text.strip() == CPR]
    assert shown.attributes["translate"] == "no"
