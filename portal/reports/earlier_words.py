"""The words for what was imported of earlier years, and for how figures went through the years."""

from collections.abc import Mapping
from typing import Final

from portal.domain.municipality import LocalText

DEVELOPMENT: Final = LocalText("Udviklingen gennem årene", "Development over the years")
ACCOUNT_DEVELOPMENT: Final = LocalText(
    "Klager og medhold gennem årene", "Complaints and what was upheld over the years"
)

COLUMNS: Final[Mapping[str, LocalText]] = {
    "period": LocalText("Periode", "Period"),
    "received": LocalText("Indberetninger modtaget", "Reports received"),
    "closed": LocalText("Sager afsluttet, fratrukket genåbnede", "Cases closed, less reopened"),
    "closing": LocalText("Under behandling ved slutningen", "Pending at the end"),
    "complaints": LocalText("Klager og henvendelser", "Complaints and enquiries"),
    "upheld": LocalText("Medhold i procent", "Upheld, per cent"),
}

DEVELOPMENT_PICTURE: Final = LocalText(
    "Kurver over indberetninger og sager, år for år.",
    "Lines of reports and cases, year by year.",
)
ACCOUNT_PICTURE: Final = LocalText(
    "Kurve over klager og henvendelser, år for år.",
    "A line of complaints and enquiries, year by year.",
)
IMPORTED_ONE: Final = LocalText(
    "Tallene {periods} er overført fra den beretning, der blev offentliggjort dengang.",
    "The figures {periods} were taken over from the report that was published then.",
)
IMPORTED_SEVERAL: Final = LocalText(
    "Tallene {periods} er overført fra de beretninger, der blev offentliggjort dengang.",
    "The figures {periods} were taken over from the reports that were published then.",
)
ANOTHER_COUNT: Final = LocalText(
    "Sager under behandling ved slutningen af {period} er det tal, der blev offentliggjort dengang."
    " Det afviger fra tallet ved periodens begyndelse, som er talt i portalen.",
    "Cases pending at the end of {period} are as published then. That differs from the number when"
    " the period began, which is counted in the portal.",
)
AND: Final = LocalText(" og ", " and ")
