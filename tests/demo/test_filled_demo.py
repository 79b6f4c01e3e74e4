"""The demo as it was filled: each story ends as its steps say, and all find what is theirs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from crypto.receipt_code import ReceiptCode, parse_code
from portal.app import build_workplace
from portal.clock import SystemClock
from portal.commands.ground import lay_ground
from portal.demo import fill_demo, print_welcome
from portal.demo.stories import read_stories
from portal.domain.access import Role
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseState
from portal.domain.dossier import ActKind, Dossier, Stage
from portal.domain.errors import CaseErased
from portal.domain.matter import Matter
from portal.domain.redaction import BAR
from portal.services.accounts.sign_in import check_passphrase
from portal.services.casework.read_case import CaseView, read_case
from portal.services.dossiers.read_dossier import (
    confirm_secrecy,
    list_dossiers,
    read_dossier,
    read_dossier_file,
)
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Member, Reporter, Workplace
from portal.settings import Settings
from tests.demo.story_play import CONTACTS, MEMBERS, StoryPlay
from tests.demo.test_stories import group_of, played

WELCOMED = ("contact_SUF", "contact_BUF", "contact_SOF")
EVERY_CONTACT = [part for parts in CONTACTS.values() for part in parts]


@dataclass
class Filled:
    """The filled demo, and its people by the part they play."""

    workplace: Workplace
    settings: Settings
    written: dict[str, Any]
    filled_on: date
    clock: SystemClock
    members: dict[str, Member] = field(default_factory=dict)

    def member(self, part: str) -> Member:
        if part not in self.members:
            person = self.person(part)
            opened = check_passphrase(self.workplace, person["email"], person["passphrase"])
            self.members[part] = Member(opened.account, opened.secrets.key_pair)
        return self.members[part]

    def person(self, part: str) -> dict[str, str]:
        roles = {"lead": ("lead", 0), "caseworker": ("caseworker", 0)}
        roles["other_caseworker"] = ("caseworker", 1)
        if part in roles:
            role, at = roles[part]
            return [one for one in self.written["staff"] if one["role"] == role][at]
        kind, administration = part.split("_")
        theirs = [one for one in self.written["staff"] if one["administration"] == administration]
        return theirs[1 if kind == "contact2" else 0]

    def plays(self) -> Iterator[tuple[ReceiptCode, str, StoryPlay]]:
        """Each case by its code, the state that demo.json gives, and its story as it was played."""
        for case, story in zip(self.written["cases"], read_stories(), strict=True):
            yield parse_code(case["code"]), case["state"], played(story, self.filled_on)

    def facts(self, code: ReceiptCode) -> CaseFacts:
        with self.workplace.open_unit() as unit:
            facts = unit.cases.by_locator(code.locator)
        assert facts is not None
        return facts

    def case_of(self, code: ReceiptCode, play: StoryPlay) -> CaseView:
        """The case as one who has declared herself impartial reads it."""
        reader = next(part for part in MEMBERS if play.impartial.get(part))
        return read_case(self.workplace, self.member(reader), self.facts(code).number)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    settings = Settings(env="test", data_dir=tmp_path_factory.mktemp("demo") / "data")
    clock = SystemClock(datetime.fromisoformat("2026-11-21T12:00:00+01:00"))
    lay_ground(settings)
    fill_demo(settings, clock)
    written = json.loads((Path(settings.data_dir) / "demo.json").read_text("utf-8"))
    workplace = build_workplace(settings, clock)
    yield Filled(workplace, settings, written, workplace.today(), clock)
    workplace.database.close()


def test_every_story_ends_as_its_steps_say(filled: Filled) -> None:
    for code, state, play in filled.plays():
        facts = filled.facts(code)
        assert state == facts.state == play.state
        if play.state is CaseState.OPEN and play.turns[-1:] != ["reporter"]:
            assert facts.rests_with == play.rests_with()
        if play.state in (CaseState.OPEN, CaseState.CLOSED):
            file = filled.case_of(code, play).file
            assert [_ending(one) for one in file.matters] == [
                _ending(one) for one in play.matters.values()
            ]
            assert [_standing(one) for one in file.dossiers] == [
                _standing(one.content) for one in play.dossiers
            ]
            assert [one.notice_state for one in file.parties] == [
                one.notice_state for one in play.parties.values()
            ]


def _ending(matter: Matter) -> tuple[Any, ...]:
    return matter.summary, matter.decision, matter.pass_on, matter.outcome, matter.police_report


def _standing(dossier: Dossier) -> tuple[Any, ...]:
    acts = [act.kind for act in dossier.acts]
    return dossier.administration, dossier.text.strip(), dossier.stage, dossier.due_now, acts


def test_the_reporter_reads_every_case_that_was_not_erased(filled: Filled) -> None:
    for code, state, _play in filled.plays():
        if state == CaseState.ERASED:
            with pytest.raises(CaseErased):
                read_dialogue(filled.workplace, Reporter.of(code))
        else:
            assert read_dialogue(filled.workplace, Reporter.of(code)).entries


@pytest.mark.parametrize("part", EVERY_CONTACT)
def test_a_contact_person_opens_every_dossier_that_she_is_meant_to(
    filled: Filled, part: str
) -> None:
    member = filled.member(part)
    found = list_dossiers(filled.workplace, member)
    assert not found.unreadable
    meant = [
        one.content
        for _code, state, play in filled.plays()
        if state != CaseState.ERASED
        for one in play.dossiers
        if part in one.holders
    ]
    assert sorted(map(_standing, found.dossiers), key=str) == sorted(map(_standing, meant), key=str)
    for dossier in found.dossiers:
        view = read_dossier(filled.workplace, member, dossier.number)
        assert view.dossier == dossier
        assert view.confirmed == dossier.opened_by(member.id)


@pytest.mark.parametrize("part", ["contact_SUF", "contact_BUF", "contact_SOF"])
def test_her_list_has_something_in_every_group(filled: Filled, part: str) -> None:
    member = filled.member(part)
    dossiers = list_dossiers(filled.workplace, member).dossiers
    groups = {group_of(one, member.id, filled.filled_on) for one in dossiers}
    assert groups == {"new", "overdue", "due", "answered", "done"}


def test_a_working_copy_and_the_documentation_of_an_answer_can_be_read(filled: Filled) -> None:
    with_copy = [one for one in _every_dossier(filled, "SOF") if one.files]
    [copy] = [file for one in with_copy for file in one.files]
    assert copy.name == "meldinger-om-alarmen.txt"
    member = filled.member("contact_SOF")
    confirm_secrecy(filled.workplace, member, with_copy[0].number)
    _file, pieces = read_dossier_file(filled.workplace, member, with_copy[0].number, copy.id)
    text = b"".join(pieces).decode()
    assert "17/10" in text
    assert "afskrift" not in text
    answers = [act for one in _every_dossier(filled, "BUF") for act in one.acts if act.files]
    assert [act.kind for act in answers] == [ActKind.ANSWER]


def _every_dossier(filled: Filled, administration: str) -> tuple[Dossier, ...]:
    return list_dossiers(filled.workplace, filled.member(f"contact_{administration}")).dossiers


def test_an_extract_has_bars_and_nothing_of_what_lay_under_them(filled: Filled) -> None:
    extracts = [part.text for one in _every_dossier(filled, "SOF") for part in one.extracts]
    assert any(BAR in text for text in extracts)
    assert not any("min makker" in text or "[[" in text for text in extracts)


def test_what_was_passed_on_outside_the_scheme_awaits_nothing(filled: Filled) -> None:
    [passed] = [one for one in _every_dossier(filled, "KFF") if one.stage is Stage.PASSED_ON]
    assert passed.due_now is None


def test_demo_json_says_for_whom_a_contact_person_answers(filled: Filled) -> None:
    for person in filled.written["staff"]:
        assert bool(person["administration"]) == (person["role"] == Role.CONTACT)


def test_the_welcome_shows_one_way_in_for_each_side_and_where_the_others_are(
    filled: Filled, capsys: pytest.CaptureFixture[str]
) -> None:
    print_welcome(filled.settings, filled.clock)
    words = capsys.readouterr().out
    for part in (*MEMBERS, *WELCOMED):
        assert filled.person(part)["email"] in words
        assert filled.person(part)["passphrase"] in words
    assert "demo.json" in words
    assert len(words.splitlines()) < 40
