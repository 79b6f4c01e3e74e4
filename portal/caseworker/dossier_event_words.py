"""What was done with dossiers, as a case's log says it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Protocol

from flask_babel import gettext as _

from portal.domain.audit_events import CaseEvent
from portal.web.formatting import long_date


class Labels(Protocol):
    """The municipality's labels in the reader's language."""

    def label(self, kind: str, code: str) -> str: ...

    def recipient(self, code: str) -> str: ...


def dossier_event_text(event: CaseEvent, told: dict[str, str], labels: Labels) -> str:
    """One act in a dossier as a sentence. Raises KeyError for an event of another kind."""
    name = {"administration": labels.label("administration", told["administration"])}
    due = long_date(date.fromisoformat(told["due"])) if "due" in told else ""
    words = {
        CaseEvent.ANSWER_ENTERED: _("Skrev svaret fra %(administration)s ind", **name),
        CaseEvent.ANSWER_POSTPONED: _(
            "Gav %(administration)s frist til den %(day)s: %(reason)s",
            **name,
            day=due,
            reason=told.get("reason", ""),
        ),
        CaseEvent.MORE_TIME_REFUSED: _(
            "Sagde nej til længere tid til %(administration)s: %(reason)s",
            **name,
            reason=told.get("reason", ""),
        ),
        CaseEvent.ANSWER_ENOUGH: _("Vurderede svaret fra %(administration)s: det er nok", **name),
        CaseEvent.ASKED_AGAIN: _(
            "Spurgte %(administration)s igen, med svar senest %(day)s", **name, day=due
        ),
        CaseEvent.DOSSIER_REPLIED: _("Svarede på et spørgsmål fra %(administration)s", **name),
        CaseEvent.DOSSIER_CALLED_OFF: _(
            "Venter ikke længere på svar fra %(administration)s", **name
        ),
        CaseEvent.RECIPIENT_ADDED: _(
            "Gav en modtager mere i %(administration)s det sendte", **name
        ),
        CaseEvent.RECIPIENT_REMOVED: _(
            "Tog det sendte fra en modtager i %(administration)s", **name
        ),
        CaseEvent.FOLLOW_UP_ASKED: _(
            "Spurgte %(administration)s, hvad den har gjort, med svar senest %(day)s",
            **name,
            day=due,
        ),
        CaseEvent.FOLLOW_UP_ENTERED: _("Skrev opfølgningen fra %(administration)s ind", **name),
        CaseEvent.FOLLOW_UP_REGISTERED: _(
            "Registrerede opfølgningen fra %(administration)s", **name
        ),
    }[event]
    note = f": {told['note']}" if told.get("note") else ""
    return f"{words} ({told['dossier']}){note}"


def _moved(told: dict[str, str], labels: Labels) -> str:
    return _(
        "Flyttede forhold %(number)s til %(body)s: %(reason)s",
        number=told["matter"],
        body=labels.recipient(told["body"]),
        reason=told["reason"],
    )


def _move_corrected(told: dict[str, str], _labels: Labels) -> str:
    holder = {
        "unit": _("enheden"),
        "administration": _("en forvaltning"),
        "reporter": _("indberetteren"),
    }[told["rests_with"]]
    return _(
        "Rettede, hvem sagen beror på: %(holder)s siden den %(day)s. %(reason)s",
        holder=holder,
        day=long_date(date.fromisoformat(told["since"])),
        reason=told["reason"],
    )


def _compared(told: dict[str, str], _labels: Labels) -> str:
    return _(
        "Sammenlignede det, der skal sendes om forhold %(number)s, med indberetterens identitet",
        number=told["matter"],
    )


_IN_A_DOSSIER_ONLY = (
    CaseEvent.MORE_TIME_REFUSED,
    CaseEvent.ANSWER_ENOUGH,
    CaseEvent.ASKED_AGAIN,
    CaseEvent.DOSSIER_REPLIED,
    CaseEvent.DOSSIER_CALLED_OFF,
    CaseEvent.RECIPIENT_ADDED,
    CaseEvent.RECIPIENT_REMOVED,
    CaseEvent.FOLLOW_UP_ASKED,
    CaseEvent.FOLLOW_UP_ENTERED,
    CaseEvent.FOLLOW_UP_REGISTERED,
)
# What is written down of the hearing of administrations, each as a sentence.
DOSSIER_EVENTS: dict[CaseEvent, Callable[[dict[str, str], Labels], str]] = {
    **{event: partial(dossier_event_text, event) for event in _IN_A_DOSSIER_ONLY},
    CaseEvent.MATTER_MOVED: _moved,
    CaseEvent.MOVE_CORRECTED: _move_corrected,
    CaseEvent.IDENTITY_COMPARED: _compared,
}
