"""How every change of a draft is made: on the draft that its writer saw, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from portal.domain.access import Permission
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import DraftChanged
from portal.domain.period import Period
from portal.domain.publication import ReportDraft, ReportKind
from portal.services.publishing.read_draft import draft_as_kept
from portal.services.publishing.report_desk import check_desk
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace

# Nobody writes over a draft, and nobody publishes, while somebody else does either.
REPORTS: Final = b"the unit reports"


def change_draft(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    change: Callable[[ReportDraft], ReportDraft],
    *,
    version: int,
    event: SystemEvent | None = None,
) -> ReportDraft:
    """Keep what `change` makes of a draft whose `version` the member saw, with `event` in the
    portal's log, and return it. What stands there already is not written again, so that a form
    sent twice does nothing the second time.

    Raises DraftChanged when a colleague was first, what `change` raises, and what `read_draft`
    raises.
    """
    check_desk(member, kind, Permission.REPORT_WRITE)
    period = Period(first, last)
    with workplace.open_unit(write=True) as unit:
        unit.wait_for_others(REPORTS)
        key_pair = open_statistics_key(workplace, unit, member)
        kept = draft_as_kept(unit, key_pair, kind, period)
        changed = change(kept)
        if changed == kept:
            return kept
        if kept.version != version:
            raise DraftChanged
        changed = replace(changed, version=kept.version + 1)
        unit.report_drafts.put(key_pair.public, changed)
        if event is not None:
            unit.system_log.add(event, workplace.now(), actor=member.account.id)
        unit.commit()
    return changed
