import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.comparison_words import comparison_words
from crypto.identifiers import hash_of
from crypto.labels import COMPARED_WORDS
from tests.crypto.expectations import unhurried

WORDS = [f"word{place}" for place in range(2048)]


@unhurried
@given(st.binary(max_size=200))
def test_the_same_data_gives_the_same_six_words_of_the_list(data: bytes) -> None:
    words = comparison_words(data, WORDS)
    assert words == comparison_words(data, tuple(WORDS))
    assert len(words.split(" ")) == 6
    assert set(words.split(" ")) <= set(WORDS)


@unhurried
@given(st.binary(min_size=1, max_size=200), st.data())
def test_one_bit_of_the_data_changes_the_words(data: bytes, drawn: st.DataObject) -> None:
    bit = drawn.draw(st.integers(0, 8 * len(data) - 1))
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    assert comparison_words(bytes(changed), WORDS) != comparison_words(data, WORDS)


def test_the_words_are_the_first_66_bits_of_the_hash() -> None:
    bits = "".join(f"{byte:08b}" for byte in hash_of(COMPARED_WORDS, b"data"))
    places = [int(bits[start : start + 11], 2) for start in range(0, 66, 11)]
    assert comparison_words(b"data", WORDS) == " ".join(WORDS[place] for place in places)


def test_every_word_of_the_list_can_come_up() -> None:
    words = {word for number in range(5000)
             for word in comparison_words(number.to_bytes(2, "big"), WORDS).split(" ")}  # fmt: skip
    assert words == set(WORDS)


def test_words_beyond_the_first_2048_are_not_used() -> None:
    for more in (["more"], ["word0"], ["more"] * 2000):
        assert comparison_words(b"data", WORDS + more) == comparison_words(b"data", WORDS)


@pytest.mark.parametrize(
    "words",
    [[], WORDS[:6], WORDS[:-1], [*WORDS[:-1], WORDS[0]], [WORDS[1], *WORDS[1:]]],
    ids=["none", "six", "one too few", "the last one doubled", "the first one doubled"],
)
def test_too_few_words_or_the_same_one_twice_is_an_error(words: list[str]) -> None:
    with pytest.raises(ValueError, match="too few words"):
        comparison_words(b"data", words)


def test_a_doubled_word_is_not_made_good_by_more_words() -> None:
    with pytest.raises(ValueError, match="too few words"):
        comparison_words(b"data", [WORDS[0], *WORDS])
