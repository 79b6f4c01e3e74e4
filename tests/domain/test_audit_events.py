"""The closed lists of what is written down."""

import re

import pytest

from portal.domain.audit_events import CaseEvent, SystemEvent

NAME = re.compile(r"[a-z]+:[a-z_]+:[a-z_]+")
EVENTS = [*CaseEvent, *SystemEvent]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_is_named_subject_thing_and_what_happened(event: str) -> None:
    assert NAME.fullmatch(event)


def test_no_two_events_have_one_name() -> None:
    assert len(set(EVENTS)) == len(EVENTS) == len(CaseEvent) + len(SystemEvent)
    # An alias would be a second word for the same thing.
    assert len(CaseEvent.__members__) == len(CaseEvent)
    assert len(SystemEvent.__members__) == len(SystemEvent)


def test_a_cases_log_speaks_of_the_case_and_the_portals_log_of_staff() -> None:
    assert {event.split(":")[0] for event in CaseEvent} == {"case"}
    about_cases = [event for event in SystemEvent if event.startswith("case:")]
    # An erased case's own log is gone with it; an altered one's cannot be written. Of the cases
    # that came back by recovery none is named.
    assert about_cases == [
        SystemEvent.CASE_ALTERED,
        SystemEvent.CASE_ACCEPTED,
        SystemEvent.CASE_ERASED,
        SystemEvent.CASES_RECOVERED,
    ]
