"""What of a form was written, and what was only chosen."""

from datetime import date

import pytest

from portal.domain.draft import Draft, submission_in, texts_in


@pytest.mark.parametrize(
    "value",
    ["", " ", "y", "1", "yes", "serious_offence", "2026-04-01", "SOF", "manager:da", "0" * 32],
)
def test_what_a_list_or_a_box_sends_is_no_text(value: str) -> None:
    assert texts_in([("field", value)]) == ()


@pytest.mark.parametrize(
    "value", ["Afvist", "tal med din leder", "ok.", "å", "Nej!", "a" * 41, "linje\nlinje", "🦉"]
)
def test_what_somebody_wrote_is(value: str) -> None:
    assert texts_in([("field", value)]) == (value,)


def test_the_mark_of_a_sending_is_none_of_it() -> None:
    fields = [("submission", "Xa0_-Qw" * 6), ("note", "Ring til Hanne")]
    assert texts_in(fields) == ("Ring til Hanne",)
    assert submission_in(fields) == "Xa0_-Qw" * 6
    assert submission_in([]) == ""


def test_a_draft_is_known_by_the_first_words_of_its_longest_text() -> None:
    def beginning(*texts: str) -> str:
        fields = tuple(("text", text) for text in texts)
        return Draft("", "", "", fields, date(2026, 3, 3)).beginning

    assert beginning("Kort", "Kære  indberetter\n\nTak") == "Kære indberetter Tak"
    assert beginning() == ""
    assert beginning("ord " * 100) == "ord " * 29 + "ord …"
    assert beginning("x" * 200) == "x" * 120 + " …"


def test_a_draft_waits_sixty_days() -> None:
    assert Draft("", "", "", (), date(2026, 3, 3)).kept_until == date(2026, 5, 2)
