"""What an account of complaints does not tell: the cell says so, and the note beneath says why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from lxml import html

from portal.domain.account_disclosure import publishable_account
from portal.domain.account_parts import AccountPart, ShareKind
from portal.domain.account_sums import account_figures
from portal.domain.annual_report import Reason
from portal.reports import account_words as spoken
from portal.reports import adviser_words as adviser
from portal.reports import words
from portal.reports.account_json import account_json
from portal.reports.account_tables import AccountTables
from portal.reports.as_csv import document_csv
from portal.reports.as_html import document_html
from tests.domain.counted_complaints import COPENHAGEN
from tests.reports.readers import read_csv
from tests.reports.test_account_formats import (
    LANGUAGES,
    a_small_year,
    document,
    in_json,
    internal,
    published,
    two_complaints,
)

WITHHELD = "udeladt"
NOTE = (
    "Hvor der står »udeladt«, er tallet udeladt, fordi et tal under 3 ellers kunne læses eller"
    " regnes ud."
)
# Of what there may be too few for a mean or a sum; of all else a figure may be too small.
FEW = {*spoken.PARTS, *adviser.PARTS}


def test_a_small_figure_and_one_of_the_others_are_withheld_and_all_else_stands() -> None:
    told = document(published())
    table = told.table("discrimination")
    whole = document(internal())
    withheld = [row[0] for row in table.rows if row[1:] == (WITHHELD, WITHHELD)]
    assert "Seksuel orientering" in withheld
    assert len(withheld) == 2
    known = [row for row in whole.table("discrimination").rows if row[0] not in withheld]
    assert [row[:2] for row in table.rows if row[0] not in withheld] == [row[:2] for row in known]
    assert table.notes == (NOTE,)
    for other in told.tables:
        counts = [row[1:-1] or row for row in whole.table(other.code).rows]
        assert other is table or [row[1:-1] or row for row in other.rows] == counts


def test_what_is_withheld_is_null_in_json_and_said_in_words() -> None:
    told = in_json(published(), "en")
    table = told["discrimination"]
    nulls = {row["code"]: row["percent"] for row in table["rows"] if row["count"] is None}
    assert (table["total"], len(nulls), set(nulls.values())) == (31, 2, {None})
    assert "sexual_orientation" in nulls
    [note] = told["withheld"]
    assert (note["part"], note["reason"]) == ("discrimination", "small_figures")
    assert note["text"] == (
        "Where it says “withheld”, the figure is withheld, because a figure below 3 could"
        " otherwise be read or worked out."
    )


def test_every_table_stands_with_what_is_withheld_in_it_and_the_reason_beneath() -> None:
    told = document(a_small_year())
    page = html.document_fromstring(document_html(told))
    lines = [line for line in read_csv(document_csv(told)) if line]
    silent = set()
    for table in told.tables:
        cells = {value for row in table.rows for value in row}
        assert table.notes.count(NOTE) == (WITHHELD in cells), table.code
        if WITHHELD in cells:
            notes = [one.text for one in page.get_element_by_id(table.code).iter("p")]
            assert notes[-1] == NOTE
            after = lines.index([table.title]) + 2 + len(table.rows)
            assert [NOTE] in lines[after : after + len(table.notes)]
        else:
            silent.add(table.code)
    assert {"received", "everything", "stock", "assistance"} <= silent
    assert told.table("solved").rows[-1] == ("I alt", 2, "")


@pytest.mark.parametrize("edition", [published, a_small_year])
def test_a_percentage_and_a_mean_stand_only_beside_the_counts_they_are_of(edition) -> None:
    for table in document(edition()).tables:
        if table.columns[-1] in (words.COLUMNS["percent"].da, spoken.COLUMNS["mean"].da):
            for row in table.rows:
                # Of none there is no share, and that there were none may be told.
                none = row[-2] == 0 and row[-1] == words.NONE_KNOWN.da
                assert WITHHELD not in row[:-1] or none or row[-1] in (WITHHELD, ""), table.code


def test_a_share_is_withheld_with_what_it_is_of() -> None:
    shares = {row[0]: row[1:] for row in document(a_small_year()).table("shares").rows}
    assert shares[spoken.SHARES[ShareKind.SOLVED].da] == (WITHHELD,) * 3


def test_a_mean_of_too_few_is_withheld_though_it_was_decided_to_tell_how_many() -> None:
    account = two_complaints()
    everything = [figure.name for figure in account_figures(account)]
    told = document(publishable_account(account, exact=everything))
    days = told.table("days")
    assert days.rows[-1] == ("I alt", 2, WITHHELD)
    assert days.notes[1:] == (
        "Udeladt: dage i gennemsnit, fordi der er for få sager.",
        "Udeladt: dage i gennemsnit ved enkelte indsatser, fordi der er for få sager.",
    )
    assert told.table("solved").rows[0][1:2] == (1,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_on_every_withheld_part_stands_in_the_document_once(language: str) -> None:
    reasons = {
        part: Reason.FEW_CASES if part in FEW else Reason.SMALL_FIGURES for part in AccountPart
    }
    account = replace(publishable_account(two_complaints()), withheld=tuple(reasons.items()))
    tables = document(account, language).tables
    notes = dict(AccountTables(account, COPENHAGEN, language).withheld_notes())
    assert set(notes) == set(AccountPart)
    for part in FEW:
        assert [note for table in tables for note in table.notes].count(notes[part]) == 1
    [small] = {note for part, note in notes.items() if part not in FEW}
    noted = {table.code for table in tables if small in table.notes}
    assert all(table.notes.count(small) <= 1 for table in tables)
    # Nothing is told of the years before, and there is no table of them.
    own = (set(AccountPart) - FEW - {"upheld_before", "reopened"}) | {"stock"}
    # The development repeats a share, and has the note where that is withheld.
    assert noted - {"development"} == own
    texts = {
        one["part"]: one["text"]
        for one in json.loads(account_json(account, COPENHAGEN, language))["withheld"]
    }
    assert texts == notes
