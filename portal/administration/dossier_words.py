"""A dossier in words for who answers it: how far it is, and what has happened in it.

What the unit did is the unit's: which of its members did it is nobody's business outside of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import Act, ActKind, Dossier, Stage
from portal.staff.pages import locale
from portal.web.workplace import municipality

# Who else was given it stands on the page as it is now, and who opened it is the unit's to know.
_UNSEEN = frozenset({ActKind.OPENED, ActKind.RECIPIENT_ADDED, ActKind.RECIPIENT_REMOVED})


@dataclass(frozen=True)
class ShownAct:
    """An act as she may see it. `who` is the unit, a colleague or herself; `to` are names."""

    kind: ActKind
    heading: str
    who: str
    by_unit: bool
    on: date
    text: str
    planned: str
    due: date | None
    to: tuple[str, ...]
    files: tuple[AttachedFile, ...]


def shown_acts(dossier: Dossier, account: str, names: Mapping[str, str]) -> tuple[ShownAct, ...]:
    """What has happened since it was sent, oldest first. `account` is the reader's id in hex,
    `names` those of her colleagues by theirs."""
    unit = unit_name(dossier)
    return tuple(
        _shown(act, account, names, unit) for act in dossier.acts if act.kind not in _UNSEEN
    )


def unit_name(dossier: Dossier) -> str:
    """What the unit is called in the reader's language: in a complaint it is the citizens'
    adviser."""
    known = municipality()
    return (known.office if dossier.of_adviser else known.unit).text(locale())


def subject_text(dossier: Dossier) -> str:
    """What a dossier is, in a few words."""
    if dossier.of_adviser and dossier.stage in _IN_A_COMPLAINT:
        return str(_IN_A_COMPLAINT[dossier.stage])
    return {
        Stage.AWAITED: _("Undersøgelse, der skal besvares"),
        Stage.ANSWERED: _("Undersøgelse, der er besvaret"),
        Stage.FOLLOW_UP_AWAITED: _("Opfølgning, der skal oplyses"),
        Stage.FOLLOW_UP_CAME: _("Opfølgning, der er oplyst"),
        Stage.CONCLUDED: _("Undersøgelse og opfølgning"),
        Stage.PASSED_ON: _("Givet videre uden for ordningen"),
    }.get(dossier.stage, _("Undersøgelse"))


_IN_A_COMPLAINT = {
    Stage.AWAITED: _l("Klage, der skal besvares"),
    Stage.ANSWERED: _l("Klage, der er besvaret"),
}


_TO_THE_CITIZEN = {
    Stage.AWAITED: _l("Borgeren venter på jeres svar"),
    Stage.ANSWERED: _l("Besvaret: borgeren kan læse svaret"),
}


def stage_text(dossier: Dossier) -> str:
    """How far a dossier is, in words."""
    if dossier.stage is Stage.AWAITED and dossier.open_question:
        return _("I har spurgt enheden og venter på svar")
    if dossier.stage is Stage.AWAITED and dossier.time_wanted:
        return _("I har bedt om længere tid")
    if dossier.citizen_reads and dossier.stage in _TO_THE_CITIZEN:
        return str(_TO_THE_CITIZEN[dossier.stage])
    return {
        Stage.AWAITED: _("Enheden venter på jeres svar"),
        Stage.ANSWERED: _("Besvaret: enheden vurderer svaret"),
        Stage.ENOUGH: _("Enheden har fået det, den skal bruge"),
        Stage.CALLED_OFF: _("Enheden venter ikke længere på svar"),
        Stage.FOLLOW_UP_AWAITED: _("Enheden spørger, hvad I har gjort"),
        Stage.FOLLOW_UP_CAME: _("I har oplyst, hvad I har gjort"),
        Stage.CONCLUDED: _("Afsluttet: opfølgningen er registreret"),
        Stage.PASSED_ON: _("Der ventes ikke på noget svar"),
    }[dossier.stage]


def late_text(days: int) -> str:
    """How late something is."""
    return ngettext("%(num)d dag forsinket", "%(num)d dage forsinket", days)


def _shown(act: Act, account: str, names: Mapping[str, str], unit: str) -> ShownAct:
    return ShownAct(
        kind=act.kind,
        heading=_heading(act),
        who=unit if act.by_unit else _who(act, account),
        by_unit=act.by_unit,
        on=act.on,
        text=act.text,
        planned=act.planned,
        due=act.due,
        to=tuple(_("Dig") if one == account else names.get(one, _("en kollega")) for one in act.to),
        files=act.files,
    )


def _who(act: Act, account: str) -> str:
    return _("Dig") if act.by == account else act.name


def _heading(act: Act) -> str:
    return {
        ActKind.QUESTION: _("Spørgsmål til enheden"),
        ActKind.MORE_TIME_ASKED: _("Ønske om længere tid"),
        ActKind.ANSWER: _("Svar, skrevet ind af enheden") if act.by_unit else _("Svar"),
        ActKind.FOLLOW_UP: (
            _("Opfølgning, skrevet ind af enheden") if act.by_unit else _("Opfølgning")
        ),
        ActKind.HANDED_OVER: _("Givet til en kollega"),
        ActKind.REPLY: _("Enhedens svar på spørgsmålet"),
        ActKind.MORE_TIME_GIVEN: _("I har fået længere tid"),
        ActKind.MORE_TIME_REFUSED: _("Nej til længere tid"),
        ActKind.ASKED_AGAIN: _("Enheden spørger igen"),
        ActKind.ENOUGH: _("Enheden har fået det, den skal bruge"),
        ActKind.CALLED_OFF: _("Enheden venter ikke længere på svar"),
        ActKind.FOLLOW_UP_ASKED: _("Enheden spørger, hvad I har gjort"),
        ActKind.FOLLOW_UP_REGISTERED: _("Opfølgningen er registreret"),
    }[act.kind]
