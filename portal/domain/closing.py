"""Why an open case cannot be closed yet."""

from portal.domain.case_file import CaseFile
from portal.domain.case_status import closing_obstacles, complaint_obstacles
from portal.domain.complaint import is_answered
from portal.domain.dialogue import final_feedback_given


def obstacles_to_closing(file: CaseFile) -> tuple[str, ...]:
    """Why an open case cannot be closed yet, as codes: a report by its matters
    (case_status.closing_obstacles), a complaint by its register and its answer
    (case_status.complaint_obstacles)."""
    if file.register is not None:
        return tuple(complaint_obstacles(file.register, answered=is_answered(file.entries)))
    standings = [matter.standing for matter in file.matters]
    given = final_feedback_given(file.entries)
    return tuple(closing_obstacles(standings, final_feedback_given=given))
