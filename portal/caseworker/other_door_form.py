"""The form by which the person is asked whether she goes on at the other door."""

from flask_babel import lazy_gettext as _l

from portal.services.casework.read_case import CaseView
from portal.staff.cpr_hint import HintsAtCpr
from portal.staff.fields import long_text


class OtherDoorForm(HintsAtCpr):
    no_cpr_in = ("text",)

    text = long_text(
        _l("Hvorfor hører sagen til ved den anden dør?"),
        _l("Skriv, hvorfor sagen hører til ved den anden dør."),
        description=_l("Det læser den, der har skrevet. Forklar det i almindelige ord."),
    )
    carried = long_text(
        _l("Teksten, der kan følge med"),
        _l("Lad i det mindste noget af teksten stå."),
        description=_l(
            "Det er det, der blev skrevet til jer. Du kan tage ord ud, men ikke skrive nogen til."
            " Hele teksten vises, før der svares ja eller nej, og den kan rettes, før den sendes."
        ),
    )


def blank_other_door(view: CaseView) -> OtherDoorForm:
    """The question with everything the person wrote as the case began."""
    return OtherDoorForm(carried=view.file.report.text)
