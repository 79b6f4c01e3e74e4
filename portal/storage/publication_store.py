"""What was published, as it went out. It is public, so it lies in clear; nothing of it is ever
changed."""

import json
from collections.abc import Mapping

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.sql.elements import ColumnElement

from portal.domain.municipality import LocalText
from portal.domain.period import Period
from portal.domain.publication import Printed, PrintedFigure, PublishedReport, ReportKind
from portal.storage.tables import publication_files, publications

_PRINTED = TypeAdapter(dict[str, tuple[PrintedFigure, ...]])

_COLUMNS = [column for column in publications.c if column is not publications.c.printed]
_NEWEST_FIRST = (
    publications.c.published_on.desc(),
    publications.c.last.desc(),
    publications.c.first.desc(),
    publications.c.kind,
    publications.c.number.desc(),
)


class PublicationStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, report: PublishedReport, printed: Printed, files: Mapping[str, bytes]) -> None:
        """Keep an edition, what is printed in it, and its files by their names.

        Raises sqlalchemy.exc.IntegrityError for a second edition of one number.
        """
        published_id = bytes.fromhex(report.id)
        figures = {"told": dict(report.told), "withheld": sorted(report.withheld)}
        self._connection.execute(
            insert(publications).values(
                id=published_id,
                kind=report.kind.value,
                first=report.period.first,
                last=report.period.last,
                number=report.number,
                published_on=report.published_on,
                published_by=bytes.fromhex(report.published_by),
                digest=bytes.fromhex(report.digest),
                words=bytes.fromhex(report.words),
                threshold=report.threshold,
                figures=json.dumps(figures),
                printed=_PRINTED.dump_json(dict(printed)).decode(),
                because_da=report.because.da,
                because_en=report.because.en,
            )
        )
        self._connection.execute(
            insert(publication_files),
            [
                {"publication_id": published_id, "name": name, "content": content}
                for name, content in files.items()
            ],
        )

    def every(self) -> list[PublishedReport]:
        """All editions of all reports, the newest first."""
        return self._found()

    def of_kind(self, kind: ReportKind) -> list[PublishedReport]:
        """All editions of the reports of a kind, the newest first."""
        return self._found(publications.c.kind == kind.value)

    def one(self, published_id: bytes) -> PublishedReport | None:
        """The edition with this id (16 bytes)."""
        found = self._found(publications.c.id == published_id)
        return found[0] if found else None

    def printed(self, published_id: bytes) -> Printed:
        """What is printed in an edition (its id is 16 bytes). Raises sqlalchemy.exc.NoResultFound
        when there is no such edition."""
        query = select(publications.c.printed).where(publications.c.id == published_id)
        return _PRINTED.validate_json(self._connection.execute(query).scalar_one())

    def file(self, published_id: bytes, name: str) -> bytes | None:
        """One file of an edition (its id is 16 bytes), as it was built."""
        query = select(publication_files.c.content).where(
            publication_files.c.publication_id == published_id, publication_files.c.name == name
        )
        return self._connection.execute(query).scalar_one_or_none()

    def sizes(self) -> dict[str, dict[str, int]]:
        """How many bytes each file has, by its name, by the id (hex) of its edition."""
        columns = publication_files.c
        query = select(columns.publication_id, columns.name, func.length(columns.content))
        sizes: dict[str, dict[str, int]] = {}
        for published_id, name, size in self._connection.execute(query):
            sizes.setdefault(published_id.hex(), {})[name] = size
        return sizes

    def _found(self, *which: ColumnElement[bool]) -> list[PublishedReport]:
        query = select(*_COLUMNS).where(*which).order_by(*_NEWEST_FIRST)
        return [_read(row) for row in self._connection.execute(query)]


def _read(row: Row[tuple[object, ...]]) -> PublishedReport:
    figures = json.loads(row.figures)
    return PublishedReport(
        id=row.id.hex(),
        kind=ReportKind(row.kind),
        period=Period(row.first, row.last),
        number=row.number,
        published_on=row.published_on,
        published_by=row.published_by.hex(),
        digest=row.digest.hex(),
        words=row.words.hex(),
        threshold=row.threshold,
        told=figures["told"],
        withheld=frozenset(figures["withheld"]),
        because=LocalText(row.because_da, row.because_en),
    )
