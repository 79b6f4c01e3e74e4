"""The report of a year from before the portal as tables, in Danish or English."""

from collections.abc import Iterable

from portal.domain.annual_report import Part
from portal.domain.breakdown import Breakdown, Cell
from portal.domain.imported_report import ImportedReport
from portal.domain.municipality import Municipality
from portal.reports import earlier_words as spoken
from portal.reports import words
from portal.reports.report_wording import ReportWording
from portal.reports.tables import Document, Picture, PictureKind, Table, Value, long_day


class ImportedTables(ReportWording):
    """Words what was imported of a year, published or internal, for the municipality."""

    def __init__(self, report: ImportedReport, municipality: Municipality, language: str) -> None:
        super().__init__(municipality, language)
        self.report = report

    def document(self) -> Document:
        """Title, where the figures come from, and a table of all that is known."""
        tables = [self._totals()]
        if self.report.themes is not None:
            tables.append(self._themes(self.report.themes))
        if self.report.pending is not None:
            tables.append(self._pending(self.report.pending))
        return Document(self.language, self.title, tuple(self._lines()), tuple(tables))

    @property
    def title(self) -> str:
        return self.scheme_title(self.report.period)

    def label(self, part: Part, code: str) -> str:
        """What people call a theme, or whoever cases rest with."""
        if part is Part.PENDING:
            return self.say(words.CODES[code])
        try:
            return self.municipality.label("theme", code, self.language)
        except LookupError:
            return code

    def _lines(self) -> Iterable[str]:
        municipality, unit = self.municipality.name, self.municipality.unit
        yield f"{municipality.text(self.language)}, {unit.text(self.language)}"
        yield self.say(spoken.IMPORTED_ONE, periods=self.named(self.report.period))
        yield self.say(words.INTERNAL if self.report.internal else words.FOR_PUBLICATION)

    def _totals(self) -> Table:
        report = self.report
        figures = {
            "received": report.received,
            "matters": report.matters,
            "closed": report.closed,
            "closing": report.closing,
        }
        named = self.named(report.period)
        rows: list[tuple[Value, ...]] = [
            (self.say(words.ROWS[code], period=named), count)
            for code, count in figures.items()
            if count is not None
        ]
        notes = [self.say(words.NOTES["totals"])]
        if not report.internal:
            notes.append(self.say(words.WHY_TOTALS))
        title = self.say(words.TITLES["totals"])
        return Table("totals", title, self._columns("figure", "count"), tuple(rows), tuple(notes))

    def _themes(self, found: Breakdown) -> Table:
        rows: list[tuple[Value, ...]] = [
            (self.label(Part.THEMES, cell.code), self._told(cell), self._share(cell))
            for cell in found.cells
        ]
        rows.append((self.say(words.TOTAL), self.known(found.total), ""))
        columns = self._columns("theme", "count", "percent")
        return self._table(Part.THEMES, columns, rows, found, drawn=2)

    def _pending(self, found: Breakdown) -> Table:
        rows: list[tuple[Value, ...]] = [
            (self.label(Part.PENDING, cell.code), self._told(cell)) for cell in found.cells
        ]
        rows.append((self.say(words.TOTAL), self.known(found.total)))
        columns = self._columns("rests_with", "count")
        return self._table(Part.PENDING, columns, rows, found, drawn=1)

    def _table(
        self,
        part: Part,
        columns: tuple[str, ...],
        rows: Iterable[tuple[Value, ...]],
        found: Breakdown,
        *,
        drawn: int,
    ) -> Table:
        notes = [self.say(words.NOTES[part])] if part in words.NOTES else []
        if found.withheld:
            notes.append(self.note_on_small_figures(self.report.threshold))
        picture = Picture(
            PictureKind.BARS,
            columns=(drawn,),
            rows=len(found.cells),
            text=self.say(words.PICTURES[part]),
            unit="%" if part is Part.THEMES else "",
        )
        day = long_day(self.report.period.last, self.language)
        title = self.say(words.TITLES[part], day=day)
        return Table(part, title, columns, tuple(rows), tuple(notes), picture)

    def _columns(self, *codes: str) -> tuple[str, ...]:
        return tuple(self.say(words.COLUMNS[code]) for code in codes)

    def _told(self, cell: Cell) -> Value:
        return self.say(words.WITHHELD) if cell.count is None else cell.count

    def _share(self, cell: Cell) -> Value:
        return self.say(words.WITHHELD) if cell.count is None else self.known(cell.percent)
