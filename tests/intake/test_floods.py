"""While very many send at once: nobody loses what she typed, and whoever waits is taken in."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from portal.domain.budget import BudgetKind
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.disk import Disk
from portal.storage.tables import cases, files, sessions
from portal.web.uploads import MAX_UPLOAD_BYTES
from tests.intake.visitor import Visitor
from tests.support.page_checks import read_page

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table

    from tests.support.portal import Portal

REPORT = {"description": "Der mangler penge.", "place": "Kælderen"}
COMPLAINT = {"description": "Jeg venter på svar.", "complained_before": "yes"}
FORMS = [("/report/new", REPORT), ("/complaint", COMPLAINT)]
WAITED = timedelta(seconds=20)
GIB = 1024**3


def drain(portal: Portal, *kinds: BudgetKind, of: bytes = b"") -> None:
    """What a flood leaves of these budgets."""
    for kind in kinds:
        while portal.workplace.budgets.take(kind, portal.clock.now(), of=of):
            pass


def count(portal: Portal, table: Table) -> int:
    with portal.workplace.database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def retry_after(visitor: Visitor) -> str | None:
    assert visitor.answer is not None
    return visitor.answer.headers.get("Retry-After")


def a_file(name: str = "bilag.pdf", size: int = 100) -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"x" * size), name


@pytest.fixture
def flooded(portal: Portal) -> Portal:
    """So many were sent that the next sender waits."""
    drain(portal, BudgetKind.REPORTS, BudgetKind.COMPLAINTS)
    return portal


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_everything_comes_back_and_after_the_wait_it_is_taken_in(
    visitor: Visitor, flooded: Portal, address: str, typed: dict[str, str]
) -> None:
    visitor.read(address).send(address, **typed, files=[a_file()])
    assert (visitor.status, retry_after(visitor)) == (503, "20")
    assert typed["description"] in visitor.shown("description")
    assert "bilag.pdf" in visitor.text
    assert "Vent mindst 20 sekunder" in visitor.shown("sending-waits")
    assert count(flooded, cases) == 0
    kept = next(
        e.attributes["value"]
        for e in visitor.page.all("input")
        if e.attributes["name"] == "kept_file"
    )
    flooded.clock.advance(WAITED)
    visitor.send(address, **typed, kept_file=kept)
    assert visitor.status == 303
    assert "receipt-code" in visitor.follow().text
    assert count(flooded, cases) == 1


def test_who_sends_too_early_keeps_her_place(visitor: Visitor, flooded: Portal) -> None:
    visitor.read("/report/new").send("/report/new", **REPORT)
    flooded.clock.advance(timedelta(seconds=15))
    visitor.send("/report/new", **REPORT)
    assert "Vent mindst 5 sekunder" in visitor.shown("sending-waits")
    flooded.clock.advance(timedelta(seconds=5))
    assert visitor.send("/report/new", **REPORT).status == 303


def test_other_ways_are_named_and_the_other_language_is_spoken(
    visitor: Visitor, flooded: Portal
) -> None:
    visitor.read("/report/new").send("/report/new", **REPORT)
    scheme = flooded.workplace.municipality.external_scheme
    assert scheme.url in visitor.text
    assert scheme.phone in visitor.shown("sending-waits")
    assert flooded.workplace.municipality.phone in visitor.shown("sending-waits")
    assert read_page(visitor.text).all("script") == []


def test_a_ticket_is_good_for_one_case(visitor: Visitor, flooded: Portal) -> None:
    visitor.read("/report/new").send("/report/new", **REPORT)
    flooded.clock.advance(WAITED)
    sent = visitor.hidden("/report/new")
    first = visitor.client.post("/report/new", data={**sent, **REPORT})
    again = visitor.client.post("/report/new", data={**sent, **REPORT})
    other = visitor.client.post("/report/new", data={**sent, **REPORT, "submission": "another"})
    assert [first.status_code, again.status_code, other.status_code] == [303, 303, 503]
    assert count(flooded, cases) == 1


def test_where_no_ticket_is_left_the_form_still_comes_back(
    visitor: Visitor, flooded: Portal
) -> None:
    drain(flooded, BudgetKind.TICKETS)
    visitor.read("/report/new").send("/report/new", **REPORT)
    assert (visitor.status, visitor.hidden("/report/new")["ticket"]) == (503, "")
    assert "Vent et minut" in visitor.shown("sending-waits")
    assert "Der mangler penge." in visitor.shown("description")


def test_a_receipt_is_shown_again_however_many_others_send(
    visitor: Visitor, portal: Portal
) -> None:
    sent = visitor.read("/report/new").hidden("/report/new")
    visitor.client.post("/report/new", data={**sent, **REPORT})
    drain(portal, BudgetKind.REPORTS)
    assert visitor.client.post("/report/new", data={**sent, **REPORT}).status_code == 303


def test_a_flood_of_one_kind_does_not_close_the_other(visitor: Visitor, portal: Portal) -> None:
    drain(portal, BudgetKind.REPORTS)
    visitor.read("/complaint").send("/complaint", **COMPLAINT)
    assert visitor.status == 303


def test_forms_that_are_not_good_use_up_nothing_and_leave_no_row(
    visitor: Visitor, portal: Portal
) -> None:
    portal.workplace.budgets.take(BudgetKind.REPORTS, portal.clock.now(), 99)
    visitor.client.post("/report/new", data={"description": "Uden nøgle"})
    visitor.read("/report/new").send("/report/new", description="")
    assert count(portal, sessions) == 0
    assert visitor.send("/report/new", **REPORT).status == 303


def test_a_right_code_is_let_in_among_ten_thousand_wrong_ones(
    visitor: Visitor, portal: Portal
) -> None:
    report = portal.filed()
    drain(portal, BudgetKind.WRONG_CODES)
    visitor.read("/case").send("/case", receipt_code="0" * 24)
    assert (visitor.status, retry_after(visitor)) == (503, "1")
    assert "usædvanligt mange forkerte koder" in visitor.shown("receipt_code-error")
    assert visitor.send("/case", receipt_code=report.code.text).status == 303


def test_a_case_with_very_many_messages_makes_no_other_wait(
    visitor: Visitor, portal: Portal
) -> None:
    one, other = portal.filed(), portal.filed()
    drain(portal, BudgetKind.MESSAGES_OF_A_CASE, of=one.code.locator)
    visitor.enter(one.code.text).send("/case/dialogue", message="Endnu en")
    assert (visitor.status, retry_after(visitor)) == (503, "36")
    assert "Endnu en" in visitor.shown("message")
    calm = Visitor(portal).enter(other.code.text)
    assert calm.send("/case/dialogue", message="Den første").status == 303


@pytest.mark.parametrize(("address", "_typed"), FORMS)
def test_a_form_says_what_it_takes_and_what_is_sent_later(
    visitor: Visitor, portal: Portal, address: str, _typed: dict[str, str]
) -> None:
    portal.app.config[MAX_UPLOAD_BYTES] = 500 * 1024**2
    visitor.read(address)
    assert "op til 32 MB i alt" in visitor.shown("files-hint")
    assert "filer på op til 500 MB ad gangen fra din sag" in visitor.text
    portal.app.config[MAX_UPLOAD_BYTES] = 20 * 1024**2
    visitor.read(address)
    assert "op til 20 MB i alt" in visitor.shown("files-hint")
    assert "ad gangen fra din sag" not in visitor.text


def test_what_is_too_much_for_a_form_is_sent_from_the_case(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.intake.upload_allowances.FORM_FILES_BYTES", 1000)
    visitor.read("/report/new").send("/report/new", **REPORT, files=[a_file("film.mp4", 1001)])
    assert (visitor.status, "mere end" in visitor.shown("files-error")) == (422, True)
    code = visitor.send("/report/new", **REPORT).follow().shown("receipt-code")
    visitor.enter(code).send("/case/dialogue", message="", files=[a_file("film.mp4", 1001)])
    assert visitor.status == 303


def test_files_of_several_tries_count_together(visitor: Visitor, portal: Portal) -> None:
    portal.app.config[MAX_UPLOAD_BYTES] = 1000
    visitor.read("/report/new").send("/report/new", files=[a_file("et.pdf", 600)])
    visitor.send("/report/new", files=[a_file("to.pdf", 600)])
    assert "mere end" in visitor.shown("files-error")
    assert count(portal, files) == 1


def test_files_that_are_too_many_at_once_cost_nobody_her_text(
    visitor: Visitor, portal: Portal
) -> None:
    now = portal.clock.now()
    portal.workplace.budgets.take(BudgetKind.FORM_BYTES, now, GIB - 10)
    visitor.read("/report/new").send("/report/new", **REPORT, files=[a_file()])
    assert visitor.status == 422
    assert "usædvanligt mange filer" in visitor.shown("files-error")
    assert visitor.send("/report/new", **REPORT).status == 303


def test_files_of_a_case_need_a_session_that_has_opened_it(
    visitor: Visitor, portal: Portal
) -> None:
    token = visitor.read("/case").hidden("/case")["csrf_token"]
    sent = {"csrf_token": token, "message": "Se filen", "files": [a_file()]}
    visitor.client.post("/case/dialogue", data=sent)
    assert count(portal, files) == 0


def keeping_free(portal: Portal, folder: Path, share: float) -> None:
    """As if the operator wanted so much of what is free now to stay free: a share of it."""
    free = Disk(folder, 0).room().free
    full = Disk(folder, int(free * share))
    portal.app.extensions["portal"] = replace(portal.workplace, disk=full)


def test_on_a_disk_that_fills_up_files_are_refused_first(
    visitor: Visitor, portal: Portal, tmp_path: Path
) -> None:
    keeping_free(portal, tmp_path, 2)
    visitor.read("/report/new").send("/report/new", **REPORT, files=[a_file()])
    assert visitor.status == 422
    assert "ikke plads til flere filer" in visitor.shown("files-error")
    assert count(portal, files) == 0
    assert visitor.send("/report/new", **REPORT).status == 303


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_on_a_full_disk_no_case_is_taken_in_and_those_there_go_on(
    visitor: Visitor, portal: Portal, tmp_path: Path, address: str, typed: dict[str, str]
) -> None:
    report = portal.filed()
    visitor.read(address)
    keeping_free(portal, tmp_path, 8)
    token = visitor.hidden(address)
    sent = visitor.client.post(address, data={**token, **typed, "files": [a_file()]})
    assert (sent.status_code, count(portal, cases), count(portal, files)) == (503, 1, 0)
    assert typed["description"] in sent.get_data(as_text=True)
    assert visitor.read(address).status == 503
    assert "ikke plads til flere sager" in visitor.text
    visitor.enter(report.code.text).send("/case/dialogue", message="Der er mere.")
    assert visitor.status == 303
    assert len(read_dialogue(portal.workplace, report.reporter).entries) == 2
