"""Who is reminded of a case, and when: nobody without a key, and never nobody."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.reminding import (
    WARNING_DAYS,
    Absence,
    Colleague,
    is_there,
    reached,
    to_remind,
    to_warn_of_overdue,
    warning_falls,
)

TODAY = date(2026, 3, 3)
DAY = timedelta(days=1)
ACT_BY = date(2026, 6, 3)
AWAY = Absence(TODAY, TODAY)
EVERYBODY = frozenset({"birgitte", "anders", "chaima", "dorthe"})


def away(stand_in: str | None = None) -> Absence:
    return Absence(TODAY - DAY, None, stand_in)


def unit(**absences: Absence) -> dict[str, Colleague]:
    """Birgitte is the head of unit; `absences` by name."""
    return {name: Colleague(name, name == "birgitte", absences.get(name)) for name in EVERYBODY}


def reminded(handler: str | None, holders: frozenset[str] = EVERYBODY, **absences: Absence) -> str:
    return " ".join(sorted(to_remind(handler, unit(**absences), holders, TODAY)))


def test_who_works_on_the_case_is_reminded_of_it() -> None:
    assert reminded("anders") == "anders"


def test_while_nobody_works_on_it_the_head_of_unit_is() -> None:
    assert reminded(None) == "birgitte"
    assert reminded("a closed account") == "birgitte"
    assert reminded("anders", EVERYBODY - {"anders"}) == "birgitte"


def test_for_who_is_absent_her_stand_in_is_reminded() -> None:
    assert reminded("anders", anders=away("chaima")) == "chaima"


def test_the_stand_ins_stand_in_comes_next() -> None:
    assert reminded("anders", anders=away("chaima"), chaima=away("dorthe")) == "dorthe"


@pytest.mark.parametrize(
    ("absences", "holders"),
    [
        ({"anders": away()}, EVERYBODY),
        ({"anders": away("chaima")}, EVERYBODY - {"chaima"}),
        ({"anders": away("a closed account")}, EVERYBODY),
        ({"anders": away("chaima"), "chaima": away("anders")}, EVERYBODY),
        ({"anders": away("anders")}, EVERYBODY),
        ({"anders": away("chaima"), "chaima": away()}, EVERYBODY),
    ],
    ids=["none", "without a key", "closed", "in a circle", "herself", "away as well"],
)
def test_where_the_stand_ins_lead_to_nobody_the_head_of_unit_is_reminded(
    absences: dict[str, Absence], holders: frozenset[str]
) -> None:
    assert reminded("anders", holders, **absences) == "birgitte"


def test_without_a_head_of_unit_everybody_there_with_a_key_is_reminded() -> None:
    others = EVERYBODY - {"birgitte"}
    assert reminded(None, others) == "anders chaima dorthe"
    assert reminded("anders", EVERYBODY, anders=away(), birgitte=away()) == "chaima dorthe"


def test_when_all_are_absent_who_it_was_meant_for_gets_it_all_the_same() -> None:
    everybody_away = {name: away() for name in EVERYBODY}
    assert reminded("anders", **everybody_away) == "anders"
    assert reminded(None, **everybody_away) == "birgitte"
    assert reminded(None, frozenset({"chaima"}), **everybody_away) == "chaima"


def test_where_no_active_member_holds_a_key_nobody_is_reminded() -> None:
    assert reminded("anders", frozenset({"a closed account"})) == ""


def test_what_is_overdue_is_told_to_the_head_of_unit_whoever_works_on_it() -> None:
    assert to_warn_of_overdue(unit(), EVERYBODY, TODAY) == {"birgitte"}
    absent = unit(birgitte=away("chaima"))
    assert to_warn_of_overdue(absent, EVERYBODY, TODAY) == {"chaima"}
    assert to_warn_of_overdue(unit(), frozenset({"anders"}), TODAY) == {"anders"}


def test_an_absence_holds_from_its_first_to_its_last_day() -> None:
    absence = Absence(TODAY, TODAY + DAY)
    days = [TODAY + number * DAY for number in (-1, 0, 1, 2)]
    assert [absence.covers(day) for day in days] == [False, True, True, False]
    assert [absence.is_over(day) for day in days] == [False, False, False, True]
    assert not Absence(TODAY).is_over(date.max)
    assert Absence(TODAY).covers(date.max)
    assert is_there(Colleague("anders", False, absence), TODAY - DAY)
    assert not is_there(Colleague("anders", False, absence), TODAY)
    assert is_there(Colleague("anders", False), TODAY)


@pytest.mark.parametrize("days", WARNING_DAYS)
def test_a_warning_falls_on_each_warning_day(days: int) -> None:
    today = ACT_BY - days * DAY
    assert warning_falls(ACT_BY, today - DAY, today)


def test_between_the_warning_days_nobody_is_warned() -> None:
    quiet = [n for n in range(40) if n not in WARNING_DAYS]
    assert not any(warning_falls(ACT_BY, ACT_BY - (n + 1) * DAY, ACT_BY - n * DAY) for n in quiet)
    assert not warning_falls(ACT_BY, ACT_BY, ACT_BY + DAY)


def test_days_on_which_the_portal_did_not_run_are_made_up_for_once() -> None:
    stood_still_since, today = ACT_BY - 31 * DAY, ACT_BY - 10 * DAY
    assert warning_falls(ACT_BY, stood_still_since, today)
    assert not warning_falls(ACT_BY, today, today + DAY)
    assert not warning_falls(ACT_BY, today, today)


def test_a_day_that_was_behind_when_the_limit_was_set_is_not_warned_of() -> None:
    set_on = ACT_BY - 5 * DAY
    assert not warning_falls(ACT_BY, set_on - DAY, set_on)


NAMES = st.sampled_from("abcdef")
DAYS = st.integers(-3, 3).map(lambda number: TODAY + number * DAY)
ABSENCES = st.builds(
    Absence, DAYS, st.none() | DAYS, st.none() | NAMES | st.just("a closed account")
)


@st.composite
def units(draw: st.DrawFn) -> dict[str, Colleague]:
    names = draw(st.sets(NAMES))
    return {
        name: Colleague(name, draw(st.booleans()), draw(st.none() | ABSENCES)) for name in names
    }


CASES = (st.sets(NAMES), units(), st.frozensets(NAMES))


@given(*CASES)
def test_nobody_without_a_key_and_nobody_who_cannot_sign_in_is_ever_reached(
    wanted: set[str], colleagues: dict[str, Colleague], holders: frozenset[str]
) -> None:
    assert reached(wanted, colleagues, holders, TODAY) <= holders & set(colleagues)


@given(*CASES)
def test_somebody_is_reached_while_any_active_member_holds_a_key(
    wanted: set[str], colleagues: dict[str, Colleague], holders: frozenset[str]
) -> None:
    assert bool(reached(wanted, colleagues, holders, TODAY)) is bool(holders & set(colleagues))


@given(*CASES)
def test_who_is_absent_is_reached_only_when_no_holder_is_there(
    wanted: set[str], colleagues: dict[str, Colleague], holders: frozenset[str]
) -> None:
    told = reached(wanted, colleagues, holders, TODAY)
    there = {one for one in holders & set(colleagues) if is_there(colleagues[one], TODAY)}
    assert told <= there or not there


@given(*CASES)
def test_who_is_meant_there_and_holds_a_key_is_always_reached(
    wanted: set[str], colleagues: dict[str, Colleague], holders: frozenset[str]
) -> None:
    able = {one for one in wanted & holders if one in colleagues}
    there = {one for one in able if is_there(colleagues[one], TODAY)}
    assert there <= reached(wanted, colleagues, holders, TODAY)


@given(*CASES)
def test_the_order_in_which_people_are_named_changes_nothing(
    wanted: set[str], colleagues: dict[str, Colleague], holders: frozenset[str]
) -> None:
    turned = dict(reversed(list(colleagues.items())))
    told = reached(sorted(wanted), colleagues, holders, TODAY)
    assert told == reached(sorted(wanted, reverse=True), turned, frozenset(sorted(holders)), TODAY)


@given(st.lists(DAYS, min_size=2, max_size=6).map(sorted), DAYS)
def test_however_the_days_are_cut_each_warning_is_written_once(
    runs: list[date], act_by: date
) -> None:
    written = sum(warning_falls(act_by, *pair) for pair in pairwise(runs))
    fallen = [d for d in WARNING_DAYS if runs[0] < act_by - d * DAY <= runs[-1]]
    assert bool(written) is bool(fallen)
    assert written <= len(fallen)
