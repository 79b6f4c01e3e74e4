"""The forms of what is written in a case: to the reporter, to the unit, to oneself."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, MultipleFileField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from portal.domain.case_file import CaseFile, NoteReader
from portal.staff.cpr_hint import HintsAtCpr
from portal.staff.fields import (
    day_or_none,
    hidden,
    late_select,
    listed,
    long_text,
    radios,
    tick,
)
from portal.staff.written_form import SentOnce


def _readers() -> list[SelectChoice]:
    return listed(
        [
            (NoteReader.UNIT, _l("Enheden: alle, der har adgang til sagen")),
            (NoteReader.SELF, _l("Kun mig: ingen kollega kan læse det")),
            (NoteReader.REPORTER, _l("Indberetteren: det kommer i dialogen")),
        ]
    )


class MessageForm(HintsAtCpr):
    no_cpr_in = ("message",)

    message = long_text(
        _l("Din besked"),
        _l("Skriv en besked."),
        description=_l("Skriv, så indberetteren forstår det uden at kende loven."),
    )
    asks = tick(
        _l("Jeg stiller et spørgsmål og venter på svar"),
        description=_l(
            "Det, du spørger om, beror så på indberetteren, indtil der kommer svar, eller en af"
            " jer vælger »Vent ikke længere på svar«. Det sker ikke af sig selv, når fristen er"
            " gået."
        ),
    )
    about_matter = late_select(
        _l("Spørgsmålet handler om"), r"|[1-9]\d{0,2}", _l("Vælg et af sagens forhold.")
    )
    due = day_or_none(
        _l("Svar senest"),
        _l("Skriv en dato, som findes, eller lad feltet stå tomt."),
        description=_l(
            "Står feltet tomt, gælder enhedens sædvanlige frist. Indberetteren ser datoen."
        ),
    )
    files = MultipleFileField(_l("Filer"))

    def validate_due(self, field: Field) -> None:
        """A day to answer by without a question would be lost, and the reporter not asked."""
        if field.data and not self.asks.data:
            raise ValidationError(
                _(
                    "Sæt kryds ved »Jeg stiller et spørgsmål og venter på svar«, eller lad feltet"
                    " stå tomt."
                )
            )


class StopWaitingForm(SentOnce):
    question = hidden()


class NoteForm(HintsAtCpr):
    no_cpr_in = ("note",)

    note = long_text(_l("Notat"), _l("Skriv et notat."))
    reader = radios(_l("Hvem skal kunne læse det?"), _readers, _l("Vælg, hvem notatet er til."))


class FeedbackForm(HintsAtCpr):
    no_cpr_in = ("done", "why")

    done = long_text(
        _l("Hvad er der gjort, eller hvad er planen?"),
        _l("Skriv, hvad der er gjort eller planlagt."),
        description=_l(
            "Nævn ingen ved navn, og skriv ikke om nogen som skyldig: Den, et forhold handler om,"
            " skal anses for uskyldig, indtil det modsatte er vist."
        ),
    )
    why = long_text(
        _l("Hvorfor?"),
        _l("Skriv begrundelsen: feedback er både opfølgningen og grundene til den."),
        description=_l("Lovens § 3, nr. 13: feedback er opfølgningen og grundene til den."),
    )
    interim = tick(
        _l("Feedbacken er foreløbig"),
        description=_l("Sagen kan først afsluttes, når den endelige feedback er givet."),
    )


def matter_choices(case: CaseFile, none: Any) -> list[SelectChoice]:
    """The matters that are not finished, by number; `none` labels the whole case."""
    open_ones = [matter for matter in case.matters if not matter.finished]
    pairs = [(str(m.ordinal), _("Forhold %(number)d", number=m.ordinal)) for m in open_ones]
    return listed([("", none), *pairs])
