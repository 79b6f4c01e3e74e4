"""The search that proves silence must be able to hear."""

from pathlib import Path

import pytest

from tests.support.leak_search import forms_of, search

WORD = "Brombærbusken"


@pytest.mark.parametrize("form", list(forms_of(WORD)))
def test_a_word_is_found_in_each_form_it_may_lie_in(tmp_path: Path, form: str) -> None:
    (tmp_path / "page").write_bytes(b"\x00" * 999 + forms_of(WORD)[form] + b"\xff" * 999)
    assert WORD in {leak.word for leak in search([tmp_path], [WORD])}


def test_a_word_is_found_whatever_its_case_and_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "a" / ".hidden").mkdir(parents=True)
    (tmp_path / "a" / ".hidden" / "file-wal").write_text(f"xx{WORD.upper()}yy", "utf-8")
    assert search([tmp_path], ["Stikkelsbær"]) == []
    assert search([tmp_path], ["rbusken"])


def test_a_word_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(bytes(range(256)) * 64)
    assert search([tmp_path], [WORD]) == []


def test_a_word_too_short_to_prove_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="chance"):
        forms_of("kort")
