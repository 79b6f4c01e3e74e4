"""Cases with any history that can be, for the properties of the reports."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from portal.domain.case_file import Turn
from portal.domain.case_status import MOVES, CaseState, RestsWith
from portal.domain.matter import Outcome
from portal.domain.period import Period
from portal.domain.statistics import PENDING, MatterFacts, StatisticalFacts
from portal.domain.triage import Ground
from tests.support.counted import a_case, a_matter

FIRST, LAST = date(2021, 12, 17), date(2026, 12, 31)
TODAY = date(2031, 1, 1)
DAYS = st.dates(FIRST, LAST)
THEMES = ("work_environment", "law", "finance", "a_theme_of_old")


@st.composite
def histories(draw: st.DrawFn) -> tuple[Turn, ...]:
    """Turns as the portal writes them: from receipt on, by the table of moves."""
    day, state = draw(DAYS), CaseState.RECEIVED
    turns = [Turn(day, state, RestsWith.UNIT)]
    for _ in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.integers(0, 200)))
        state = draw(st.sampled_from([state, *_next(state)]))
        holder = draw(st.sampled_from(RestsWith)) if state in PENDING else None
        turns.append(Turn(day, state, holder))
    return tuple(turns)


@st.composite
def matters(draw: st.DrawFn) -> MatterFacts:
    theme = draw(st.sampled_from(THEMES))
    kind = draw(st.sampled_from(["undecided", "rejected", "in_scope"]))
    if kind == "rejected":
        ground = draw(st.sampled_from(Ground))
        return a_matter(theme, ground=ground, passed_on=draw(st.booleans()))
    if kind == "in_scope":
        outcome = draw(st.sampled_from([*Outcome, None]))
        police = outcome is not None and draw(st.booleans())
        return a_matter(theme, in_scope=True, outcome=outcome, police=police)
    return a_matter(theme)


@st.composite
def cases(draw: st.DrawFn) -> StatisticalFacts:
    turns = draw(histories())
    return a_case(
        turns[0].on,
        *draw(st.lists(matters(), max_size=4)),
        acknowledged_after=draw(st.sampled_from([None, 0, 3, 9])),
        feedback_after=draw(st.sampled_from([None, 20, 80, 89, 100, 200])),
        extended=draw(st.booleans()),
        turns=turns,
    )


PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: Period(min(ends), max(ends)))


def _next(state: CaseState) -> list[CaseState]:
    return [after for (before, _), after in MOVES.items() if before is state]
