"""What the page of consultative assistance has: what was asked, what is next, its days."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask_babel import format_decimal, format_percent, ngettext
from flask_babel import gettext as _

from portal.caseworker.assistance_form import COMPETENCE, EFFECTS, KINDS, PRACTICE
from portal.caseworker.case_timeline import Step, end_of_case, in_order, set_aside_until
from portal.domain.assistance import Assistance, AssistanceTotals
from portal.domain.case_status import CaseState
from portal.services.casework.read_case import CaseView
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality, workplace


def assistance_parts(_number: str, view: CaseView) -> dict[str, Any]:
    """What the template of assistance is told."""
    assistance = view.file.assistance
    return {
        "timeline": in_order(_dated(view, workplace().today()), workplace().today()),
        "assistance": assistance,
        "told": told(assistance) if assistance else [],
    }


def assistance_steps(view: CaseView) -> Iterator[tuple[str, str]]:
    """What is to be done now, and the id of where on the page it is done."""
    if view.file.facts.state is not CaseState.OPEN:
        return
    if view.closing_obstacles:
        yield _("Skriv ind, hvornår og hvad der blev svaret."), "assistance"
    else:
        yield _("Afslut sagen: alt er på plads."), "closing"


def told(assistance: Assistance) -> list[tuple[str, str]]:
    """What is registered, as (label, words); what is not is left out."""
    administration = municipality().label("administration", assistance.administration, locale())
    raised, changed = assistance.competence_raised, assistance.changed_practice
    answered = assistance.answered_on
    return [
        (_("Hvad er det?"), str(KINDS[assistance.kind])),
        (_("Forvaltning"), administration),
        (_("Hvem spurgte?"), assistance.asked_by),
        (_("Spurgt den"), long_date(assistance.asked_on)),
        (_("Besvaret den"), long_date(answered) if answered else _("Ikke endnu")),
        (_("Tid brugt"), hours_text(assistance.quarters)),
        (str(COMPETENCE), "" if raised is None else _("Ja") if raised else _("Nej")),
        (str(PRACTICE), str(EFFECTS[changed]) if changed else ""),
    ]


def hours_text(quarters: int) -> str:
    """`3 timer 15 minutter`."""
    hours, rest = divmod(quarters, 4)
    said = [ngettext("%(num)d time", "%(num)d timer", hours)] if hours else []
    if rest or not hours:
        said.append(ngettext("%(num)d minut", "%(num)d minutter", rest * 15))
    return " ".join(said)


def totals_told(totals: AssistanceTotals) -> list[tuple[str, str]]:
    """What a year came to, as (label, words)."""
    days = totals.average_days
    return [
        (_("Rådgivning"), str(totals.advice)),
        (_("Undervisning og oplæg"), str(totals.teaching)),
        (_("Tid brugt"), hours_text(totals.quarters)),
        (
            _("Dage fra spørgsmål til svar, i gennemsnit"),
            _("Kan ikke siges endnu") if days is None else format_decimal(round(days, 1)),
        ),
        (_("Kompetencen blev løftet"), _share(totals.competence_raised)),
        (_("Praksis blev ændret"), _share(totals.changed_practice)),
    ]


def _share(part: float | None) -> str:
    return _("Kan ikke siges endnu") if part is None else format_percent(part)


def _dated(view: CaseView, today: dt.date) -> Iterator[Step]:
    assistance = view.file.assistance
    if assistance is not None:
        yield Step(assistance.asked_on, "done", _("Forvaltningen spurgte"))
        if assistance.answered_on is not None:
            yield Step(assistance.answered_on, "done", _("Besvaret"))
    yield Step(view.file.facts.received_on, "done", _("Skrevet ind"))
    yield from set_aside_until(view.file, today)
    yield from end_of_case(view)
