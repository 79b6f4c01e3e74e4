import pytest

from crypto.key_pair import KeyPair


def test_the_seed_of_the_x_wing_draft_gives_the_public_key_of_the_draft() -> None:
    seed = "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"
    public = KeyPair.from_seed(bytes.fromhex(seed)).public
    assert len(public) == 1216
    assert public.hex().startswith("e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2")


def test_a_key_pair_is_its_seed() -> None:
    pair = KeyPair.new()
    assert KeyPair.from_seed(pair.seed).public == pair.public
    assert KeyPair.new().public != pair.public


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_an_error(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyPair.from_seed(bytes(length))


def test_a_key_pair_shows_nothing() -> None:
    pair = KeyPair.new()
    assert repr(pair) == str(pair) == "KeyPair(…)"
    assert not hasattr(pair, "__dict__")
