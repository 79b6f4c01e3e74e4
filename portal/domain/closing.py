"""Why an open case cannot be closed yet."""

from portal.domain.case_file import CaseFile
from portal.domain.case_status import CaseKind, closing_obstacles, complaint_obstacles
from portal.domain.complaint import is_answered, is_on_behalf, missing_at_closing
from portal.domain.dialogue import final_feedback_given
from portal.domain.linked_case import merged_into

# A complaint that was merged into another is answered and registered there.
_DUE_WHERE_IT_GOES_ON = ("register_incomplete", "no_answer")


def obstacles_to_closing(file: CaseFile) -> tuple[str, ...]:
    """Why an open case cannot be closed yet, as codes: a report by its matters
    (case_status.closing_obstacles), a complaint by its register and its answer
    (case_status.complaint_obstacles); any case by its supervision (`supervision_open`)."""
    if file.assistance is not None:
        return () if file.assistance.answered_on else ("assistance_open",)
    supervised = file.supervision is not None and not file.supervision.is_over
    obstacles = ["supervision_open"] if supervised else []
    if file.facts.kind is CaseKind.OWN_MOTION:
        return (*obstacles, "answer_awaited") if _is_awaited(file) else tuple(obstacles)
    if file.register is not None:
        obstacles += complaint_obstacles(
            file.register,
            answered=_is_answered(file),
            awaited=_is_awaited(file),
            on_behalf=is_on_behalf(file.entries),
        )
        if file.mediation is not None and not file.mediation.is_over:
            obstacles.append("mediation_open")
        merged = merged_into(file.links) is not None
        return tuple(one for one in obstacles if not merged or one not in _DUE_WHERE_IT_GOES_ON)
    standings = [matter.standing for matter in file.matters]
    given = final_feedback_given(file.entries)
    return tuple(closing_obstacles(standings, final_feedback_given=given))


def _is_awaited(file: CaseFile) -> bool:
    """Whether an administration owes an answer."""
    return any(matter.with_administration for matter in file.matters)


def _is_answered(file: CaseFile) -> bool:
    """Whether the citizen has an answer: the unit's, or that of the administration she wrote to
    herself."""
    return is_answered(file.entries) or any(one.told_citizen for one in file.dossiers)


def missing_in(file: CaseFile) -> tuple[str, ...]:
    """The fields of its register that a complaint lacks: none that goes on in another."""
    if file.register is None or merged_into(file.links) is not None:
        return ()
    return missing_at_closing(file.register, on_behalf=is_on_behalf(file.entries))
