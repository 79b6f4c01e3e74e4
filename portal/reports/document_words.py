"""The words that a document has of its own, whatever it is about."""

from typing import Final

from portal.domain.municipality import LocalText

CONTENTS: Final = LocalText("Indhold", "Contents")
TABLE: Final = LocalText("Tabel", "Table")
FIGURE: Final = LocalText("Figur", "Figure")
PAGE: Final = LocalText("Side", "Page")
PAGE_OF: Final = LocalText("af", "of")
