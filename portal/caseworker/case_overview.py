"""What a caseworker wants to know before reading: what is next, and which dates run."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.caseworker.assistance_page import assistance_steps
from portal.caseworker.complaint_page import complaint_steps
from portal.caseworker.hearing_words import hearing_steps
from portal.caseworker.party_words import notice_steps
from portal.caseworker.priority_words import Shown, shown
from portal.caseworker.supervision_page import own_motion_steps
from portal.domain.case_status import CaseKind, CaseState
from portal.domain.deadlines import require_extendable
from portal.domain.dialogue import EntryKind, Side, final_feedback_given
from portal.domain.errors import ForbiddenMove
from portal.domain.matter import Forwarding, Matter, PassOn
from portal.domain.priority import Pressure, latest_set_aside
from portal.services.casework.read_case import CaseView
from portal.web.formatting import long_date


@dataclass(frozen=True)
class Step:
    """Something to do now, and the id of where on the page it is done."""

    text: str
    place: str


@dataclass(frozen=True)
class SentMatter:
    """A forwarding with the matter it belongs to; `days_late` past its date, 0 when it is not."""

    matter: Matter
    forwarding: Forwarding
    days_late: int


@dataclass(frozen=True)
class Overview:
    """`priority` says why the case stands where it stands on the worklist; `extendable` whether the
    time for feedback can be extended today."""

    priority: Shown
    steps: tuple[Step, ...]
    sent: tuple[SentMatter, ...]
    reporter_had_last_word: bool
    extendable: bool
    set_aside_until: date | None
    latest_set_aside: date


def overview_of(view: CaseView, today: date) -> Overview:
    """What stands out in a case today."""
    entries = view.file.entries
    said = [one for one in entries[1:] if one.kind is not EntryKind.FORWARDED_ON_WORD]
    last_word = bool(said) and said[-1].side is Side.REPORTER
    sent = tuple(
        SentMatter(matter, forwarding, _days_late(forwarding, today))
        for matter in view.file.matters
        for forwarding in matter.forwardings
    )
    aside = view.file.set_aside_until
    return Overview(
        priority=shown(view.file.facts, today),
        steps=tuple(_steps_of(view, today, last_word)),
        sent=sent,
        reporter_had_last_word=last_word,
        extendable=_extendable(view, today),
        set_aside_until=aside if aside is not None and aside > today else None,
        latest_set_aside=latest_set_aside(today, view.file.facts.due),
    )


def _steps_of(view: CaseView, today: date, last_word: bool) -> list[Step]:
    if view.file.facts.kind is CaseKind.ASSISTANCE:
        return [Step(text, place) for text, place in assistance_steps(view)]
    if view.file.facts.kind is CaseKind.OWN_MOTION:
        return [Step(text, place) for text, place in own_motion_steps(view, today)]
    if view.file.register is None:
        return _steps(view, today, last_word)
    words = _("Læs det, borgeren har skrevet, og svar.")
    steps = [Step(words, "dialogue")] if last_word else []
    if view.file.facts.state is CaseState.CLOSED:
        return steps
    return steps + [Step(text, place) for text, place in complaint_steps(view, today)]


def _extendable(view: CaseView, today: date) -> bool:
    facts = view.file.facts
    if facts.kind is not CaseKind.REPORT:
        return False
    try:
        require_extendable(
            today,
            facts.feedback_due,
            facts.extended_due,
            all_rejected=bool(view.file.matters) and all(m.rejected for m in view.file.matters),
            final_feedback_given=final_feedback_given(view.file.entries),
        )
    except ForbiddenMove:
        return False
    return facts.state is CaseState.OPEN


def _steps(view: CaseView, today: date, last_word: bool) -> list[Step]:
    steps = []
    facts = view.file.facts
    if last_word:
        steps.append(Step(_("Læs det, indberetteren har skrevet, og svar."), "dialogue"))
    steps += [Step(text, place) for text, place in hearing_steps(view, today)]
    if facts.state is CaseState.CLOSED:
        return steps
    if facts.due is not None and facts.due < today:
        steps.append(
            Step(_("Giv feedback nu: fristen er overskredet. Den kan være foreløbig."), "feedback")
        )
    elif (priority := shown(facts, today)).pressure is Pressure.SOON:
        steps.append(Step(priority.reason, "feedback"))
    if not view.file.matters:
        steps.append(Step(_("Del indberetningen op i forhold."), "matters"))
    for matter in view.file.matters:
        steps += _matter_steps(matter, today)
    steps += [
        Step(
            _(
                "Indberetteren har ikke svaret inden %(day)s. Afgør sagen på det, du har, eller"
                " vent lidt endnu.",
                day=long_date(entry.due),
            ),
            "dialogue",
        )
        for entry in view.waiting
        if entry.due is not None and entry.due < today
    ]
    steps += [Step(text, f"party-{number}") for number, text in notice_steps(view, today)]
    return steps + _last_steps(view)


def _last_steps(view: CaseView) -> list[Step]:
    """What is left when every matter is finished."""
    if not view.closing_obstacles:
        return [Step(_("Afslut sagen: alt er på plads."), "closing")]
    if view.closing_obstacles == ("no_feedback",):
        return [Step(_("Giv den endelige feedback: alle forhold er afgjort."), "feedback")]
    return []


def _matter_steps(matter: Matter, today: date) -> list[Step]:
    place = f"matter-{matter.ordinal}"
    number = matter.ordinal
    if matter.triage is None:
        return [Step(_("Vurdér forhold %(number)d.", number=number), place)]
    if matter.rejected:
        if matter.pass_on is PassOn.ACCEPTED:
            text = _(
                "Giv oplysningerne om forhold %(number)d videre: indberetteren har sagt ja.",
                number=number,
            )
            return [Step(text, place)]
        return []
    if matter.outcome is not None:
        return []
    if not matter.forwardings:
        text = _(
            "Send forhold %(number)d til undersøgelse, eller skriv dets udfald.", number=number
        )
        return [Step(text, place)]
    if matter.waits_for_unit:
        # What is to be done about the dossier is said already.
        return []
    if not matter.with_administration:
        return [
            Step(_("Skriv udfaldet af forhold %(number)d: svaret er kommet.", number=number), place)
        ]
    if any(_days_late(forwarding, today) for forwarding in matter.forwardings):
        text = _("Ryk for svar om forhold %(number)d: forvaltningens frist er gået.", number=number)
        return [Step(text, "forwardings")]
    return []


def _days_late(forwarding: Forwarding, today: date) -> int:
    return max(0, (today - forwarding.due).days) if forwarding.awaits_answer else 0
