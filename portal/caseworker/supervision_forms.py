"""The forms about supervision."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from portal.caseworker.supervision_words import LETTER_WORDS, STATE_WORDS, next_states
from portal.domain.supervision import BEGINNINGS, Supervision, SupervisionState
from portal.services.adviser.open_supervision import NewSupervision
from portal.staff.cpr_hint import HintsAtCpr
from portal.staff.fields import (
    YES,
    Matches,
    day,
    day_or_none,
    labelled,
    late_select,
    listed,
    long_text,
    radios,
    select,
    short_text,
    tick,
    yes_or_no,
)
from portal.staff.pages import locale
from portal.staff.written_form import SentOnce
from portal.web.workplace import municipality

NO_DAY = _l("Skriv en dato, eller lad feltet stå tomt.")
A_DAY = _l("Skriv en dato.")
# It is read aloud in the committee, and printed.
TO_THE_COMMITTEE = _l("Står på listen til udvalget. Skriv ingen navne.")
_WHICH = _l("Vælg forvaltningen.")
_WHICH_LETTER = _l("Vælg, om brevet er nyt, eller hvilket det retter.")
_A_STATE = _l("Vælg den nye tilstand.")


def administration_field() -> Any:
    """One of the administrations that the supervision is about."""
    return late_select(_l("Forvaltning"), r"\w{1,30}", _WHICH)


class SubjectForm(HintsAtCpr):
    """What is looked into, and at which administrations."""

    no_cpr_in = ("subject",)

    subject = short_text(
        _l("Emne"), _l("Skriv, hvad tilsynet handler om."), description=TO_THE_COMMITTEE
    )
    administrations = SelectMultipleField(
        _l("Forvaltninger"),
        [InputRequired(_l("Vælg mindst én forvaltning."))],
        choices=labelled("administration"),
        validate_choice=False,
    )


class BeginForm(SubjectForm):
    """What is to be looked into, and how far it is."""

    state = radios(
        _l("Hvor langt er det?"),
        lambda: listed((state, STATE_WORDS[state]) for state in BEGINNINGS),
        _l("Vælg, hvor langt det er."),
    )
    on = day(_l("Siden den"), A_DAY)

    @property
    def supervision(self) -> NewSupervision:
        """What was written down."""
        return NewSupervision(
            subject=self.subject.data.strip(),
            administrations=tuple(self.administrations.data or ()),
            state=SupervisionState(self.state.data),
            on=self.on.data,
        )


class NewSupervisionForm(BeginForm):
    """On the adviser's own initiative: the case is the member's at once."""

    impartial = tick(
        _l("Intet gør mig inhabil"),
        description=_l(
            "Du tager sagen op, når du opretter den. Er du inhabil, må en kollega oprette den"
            " (forvaltningslovens § 3)."
        ),
    )

    def validate_impartial(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(
                _l("Sæt kryds, hvis intet gør dig inhabil. Ellers må en kollega oprette sagen.")
            )


class SupervisedForm(SentOnce):
    """A form whose choices follow from the supervision it is about."""

    def offer(self, supervision: Supervision | None) -> None:
        """Offer the administrations of this supervision, and the one that was chosen before it was
        taken out."""
        if "administration" in self:
            field: Any = self["administration"]
            asked = supervision.administrations if supervision else ()
            if field.data in municipality().codes("administration"):
                asked = tuple(dict.fromkeys((*asked, field.data)))
            field.choices = listed(
                (code, municipality().label("administration", code, locale())) for code in asked
            )


class StateForm(SupervisedForm):
    state: Any = RadioField(
        _l("Ny tilstand"),
        [InputRequired(_A_STATE), Matches("|".join(SupervisionState), _A_STATE)],
        choices=list,
        validate_choice=False,
    )
    on = day(_l("Siden den"), A_DAY)
    reason = long_text(
        _l("Begrundelse"),
        limit=5000,
        description=_l(
            "Skal skrives, når tilsynet sættes i bero, ikke forfølges eller tages op igen. Den står"
            " på listen til udvalget: skriv ingen navne."
        ),
    )

    def offer(self, supervision: Supervision | None) -> None:
        """Offer the states that may follow, and the one that was chosen before it came."""
        field: Any = self.state
        following = dict(next_states(supervision) if supervision else [])
        chosen = {state: words for state, words in STATE_WORDS.items() if state == field.data}
        field.choices = listed((following | chosen or STATE_WORDS).items())


class LetterForm(SupervisedForm):
    instead_of: Any = late_select(_l("Nyt eller rettet"), r"\d{0,4}", _WHICH_LETTER)
    kind = select(
        _l("Hvilket brev?"),
        lambda: listed([("", _l("Vælg …")), *LETTER_WORDS.items()]),
        _l("Vælg, hvilket brev det er."),
    )
    administration = administration_field()
    on = day(_l("Brevets dato"), A_DAY)
    due = day_or_none(
        _l("Svar ønskes senest"),
        NO_DAY,
        description=_l(
            "Kun for breve herfra. En foreløbig rapport skal have en dag for bemærkninger."
        ),
    )
    text = long_text(_l("Hvad handler brevet om?"), _l("Skriv, hvad brevet handler om."))
    reason = long_text(
        _l("Hvorfor uden foreløbig rapport?"),
        limit=5000,
        description=_l("Kun for en endelig rapport, når ingen foreløbig er sendt forinden."),
    )

    def offer(self, supervision: Supervision | None) -> None:
        """Offer its administrations, and its letters to be set right."""
        super().offer(supervision)
        letters = supervision.letters if supervision else ()
        told = [
            (str(one.ordinal), _("Retter brev %(number)d", number=one.ordinal)) for one in letters
        ]
        self.instead_of.choices = listed([("", _l("Nyt brev")), *told])


class ConclusionForm(SentOnce):
    conclusion = long_text(
        _l("Konklusion"), _l("Skriv konklusionen."), description=TO_THE_COMMITTEE
    )
    criticism = yes_or_no(_l("Er det kritik?"), _l("Vælg, om det er kritik."))
    published_on = day_or_none(
        _l("Offentliggjort den"),
        NO_DAY,
        description=_l("Lad feltet stå tomt, hvis konklusionen ikke er offentliggjort."),
    )

    @property
    def is_criticism(self) -> bool:
        return bool(self.criticism.data == YES)
