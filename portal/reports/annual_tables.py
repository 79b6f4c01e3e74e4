"""The annual report as tables, in Danish or English."""

from collections.abc import Iterable
from decimal import Decimal

from portal.domain.annual_report import AnnualReport, Part, Reason
from portal.domain.breakdown import Breakdown
from portal.domain.days_taken import DaysTaken
from portal.domain.disclosure_control import ACKNOWLEDGEMENT, FEEDBACK, WaitParts
from portal.domain.municipality import Municipality
from portal.reports import words
from portal.reports.report_wording import ReportWording
from portal.reports.tables import Document, Table, Value, long_day

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
    Part.ACKNOWLEDGEMENT_DAYS: "days",
    Part.ACKNOWLEDGEMENT_NINETIETH: "days",
    Part.FEEDBACK: "days",
    Part.FEEDBACK_DAYS: "days",
    Part.FEEDBACK_NINETIETH: "days",
}

# Once these are withheld, nothing is left of the table of waiting times.
_ALL_DAYS = frozenset(
    part for parts in (ACKNOWLEDGEMENT, FEEDBACK) for part in (parts.counts, parts.days)
)


class AnnualTables(ReportWording):
    """Words a report, published or internal, for the municipality it is about."""

    def __init__(self, report: AnnualReport, municipality: Municipality, language: str) -> None:
        super().__init__(municipality, language)
        self.report = report
        self._parts = frozenset(part for part, _ in report.withheld)

    def document(self) -> Document:
        """Title, what edition it is, and all tables."""
        tables = [
            self._totals(),
            self._stock(),
            self._breakdown("pending", "rests_with", self.report.pending, shares=False),
            self._breakdown("themes", "theme", self.report.themes),
            self._breakdown("decisions", "decision", self.report.decisions),
            self._breakdown("grounds", "ground", self.report.grounds),
            self._breakdown("outcomes", "outcome", self.report.outcomes),
            self._days(),
        ]
        if self.report.by_administration is not None:
            found = self.report.by_administration
            tables.append(self._breakdown("by_administration", "administration", found))
        return Document(self.language, self.title, tuple(self._lines()), tuple(tables))

    @property
    def title(self) -> str:
        period = self.report.period
        if period.calendar_year is not None:
            return self.say(words.ANNUAL_TITLE, year=period.calendar_year)
        return self.say(words.PERIOD_TITLE, period=self.named(period))

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
        """Each part that is withheld, with a sentence that says so and why."""
        told = []
        for part, reason in self.report.withheld:
            if part in words.TABLES:
                told.append((part, self._not_told(part, reason)))
                continue
            what = self.say(words.PARTS[part])
            why = self.because(reason)
            told.append((part, self.say(words.WITHHELD_NOTE, part=what, reason=why)))
        return told

    def _lines(self) -> Iterable[str]:
        report, whose = self.report, self.municipality.unit
        yield from self.opening(
            whose, report.as_of, report.until, report.period, internal=report.internal
        )
        told = self.withheld_notes()
        yield from (note for part, note in told if part is Part.BY_ADMINISTRATION)

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
            (self._row("police_reports"), self._told(Part.POLICE_REPORTS, report.police_reports)),
            (self._row("followed_up"), self._told(Part.FOLLOWED_UP, report.followed_up)),
            (self._row("passed_on"), self._told(Part.PASSED_ON, report.passed_on)),
            (self._row("extended"), self._told(Part.EXTENDED, report.extended)),
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
            (self._row("reopened"), self._told(Part.REOPENED, stock.reopened)),
        ]
        return self._table("stock", ("figure", "count"), rows)

    def _breakdown(
        self, code: str, heading: str, found: Breakdown, *, shares: bool = True
    ) -> Table:
        part = Part(code)
        if found.withheld:
            return self._table_not_told(code, dict(self.report.withheld)[part])
        rows: list[tuple[Value, ...]] = []
        for cell in found.cells:
            share = (self.known(cell.percent),) if shares else ()
            rows.append((self.label(code, cell.code), self.known(cell.count), *share))
        whole = (self.say(words.TOTAL), self.known(found.total))
        rows.append((*whole, "") if shares else whole)
        columns = (heading, "count", "percent") if shares else (heading, "count")
        return self._table(code, columns, rows)

    def _days(self) -> Table:
        report = self.report
        if self._parts >= _ALL_DAYS:
            return self._table_not_told("days", Reason.SMALL_CELLS)
        rows = [
            self._waited("acknowledgement", report.acknowledgement, ACKNOWLEDGEMENT),
            self._waited("feedback", report.feedback, FEEDBACK),
        ]
        columns = ("limit", "given", "median", "ninetieth", "within", "judged", "timely")
        return self._table("days", columns, rows)

    def _waited(self, code: str, taken: DaysTaken, parts: WaitParts) -> tuple[Value, ...]:
        ninetieth = parts.days if parts.days in self._parts else parts.ninetieth
        return (
            self._row(code),
            self._told(parts.counts, taken.given),
            self._told(parts.days, taken.median),
            self._told(ninetieth, taken.ninetieth),
            self._told(parts.counts, taken.within),
            self._told(parts.counts, taken.judged),
            self._told(parts.counts, taken.percent),
        )

    def _table(
        self,
        code: str,
        columns: Iterable[str],
        rows: Iterable[tuple[Value, ...]],
        more: Iterable[str] = (),
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
            tuple(notes),
        )

    def _table_not_told(self, code: str, reason: Reason) -> Table:
        return Table(code, self._title_of(code), (), (), (self._not_told(code, reason),))

    def _title_of(self, code: str) -> str:
        day = long_day(self.report.until, self.language)
        return self.say(words.TITLES[code], day=day)

    def _not_told(self, code: str, reason: Reason) -> str:
        table = self.say(words.TABLES[code])
        return self.say(words.WITHHELD_TABLE, table=table, reason=self.because(reason))

    def _row(self, code: str, **filled: str) -> str:
        return self.say(words.ROWS[code], **filled)

    def _told(self, part: Part, value: int | Decimal | None) -> Value:
        if value is None and part in self._parts:
            return self.say(words.WITHHELD)
        return self.known(value)
