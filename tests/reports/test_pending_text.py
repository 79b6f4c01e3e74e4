"""With whom the pending cases rest, as a sentence and as a table beside it."""

from __future__ import annotations

from datetime import date

from portal.domain.stock import Pending
from portal.reports.pending_text import pending_sentence, pending_table
from portal.reports.tables import plain_text
from tests.support.counted import PUBLISHED


def pending(unit: int, administration: int, reporter: int) -> Pending:
    return Pending(date(2024, 12, 31), unit, administration, reporter)


def test_the_sentence_of_the_annual_account() -> None:
    told = pending(*(PUBLISHED["pending"][one] for one in ("unit", "administration", "reporter")))
    assert pending_sentence(told, "da") == PUBLISHED["pending"]["sentence"]
    assert pending_sentence(told, "en") == (
        "On 31 December 2024, 34 cases were pending: 3 rested with the unit, 30 with the"
        " administrations and 1 with the reporters."
    )


def test_today_is_told_as_it_is() -> None:
    today = pending(3, 30, 1)
    assert pending_sentence(today, "da", now=True) == (
        "Den 31. december 2024 er 34 sager under behandling: 3 beror på enheden, 30 på"
        " forvaltningerne og 1 på indberetterne."
    )
    assert pending_sentence(today, "en", now=True) == (
        "On 31 December 2024, 34 cases are pending: 3 rest with the unit, 30 with the"
        " administrations and 1 with the reporters."
    )
    assert " er 1 sag " in pending_sentence(pending(0, 1, 0), "da", now=True)
    assert pending_sentence(pending(0, 0, 0), "da", now=True) == (
        "Den 31. december 2024 er ingen sager under behandling."
    )


def test_one_case_and_none_have_sentences_of_their_own() -> None:
    assert pending_sentence(pending(0, 1, 0), "da").startswith(
        "Den 31. december 2024 var 1 sag under behandling: "
    )
    assert "1 case was pending" in pending_sentence(pending(0, 1, 0), "en")
    assert pending_sentence(pending(0, 0, 0), "da") == (
        "Den 31. december 2024 var ingen sager under behandling."
    )
    assert pending_sentence(pending(0, 0, 0), "en") == "On 31 December 2024 no cases were pending."


def test_the_table_beside_the_sentence_stands_in_columns() -> None:
    lines = plain_text(pending_table(pending(3, 30, 1), "da"), "da").splitlines()
    assert lines == [
        "Sagen beror på   Antal",
        "Enheden              3",
        "Forvaltningerne     30",
        "Indberetterne        1",
        "I alt               34",
    ]
