"""Drafts of reports, one for each period, sealed to the unit's statistics key."""

from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select

from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.labels import REPORT_DRAFT, bind
from crypto.sealing import open_text_with, seal_text_to
from portal.domain.period import Period
from portal.domain.publication import ReportDraft, ReportKind
from portal.storage.read_json import reader_of
from portal.storage.tables import report_drafts
from portal.storage.upsert import upsert

_SHAPE: TypeAdapter[ReportDraft] = TypeAdapter(ReportDraft)
_read = reader_of(_SHAPE)


class ReportDraftStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, public_key: bytes, draft: ReportDraft) -> None:
        """Keep a draft in the place of the one of its kind and period."""
        kind, first, last = draft.kind.value, draft.period.first, draft.period.last
        info = _info(kind, first, last, draft.version)
        box = seal_text_to(public_key, _SHAPE.dump_json(draft), info)
        key = {"kind": kind, "first": first, "last": last}
        upsert(self._connection, report_drafts, key, {"version": draft.version, "box": box})

    def one(self, key_pair: KeyPair, kind: ReportKind, period: Period) -> ReportDraft | None:
        """The draft of one report. Raises CannotOpen."""
        row = self._connection.execute(
            select(report_drafts).where(
                report_drafts.c.kind == kind,
                report_drafts.c.first == period.first,
                report_drafts.c.last == period.last,
            )
        ).first()
        return _opened(row, key_pair) if row else None

    def every(self, key_pair: KeyPair, kind: ReportKind) -> list[ReportDraft]:
        """All drafts of a kind, the latest period first. Raises CannotOpen."""
        rows = self._connection.execute(
            select(report_drafts)
            .where(report_drafts.c.kind == kind)
            .order_by(report_drafts.c.last.desc(), report_drafts.c.first.desc())
        )
        return [_opened(row, key_pair) for row in rows]


def _opened(row: Row[tuple[object, ...]], key_pair: KeyPair) -> ReportDraft:
    info = _info(row.kind, row.first, row.last, row.version)
    draft = _read(open_text_with(key_pair, row.box, info))
    told = (draft.kind, draft.period, draft.version)
    # Anybody can seal to a public key: what is of another report is no draft of this one.
    if told != (row.kind, Period(row.first, row.last), row.version):
        raise CannotOpen
    return draft


def _info(kind: str, first: date, last: date, version: int) -> bytes:
    return bind(REPORT_DRAFT, kind, first.isoformat(), last.isoformat(), version)
