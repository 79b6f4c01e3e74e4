"""The unit's own words of a report as a page shows them: line by line, with what could point at
somebody beside each."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.caseworker.publication_words import warning_text
from portal.domain.municipality import LocalText
from portal.domain.own_words import warnings
from portal.domain.publication import OwnWords
from portal.web.workplace import municipality


@dataclass(frozen=True)
class ShownLine:
    text: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class ShownText:
    """One text in both languages; `table` is the code of the table that a remark stands under."""

    heading: str
    danish: tuple[ShownLine, ...]
    english: tuple[ShownLine, ...]
    listed: bool = False
    table: str = ""

    @property
    def warned(self) -> int:
        """How many of its lines hold something that could point at somebody."""
        return sum(bool(line.warnings) for line in (*self.danish, *self.english))


def shown_texts(words: OwnWords, tables: Mapping[str, str]) -> list[ShownText]:
    """Every text that was written; `tables` are the titles of the tables by their codes."""
    texts = [
        _shown(_("Forord"), words.foreword),
        _shown(_("Emner, der er undersøgt"), words.examined, listed=True),
        _shown(_("Emner, der er afvist"), words.rejected, listed=True),
        *(
            _shown(_("Bemærkning til »%(table)s«", table=tables.get(code, code)), text, table=code)
            for code, text in words.remarks.items()
        ),
    ]
    return [one for one in texts if one.danish or one.english]


def _shown(heading: str, text: LocalText, *, listed: bool = False, table: str = "") -> ShownText:
    return ShownText(heading, _lines(text.da, "da"), _lines(text.en, "en"), listed, table)


def _lines(text: str, language: str) -> tuple[ShownLine, ...]:
    return tuple(
        ShownLine(line, tuple(map(warning_text, warnings(line, municipality(), language))))
        for line in text.splitlines()
        if line.strip()
    )
