"""Somebody who has what was published, knows how a report is made, and works out what was withheld.

He shares no code with the portal's own control: he reads the published JSON, writes down what he
knows of it as equations, and lets integer programming find the least and the most that anything can
be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Terms = Mapping[str, int]


class Attacker:
    """What he knows: the names of numbers, and linear equations and bounds between them."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._equations: list[tuple[Terms, float, float]] = []
        self.withheld: list[str] = []

    def learns(self, terms: Terms, least: float, most: float) -> None:
        """That a sum of whole numbers, each times its factor, lies in a range."""
        for name in terms:
            self._places.setdefault(name, len(self._places))
        self._equations.append((terms, least, most))

    def reads(self, name: str, value: float | None) -> None:
        """A number in the document, or the gap where one was."""
        if value is None:
            self._places.setdefault(name, len(self._places))
            self.withheld.append(name)
        else:
            self.learns({name: 1}, value, value)

    def known(self) -> dict[str, int]:
        """The numbers that he read."""
        alone = [one for one in self._equations if len(one[0]) == 1]
        return {next(iter(terms)): int(least) for terms, least, most in alone if least == most}

    def adds_up(self, whole: str, parts: Iterable[str]) -> None:
        self.learns({whole: -1, **dict.fromkeys(parts, 1)}, 0, 0)

    def reads_percent(self, count: str, of: str, percent: float | None, step: float) -> None:
        """A percentage that was rounded to `step` tells of its count, given or not."""
        if percent is not None:
            half = step / 2 + 1e-9
            self.learns({count: 100, of: -(percent + half)}, -np.inf, 0)  # type: ignore[dict-item]
            self.learns({count: 100, of: -(percent - half)}, 0, np.inf)  # type: ignore[dict-item]

    def range_of(self, name: str, *, nothing_withheld_is_zero: bool = False) -> tuple[int, int]:
        """The least and the most that a number can be. ValueError when what he knows cannot be."""
        return self._extreme(name, 1, nothing_withheld_is_zero), self._extreme(
            name, -1, nothing_withheld_is_zero
        )

    def _extreme(self, name: str, sign: int, guess: bool) -> int:
        matrix = np.zeros((len(self._equations), len(self._places)))
        low, high = np.zeros(len(self._equations)), np.zeros(len(self._equations))
        for row, (terms, least, most) in enumerate(self._equations):
            low[row], high[row] = least, most
            for other, factor in terms.items():
                matrix[row, self._places[other]] += factor
        least_of = np.zeros(len(self._places))
        if guess:
            least_of[[self._places[one] for one in self.withheld]] = 1
        goal = np.zeros(len(self._places))
        goal[self._places[name]] = sign
        found = milp(
            goal,
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(least_of, 100_000),
            integrality=np.ones(len(self._places)),
        )
        if found.x is None:
            raise ValueError("what he knows cannot be")
        return round(float(found.x[self._places[name]]))


def read_annual(attacker: Attacker, told: Mapping[str, Any], place: str = "") -> None:
    """Everything that the JSON of an annual report gives away; `place` goes after each name."""

    def named(name: str) -> str:
        return name + place

    def table(name: str, counts: Mapping[str, int | None], whole: str) -> None:
        for code, count in counts.items():
            attacker.reads(named(f"{name}.{code}"), count)
        attacker.adds_up(named(whole), [named(f"{name}.{code}") for code in counts])

    attacker.reads(named("received"), told["received"])
    attacker.reads(named("matters"), told["matters"])
    attacker.reads(named("closing"), told["stock"]["closing"])
    themes = {one["code"]: one["count"] for one in told["themes"]}
    table("themes", themes, "matters")
    table("decisions", told["decisions"], "matters")
    table("grounds", told["grounds"], "decisions.rejected")
    table("outcomes", told["outcomes"], "decisions.in_scope")
    table("pending", told["pending"], "closing")
    table("by_administration", told["by_administration"], "matters")
    for name, whole in (
        ("police_reports", "decisions.in_scope"),
        ("followed_up", "decisions.in_scope"),
        ("passed_on", "decisions.rejected"),
    ):
        attacker.reads(named(name), told[name])
        attacker.adds_up(named(whole), [named(name), named(f"not {name}")])
    attacker.reads(named("extended"), told["days"]["feedback"]["extended"])
    attacker.adds_up(named("received"), [named("extended"), named("not extended")])
    for wait in ("acknowledgement", "feedback"):
        days = told["days"][wait]
        for name, key in (("given", "count"), ("within", "within"), ("judged", "judged")):
            attacker.reads(named(f"{wait}.{name}"), days[key])
        given, within, judged = (named(f"{wait}.{one}") for one in ("given", "within", "judged"))
        attacker.adds_up(given, [within, named(f"{wait} late")])
        attacker.adds_up(judged, [given, named(f"{wait} not given")])
        attacker.adds_up(named("received"), [judged, named(f"{wait} others")])
        attacker.reads_percent(within, judged, days["percent"], _step(days["judged"]))
    _read_percentages(attacker, told, place)


def _read_percentages(attacker: Attacker, told: Mapping[str, Any], place: str) -> None:
    wholes = {"decisions": "matters", "grounds": "decisions.rejected"}
    wholes |= {"outcomes": "decisions.in_scope", "by_administration": "matters"}
    for table, percents in told["percent"].items():
        whole = wholes[table]
        of = told["matters"] if whole == "matters" else told["decisions"][whole.split(".")[1]]
        for code, percent in percents.items():
            attacker.reads_percent(f"{table}.{code}{place}", whole + place, percent, _step(of))
    for one in told["themes"]:
        name = f"themes.{one['code']}{place}"
        attacker.reads_percent(name, "matters" + place, one["percent"], _step(told["matters"]))


def _step(of: int | None) -> float:
    return 1 if (of or 0) < 100 else 0.1


def adds_over_time(attacker: Attacker, whole: str, parts: Sequence[str]) -> None:
    """The figures of one period (the place after its names) are those of its parts together."""
    names = [one for one in attacker._places if one.endswith(whole)] if whole else []
    for name in names:
        base = name.removesuffix(whole)
        if not base.startswith(("pending", "closing")):
            attacker.adds_up(name, [base + part for part in parts])
