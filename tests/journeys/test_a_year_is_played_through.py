"""A year by the portal's own clock: nothing is forgotten, nobody is reminded twice.

Seven reports come in at awkward moments of 2024, a leap year. The portal is restarted, its jobs do
not run for a week, two runners are started at once, the mail server is away for a day, and a member
is on holiday. At the end every mail went to the right person on the right day, every overdue case
was overdue on the right day, and the annual report counts it all. The days are worked out by hand
from the calendar of 2024 and 2025.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.access import Role
from portal.domain.matter import Outcome
from portal.domain.priority import Pressure, priority_of
from portal.domain.reminding import Absence
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg
from portal.services.accounts.preferences import set_absence
from portal.services.casework.assign_case import assign_case
from portal.services.casework.close_case import close_case
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from tests.journeys.setting import set_up
from tests.journeys.year import MORNING, NOON, Filed, Year, moment
from tests.support.clock import FixedClock
from tests.support.mail_server import MailServer
from tests.support.quiet_log import own_log
from tests.support.server import Installation

JENS, KAREN, LISE = "Jens", "Karen", "Lise"
EVERYBODY = [JENS, KAREN, LISE]
IN_SCOPE = Assessment(Relation.WORKER, True, True, True, True, ScopeLeg.SERIOUS_OFFENCE)
NOT_SERIOUS = Assessment(Relation.WORKER, True, True, True, True, ScopeLeg.NONE)
LAST_DAY = date(2025, 3, 5)

# Who is written to on which morning, and why.
EXPECTED: dict[str, list[str]] = {
    # A new report is told of the next morning to everybody it was sealed to.
    "2024-03-01": EVERYBODY,  # the report of 29 February
    "2024-04-01": EVERYBODY,  # the report of 31 March, at the hour that the clocks skipped
    "2024-04-16": EVERYBODY,  # the report of 15 April
    "2024-06-02": [JENS, KAREN, LISE],  # the report of 1 June; Jens: an answer is due tomorrow
    "2024-10-28": EVERYBODY,  # the report of 27 October, at the hour that came twice
    "2024-12-01": EVERYBODY,  # the report of 30 November
    "2024-12-25": EVERYBODY,  # the report of Christmas Eve
    # 29 February and three months: Wednesday 29 May. Lise works on it.
    "2024-04-29": [LISE],
    "2024-05-15": [LISE],
    "2024-05-23": [LISE],  # written on the 22nd, when the mail server was away
    "2024-05-28": [LISE],
    "2024-05-29": [LISE, JENS],  # Jens: 30 days to the 28th of June, see below
    "2024-05-30": [KAREN],  # overdue: the head of unit
    "2024-05-31": [KAREN],
    # Asked on 6 May, to be answered by Monday 3 June; it came on the 6th. Jens works on it.
    "2024-05-20": [JENS],
    "2024-05-27": [JENS],
    "2024-06-03": [JENS],
    "2024-06-04": [JENS, KAREN],  # no answer came: once, the head of unit too
    # 31 March and three months: Sunday 30 June, so one acts by Friday the 28th.
    "2024-06-14": [JENS],  # two runners at once
    "2024-06-21": [JENS],
    "2024-06-27": [JENS],
    "2024-06-28": [JENS],  # then interim feedback is given, since the time was extended
    # and six: Monday 30 September.
    "2024-08-31": [JENS],
    "2024-09-16": [JENS],
    "2024-09-23": [JENS],
    "2024-09-29": [JENS],
    "2024-09-30": [JENS],  # then the final feedback
    # 15 April and three months: Monday 15 July. Nobody runs the jobs from the 8th to the 14th.
    "2024-06-15": [KAREN],
    "2024-07-01": [KAREN],
    "2024-07-15": [KAREN],
    "2024-07-16": [KAREN],  # overdue; feedback follows the same day
    # 27 October and three months: Monday 27 January. Jens works on it and is away at Christmas.
    "2024-12-28": [LISE],
    "2025-01-13": [JENS],
    "2025-01-20": [JENS],
    "2025-01-26": [JENS],
    "2025-01-27": [JENS],
    # 30 November and three months: Friday 28 February. Lise works on it.
    "2025-01-29": [LISE],
    "2025-02-14": [LISE],
    "2025-02-21": [LISE],
    "2025-02-27": [LISE],
    "2025-02-28": [LISE],
    # Christmas Eve and three months: Monday 24 March. Nobody has taken it up: the head of unit.
    "2025-02-22": [KAREN],
    # Overdue: the report of 30 November.
    **{f"2025-03-{day:02d}": [KAREN] for day in range(1, 6)},
    # Overdue from 28 January until feedback on the 30th.
    "2025-01-28": [KAREN],
}
EXPECTED["2025-01-29"] = [KAREN, LISE]
EXPECTED["2025-01-30"] = [KAREN]


@pytest.fixture
def year(installation: Installation, mail_server: MailServer) -> Iterator[Year]:
    """A unit of three that has just begun: Karen is its head."""
    installation.settings["PORTAL_SMTP_URL"] = mail_server.url
    installation.set_clock("2024-01-02T09:00:00+01:00")
    link = set_up(installation, "karen@portal.example")
    played = Year(installation, mail_server, FixedClock(datetime(2024, 1, 2, 8, 0, tzinfo=UTC)))
    with own_log():
        played.hire(KAREN, Role.LEAD, link.rpartition("/")[2])
        played.hire(JENS, Role.CASEWORKER)
        played.hire(LISE, Role.CASEWORKER)
        yield played
        played.restart()


class Plot:
    """What happens on which day, at noon unless another hour is named; the jobs run at half past
    six in the morning."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.cases: dict[str, Filed] = {}
        self.overdue_on: dict[str, list[date]] = {}

    def plays(self, until: date) -> None:
        """Day after day until the last one."""
        day = date(2024, 1, 2)
        while day <= until:
            self._morning(day)
            self._note_what_is_overdue(day)
            if (act := getattr(self, f"on_{day:%Y_%m_%d}", None)) is not None:
                self.year.clock.set(moment(day, NOON))
                act()
            day += timedelta(days=1)

    def _morning(self, day: date) -> None:
        year = self.year
        year.clock.set(moment(day, MORNING))
        if date(2024, 7, 8) <= day <= date(2024, 7, 14):
            return
        if day == date(2024, 6, 14):
            year.two_runners_at_once(moment(day, MORNING))
        elif day == date(2024, 5, 22):
            year.mail_server.stop()
            year.runs_the_jobs()
            year.mail_server.start()
        else:
            year.runs_the_jobs()

    def _note_what_is_overdue(self, day: date) -> None:
        with self.year.workplace.open_unit() as unit:
            for name, filed in self.cases.items():
                facts = unit.cases.by_number(filed.number)
                assert facts is not None
                if priority_of(facts, day).pressure is Pressure.OVERDUE:
                    self.overdue_on.setdefault(name, []).append(day)

    def on_2024_02_29(self) -> None:
        """Minutes before the day, and with it February, is over."""
        self.cases["leap day"] = self.year.files_through_the_door("2024-02-29T23:55:00+01:00")

    def on_2024_03_31(self) -> None:
        """Half past two does not exist tonight: it is half past three."""
        late = datetime.fromisoformat("2024-03-31T02:30:00+01:00")
        self.cases["spring"] = self.year.files(late)

    def on_2024_04_15(self) -> None:
        self.cases["april"] = self.year.files(moment(date(2024, 4, 15), NOON))

    def on_2024_04_16(self) -> None:
        self._is_taken_up("leap day", LISE)
        self._is_taken_up("spring", JENS)
        self._is_taken_up("april", KAREN)
        self._is_in_scope("leap day", LISE)
        self._is_in_scope("spring", JENS)
        self._is_in_scope("april", KAREN)

    def on_2024_05_06(self) -> None:
        forward_matter(
            *self._hands("spring", JENS),
            1,
            administration="SOF",
            text="Undersøg kassen.",
            due=date(2024, 6, 3),
        )

    def on_2024_05_31(self) -> None:
        self._gets_feedback("leap day", LISE)
        self._ends("leap day", LISE, Outcome.CONFIRMED)

    def on_2024_06_01(self) -> None:
        """Half past midnight in Copenhagen is still May in UTC."""
        self.cases["june"] = self.year.files_through_the_door("2024-06-01T00:00:30+02:00")

    def on_2024_06_06(self) -> None:
        hands = self._hands("spring", JENS)
        enter_answer(*hands, 1, administration="SOF", text="Det passer.")

    def on_2024_06_20(self) -> None:
        extend_feedback(*self._hands("spring", JENS), reason="Der er 4.000 bilag.")

    def on_2024_06_28(self) -> None:
        self._gets_feedback("spring", JENS, interim=True)

    def on_2024_07_10(self) -> None:
        """In the week without jobs; a rejection is answered by its guidance."""
        self._is_taken_up("june", LISE)
        triage_matter(
            *self._hands("june", LISE),
            self._sorted("june", LISE),
            assessment=NOT_SERIOUS,
            decision=Decision.REJECTED,
            ground=Ground.NOT_SERIOUS,
            guidance="Tal med din leder.",
        )
        self._is_closed("june", LISE)

    def on_2024_07_16(self) -> None:
        self._gets_feedback("april", KAREN)
        self._ends("april", KAREN, Outcome.REFUTED)

    def on_2024_09_30(self) -> None:
        self._gets_feedback("spring", JENS)
        self._ends("spring", JENS, Outcome.PARTLY_CONFIRMED)
        self.year.restart()

    def on_2024_10_27(self) -> None:
        """Half past two comes twice; this is the second time."""
        self.cases["autumn"] = self.year.files_through_the_door("2024-10-27T02:30:00+01:00")

    def on_2024_10_28(self) -> None:
        self._is_taken_up("autumn", JENS)
        self._is_in_scope("autumn", JENS)

    def on_2024_11_30(self) -> None:
        self.cases["november"] = self.year.files(moment(date(2024, 11, 30), NOON))

    def on_2024_12_02(self) -> None:
        self._is_taken_up("november", JENS)
        self._is_in_scope("november", JENS)
        lise = self.year.members[LISE].account.id
        assign_case(*self._hands("november", JENS), lise)

    def on_2024_12_19(self) -> None:
        jens, lise = self.year.members[JENS], self.year.members[LISE]
        absence = Absence(date(2024, 12, 26), date(2025, 1, 5), lise.id)
        set_absence(self.year.workplace, jens.account, jens.account.id, absence)

    def on_2024_12_24(self) -> None:
        self.cases["christmas"] = self.year.files(
            datetime.fromisoformat("2024-12-24T23:59:59+01:00")
        )

    def on_2025_01_30(self) -> None:
        self._gets_feedback("autumn", JENS)

    def _hands(self, name: str, by: str) -> tuple:  # type: ignore[type-arg]
        return self.year.workplace, self.year.members[by], self.cases[name].number

    def _is_taken_up(self, name: str, by: str) -> None:
        self.year.takes_up(by, self.cases[name])

    def _sorted(self, name: str, by: str) -> int:
        told = {"summary": "Kassen", "theme": "finance", "administration": "SOF"}
        return split_matter(*self._hands(name, by), **told).ordinal

    def _is_in_scope(self, name: str, by: str) -> None:
        triage_matter(
            *self._hands(name, by),
            self._sorted(name, by),
            assessment=IN_SCOPE,
            decision=Decision.IN_SCOPE,
            ground=None,
        )

    def _gets_feedback(self, name: str, by: str, *, interim: bool = False) -> None:
        give_feedback(*self._hands(name, by), done="Undersøgt.", why="Derfor.", interim=interim)

    def _ends(self, name: str, by: str, outcome: Outcome) -> None:
        set_outcome(*self._hands(name, by), 1, outcome=outcome, police_report=False)
        self._is_closed(name, by)

    def _is_closed(self, name: str, by: str) -> None:
        read_case(*self._hands(name, by))
        close_case(*self._hands(name, by), reason="Færdig")


def test_a_year_is_played_through(year: Year) -> None:
    plot = Plot(year)
    plot.plays(LAST_DAY)

    # The receipt showed the statutory date, whatever the hour and whatever day it falls on.
    assert {name: filed.due.isoformat() for name, filed in plot.cases.items()} == {
        "leap day": "2024-05-29",
        "spring": "2024-06-30",
        "april": "2024-07-15",
        "june": "2024-09-01",
        "autumn": "2025-01-27",
        "november": "2025-02-28",
        "christmas": "2025-03-24",
    }
    # Every overdue case was overdue on the right days, and no other ever was.
    overdue = {name: [day.isoformat() for day in days] for name, days in plot.overdue_on.items()}
    assert overdue == {
        "leap day": ["2024-05-30", "2024-05-31"],
        "april": ["2024-07-16"],
        "autumn": ["2025-01-28", "2025-01-29", "2025-01-30"],
        "november": [f"2025-03-{day:02d}" for day in range(1, 6)],
    }
    # Every reminder went to the right person once, on the right day.
    mailed = {day.isoformat(): sorted(who) for day, who in year.mailed.items()}
    assert mailed == {day: sorted(who) for day, who in sorted(EXPECTED.items())}
    _the_report_counts_it_all(year)


def _the_report_counts_it_all(year: Year) -> None:
    """What the head of unit prints on the last evening."""
    told = json.loads(year.prints(KAREN, "annual", "--year=2024", "--format=json", "--internal"))
    assert (told["received"], told["matters"]) == (7, 6)
    themes = [(one["code"], one["count"], one["percent"]) for one in told["themes"]]
    assert [theme for theme in themes if theme[1]] == [("finance", 6, 100.0)]
    assert told["decisions"] == {"in_scope": 5, "rejected": 1, "undecided": 0}
    assert {code: n for code, n in told["grounds"].items() if n} == {"not_serious": 1}
    assert {code: n for code, n in told["outcomes"].items() if n} == {
        "confirmed": 1,
        "partly_confirmed": 1,
        "refuted": 1,
        "open": 2,
    }
    stock = told["stock"]
    assert (stock["opening"], stock["received"]) == (0, 7)
    assert (stock["closed"], stock["closing"], stock["reopened"]) == (4, 3, 0)
    assert told["pending"] == {"unit": 3, "administration": 0, "reporter": 0}
    feedback = told["days"]["feedback"]
    # 92, 89, 92 and 95 days; one of them in time, and one that is owed has not come at all.
    assert (feedback["count"], feedback["within"], feedback["judged"]) == (4, 1, 5)
    assert (feedback["median"], feedback["percentile_90"]) == (92, 95)
    assert feedback["extended"] == 1
    said = year.prints(KAREN, "pending", "--on=2024-05-20", "--language=da")
    assert "Den 20. maj 2024 var 3 sager under behandling" in said
    assert "2 beroede på enheden, 1 på forvaltningerne og 0 på indberetterne" in said
