"""The forty invented cases of the demo obey the rules and look like a year's work."""

import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import portal
from portal.demo.story_steps import VERBS as DEMO_VERBS
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.dossier import ActKind, Awaits, Dossier, DossierKind, Stage
from portal.domain.legal_calendar import add_months
from portal.domain.matter import Outcome
from portal.domain.party import NoticeState
from portal.domain.redaction import BAR, read_marks
from portal.domain.triage import Relation
from tests.demo.story_play import (
    CONTACTS,
    CONTACTS_VERBS,
    MEMBERS,
    MUNICIPALITY,
    VERBS,
    PlayedDossier,
    StoryPlay,
)

Story = dict[str, Any]

STORIES = Path(portal.__file__).parent / "demo" / "stories"
OPTIONAL = {"place", "period", "witnesses", "identity_name", "identity_contact"}
EVERY_CONTACT = [part for parts in CONTACTS.values() for part in parts]
# What goes out to an administration, in the unit's words.
TO_AN_ADMINISTRATION = (
    "forward",
    "forward_elsewhere",
    "pass_on",
    "ask_again",
    "reply_in_dossier",
    "ask_follow_up",
)
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
        texts += step.get("extracts", [])
        texts += [file["text"] for file in step.get("files", [])]
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
        assert step["by"] in (*MEMBERS, *EVERY_CONTACT, "reporter")
        assert (step["by"] in EVERY_CONTACT) == (step["do"] in CONTACTS_VERBS), step
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


def steps_of(*verbs: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (story["id"], step)
        for story in ALL
        for step in story.get("steps", [])
        if step["do"] in verbs
    ]


def dossiers_of(plays: dict[str, StoryPlay]) -> list[PlayedDossier]:
    """Every dossier that is still there: what was erased went with its case."""
    return [
        one
        for play in plays.values()
        if play.state is not CaseState.ERASED
        for one in play.dossiers
    ]


def test_every_verb_is_played() -> None:
    assert {step["do"] for _identifier, step in steps_of(*VERBS)} == set(VERBS) == set(DEMO_VERBS)


def test_every_forwarding_reminds_of_the_duty_of_secrecy() -> None:
    for identifier, step in steps_of(*TO_AN_ADMINISTRATION):
        assert "§ 25" in step["text"], identifier


def test_what_is_examined_goes_out_as_what_nobody_has_decided() -> None:
    for identifier, step in steps_of("forward", "forward_elsewhere", "pass_on", "ask_again"):
        assert "ikke taget stilling" in step["text"], identifier


def test_no_party_is_named_in_what_goes_out() -> None:
    parties = {identifier: step["name"] for identifier, step in steps_of("party")}
    assert parties
    for identifier, step in steps_of(*TO_AN_ADMINISTRATION, "move"):
        if identifier in parties:
            words = " ".join([step["text"], *step.get("extracts", [])])
            assert not any(word in words for word in parties[identifier].split()), identifier


def test_matters_go_out_as_dossiers_but_for_the_few_sent_by_other_means() -> None:
    assert len(steps_of("forward")) >= 30
    assert 1 <= len(steps_of("forward_elsewhere")) <= 2
    assert len(steps_of("write_answer_in")) >= 1
    assert len(steps_of("answer")) >= 25


def test_a_passage_of_a_report_goes_out_with_what_could_tell_blacked_out() -> None:
    reports = {story["id"]: " ".join(story["report"].split()) for story in ALL}
    with_extracts = [one for one in steps_of("forward") if one[1].get("extracts")]
    assert with_extracts
    for identifier, step in with_extracts:
        for extract in step["extracts"]:
            marked = read_marks(extract)
            assert marked.passages, identifier
            assert " ".join(marked.text.split()) in reports[identifier]


def test_a_file_goes_out_as_a_working_copy() -> None:
    files = {story["id"]: {one["name"] for one in story.get("files", [])} for story in ALL}
    with_copies = [one for one in steps_of("forward") if one[1].get("copies")]
    assert len(with_copies) == 1
    for identifier, step in with_copies:
        assert set(step["copies"]) <= files[identifier]


def test_dossiers_stand_in_every_stage_that_a_unit_knows(plays: dict[str, StoryPlay]) -> None:
    stages = Counter(one.content.stage for one in dossiers_of(plays))
    assert set(stages) == set(Stage) - {Stage.CALLED_OFF}
    assert stages[Stage.ENOUGH] + stages[Stage.CONCLUDED] >= 15
    assert stages[Stage.AWAITED] >= 8
    assert stages[Stage.ANSWERED] >= 3
    assert stages[Stage.FOLLOW_UP_AWAITED] >= 2


def test_what_is_pending_shows_what_a_unit_has_to_do(plays: dict[str, StoryPlay]) -> None:
    today = FILL_DAYS[0]
    open_now = [one.content for one in dossiers_of(plays)]
    awaited = [one for one in open_now if one.awaits is Awaits.ANSWER]
    left = [(one.due_now - today).days for one in awaited if one.due_now]
    assert sum(days < 0 for days in left) >= 3
    assert sum(0 <= days <= 7 for days in left) >= 1
    assert sum(days > 7 for days in left) >= 3
    assert any(one.open_question for one in awaited)
    assert any(one.time_wanted for one in awaited)
    assert any(one.round > 1 for one in awaited)
    assert any(one.kind is DossierKind.OUTSIDE_SCHEME for one in open_now)


def test_follow_ups_came_were_registered_and_were_not_told(plays: dict[str, StoryPlay]) -> None:
    concluded = [one.content for one in dossiers_of(plays) if one.content.stage is Stage.CONCLUDED]
    assert sum(bool(one.follow_ups) for one in concluded) >= 3
    assert any(not one.follow_ups for one in concluded)
    for play in plays.values():
        for one in play.dossiers:
            acts = [act.kind for act in one.content.acts]
            assert acts.count(ActKind.FOLLOW_UP_ASKED) <= 2


def test_a_dossier_was_handed_to_a_colleague(plays: dict[str, StoryPlay]) -> None:
    handed = [one for one in dossiers_of(plays) if _has(one.content, ActKind.HANDED_OVER)]
    assert len(handed) >= 2
    assert all(len(one.holders) == 2 for one in handed)


def _has(dossier: Dossier, kind: ActKind) -> bool:
    return any(act.kind is kind for act in dossier.acts)


def test_three_contact_persons_have_something_in_every_group(plays: dict[str, StoryPlay]) -> None:
    for part in ("contact_SUF", "contact_BUF", "contact_SOF"):
        mine = [one for one in dossiers_of(plays) if part in one.holders]
        groups = {group_of(one.content, part, FILL_DAYS[0]) for one in mine}
        assert groups == {"new", "overdue", "due", "answered", "done"}, part


def group_of(dossier: Dossier, account: str, today: date) -> str:
    """Where a dossier stands for a contact person (the account as its acts name it)."""
    if not dossier.opened_by(account):
        return "new"
    if dossier.due_now is not None:
        return "overdue" if dossier.due_now < today else "due"
    return "answered" if dossier.stage is Stage.ANSWERED else "done"


def test_every_contact_person_holds_a_dossier(plays: dict[str, StoryPlay]) -> None:
    assert {part for one in dossiers_of(plays) for part in one.holders} == set(EVERY_CONTACT)


def test_consent_was_given_once_and_refused_once(plays: dict[str, StoryPlay]) -> None:
    answers = [answer for play in plays.values() for answer in play.consents.values()]
    assert Counter(answers) == {True: 1, False: 1}
    revealing = [one for one in steps_of("forward") if one[1].get("may_reveal")]
    assert [identifier for identifier, _step in revealing] == [
        identifier for identifier, play in plays.items() if True in play.consents.values()
    ]


def test_one_matter_went_to_another_body(plays: dict[str, StoryPlay]) -> None:
    assert [body for play in plays.values() for body in play.moved_to] == ["police"]


def test_parties_had_their_notice_or_wait_for_it(plays: dict[str, StoryPlay]) -> None:
    parties = [party for play in plays.values() for party in play.parties.values()]
    assert {party.notice_state for party in parties} == {NoticeState.GIVEN, NoticeState.POSTPONED}
    assert any(party.remarks for party in parties)
    today = FILL_DAYS[0]
    for party in parties:
        notice = party.notice
        if notice and notice.state is NoticeState.POSTPONED:
            assert notice.until
            assert notice.until >= today


def test_what_was_blacked_out_is_gone(plays: dict[str, StoryPlay]) -> None:
    extracts = [part.text for one in dossiers_of(plays) for part in one.content.extracts]
    assert any(BAR in text for text in extracts)
    assert not any("[[" in text for text in extracts)
