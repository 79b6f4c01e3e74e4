"""The log of a complaint in words: what only complaints have, and what is told of a citizen."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.caseworker.complaint_words import field_names_in_words
from portal.caseworker.supervision_event_words import (
    letter_registered,
    recommendation_changed,
    supervision_changed,
)
from portal.domain.audit_events import CaseEvent
from portal.web.formatting import long_date

_Words = Callable[[dict[str, str], Any], str]


def _noted(told: dict[str, str], _labels: Any) -> str:
    if "call" in told:
        return {
            "citizen": _("Skrev en samtale med borgeren ned"),
            "administration": _("Skrev en samtale med forvaltningen ned"),
        }[told["call"]]
    return {
        "reporter": _("Skrev et notat til borgeren"),
        "unit": _("Skrev et notat til enheden"),
        "self": _("Skrev et notat til sig selv"),
    }[told["reader"]]


def _answered(told: dict[str, str], _labels: Any) -> str:
    return _("Gav et foreløbigt svar") if told["interim"] == "yes" else _("Gav svar")


def _merged(told: dict[str, str], _labels: Any) -> str:
    return {
        "into": _("Lagde klagen sammen med %(number)s, hvor den går videre: %(reason)s", **told),
        "from": _("Lagde klage %(number)s ind i denne: %(reason)s", **told),
        "apart": _("Skilte klagen fra %(number)s igen: %(reason)s", **told),
    }[told["how"]]


def _mediated(told: dict[str, str], _labels: Any) -> str:
    return {
        "offered": _("Tilbød mægling"),
        "citizen": _("Noterede, at borgeren siger ja til mægling"),
        "administration": _("Noterede, at forvaltningen siger ja til mægling"),
        "agreed": _("Noterede, at mæglingen endte med enighed"),
        "not_agreed": _("Noterede, at mæglingen endte uden enighed"),
        "broken_off": _("Noterede, at mæglingen blev afbrudt"),
        "declined": _("Noterede, at mæglingen ikke kom i gang"),
    }[told["change"]]


OF_COMPLAINTS: dict[CaseEvent, _Words] = {
    CaseEvent.COMPLAINT_RECEIVED: lambda _told, _labels: _("Klagen blev modtaget"),
    CaseEvent.REGISTER_CHANGED: lambda told, _labels: _(
        "Rettede registret: %(fields)s", fields=field_names_in_words(told["fields"])
    ),
    CaseEvent.OWN_CASE_FILED: lambda _told, _labels: _("Oprettede sagen"),
    CaseEvent.ASSISTANCE_CHANGED: lambda _told, _labels: _("Noterede bistanden"),
    CaseEvent.SUPERVISION_CHANGED: lambda told, _labels: supervision_changed(told),
    CaseEvent.LETTER_REGISTERED: lambda told, _labels: letter_registered(told),
    CaseEvent.RECOMMENDATION_CHANGED: lambda told, _labels: recommendation_changed(told),
    CaseEvent.MEDIATION_CHANGED: _mediated,
    CaseEvent.CASE_LINKED: lambda told, _labels: _(
        "Knyttede sagen til %(number)s: %(reason)s", **told
    ),
    CaseEvent.CASE_UNLINKED: lambda told, _labels: _(
        "Fjernede knytningen til %(number)s: %(reason)s", **told
    ),
    CaseEvent.CASE_MERGED: _merged,
    CaseEvent.MOVE_TO_OTHER_DOOR_OFFERED: lambda _told, _labels: _(
        "Spurgte, om sagen hører til ved den anden dør"
    ),
    CaseEvent.MOVED_TO_OTHER_DOOR: lambda _told, _labels: _(
        "Sagde ja til selv at gå videre ved den anden dør"
    ),
    CaseEvent.FORWARDED_ON_WORD: lambda told, labels: _(
        "Borgeren sendte klagen direkte til %(administration)s, med svar senest %(day)s",
        administration=labels.label("administration", told["administration"]),
        day=long_date(date.fromisoformat(told["due"])),
    ),
}

# What the log of a report says of the reporter.
TO_CITIZENS: dict[CaseEvent, _Words] = {
    CaseEvent.IDENTITY_SHOWN: lambda told, _labels: _(
        "Så, hvem borgeren er: %(reason)s", reason=told["reason"]
    ),
    CaseEvent.MESSAGE_SENT: lambda _told, _labels: _("Skrev til borgeren"),
    CaseEvent.MESSAGE_RECEIVED: lambda _told, _labels: _("Borgeren skrev"),
    CaseEvent.QUESTION_ASKED: lambda _told, _labels: _("Stillede borgeren et spørgsmål"),
    CaseEvent.MATTER_FORWARDED: lambda told, labels: _(
        "Spurgte %(administration)s, med svar senest %(day)s",
        administration=labels.label("administration", told["administration"]),
        day=long_date(date.fromisoformat(told["due"])),
    ),
    CaseEvent.IDENTITY_COMPARED: lambda _told, _labels: _(
        "Sammenlignede det, der skal sendes, med borgerens navn"
    ),
    CaseEvent.NOTE_WRITTEN: _noted,
    CaseEvent.FEEDBACK_GIVEN: _answered,
}
