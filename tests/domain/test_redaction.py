from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.redaction import BAR, UnevenMarks, read_marks, redacted

# What a text is made of here has no bracket and no bar in it.
plain = st.text(st.characters(exclude_characters="[]█"), max_size=40)
passage = st.text(st.characters(exclude_characters="[]█"), min_size=1, max_size=40)


def test_each_marked_passage_becomes_one_bar_of_the_same_length() -> None:
    text = "Det var [[Karen]], og siden [[Karen Margrethe Nielsen\nfra kassen]]."
    assert redacted(text) == f"Det var {BAR}, og siden {BAR}."


def test_a_text_without_marks_is_left_as_it_is() -> None:
    assert redacted("[x] og a[0] ]\n") == "[x] og a[0] ]\n"


def test_passages_that_touch_lie_under_one_bar() -> None:
    assert redacted("[[Karen]][[ Nielsen]] gik") == f"{BAR} gik"


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("Kassen\n[[Karen [[Nielsen]]]]", "nested", 2),
        ("Kassen\n\n[[Karen", "not_closed", 3),
        ("Karen]] gik", "not_opened", 1),
        ("[[Karen] ]", "not_closed", 1),
        ("[[Karen]] og\n[[Lone]] og ]]", "not_opened", 2),
    ],
)
def test_marks_that_do_not_fit_are_refused_and_the_place_is_told(
    text: str, reason: str, line: int
) -> None:
    with pytest.raises(UnevenMarks) as refused:
        redacted(text, field="extract")
    error = refused.value
    assert (error.field, error.reason, error.line) == ("extract", reason, line)
    assert error.piece
    assert error.piece in text.splitlines()[line - 1]
    assert "Karen" not in str(error)


def test_what_is_found_besides_the_marks_is_blacked_out_with_them() -> None:
    def karen(text: str) -> list[tuple[int, int]]:
        return [found.span() for found in re.finditer("Karen Nielsen", text)]

    # Half of the name is marked: the other half would have stayed.
    assert redacted("Det var Karen [[Nielsen]] selv", karen) == f"Det var {BAR} selv"


@given(st.lists(st.tuples(plain, passage), max_size=5), plain)
def test_nothing_of_a_marked_passage_is_left_and_nothing_else_is_lost(
    pairs: list[tuple[str, str]], end: str
) -> None:
    text = "".join(f"{before}[[{hidden}]]" for before, hidden in pairs) + end
    result = redacted(text)
    expected = re.sub(rf"(?:{BAR})+", BAR, "".join(f"{before}{BAR}" for before, _ in pairs) + end)
    assert result == expected


@given(st.text(st.sampled_from("[]ab\n"), max_size=30))
def test_any_text_is_blacked_out_as_marked_or_refused(text: str) -> None:
    try:
        marked = read_marks(text)
    except UnevenMarks:
        return
    assert "[[" not in text or text.count("[[") >= len(marked.passages)
    for first, last in marked.passages:
        assert 0 <= first <= last <= len(marked.text)
    outside = "".join(re.split(r"\[\[.*?\]\]", text, flags=re.DOTALL))
    assert redacted(text).replace(BAR, "") == outside


@given(passage, plain, plain)
def test_the_length_of_what_was_hidden_is_not_told(hidden: str, before: str, after: str) -> None:
    assert redacted(f"{before}[[{hidden}]]{after}") == redacted(f"{before}[[x]]{after}")
