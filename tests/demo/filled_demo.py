"""The filled demo as its tests look at it: what it wrote, and its people by the part they play."""

import json
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
from portal.demo import fill_demo
from portal.demo.adviser_stories import read_complaints
from portal.demo.stories import read_stories
from portal.domain.case_file import CaseFacts, CaseFile
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.dossier import Dossier
from portal.domain.errors import ImpartialityNotDeclared
from portal.domain.period import Period
from portal.services.accounts.sign_in import check_passphrase
from portal.services.casework.read_case import CaseView, read_case
from portal.services.complaining.read_answers import Answers
from portal.services.dossiers.read_dossier import list_dossiers
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Member, Reporter, Workplace
from portal.settings import Settings
from tests.demo.story_play import MEMBERS, StoryPlay
from tests.demo.test_stories import played
from tests.support.quiet_log import own_log


@dataclass
class Filled:
    """The filled demo, and its people by the part they play."""

    workplace: Workplace
    settings: Settings
    written: dict[str, Any]
    filled_on: date
    clock: SystemClock
    members: dict[str, Member] = field(default_factory=dict)
    # A one-time code serves once: time goes on from one command to the next.
    minutes: int = 0

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
        return theirs[0 if kind == "contact" else 1]

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

    def code_of(self, story: str) -> ReceiptCode:
        """The code of the complaint that the story with this id tells."""
        codes = [one["code"] for one in self.written["cases"] if one["kind"] == CaseKind.COMPLAINT]
        return parse_code(codes[[one["id"] for one in read_complaints()].index(story)])

    def complaint(self, story: str) -> CaseFile:
        """That complaint, as the first of the members reads it who said there that she is
        impartial."""
        number = self.facts(self.code_of(story)).number
        for part in (*MEMBERS, "adviser"):
            with suppress(ImpartialityNotDeclared):
                return read_case(self.workplace, self.member(part), number).file
        raise AssertionError(f"nobody has declared herself impartial in {story}")

    def answers_to(self, story: str) -> tuple[Answers, CaseState]:
        """What an administration answered to that complaint, which was sent straight to it, as the
        citizen reads it."""
        dialogue = read_dialogue(self.workplace, Reporter.of(self.code_of(story)))
        [answers] = dialogue.answers.values()
        return answers, dialogue.state

    def dossiers_of(self, administration: str) -> tuple[Dossier, ...]:
        return list_dossiers(self.workplace, self.member(f"contact_{administration}")).dossiers

    def account_of(
        self, period: Period, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> dict[str, Any]:
        """The account of complaints as the command line prints it for the head of unit."""
        return self.report("account", period, monkeypatch, capsys)

    def report(
        self,
        kind: str,
        period: Period,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> dict[str, Any]:
        """The `account` or the `annual` report as the command line prints it for her."""
        lead = self.person("lead")
        self.minutes += 2
        moment = self.clock.now() + timedelta(minutes=self.minutes)
        told = {
            "PORTAL_ENV": "test",
            "PORTAL_DATA_DIR": str(self.settings.data_dir),
            "PORTAL_NOW": moment.isoformat(),
            "PORTAL_PASSPHRASE": lead["passphrase"],
            "PORTAL_OTP": code_at(b32decode(lead["otp_secret"]), moment),
        }
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        days = ("--from", period.first.isoformat(), "--to", period.last.isoformat())
        capsys.readouterr()
        with own_log(), pytest.raises(SystemExit) as ended:
            main(["report", kind, *days, "--format", "json", "--as", lead["email"]])
        assert not ended.value.code
        report: dict[str, Any] = json.loads(capsys.readouterr().out)
        return report


@contextmanager
def filled_in(folder: Path) -> Iterator[Filled]:
    """A demo filled on 21 November 2026, in a folder that is not there yet."""
    settings = Settings(env="test", data_dir=folder)
    clock = SystemClock(datetime.fromisoformat("2026-11-21T12:00:00+01:00"))
    lay_ground(settings)
    fill_demo(settings, clock)
    written = json.loads((folder / "demo.json").read_text("utf-8"))
    workplace = build_workplace(settings, clock)
    yield Filled(workplace, settings, written, workplace.today(), clock)
    workplace.database.close()
