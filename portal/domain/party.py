"""The register of the parties of a case: whom it is about, and who else is named in it.

All of them are owed confidentiality (WBL § 12(1)). A person concerned may be a natural or a legal
person (WBL § 3 no. 10), is innocent until the contrary is shown and has a right to be heard
(directive 2019/1937 art. 22).
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.legal_calendar import add_months

NOTICE_MONTHS = 1
# A notice that was put off is looked at again: a year that was mistyped would make it forgotten.
POSTPONED_MONTHS_AT_MOST = 6


class PartyRole(StrEnum):
    """As what somebody is named: person concerned (WBL § 3 no. 10), facilitator (§ 3 no. 8), third
    person connected with the reporter (§ 8), witness, or in another way."""

    PERSON_CONCERNED = "person_concerned"
    WITNESS = "witness"
    FACILITATOR = "facilitator"
    THIRD_PERSON = "third_person"
    OTHERWISE = "otherwise"


class NoticeState(StrEnum):
    """Where the notice to somebody of whom data was obtained elsewhere stands (GDPR art. 14)."""

    DUE = "due"
    GIVEN = "given"
    POSTPONED = "postponed"
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True)
class Notice14:
    """What was decided of the notice, noted by `by` (an account id in hex) on `noted_on`.

    `on` is the day it was given; `text` says how it was given, why it is put off
    (databeskyttelsesloven § 22) or why none is owed (art. 14(5)); `until` is the day on which it is
    looked at again. DUE is never written down: it is where nothing else was.
    """

    state: NoticeState
    by: str
    noted_on: date
    text: str
    on: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Remark:
    """What a party said on the matters, in the unit's words or its own."""

    by: str
    on: date
    text: str


@dataclass(frozen=True)
class Described:
    """Who a party is: `about` is a title or place, `matters` are ids. `legal_person`: a company or
    an authority, to whom the GDPR owes no notice."""

    role: PartyRole
    name: str
    about: str
    matters: tuple[str, ...]
    legal_person: bool = False


@dataclass(frozen=True)
class Correction:
    """Who corrected a party, when, and what stood there before."""

    by: str
    on: date
    before: Described


@dataclass(frozen=True)
class Removal:
    """Who took a party out of the register, when and why; it still stands there, struck out."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True)
class Party:
    """`id` is 32 hex digits; `ordinal` counts from 1 within the case; dates are Copenhagen dates.

    `obtained_on` is the day the unit got the data, from which the notice is owed.
    """

    id: str
    ordinal: int
    described: Described
    obtained_on: date
    registered_by: str
    registered_on: date
    notices: tuple[Notice14, ...] = ()
    remarks: tuple[Remark, ...] = ()
    corrections: tuple[Correction, ...] = ()
    removed: Removal | None = None

    @property
    def role(self) -> PartyRole:
        return self.described.role

    @property
    def name(self) -> str:
        return self.described.name

    @property
    def about(self) -> str:
        return self.described.about

    @property
    def matters(self) -> tuple[str, ...]:
        return self.described.matters

    @property
    def legal_person(self) -> bool:
        return self.described.legal_person

    @property
    def notice(self) -> Notice14 | None:
        """What was noted last of the notice, or None while it is due."""
        return self.notices[-1] if self.notices else None

    @property
    def notice_state(self) -> NoticeState:
        return self.notice.state if self.notice else NoticeState.DUE


def registered(
    party_id: str, ordinal: int, described: Described, *, obtained_on: date, by: str, on: date
) -> Party:
    """A party, new in the register.

    Raises InvalidInput: `name` (`missing`), `obtained_on` (`in_future`).
    """
    if obtained_on > on:
        raise InvalidInput("obtained_on", "in_future")
    return Party(party_id, ordinal, _checked(described), obtained_on, by, on)


def corrected(party: Party, described: Described, *, by: str, on: date) -> Party:
    """The party with what is right; what stood there before is kept.

    Raises ForbiddenMove for one that was removed, InvalidInput (`name`, `missing`).
    """
    _require_present(party)
    checked = _checked(described)
    if checked == party.described:
        return party
    kept = Correction(by, on, party.described)
    return replace(party, described=checked, corrections=(*party.corrections, kept))


def notice_given(party: Party, on: date, how: str, *, by: str, today: date) -> Party:
    """The party once the notice was given; again, to correct the day or the way.

    Raises InvalidInput: `on` (`in_future`, `before_obtained`), `text` (`missing`); ForbiddenMove
    for one that was removed or is owed none.
    """
    _require_notice(party)
    if on > today:
        raise InvalidInput("on", "in_future")
    if on < party.obtained_on:
        raise InvalidInput("on", "before_obtained")
    return _noted(party, Notice14(NoticeState.GIVEN, by, today, how, on=on))


def notice_postponed(party: Party, until: date, reason: str, *, by: str, today: date) -> Party:
    """The party whose notice is put off until a day, on which that is looked at again.

    Decisive considerations may stand against it for a time (databeskyttelsesloven § 22(1)-(2)).
    Raises InvalidInput: `until` (`not_ahead`, `too_far`), `text` (`missing`); ForbiddenMove for one
    that was removed, is owed none or has had it.
    """
    _require_not_given(party)
    if until <= today:
        raise InvalidInput("until", "not_ahead")
    if until > add_months(today, POSTPONED_MONTHS_AT_MOST):
        raise InvalidInput("until", "too_far")
    return _noted(party, Notice14(NoticeState.POSTPONED, by, today, reason, until=until))


def notice_not_required(party: Party, reason: str, *, by: str, today: date) -> Party:
    """The party to whom no notice is owed (GDPR art. 14(5)).

    Raises InvalidInput (`text`, `missing`); ForbiddenMove as `notice_postponed`.
    """
    _require_not_given(party)
    return _noted(party, Notice14(NoticeState.NOT_REQUIRED, by, today, reason))


def heard(party: Party, text: str, *, by: str, on: date) -> Party:
    """The party with one more remark (directive 2019/1937 art. 22(1): the right to be heard).

    Raises InvalidInput (`text`, `missing`), ForbiddenMove for one that was removed.
    """
    _require_present(party)
    remark = Remark(by, on, _said("text", text))
    return replace(party, remarks=(*party.remarks, remark))


def removed(party: Party, reason: str, *, by: str, on: date) -> Party:
    """The party struck out, as by mistake in the register. Nothing of what was done is lost.

    Raises InvalidInput (`reason`, `missing`), ForbiddenMove for one that was removed before.
    """
    _require_present(party)
    return replace(party, removed=Removal(by, on, _said("reason", reason)))


def first_notice_day(party: Party) -> date:
    """The last day for the notice: one month after the data was obtained (GDPR art. 14(3)(a))."""
    return add_months(party.obtained_on, NOTICE_MONTHS)


def notice_due(party: Party) -> date | None:
    """The day by which something has to be done about the notice, or None.

    The statutory last day while nothing was noted; the day to look at it again while it is put off.
    """
    if party.removed or party.legal_person:
        return None
    notice = party.notice
    if notice is None:
        return first_notice_day(party)
    return notice.until if notice.state is NoticeState.POSTPONED else None


def _checked(described: Described) -> Described:
    name = _said("name", described.name)
    matters = tuple(dict.fromkeys(described.matters))
    return replace(described, name=name, about=described.about.strip(), matters=matters)


def _said(field: str, text: str) -> str:
    if not text.strip():
        raise InvalidInput(field, "missing")
    return text.strip()


def _noted(party: Party, notice: Notice14) -> Party:
    noted = replace(notice, text=_said("text", notice.text))
    return replace(party, notices=(*party.notices, noted))


def _require_present(party: Party) -> None:
    if party.removed:
        raise ForbiddenMove("the party was removed")


def _require_notice(party: Party) -> None:
    _require_present(party)
    if party.legal_person:
        raise ForbiddenMove("a legal person is owed no notice")


def _require_not_given(party: Party) -> None:
    _require_notice(party)
    if party.notice_state is NoticeState.GIVEN:
        raise ForbiddenMove("the notice was given")
