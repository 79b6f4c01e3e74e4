"""What the adviser recommends is given in a supervision, repeated, followed or declined."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.recommendation import (
    Change,
    Recommendation,
    RecommendationKind,
    Standing,
    changed,
    given,
)
from portal.domain.supervision import StateSet, Supervision, SupervisionState

DAY = date(2024, 5, 2)
TODAY = date(2026, 3, 31)
STARTED = Supervision("Ventetid", ("SOF",), (StateSet(SupervisionState.STARTED, DAY),))
NEW = Recommendation(0, RecommendationKind.CALL, "SOF", " Svar inden 14 dage ", DAY, ())
UNCHANGED = Change("Svar inden 14 dage", None, Standing.CANNOT_BE_JUDGED, "", "", None, "", None)


def the_one() -> Recommendation:
    [one] = given((), STARTED, NEW, today=TODAY)
    return one


def refused_as(change: Change) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as error:
        changed(the_one(), change, today=TODAY)
    return error.value.field, error.value.reason


def test_it_is_numbered_within_its_case_and_counts_for_the_year_it_was_given_in() -> None:
    first, second = given((the_one(),), STARTED, NEW, today=TODAY)
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert (second.text, second.years) == ("Svar inden 14 dage", (2024,))
    assert second.standing is Standing.CANNOT_BE_JUDGED


@pytest.mark.parametrize(
    ("new", "refused"),
    [
        ({"text": " "}, ("text", "missing")),
        ({"administration": "BUF"}, ("administration", "not_asked")),
        ({"given_on": date(2026, 4, 1)}, ("given_on", "in_future")),
        ({"given_on": date.min}, ("given_on", "too_early")),
        ({"given_on": date(2024, 5, 1)}, ("given_on", "before_beginning")),
    ],
)
def test_one_that_cannot_be_is_refused(new: dict[str, Any], refused: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput) as error:
        given((), STARTED, replace(NEW, **new), today=TODAY)
    assert (error.value.field, error.value.reason) == refused


@pytest.mark.parametrize(
    "state",
    [
        SupervisionState.CLARIFYING,
        SupervisionState.DECIDED,
        SupervisionState.ON_HOLD,
        SupervisionState.NOT_PURSUED,
        None,
    ],
)
def test_nothing_is_recommended_before_anything_was_looked_into(
    state: SupervisionState | None,
) -> None:
    supervision = replace(STARTED, states=(StateSet(state, DAY),)) if state else None
    with pytest.raises(ForbiddenMove):
        given((), supervision, NEW, today=TODAY)


def test_it_can_be_repeated_for_a_decade_once_in_each_year() -> None:
    twice = changed(the_one(), replace(UNCHANGED, year=2026), today=TODAY)
    thrice = changed(twice, replace(UNCHANGED, year=2025), today=TODAY)
    assert thrice.years == (2024, 2025, 2026)


@pytest.mark.parametrize(
    ("year", "reason"), [(2027, "in_future"), (2023, "before_given"), (2024, "already")]
)
def test_a_year_that_cannot_be_is_refused(year: int, reason: str) -> None:
    assert refused_as(replace(UNCHANGED, year=year)) == ("year", reason)


def test_the_day_of_its_standing_moves_with_standing_and_view_alone() -> None:
    planned = replace(UNCHANGED, standing=Standing.PLANNED, view=" Til efteråret ")
    judged = changed(the_one(), planned, today=TODAY)
    assert (judged.standing, judged.view, judged.standing_on) == (
        Standing.PLANNED,
        "Til efteråret",
        TODAY,
    )
    noted = replace(planned, remark="Vi er enige", remark_on=TODAY)
    assert changed(judged, noted, today=date(2026, 5, 1)).standing_on == TODAY
    again = replace(planned, standing=Standing.CARRIED_OUT)
    assert changed(judged, again, today=date(2026, 5, 1)).standing_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"text": " "}, ("text", "missing")),
        ({"remark": "Vi er enige"}, ("remark_on", "missing")),
        ({"remark_on": TODAY}, ("remark", "missing")),
        ({"remark": "Enige", "remark_on": date(2026, 4, 1)}, ("remark_on", "in_future")),
        ({"remark": "Enige", "remark_on": date(2024, 5, 1)}, ("remark_on", "before_given")),
        (
            {"declined_because": "Dyrt", "standing": Standing.CARRIED_OUT},
            ("declined_because", "carried_out"),
        ),
        ({"committee_told_on": TODAY}, ("committee_told_on", "not_declined")),
        (
            {"committee_told_on": date(2026, 4, 1), "declined_because": "Dyrt"},
            ("committee_told_on", "in_future"),
        ),
        (
            {"committee_told_on": date(2024, 5, 1), "declined_because": "Dyrt"},
            ("committee_told_on", "before_given"),
        ),
    ],
)
def test_what_is_told_of_it_has_to_fit_together(
    change: dict[str, Any], refused: tuple[str, str]
) -> None:
    assert refused_as(replace(UNCHANGED, **change)) == refused


def test_the_committee_is_told_of_one_that_an_administration_will_not_follow() -> None:
    declined = replace(UNCHANGED, declined_because=" For dyrt ", committee_told_on=TODAY)
    after = changed(the_one(), declined, today=TODAY)
    assert (after.declined_because, after.committee_told_on) == ("For dyrt", TODAY)
