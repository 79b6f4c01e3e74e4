"""The invented complaints and questions to the citizens' adviser, and the year behind them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import gcd
from pathlib import Path
from typing import Any

import pytest

from portal.demo.adviser_steps import COMPLAINT_VERBS, SUPERVISION_VERBS
from portal.demo.adviser_stories import (
    _complaint_of,
    read_assistance,
    read_complaints,
    read_supervisions,
)
from portal.demo.adviser_year import YEAR as YEAR_TOLD
from portal.demo.adviser_year import adviser_year
from portal.demo.told_columns import read_year
from portal.domain.account_reconciliation import complaint_findings
from portal.domain.case_status import CaseKind
from portal.domain.complaint import Channel, ComplainedBefore, may_go_straight
from portal.domain.period import Period, year_of
from portal.domain.reconciliation import history_findings
from portal.intake import straight_on
from portal.municipality import load_municipality
from tests.demo.story_play import CONTACTS, MEMBERS
from tests.demo.test_stories import FILL_DAYS
from tests.domain.counted_complaints import YEAR
from tests.domain.register_fields import REGISTER_FIELDS

MUNICIPALITY = load_municipality()
COMPLAINTS = read_complaints()
SUPERVISIONS = read_supervisions()
STAFF = (*MEMBERS, "adviser")
# Whose steps are the contact persons'.
ANSWERING = {"open", "answer"}
EVERY_CONTACT = [*(part for parts in CONTACTS.values() for part in parts), "complaints_BIF"]
REQUIRED = {"id", "received_days_ago", "administration", "complaint"}
OPTIONAL = {"channel", "taken_by", "place", "wish", "complained_before", "on_behalf_of"}
OPTIONAL |= {"straight_on", "steps"}
IDENTITY = {"identity_name", "identity_contact"}
KINDS = {
    "administration": "administration",
    "wants": "want",
    "about": "about",
    "sub_themes": "sub_theme",
    "gravity": "gravity",
    "discrimination": "discrimination",
}


@pytest.mark.parametrize("story", COMPLAINTS, ids=lambda story: story["id"])
def test_a_complaint_has_the_fields_of_its_form_and_steps_in_order(story: dict[str, Any]) -> None:
    assert REQUIRED <= set(story) <= REQUIRED | OPTIONAL | IDENTITY
    assert story["administration"] in MUNICIPALITY.codes("administration")
    assert story.get("channel", "form") in set(Channel)
    assert story.get("complained_before", "yes") in set(ComplainedBefore)
    # What does not come by the form is taken down by somebody.
    assert (story.get("channel", "form") != "form") == ("taken_by" in story)
    for step in story.get("steps", ()):
        assert step["do"] in COMPLAINT_VERBS
        others = EVERY_CONTACT if step["do"] in ANSWERING else (*STAFF, "reporter")
        assert step["by"] in others
    assert is_in_order(story)


@pytest.mark.parametrize("story", SUPERVISIONS, ids=lambda story: story["id"])
def test_a_supervision_says_what_it_is_about_and_is_carried_on_by_the_unit(
    story: dict[str, Any],
) -> None:
    assert set(story) == {"id", "received_days_ago", "opened_by", "subject", "administrations",
                          "state", "steps"}  # fmt: skip
    assert set(story["administrations"]) <= set(MUNICIPALITY.codes("administration"))
    for step in story["steps"]:
        assert step["do"] in SUPERVISION_VERBS
        assert step["by"] in STAFF
    assert is_in_order(story)


def is_in_order(story: dict[str, Any]) -> bool:
    """Whether its steps follow each other, and none lies ahead of the day of the filling."""
    days = [0, *(step["on"] for step in story.get("steps", ())), story["received_days_ago"]]
    return days == sorted(days)


@pytest.mark.parametrize("filled_on", FILL_DAYS, ids=str)
def test_a_recommendation_is_repeated_in_years_of_their_own(filled_on: date) -> None:
    for story in SUPERVISIONS:
        received = filled_on - timedelta(days=story["received_days_ago"])
        given = [step for step in story["steps"] if step["do"] == "recommend"]
        years = [[(received + timedelta(days=step["on"])).year] for step in given]
        for step in story["steps"]:
            if step.get("again"):
                again = (received + timedelta(days=step["on"])).year
                assert again > years[step["recommendation"] - 1][-1]
                years[step["recommendation"] - 1].append(again)


def test_what_was_looked_into_long_ago_ended_before_the_year_of_the_account() -> None:
    for story in SUPERVISIONS:
        ended = [step["on"] for step in story["steps"] if step.get("state") == "closed"]
        assert all(story["received_days_ago"] - day > 730 for day in ended)
    assert any(step.get("state") == "closed" for one in SUPERVISIONS for step in one["steps"])


def test_what_goes_straight_on_is_what_the_form_would_offer_it_for() -> None:
    straight = [one for one in COMPLAINTS if one.get("straight_on")]
    assert len(straight) == 2
    for one in straight:
        assert may_go_straight(
            complained_before=ComplainedBefore(one["complained_before"]),
            administration=one["administration"],
            own_workplace=False,
            on_behalf_of=one.get("on_behalf_of", ""),
        )


def test_what_an_administration_reads_has_headings_in_the_words_of_the_form() -> None:
    [one, _other] = [story for story in COMPLAINTS if story.get("straight_on")]
    complaint = _complaint_of(one)
    assert complaint.on_word is not None
    assert complaint.on_word.tells_who
    headings = re.findall(r"^([^\n]+):$", complaint.on_word.text, re.MULTILINE)
    source = Path(straight_on.__file__).read_text("utf-8")
    assert len(headings) == 5
    assert all(f'_("{heading}")' in source for heading in headings)


@pytest.mark.parametrize("story", COMPLAINTS, ids=lambda story: story["id"])
def test_what_is_registered_of_a_complaint_is_in_the_municipality_s_lists(
    story: dict[str, Any],
) -> None:
    for step in story.get("steps", ()):
        if step["do"] == "register":
            told = {name: value for name, value in step.items() if name not in ("on", "by", "do")}
            assert set(told) <= REGISTER_FIELDS
            assert set(codes_of(told)) <= set(known_codes())


def codes_of(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Each code by its kind."""
    several = {name: value if isinstance(value, list) else [value] for name, value in told.items()}
    return [(KINDS[name], code) for name in KINDS for code in several.get(name, [])]


def known_codes() -> list[tuple[str, str]]:
    return [(kind, code) for kind in KINDS.values() for code in MUNICIPALITY.codes(kind)]


def test_the_ids_of_the_stories_are_their_own() -> None:
    ids = [story["id"] for story in (*COMPLAINTS, *SUPERVISIONS)]
    assert len(ids) == len(set(ids))


def test_the_complaints_are_of_every_sort_that_a_unit_meets() -> None:
    by_telephone = [one for one in COMPLAINTS if one.get("channel") == "telephone"]
    anonymous = [one for one in COMPLAINTS if not IDENTITY & set(one) and "taken_by" not in one]
    steps = [step for one in COMPLAINTS for step in one.get("steps", ())]
    assert len(COMPLAINTS) == 12
    assert len(by_telephone) >= 1
    assert len(anonymous) == 1
    assert any("on_behalf_of" in one for one in COMPLAINTS)
    assert any(step.get("nature") == "enquiry" for step in steps)
    done = {step["do"] for step in steps}
    assert {"ask", "forward", "end_mediation", "supervise", "recommend", "link"} <= done
    assert {bool(one["answered"]) for one in read_assistance()} == {True, False}


def test_no_number_that_could_be_a_person_stands_in_what_is_told() -> None:
    for story in (*COMPLAINTS, *SUPERVISIONS, *read_assistance()):
        assert not re.search(r"\b\d{6}-?\d{4}\b", repr(story))
        assert "@" not in repr(story)


@pytest.mark.parametrize("period", [YEAR, year_of(2024), year_of(2025)])
def test_a_year_lies_within_its_days_and_tells_histories_that_can_be(period: Period) -> None:
    year = adviser_year(period)
    assert len(year) == 1050
    for case in year:
        assert case.received_on in period
        assert case.turns[-1].on in period
        assert history_findings("", case) == []
        assert complaint_findings("", case) == []


def test_a_year_is_the_same_each_time() -> None:
    assert adviser_year(YEAR) == adviser_year(YEAR)


def test_a_year_is_made_of_codes_that_the_municipality_has() -> None:
    for case in adviser_year(YEAR):
        if case.kind is CaseKind.COMPLAINT:
            told = vars(case.complaint) | {"discrimination": case.complaint.discrimination or "sex"}
            lists = {name: list(v) if isinstance(v, tuple) else v for name, v in told.items()}
            assert set(codes_of(lists)) <= set(known_codes())


def test_the_columns_of_the_year_reach_every_case() -> None:
    year = read_year(YEAR_TOLD)
    for number, columns in ((year["complaints"], "complaint"), (year["assistance"], "advice")):
        for column in year[columns]:
            assert sum(row["count"] for row in column["rows"]) == number
            assert gcd(column["step"], number) == 1
