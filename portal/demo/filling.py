"""Fills an empty portal with the demo, once."""

import json
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from portal.app import build_workplace
from portal.clock import Clock
from portal.demo.adviser_stories import (
    ComplaintTelling,
    SupervisionTelling,
    read_assistance,
    read_complaints,
    read_supervisions,
    tell_assistance,
)
from portal.demo.adviser_year import adviser_year
from portal.demo.publications import publish_last_year
from portal.demo.report_year import report_year
from portal.demo.staff import DemoStaff, hire
from portal.demo.stories import StoryClock, Telling, read_stories
from portal.demo.story_steps import ReportTelling
from portal.domain.earlier_totals import EarlierTotals
from portal.domain.errors import DomainError
from portal.domain.legal_calendar import COPENHAGEN
from portal.domain.period import year_of
from portal.domain.reminding import Absence
from portal.services.accounts.preferences import set_absence
from portal.services.statistics.import_totals import import_totals
from portal.services.statistics.read_totals import read_totals
from portal.services.statistics.statistics_key import statistics_key_of
from portal.services.workplace import Workplace
from portal.settings import Settings

DEMO_FILE = "demo.json"
EARLIER_YEARS = Path(__file__).with_name("earlier_years.json")
_OFFICE_OPENS = 9
_A_STEP = timedelta(minutes=3)
_BEFORE_THE_FIRST_CASE = timedelta(days=1000)


class HalfFilled(DomainError):
    """An earlier filling was cut short; what it left has no codes and is of no use."""


def fill_demo(settings: Settings, clock: Clock) -> None:
    """Invent staff and cases, dated back from today, and write demo.json last of all.

    Does nothing when demo.json is there. Raises HalfFilled when there are accounts without it.
    """
    demo_file = settings.data_dir / DEMO_FILE
    if demo_file.exists():
        return
    story_clock = StoryClock(_last_opening(clock) - _BEFORE_THE_FIRST_CASE)
    workplace = _workplace(settings, story_clock)
    with workplace.open_unit() as unit:
        if unit.accounts.every():
            raise HalfFilled
    staff = hire(workplace)
    followed: list[Telling] = [ReportTelling(workplace, staff, one) for one in read_stories()]
    followed += [ComplaintTelling(workplace, staff, one) for one in read_complaints()]
    own = [SupervisionTelling(workplace, staff, one) for one in read_supervisions()]
    numbers: dict[str, str] = {}
    for telling in (*followed, *own):
        telling.numbers = numbers
        _tell(telling, clock, story_clock)
    for question in read_assistance():
        days = timedelta(days=question["logged_days_ago"])
        story_clock.moment = _last_opening(clock) - days
        tell_assistance(workplace, staff, question)
    story_clock.moment = _last_opening(clock)
    stands = {one.number: _state_of(workplace, one) for one in (*followed, *own)}
    _remember_last_year(workplace)
    _import_earlier_years(workplace, staff["lead"])
    publish_last_year(workplace, staff)
    _is_on_holiday(workplace, staff["other_caseworker"], stand_in=staff["caseworker"])
    workplace.database.close()
    _write(
        demo_file,
        {
            "staff": [_sign_in(person) for person in staff.values()],
            "cases": [{"code": one.code.text} | stands[one.number] for one in followed],
            "supervisions": [{"number": one.number} | stands[one.number] for one in own],
        },
    )


def _workplace(settings: Settings, clock: StoryClock) -> Workplace:
    return replace(build_workplace(settings, clock), clock=clock)


def _last_opening(clock: Clock) -> datetime:
    """When the office last opened at least an hour ago: no step of a story lies ahead of now."""
    now = clock.now().astimezone(COPENHAGEN) - timedelta(hours=1)
    if now.hour < _OFFICE_OPENS:
        now -= timedelta(days=1)
    return now.replace(hour=_OFFICE_OPENS, minute=0, second=0, microsecond=0)


def _tell(telling: Telling, clock: Clock, story_clock: StoryClock) -> None:
    received = _last_opening(clock) - timedelta(days=telling.story["received_days_ago"])
    story_clock.moment = received
    telling.file()
    telling.numbers[telling.story["id"]] = telling.number
    for step in telling.story.get("steps", ()):
        day = received + timedelta(days=step["on"])
        # Every step takes some minutes, so that the log of a day has an order.
        story_clock.moment = max(story_clock.moment + _A_STEP, day)
        telling.play(step)


def _remember_last_year(workplace: Workplace) -> None:
    """The whole year before this one, as the statistics know it after its cases were erased."""
    last_year = year_of(workplace.today().year - 1)
    with workplace.open_unit(write=True) as unit:
        public_key = statistics_key_of(workplace, unit)
        if public_key is None:
            raise HalfFilled
        unit.facts.add_untied(public_key, adviser_year(last_year))
        unit.facts.add_untied(public_key, report_year(last_year, workplace.today()))
        unit.commit()


def _import_earlier_years(workplace: Workplace, lead: DemoStaff) -> None:
    """The published years that were over before the one that the facts tell of began."""
    known = read_totals(EARLIER_YEARS.read_bytes())
    begins = year_of(workplace.today().year - 1).first
    totals = EarlierTotals(
        tuple(one for one in known.reports if one.period.last < begins),
        tuple(one for one in known.accounts if one.period.last < begins),
    )
    import_totals(workplace, lead.member, totals)


def _is_on_holiday(workplace: Workplace, person: DemoStaff, *, stand_in: DemoStaff) -> None:
    """Somebody is away, so that it can be seen where her reminders go."""
    today = workplace.today()
    absence = Absence(today, today + timedelta(days=9), stand_in.member.id)
    set_absence(workplace, person.member.account, person.member.account.id, absence)


def _state_of(workplace: Workplace, telling: Telling) -> dict[str, str]:
    with workplace.open_unit() as unit:
        facts = unit.cases.by_number(telling.number)
    if facts is None:
        raise HalfFilled
    return {"state": facts.state, "kind": facts.kind}


def _sign_in(person: DemoStaff) -> dict[str, str]:
    return {
        "email": person.email,
        "passphrase": person.passphrase,
        "otp_secret": person.otp_secret,
        "role": person.role,
        "desk": person.desk or "",
        "administration": person.administration,
    }


def _write(path: Path, content: dict[str, object]) -> None:
    """Whole or not at all, readable by its owner alone."""
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
