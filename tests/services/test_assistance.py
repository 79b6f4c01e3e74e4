"""Consultative assistance is written down, filled in later, and listed by the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from portal.domain.access import Desk, Role
from portal.domain.assistance import Assistance, AssistanceKind, Effect
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import NoteReader
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.errors import ForbiddenMove, InvalidInput, NotPermitted
from portal.services.adviser.change_assistance import change_assistance
from portal.services.adviser.list_assistance import list_assistance
from portal.services.adviser.log_assistance import log_assistance
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.list_today import Part, list_today
from portal.services.casework.read_case import CaseView, read_case
from portal.services.casework.write_note import write_note
from tests.services.test_complaint_closing import taken_up

if TYPE_CHECKING:
    from tests.support.office import Office

TODAY = date(2026, 3, 3)
ASKED = Assistance(
    AssistanceKind.ADVICE, "SOF", "Afsnitsleder i Borgercenter Voksne", "Notatpligt", TODAY
)
ANSWERED = replace(
    ASKED,
    asked_on=date(2026, 2, 23),
    answered_on=TODAY,
    quarters=6,
    competence_raised=True,
    changed_practice=Effect.UNKNOWN,
    answer="Skriv det ned samme dag.",
)


def logged(office: Office, assistance: Assistance = ANSWERED) -> str:
    return log_assistance(office.workplace, office.birgitte, assistance)


def view_of(office: Office, number: str) -> CaseView:
    return read_case(office.workplace, office.birgitte, number)


def change(office: Office, number: str, **changed: Any) -> None:
    held = view_of(office, number).file.assistance
    assert held is not None
    change_assistance(office.workplace, office.birgitte, number, replace(held, **changed))


def test_what_is_answered_is_closed_at_once(office: Office) -> None:
    view = view_of(office, logged(office))
    facts = view.file.facts
    assert (facts.kind, facts.state, facts.due) == (CaseKind.ASSISTANCE, CaseState.CLOSED, None)
    assert view.file.assistance == ANSWERED
    assert facts.rests_with is None
    # Two years, as the municipality chose.
    assert view.erase_after == date(2028, 3, 3)


def test_what_is_asked_stays_open_until_it_is_answered(office: Office) -> None:
    number = logged(office, ASKED)
    view = view_of(office, number)
    assert view.file.facts.state is CaseState.OPEN
    assert view.closing_obstacles == ("assistance_open",)
    [mine] = list_today(office.workplace, office.birgitte).parts[Part.MINE]
    assert mine.facts.number == number
    with pytest.raises(ForbiddenMove, match="assistance_open"):
        close_case(office.workplace, office.birgitte, number, reason="Nok")
    change(office, number, answered_on=TODAY, competence_raised=False)
    close_case(office.workplace, office.birgitte, number, reason="Besvaret")
    assert view_of(office, number).file.facts.state is CaseState.CLOSED


def test_what_came_of_it_is_filled_in_after_closing(office: Office) -> None:
    number = logged(office)
    change(office, number, changed_practice=Effect.YES)
    change(office, number, changed_practice=Effect.YES)
    view = view_of(office, number)
    assert view.file.assistance == replace(ANSWERED, changed_practice=Effect.YES)
    [line] = [one for one in view.log if one.event is CaseEvent.ASSISTANCE_CHANGED]
    assert line.details["fields"] == "changed_practice"
    with pytest.raises(InvalidInput) as refused:
        change(office, number, answered_on=None)
    assert (refused.value.field, refused.value.reason) == ("answered_on", "closed")
    reopen_case(office.workplace, office.birgitte, number, reason="Forkert dag")
    change(office, number, answered_on=None, competence_raised=None)


def test_what_breaks_a_rule_is_not_written(office: Office) -> None:
    for wrong, field in (
        (replace(ANSWERED, administration="XXX"), "administration"),
        (replace(ANSWERED, answered_on=date(2026, 3, 4)), "answered_on"),
        (replace(ANSWERED, subject=" "), "subject"),
    ):
        with pytest.raises(InvalidInput) as refused:
            logged(office, wrong)
        assert refused.value.field == field
    assert list_assistance(office.workplace, office.birgitte, 2026).rows == ()


def test_of_a_complaint_nothing_of_the_kind_is_written(office: Office) -> None:
    number, _code = taken_up(office)
    with pytest.raises(ForbiddenMove):
        change_assistance(office.workplace, office.birgitte, number, ANSWERED)


def test_nobody_is_written_a_note_that_nobody_can_read(office: Office) -> None:
    number = logged(office)
    with pytest.raises(ForbiddenMove):
        write_note(office.workplace, office.birgitte, number, "x", NoteReader.REPORTER)
    write_note(office.workplace, office.birgitte, number, "x", NoteReader.UNIT)


def test_the_year_is_listed_the_latest_first_with_its_totals(office: Office) -> None:
    logged(office)
    logged(office, replace(ASKED, asked_on=date(2025, 12, 31)))
    later = logged(office, ASKED)
    teaching = Assistance(
        AssistanceKind.TEACHING, "BUF", "Lederne", "God sagsbehandling", TODAY, TODAY, 8
    )
    logged(office, teaching)
    found = list_assistance(office.workplace, office.birgitte, 2026)
    assert {row.facts.number for row in found.rows[:2]} >= {later}
    assert [row.assistance.asked_on for row in found.rows] == [TODAY, TODAY, date(2026, 2, 23)]
    totals = found.totals
    assert (totals.advice, totals.teaching, totals.quarters) == (2, 1, 14)
    assert (totals.average_days, totals.competence_raised) == (8, 1)
    assert totals.changed_practice is None
    [last_year] = list_assistance(office.workplace, office.birgitte, 2025).rows
    assert last_year.assistance.asked_on == date(2025, 12, 31)


def test_nothing_is_read_behind_a_declarations_back(office: Office) -> None:
    number = logged(office)
    kaja = office.newcomer("Kaja", Role.CASEWORKER, Desk.COMPLAINTS)
    # She came after the case: she holds no key to it.
    assert list_assistance(office.workplace, kaja, 2026).undeclared == ()
    own = log_assistance(office.workplace, kaja, ASKED)
    found = list_assistance(office.workplace, office.birgitte, 2026)
    assert [row.facts.number for row in found.rows] == [number]
    assert found.undeclared == (own,)
    declare_impartiality(office.workplace, office.birgitte, own, impartial=True, reason="")
    assert len(list_assistance(office.workplace, office.birgitte, 2026).rows) == 2


def test_who_works_on_reports_alone_writes_none_down_and_sees_none(office: Office) -> None:
    logged(office)
    with pytest.raises(NotPermitted):
        log_assistance(office.workplace, office.anders, ANSWERED)
    found = list_assistance(office.workplace, office.anders, 2026)
    assert (found.rows, found.undeclared, found.everything) == ((), (), True)


def test_the_newest_are_opened_and_it_is_said_that_there_are_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.services.adviser import list_assistance as module

    monkeypatch.setattr(module, "OPENED_AT_MOST", 1)
    logged(office)
    logged(office)
    found = list_assistance(office.workplace, office.birgitte, 2026)
    assert (len(found.rows), found.everything) == (1, False)
