"""A civil registration number is pointed out once, wherever somebody from outside types one; in a
file's name it does not stay."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from crypto.receipt_code import parse_code
from portal.intake.reporter_session import reporter_of
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import cases
from tests.intake.test_complaint import FORM, LEAST, count
from tests.intake.visitor import Visitor

if TYPE_CHECKING:
    from portal.domain.dialogue import Entry
    from tests.support.portal import FiledReport, Portal

# What is asked does not depend on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CPR = "070790-1234"
REPORT = "/report/new"
CASE = "/case/dialogue"


def entries(portal: Portal, code: str) -> tuple[Entry, ...]:
    return read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries


def ids(visitor: Visitor) -> set[str]:
    return {e.attributes["id"] for e in visitor.page.elements if "id" in e.attributes}


def named(name: str = f"Afgørelse {CPR}.pdf") -> tuple[BytesIO, str]:
    return BytesIO(b"%PDF-1.4"), name


@pytest.mark.parametrize("field", ["description", "place", "period", "witnesses"])
def test_a_report_is_sent_with_a_number_only_on_the_reporters_word(
    visitor: Visitor, portal: Portal, field: str
) -> None:
    told = {"description": "Der mangler penge.", field: f"Det er {CPR}."}
    visitor.read(REPORT)
    assert "cpr_anyway" not in ids(visitor)
    visitor.send(REPORT, **told)
    assert visitor.status == 422
    assert "noget, der ligner et CPR-nummer" in visitor.shown("error-summary")
    assert CPR in visitor.shown("cpr-found")
    assert count(portal, cases) == 0
    visitor.send(REPORT, **told, cpr_anyway="y").follow()
    assert CPR in str(entries(portal, visitor.shown("receipt-code"))[0])


def test_who_the_reporter_is_is_no_text_of_the_case(visitor: Visitor) -> None:
    assert visitor.report(identity_name=f"Kim {CPR}")


def test_a_message_is_sent_with_a_number_only_on_the_reporters_word(
    visitor: Visitor, portal: Portal
) -> None:
    report: FiledReport = portal.taken_up()
    visitor.enter(report.code.text).send(CASE, message=f"Det er {CPR}.")
    assert visitor.status == 422
    assert CPR in visitor.shown("cpr-found")
    assert CPR in visitor.shown("message")
    assert len(entries(portal, report.code.text)) == 1
    visitor.send(CASE, message=f"Det er {CPR}.", cpr_anyway="y").follow()
    assert entries(portal, report.code.text)[-1].text == f"Det er {CPR}."


def test_who_takes_the_number_out_of_a_message_is_asked_nothing_more(
    visitor: Visitor, portal: Portal
) -> None:
    report = portal.taken_up()
    visitor.enter(report.code.text).send(CASE, message=f"Det er {CPR}.")
    visitor.send(CASE, message="Det er Kim.").follow()
    assert "cpr-found" not in ids(visitor)


def test_a_text_far_too_long_is_not_searched(visitor: Visitor) -> None:
    visitor.read(REPORT).send(REPORT, description=f"{CPR} " * 5_000)
    assert visitor.status == 422
    assert "cpr-found" not in ids(visitor)


@pytest.mark.parametrize(("door", "told"), [(REPORT, {"description": "Penge."}), (FORM, LEAST)])
def test_a_number_in_a_files_name_is_left_out_of_it_and_the_sender_is_told_once(
    visitor: Visitor, portal: Portal, door: str, told: dict[str, str]
) -> None:
    visitor.read(door).send(door, **told, files=named()).follow()
    assert "cpr-fjernet" in visitor.shown("files-renamed")
    [file] = entries(portal, visitor.shown("receipt-code"))[0].files
    assert file.name == "Afgørelse cpr-fjernet.pdf"
    visitor.read(door)
    assert "files-renamed" not in ids(visitor)


def test_so_is_one_that_comes_with_a_message(visitor: Visitor, portal: Portal) -> None:
    report = portal.taken_up()
    visitor.enter(report.code.text).send(CASE, message="Se her.", files=named()).follow()
    assert "cpr-fjernet" in visitor.shown("files-renamed")
    assert CPR not in visitor.text
    assert entries(portal, report.code.text)[-1].files[0].name == "Afgørelse cpr-fjernet.pdf"


def test_of_another_name_nothing_is_said(visitor: Visitor) -> None:
    visitor.read(REPORT).send(REPORT, description="Penge.", files=named("afgørelse.pdf")).follow()
    assert "files-renamed" not in ids(visitor)
