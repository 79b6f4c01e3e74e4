"""Why a case stands where it stands, in a few words and in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.legal_calendar import last_open_day
from portal.domain.priority import Pressure, Priority, priority_of
from portal.web.formatting import long_date


@dataclass(frozen=True)
class Shown:
    """Why a case stands where it stands: `label` for a badge, `reason` in a sentence; `act_by` is
    the day to act by of the limit that runs, if one does."""

    pressure: Pressure
    label: str
    reason: str
    act_by: date | None


def shown(facts: CaseFacts, today: date) -> Shown:
    """How a list or a page says the priority of a case."""
    priority = priority_of(facts, today)
    return Shown(
        priority.pressure,
        _label(priority),
        _of_complaint(priority, facts)
        or _of_assistance(priority, facts)
        or _reason(priority, facts),
        last_open_day(facts.due) if facts.due else None,
    )


def _label(priority: Priority) -> str:
    """A few words for a badge; empty where nobody has a move left."""
    days = priority.days
    match priority.pressure:
        case Pressure.OVERDUE:
            return ngettext("%(num)d dag over fristen", "%(num)d dage over fristen", days)
        case Pressure.SOON if days == 0:
            return _("Frist i dag")
        case Pressure.SOON:
            return ngettext("%(num)d dag til fristen", "%(num)d dage til fristen", days)
        case Pressure.WAIT_OVER:
            return _("Svaret er udeblevet")
        case Pressure.UNITS_MOVE:
            return _("Enhedens tur")
        case Pressure.SET_ASIDE:
            return _("Lagt til side")
        case Pressure.WAITING:
            return _("Venter")
        case Pressure.NOTHING:
            return ""


def _of_complaint(priority: Priority, facts: CaseFacts) -> str:
    """The sentence where it differs for a complaint: no act sets its day, and it is a citizen who
    waits. Empty where it does not."""
    if facts.kind is not CaseKind.COMPLAINT:
        return ""
    day = long_date(priority.day) if priority.day else ""
    match priority.pressure:
        case Pressure.OVERDUE:
            return _(
                "Borgeren skulle have haft svar senest den %(day)s. Svar nu, eller afslut klagen,"
                " hvis svaret er givet.",
                day=day,
            )
        case Pressure.SOON:
            return _("Borgeren skal have svar senest den %(day)s.", day=day)
        case Pressure.WAIT_OVER if facts.rests_with is RestsWith.REPORTER:
            return _(
                "Borgeren skulle have svaret senest den %(day)s. Gå videre med det, I ved.",
                day=day,
            )
        case Pressure.UNITS_MOVE if facts.state is CaseState.CLOSED:
            return _("Borgeren har skrevet, efter at klagen blev afsluttet.")
        case _:
            return ""


def _of_assistance(priority: Priority, facts: CaseFacts) -> str:
    """What is to be done of assistance is to say what came of it; empty where it is not that."""
    if facts.kind is CaseKind.ASSISTANCE and priority.pressure is Pressure.UNITS_MOVE:
        return _("Forvaltningen venter på råd, eller svaret er ikke skrevet ind.")
    return ""


def _reason(priority: Priority, facts: CaseFacts) -> str:
    """A sentence that says why the case stands here and what ends it."""
    day = long_date(priority.day) if priority.day else ""
    match priority.pressure:
        case Pressure.OVERDUE:
            return _("Fristen for feedback var den %(day)s. Giv feedback nu.", day=day)
        case Pressure.SOON if facts.due is not None and facts.due != priority.day:
            return _(
                "Giv feedback senest den %(day)s: lovens frist er %(due)s, som ikke er en"
                " arbejdsdag.",
                day=day,
                due=long_date(facts.due),
            )
        case Pressure.SOON:
            return _("Giv feedback senest den %(day)s.", day=day)
        case Pressure.WAIT_OVER if facts.rests_with is RestsWith.REPORTER:
            return _(
                "Indberetteren skulle have svaret senest den %(day)s. Gå videre med det, enheden"
                " ved.",
                day=day,
            )
        case Pressure.WAIT_OVER:
            return _(
                "Forvaltningen skulle have svaret senest den %(day)s. Ryk for svaret.", day=day
            )
        case Pressure.UNITS_MOVE:
            return _units_move(facts)
        case Pressure.SET_ASIDE:
            return _("Enheden har lagt sagen til side til den %(day)s.", day=day)
        case Pressure.WAITING:
            return _("Svaret skal komme senest den %(day)s.", day=day)
        case Pressure.NOTHING:
            return ""


def _units_move(facts: CaseFacts) -> str:
    if facts.state is CaseState.RECEIVED:
        return _("Ingen har taget sagen op endnu.")
    if facts.state is CaseState.CLOSED:
        return _("Indberetteren har skrevet, efter at sagen blev afsluttet.")
    return _("Det er enheden, der skal gøre noget nu.")
