"""Statistical facts of complaints made up for the tests of the account, and a year like 2023."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from portal.domain.case_file import Turn
from portal.domain.case_status import CaseKind
from portal.domain.complaint import (
    Channel,
    ComplaintRegister,
    Effort,
    Learning,
    Nature,
    Satisfaction,
    Solved,
    Upheld,
)
from portal.domain.complaint_facts import complaint_facts
from portal.domain.period import Period
from portal.domain.statistics import StatisticalFacts
from portal.municipality import load_municipality
from tests.domain.counted_histories import histories
from tests.support.counted import a_case

COPENHAGEN = load_municipality()
PUBLISHED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "published_complaints_2023.json").read_text("utf-8")
)
YEAR = Period(date.fromisoformat(PUBLISHED["from"]), date.fromisoformat(PUBLISHED["to"]))

# Of the 912, so many were still open when they were counted, and so registered in part: that and
# the next three are made up so that the published shares come out.
STILL_OPEN = 12
KNOWN, UPHELD, NOT_KNOWN = 600, 366, 40
WHOLLY, PARTLY, NOT_SOLVED = 600, 180, 70
SATISFIED, DISSATISFIED = 738, 36


def a_complaint(
    received_on: date,
    *,
    closed_on: date | None = None,
    turns: Sequence[Turn] = (),
    **registered: Any,
) -> StatisticalFacts:
    """A complaint taken up on the day it came; the rest are fields of the register."""
    case = a_case(received_on, closed_on=closed_on, kind=CaseKind.COMPLAINT, turns=turns)
    register = ComplaintRegister(**registered)
    return replace(case, complaint=complaint_facts(register, case.turns))


def unregistered(received_on: date) -> StatisticalFacts:
    """A complaint whose facts are from before registers were counted."""
    return replace(a_complaint(received_on), complaint=None)


def complaints_of_2023() -> list[StatisticalFacts]:
    """912 complaints with the published shares, and seven times teaching; what is not published is
    made up."""
    closed = PUBLISHED["complaints"] - STILL_OPEN
    # 900 × 17.3 days = 270 × 18 + 630 × 17.
    days = in_turn((18, closed * 3 // 10), (17, None))
    told = zip(*_columns(closed), strict=True)
    made = [
        a_complaint(day, closed_on=day + timedelta(days=next(days)), **dict(row))
        for day, row in zip(_days_of_the_year(), told, strict=False)
    ]
    named = chain.from_iterable(
        repeat(ground, count) for ground, count in PUBLISHED["discrimination"].items()
    )
    for place, ground in enumerate(named):
        made[place] = _changed(made[place], discrimination=ground)
    made += [a_complaint(YEAR.last, administration="SOF") for _ in range(STILL_OPEN)]
    return made + [
        a_complaint(YEAR.first, nature=Nature.TEACHING) for _ in range(PUBLISHED["teaching"])
    ]


def _columns(closed: int) -> list[list[tuple[str, Any]]]:
    """What is registered of the closed complaints, a column for each field."""
    others = [channel for channel in Channel if channel is not Channel.TELEPHONE]
    columns: dict[str, Iterator[Any]] = {
        "channel": in_turn((Channel.TELEPHONE, PUBLISHED["by_telephone"]), *_even(others, closed)),
        "administration": in_turn(*_even(COPENHAGEN.codes("administration"), closed)),
        "wants": in_turn((("money", "communication"), 200), (("other_service",), None)),
        "about": in_turn(("general_law", 300), ("good_administration", None)),
        "sub_themes": in_turn((("access",), 300), (("processing_time", "tone"), None)),
        "gravity": in_turn(("service", 400), ("handling", 300), ("lawfulness", None)),
        "effort": in_turn(
            (Effort.ASSISTANCE, 12), (Effort.SUPERVISION, 6), (Effort.DIALOGUE, None)
        ),
        "entered_into": in_turn((True, KNOWN + NOT_KNOWN), (False, None)),
        "upheld": in_turn(
            (Upheld.YES, UPHELD),
            (Upheld.NO, KNOWN - UPHELD),
            (Upheld.UNKNOWN, NOT_KNOWN),
            (None, None),
        ),
        "solved": in_turn(
            (Solved.WHOLLY, WHOLLY),
            (Solved.PARTLY, PARTLY),
            (Solved.NOT, NOT_SOLVED),
            (Solved.UNKNOWN, None),
        ),
        "learning": in_turn(
            (Learning.CONCRETE, 300), (Learning.GENERAL, 100), (Learning.NONE, None)
        ),
        "satisfaction": in_turn(
            (Satisfaction.SATISFIED, SATISFIED),
            (Satisfaction.NOT_SATISFIED, DISSATISFIED),
            (Satisfaction.UNKNOWN, None),
        ),
        "forwarded_on_word": in_turn((True, PUBLISHED["forwarded"]), (False, None)),
    }
    return [[(name, next(values)) for _ in range(closed)] for name, values in columns.items()]


def in_turn(*runs: tuple[Any, int | None]) -> Iterator[Any]:
    """So many of each, one run after the other; the last without end."""
    return chain.from_iterable(repeat(value, *([] if n is None else [n])) for value, n in runs)


def _even(codes: Sequence[Any], among: int) -> list[tuple[Any, int | None]]:
    each = among // len(codes)
    return [*((code, each) for code in codes[:-1]), (codes[-1], None)]


def _days_of_the_year() -> Iterator[date]:
    length = (YEAR.last - YEAR.first).days - 30
    return (YEAR.first + timedelta(days=place % length) for place in range(10_000))


def _changed(case: StatisticalFacts, **told: Any) -> StatisticalFacts:
    assert case.complaint is not None
    return replace(case, complaint=replace(case.complaint, **told))


def _codes(kind: str, *of_old: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *COPENHAGEN.codes(kind), *of_old])


def _several(kind: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(COPENHAGEN.codes(kind)), max_size=3).map(tuple)


REGISTERS = st.builds(
    ComplaintRegister,
    channel=st.sampled_from(Channel),
    nature=st.sampled_from([Nature.COMPLAINT] * 4 + [Nature.ENQUIRY, Nature.TEACHING]),
    administration=_codes("administration", "OLD"),
    wants=_several("want"),
    about=_codes("about"),
    sub_themes=_several("sub_theme"),
    gravity=_codes("gravity"),
    discrimination=_codes("discrimination"),
    effort=st.sampled_from(Effort),
    entered_into=st.sampled_from([None, True, False]),
    upheld=st.sampled_from([None, *Upheld]),
    solved=st.sampled_from([None, *Solved]),
    learning=st.sampled_from([None, *Learning]),
    satisfaction=st.sampled_from([None, *Satisfaction]),
    forwarded_on_word=st.booleans(),
)


@st.composite
def complaints(draw: st.DrawFn) -> StatisticalFacts:
    """A complaint with any history and any register that can be."""
    turns = draw(histories())
    case = a_case(turns[0].on, kind=CaseKind.COMPLAINT, turns=turns)
    if draw(st.integers(0, 9)) == 0:
        return case
    return replace(case, complaint=complaint_facts(draw(REGISTERS), turns))
