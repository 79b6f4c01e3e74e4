"""How a report's draft may change, and what is missing before it may be published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.errors import InvalidInput, NotFound
from portal.domain.municipality import LocalText
from portal.domain.period import year_of
from portal.domain.publication import (
    ChangedFigure,
    OwnWords,
    PrintedFigure,
    ReportDraft,
    ReportKind,
    changed_figures,
    files_digest,
)
from portal.domain.report_draft import (
    Unready,
    correction_reason,
    unready,
    with_exact_asked,
    with_exact_confirmed,
    with_read,
    with_threshold,
    with_written,
    without_exact,
)

DRAFT = ReportDraft(ReportKind.ANNUAL, year_of(2025), 3)
TODAY = date(2026, 3, 3)
ANNA, BO = "aa" * 16, "bb" * 16
WORDS = OwnWords(foreword=LocalText("Et år med flere sager.", ""))
OTHER = OwnWords(foreword=LocalText("Et år med færre sager.", ""))
BECAUSE = "Tallet står allerede i udvalgets referat."


def test_words_that_nobody_else_has_read_are_not_ready() -> None:
    written = with_written(DRAFT, WORDS, ANNA)
    assert unready(DRAFT, TODAY) == ()
    assert unready(written, TODAY) == (Unready.WORDS_UNREAD,)
    assert unready(with_read(written, BO, TODAY), TODAY) == ()


def test_nobody_reads_her_own_words_as_the_second_person() -> None:
    written = with_written(DRAFT, WORDS, ANNA)
    with pytest.raises(InvalidInput) as refused:
        with_read(written, ANNA, TODAY)
    assert (refused.value.field, refused.value.reason) == ("words", "own_words")


def test_who_changed_a_word_is_no_second_person_any_more() -> None:
    both = with_written(with_written(DRAFT, WORDS, ANNA), OTHER, BO)
    for one in (ANNA, BO):
        with pytest.raises(InvalidInput):
            with_read(both, one, TODAY)


def test_other_words_have_to_be_read_again() -> None:
    read = with_read(with_written(DRAFT, WORDS, ANNA), BO, TODAY)
    changed = with_written(read, OTHER, ANNA)
    assert (changed.reading, changed.words_read) == (None, False)
    assert unready(changed, TODAY) == (Unready.WORDS_UNREAD,)


def test_a_reading_of_other_words_counts_for_nothing() -> None:
    read = with_read(with_written(DRAFT, WORDS, ANNA), BO, TODAY)
    assert not replace(read, words=OTHER).words_read
    assert not replace(read, written_by=(ANNA, BO)).words_read


def test_the_same_words_change_nothing() -> None:
    read = with_read(with_written(DRAFT, WORDS, ANNA), BO, TODAY)
    spaced = replace(WORDS, foreword=LocalText(f"  {WORDS.foreword.da}\r\n", ""))
    assert with_written(read, spaced, BO) is read
    assert with_read(read, "cc" * 16, TODAY) is read


def test_words_that_were_taken_out_need_no_reader_and_have_no_writer() -> None:
    emptied = with_written(with_written(DRAFT, WORDS, ANNA), OwnWords(), BO)
    assert (emptied.written_by, unready(emptied, TODAY)) == ((), ())
    with pytest.raises(InvalidInput) as refused:
        with_read(emptied, BO, TODAY)
    assert refused.value.reason == "nothing_written"


@pytest.mark.parametrize("today", [date(2025, 12, 31), date(2025, 6, 1)])
def test_a_period_that_is_not_over_is_not_published(today: date) -> None:
    assert unready(DRAFT, today) == (Unready.NOT_OVER,)
    assert unready(DRAFT, date(2026, 1, 1)) == ()


@pytest.mark.parametrize("threshold", [0, 1, 2, 4, 6, -3])
def test_the_smallest_figure_told_is_three_or_five(threshold: int) -> None:
    assert with_threshold(DRAFT, 5).threshold == 5
    with pytest.raises(InvalidInput):
        with_threshold(DRAFT, threshold)


def test_a_small_figure_is_told_when_a_second_person_agrees() -> None:
    asked = with_exact_asked(DRAFT, "themes.finance", 2, BECAUSE, ANNA, TODAY)
    counts = {"themes.finance": 2}
    assert asked.exact_now(counts) == frozenset()
    assert unready(asked, TODAY) == (Unready.EXACT_UNCONFIRMED,)
    confirmed = with_exact_confirmed(asked, "themes.finance", BO, TODAY)
    assert (confirmed.exact_now(counts), unready(confirmed, TODAY)) == ({"themes.finance"}, ())
    assert with_exact_confirmed(confirmed, "themes.finance", ANNA, TODAY) is confirmed
    assert without_exact(confirmed, "themes.finance") == DRAFT


def test_who_agreed_to_a_number_agreed_to_no_other() -> None:
    asked = with_exact_asked(DRAFT, "themes.finance", 2, BECAUSE, ANNA, TODAY)
    confirmed = with_exact_confirmed(asked, "themes.finance", BO, TODAY)
    assert confirmed.exact_now({"themes.finance": 1}) == frozenset()
    assert confirmed.exact_now({}) == frozenset()


def test_nobody_confirms_her_own_wish() -> None:
    asked = with_exact_asked(DRAFT, "themes.finance", 2, BECAUSE, ANNA, TODAY)
    with pytest.raises(InvalidInput) as refused:
        with_exact_confirmed(asked, "themes.finance", ANNA, TODAY)
    assert (refused.value.field, refused.value.reason) == ("figure", "own_wish")
    [cell] = asked.exact
    assert not replace(cell, confirmed_by=ANNA).granted


def test_what_nobody_asked_for_is_not_confirmed() -> None:
    with pytest.raises(NotFound):
        with_exact_confirmed(DRAFT, "themes.finance", BO, TODAY)


@pytest.mark.parametrize(
    ("because", "reason"),
    [("", "too_short"), (" " * 40, "too_short"), ("x" * 19, "too_short"), ("x" * 2001, "too_long")],
)
def test_a_wish_needs_a_reason_of_some_length(because: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        with_exact_asked(DRAFT, "themes.finance", 2, because, ANNA, TODAY)
    assert (refused.value.field, refused.value.reason) == ("because", reason)


def test_one_figure_is_asked_for_once() -> None:
    asked = with_exact_asked(DRAFT, "themes.finance", 2, BECAUSE, ANNA, TODAY)
    assert with_exact_asked(asked, "themes.finance", 2, f"{BECAUSE} ", ANNA, TODAY) is asked
    with pytest.raises(InvalidInput) as refused:
        with_exact_asked(asked, "themes.finance", 2, BECAUSE, BO, TODAY)
    assert refused.value.reason == "asked_already"


def test_a_correction_says_why_in_danish_and_in_english_if_it_is_given() -> None:
    told = correction_reason(LocalText(" En sag blev genåbnet i februar. ", ""))
    assert told == LocalText("En sag blev genåbnet i februar.", "")
    for because, field in (
        (LocalText("Fejl", "A case was opened again."), "because_da"),
        (LocalText("En sag blev genåbnet i februar.", "x" * 2001), "because_en"),
    ):
        with pytest.raises(InvalidInput) as refused:
            correction_reason(because)
        assert refused.value.field == field


def printed(value: str, row: str = "Økonomi") -> PrintedFigure:
    return PrintedFigure("themes", "Forhold efter tema", row, "Antal", value)


def test_what_is_printed_otherwise_is_found_place_by_place() -> None:
    before = (printed("4"), printed("udeladt", "Andet"), printed("9", "Miljøfare"))
    now = (printed("5"), printed("udeladt", "Andet"), printed("0", "Databeskyttelse"))
    title, column = "Forhold efter tema", "Antal"
    assert changed_figures(before, now) == (
        ChangedFigure(title, "Økonomi", column, "4", "5"),
        ChangedFigure(title, "Miljøfare", column, "9", ""),
        ChangedFigure(title, "Databeskyttelse", column, "", "0"),
    )
    assert changed_figures(before, before) == ()


def test_the_digest_is_over_the_files_in_the_order_of_their_names() -> None:
    digest = files_digest({"da.pdf": b"to", "da.csv": b"one"})
    assert digest == files_digest({"da.csv": b"one", "da.pdf": b"to"})
    assert digest == files_digest({"a": b"oneto"})
    assert digest != files_digest({"da.csv": b"to", "da.pdf": b"one"})
