"""What was published comes back as it went out, and stands once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.domain.municipality import LocalText
from portal.domain.period import Period, year_of
from portal.domain.publication import PrintedFigure, PublishedReport, ReportKind
from portal.storage.database import Database
from portal.storage.tables import publication_files, publications
from tests.storage.rows import count_of

FIRST = PublishedReport(
    id="01" * 16,
    kind=ReportKind.ANNUAL,
    period=year_of(2025),
    number=1,
    published_on=date(2026, 3, 2),
    published_by="aa" * 16,
    digest="0d" * 32,
    threshold=5,
    told={"received": 105, "themes.law": 54},
    withheld=frozenset({"themes.finance", "themes.other"}),
    words="0e" * 32,
    because=LocalText("Æøå – 'og' »citat«", ""),
)
SECOND = replace(FIRST, id="00" * 16, number=2, because=LocalText("Rettet", "Corrected"))
OLDER = replace(FIRST, id="02" * 16, period=year_of(2024), published_on=date(2025, 3, 2))
ACCOUNT = replace(FIRST, id="03" * 16, kind=ReportKind.ACCOUNT)
PRINTED = {"da": (PrintedFigure("themes", "Forhold", "Økonomi", "Antal", "udeladt"),), "en": ()}
FILES = {"da.pdf": bytes(range(256)), "da.csv": "Økonomi;udeladt\r\n".encode()}


def keep(database: Database, *reports: PublishedReport) -> None:
    with database.open_unit(write=True) as unit:
        for report in reports:
            unit.publications.add(report, PRINTED, FILES)
        unit.commit()


def test_an_edition_comes_back_with_its_files_byte_for_byte(database: Database) -> None:
    keep(database, FIRST)
    key = bytes.fromhex(FIRST.id)
    with database.open_unit() as unit:
        assert unit.publications.one(key) == FIRST
        assert unit.publications.printed(key) == PRINTED
        assert {name: unit.publications.file(key, name) for name in FILES} == FILES
        assert unit.publications.file(key, "en.pdf") is None
        assert unit.publications.sizes() == {FIRST.id: {"da.pdf": 256, "da.csv": 18}}
        assert unit.publications.one(bytes(16)) is None


def test_the_newest_edition_comes_first_and_a_correction_before_what_it_corrects(
    database: Database,
) -> None:
    keep(database, OLDER, FIRST, ACCOUNT, SECOND)
    with database.open_unit() as unit:
        assert unit.publications.every() == [ACCOUNT, SECOND, FIRST, OLDER]
        assert unit.publications.of_kind(ReportKind.ANNUAL) == [SECOND, FIRST, OLDER]


@pytest.mark.parametrize(
    "change",
    [
        {"number": 2},
        {"kind": ReportKind.ACCOUNT},
        {"period": Period(date(2025, 1, 1), date(2025, 6, 30))},
    ],
)
def test_one_number_of_one_report_is_given_once(
    database: Database, change: dict[str, object]
) -> None:
    keep(database, FIRST)
    with pytest.raises(IntegrityError):
        keep(database, replace(FIRST, id="04" * 16))
    assert count_of(database, publications) == 1
    assert count_of(database, publication_files) == len(FILES)
    keep(database, replace(FIRST, id="04" * 16, **change))  # type: ignore[arg-type]
    assert count_of(database, publications) == 2


def test_what_an_edition_tells_is_read_without_what_is_printed_in_it(database: Database) -> None:
    keep(database, FIRST)
    with database.engine.begin() as connection:
        connection.execute(update(publications).values(printed="no JSON"))
    with database.open_unit() as unit:
        assert unit.publications.every() == [FIRST]
