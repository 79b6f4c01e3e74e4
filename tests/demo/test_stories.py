"""The forty invented cases of the demo obey the rules and look like a year's work."""

import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import portal
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.legal_calendar import add_months
from portal.domain.matter import Outcome
from portal.domain.triage import Relation
from tests.demo.story_play import MEMBERS, MUNICIPALITY, VERBS, StoryPlay

Story = dict[str, Any]

STORIES = Path(portal.__file__).parent / "demo" / "stories"
OPTIONAL = {"place", "period", "witnesses", "identity_name", "identity_contact"}
# A leap day, a short month and the end of a year all lie within the two years before these.
FILL_DAYS = [date(2026, 11, 21), date(2028, 3, 1), date(2027, 5, 31)]


def load_stories() -> list[Story]:
    stories: list[Story] = []
    for path in sorted(STORIES.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(document) == {"case"}, path.name
        stories += document["case"]
    return stories


ALL = load_stories()


def played(story: Story, filled_on: date) -> StoryPlay:
    play = StoryPlay(received=filled_on - timedelta(days=story["received_days_ago"]))
    for step in story.get("steps", []):
        play.play(step)
    return play


@pytest.fixture(scope="module")
def plays() -> dict[str, StoryPlay]:
    return {story["id"]: played(story, FILL_DAYS[0]) for story in ALL}


def texts_of(story: Story) -> list[str]:
    texts = [story["report"], *(file["text"] for file in story.get("files", []))]
    for step in story.get("steps", []):
        texts += [value for value in step.values() if isinstance(value, str)]
    return texts


def test_there_are_forty_cases_with_ids_of_their_own() -> None:
    ids = [story["id"] for story in ALL]
    assert len(ids) == len(set(ids)) == 40
    assert all(re.fullmatch(r"[a-z0-9-]+", identifier) for identifier in ids)


@pytest.mark.parametrize("story", ALL, ids=lambda story: story["id"])
def test_a_case_has_the_fields_of_the_report_form(story: Story) -> None:
    required = {"id", "received_days_ago", "relation", "report"}
    allowed = required | OPTIONAL | {"administration", "files", "steps"}
    assert required <= set(story) <= allowed
    assert 0 <= story["received_days_ago"] <= 730
    assert story["relation"] in set(Relation)
    if "administration" in story:
        MUNICIPALITY.administration(story["administration"])
    assert story["report"].strip()
    for file in story.get("files", []):
        assert set(file) == {"name", "text"}


@pytest.mark.parametrize("story", ALL, ids=lambda story: story["id"])
def test_steps_are_well_formed_in_order_and_not_in_the_future(story: Story) -> None:
    last = 0
    for step in story.get("steps", []):
        required, optional = VERBS[step["do"]]
        given = set(step) - {"on", "by", "do"}
        assert required <= given <= required | optional, step
        assert step["by"] in (*MEMBERS, "reporter")
        assert last <= step["on"] <= story["received_days_ago"], step
        last = step["on"]


@pytest.mark.parametrize("filled_on", FILL_DAYS, ids=str)
@pytest.mark.parametrize("story", ALL, ids=lambda story: story["id"])
def test_a_case_can_be_played_by_the_rules(story: Story, filled_on: date) -> None:
    played(story, filled_on)


def test_the_cases_stand_in_all_states(plays: dict[str, StoryPlay]) -> None:
    states = Counter(play.state for play in plays.values())
    assert states == {
        CaseState.RECEIVED: 5,
        CaseState.OPEN: 17,
        CaseState.CLOSED: 15,
        CaseState.ERASED: 3,
    }


def test_new_cases_are_at_most_six_days_old(plays: dict[str, StoryPlay]) -> None:
    for story in ALL:
        fresh = plays[story["id"]].state is CaseState.RECEIVED
        assert fresh == (story["received_days_ago"] <= 6), story["id"]


def test_most_open_cases_rest_with_an_administration(plays: dict[str, StoryPlay]) -> None:
    resting = Counter(play.rests_with() for play in plays.values() if play.state is CaseState.OPEN)
    assert resting[RestsWith.ADMINISTRATION] >= 8
    assert resting[RestsWith.REPORTER] >= 2
    assert resting[RestsWith.UNIT] >= 3


def test_some_open_cases_are_overdue_some_nearly_and_some_calm(
    plays: dict[str, StoryPlay],
) -> None:
    today = FILL_DAYS[0]
    left = [
        (add_months(play.received, 3) - today).days
        for play in plays.values()
        if play.state is CaseState.OPEN and not play.final_feedback
    ]
    assert sum(days < 0 for days in left) >= 3
    assert sum(0 <= days <= 14 for days in left) >= 3
    assert sum(days > 30 for days in left) >= 5


def test_one_open_case_has_had_no_feedback_in_time_and_every_other_has(
    plays: dict[str, StoryPlay],
) -> None:
    """The one shows what the lists and the reporter's page say of a limit that was not kept."""
    today = FILL_DAYS[0]
    late = set()
    for story in ALL:
        play = plays[story["id"]]
        due = add_months(play.received, 3)
        days = [step["on"] for step in story.get("steps", []) if step["do"] == "feedback"]
        owed = today > due and any(m.in_scope for m in play.matters.values())
        if owed and (not days or play.received + timedelta(days=min(days)) > due):
            late.add(story["id"])
    assert late == {"gravid-medarbejder-flyttet"}
    assert plays["gravid-medarbejder-flyttet"].state is CaseState.OPEN


def test_closed_cases_show_every_outcome_and_whole_rejections(
    plays: dict[str, StoryPlay],
) -> None:
    closed = [play for play in plays.values() if play.state is CaseState.CLOSED]
    outcomes = {matter.outcome for play in closed for matter in play.matters.values()}
    assert set(Outcome) <= outcomes
    assert sum(all(m.rejected for m in play.matters.values()) for play in closed) >= 3


def test_every_ground_for_rejection_and_every_administration_occurs(
    plays: dict[str, StoryPlay],
) -> None:
    matters = [matter for play in plays.values() for matter in play.matters.values()]
    grounds = {matter.triage.ground for matter in matters if matter.triage}
    assert set(MUNICIPALITY.codes("ground")) <= grounds
    assert {story.get("administration") for story in ALL} >= set(
        MUNICIPALITY.codes("administration")
    )
    assert {matter.theme for matter in matters} == set(MUNICIPALITY.codes("theme"))
    assert all(len(play.matters) <= 3 for play in plays.values())


def test_at_least_twelve_cases_hold_a_conversation(plays: dict[str, StoryPlay]) -> None:
    talking = [
        play
        for play in plays.values()
        if play.turns.count("reporter") >= 2 and play.turns.count("unit") >= 2
    ]
    assert len(talking) >= 12


def test_a_disqualified_member_takes_no_part() -> None:
    refusals = [
        step
        for story in ALL
        for step in story.get("steps", [])
        if step["do"] == "declare" and not step["impartial"]
    ]
    assert len(refusals) >= 2


def test_no_closed_case_is_past_its_time_for_erasure(plays: dict[str, StoryPlay]) -> None:
    today = FILL_DAYS[0]
    for identifier, play in plays.items():
        if play.state is CaseState.CLOSED:
            assert play.erase_after is not None
            assert play.erase_after > today, identifier


def test_no_number_that_could_be_a_person_stands_in_a_story() -> None:
    for story in ALL:
        for text in texts_of(story):
            assert not re.search(r"\b\d{6}-?\d{4}\b", text), story["id"]
            assert "@" not in text, story["id"]


def test_every_forwarding_reminds_of_the_duty_of_secrecy() -> None:
    for story in ALL:
        for step in story.get("steps", []):
            if step["do"] == "forward":
                assert "§ 25" in step["text"], story["id"]
