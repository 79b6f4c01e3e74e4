"""The unit's own words put into a report's document."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from portal.domain.municipality import LocalText
from portal.domain.publication import OwnWords
from portal.reports.tables import Chapter, Document, Table

_FOREWORD: Final = LocalText("Forord", "Foreword")
_EXAMINED: Final = LocalText("Emner, der er undersøgt", "Subjects examined")
_REJECTED: Final = LocalText("Emner, der er afvist", "Subjects rejected")
_REMARK: Final = LocalText("Bemærkning til »{table}«", "Remark on “{table}”")
_OTHER_REMARK: Final = LocalText("Bemærkning", "Remark")

_BULLETS: Final = "-–•* "


def with_words(document: Document, words: OwnWords) -> Document:
    """The document with a foreword, each remark under its table, and the lists of subjects.

    What there is no English of stands in Danish, as a chapter that says so.
    """
    language = document.language
    parts: list[Table | Chapter] = list(
        chapter("foreword", _FOREWORD.text(language), words.foreword, language)
    )
    codes = {table.code for table in document.tables}
    for part in document.parts:
        remark = words.remarks.get(part.code)
        if isinstance(part, Table) and remark is not None:
            parts += _remarked(part, remark, language)
        else:
            parts.append(part)
    for code, remark in words.remarks.items():
        if code not in codes:
            parts += chapter(f"remark_{code}", _OTHER_REMARK.text(language), remark, language)
    parts += chapter("examined", _EXAMINED.text(language), words.examined, language, listed=True)
    parts += chapter("rejected", _REJECTED.text(language), words.rejected, language, listed=True)
    return replace(document, parts=tuple(parts))


def remarks_in(words: OwnWords, language: str) -> dict[str, str]:
    """The remarks that are there in a language, by the codes of their tables."""
    spoken = {code: _spoken(remark, language) for code, remark in words.remarks.items()}
    return {code: "\n".join(lines) for code, (one, lines) in spoken.items() if one == language}


def chapter(
    code: str, title: str, text: LocalText, language: str, *, listed: bool = False
) -> Iterator[Chapter]:
    """A chapter of a text in a language, or in Danish where there is none; none of an empty one."""
    spoken, lines = _spoken(text, language)
    if listed:
        lines = tuple(line.lstrip(_BULLETS) for line in lines if line.strip(_BULLETS))
    if lines:
        yield Chapter(code, title, lines, listed, spoken)


def _remarked(table: Table, remark: LocalText, language: str) -> Iterator[Table | Chapter]:
    spoken, lines = _spoken(remark, language)
    if spoken == language:
        yield replace(table, notes=(*table.notes, *lines))
    else:
        yield table
        title = _REMARK.text(language).format(table=table.title)
        yield from chapter(f"remark_{table.code}", title, remark, language)


def _spoken(text: LocalText, language: str) -> tuple[str, tuple[str, ...]]:
    """In which language a text is there, and its lines."""
    spoken = language if text.text(language) or not text.da else "da"
    return spoken, tuple(line.strip() for line in text.text(spoken).splitlines() if line.strip())
