"""How the figures went through the years: tables with a row a year, the oldest first."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from portal.domain.account_parts import ShareKind
from portal.domain.annual_account import AnnualAccount, EarlierPeriod
from portal.domain.annual_report import AnnualReport
from portal.domain.municipality import LocalText, Municipality
from portal.domain.period import Period
from portal.reports import earlier_words as spoken
from portal.reports import words
from portal.reports.report_wording import ReportWording
from portal.reports.tables import Picture, PictureKind, Table, Value


def development_table(report: AnnualReport, municipality: Municipality, language: str) -> Table:
    """Reports received, cases closed and cases pending at the end, in the two years before and in
    this one."""
    told = _Wording(municipality, language)
    rows = [
        told.row(one.period, (one.received, one.closed, one.closing))
        for one in reversed(report.earlier)
    ]
    stock = report.stock
    rows.append(told.row(report.period, (report.received, stock.closed, stock.closing)))
    return Table(
        "development",
        told.say(spoken.DEVELOPMENT),
        told.columns(("period", "received", "closed", "closing")),
        tuple(rows),
        (*told.notes(one.period for one in report.earlier if one.imported), *_odd(report, told)),
        told.lines(rows, (1, 2, 3), spoken.DEVELOPMENT_PICTURE),
    )


def _odd(report: AnnualReport, told: ReportWording) -> Iterable[str]:
    """What was published of the end of the period before may be another count than the portal's."""
    [before, *_others] = report.earlier
    if before.imported and before.closing not in (None, report.stock.opening):
        yield told.say(spoken.ANOTHER_COUNT, period=told.short(before.period))


def account_development_table(
    account: AnnualAccount, municipality: Municipality, language: str
) -> Table:
    """Complaints and enquiries received, and the share upheld, in the two periods before and in
    this one."""
    told = _Wording(municipality, language)
    rows = [
        (told.short(one.period), *told.complaints_before(one)) for one in reversed(account.earlier)
    ]
    upheld = told.percent_of(account.shares[ShareKind.UPHELD])
    rows.append((told.short(account.period), account.everything.complaints, upheld))
    notes = told.notes(one.period for one in account.earlier if one.imported)
    if any(told.say(words.WITHHELD) in row for row in rows):
        notes = (*notes, told.note_on_small_figures(account.threshold))
    return Table(
        "development",
        told.say(spoken.ACCOUNT_DEVELOPMENT),
        told.columns(("period", "complaints", "upheld")),
        tuple(rows),
        notes,
        told.lines(rows, (1,), spoken.ACCOUNT_PICTURE),
    )


class _Wording(ReportWording):
    def row(self, period: Period, figures: Sequence[int | None]) -> tuple[Value, ...]:
        return (self.short(period), *(self.known(figure) for figure in figures))

    def complaints_before(self, earlier: EarlierPeriod) -> tuple[Value, Value]:
        imported = earlier.imported
        if imported is not None:
            return imported.complaints, self.known(imported.share)
        if earlier.everything is None or earlier.results is None:
            return self.known(None), self.known(None)
        return earlier.everything.complaints, self.percent_of(earlier.results.share)

    def columns(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.say(spoken.COLUMNS[code]) for code in codes)

    def notes(self, imported: Iterable[Period]) -> tuple[str, ...]:
        """Which periods are not the portal's own."""
        named = [self.named(period) for period in imported][::-1]
        if not named:
            return ()
        note = spoken.IMPORTED_ONE if len(named) == 1 else spoken.IMPORTED_SEVERAL
        return (self.say(note, periods=self.say(spoken.AND).join(named)),)

    def lines(
        self, rows: Sequence[tuple[Value, ...]], columns: tuple[int, ...], text: LocalText
    ) -> Picture | None:
        """The picture of those columns that have two points to draw a line between."""
        drawn = tuple(column for column in columns if len(_figures(rows, column)) > 1)
        return Picture(PictureKind.LINES, drawn, len(rows), self.say(text)) if drawn else None


def _figures(rows: Iterable[tuple[Value, ...]], column: int) -> list[Value]:
    return [row[column] for row in rows if isinstance(row[column], int | Decimal)]
