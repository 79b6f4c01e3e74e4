"""The forms by which a contact person acts in a dossier, and which of them there are now."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Label, MultipleFileField

from portal.domain.dossier import ANYWHERE, STAGES, ActKind
from portal.services.dossiers.read_dossier import DossierView
from portal.staff.fields import day, late_select, listed, long_text
from portal.staff.written_form import SentOnce

_ACCOUNT = r"[0-9a-f]{32}"
_FILES_AS_THEY_ARE = _l(
    "Du kan vælge flere. Filerne går til enheden, som de er: skjulte oplysninger, navne og"
    " kommentarer i dem bliver ikke fjernet."
)


class QuestionForm(SentOnce):
    text = long_text(
        _l("Dit spørgsmål"),
        _l("Skriv dit spørgsmål."),
        description=_l("Enheden svarer her på siden. Fristen for jeres svar løber videre imens."),
    )


class MoreTimeForm(SentOnce):
    due = day(_l("Ny frist, du beder om"), _l("Vælg den dag, du beder om."))
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor I har brug for længere tid."),
        description=_l("Enheden svarer ja eller nej. Indtil da gælder den frist, der er sat."),
    )


class AnswerForm(SentOnce):
    result = long_text(
        _l("Resultatet af undersøgelsen"),
        _l("Skriv, hvad undersøgelsen har vist."),
        description=_l(
            "Skriv, hvad I har undersøgt og hvordan, og hvad det har vist. Den, det handler om,"
            " skal anses for uskyldig, indtil det modsatte er vist."
        ),
    )
    planned = long_text(
        _l("Planlagt opfølgning"),
        description=_l("Hvad har I gjort, hvad vil I gøre, og hvornår?"),
    )
    files = MultipleFileField(_l("Dokumentation"), description=_FILES_AS_THEY_ARE)

    def speak_to_the_citizen(self) -> None:
        """Ask for an answer that the citizen reads herself."""
        field: Any = self.result
        field.label = Label(field.id, _("Jeres svar til borgeren"))
        field.description = _(
            "Skriv, hvad I har fundet ud af, hvad I gør ved det, og hvor borgeren kan henvende sig."
            " Borgeren læser det, som det står."
        )


class FollowUpForm(SentOnce):
    text = long_text(
        _l("Det, I har gjort"),
        _l("Skriv, hvad I har gjort."),
        description=_l(
            "Skriv også, hvad I vil gøre og hvornår. Det kan indgå i det svar, som den, der har"
            " skrevet, får."
        ),
    )
    files = MultipleFileField(_l("Filer"), description=_FILES_AS_THEY_ARE)


class HandOverForm(SentOnce):
    colleague = late_select(_l("Kollega"), _ACCOUNT, _l("Vælg en på listen."))
    note = long_text(
        _l("Besked"),
        description=_l("Enheden og alle i forvaltningen, der har forsendelsen, kan læse den."),
    )

    def offer(self, view: DossierView) -> None:
        """The colleagues to whom the unit left it open to be handed on."""
        self.colleague.flags.required = True
        people = [(one.id.hex(), one.name) for one in view.colleagues]
        named = [
            (one, _("%(name)s (har den allerede)", name=name) if one in view.holders else name)
            for one, name in people
        ]
        self.colleague.choices = listed([("", _l("Vælg …")), *named])


FORMS: Mapping[str, type[SentOnce]] = {
    "question": QuestionForm,
    "more-time": MoreTimeForm,
    "answer": AnswerForm,
    "follow-up": FollowUpForm,
    "hand-over": HandOverForm,
}
WITH_FILES = ("answer", "follow-up")
_ACTS = {
    "question": ActKind.QUESTION,
    "more-time": ActKind.MORE_TIME_ASKED,
    "answer": ActKind.ANSWER,
    "follow-up": ActKind.FOLLOW_UP,
    "hand-over": ActKind.HANDED_OVER,
}


def allowed_forms(view: DossierView) -> frozenset[str]:
    """The forms that a dossier's page has as it stands."""
    stage = view.dossier.stage
    possible = {name for name, kind in _ACTS.items() if kind in ANYWHERE or (stage, kind) in STAGES}
    if not view.colleagues:
        possible.discard("hand-over")
    return frozenset(possible)
