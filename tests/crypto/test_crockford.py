import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.crockford import ALPHABET, encode, normalise
from tests.crypto.expectations import unhurried

DASHES = "-‐‑‒–—―−⁃﹘﹣－\u00ad"  # noqa: RUF001
SPACES = " \u00a0\u2003\u202f\u3000\t\n\r"
DOTS = ".·•‧∙⋅・…․"  # noqa: RUF001
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u202c\ufe0f"

symbols = st.text(ALPHABET, min_size=1, max_size=30)


def test_the_alphabet_has_no_letters_that_are_taken_for_others() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")


@unhurried
@given(symbols, st.text(DASHES + SPACES + DOTS + INVISIBLE, max_size=30))
def test_separators_anywhere_are_forgiven(text: str, separators: str) -> None:
    typed = list(text.lower())
    for number, separator in enumerate(separators):
        typed.insert((number * 7) % (len(typed) + 1), separator)
    assert normalise("".join(typed)) == text


@pytest.mark.parametrize("separator", sorted(set(DASHES + SPACES + DOTS + INVISIBLE)))
def test_each_kind_of_separator_is_dropped(separator: str) -> None:
    assert normalise(f"AB{separator}CD") == "ABCD"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("il1LI", "11111"), ("oO0", "000"), ("ａｂ１２", "AB12"), ("ı", "1"), ("²", "2")],  # noqa: RUF001
)
def test_lookalikes_and_wide_forms_are_forgiven(typed: str, read: str) -> None:
    assert normalise(typed) == read


@pytest.mark.parametrize("typed", ["U", "Ø", "А", "!", "_"])  # noqa: RUF001 (a Cyrillic A)
def test_other_characters_stay_for_the_caller_to_refuse(typed: str) -> None:
    assert normalise(typed) == typed
    assert typed not in ALPHABET


@unhurried
@given(symbols)
def test_what_is_normal_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


@unhurried
@given(st.integers(0, 2**25 - 1))
def test_numbers_are_written_with_the_highest_bits_first(value: int) -> None:
    text = encode(value, 5)
    assert len(text) == 5
    read = 0
    for symbol in text:
        read = read * 32 + ALPHABET.index(symbol)
    assert read == value


@pytest.mark.parametrize("value", [-1, 32**2])
def test_a_number_that_does_not_fit_is_an_error(value: int) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        encode(value, 2)
