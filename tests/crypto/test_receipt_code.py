import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.crockford import ALPHABET
from crypto.errors import MistypedCode
from crypto.receipt_code import ReceiptCode, new_code, parse_code
from tests.crypto.expectations import few, unhurried

codes = st.builds(new_code)


def mistyped(symbols: str) -> bool:
    try:
        parse_code(symbols)
    except MistypedCode:
        return True
    return False


def test_a_code_is_six_groups_of_four() -> None:
    code = new_code()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}", code.text)
    assert new_code() != code


@unhurried
@given(codes)
def test_a_typed_code_is_the_code(code: ReceiptCode) -> None:
    typed = code.text.lower().replace("1", "l").replace("0", "o").replace("-", " – ")
    assert parse_code(f"\u200b {typed}.\n") == code
    assert parse_code(code.text.replace("1", "I").replace("-", "")) == code


@few
@given(codes)
def test_every_single_wrong_character_is_noticed(code: ReceiptCode) -> None:
    right = code.text.replace("-", "")
    wrong = [
        right[:place] + other + right[place + 1 :]
        for place in range(24)
        for other in ALPHABET
        if other != right[place]
    ]
    assert len(wrong) == 24 * 31
    assert all(mistyped(symbols) for symbols in wrong)


@few
@given(codes)
def test_every_swap_of_two_characters_is_noticed(code: ReceiptCode) -> None:
    right = code.text.replace("-", "")
    for first in range(24):
        for second in range(first + 1, 24):
            swapped = list(right)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            assert mistyped("".join(swapped)) == (right[first] != right[second])


@pytest.mark.parametrize(
    "typed",
    ["", "-", "0" * 23, "0" * 25, "U" * 24, "Ø" * 24, "0" * 23 + "!", "0" * 24 + " " * 300],
)
def test_what_is_no_code_is_told_apart(typed: str) -> None:
    with pytest.raises(MistypedCode) as caught:
        parse_code(typed)
    assert caught.value.args == ()


@unhurried
@given(st.text(max_size=300))
def test_any_text_is_a_code_or_mistyped(text: str) -> None:
    assert mistyped(text) or parse_code(text).text


def test_a_code_hides_itself() -> None:
    code = new_code()
    for shown in (repr(code), str(code), f"{code}", repr([code])):
        assert code.text not in shown
        assert code.text.replace("-", "") not in shown
    with pytest.raises(AttributeError):
        code._symbols = "x"  # type: ignore[misc]


def test_the_same_code_gives_the_same_keys_and_another_others() -> None:
    code, other = new_code(), new_code()
    again = parse_code(code.text)
    assert again.locator == code.locator != other.locator
    assert again.key_pair().seed == code.key_pair().seed != other.key_pair().seed
    assert len(code.locator) == 32
    assert code.locator != code.key_pair().seed
