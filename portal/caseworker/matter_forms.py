"""The forms of a matter: what it is about, who examines it, how it ended."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from portal.caseworker.case_form import CaseForm
from portal.staff.fields import day, labelled, long_text, radios, select, tick

_CHOOSE = _l("Vælg …")
SUMMARY_LIMIT = 5000


def letter_to_fill_in() -> str:
    """The text to an administration as it is proposed, with a gap for the matter itself."""
    return _(
        "Whistleblowerenheden beder jer undersøge følgende forhold og sende os resultatet med"
        " dokumentation:\n\n\n\nI tilrettelægger selv undersøgelsen. Oplysningerne er omfattet"
        " af den særlige tavshedspligt i § 25 i lov om beskyttelse af whistleblowere, som også"
        " gælder for jer. I må ikke forsøge at finde ud af, hvem oplysningerne kommer fra."
    )


class MatterForm(CaseForm):
    summary = long_text(
        _l("Hvad går forholdet ud på?"),
        _l("Skriv kort, hvad forholdet går ud på."),
        limit=SUMMARY_LIMIT,
        description=_l("En eller to sætninger. Undgå navne."),
    )
    theme = select(_l("Tema"), labelled("theme", _CHOOSE), _l("Vælg forholdets tema."))
    administration = select(
        _l("Forvaltning"),
        labelled("administration", _CHOOSE),
        _l("Vælg den forvaltning, forholdet hører under."),
    )


class ForwardForm(CaseForm):
    administration = select(
        _l("Forvaltning"),
        labelled("administration", _CHOOSE),
        _l("Vælg den forvaltning, der skal undersøge forholdet."),
    )
    text = long_text(
        _l("Teksten til forvaltningen"),
        _l("Skriv den tekst, forvaltningen får."),
        description=_l(
            "Din egen tekst, aldrig indberetningen selv. Intet, som viser, hvem indberetteren er,"
            " eller som nogen kan regne det ud af (lov om beskyttelse af whistleblowere § 26)."
        ),
    )
    due = day(_l("Svar senest"), _l("Vælg den dag, forvaltningen skal have svaret."))

    def validate_text(self, field: Field) -> None:
        if (field.data or "").split() == letter_to_fill_in().split():
            raise ValidationError(_l("Skriv i teksten, hvad forvaltningen skal undersøge."))


class AnswerForm(CaseForm):
    administration = select(
        _l("Forvaltning"),
        labelled("administration"),
        _l("Vælg den forvaltning, der har svaret."),
    )
    text = long_text(
        _l("Svaret"),
        _l("Skriv forvaltningens svar."),
        description=_l(
            "Hvad undersøgelsen viste, hvilken dokumentation der fulgte med, og hvad"
            " forvaltningen har gjort eller vil gøre."
        ),
    )


class OutcomeForm(CaseForm):
    outcome = radios(_l("Udfald"), labelled("outcome"), _l("Vælg forholdets udfald."))
    police_report = tick(_l("Forholdet er anmeldt til politiet"))


class PassOnForm(CaseForm):
    text = long_text(
        _l("Det, du har givet videre"),
        _l("Skriv, hvad du har givet videre."),
        description=_l(
            "Indberetteren får at vide, at det er sket, men ser ikke teksten. Giv ikke mere videre,"
            " end indberetteren har sagt ja til."
        ),
    )
