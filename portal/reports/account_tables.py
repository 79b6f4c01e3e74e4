"""The account of complaints as tables, in Danish or English."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from portal.domain.account_figures import Duration, Everything, Natures, Share, UpheldIn
from portal.domain.account_parts import AccountPart
from portal.domain.annual_account import AnnualAccount
from portal.domain.annual_report import Reason
from portal.domain.breakdown import Cell
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.reports import account_words as spoken
from portal.reports import adviser_words as adviser
from portal.reports import words
from portal.reports.development import account_development_table
from portal.reports.report_wording import ReportWording
from portal.reports.tables import Document, Picture, PictureKind, Table, Value

# The municipality's kinds of codes, by the table they stand in.
_KINDS = {
    AccountPart.ADMINISTRATIONS: "administration",
    AccountPart.UPHELD_BY_ADMINISTRATION: "administration",
    AccountPart.WANTS: "want",
    AccountPart.ABOUTS: "about",
    AccountPart.SUB_THEMES: "sub_theme",
    AccountPart.GRAVITIES: "gravity",
    AccountPart.DISCRIMINATION: "discrimination",
    AccountPart.ASSISTANCE_ADMINISTRATIONS: "administration",
    AccountPart.RECOMMENDATION_ADMINISTRATIONS: "administration",
}

# Which table the note on a withheld part stands under.
_NOTED_UNDER = {
    AccountPart.REOPENED: "stock",
    AccountPart.DAYS: "days",
    AccountPart.DAYS_BY_EFFORT: "days",
    AccountPart.ASSISTANCE_DAYS: "assistance",
    AccountPart.HOURS: "assistance",
}

_RECEIVED = (
    "period",
    "received",
    "complaint",
    "enquiry",
    "teaching",
    "report",
    "merged",
    "unstated",
)
_EVERYTHING = ("period", "complaints_all", "assistance_all", "teaching_all", "all")
_UPHELD = (AccountPart.ADMINISTRATIONS, "yes", "known", "percent")

# The cases in and out are worded as those of reports.
_TITLES = {"stock": words.TITLES["stock"], **spoken.TITLES, **adviser.TITLES}
_NOTES = {"stock": words.NOTES["stock"], **spoken.NOTES, **adviser.NOTES}
_COLUMNS = {**words.COLUMNS, **spoken.COLUMNS, **adviser.COLUMNS}
_ROWS = {**words.ROWS, **adviser.ROWS}
_CODES = {**spoken.CODES, **adviser.CODES}
_PARTS = {**spoken.PARTS, **adviser.PARTS}


class AccountTables(ReportWording):
    """Words an account, published or internal, for the municipality it is about."""

    def __init__(self, account: AnnualAccount, municipality: Municipality, language: str) -> None:
        super().__init__(municipality, language)
        self.account = account
        self._withheld = dict(account.withheld)

    def document(self) -> Document:
        """Title, what edition it is, and all tables."""
        account = self.account
        own = {
            "received": self._received,
            "everything": self._everything,
            "shares": self._shares,
            AccountPart.UPHELD_BY_ADMINISTRATION: self._upheld_by_administration,
            AccountPart.UPHELD_BEFORE: self._upheld_before,
            "days": self._days,
            AccountPart.DAYS_BY_CHANNEL: self._days_by_channel,
            "assistance": self._assistance,
            "supervision": self._supervision,
        }
        tables = [
            own[code]() if code in own else self._breakdown(AccountPart(code))
            for code in (*spoken.TITLES, *adviser.TITLES)
            if code != AccountPart.UPHELD_BEFORE or any(one.results for one in account.earlier)
        ]
        tables[1:1] = [
            account_development_table(account, self.municipality, self.language),
            self._stock(),
        ]
        lines = self.opening(
            self.municipality.office,
            account.as_of,
            account.until,
            account.period,
            internal=account.internal,
        )
        lines = (*lines, *self.exactly_told(account.exact))
        return Document(self.language, self.title, tuple(lines), tuple(tables))

    @property
    def title(self) -> str:
        period, office = self.account.period, self.municipality.office.text(self.language)
        if period.calendar_year is not None:
            return self.say(spoken.YEAR_TITLE, office=office, year=period.calendar_year)
        return self.say(spoken.PERIOD_TITLE, office=office, period=self.named(period))

    def label(self, table: AccountPart, code: str) -> str:
        """What people call a code in one of the tables: our word, else the municipality's, else
        the code."""
        ours = {**spoken.UNREGISTERED, **_CODES.get(table, {})}
        if code in ours:
            return self.say(ours[code])
        try:
            return self.municipality.label(_KINDS[table], code, self.language)
        except LookupError:
            return code

    def withheld_notes(self) -> list[tuple[AccountPart, str]]:
        """Each part that is withheld, with a sentence that says so and why."""
        return [(part, self._note(part)) for part in self._withheld]

    def _received(self) -> Table:
        account = self.account
        told: list[tuple[Period, Natures | None]] = [(account.period, account.received)]
        told += [(one.period, one.natures) for one in account.earlier]
        return self._table("received", _RECEIVED, [self._came(*one) for one in told])

    def _came(self, period: Period, natures: Natures | None) -> tuple[Value, ...]:
        name = self.named(period)
        if natures is None:
            return (name, *(self.known(None) for _ in _RECEIVED[1:]))
        parts = (natures.complaint, natures.enquiry, natures.teaching)
        return (name, natures.total, *parts, natures.report, natures.merged, natures.unstated)

    def _everything(self) -> Table:
        account = self.account
        told: list[tuple[Period, Everything | None]] = [(account.period, account.everything)]
        told += [(one.period, one.everything) for one in account.earlier]
        rows: list[tuple[Value, ...]] = [
            (self.named(period), one.complaints, one.assistance, one.teaching, one.total)
            if one
            else (self.named(period), *(self.known(None) for _ in _EVERYTHING[1:]))
            for period, one in told
        ]
        return self._table("everything", _EVERYTHING, rows)

    def _stock(self) -> Table:
        stock = self.account.stock
        rows = {
            "opening": stock.opening,
            "stock_received": stock.received,
            "closed": stock.closed,
            "closing": stock.closing,
            "reopened": self._count(stock.reopened),
        }
        return self._figures("stock", rows)

    def _figures(self, code: str, rows: Mapping[str, Value]) -> Table:
        told = [(self.say(_ROWS[row]), value) for row, value in rows.items()]
        return self._table(code, ("figure", "count"), told)

    def _breakdown(self, part: AccountPart) -> Table:
        found = self.account.tables[part]
        rows: list[tuple[Value, ...]] = [
            (self.label(part, cell.code), self._count(cell.count), self._cell_share(part, cell))
            for cell in found.cells
        ]
        rows.append((self.say(words.TOTAL), self._count(found.total), ""))
        return self._table(
            part, (part, "count", "percent"), rows, self._picture(part, 2, len(found.cells))
        )

    def _picture(self, part: AccountPart, column: int, rows: int) -> Picture | None:
        if part not in spoken.PICTURES:
            return None
        text = self.say(spoken.PICTURES[part])
        return Picture(PictureKind.BARS, (column,), rows, text, unit="%")

    def _cell_share(self, part: AccountPart, cell: Cell) -> Value:
        """A percentage: withheld, or of nothing."""
        of_nothing = self.account.whole_of(part) == 0 and cell.count is not None
        return self.known(None) if of_nothing else self._count(cell.percent)

    def _shares(self) -> Table:
        rows = [
            (self.say(spoken.SHARES[kind]), *self._share(share))
            for kind, share in self.account.shares.items()
        ]
        return self._table("shares", ("share", "count", "of", "percent"), rows)

    def _upheld_by_administration(self) -> Table:
        part = AccountPart.UPHELD_BY_ADMINISTRATION
        rows = self._upheld_in(self.account.upheld_by_administration)
        return self._table(part, _UPHELD, rows, self._picture(part, 3, len(rows)))

    def _upheld_before(self) -> Table:
        rows: list[tuple[Value, ...]] = []
        for before in self.account.earlier:
            name = self.named(before.period)
            if before.results is None:
                rows.append((name, self.say(words.TOTAL), *(self.known(None) for _ in _UPHELD[1:])))
                continue
            each = self._upheld_in(before.results.by_administration)
            rows += [(name, *row) for row in each]
            rows.append((name, self.say(words.TOTAL), *self._share(before.results.share)))
        return self._table(AccountPart.UPHELD_BEFORE, ("period", *_UPHELD), rows)

    def _upheld_in(self, shares: Iterable[UpheldIn]) -> list[tuple[Value, ...]]:
        return [
            (self.label(AccountPart.ADMINISTRATIONS, one.administration), *self._share(one.share))
            for one in shares
        ]

    def _share(self, share: Share) -> tuple[Value, Value, Value]:
        return self._count(share.count), self._count(share.of), self.percent_of(share)

    def _days(self) -> Table:
        rows = list(self._rungs(AccountPart.EFFORTS, self.account.duration_by_effort))
        rows.append((self.say(words.TOTAL), *self._duration(self.account.duration)))
        return self._table("days", (AccountPart.EFFORTS, "closed", "mean"), rows)

    def _days_by_channel(self) -> Table:
        rows = self._rungs(AccountPart.CHANNELS, self.account.duration_by_channel)
        columns = (AccountPart.CHANNELS, "closed", "mean")
        return self._table(AccountPart.DAYS_BY_CHANNEL, columns, rows)

    def _rungs(
        self, part: AccountPart, rungs: Mapping[str, Duration]
    ) -> Iterator[tuple[Value, ...]]:
        for code, one in rungs.items():
            yield self.label(part, code), *self._duration(one)

    def _duration(self, duration: Duration) -> tuple[Value, Value]:
        mean = self.known(None) if duration.closed == 0 else self._count(duration.mean)
        return self._count(duration.closed), mean

    def _assistance(self) -> Table:
        assistance = self.account.assistance
        answered, mean = self._duration(assistance.duration)
        hours = assistance.hours
        rows = {
            "answered": answered,
            "unanswered": self._count(assistance.unanswered),
            "mean": mean,
            "hours": self._count(hours.hours),
            "hours_known": self._count(hours.known),
            "hours_unstated": self._count(hours.unstated),
        }
        return self._figures("assistance", rows)

    def _supervision(self) -> Table:
        stock = self.account.supervision
        rows = {"supervision_opening": stock.opening, "supervision_opened": stock.opened}
        return self._figures("supervision", rows)

    def _table(
        self,
        code: str,
        columns: Iterable[str],
        rows: Iterable[tuple[Value, ...]],
        picture: Picture | None = None,
    ) -> Table:
        notes = [self.say(_NOTES[code])] if code in _NOTES else []
        notes += [
            note
            for part, note in self.withheld_notes()
            if _NOTED_UNDER.get(part, part.value) == code
        ]
        return Table(
            code,
            self.say(_TITLES[code]),
            tuple(self.say(_COLUMNS[column]) for column in columns),
            tuple(rows),
            tuple(dict.fromkeys(notes)),
            picture,
        )

    def _note(self, part: AccountPart) -> str:
        reason = self._withheld[part]
        if reason is Reason.SMALL_FIGURES:
            return self.note_on_small_figures(self.account.threshold)
        why = self.because(reason, self.account.threshold)
        return self.say(words.WITHHELD_NOTE, part=self.say(_PARTS[part]), reason=why)

    def _count(self, count: int | Decimal | None) -> Value:
        """A figure of the account; None is one that is withheld."""
        return self.say(words.WITHHELD) if count is None else count
