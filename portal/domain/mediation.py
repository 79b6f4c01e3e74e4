"""Formal mediation between a citizen and an administration.

Both agree to it; it is never about the decision itself, and never runs alongside supervision
(supervision.py has both halves of that rule).
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.legal_calendar import check_not_too_early


class Agrees(StrEnum):
    """Who has to say yes."""

    CITIZEN = "citizen"
    ADMINISTRATION = "administration"


class MediationEnd(StrEnum):
    """How it ended; `declined`: it never began, since one of the two said no or was not heard
    from."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    BROKEN_OFF = "broken_off"
    DECLINED = "declined"


@dataclass(frozen=True)
class Mediation:
    """`about` is what is mediated, `administration` a code. `citizen_agreed_on` and
    `administration_agreed_on` are the days on which each side said yes, None until then; it has
    begun once both have. `result` is what came of it, in words."""

    about: str
    administration: str
    offered_on: date
    citizen_agreed_on: date | None = None
    administration_agreed_on: date | None = None
    ended_on: date | None = None
    end: MediationEnd | None = None
    result: str = ""

    @property
    def has_begun(self) -> bool:
        return self.citizen_agreed_on is not None and self.administration_agreed_on is not None

    @property
    def is_over(self) -> bool:
        return self.end is not None

    @property
    def under_way(self) -> bool:
        """Begun and not ended: no supervision can start meanwhile."""
        return self.has_begun and not self.is_over

    @property
    def begun_on(self) -> date | None:
        """The day on which the second of the two said yes."""
        if self.citizen_agreed_on is None or self.administration_agreed_on is None:
            return None
        return max(self.citizen_agreed_on, self.administration_agreed_on)

    def waits_for(self, side: Agrees) -> bool:
        """Whether a side has not said yes yet to an offer that still stands."""
        return self.end is None and self._said_yes_on(side) is None

    def _said_yes_on(self, side: Agrees) -> date | None:
        if side is Agrees.CITIZEN:
            return self.citizen_agreed_on
        return self.administration_agreed_on


def offered(
    before: Mediation | None,
    *,
    about: str,
    administration: str,
    about_decision: bool,
    on: date,
    today: date,
) -> Mediation:
    """A mediation that the adviser offers both sides.

    One that never began may be offered anew. Raises InvalidInput: `about` (`missing`),
    `about_decision` (`decision`: that is for a complaint or a court to change), `offered_on`
    (`ahead`, `too_early`); ForbiddenMove where there is one already.
    """
    if before is not None and before.end is not MediationEnd.DECLINED:
        raise ForbiddenMove("there is a mediation already")
    if not about.strip():
        raise InvalidInput("about", "missing")
    if about_decision:
        raise InvalidInput("about_decision", "decision")
    _check_day("offered_on", on, today)
    return Mediation(about.strip(), administration, on)


def agreed(mediation: Mediation, side: Agrees, *, on: date, today: date) -> Mediation:
    """One of the two has said yes. Raises ForbiddenMove where it is over, or she has said so
    already; InvalidInput: `agreed_on` (`ahead`, `too_early`, `before_offer`)."""
    if not mediation.waits_for(side):
        raise ForbiddenMove("no yes is awaited from this side")
    _check_day("agreed_on", on, today)
    if on < mediation.offered_on:
        raise InvalidInput("agreed_on", "before_offer")
    if side is Agrees.CITIZEN:
        return replace(mediation, citizen_agreed_on=on)
    return replace(mediation, administration_agreed_on=on)


def ended(
    mediation: Mediation, end: MediationEnd, *, result: str, on: date, today: date
) -> Mediation:
    """The mediation is over, with what came of it.

    Raises ForbiddenMove where it is already; InvalidInput: `end` (`not_begun`: only one that began
    ends with an agreement, without one, or broken off; `begun`: only one that did not was
    declined), `result` (`missing`), `ended_on` (`ahead`, `too_early`, `before_it_began`).
    """
    if mediation.is_over:
        raise ForbiddenMove("the mediation is over")
    if mediation.has_begun == (end is MediationEnd.DECLINED):
        raise InvalidInput("end", "begun" if mediation.has_begun else "not_begun")
    if not result.strip():
        raise InvalidInput("result", "missing")
    _check_day("ended_on", on, today)
    if on < _latest(mediation):
        raise InvalidInput("ended_on", "before_it_began")
    return replace(mediation, ended_on=on, end=end, result=result.strip())


def _check_day(field: str, on: date, today: date) -> None:
    if on > today:
        raise InvalidInput(field, "ahead")
    check_not_too_early(field, on, today)


def _latest(mediation: Mediation) -> date:
    days = (
        mediation.offered_on,
        mediation.citizen_agreed_on,
        mediation.administration_agreed_on,
    )
    return max(day for day in days if day is not None)
