"""The unit's own words in CSV: in their place in one file, in a file of their own in a zip."""

from __future__ import annotations

import io
import zipfile

from portal.reports.as_csv import document_csv, document_zip
from portal.reports.tables import Chapter, Document, Table
from tests.reports.readers import csv_tables, read_csv
from tests.reports.written_documents import a_document


def test_chapters_stand_in_their_place_in_one_file() -> None:
    content = document_csv(a_document())
    lines = [line[0] for line in read_csv(content) if line]
    told = [
        "Årsrapport",
        "En linje.",
        "Forord",
        "Andet afsnit.",
        "Søjler",
        "Bred",
        "Emner",
        "Et til",
    ]
    assert [lines.index(words) for words in told] == sorted(lines.index(words) for words in told)
    assert "Forord" not in csv_tables(content)


def test_chapters_have_a_file_of_their_own_in_a_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(document_zip(a_document()))) as archive:
        names = archive.namelist()
        words = read_csv(archive.read("chapters.csv"))
    assert names == [*(f"{table.code}.csv" for table in a_document().tables), "chapters.csv"]
    assert words == [
        *(["Årsrapport"], ["En linje."], []),
        *(["Forord"], ["Første afsnit."], ["Andet afsnit."], []),
        *(["Emner"], ["Et emne"], ["Et til"]),
    ]


def test_without_chapters_there_is_no_such_file() -> None:
    document = Document("da", "x", (), (Table("t", "T", ("a", "b"), (("c", 1),)),))
    with zipfile.ZipFile(io.BytesIO(document_zip(document))) as archive:
        assert archive.namelist() == ["t.csv"]


def test_a_chapter_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    chapter = Chapter("foreword", "=1+1", ("@SUM(A1)",), False, "da")
    for content in (document_csv, document_zip):
        written = content(Document("da", "x", (), (chapter,)))
        if content is document_zip:
            with zipfile.ZipFile(io.BytesIO(written)) as archive:
                written = archive.read("chapters.csv")
        assert read_csv(written)[-2:] == [["'=1+1"], ["'@SUM(A1)"]]
