"""What a member of staff chose for herself: her language, and when she is away.

Sealed under the server's secret and not to her own key: the jobs have to know whom to write to, and
how, while nobody is signed in. Whoever steals the database is not to know who is away.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from crypto.errors import CannotOpen
from crypto.sealed_box import open_box, seal_box
from portal.domain.access import Permission
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.case_status import CaseKind
from portal.domain.errors import InvalidInput, NotFound, NotPermitted
from portal.domain.legal_calendar import add_months
from portal.domain.reminding import Absence, Colleague
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork

LANGUAGES = ("da", "en")

_PURPOSE = b"preferences"
# Room for all there is to choose, so that the size tells nobody what was.
_BYTES = 512
# A slip in the year would send her reminders elsewhere for good.
_MONTHS_AHEAD = 24


@dataclass(frozen=True)
class Preferences:
    """`language` is one of LANGUAGES. `absence` may lie ahead, or be over already."""

    language: str = LANGUAGES[0]
    absence: Absence | None = None


def preferences_of(workplace: Workplace, account: Account) -> Preferences:
    """What the account's owner chose; the defaults where nothing was, or where it cannot be read.

    A box that was altered must not stop anybody's reminders.
    """
    key = workplace.secrets.server_key
    try:
        opened = open_box(key, _PURPOSE, account.id, account.preferences)
    except CannotOpen:
        return Preferences()
    told = json.loads(opened)
    return Preferences(told["language"], _read_absence(told["absence"]))


def language_of(workplace: Workplace, account: Account) -> str:
    """The language, `da` or `en`, in which its owner is written to."""
    return preferences_of(workplace, account).language


def colleagues_of(workplace: Workplace, accounts: Iterable[Account]) -> dict[str, Colleague]:
    """The active members among `accounts`, by id in hex, as the rules of reminding take them."""
    members = [account for account in accounts if account.reads_cases]
    return {
        one.id.hex(): Colleague(one.id.hex(), one.is_lead, preferences_of(workplace, one).absence)
        for one in members
    }


def contacts_as_colleagues(
    workplace: Workplace, accounts: Iterable[Account]
) -> dict[str, Colleague]:
    """The same for the active contact persons among `accounts`; none of them is a head of unit."""
    contacts = [account for account in accounts if account.active and account.is_contact]
    return {
        one.id.hex(): Colleague(
            one.id.hex(), is_lead=False, absence=preferences_of(workplace, one).absence
        )
        for one in contacts
    }


def stand_ins_for(account: Account, accounts: Iterable[Account]) -> list[Account]:
    """Who among `accounts` may stand in for somebody: for a contact person another one of her
    administration who was not invited for a single dossier, else a member who reads everything that
    she does."""
    others = [one for one in accounts if one.id != account.id]
    if not account.is_contact:
        hers = [kind for kind in CaseKind if account.reads(kind)]
        return [one for one in others if one.reads_cases and all(map(one.reads, hers))]
    return [
        one
        for one in others
        if one.active
        and one.is_contact
        and not one.for_one_dossier
        and one.administration == account.administration
    ]


def sealed_preferences(workplace: Workplace, account_id: bytes, chosen: Preferences) -> bytes:
    """The box that is kept with an account; of one size, whatever was chosen."""
    told = {"language": chosen.language, "absence": _write_absence(chosen.absence)}
    contents = json.dumps(told).encode()
    key = workplace.secrets.server_key
    return seal_box(key, _PURPOSE, account_id, contents, minimum=_BYTES)


def set_language(workplace: Workplace, account: Account, language: str) -> None:
    """Choose one's language. Raises InvalidInput (`language`, `unknown`), NotFound."""
    if language not in LANGUAGES:
        raise InvalidInput("language", "unknown")
    with workplace.open_unit(write=True) as unit:
        known = _locked(unit, account.id)
        chosen = replace(preferences_of(workplace, known), language=language)
        _keep(unit, workplace, known, chosen)
        unit.commit()


def set_absence(
    workplace: Workplace, actor: Account, account_id: bytes, absence: Absence | None
) -> None:
    """Write down when a member or a contact person is away, her own or, by a head of unit,
    another's; None: she is back. The log says that it was done, and neither days nor stand-in.

    Raises NotPermitted; NotFound for an account that is no active member's or contact person's;
    InvalidInput: `first` (`begins_too_far`: more than two years ahead), `last` (`before_first`,
    `over`, `too_far`: the same), `stand_in` (`self`, `unknown`: nobody of `stand_ins_for`).
    """
    if account_id != actor.id and not actor.may(Permission.ABSENCE_SET_ANY):
        raise NotPermitted
    with workplace.open_unit(write=True) as unit:
        account = _locked(unit, account_id)
        if not account.may_be_away:
            raise NotFound("nobody whose absence counts")
        if absence is not None:
            _check_days(absence, workplace.today())
            _check_stand_in(unit, absence, account)
        before = preferences_of(workplace, account)
        if before.absence == absence:
            return
        _keep(unit, workplace, account, replace(before, absence=absence))
        unit.system_log.add(
            SystemEvent.ABSENCE_SET, workplace.now(), actor=actor.id, subject=account.id
        )
        unit.commit()


def _locked(unit: UnitOfWork, account_id: bytes) -> Account:
    """Locked, so that her language and her absence can be set at one moment by two people."""
    account = unit.accounts.by_id(account_id, lock=True)
    if account is None:
        raise NotFound("no such account")
    return account


def _keep(unit: UnitOfWork, workplace: Workplace, account: Account, chosen: Preferences) -> None:
    box = sealed_preferences(workplace, account.id, chosen)
    unit.accounts.keep_preferences(account.id, box)


def _check_days(absence: Absence, today: date) -> None:
    if absence.last is not None and absence.last < absence.first:
        raise InvalidInput("last", "before_first")
    if absence.is_over(today):
        raise InvalidInput("last", "over")
    farthest = add_months(today, _MONTHS_AHEAD)
    if absence.first > farthest:
        raise InvalidInput("first", "begins_too_far")
    if absence.last is not None and absence.last > farthest:
        raise InvalidInput("last", "too_far")


def _check_stand_in(unit: UnitOfWork, absence: Absence, account: Account) -> None:
    if absence.stand_in is None:
        return
    if absence.stand_in == account.id.hex():
        raise InvalidInput("stand_in", "self")
    able = stand_ins_for(account, unit.accounts.every())
    if absence.stand_in not in {one.id.hex() for one in able}:
        raise InvalidInput("stand_in", "unknown")


def _write_absence(absence: Absence | None) -> dict[str, str | None] | None:
    if absence is None:
        return None
    return {
        "first": absence.first.isoformat(),
        "last": absence.last.isoformat() if absence.last else None,
        "stand_in": absence.stand_in,
    }


def _read_absence(told: dict[str, str | None] | None) -> Absence | None:
    if told is None or told["first"] is None:
        return None
    last = told["last"]
    return Absence(
        date.fromisoformat(told["first"]),
        date.fromisoformat(last) if last else None,
        told["stand_in"],
    )
