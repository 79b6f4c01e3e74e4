"""Totals of years from before the portal had cases. They were published, and lie here in plain
text."""

from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from portal.domain.earlier_totals import EarlierAccount, EarlierReport, EarlierTotals
from portal.domain.publication import ReportKind
from portal.storage.tables import earlier_totals
from portal.storage.upsert import upsert

_REPORT: TypeAdapter[EarlierReport] = TypeAdapter(EarlierReport)
_ACCOUNT: TypeAdapter[EarlierAccount] = TypeAdapter(EarlierAccount)


class EarlierStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_report(self, report: EarlierReport, imported_on: date) -> None:
        """Keep the totals of a period, in the place of those of the same one."""
        content = _REPORT.dump_json(report).decode()
        self._put(ReportKind.ANNUAL, report, content, imported_on)

    def put_account(self, account: EarlierAccount, imported_on: date) -> None:
        """The same of an account of complaints."""
        content = _ACCOUNT.dump_json(account).decode()
        self._put(ReportKind.ACCOUNT, account, content, imported_on)

    def every(self) -> EarlierTotals:
        """All of them, oldest period first."""
        order = (earlier_totals.c.first, earlier_totals.c.last)
        query = select(earlier_totals.c.kind, earlier_totals.c.content).order_by(*order)
        told = [(kind, content) for kind, content in self._connection.execute(query)]
        return EarlierTotals(
            reports=tuple(
                _REPORT.validate_json(one) for kind, one in told if kind == ReportKind.ANNUAL
            ),
            accounts=tuple(
                _ACCOUNT.validate_json(one) for kind, one in told if kind == ReportKind.ACCOUNT
            ),
        )

    def _put(
        self,
        kind: ReportKind,
        totals: EarlierReport | EarlierAccount,
        content: str,
        imported_on: date,
    ) -> None:
        upsert(
            self._connection,
            earlier_totals,
            {"kind": kind, "first": totals.period.first, "last": totals.period.last},
            {"content": content, "imported_on": imported_on},
        )
