"""The forms by which it is written down what leaves the unit by another way than the portal."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from portal.caseworker.closing_forms import REASON_LIMIT
from portal.caseworker.disclosure_forms import ground_text
from portal.caseworker.lock_questions import identity_question, reveal_question
from portal.domain.deadlines import answer_due
from portal.domain.disclosure import DisclosureGround
from portal.domain.matter import Matter
from portal.services.dossiers.move_matter import Move
from portal.staff.fields import YES, day, labelled, listed, long_text, select
from portal.staff.pages import locale
from portal.staff.written_form import SentOnce
from portal.web.workplace import municipality, workplace

_CHOOSE = _l("Vælg …")
_IN_THE_TEXT = _l("I teksten eller i det, der følger med den.")


def letter_to_fill_in() -> str:
    """The text to an administration as it is proposed, with a gap for the matter itself."""
    return _(
        "Whistleblowerenheden beder jer undersøge følgende forhold og sende os resultatet med"
        " dokumentation:\n\n\n\nI tilrettelægger selv undersøgelsen. Oplysningerne er omfattet"
        " af den særlige tavshedspligt i § 25 i lov om beskyttelse af whistleblowere, som også"
        " gælder for jer. I må ikke forsøge at finde ud af, hvem oplysningerne kommer fra."
    )


def _bodies() -> list[SelectChoice]:
    """Other authorities first: without consent the law asks which of the two a body is."""
    known = municipality()
    groups = {True: _("Andre offentlige myndigheder"), False: _("Kommunens egne")}
    return [
        SelectChoice("", _CHOOSE),
        *(
            SelectChoice(code, label, optgroup=name)
            for other, name in groups.items()
            for code, label in known.choices("body", locale())
            if known.is_other_authority(code) is other
        ),
    ]


def _grounds() -> list[SelectChoice]:
    pairs = [(ground, ground_text(ground)) for ground in DisclosureGround]
    return listed([("", _l("Ikke nødvendigt her")), *pairs])


class ForwardElsewhereForm(SentOnce):
    administration = select(
        _l("Forvaltning"),
        labelled("administration", _CHOOSE),
        _l("Vælg den forvaltning, der skal undersøge forholdet."),
    )
    text = long_text(
        _l("Teksten til forvaltningen"),
        _l("Skriv den tekst, forvaltningen får."),
        description=_l(
            "Din egen tekst, aldrig indberetningen selv. Nævn også de bilag, der følger med."
        ),
    )
    contains_identity = identity_question(_IN_THE_TEXT)
    may_reveal = reveal_question()
    due = day(_l("Svar senest"), _l("Vælg den dag, forvaltningen skal have svaret."))

    def validate_text(self, field: Field) -> None:
        if (field.data or "").split() == letter_to_fill_in().split():
            raise ValidationError(_l("Skriv i teksten, hvad forvaltningen skal undersøge."))


class OtherBodyForm(SentOnce):
    body = select(_l("Instans"), _bodies, _l("Vælg, hvor forholdet flyttes hen."))
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor forholdet hører til der."),
        limit=REASON_LIMIT,
        description=_l(
            "Hvorfor forholdet hører til der. Den står i sagens log og i registret over"
            " videregivelser."
        ),
    )
    sent = long_text(
        _l("Det, der sendes"),
        _l("Skriv, hvad der sendes."),
        description=_l(
            "Teksten selv, eller hvad den handler om, og de bilag, der følger med. Send ikke mere,"
            " end modtageren har brug for, og skriv, at tavshedspligten i § 25 i lov om beskyttelse"
            " af whistleblowere også gælder for modtageren."
        ),
    )
    contains_identity = identity_question(_IN_THE_TEXT)
    may_reveal = reveal_question()
    ground = select(_l("Formål"), _grounds)
    unannounced_because = long_text(
        _l("Hvorfor får indberetteren ikke besked først?"),
        limit=REASON_LIMIT,
        description=_l(
            "Kun hvis en besked ville bringe undersøgelsen eller en retssag i fare (§ 26, stk. 4)."
            " Er beskeden givet, skal der ikke stå noget her."
        ),
    )

    def planned(self) -> Move:
        """The move as it was written down, once the form is good."""
        return Move(
            body=self.body.data,
            reason=self.reason.data,
            sent=self.sent.data,
            contains_identity=self.contains_identity.data == YES,
            may_reveal=self.may_reveal.data == YES,
            ground=DisclosureGround(self.ground.data) if self.ground.data else None,
            unannounced_because=self.unannounced_because.data or "",
        )


def blank_forwarding_elsewhere(matter: Matter | None) -> ForwardElsewhereForm:
    """The letter as it is proposed: to the matter's own administration, in the usual time."""
    days = municipality().limits.administration_answer_days
    return ForwardElsewhereForm(
        administration=matter.administration if matter else "",
        due=answer_due(workplace().today(), days),
        text=letter_to_fill_in(),
    )
