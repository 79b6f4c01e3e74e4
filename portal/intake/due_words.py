"""How the day was set by which somebody is to hear from the municipality, in words."""

from flask_babel import ngettext

from portal.domain.case_status import CaseKind
from portal.domain.deadlines import feedback_limit
from portal.intake.case_kind import case_kind
from portal.services.reporting.read_dialogue import Dialogue
from portal.web.formatting import long_date
from portal.web.limit_words import explained


def due_explained(case: Dialogue) -> tuple[str, ...]:
    """Sentences on the first day: by the act for a report; for a complaint no act sets one."""
    if case_kind(case) is CaseKind.REPORT:
        return tuple(explained(feedback_limit(case.received_on, case.acknowledged_on)))
    promise = ngettext(
        "%(num)d dag efter den %(day)s, da vi fik din klage. Kommunen har selv sat dagen. Det er"
        " kommunens eget løfte til dig og ikke en frist i loven.",
        "%(num)d dage efter den %(day)s, da vi fik din klage. Kommunen har selv sat dagen. Det er"
        " kommunens eget løfte til dig og ikke en frist i loven.",
        (case.feedback_due - case.received_on).days,
        day=long_date(case.received_on),
    )
    return (promise,)
