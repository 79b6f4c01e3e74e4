"""The forms of a matter: what it is about, who examines it, how it ended."""

from flask_babel import lazy_gettext as _l

from portal.staff.fields import labelled, long_text, radios, select, tick
from portal.staff.written_form import SentOnce

_CHOOSE = _l("Vælg …")
SUMMARY_LIMIT = 5000


class MatterForm(SentOnce):
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


class AnswerForm(SentOnce):
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


class OutcomeForm(SentOnce):
    outcome = radios(_l("Udfald"), labelled("outcome"), _l("Vælg forholdets udfald."))
    police_report = tick(_l("Forholdet er anmeldt til politiet"))


class PassOnForm(SentOnce):
    text = long_text(
        _l("Det, du har givet videre"),
        _l("Skriv, hvad du har givet videre."),
        description=_l(
            "Indberetteren får at vide, at det er sket, men ser ikke teksten. Giv ikke mere videre,"
            " end indberetteren har sagt ja til."
        ),
    )
