import hashlib
import re

from crypto import identifiers


def test_ids_secrets_and_tokens_have_their_lengths_and_differ() -> None:
    assert len(identifiers.new_id()) == 16
    assert len(identifiers.new_secret()) == 32
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", identifiers.new_token())
    made = [
        maker()
        for maker in (identifiers.new_id, identifiers.new_secret, identifiers.new_token)
        for _ in range(50)
    ]
    assert len(set(made)) == 150


def test_a_case_number_is_a_year_and_five_random_characters() -> None:
    numbers = {identifiers.new_case_number(2026) for _ in range(50)}
    assert len(numbers) > 45
    assert all(re.fullmatch(r"2026-[0-9A-HJKMNP-TV-Z]{5}", number) for number in numbers)


def test_a_hash_is_bound_to_its_label() -> None:
    assert identifiers.hash_of(b"a", b"x") != identifiers.hash_of(b"b", b"x")
    assert identifiers.hash_of(b"a", b"x") == hashlib.sha256(b"a\0\0\0\x01x").digest()


def test_shuffling_keeps_every_item_and_leaves_the_original_alone() -> None:
    items = tuple(range(100))
    shuffled = identifiers.shuffled(items)
    assert sorted(shuffled) == list(items)
    assert shuffled != list(items)
