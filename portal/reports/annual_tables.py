"""The annual report as tables, in Danish or English."""

from collections.abc import Iterable
from decimal import Decimal

from portal.domain.annual_report import AnnualReport, Part, Reason
from portal.domain.breakdown import Breakdown, Cell
from portal.domain.days_taken import DaysTaken
from portal.domain.disclosure_control import ACKNOWLEDGEMENT, FEEDBACK, WaitParts
from portal.domain.municipality import Municipality
from portal.reports import words
from portal.reports.development import development_table
from portal.reports.report_wording import ReportWording
from portal.reports.tables import Document, Picture, PictureKind, Table, Value, long_day

_KINDS = {
    "themes": "theme",
    "grounds": "ground",
    "outcomes": "outcome",
    "by_administration": "administration",
}

# Which table the note on a withheld part stands under.
_NOTED_UNDER = {
    Part.POLICE_REPORTS: "totals",
    Part.FOLLOWED_UP: "totals",
    Part.PASSED_ON: "totals",
    Part.EXTENDED: "totals",
    Part.REOPENED: "stock",
    Part.ACKNOWLEDGEMENT: "days",
    Part.ACKNOWLEDGEMENT_DAYS: "waiting",
    Part.ACKNOWLEDGEMENT_NINETIETH: "waiting",
    Part.FEEDBACK: "days",
    Part.FEEDBACK_DAYS: "waiting",
    Part.FEEDBACK_NINETIETH: "waiting",
}

# Three months are never more.
_LIMIT_DAYS = 92


class AnnualTables(ReportWording):
    """Words a report, published or internal, for the municipality it is about."""

    def __init__(self, report: AnnualReport, municipality: Municipality, language: str) -> None:
        super().__init__(municipality, language)
        self.report = report
        self._parts = frozenset(part for part, _ in report.withheld)

    def document(self) -> Document:
        """Title, what edition it is, and all tables."""
        report = self.report
        tables = [
            self._totals(),
            development_table(report, self.municipality, self.language),
            self._stock(),
            self._breakdown("pending", "rests_with", report.pending, shares=False),
            self._breakdown("themes", "theme", report.themes),
            self._breakdown("decisions", "decision", report.decisions),
            self._breakdown("grounds", "ground", report.grounds),
            self._breakdown("outcomes", "outcome", report.outcomes),
            self._days(),
            self._waiting(),
        ]
        if report.by_administration is not None:
            found = report.by_administration
            tables.insert(5, self._breakdown("by_administration", "administration", found))
        return Document(self.language, self.title, tuple(self._lines()), tuple(tables))

    @property
    def title(self) -> str:
        return self.scheme_title(self.report.period)

    def label(self, table: str, code: str) -> str:
        """What people call a code in one of the tables: the municipality's word, else ours, else
        the code."""
        if code in words.CODES:
            return self.say(words.CODES[code])
        try:
            return self.municipality.label(_KINDS[table], code, self.language)
        except LookupError:
            return code

    def withheld_notes(self) -> list[tuple[Part, str]]:
        """Each part in which something is withheld, with a sentence that says so and why."""
        return [(part, self._note(part, reason)) for part, reason in self.report.withheld]

    def _note(self, part: Part, reason: Reason) -> str:
        if reason is Reason.SMALL_FIGURES:
            return self.note_on_small_figures(self.report.threshold)
        why = self.because(reason, self.report.threshold)
        return self.say(words.WITHHELD_NOTE, part=self.say(words.PARTS[part]), reason=why)

    def _lines(self) -> Iterable[str]:
        report, whose = self.report, self.municipality.unit
        yield from self.opening(
            whose, report.as_of, report.until, report.period, internal=report.internal
        )
        yield from self.exactly_told(report.exact)

    def _totals(self) -> Table:
        report = self.report
        received = (
            (report.period, report.received),
            *((e.period, e.received) for e in report.earlier),
        )
        rows: list[tuple[Value, ...]] = [
            (self._row("received", period=self.named(period)), self.known(count))
            for period, count in received
        ]
        rows += [
            (self._row("matters"), report.matters),
            (self._row("police_reports"), self._count(report.police_reports)),
            (self._row("followed_up"), self._count(report.followed_up)),
            (self._row("passed_on"), self._count(report.passed_on)),
            (self._row("extended"), self._count(report.extended)),
        ]
        why = [] if report.internal else [self.say(words.WHY_TOTALS)]
        return self._table("totals", ("figure", "count"), rows, why)

    def _stock(self) -> Table:
        stock = self.report.stock
        rows: list[tuple[Value, ...]] = [
            (self._row("opening"), stock.opening),
            (self._row("stock_received"), stock.received),
            (self._row("closed"), stock.closed),
            (self._row("closing"), stock.closing),
            (self._row("reopened"), self._count(stock.reopened)),
        ]
        why = [] if self.report.internal else [self.say(words.WHY_STOCK)]
        return self._table("stock", ("figure", "count"), rows, why)

    def _breakdown(
        self, code: str, heading: str, found: Breakdown, *, shares: bool = True
    ) -> Table:
        rows: list[tuple[Value, ...]] = []
        for cell in found.cells:
            share = (self._share(cell, found),) if shares else ()
            rows.append((self.label(code, cell.code), self._count(cell.count), *share))
        whole = (self.say(words.TOTAL), self._count(found.total))
        rows.append((*whole, "") if shares else whole)
        columns = (heading, "count", "percent") if shares else (heading, "count")
        picture = Picture(
            PictureKind.BARS,
            columns=(2,) if shares else (1,),
            rows=len(found.cells),
            text=self.say(words.PICTURES[code]),
            unit="%" if shares else "",
        )
        return self._table(code, columns, rows, picture=picture)

    def _days(self) -> Table:
        rows = [
            self._given("acknowledgement", self.report.acknowledgement),
            self._given("feedback", self.report.feedback),
        ]
        return self._table("days", ("limit", "given", "within", "judged", "timely"), rows)

    def _given(self, code: str, taken: DaysTaken) -> tuple[Value, ...]:
        withheld = taken.judged is None or taken.within is None
        return (
            self._row(code),
            self._count(taken.given),
            self._count(taken.within),
            self._count(taken.judged),
            self._count(None) if withheld else self.known(taken.percent),
        )

    def _waiting(self) -> Table:
        """How long it took: feedback first, which is drawn against its limit."""
        report = self.report
        rows = [
            *self._waited("feedback", report.feedback, FEEDBACK),
            *self._waited("acknowledgement", report.acknowledgement, ACKNOWLEDGEMENT),
        ]
        picture = Picture(
            PictureKind.BARS,
            columns=(1,),
            rows=2,
            text=self.say(words.PICTURES["waiting"]),
            unit=self.say(words.DAYS),
            limit=(_LIMIT_DAYS, self.say(words.LIMIT)),
        )
        return self._table("waiting", ("waited", "days"), rows, picture=picture)

    def _waited(self, code: str, taken: DaysTaken, parts: WaitParts) -> Iterable[tuple[Value, ...]]:
        ninetieth = parts.days if parts.days in self._parts else parts.ninetieth
        yield self._row(f"{code}_median"), self._told(parts.days, taken.median)
        yield self._row(f"{code}_ninetieth"), self._told(ninetieth, taken.ninetieth)

    def _table(
        self,
        code: str,
        columns: Iterable[str],
        rows: Iterable[tuple[Value, ...]],
        more: Iterable[str] = (),
        picture: Picture | None = None,
    ) -> Table:
        notes = [self.say(words.NOTES[code])] if code in words.NOTES else []
        notes += more
        notes += [
            note
            for part, note in self.withheld_notes()
            if _NOTED_UNDER.get(part, part.value) == code
        ]
        return Table(
            code,
            self._title_of(code),
            tuple(self.say(words.COLUMNS[column]) for column in columns),
            tuple(rows),
            tuple(dict.fromkeys(notes)),
            picture,
        )

    def _title_of(self, code: str) -> str:
        day = long_day(self.report.until, self.language)
        return self.say(words.TITLES[code], day=day)

    def _count(self, count: int | None) -> Value:
        """A count of the report; None is one that is withheld."""
        return self.say(words.WITHHELD) if count is None else count

    def _share(self, cell: Cell, table: Breakdown) -> Value:
        """A percentage: withheld, or of nothing."""
        if cell.count is None or table.total is None:
            return self.say(words.WITHHELD)
        return self.known(cell.percent)

    def _row(self, code: str, **filled: str) -> str:
        return self.say(words.ROWS[code], **filled)

    def _told(self, part: Part, value: int | Decimal | None) -> Value:
        if value is None and part in self._parts:
            return self.say(words.WITHHELD)
        return self.known(value)
