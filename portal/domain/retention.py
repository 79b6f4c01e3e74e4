"""How long a closed case is kept, and when it may be erased (WBL § 23(2); arkivloven § 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from portal.domain.case_file import CaseFacts, CaseFile
from portal.domain.case_status import CaseKind, Move, moved
from portal.domain.legal_calendar import add_months
from portal.domain.matter import Matter, Outcome

_KEPT_AS = {
    Outcome.CONFIRMED: "confirmed",
    Outcome.PARTLY_CONFIRMED: "confirmed",
    Outcome.REFUTED: "refuted",
}


def advisers_time(file: CaseFile) -> str:
    """By which of the retention times a case of the citizens' adviser is kept."""
    if file.facts.kind is CaseKind.OWN_MOTION or file.recommendations:
        return "supervision"
    return "assistance" if file.facts.kind is CaseKind.ASSISTANCE else "complaint"


def erase_after(
    closed_on: date,
    matters: Sequence[Matter],
    months: Mapping[str, int],
    *,
    advisers: str = "complaint",
) -> date:
    """The first day a case may be erased: the longest time any of its matters is kept.

    `months` are the municipality's retention times, counted from closing, by `rejected`, `refuted`,
    `confirmed`, `other` and those of the citizens' adviser. No report is closed before it was split
    into matters: a case without any that was triaged is the adviser's, and kept for the time that
    `advisers` names (`advisers_time`).
    """
    kinds = {
        "rejected"
        if matter.rejected
        else _KEPT_AS.get(matter.outcome or Outcome.UNSETTLED, "other")
        for matter in matters
        if not matter.of_complaint
    }
    return add_months(closed_on, max((months[kind] for kind in kinds), default=months[advisers]))


def erasure_obstacles(
    *, erase_after: date, today: date, reporter_had_last_word: bool, journal_answered: bool
) -> list[str]:
    """Why a closed case may not be erased yet, as codes.

    `too_early`; `reporter_wrote` (she wrote after closing: somebody has to look first);
    `journal_unanswered` (arkivloven § 8: nothing is erased before the question of journal and
    archive).
    """
    obstacles = []
    if today < erase_after:
        obstacles.append("too_early")
    if reporter_had_last_word:
        obstacles.append("reporter_wrote")
    if not journal_answered:
        obstacles.append("journal_unanswered")
    return obstacles


def left_of_erased(facts: CaseFacts, *, nobody: bytes, on: date) -> CaseFacts:
    """What is left in plain columns of a case erased on a day: number, kind and that day.

    Its statistical facts are kept and tell its dates: no date may lead from a number to them, so
    the dates that cannot be empty become 1 January of the year in the number. `nobody` is a box
    that names no handler. Raises ForbiddenMove unless the case is closed.
    """
    new_year = date(int(facts.number.partition("-")[0]), 1, 1)
    return replace(
        facts,
        state=moved(facts.state, Move.ERASE),
        rests_with=None,
        received_on=new_year,
        acknowledged_on=None,
        feedback_due=new_year,
        extended_due=None,
        due=None,
        act_from=None,
        closed_on=None,
        erased_on=on,
        handler=nobody,
    )
