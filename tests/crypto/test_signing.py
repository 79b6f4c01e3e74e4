import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.key_pair import KeyPair
from crypto.labels import SIGNATURE, SIGNING_SEED, bind
from crypto.receipt_code import new_code, parse_code
from crypto.signing import PUBLIC_BYTES, SIGNATURE_BYTES, SigningPair, check_signature
from tests.crypto.expectations import keys, refused, unhurried, with_byte_changed

PAIR, OTHER = SigningPair(bytes(range(32))), SigningPair(bytes(range(1, 33)))
STATEMENT = bind(b"statement", b"field", 1)
SIGNATURE_OF_IT = PAIR.sign(STATEMENT)
OTHERS_SIGNATURE = OTHER.sign(STATEMENT)
MLDSA, ED25519 = slice(1, 3310), slice(3310, 3374)


def with_half_of(half: slice, taken_from: bytes) -> bytes:
    signature = bytearray(SIGNATURE_OF_IT)
    signature[half] = taken_from[half]
    return bytes(signature)


@unhurried
@given(keys, st.binary(max_size=200))
def test_what_is_signed_is_good_under_the_key_that_signed(seed: bytes, statement: bytes) -> None:
    pair = SigningPair(seed)
    signature = pair.sign(statement)
    assert len(pair.public) == PUBLIC_BYTES == 1984
    assert len(signature) == SIGNATURE_BYTES == 3374
    assert signature[0] == 1
    check_signature(pair.public, statement, signature)


def test_a_signing_pair_is_its_seed() -> None:
    pair = SigningPair.new()
    assert SigningPair(pair.seed).public == pair.public
    assert SigningPair.new().public != pair.public


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_an_error(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SigningPair(bytes(length))
    with pytest.raises(ValueError, match="32 bytes"):
        SigningPair.of_member(bytes(length))


def test_a_signing_pair_shows_nothing() -> None:
    assert repr(PAIR) == str(PAIR) == "SigningPair(…)"
    assert not hasattr(PAIR, "__dict__")


@unhurried
@given(st.integers(0, SIGNATURE_BYTES - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_is_refused(position: int, difference: int) -> None:
    with refused():
        check_signature(
            PAIR.public, STATEMENT, with_byte_changed(SIGNATURE_OF_IT, position, difference)
        )


@unhurried
@given(st.integers(0, PUBLIC_BYTES - 1), st.integers(1, 255))
def test_a_changed_byte_of_the_key_is_refused(position: int, difference: int) -> None:
    with refused():
        check_signature(
            with_byte_changed(PAIR.public, position, difference), STATEMENT, SIGNATURE_OF_IT
        )


@pytest.mark.parametrize("half", [MLDSA, ED25519], ids=["ML-DSA", "Ed25519"])
@pytest.mark.parametrize(
    "taken_from",
    [bytes(SIGNATURE_BYTES), OTHERS_SIGNATURE, PAIR.sign(b"another statement")],
    ids=["zeros", "another key over the same statement", "the same key over another statement"],
)
def test_one_good_half_is_not_enough(half: slice, taken_from: bytes) -> None:
    with refused():
        check_signature(PAIR.public, STATEMENT, with_half_of(half, taken_from))


@pytest.mark.parametrize("half", [MLDSA, ED25519], ids=["ML-DSA", "Ed25519"])
def test_a_half_of_another_signature_of_the_same_key_and_statement_is_as_good(half: slice) -> None:
    check_signature(PAIR.public, STATEMENT, with_half_of(half, PAIR.sign(STATEMENT)))


def test_a_half_cannot_be_passed_off_as_that_of_a_key_that_shares_it() -> None:
    mixed = PAIR.public[:1952] + OTHER.public[1952:]
    with refused():
        check_signature(mixed, STATEMENT, with_half_of(ED25519, OTHERS_SIGNATURE))


def test_another_key_or_statement_is_refused() -> None:
    with refused():
        check_signature(OTHER.public, STATEMENT, SIGNATURE_OF_IT)
    with refused():
        check_signature(PAIR.public, bind(b"statement", b"field", 2), SIGNATURE_OF_IT)


def test_the_bare_statement_is_not_what_is_signed() -> None:
    bare = b"\x01" + PAIR._mldsa.sign(STATEMENT) + PAIR._ed25519.sign(STATEMENT)
    with refused():
        check_signature(PAIR.public, STATEMENT, bare)


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_is_refused(version: int) -> None:
    signed = bind(SIGNATURE, bytes([version]), PAIR.public, STATEMENT)
    halves = PAIR._mldsa.sign(signed) + PAIR._ed25519.sign(signed)
    for head in (bytes([version]), b"\x01"):
        with refused():
            check_signature(PAIR.public, STATEMENT, head + halves)
    with refused():
        check_signature(PAIR.public, STATEMENT, bytes([version]) + SIGNATURE_OF_IT[1:])


@pytest.mark.parametrize(
    "signature",
    [b"", b"\x01", SIGNATURE_OF_IT[:-1], SIGNATURE_OF_IT[:3310], SIGNATURE_OF_IT + b"\0"],
)
def test_a_signature_of_another_length_is_refused(signature: bytes) -> None:
    with refused():
        check_signature(PAIR.public, STATEMENT, signature)


@pytest.mark.parametrize(
    "public", [b"", PAIR.public[:-1], PAIR.public[:1952], PAIR.public[1952:], PAIR.public + b"\0"]
)
def test_a_key_of_another_length_is_refused(public: bytes) -> None:
    with refused():
        check_signature(public, STATEMENT, SIGNATURE_OF_IT)


@pytest.mark.parametrize("other", [None, 1, "text", bytearray(PUBLIC_BYTES), memoryview(b"")])
def test_what_is_not_bytes_is_refused(other: object) -> None:
    with refused():
        check_signature(other, STATEMENT, SIGNATURE_OF_IT)  # type: ignore[arg-type]
    with refused():
        check_signature(PAIR.public, STATEMENT, other)  # type: ignore[arg-type]


def test_a_good_signature_that_is_not_bytes_is_refused() -> None:
    with refused():
        check_signature(PAIR.public, STATEMENT, bytearray(SIGNATURE_OF_IT))  # type: ignore[arg-type]
    with refused():
        check_signature(bytearray(PAIR.public), STATEMENT, SIGNATURE_OF_IT)  # type: ignore[arg-type]


def test_the_same_code_gives_the_same_signing_pair_and_another_code_another() -> None:
    code = new_code()
    pair = parse_code(code.text).signing_pair()
    assert pair.public == code.signing_pair().public
    assert pair.public != new_code().signing_pair().public
    check_signature(code.signing_pair().public, STATEMENT, pair.sign(STATEMENT))


def test_a_reporters_two_pairs_have_nothing_in_common() -> None:
    code = new_code()
    seeds = {code.key_pair().seed, code.signing_pair().seed, code.locator}
    assert len(seeds) == 3
    assert code.signing_pair().public != SigningPair(code.key_pair().seed).public


def test_a_members_signing_pair_follows_from_the_seed_of_her_key_pair() -> None:
    seed = KeyPair.new().seed
    pair = SigningPair.of_member(seed)
    assert pair.public == SigningPair.of_member(seed).public
    assert pair.seed != seed
    assert pair.public != SigningPair(seed).public
    assert pair.public != SigningPair.of_member(KeyPair.new().seed).public


def test_the_two_halves_of_a_pair_have_seeds_of_their_own() -> None:
    seeds = {PAIR.seed, PAIR._ed25519.private_bytes_raw(), PAIR._mldsa.private_bytes_raw()}
    assert len(seeds) == 3
    assert bind(SIGNING_SEED) not in seeds
