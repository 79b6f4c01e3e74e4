"""What of a dossier shows in the matter it belongs to, and whose move the case is by it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from portal.domain.dossier import CALLS_ON_THE_UNIT, ActKind, Awaits, Dossier, Stage
from portal.domain.matter import Forwarding, Matter, Postponement


def matter_heard(matter: Matter, dossiers: Mapping[str, Dossier]) -> Matter:
    """The matter with each forwarding as its dossier (by id in hex) has it now."""
    heard = tuple(
        _forwarding_heard(sent, dossiers[sent.dossier]) if sent.dossier in dossiers else sent
        for sent in matter.forwardings
    )
    return replace(matter, forwardings=heard)


def follow_up_came(dossiers: Iterable[Dossier]) -> bool:
    """Whether an administration told what it did and nobody has registered it yet."""
    return any(dossier.stage is Stage.FOLLOW_UP_CAME for dossier in dossiers)


def calls_on_the_unit(dossiers: Iterable[Dossier]) -> int:
    """How often administrations gave the unit something to do: with the reporter's words, what ends
    a time for which a case was set aside."""
    return sum(
        act.kind in CALLS_ON_THE_UNIT and not act.by_unit for one in dossiers for act in one.acts
    )


def _forwarding_heard(sent: Forwarding, dossier: Dossier) -> Forwarding:
    awaited = dossier.awaits is Awaits.ANSWER
    called_off = [act.on for act in dossier.acts if act.kind is ActKind.CALLED_OFF]
    answer = dossier.answer
    return replace(
        sent,
        text=dossier.text,
        due=_due_of_answer(dossier) or sent.due,
        answered_on=None if awaited or answer is None else answer.on,
        answer="" if awaited or answer is None else answer.text,
        called_off_on=called_off[-1] if called_off else None,
        postponed=_postponed(dossier),
        waits_for_unit=dossier.waits_for_unit and dossier.stage is not Stage.FOLLOW_UP_CAME,
    )


def _due_of_answer(dossier: Dossier) -> date | None:
    set_by = (ActKind.MORE_TIME_GIVEN, ActKind.ASKED_AGAIN)
    days = [act.due for act in dossier.acts if act.kind in set_by and act.due]
    return days[-1] if days else dossier.due


def _postponed(dossier: Dossier) -> tuple[Postponement, ...]:
    found, due = [], dossier.due
    for act in dossier.acts:
        if act.kind is ActKind.MORE_TIME_GIVEN and act.due and due:
            found.append(Postponement(act.on, due, act.text))
        if act.kind in (ActKind.MORE_TIME_GIVEN, ActKind.ASKED_AGAIN) and act.due:
            due = act.due
    return tuple(found)
