"""The log of a complaint in words: what only complaints have, and what is told of a citizen."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from portal.caseworker.complaint_words import field_names_in_words
from portal.domain.audit_events import CaseEvent

_Words = Callable[[dict[str, str], Any], str]


def _noted(told: dict[str, str], _labels: Any) -> str:
    return {
        "reporter": _("Skrev et notat til borgeren"),
        "unit": _("Skrev et notat til enheden"),
        "self": _("Skrev et notat til sig selv"),
    }[told["reader"]]


def _answered(told: dict[str, str], _labels: Any) -> str:
    return _("Gav et foreløbigt svar") if told["interim"] == "yes" else _("Gav svar")


OF_COMPLAINTS: dict[CaseEvent, _Words] = {
    CaseEvent.COMPLAINT_RECEIVED: lambda _told, _labels: _("Klagen blev modtaget"),
    CaseEvent.REGISTER_CHANGED: lambda told, _labels: _(
        "Rettede registret: %(fields)s", fields=field_names_in_words(told["fields"])
    ),
    CaseEvent.OWN_CASE_FILED: lambda _told, _labels: _("Oprettede sagen"),
    CaseEvent.ASSISTANCE_CHANGED: lambda _told, _labels: _("Noterede bistanden"),
    CaseEvent.SUPERVISION_CHANGED: lambda _told, _labels: _("Noterede, hvordan tilsynet står"),
    CaseEvent.LETTER_REGISTERED: lambda _told, _labels: _("Noterede et brev i tilsynet"),
    CaseEvent.RECOMMENDATION_CHANGED: lambda _told, _labels: _("Noterede en anbefaling"),
    CaseEvent.MEDIATION_CHANGED: lambda _told, _labels: _("Noterede, hvordan mæglingen står"),
    CaseEvent.CASE_LINKED: lambda told, _labels: _(
        "Knyttede sagen til %(number)s", number=told["number"]
    ),
    CaseEvent.CASE_MERGED: lambda told, _labels: _(
        "Lagde sagen sammen med %(number)s", number=told["number"]
    ),
    CaseEvent.MOVE_TO_OTHER_DOOR_OFFERED: lambda _told, _labels: _(
        "Spurgte, om sagen skal gå ind ad den anden dør"
    ),
    CaseEvent.MOVED_TO_OTHER_DOOR: lambda _told, _labels: _(
        "Den, der skrev, sendte sagen ind ad den anden dør"
    ),
    CaseEvent.FORWARDED_ON_WORD: lambda _told, _labels: _(
        "Borgeren sendte klagen direkte til forvaltningen"
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
    CaseEvent.NOTE_WRITTEN: _noted,
    CaseEvent.FEEDBACK_GIVEN: _answered,
}
