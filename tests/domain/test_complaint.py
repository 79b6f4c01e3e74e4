"""What is missing of a complaint's registration is pointed out when it is closed."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.case_status import complaint_obstacles
from portal.domain.complaint import (
    ASKED_AT_CLOSING,
    ComplaintRegister,
    Effort,
    Learning,
    Nature,
    Satisfaction,
    Solved,
    Upheld,
    check_effort,
    is_answered,
    is_on_behalf,
    missing_at_closing,
)
from portal.domain.dialogue import Entry, EntryKind, Side
from portal.domain.errors import InvalidInput
from portal.domain.mediation import Mediation
from portal.domain.supervision import StateSet, Supervision, SupervisionState
from tests.domain.register_fields import REGISTER_FIELDS

DAY = date(2026, 3, 3)
FULL = ComplaintRegister(
    administration="SOF",
    wants=("money",),
    about="good_administration",
    sub_themes=("processing_time",),
    gravity="handling",
    entered_into=True,
    upheld=Upheld.YES,
    solved=Solved.WHOLLY,
    learning=Learning.NONE,
    satisfaction=Satisfaction.UNKNOWN,
)


def test_nothing_is_missing_of_a_full_registration() -> None:
    assert missing_at_closing(FULL) == ()


def test_each_field_that_the_account_counts_is_asked_for() -> None:
    assert missing_at_closing(ComplaintRegister()) == ASKED_AT_CLOSING
    for name in ASKED_AT_CLOSING:
        empty = replace(FULL, **{name: getattr(ComplaintRegister(), name)})
        assert name in missing_at_closing(empty)


def test_whether_it_was_upheld_is_asked_only_where_it_was_entered_into() -> None:
    assert missing_at_closing(replace(FULL, upheld=None)) == ("upheld",)
    assert missing_at_closing(replace(FULL, upheld=None, entered_into=False)) == ()


def test_of_an_enquiry_nothing_else_is_asked() -> None:
    for nature in (Nature.ENQUIRY, Nature.TEACHING):
        assert missing_at_closing(ComplaintRegister(nature=nature)) == ()


def test_every_field_that_is_asked_for_is_one_of_the_register() -> None:
    assert set(ASKED_AT_CLOSING) < REGISTER_FIELDS


def _said(*kinds: EntryKind, side: Side = Side.UNIT, interim: str = "no") -> list[Entry]:
    """A complaint, and what came after it."""
    first = Entry("0" * 32, 1, EntryKind.COMPLAINT, Side.REPORTER, DAY, "Jeg venter.")
    return [
        first,
        *(
            Entry(f"{number:032x}", number, kind, side, DAY, facts={"interim": interim})
            for number, kind in enumerate(kinds, start=2)
        ),
    ]


@pytest.mark.parametrize("kind", [EntryKind.MESSAGE, EntryKind.FEEDBACK])
def test_a_message_or_feedback_of_the_unit_answers_the_citizen(kind: EntryKind) -> None:
    assert is_answered(_said(kind))


@pytest.mark.parametrize(
    "entries",
    [
        _said(),
        _said(EntryKind.QUESTION),
        _said(EntryKind.NOTE),
        _said(EntryKind.FEEDBACK, interim="yes"),
        _said(EntryKind.MESSAGE, side=Side.REPORTER),
        _said(EntryKind.MESSAGE, EntryKind.FEEDBACK, EntryKind.CLOSING, EntryKind.REOPENING),
    ],
)
def test_nothing_else_does_and_a_reopened_case_wants_another_answer(entries: list[Entry]) -> None:
    assert not is_answered(entries)


def test_a_complaint_is_closed_when_answered_and_registered() -> None:
    assert complaint_obstacles(FULL, answered=True) == []
    assert complaint_obstacles(FULL, answered=False) == ["no_answer"]
    assert complaint_obstacles(ComplaintRegister(), answered=True) == ["register_incomplete"]
    assert complaint_obstacles(ComplaintRegister(), answered=False) == [
        "register_incomplete",
        "no_answer",
    ]


@pytest.mark.parametrize("nature", [Nature.ENQUIRY, Nature.TEACHING])
def test_an_enquiry_or_teaching_wants_neither(nature: Nature) -> None:
    assert complaint_obstacles(ComplaintRegister(nature=nature), answered=False) == []


def test_whether_a_power_of_attorney_was_seen_is_asked_of_who_speaks_for_another() -> None:
    assert missing_at_closing(FULL, on_behalf=True) == ("power_of_attorney",)
    for seen in (True, False):
        told = replace(FULL, power_of_attorney=seen)
        assert missing_at_closing(told, on_behalf=True) == ()
    enquiry = ComplaintRegister(nature=Nature.ENQUIRY)
    assert missing_at_closing(enquiry, on_behalf=True) == ()
    assert complaint_obstacles(FULL, answered=True, on_behalf=True) == ["register_incomplete"]


def test_a_complaint_is_on_behalf_of_whom_its_first_entry_names() -> None:
    def told(**facts: str) -> list[Entry]:
        first = Entry("01" * 16, 1, EntryKind.COMPLAINT, Side.REPORTER, DAY, "x", facts=facts)
        answer = Entry("02" * 16, 2, EntryKind.MESSAGE, Side.UNIT, DAY, "y")
        return [first, answer]

    assert is_on_behalf(told(on_behalf_of="Gerda Lund"))
    assert not is_on_behalf(told(on_behalf_of=""))
    # An enquiry that the unit wrote down itself, or an old complaint, names nobody.
    assert not is_on_behalf(told())
    assert not is_on_behalf([])


@pytest.mark.parametrize(
    ("supervision", "mediation", "least"),
    [
        (None, None, Effort.DIALOGUE),
        (None, Mediation("Tonen", "SOF", DAY, citizen_agreed_on=DAY), Effort.DIALOGUE),
        (None, Mediation("Tonen", "SOF", DAY, DAY, DAY, ended_on=DAY), Effort.MEDIATION),
        *[
            (
                Supervision("Ventetid", ("SOF",), (StateSet(state, DAY),)),
                Mediation("Tonen", "SOF", DAY, DAY, DAY),
                Effort.SUPERVISION,
            )
            for state in SupervisionState
        ],
    ],
)
def test_the_register_never_says_less_than_was_used(
    supervision: Supervision | None, mediation: Mediation | None, least: Effort
) -> None:
    rungs = list(Effort)
    for effort in rungs:
        register = replace(FULL, effort=effort)
        if rungs.index(effort) >= rungs.index(least):
            check_effort(register, supervision, mediation)
            continue
        with pytest.raises(InvalidInput) as refused:
            check_effort(register, supervision, mediation)
        assert (refused.value.field, refused.value.reason) == ("effort", "used_more")
