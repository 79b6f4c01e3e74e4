"""Statistical facts of complaints made up for the tests of the account, and a year like 2023."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from portal.demo.adviser_year import adviser_year
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


def a_complaint(
    received_on: date,
    *,
    closed_on: date | None = None,
    turns: Sequence[Turn] = (),
    mediated: bool = False,
    merged: bool = False,
    **registered: Any,
) -> StatisticalFacts:
    """A complaint taken up on the day it came; the rest are fields of the register."""
    case = a_case(received_on, closed_on=closed_on, kind=CaseKind.COMPLAINT, turns=turns)
    register = ComplaintRegister(**registered)
    told = complaint_facts(register, case.turns, mediated=mediated, merged=merged)
    return replace(case, complaint=told)


def unregistered(received_on: date) -> StatisticalFacts:
    """A complaint whose facts are from before registers were counted."""
    return replace(a_complaint(received_on), complaint=None)


def complaints_of_2023() -> list[StatisticalFacts]:
    """912 complaints and 138 times assistance or teaching with the published shares; what is not
    published is made up."""
    return adviser_year(YEAR)


def _codes(kind: str, *of_old: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *COPENHAGEN.codes(kind), *of_old])


def _several(kind: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(COPENHAGEN.codes(kind)), max_size=3).map(tuple)


REGISTERS = st.builds(
    ComplaintRegister,
    channel=st.sampled_from(Channel),
    nature=st.sampled_from(
        [Nature.COMPLAINT] * 4 + [Nature.ENQUIRY, Nature.TEACHING, Nature.REPORT]
    ),
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
    told = complaint_facts(
        draw(REGISTERS),
        turns,
        mediated=draw(st.booleans()),
        merged=draw(st.sampled_from([False] * 5 + [True])),
    )
    return replace(case, complaint=told)
