"""A case as a member sees it once it is open."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import (
    CaseFacts,
    CaseFile,
    Declaration,
    Identity,
    LogLine,
    Turn,
    turns_known_from,
)
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.dialogue import EntryKind, Side
from tests.domain.examples import TODAY, conversation, matter

FACTS = CaseFacts(
    id=bytes(16),
    number="2026-7KQ4M",
    kind=CaseKind.REPORT,
    state=CaseState.OPEN,
    rests_with=RestsWith.UNIT,
    received_on=TODAY,
    feedback_due=date(2026, 6, 2),
)


def declaration(account: str, impartial: bool, ordinal: int) -> Declaration:
    return Declaration(account, impartial, "", TODAY, ordinal)


def test_the_report_is_the_first_entry() -> None:
    turns = conversation((EntryKind.REPORT, Side.REPORTER), (EntryKind.MESSAGE, Side.UNIT))
    assert CaseFile(FACTS, entries=tuple(turns)).report is turns[0]


def test_a_matter_is_found_by_its_number() -> None:
    file = CaseFile(FACTS, matters=(matter(ordinal=1), matter(ordinal=2)))
    found = file.matter(2)
    assert found is file.matters[1]
    assert file.matter(3) is file.matter(0) is None


RECEIVED = Turn(TODAY, CaseState.RECEIVED, RestsWith.UNIT)


@pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.OPEN])
def test_of_a_case_without_turns_its_receipt_is_known_and_nothing_is_guessed(
    state: CaseState,
) -> None:
    waiting = replace(FACTS, state=state, rests_with=RestsWith.REPORTER)
    assert turns_known_from(waiting) == (RECEIVED,)


def test_of_a_closed_case_without_turns_the_closing_is_known_as_well() -> None:
    closed_on = date(2026, 5, 4)
    closed = replace(FACTS, state=CaseState.CLOSED, rests_with=None, closed_on=closed_on)
    assert turns_known_from(closed) == (RECEIVED, Turn(closed_on, CaseState.CLOSED, None))


def test_the_latest_declaration_of_a_member_counts_and_nobody_elses() -> None:
    anna, bo = "a" * 32, "b" * 32
    made = (declaration(anna, True, 1), declaration(bo, True, 2), declaration(anna, False, 3))
    file = CaseFile(FACTS, declarations=made)
    assert file.declaration_of(anna) is made[2]
    assert file.declaration_of(bo) is made[1]
    assert file.declaration_of("c" * 32) is None


def test_an_identity_is_given_by_a_name_or_a_contact() -> None:
    assert Identity("Karen", "").given
    assert Identity("", "12 34 56 78").given
    assert not Identity("", "").given


def test_no_identity_shows_when_a_case_is_printed() -> None:
    assert "Karen" not in repr(CaseFile(FACTS, identity=Identity("Karen", "")))


def test_of_a_reporter_the_log_knows_no_minute_by_default() -> None:
    assert LogLine(CaseEvent.MESSAGE_RECEIVED, "reporter", TODAY).at is None
