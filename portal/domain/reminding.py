"""Who is reminded of a case, and on which days.

A limit must not pass because somebody is away: what is meant for her goes to her stand-in, then to
the head of unit, and at last to whoever is there. But only who holds a key to the case is told of
it: a member who was excluded or is disqualified (forvaltningsloven § 3) never is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# Days before the act-by day of a limit, and the day itself.
WARNING_DAYS = (30, 14, 7, 1, 0)


@dataclass(frozen=True)
class Absence:
    """The days on which a member is away, both included; `last` None: until further notice.

    `stand_in` is the account id, in hex, of who gets what is meant for her. It opens no case.
    """

    first: date
    last: date | None = None
    stand_in: str | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.last is not None and self.last < day

    def overlaps(self, other: "Absence") -> bool:
        """Whether there is a day that both cover."""
        return not self.is_over(other.first) and not other.is_over(self.first)


@dataclass(frozen=True)
class Colleague:
    """A member with an active account; `id` is its id in hex."""

    id: str
    is_lead: bool
    absence: Absence | None = None


def is_there(colleague: Colleague, day: date) -> bool:
    """Whether a member is at work on a day, as far as the portal was told."""
    return colleague.absence is None or not colleague.absence.covers(day)


def warning_falls(act_by: date, since: date, today: date) -> bool:
    """Whether a warning is due: one of the warning days lies after `since` and not after `today`.

    `since` is the last day for which reminders were written. Days on which the portal did not run
    are made up for by one warning; what was behind already when a limit was set, by none.
    """
    return any(since < act_by - timedelta(days=days) <= today for days in WARNING_DAYS)


def reached(
    wanted: Collection[str],
    colleagues: Mapping[str, Colleague],
    holders: frozenset[str],
    day: date,
) -> frozenset[str]:
    """The account ids, in hex, of who gets what is meant for `wanted` on a day.

    `colleagues` are all active members by id, `holders` the ids that hold a key to the case. Each
    of `wanted` who is there and holds a key; for who is absent her stand-in, on the same terms; if
    that leads to nobody, the heads of unit who are there; if none is, everybody who is there. When
    every holder is absent, those meant all the same: somebody has to get it. Empty only when no
    active member holds a key.
    """
    able = {one for one in holders if one in colleagues}
    there = {one for one in able if is_there(colleagues[one], day)}
    heads = {one for one in there if colleagues[one].is_lead}
    acting = there & {_who_acts_for(one, colleagues, day) for one in wanted}
    groups = (acting, heads, there, able & set(wanted), able)
    return frozenset(next((group for group in groups if group), ()))


def to_remind(
    handler: str | None,
    colleagues: Mapping[str, Colleague],
    holders: frozenset[str],
    day: date,
) -> frozenset[str]:
    """Who is reminded that a limit of a case comes near: who works on it (`handler`, in hex), or
    the heads of unit while nobody does. A handler whose account is closed counts as nobody."""
    works_on_it = handler in colleagues and handler in holders
    wanted = {handler} if handler and works_on_it else _heads(colleagues)
    return reached(wanted, colleagues, holders, day)


def to_warn_of_overdue(
    colleagues: Mapping[str, Colleague], holders: frozenset[str], day: date
) -> frozenset[str]:
    """Who is told that a limit has passed: the heads of unit, whoever works on the case."""
    return reached(_heads(colleagues), colleagues, holders, day)


def _heads(colleagues: Mapping[str, Colleague]) -> set[str]:
    return {one.id for one in colleagues.values() if one.is_lead}


def _who_acts_for(wanted: str, colleagues: Mapping[str, Colleague], day: date) -> str | None:
    """The member herself, or the first one there along the chain of stand-ins; None at its end,
    and where it leads in a circle."""
    passed: set[str] = set()
    asked: str | None = wanted
    while asked is not None and asked not in passed:
        colleague = colleagues.get(asked)
        if colleague is None or is_there(colleague, day):
            return asked
        passed.add(asked)
        asked = colleague.absence.stand_in if colleague.absence else None
    return None
