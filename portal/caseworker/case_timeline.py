"""A case as a line in time: what happened, what is due, and how each date was computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.caseworker.hearing_words import (
    act_on_the_line,
    administration_label,
    heard_dossiers,
)
from portal.domain.case_file import CaseFile
from portal.domain.deadlines import (
    Limit,
    LimitKind,
    acknowledgement_limit,
    answer_limit,
    extended_limit,
    feedback_limit,
)
from portal.domain.dialogue import Entry, EntryKind
from portal.domain.dossier import ActKind, Awaits, Dossier
from portal.domain.matter import Forwarding
from portal.services.casework.read_case import CaseView
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.limit_words import explained
from portal.web.workplace import municipality

_OWED_BY_THE_UNIT = (LimitKind.FEEDBACK, LimitKind.EXTENDED_FEEDBACK)
_SETS_A_DAY = (ActKind.MORE_TIME_GIVEN, ActKind.ASKED_AGAIN, ActKind.FOLLOW_UP_ASKED)


@dataclass(frozen=True)
class Step:
    """`state` is done, current, coming or overdue; `explained` says how a date was computed."""

    date: dt.date
    state: str
    heading: str
    text: str = ""
    id: str | None = None
    explained: list[str] = field(default_factory=list)
    act_by: dt.date | None = None


def case_timeline(view: CaseView, today: dt.date) -> list[Step]:
    """Everything with a date in a case, oldest first, today among it."""
    file = view.file
    return in_order(
        [
            *_receipt(file),
            *_feedback(file, today),
            *_questions(view, today),
            *_forwardings(view, today),
            *dossier_steps(view, today),
            *set_aside_until(file, today),
            *end_of_case(view),
        ],
        today,
    )


def in_order(steps: Iterable[Step], today: dt.date) -> list[Step]:
    """The steps, oldest first, today among them."""
    steps = [*steps, Step(today, "current", _("I dag"))]
    # What is due today comes after today's line: there is still time.
    return sorted(steps, key=lambda step: (step.date, step.state in ("coming", "overdue")))


def _receipt(file: CaseFile) -> Iterator[Step]:
    facts = file.facts
    limit = acknowledgement_limit(facts.received_on)
    heading = _("Modtaget")
    if facts.acknowledged_on == facts.received_on:
        heading = _("Modtaget og bekræftet")
    yield Step(facts.received_on, "done", heading, explained=explained(limit, for_the_lawyer=True))


def _feedback(file: CaseFile, today: dt.date) -> Iterator[Step]:
    facts = file.facts
    given = [entry for entry in file.entries if entry.kind is EntryKind.FEEDBACK]
    for entry in given:
        interim = entry.facts.get("interim") == "yes"
        yield Step(entry.on, "done", _("Foreløbig feedback") if interim else _("Endelig feedback"))
    first = feedback_limit(facts.received_on, facts.acknowledged_on)
    runs = facts.due == first.statutory
    met = given[0].on if given else None
    heading = _("Feedback senest (3 måneder)")
    yield _limit_step(first, heading, today, runs=runs, met_on=met, id="feedback-due")
    for entry in file.entries:
        if entry.kind is EntryKind.EXTENSION:
            yield Step(entry.on, "done", _("Tiden til feedback blev forlænget"), entry.text)
    if facts.extended_due is not None:
        second = extended_limit(facts.received_on, facts.acknowledged_on)
        final = [entry.on for entry in given if entry.facts.get("interim") != "yes"]
        # The second date is coming whether or not the first has been met.
        pending = facts.due is not None
        yield _limit_step(
            second,
            _("Endelig feedback senest (6 måneder)"),
            today,
            runs=pending,
            met_on=final[0] if final else None,
        )


def _limit_step(
    limit: Limit,
    heading: str,
    today: dt.date,
    *,
    runs: bool,
    met_on: dt.date | None = None,
    id: str | None = None,  # noqa: A002 (the page's own word)
) -> Step:
    if runs and limit.statutory < today:
        state = "overdue"
    elif runs:
        state = "coming"
    else:
        state = "done" if met_on is not None or limit.statutory < today else "coming"
    return Step(
        limit.statutory,
        state,
        heading,
        _how_it_stands(limit, today, runs=runs, met_on=met_on),
        id,
        explained(limit, for_the_lawyer=True),
        limit.act_by if state == "coming" and limit.kind in _OWED_BY_THE_UNIT else None,
    )


def _how_it_stands(limit: Limit, today: dt.date, *, runs: bool, met_on: dt.date | None) -> str:
    if met_on is not None and met_on > limit.statutory:
        return _("Blev givet for sent, den %(day)s.", day=long_date(met_on))
    if met_on is not None:
        return _("Givet den %(day)s.", day=long_date(met_on))
    if not runs:
        return _("Løber ikke: alle forhold er afvist, eller sagen er afsluttet.")
    left = (limit.statutory - today).days
    if left < 0:
        return ngettext("%(num)d dag over fristen", "%(num)d dage over fristen", -left)
    return ngettext("%(num)d dag tilbage", "%(num)d dage tilbage", left) if left else _("I dag")


def _questions(view: CaseView, today: dt.date) -> Iterator[Step]:
    waiting = {entry.id for entry in view.waiting}
    for entry in view.file.entries:
        if entry.due is None or entry.id not in waiting:
            continue
        limit = answer_limit(LimitKind.REPORTER_ANSWER, entry.on, entry.due)
        yield _limit_step(limit, _asked(entry), today, runs=True)


def _asked(entry: Entry) -> str:
    if entry.kind is EntryKind.OFFER:
        return _("Indberetteren svarer på tilbuddet senest")
    if entry.kind is EntryKind.CONSENT_ASKED:
        return _("Indberetteren svarer på spørgsmålet om samtykke senest")
    if entry.kind is EntryKind.OTHER_DOOR:
        return _("Indberetteren svarer på, om sagen er en klage, senest")
    return _("Indberetteren svarer på spørgsmålet senest")


def _forwardings(view: CaseView, today: dt.date) -> Iterator[Step]:
    for matter in view.file.matters:
        for sent in matter.forwardings:
            if sent.dossier:
                continue
            label = municipality().label("administration", sent.administration, locale())
            told = {"number": matter.ordinal, "administration": label}
            yield Step(
                sent.sent_on,
                "done",
                _("Forhold %(number)d sendt til %(administration)s", **told),
                _postponements(sent),
            )
            if sent.answered_on is not None:
                heading = _("Svar fra %(administration)s om forhold %(number)d", **told)
                yield Step(sent.answered_on, "done", heading)
            elif sent.awaits_answer:
                begins = sent.postponed[-1].on if sent.postponed else sent.sent_on
                limit = answer_limit(LimitKind.ADMINISTRATION_ANSWER, begins, sent.due)
                heading = _("Svar fra %(administration)s om forhold %(number)d senest", **told)
                yield _limit_step(limit, heading, today, runs=True)


def dossier_steps(view: CaseView, today: dt.date) -> Iterator[Step]:
    """Every round with its answer, the follow-up, and the day by which something is owed now."""
    for heard in heard_dossiers(view, today):
        told = {
            "number": heard.matter.ordinal,
            "administration": administration_label(heard.dossier.administration),
        }
        of_adviser = heard.dossier.of_adviser
        heading = _("Forhold %(number)d sendt til %(administration)s", **told)
        if of_adviser:
            heading = _("Sendt til %(administration)s", **told)
        if heard.forwarding.outside_scheme:
            heading = _(
                "Forhold %(number)d givet videre til %(administration)s uden for ordningen", **told
            )
        postponed = _postponements(heard.forwarding)
        yield Step(heard.dossier.sent_on, "done", heading, postponed)
        for act in heard.dossier.acts:
            if words := act_on_the_line(act, told, of_adviser=of_adviser):
                yield Step(act.on, "done", words)
        if heard.dossier.due_now is not None:
            yield _owed(heard.dossier, heard.dossier.due_now, today, told)


def _owed(dossier: Dossier, due: dt.date, today: dt.date, told: dict[str, Any]) -> Step:
    set_on = [act.on for act in dossier.acts if act.kind in _SETS_A_DAY]
    begins = set_on[-1] if set_on else dossier.sent_on
    limit = answer_limit(LimitKind.ADMINISTRATION_ANSWER, begins, due)
    heading = _("Svar fra %(administration)s om forhold %(number)d senest", **told)
    if dossier.of_adviser:
        heading = _("Svar fra %(administration)s senest", **told)
    elif dossier.awaits is Awaits.FOLLOW_UP:
        heading = _("Opfølgning fra %(administration)s på forhold %(number)d senest", **told)
    return _limit_step(limit, heading, today, runs=True)


def _postponements(sent: Forwarding) -> str:
    return " ".join(
        _(
            "Fristen den %(was_due)s blev flyttet den %(day)s: %(reason)s",
            was_due=long_date(later.was_due),
            day=long_date(later.on),
            reason=later.reason,
        )
        for later in sent.postponed
    )


def set_aside_until(file: CaseFile, today: dt.date) -> Iterator[Step]:
    """The day on which a case that was set aside is to come up again."""
    until = file.set_aside_until
    if file.set_aside is not None and until is not None and until > today:
        yield Step(until, "coming", _("Sagen skal frem igen"), file.set_aside.reason)


def end_of_case(view: CaseView) -> Iterator[Step]:
    """When a case was closed, and from when it may be erased."""
    if view.file.facts.closed_on is not None:
        yield Step(view.file.facts.closed_on, "done", _("Afsluttet"))
    if view.erase_after is not None:
        yield Step(view.erase_after, "coming", _("Kan slettes fra"))
