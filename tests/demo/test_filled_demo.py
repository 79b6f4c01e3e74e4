"""The demo as it was filled: each story ends as its steps say, and all find what is theirs."""

import json
from base64 import b32decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crypto.one_time_code import code_at
from crypto.receipt_code import ReceiptCode, parse_code
from portal.app import build_workplace
from portal.clock import SystemClock
from portal.commands import main
from portal.commands.ground import lay_ground
from portal.demo import fill_demo, print_welcome
from portal.demo.adviser_stories import read_complaints
from portal.demo.stories import read_stories
from portal.domain.access import Desk, Role
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.dossier import ActKind, Dossier, Stage
from portal.domain.errors import CaseErased, NotFound
from portal.domain.matter import Matter
from portal.domain.redaction import BAR
from portal.services.accounts.sign_in import check_passphrase
from portal.services.adviser.list_assistance import list_assistance
from portal.services.casework.list_cases import list_cases
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
from portal.storage.case_store import WorklistQuery
from tests.demo.story_play import CONTACTS, MEMBERS, StoryPlay
from tests.demo.test_stories import group_of, played
from tests.support.quiet_log import own_log

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
        roles |= {"other_caseworker": ("caseworker", 1), "adviser": ("caseworker", 2)}
        if part in roles:
            role, at = roles[part]
            return [one for one in self.written["staff"] if one["role"] == role][at]
        kind, administration = part.split("_")
        theirs = [one for one in self.written["staff"] if one["administration"] == administration]
        return theirs[1 if kind == "contact2" else 0]

    def plays(self) -> Iterator[tuple[ReceiptCode, str, StoryPlay]]:
        """Each report by its code, the state that demo.json gives, and its story as it was
        played."""
        reports = [case for case in self.written["cases"] if case["kind"] == CaseKind.REPORT]
        for case, story in zip(reports, read_stories(), strict=True):
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
    adviser = [one for one in filled.written["staff"] if one["desk"] == Desk.COMPLAINTS]
    assert f"{adviser[0]['email']}  (caseworker complaints only)" in words
    complaints = [one["code"] for one in filled.written["cases"] if one["kind"] == "complaint"]
    assert any(code in words for code in complaints)
    assert len(words.splitlines()) < 45


def test_whoever_complained_reads_her_case_and_the_complaints_stand_in_all_states(
    filled: Filled,
) -> None:
    told = [case for case in filled.written["cases"] if case["kind"] == CaseKind.COMPLAINT]
    assert len(told) == len(read_complaints())
    assert {case["state"] for case in told} == {
        CaseState.RECEIVED,
        CaseState.OPEN,
        CaseState.CLOSED,
    }
    resting = set()
    for case, story in zip(told, read_complaints(), strict=True):
        code = parse_code(case["code"])
        entries = read_dialogue(filled.workplace, Reporter.of(code)).entries
        assert entries[0].text == story["complaint"].strip()
        resting.add(filled.facts(code).rests_with)
    assert {RestsWith.UNIT, RestsWith.REPORTER} <= resting


def test_who_works_on_complaints_alone_opens_every_one_and_no_report(filled: Filled) -> None:
    adviser = filled.member("adviser")
    rows = list_cases(filled.workplace, adviser, WorklistQuery()).rows
    readable = {row.facts.number for row in rows}
    for case in filled.written["cases"]:
        facts = filled.facts(parse_code(case["code"]))
        if facts.kind is CaseKind.REPORT:
            with pytest.raises(NotFound):
                read_case(filled.workplace, adviser, facts.number)
        elif facts.state is CaseState.OPEN:
            assert facts.number in readable
            read_case(filled.workplace, adviser, facts.number)


def test_what_administrations_asked_is_answered_or_waits(filled: Filled) -> None:
    rows = list_assistance(filled.workplace, filled.member("adviser"), 2026).rows
    assert sorted(row.assistance.answered_on is None for row in rows) == [False, True]


def test_the_account_of_the_year_before_is_like_that_of_2023(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lead = filled.person("lead")
    moment = filled.clock.now() + timedelta(minutes=2)
    told = {
        "PORTAL_ENV": "test",
        "PORTAL_DATA_DIR": str(filled.settings.data_dir),
        "PORTAL_NOW": moment.isoformat(),
        "PORTAL_PASSPHRASE": lead["passphrase"],
        "PORTAL_OTP": code_at(b32decode(lead["otp_secret"]), moment),
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    period = ("--from", "2025-01-01", "--to", "2025-12-31")
    capsys.readouterr()
    with own_log(), pytest.raises(SystemExit) as ended:
        main(["report", "account", *period, "--format", "json", "--as", lead["email"]])
    assert not ended.value.code
    account = json.loads(capsys.readouterr().out)
    assert account["received"]["complaints"] == 912
    assert account["everything"]["total"] == 1050
    assert account["shares"]["upheld"]["percent"] == 61
    assert account["shares"]["solved"]["percent"] > 90
    assert round(account["shares"]["satisfied"]["percent"]) == 82
    assert round(account["shares"]["not_satisfied"]["percent"]) == 4
    assert account["days"]["mean"] == 17.3
    assert account["discrimination"]["total"] == 31
    assert {row["code"]: row["count"] for row in account["forwarded"]["rows"]}["yes"] == 90
    assert {row["code"]: row["count"] for row in account["channels"]["rows"]}["telephone"] == 194
    assert (account["assistance"]["answered"], account["assistance"]["mean"]) == (131, 8.2)
    # One citizen named one ground: no figure but that is too small to be told.
    assert [one["part"] for one in account["withheld"]] == ["discrimination"]
