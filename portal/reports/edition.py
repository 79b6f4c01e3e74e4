"""One edition of a report as it goes out: tables, the unit's own words, and what it corrects."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_report import AnnualReport
from portal.domain.earlier_totals import EarlierAccount
from portal.domain.imported_report import ImportedReport
from portal.domain.municipality import LocalText, Municipality
from portal.domain.publication import (
    LANGUAGES,
    ChangedFigure,
    Correction,
    OwnWords,
    Printed,
    PrintedFigure,
)
from portal.reports.account_json import account_json
from portal.reports.account_tables import AccountTables
from portal.reports.annual_tables import AnnualTables
from portal.reports.as_json import annual_json
from portal.reports.imported_account import imported_account_document, imported_account_json
from portal.reports.imported_json import imported_json
from portal.reports.imported_tables import ImportedTables
from portal.reports.own_words import chapter, remarks_in, with_words
from portal.reports.tables import Chapter, Document, Table, long_day, number_text
from portal.reports.written import written

_CORRECTIONS: Final = "corrections"
_CORRECTED: Final = LocalText(
    "Rettet udgave {number}. Den retter udgave {before}, der blev offentliggjort den {day}.",
    "Corrected edition {number}. It corrects edition {before}, published on {day}.",
)
_BECAUSE: Final = LocalText("Hvorfor udgaven er rettet", "Why this edition was made")
_TITLE: Final = LocalText("Rettelser", "Corrections")
_COLUMNS: Final = (
    LocalText("Opgørelse", "Figure"),
    LocalText("Tabel", "Table"),
    LocalText("Kolonne", "Column"),
    LocalText("Før", "Before"),
    LocalText("Nu", "Now"),
)
_NO_FIGURE: Final = LocalText(
    "Ingen tal er ændret. Det er teksten, der er rettet.",
    "No figure has changed. The text was corrected.",
)
_NOT_THERE: Final = LocalText("fandtes ikke", "not there")


@dataclass(frozen=True)
class Edition:
    """What one edition tells. `correction` of an edition after the first."""

    report: AnnualReport | AnnualAccount | ImportedReport | EarlierAccount
    words: OwnWords = field(default_factory=OwnWords)
    correction: Correction | None = None


def edition_file(edition: Edition, municipality: Municipality, language: str, form: str) -> bytes:
    """The edition as JSON, or in one of written.FORMATS. Raises LookupError for another form."""
    document = edition_document(edition, municipality, language)
    if form != "json":
        return written(document, form)
    report, remarks = edition.report, remarks_in(edition.words, language)
    chapters = (*document.chapters, *_corrections_listed(document))
    if isinstance(report, ImportedReport):
        return imported_json(report, municipality, language)
    if isinstance(report, EarlierAccount):
        return imported_account_json(report, municipality, language)
    if isinstance(report, AnnualReport):
        return annual_json(report, municipality, language, chapters=chapters, remarks=remarks)
    return account_json(report, municipality, language, chapters=chapters, remarks=remarks)


def edition_document(edition: Edition, municipality: Municipality, language: str) -> Document:
    """The edition as it is written in every format but JSON."""
    document = with_words(_counted(edition.report, municipality, language), edition.words)
    if edition.correction is None:
        return document
    return _corrected(document, edition.correction)


def printed_figures(report: AnnualReport | AnnualAccount, municipality: Municipality) -> Printed:
    """What is printed in the tables of a report, in each language."""
    return {language: _printed(_counted(report, municipality, language)) for language in LANGUAGES}


def _counted(
    report: AnnualReport | AnnualAccount | ImportedReport | EarlierAccount,
    municipality: Municipality,
    language: str,
) -> Document:
    if isinstance(report, ImportedReport):
        return ImportedTables(report, municipality, language).document()
    if isinstance(report, EarlierAccount):
        return imported_account_document(report, municipality, language)
    if isinstance(report, AnnualReport):
        return AnnualTables(report, municipality, language).document()
    return AccountTables(report, municipality, language).document()


def _printed(document: Document) -> tuple[PrintedFigure, ...]:
    return tuple(
        PrintedFigure(table.code, table.title, row, column, value)
        for table in document.tables
        for row, column, value in _cells(table, document.language)
    )


def _cells(table: Table, language: str) -> list[tuple[str, str, str]]:
    """Row, column and value of each figure of a table. Rows whose first words are the same are told
    apart by the words that follow."""
    firsts = [row[0] for row in table.rows]
    cells = []
    for row in table.rows:
        named = 2 if firsts.count(row[0]) > 1 else 1
        name = ", ".join(number_text(value, language) for value in row[:named])
        cells += [
            (name, column, number_text(value, language))
            for column, value in zip(table.columns[named:], row[named:], strict=True)
        ]
    return cells


def _corrected(document: Document, correction: Correction) -> Document:
    """The document with the reason and the table of what was corrected before all else."""
    language, earlier = document.language, correction.corrected
    line = _CORRECTED.text(language).format(
        number=earlier.number + 1,
        before=earlier.number,
        day=long_day(earlier.published_on, language),
    )
    why = chapter("correction", _BECAUSE.text(language), correction.because, language)
    table = _corrections(correction.changes[language], language)
    return replace(document, lines=(*document.lines, line), parts=(*why, table, *document.parts))


def _corrections(changes: tuple[ChangedFigure, ...], language: str) -> Table:
    nothing = _NOT_THERE.text(language)
    return Table(
        _CORRECTIONS,
        _TITLE.text(language),
        tuple(column.text(language) for column in _COLUMNS),
        tuple(
            (one.row, one.title, one.column, one.before or nothing, one.now or nothing)
            for one in changes
        ),
        () if changes else (_NO_FIGURE.text(language),),
    )


def _corrections_listed(document: Document) -> Iterator[Chapter]:
    """The table of corrections as lines: JSON has no tables of words."""
    for table in document.tables:
        if table.code == _CORRECTIONS:
            headings = table.columns[-2:]
            lines = (
                f"{', '.join(map(str, row[:-2]))}: "
                + ", ".join(
                    f"{name} {value}" for name, value in zip(headings, row[-2:], strict=True)
                )
                for row in table.rows
            )
            told = (*lines, *table.notes)
            yield Chapter(_CORRECTIONS, table.title, told, listed=True, language=document.language)
