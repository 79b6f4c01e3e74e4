"""Once a day everybody who has something to do is written one mail, whatever there is to do.

Days on which the portal did not run are made up for at the first run after them. The day that was
reached and the mails are written in one transaction: killed at any point, a day's reminders are
written once or not yet. Sending is another matter: services/mailing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.case_file import CaseFacts
from portal.domain.legal_calendar import copenhagen_date, last_open_day
from portal.domain.reminding import Colleague, to_remind, to_warn_of_overdue, warning_falls
from portal.services.accounts.preferences import colleagues_of
from portal.services.handler import handler_of
from portal.services.workplace import Workplace

# Under this name stands the last day whose reminders were written.
_REACHED = "digests_reached"


@dataclass(frozen=True)
class _Day:
    """What is known when the reminders of a day are written; `since` is the last day before."""

    since: date
    today: date
    colleagues: Mapping[str, Colleague]


def write_digests(workplace: Workplace) -> int:
    """Put a mail for everybody who has something to do today into the outbox; returns how many.

    A limit is warned of 30, 14, 7 and 1 days before its act-by day and on it; the heads of unit are
    told every day of what has passed; a wait that is over, a case that was set aside until now and
    what a reporter did since yesterday are told once. Harmless when repeated.
    """
    today, now = workplace.today(), workplace.now()
    with workplace.open_unit(write=True) as unit:
        before = unit.jobs.locked_last_run(_REACHED)
        since = copenhagen_date(before) if before else today - timedelta(days=1)
        if since >= today:
            return 0
        colleagues = colleagues_of(workplace, unit.accounts.report_readers())
        day = _Day(since, today, colleagues)
        holders = unit.case_keys.holders_of_pending()
        awaited = unit.forwardings.every_awaited()
        told = {one for one, _day in unit.notices.take(today)}
        for facts in unit.cases.pending():
            able = frozenset(one.hex() for one in holders.get(facts.id, ()))
            handler = handler_of(workplace, facts)
            working = handler.hex() if handler else None
            for people in _causes(facts, awaited.get(facts.id, []), day, working, able):
                told |= {bytes.fromhex(one) for one in people}
        for recipient in sorted(told):
            unit.mails.add_if_none_waiting(recipient, today, now)
        unit.jobs.mark_run(_REACHED, now)
        unit.commit()
    return len(told)


def _causes(
    facts: CaseFacts, awaited: list[date], day: _Day, handler: str | None, holders: frozenset[str]
) -> Iterator[frozenset[str]]:
    """Whom each thing that is due in a case today is for."""
    reminded = to_remind(handler, day.colleagues, holders, day.today)
    if facts.due is not None and facts.due < day.today:
        yield to_warn_of_overdue(day.colleagues, holders, day.today)
    limits = [limit for limit in (facts.due, *awaited) if limit is not None]
    if any(warning_falls(last_open_day(limit), day.since, day.today) for limit in limits):
        yield reminded
    # On the day of receipt itself the reporter's act was told of already.
    begins = facts.act_from
    if begins is not None and facts.received_on < begins and day.since < begins <= day.today:
        yield reminded
