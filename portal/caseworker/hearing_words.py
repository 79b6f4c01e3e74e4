"""A dossier as the case's page shows it: how far it is, who has it, and what can be done now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.domain.account import Account
from portal.domain.case_status import CaseState
from portal.domain.dossier import (
    STAGES,
    Act,
    ActKind,
    Awaits,
    Dossier,
    Stage,
)
from portal.domain.dossier_acts import FOLLOW_UPS_ASKED_AT_MOST
from portal.domain.matter import Forwarding, Matter
from portal.services.casework.read_case import CaseView
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality

# What can still be done once a case is closed.
_ALSO_IN_A_CLOSED_CASE = frozenset(
    {"dossier-follow-up-ask", "dossier-follow-up-register", "dossier-follow-up-enter"}
)
_ACTS = {
    "dossier-enough": ActKind.ENOUGH,
    "dossier-ask-again": ActKind.ASKED_AGAIN,
    "dossier-more-time": ActKind.MORE_TIME_GIVEN,
    "dossier-answer": ActKind.ANSWER,
    "dossier-follow-up-ask": ActKind.FOLLOW_UP_ASKED,
    "dossier-follow-up-register": ActKind.FOLLOW_UP_REGISTERED,
    "dossier-follow-up-enter": ActKind.FOLLOW_UP,
}


@dataclass(frozen=True)
class HeardDossier:
    """A dossier with its matter. `days_late` is how far what is awaited now is past its day, 0 when
    it is not; `allowed` names the forms that the page has for it now."""

    dossier: Dossier
    matter: Matter
    forwarding: Forwarding
    holders: tuple[Account, ...]
    may_receive: tuple[Account, ...]
    open_to: tuple[Account, ...]
    days_late: int
    allowed: frozenset[str]

    @property
    def ordinal(self) -> str:
        """What the forms about it are told apart by: its number."""
        return self.dossier.number

    def has_opened(self, account: Account) -> bool:
        return self.dossier.opened_by(account.id.hex())


def heard_dossiers(view: CaseView, today: date) -> tuple[HeardDossier, ...]:
    """Every dossier of a case, in the order in which they were sent."""
    places = {
        sent.dossier: (matter, sent) for matter in view.file.matters for sent in matter.forwardings
    }
    return tuple(
        _heard(view, dossier, *places[dossier.id], today)
        for dossier in view.file.dossiers
        if dossier.id in places
    )


def heard_dossier(view: CaseView, number: str, today: date) -> HeardDossier | None:
    """The dossier with this number, or None."""
    found = heard_dossiers(view, today)
    return next((one for one in found if one.dossier.number == number), None)


def administration_label(code: str) -> str:
    """An administration's name in the reader's language; of one that is no more, its code."""
    known = municipality()
    return known.label("administration", code, locale()) if _is_known(code) else code


def stage_text(dossier: Dossier) -> str:
    """How far a dossier is, in words."""
    if dossier.open_question and dossier.waits_for_unit:
        return _("Forvaltningen har spurgt og venter på svar")
    if dossier.time_wanted and dossier.waits_for_unit:
        return _("Forvaltningen beder om længere tid")
    return {
        Stage.AWAITED: _("Svar ventes"),
        Stage.ANSWERED: _("Besvaret: svaret skal vurderes"),
        Stage.ENOUGH: _("Svaret er vurderet og er nok"),
        Stage.CALLED_OFF: _("Der ventes ikke længere på svar"),
        Stage.FOLLOW_UP_AWAITED: _("Der er spurgt, hvad forvaltningen har gjort"),
        Stage.FOLLOW_UP_CAME: _("Forvaltningen har oplyst, hvad den har gjort"),
        Stage.CONCLUDED: _("Afsluttet: opfølgningen er registreret"),
        Stage.PASSED_ON: _("Givet videre uden for ordningen"),
    }[dossier.stage]


def act_heading(act: Act) -> str:
    """What an act is, as the heading of its entry in the conversation."""
    return {
        ActKind.OPENED: _("Bekræftede tavshedspligten og åbnede"),
        ActKind.QUESTION: _("Spørgsmål til enheden"),
        ActKind.MORE_TIME_ASKED: _("Ønske om længere tid"),
        ActKind.ANSWER: _("Svar, skrevet ind af enheden") if act.by_unit else _("Svar"),
        ActKind.FOLLOW_UP: (
            _("Opfølgning, skrevet ind af enheden") if act.by_unit else _("Opfølgning")
        ),
        ActKind.HANDED_OVER: _("Givet til en kollega"),
        ActKind.REPLY: _("Enhedens svar på spørgsmålet"),
        ActKind.MORE_TIME_GIVEN: _("Længere tid"),
        ActKind.MORE_TIME_REFUSED: _("Nej til længere tid"),
        ActKind.ASKED_AGAIN: _("Spurgt igen"),
        ActKind.ENOUGH: _("Svaret er nok"),
        ActKind.RECIPIENT_ADDED: _("Givet til en modtager mere"),
        ActKind.RECIPIENT_REMOVED: _("Taget fra en modtager"),
        ActKind.CALLED_OFF: _("Kaldt tilbage: der ventes ikke på svar"),
        ActKind.FOLLOW_UP_ASKED: _("Spurgt, hvad forvaltningen har gjort"),
        ActKind.FOLLOW_UP_REGISTERED: _("Opfølgningen er registreret"),
    }[act.kind]


def act_on_the_line(act: Act, told: dict[str, Any], *, of_adviser: bool = False) -> str:
    """What an act is called on a case's line in time; empty for one that does not stand there.
    `told` has the matter's `number` and the name of the `administration`; a case of the citizens'
    adviser (`of_adviser`) has no matters to tell apart."""
    if of_adviser:
        return _in_a_complaint(told).get(act.kind, "")
    words = {
        ActKind.ANSWER: _("Svar fra %(administration)s om forhold %(number)d", **told),
        ActKind.ASKED_AGAIN: _("%(administration)s spurgt igen om forhold %(number)d", **told),
        ActKind.FOLLOW_UP_ASKED: _(
            "%(administration)s bedt om opfølgning på forhold %(number)d", **told
        ),
        ActKind.FOLLOW_UP: _("Opfølgning fra %(administration)s på forhold %(number)d", **told),
    }
    return words.get(act.kind, "")


def _in_a_complaint(told: dict[str, Any]) -> dict[ActKind, str]:
    return {
        ActKind.ANSWER: _("Svar fra %(administration)s", **told),
        ActKind.ASKED_AGAIN: _("%(administration)s spurgt igen", **told),
        ActKind.FOLLOW_UP_ASKED: _("%(administration)s bedt om opfølgning", **told),
        ActKind.FOLLOW_UP: _("Opfølgning fra %(administration)s", **told),
    }


def follow_ups_told(view: CaseView) -> list[tuple[str, Act]]:
    """What administrations told of what they did, as it can be taken over into the feedback: the
    words it is introduced by, and the act."""
    return [
        (
            _(
                "%(name)s har den %(day)s oplyst:",
                name=administration_label(dossier.administration),
                day=long_date(act.on),
            ),
            act,
        )
        for dossier in view.file.dossiers
        for act in dossier.follow_ups
    ]


def hearing_steps(view: CaseView, today: date) -> list[tuple[str, str]]:
    """What the unit has to do about dossiers now: in words, with the place where it is done."""
    steps = []
    for heard in heard_dossiers(view, today):
        words = _next_step(heard)
        if words:
            steps.append((words, f"dossier-{heard.dossier.number}"))
    return steps


def _next_step(heard: HeardDossier) -> str:
    dossier = heard.dossier
    name = administration_label(dossier.administration)
    if dossier.stage is Stage.FOLLOW_UP_CAME:
        return _("Registrér det, %(name)s har oplyst om sin opfølgning.", name=name)
    if dossier.stage is Stage.ANSWERED and not heard.matter.finished:
        return _("Vurdér svaret fra %(name)s: er det nok, eller skal I spørge igen?", name=name)
    if dossier.open_question and dossier.waits_for_unit:
        return _("Svar på spørgsmålet fra %(name)s.", name=name)
    if dossier.time_wanted and dossier.waits_for_unit:
        return _("Sig ja eller nej til, at %(name)s får længere tid.", name=name)
    if dossier.awaits is Awaits.FOLLOW_UP and heard.days_late:
        return _(
            "%(name)s har ikke oplyst, hvad den har gjort, inden fristen: spørg igen, eller"
            " registrér det.",
            name=name,
        )
    return ""


def _heard(
    view: CaseView, dossier: Dossier, matter: Matter, sent: Forwarding, today: date
) -> HeardDossier:
    holders = view.dossier_holders.get(dossier.number)
    due = dossier.due_now
    late = max(0, (today - due).days) if due else 0
    return HeardDossier(
        dossier=dossier,
        matter=matter,
        forwarding=sent,
        holders=holders.accounts if holders else (),
        may_receive=holders.may_receive if holders else (),
        open_to=holders.open_to if holders else (),
        days_late=late,
        allowed=_allowed(view.file.facts.state, dossier, matter, late),
    )


def _allowed(state: CaseState, dossier: Dossier, matter: Matter, late: int) -> frozenset[str]:
    possible = {name for name, kind in _ACTS.items() if (dossier.stage, kind) in STAGES}
    if dossier.stage is Stage.AWAITED and dossier.open_question:
        possible.add("dossier-reply")
    if dossier.stage is Stage.AWAITED and dossier.time_wanted:
        possible.add("dossier-refuse-time")
    asked = sum(act.kind is ActKind.FOLLOW_UP_ASKED for act in dossier.acts)
    if asked >= FOLLOW_UPS_ASKED_AT_MOST:
        possible.discard("dossier-follow-up-ask")
    if matter.of_complaint:
        possible |= {"dossier-call-off"} if dossier.stage is Stage.AWAITED else set()
    elif matter.outcome is None:
        possible -= _ALSO_IN_A_CLOSED_CASE
    else:
        # The outcome was set on the answer that is there.
        possible -= {"dossier-ask-again", "dossier-enough"}
    if dossier.stage is Stage.FOLLOW_UP_AWAITED and not late:
        possible.discard("dossier-follow-up-register")
    if state is CaseState.CLOSED:
        possible &= _ALSO_IN_A_CLOSED_CASE
    return frozenset(possible) if state in (CaseState.OPEN, CaseState.CLOSED) else frozenset()


def _is_known(code: str) -> bool:
    return code in municipality().codes("administration")
