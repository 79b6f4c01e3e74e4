"""What became of the notice to a party is noted: given, put off, or none owed (GDPR art. 14)."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.errors import InvalidInput
from portal.domain.party import (
    NoticeState,
    Party,
    notice_given,
    notice_not_required,
    notice_postponed,
)
from portal.services.member_work import MemberWork, working_on
from portal.services.workplace import Member, Workplace


def note_notice(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    state: NoticeState,
    text: str,
    on: date | None = None,
    until: date | None = None,
) -> None:
    """Note what became of the notice; what was noted before is kept.

    GIVEN takes `on`, the day, and how in `text`; POSTPONED takes `until`, the day to look at it
    again, and the reason; NOT_REQUIRED the reason alone. Raises InvalidInput (`state`, `missing`;
    `on`: `missing`, `in_future`, `before_obtained`; `until`: `missing`, `not_ahead`, `too_far`;
    `text`, `missing`), ForbiddenMove (portal/domain/party.py), NotFound.
    """
    with working_on(workplace, member, number) as work:
        party = _noted(work, work.party(ordinal), state, text, on, until)
        work.change_party(party)
        details = {"party": str(ordinal), "notice": str(state)}
        if party.notice is not None and party.notice.until is not None:
            details["until"] = party.notice.until.isoformat()
        work.log(CaseEvent.PARTY_NOTIFIED, **details)
        work.finish()


def _noted(
    work: MemberWork,
    party: Party,
    state: NoticeState,
    text: str,
    on: date | None,
    until: date | None,
) -> Party:
    match state:
        case NoticeState.GIVEN:
            return notice_given(party, _day("on", on), text, by=work.by, today=work.on)
        case NoticeState.POSTPONED:
            return notice_postponed(party, _day("until", until), text, by=work.by, today=work.on)
        case NoticeState.NOT_REQUIRED:
            return notice_not_required(party, text, by=work.by, today=work.on)
        case NoticeState.DUE:
            raise InvalidInput("state", "missing")


def _day(field: str, day: date | None) -> date:
    if day is None:
        raise InvalidInput(field, "missing")
    return day
