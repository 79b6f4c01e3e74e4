"""What the page of a complaint has that the page of a report has not: what is next, its one day,
its register."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from portal.caseworker.case_timeline import (
    Step,
    dossier_steps,
    end_of_case,
    in_order,
    set_aside_until,
)
from portal.caseworker.complaint_words import grouped_sub_themes, missing_fields, registered
from portal.caseworker.hearing_words import hearing_steps
from portal.caseworker.priority_words import shown
from portal.caseworker.supervision_page import supervision_dates
from portal.caseworker.supervision_words import supervision_steps
from portal.domain.closing import missing_in, obstacles_to_closing
from portal.domain.complaint import ComplaintRegister, is_answered, is_on_behalf
from portal.domain.dialogue import Entry, EntryKind
from portal.domain.legal_calendar import last_open_day
from portal.domain.linked_case import merged_into
from portal.domain.priority import Pressure
from portal.services.casework.read_case import CaseView
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality


def complaint_parts(view: CaseView) -> dict[str, Any]:
    """What the template of a complaint is told of its register."""
    register = view.file.register or ComplaintRegister()
    return {
        "register": register,
        "registered": registered(register, municipality(), locale()),
        "missing": missing_fields(view.file),
        "merged": merged_into(view.file.links) is not None,
        "on_behalf": is_on_behalf(view.file.entries),
        "sub_theme_groups": lambda field: list(grouped_sub_themes(field, municipality(), locale())),
        "answer_headings": {
            entry.id: _answer_heading(entry)
            for entry in view.file.entries
            if entry.kind is EntryKind.FEEDBACK
        },
    }


def complaint_steps(view: CaseView, today: dt.date) -> Iterator[tuple[str, str]]:
    """What is to be done now in an open complaint, and the id of where on the page it is done."""
    yield from hearing_steps(view, today)
    if view.file.supervision is not None:
        yield from supervision_steps(view.file.supervision, today)
    if "power_of_attorney" in missing_in(view.file):
        yield (
            _("Bed om en fuldmagt, og skriv i registret, at den er set: klagen er for en anden."),
            "register-power_of_attorney-0",
        )
    priority = shown(view.file.facts, today)
    obstacles = obstacles_to_closing(view.file)
    if not obstacles:
        yield _("Afslut klagen: alt er på plads."), "closing"
        return
    if priority.pressure in (Pressure.OVERDUE, Pressure.SOON):
        yield priority.reason, "dialogue"
    elif "no_answer" in obstacles and not view.waiting:
        yield _("Hjælp borgeren videre, og skriv et svar."), "dialogue"
    for entry in view.waiting:
        if entry.due is not None and entry.due < today:
            day = long_date(entry.due)
            yield _("Borgeren har ikke svaret inden %(day)s. Gå videre uden.", day=day), "dialogue"
    if "register_incomplete" in obstacles and is_answered(view.file.entries):
        yield _("Udfyld registret: så kan klagen afsluttes."), "register"


def complaint_timeline(view: CaseView, today: dt.date) -> list[Step]:
    """Everything with a date in a complaint, today among it. No act sets its day: none explains
    it."""
    return in_order(_dated(view, today), today)


def _dated(view: CaseView, today: dt.date) -> Iterator[Step]:
    file = view.file
    yield Step(file.facts.received_on, "done", _("Modtaget"))
    for entry in file.entries:
        if entry.kind is EntryKind.FEEDBACK:
            yield Step(entry.on, "done", _answer_heading(entry))
    yield _own_day(view, today)
    yield from dossier_steps(view, today)
    yield from supervision_dates(view, today)
    waiting = {entry.id for entry in view.waiting}
    for entry in file.entries:
        if entry.due is not None and entry.id in waiting:
            state = "overdue" if entry.due < today else "coming"
            yield Step(entry.due, state, _("Borgeren svarer på spørgsmålet senest"))
    yield from set_aside_until(file, today)
    yield from end_of_case(view)


def _own_day(view: CaseView, today: dt.date) -> Step:
    facts = view.file.facts
    state = "done"
    text = _("Løber ikke: borgeren har fået svar, eller klagen er afsluttet.")
    if facts.due is not None:
        state = "overdue" if facts.due < today else "coming"
        days = (facts.feedback_due - facts.received_on).days
        text = _("Kommunens egen frist, %(days)d dage. Ingen lov sætter en.", days=days)
    return Step(
        facts.feedback_due,
        state,
        _("Svar til borgeren senest"),
        text,
        "feedback-due",
        act_by=last_open_day(facts.feedback_due) if state == "coming" else None,
    )


def _answer_heading(entry: Entry) -> str:
    return _("Foreløbigt svar") if entry.facts.get("interim") == "yes" else _("Svar")
