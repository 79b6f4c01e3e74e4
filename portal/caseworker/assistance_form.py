"""The form of consultative assistance: filled in when it is given, and completed later."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from portal.domain.assistance import Assistance, AssistanceKind, Effect
from portal.staff.cpr_hint import HintsAtCpr
from portal.staff.fields import (
    NO,
    YES,
    Matches,
    day,
    day_or_none,
    labelled,
    listed,
    long_text,
    radios,
    select,
    short_text,
    tick,
)

KINDS: dict[str, Any] = {
    AssistanceKind.ADVICE: _l("Rådgivning"),
    AssistanceKind.TEACHING: _l("Undervisning eller oplæg"),
}
EFFECTS: dict[str, Any] = {
    Effect.YES: _l("Ja"),
    Effect.NO: _l("Nej"),
    Effect.UNKNOWN: _l("Det ved vi ikke"),
}
COMPETENCE = _l("Blev forvaltningens kompetence løftet?")
PRACTICE = _l("Ændrede det forvaltningens praksis?")
_NOT_YET = _l("Ikke besvaret")


def _raised() -> list[SelectChoice]:
    return listed([("", _NOT_YET), (YES, _l("Ja")), (NO, _l("Nej"))])


class AssistanceForm(HintsAtCpr):
    """The fields of `Assistance` by their names."""

    no_cpr_in = ("subject",)

    administration = select(
        _l("Hvilken forvaltning?"),
        labelled("administration", _l("Vælg …")),
        _l("Vælg en forvaltning."),
    )
    asked_by = short_text(
        _l("Hvem spørger?"),
        _l("Skriv, hvem der spørger."),
        description=_l("Enhed og funktion. Et navn kun, hvis det er nødvendigt."),
    )
    subject = short_text(_l("Hvad handler det om?"), _l("Skriv, hvad det handler om."))
    kind = radios(_l("Hvad er det?"), lambda: listed(KINDS.items()), _l("Vælg, hvad det er."))
    asked_on = day(_l("Spurgt den"), _l("Vælg den dag, der blev spurgt."))
    answered_on = day_or_none(
        _l("Besvaret den"),
        _l("Skriv en dato, eller lad feltet stå tomt."),
        description=_l("Eller holdt den, for undervisning. Lad feltet stå tomt, til det er sket."),
    )
    quarters = short_text(
        _l("Tid brugt, i kvarterer"),
        _l("Skriv, hvor mange kvarterer der er brugt."),
        description=_l("4 kvarterer er en time."),
    )
    competence_raised = select(
        COMPETENCE,
        _raised,
        description=_l("Kan den bedre selv næste gang? Spørges der ikke om ved undervisning."),
    )
    changed_practice = select(
        PRACTICE,
        lambda: listed([("", _NOT_YET), *EFFECTS.items()]),
        description=_l("Det kan skrives ind senere."),
    )
    answer = long_text(_l("Hvad blev der svaret?"))

    def validate_quarters(self, field: Field) -> None:
        field.data = (field.data or "").strip()
        Matches(r"\d{1,3}", _l("Skriv et helt antal kvarterer, højst 400."))(self, field)

    @classmethod
    def holding(cls, assistance: Assistance) -> "AssistanceForm":
        """The form with what is registered."""
        raised = assistance.competence_raised
        held = {name: getattr(assistance, name) for name in vars(assistance)}
        held["competence_raised"] = "" if raised is None else YES if raised else NO
        held["changed_practice"] = assistance.changed_practice or ""
        return cls(**held | {"quarters": str(assistance.quarters)})

    @property
    def assistance(self) -> Assistance:
        """What was filled in. What is proposed of practice counts of advice that was given."""
        kind = AssistanceKind(self.kind.data)
        raised, changed = self.competence_raised.data, self.changed_practice.data
        given = kind is AssistanceKind.ADVICE and self.answered_on.data is not None
        if changed == Effect.UNKNOWN and not given:
            changed = ""
        return Assistance(
            kind=kind,
            administration=self.administration.data,
            asked_by=self.asked_by.data,
            subject=self.subject.data,
            asked_on=self.asked_on.data,
            answered_on=self.answered_on.data,
            quarters=int(self.quarters.data),
            competence_raised=raised == YES if raised else None,
            changed_practice=Effect(changed) if changed else None,
            answer=self.answer.data or "",
        )


class NewAssistanceForm(AssistanceForm):
    """As it is first written down."""

    impartial = tick(
        _l("Intet gør mig inhabil"),
        description=_l("Er du inhabil, så lad en kollega skrive det ned (forvaltningslovens § 3)."),
    )

    def validate_impartial(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(
                _l("Sæt kryds, hvis intet gør dig inhabil. Ellers må en kollega skrive det ned.")
            )
