"""Statistical facts made up for the tests of the reports, and those of the published years."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from portal.domain.case_file import Turn
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.deadlines import feedback_limit
from portal.domain.matter import Outcome, PassOn
from portal.domain.statistics import MatterFacts, StatisticalFacts
from portal.domain.triage import Decision, Ground

PUBLISHED: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "published_2023.json").read_text(encoding="utf-8")
)


def a_matter(
    theme: str = "law",
    *,
    ground: Ground | None = None,
    outcome: Outcome | None = None,
    in_scope: bool = False,
    passed_on: bool = False,
    police: bool = False,
    administration: str = "BUF",
) -> MatterFacts:
    """A matter: rejected with a ground, in scope with an outcome or when said, else undecided."""
    decided = Decision.IN_SCOPE if in_scope or outcome else None
    return MatterFacts(
        first_theme=theme,
        theme=theme,
        administration=administration,
        decision=Decision.REJECTED if ground else decided,
        ground=ground,
        pass_on=PassOn.PASSED_ON if passed_on else PassOn.NOT_OFFERED,
        outcome=outcome,
        police_report=police,
    )


def a_case(
    received_on: date,
    *matters: MatterFacts,
    closed_on: date | None = None,
    rests_with: RestsWith = RestsWith.UNIT,
    acknowledged_after: int | None = 0,
    feedback_after: int | None = None,
    extended: bool = False,
    turns: Sequence[Turn] = (),
    kind: CaseKind = CaseKind.REPORT,
) -> StatisticalFacts:
    """A case taken up on the day it came, and closed if a day is given. Days count from receipt."""
    acknowledged = _later(received_on, acknowledged_after)
    feedback = _later(received_on, feedback_after)
    return StatisticalFacts(
        kind=kind,
        received_on=received_on,
        acknowledged_on=acknowledged,
        feedback_due=feedback_limit(received_on, acknowledged).statutory,
        extended=extended,
        feedback_on=feedback,
        final_feedback_on=feedback,
        matters=matters,
        turns=tuple(turns) or _plain_history(received_on, closed_on, rests_with),
    )


def cases_of_2023() -> list[StatisticalFacts]:
    """The 105 reports of 2023 with their 202 matters; what is not published is made up.

    All of them are closed before the end of 2024.
    """
    themes = [theme["code"] for theme in PUBLISHED["themes"] for _ in range(theme["count"])]
    matters = [_decided(theme, place) for place, theme in enumerate(themes)]
    two_each = len(matters) - PUBLISHED["received"]
    bundles = [matters[2 * n : 2 * n + 2] for n in range(two_each)]
    bundles += [[matter] for matter in matters[2 * two_each :]]
    first = date(PUBLISHED["year"], 1, 1)
    return [
        a_case(
            first + timedelta(days=3 * place),
            *bundle,
            closed_on=first + timedelta(days=3 * place + 130),
            feedback_after=60 + place % 40,
            extended=place % 10 == 0,
        )
        for place, bundle in enumerate(bundles)
    ]


def pending_at_the_end_of_2024() -> list[StatisticalFacts]:
    """34 cases that were pending when the year ended."""
    told = PUBLISHED["pending"]
    return [
        a_case(date(2024, 10, 1), a_matter(in_scope=True), rests_with=holder)
        for holder in RestsWith
        for _ in range(told[holder.value])
    ]


def _decided(theme: str, place: int) -> MatterFacts:
    if place % 2:
        grounds = list(Ground)
        return a_matter(theme, ground=grounds[place // 2 % len(grounds)], passed_on=place % 12 == 1)
    outcomes = [*Outcome, None]
    outcome = outcomes[place // 2 % len(outcomes)]
    return a_matter(theme, outcome=outcome, in_scope=True, police=place % 20 == 0)


def _later(day: date, days: int | None) -> date | None:
    return None if days is None else day + timedelta(days=days)


def _plain_history(
    received_on: date, closed_on: date | None, rests_with: RestsWith
) -> tuple[Turn, ...]:
    turns = [
        Turn(received_on, CaseState.RECEIVED, RestsWith.UNIT),
        Turn(received_on, CaseState.OPEN, rests_with),
    ]
    if closed_on is not None:
        turns.append(Turn(closed_on, CaseState.CLOSED, None))
    return tuple(turns)
