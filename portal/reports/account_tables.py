"""The account of complaints as tables, in Danish or English."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from portal.domain.account_figures import Duration, Everything, Natures, Share, UpheldIn
from portal.domain.account_parts import RATIOS, AccountPart
from portal.domain.annual_account import AnnualAccount
from portal.domain.municipality import Municipality
from portal.domain.period import Period
from portal.reports import account_words as spoken
from portal.reports import adviser_words as adviser
from portal.reports import words
from portal.reports.report_wording import ReportWording
from portal.reports.tables import Document, Table, Value

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
_TABLES = {**spoken.TABLES, **adviser.TABLES}


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
        ]
        tables.insert(1, self._stock())
        lines = self.opening(
            self.municipality.office,
            account.as_of,
            account.until,
            account.period,
            internal=account.internal,
        )
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
            "reopened": self._told(AccountPart.REOPENED, stock.reopened),
        }
        return self._figures("stock", rows)

    def _figures(self, code: str, rows: Mapping[str, Value]) -> Table:
        told = [(self.say(_ROWS[row]), value) for row, value in rows.items()]
        return self._table(code, ("figure", "count"), told)

    def _breakdown(self, part: AccountPart) -> Table:
        if part in self._withheld:
            return self._table_not_told(part)
        found = self.account.tables[part]
        rows: list[tuple[Value, ...]] = [
            (self.label(part, cell.code), self.known(cell.count), self.known(cell.percent))
            for cell in found.cells
        ]
        rows.append((self.say(words.TOTAL), self.known(found.total), ""))
        return self._table(part, (part, "count", "percent"), rows)

    def _shares(self) -> Table:
        rows = [
            (self.say(spoken.SHARES[kind]), *self._share(RATIOS[kind].table, share))
            for kind, share in self.account.shares.items()
        ]
        return self._table("shares", ("share", "count", "of", "percent"), rows)

    def _upheld_by_administration(self) -> Table:
        part = AccountPart.UPHELD_BY_ADMINISTRATION
        if part in self._withheld:
            return self._table_not_told(part)
        rows = self._upheld_in(part, self.account.upheld_by_administration)
        return self._table(part, _UPHELD, rows)

    def _upheld_before(self) -> Table:
        part = AccountPart.UPHELD_BEFORE
        if part in self._withheld:
            return self._table_not_told(part)
        rows: list[tuple[Value, ...]] = []
        for before in self.account.earlier:
            name = self.named(before.period)
            if before.results is None:
                rows.append((name, self.say(words.TOTAL), *(self.known(None) for _ in _UPHELD[1:])))
                continue
            each = self._upheld_in(part, before.results.by_administration)
            rows += [(name, *row) for row in each]
            rows.append((name, self.say(words.TOTAL), *self._share(part, before.results.share)))
        return self._table(part, ("period", *_UPHELD), rows)

    def _upheld_in(self, part: AccountPart, shares: Iterable[UpheldIn]) -> list[tuple[Value, ...]]:
        return [
            (
                self.label(AccountPart.ADMINISTRATIONS, one.administration),
                *self._share(part, one.share),
            )
            for one in shares
        ]

    def _share(self, part: AccountPart, share: Share) -> tuple[Value, Value, Value]:
        return (
            self._told(part, share.count),
            self._told(part, share.of),
            self._told(part, share.percent),
        )

    def _days(self) -> Table:
        whole, part = self.account.duration, AccountPart.EFFORTS
        rows: list[tuple[Value, ...]] = []
        if AccountPart.DAYS_BY_EFFORT not in self._withheld:
            rows = list(self._rungs(part, self.account.duration_by_effort))
        mean = self._told(AccountPart.DAYS, whole.mean)
        rows.append((self.say(words.TOTAL), self.known(whole.closed), mean))
        return self._table("days", (part, "closed", "mean"), rows)

    def _days_by_channel(self) -> Table:
        part = AccountPart.DAYS_BY_CHANNEL
        if part in self._withheld:
            return self._table_not_told(part)
        rows = self._rungs(AccountPart.CHANNELS, self.account.duration_by_channel)
        return self._table(part, (AccountPart.CHANNELS, "closed", "mean"), rows)

    def _rungs(
        self, part: AccountPart, rungs: Mapping[str, Duration]
    ) -> Iterator[tuple[Value, ...]]:
        for code, one in rungs.items():
            yield self.label(part, code), self.known(one.closed), self.known(one.mean)

    def _assistance(self) -> Table:
        assistance = self.account.assistance
        duration, hours = assistance.duration, assistance.hours
        rows = {
            "answered": self.known(duration.closed),
            "unanswered": assistance.unanswered,
            "mean": self._told(AccountPart.ASSISTANCE_DAYS, duration.mean),
            "hours": self._told(AccountPart.HOURS, hours.hours),
            "hours_known": self._told(AccountPart.HOURS, hours.known),
            "hours_unstated": self._told(AccountPart.HOURS, hours.unstated),
        }
        return self._figures("assistance", rows)

    def _supervision(self) -> Table:
        stock = self.account.supervision
        rows = {"supervision_opening": stock.opening, "supervision_opened": stock.opened}
        return self._figures("supervision", rows)

    def _table(self, code: str, columns: Iterable[str], rows: Iterable[tuple[Value, ...]]) -> Table:
        notes = [self.say(_NOTES[code])] if code in _NOTES else []
        notes += [note for part, note in self.withheld_notes() if _NOTED_UNDER.get(part) == code]
        return Table(
            code,
            self.say(_TITLES[code]),
            tuple(self.say(_COLUMNS[column]) for column in columns),
            tuple(rows),
            tuple(notes),
        )

    def _table_not_told(self, part: AccountPart) -> Table:
        return Table(part, self.say(_TITLES[part]), (), (), (self._note(part),))

    def _note(self, part: AccountPart) -> str:
        why = self.because(self._withheld[part])
        if part in _TABLES:
            table = self.say(_TABLES[part])
            return self.say(words.WITHHELD_TABLE, table=table, reason=why)
        return self.say(words.WITHHELD_NOTE, part=self.say(_PARTS[part]), reason=why)

    def _told(self, part: AccountPart, value: int | Decimal | None) -> Value:
        return self.say(words.WITHHELD) if part in self._withheld else self.known(value)
