"""The forms that move a date: an extension, a later answer, a case set aside."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.caseworker.case_form import CaseForm
from portal.caseworker.closing_forms import REASON_LIMIT
from portal.staff.fields import day, labelled, long_text, select


def answer_too_far() -> str:
    """What is said of a day for an answer that cannot be meant."""
    return _("Vælg en dag inden for et år. Se efter, om årstallet er rigtigt.")


class ExtendForm(CaseForm):
    reason = long_text(
        _l("Begrundelse til indberetteren"),
        _l("Skriv, hvorfor sagen er særligt kompliceret."),
        limit=REASON_LIMIT,
        description=_l(
            "Indberetteren læser den sammen med begge datoer. Skriv, hvad der gør sagen særligt"
            " kompliceret, og hvad der sker nu."
        ),
    )


class PostponeForm(CaseForm):
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


class SetAsideForm(CaseForm):
    until = day(_l("Frem igen den"), _l("Vælg den dag, sagen skal frem igen."))
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor sagen kan ligge så længe."),
        limit=REASON_LIMIT,
        description=_l("Står i sagens log. Indberetteren ser den ikke."),
    )


class TakeUpAgainForm(CaseForm):
    """Nothing to fill in."""
