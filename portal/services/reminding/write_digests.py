"""Once a day everybody who has something to do is written one mail, whatever there is to do.

Days on which the portal did not run are made up for at the first run after them. The day that was
reached and the mails are written in one transaction: killed at any point, a day's reminders are
written once or not yet. Sending is another matter: services/mailing.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta

from portal.domain.account import Account
from portal.domain.case_file import CaseFacts
from portal.domain.dossier import Awaits
from portal.domain.errors import BrokenList
from portal.domain.legal_calendar import copenhagen_date, last_open_day
from portal.domain.reminding import reached, to_remind, to_warn_of_overdue, warning_falls
from portal.services.accounts.preferences import colleagues_of, contacts_as_colleagues
from portal.services.handler import handler_of
from portal.services.members.readers import listed_contacts
from portal.services.reminding.notices import Told, opened_notice
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork

# Under this name stands the last day whose reminders were written.
_REACHED = "digests_reached"
_A_DAY = timedelta(days=1)
_WEEK = 7


class _Day:
    """What is known when the reminders of a day are written; `since` is the last day before."""

    def __init__(self, workplace: Workplace, unit: UnitOfWork, since: date, today: date) -> None:
        self.since = since
        self.today = today
        self.colleagues = colleagues_of(workplace, unit.accounts.members())
        listed = _listed(workplace, unit)
        self.contacts = contacts_as_colleagues(workplace, listed)
        self._administrations = {one.id.hex(): one.administration for one in listed}
        self.awaited = unit.forwardings.every_awaited()
        self._workplace = workplace

    def reminded(self, facts: CaseFacts, holders: frozenset[str]) -> frozenset[str]:
        """Who is told of what concerns a case: who works on it, or acts for her today."""
        handler = handler_of(self._workplace, facts)
        working = handler.hex() if handler else None
        return to_remind(working, self.colleagues, holders, self.today)

    def warned(self, holders: frozenset[str]) -> frozenset[str]:
        """Who is told of what is overdue."""
        return to_warn_of_overdue(self.colleagues, holders, self.today)

    def everybody(self, holders: frozenset[str]) -> frozenset[str]:
        return reached(holders, self.colleagues, holders, self.today)

    def contacts_of(self, holders: frozenset[str], administration: str) -> frozenset[str]:
        """Who is told of a dossier: the contact persons of its administration who hold it and are
        there, or act for who is not."""
        hers = frozenset(one for one in holders if self._administrations.get(one) == administration)
        return reached(hers, self.contacts, hers, self.today)


def write_digests(workplace: Workplace) -> int:
    """Put a mail for everybody who has something to do today into the outbox; returns how many.

    A limit is warned of 30, 14, 7 and 1 days before its act-by day and on it; the heads of unit are
    told every day of what has passed towards the reporter, and once, the day after, of an answer or
    a follow-up that an administration owes; a wait that is over, a case that was set aside until
    now and what others did since yesterday are told once. Contact persons are warned of what they
    owe on the same days, and each week once it is overdue. Harmless when repeated.
    """
    today, now = workplace.today(), workplace.now()
    with workplace.open_unit(write=True) as unit:
        since = _last_day_written(unit, today)
        if since >= today:
            return 0
        day = _Day(workplace, unit, since, today)
        told = _of_cases(unit, day) | _of_dossiers(unit, day) | _of_notices(workplace, unit, day)
        for recipient in sorted(told):
            unit.mails.add_if_none_waiting(bytes.fromhex(recipient), today, now)
        unit.jobs.mark_run(_REACHED, now)
        unit.commit()
    return len(told)


def _last_day_written(unit: UnitOfWork, today: date) -> date:
    """The day up to which reminders were written; yesterday on an empty portal.

    A mark that lies more than a day ahead was set by a clock that was wrong: it must not silence
    the reminders until that day comes.
    """
    before = unit.jobs.locked_last_run(_REACHED)
    if before is None or copenhagen_date(before) > today + _A_DAY:
        return today - _A_DAY
    return copenhagen_date(before)


def _of_cases(unit: UnitOfWork, day: _Day) -> set[str]:
    holders = unit.case_keys.holders_of_pending()
    told: set[str] = set()
    for facts in unit.cases.pending():
        for people in _causes(facts, day, _hex(holders.get(facts.id, ()))):
            told |= people
    return told


def _causes(facts: CaseFacts, day: _Day, holders: frozenset[str]) -> Iterator[frozenset[str]]:
    """Whom each thing that is due in a case today is for."""
    if facts.due is not None and facts.due < day.today:
        yield day.warned(holders)
    if any(day.since < due + _A_DAY <= day.today for due in day.awaited.get(facts.id, ())):
        yield day.warned(holders)
    limits = [limit for limit in (facts.due, *day.awaited.get(facts.id, ())) if limit is not None]
    if any(warning_falls(last_open_day(limit), day.since, day.today) for limit in limits):
        yield day.reminded(facts, holders)
    # On the day of receipt itself the reporter's act is told of.
    begins = facts.act_from
    if begins is not None and facts.received_on < begins and day.since < begins <= day.today:
        yield day.reminded(facts, holders)


def _of_dossiers(unit: UnitOfWork, day: _Day) -> set[str]:
    """Which contact persons are told that something they owe comes due or is overdue; and the unit
    once of a follow-up that did not come, as of an answer."""
    told: set[str] = set()
    for row in unit.dossiers.every_awaited():
        due = row.plain.due
        if due is not None and _falls(due, day):
            holders = _hex(unit.dossiers.holders(row.id))
            told |= day.contacts_of(holders, row.plain.administration)
        late = due is not None and day.since < due + _A_DAY <= day.today
        if late and row.plain.awaits == Awaits.FOLLOW_UP:
            told |= day.warned(_hex(unit.case_keys.members(row.case_id)))
    return told


def _falls(due: date, day: _Day) -> bool:
    if due >= day.today:
        return warning_falls(last_open_day(due), day.since, day.today)
    behind, before = (day.today - due).days, (day.since - due).days
    # The day after, then each week: a portal that stood still catches up with one mail.
    return max(before, 0) // _WEEK != behind // _WEEK or before < 1


def _of_notices(workplace: Workplace, unit: UnitOfWork, day: _Day) -> set[str]:
    """Who is told of what others did; of a case that was erased meanwhile nobody."""
    told: set[str] = set()
    for notice in unit.notices.take(day.today):
        opened = opened_notice(workplace, notice)
        if opened is not None:
            told |= _of_notice(unit, day, *opened)
    return told


def _of_notice(unit: UnitOfWork, day: _Day, what: Told, about: bytes) -> frozenset[str]:
    if what is Told.DOSSIER:
        row = unit.dossiers.by_id(about)
        held = _hex(unit.dossiers.holders(about))
        return day.contacts_of(held, row.plain.administration) if row else frozenset()
    facts = unit.cases.by_id(about)
    if facts is None:
        return frozenset()
    holders = _hex(unit.case_keys.members(facts.id))
    return day.everybody(holders) if what is Told.NEW_CASE else day.reminded(facts, holders)


def _listed(workplace: Workplace, unit: UnitOfWork) -> list[Account]:
    """The contact persons to whom dossiers are sealed. While the list does not hold nobody of them
    can open one, and the unit's own mails still go."""
    with suppress(BrokenList):
        return listed_contacts(workplace, unit)
    return []


def _hex(accounts: Iterable[bytes]) -> frozenset[str]:
    return frozenset(one.hex() for one in accounts)
