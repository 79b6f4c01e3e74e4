"""The forms that move a date: an extension, a later answer, a case set aside."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.caseworker.closing_forms import REASON_LIMIT
from portal.staff.fields import day, labelled, long_text, select
from portal.staff.written_form import SentOnce


def answer_too_far() -> str:
    """What is said of a day for an answer that cannot be meant."""
    return _("Vælg en dag inden for et år. Se efter, om årstallet er rigtigt.")


class ExtendForm(SentOnce):
    reason = long_text(
        _l("Begrundelse til indberetteren"),
        _l("Skriv, hvorfor sagen er særligt kompliceret."),
        limit=REASON_LIMIT,
        description=_l(
            "Indberetteren læser den sammen med begge datoer. Skriv, hvad der gør sagen særligt"
            " kompliceret, og hvad der sker nu."
        ),
    )


class PostponeForm(SentOnce):
    administration = select(
        _l("Forvaltning"),
        labelled("administration"),
        _l("Vælg den forvaltning, der får længere tid."),
    )
    due = day(_l("Svar senest"), _l("Vælg den nye dag."))
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor forvaltningen får længere tid."),
        limit=REASON_LIMIT,
        description=_l("Står i sagen. Fristen for feedback til indberetteren flyttes ikke."),
    )


class SetAsideForm(SentOnce):
    until = day(_l("Frem igen den"), _l("Vælg den dag, sagen skal frem igen."))
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor sagen kan ligge så længe."),
        limit=REASON_LIMIT,
        description=_l("Står i sagens log. Indberetteren ser den ikke."),
    )


class TakeUpAgainForm(SentOnce):
    """Nothing to fill in."""
