"""A closed case is erased for good: first its keys, then everything they opened."""

from portal.domain.access import Permission
from portal.domain.audit_events import SystemEvent
from portal.domain.case_status import CaseState
from portal.domain.dialogue import Side
from portal.domain.errors import ForbiddenMove, NotPermitted
from portal.domain.retention import (
    advisers_time,
    erase_after,
    erasure_obstacles,
    left_of_erased,
)
from portal.domain.statistics import facts_of
from portal.services.drafts.discard_draft import discard_drafts_of_case
from portal.services.handler import sealed_handler
from portal.services.member_work import MemberWork, working_on
from portal.services.statistics.statistics_key import statistics_key_of
from portal.services.workplace import Member, Workplace


def erase_case(
    workplace: Workplace, member: Member, number: str, *, journal_answered: bool
) -> None:
    """Erase a case whose time has come; its number is left, the day, and what the code's owner is
    told. Its statistical facts go on counting, in a row that leads nowhere.

    `journal_answered`: the question of journal and archive has been answered (arkivloven § 8).
    Raises ForbiddenMove (too early, the reporter has written since it was closed, the question is
    unanswered), NotPermitted, NotFound.
    """
    if not member.account.may(Permission.CASE_ERASE):
        raise NotPermitted
    with working_on(workplace, member, number, CaseState.CLOSED) as work:
        facts = work.facts
        if facts.closed_on is None:
            raise ForbiddenMove("the case was never closed")
        months = workplace.municipality.retention.months
        last_word = work.file.entries[-1]
        obstacles = erasure_obstacles(
            erase_after=erase_after(
                facts.closed_on, work.file.matters, months, advisers=advisers_time(work.file)
            ),
            today=work.on,
            reporter_had_last_word=last_word.side is Side.REPORTER,
            journal_answered=journal_answered,
        )
        if obstacles:
            raise ForbiddenMove(", ".join(obstacles))
        unit = work.unit
        _untie_facts(work)
        unit.case_keys.remove_all(facts.id)
        unit.generations.remove_all(facts.id)
        unit.manifests.remove(facts.id)
        everybody = [account.id for account in unit.accounts.every()]
        discard_drafts_of_case(unit, workplace, facts.id, everybody)
        unit.files.remove_all(facts.id)
        unit.records.remove_all(facts.id)
        unit.forwardings.remove_all(facts.id)
        unit.dossiers.remove_all(facts.id)
        nobody = sealed_handler(workplace, facts.id, None)
        unit.cases.blur(left_of_erased(facts, nobody=nobody, on=work.on))
        unit.system_log.add(
            SystemEvent.CASE_ERASED, workplace.now(), actor=member.account.id, subject=None
        )
        unit.commit()
    workplace.database.leave_no_trace()


def _untie_facts(work: MemberWork) -> None:
    unit = work.unit
    public_key = statistics_key_of(work.workplace, unit)
    if public_key is None:
        raise ForbiddenMove("the unit's list names no key to count the case under")
    unit.facts.untie(public_key, work.facts.id, facts_of(work.file))
