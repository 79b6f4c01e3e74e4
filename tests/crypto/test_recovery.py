import secrets
from itertools import combinations

import pytest
import shamir_mnemonic.shamir
from shamir_mnemonic import generate_mnemonics

from crypto.key_pair import KeyPair
from crypto.recovery import (
    COMMON_WORDS,
    RECOVERY_HOLDER,
    SHARE_WORDS,
    join_shares,
    new_recovery,
    reseal,
    shares_missing,
    strange_words,
)
from crypto.sealing import IDENTITY, ROOT, case_key_info, open_with, seal_to
from tests.crypto.expectations import refused, with_byte_changed

# Two of the three shares of the seed 00 01 … 1f: what was written down once opens for good.
SEED = bytes(range(32))
WRITTEN_DOWN = (
    """
    jewelry thorn academic acid average ocean golden walnut mandate papa hormone drug hush aquatic
    security golden smell hamster stilt genius envy duration easy patent trial unwrap visual leader
    cleanup railroad grin lair mortgage
    """,
    """
    jewelry thorn academic always animal criminal filter hunting clinic engage meaning receiver
    jewelry software involve blanket guard security watch humidity decision zero minister loud
    client style decorate society prisoner index freshman practice warmth
    """,
)
PUBLIC, SHARES = new_recovery(needed=3, holders=5)
CASE, PERSON = b"c" * 16, b"p" * 16
HERS = KeyPair.from_seed(bytes(32))


def recovery_box(
    public: bytes, key: bytes, purpose: str = ROOT, holder: bytes = RECOVERY_HOLDER
) -> bytes:
    info = case_key_info(purpose=purpose, case_id=CASE, generation=2, holder=holder)
    return seal_to(public, key, info)


def resealed(pair: KeyPair, box: bytes, purpose: str = ROOT, generation: int = 2) -> bytes:
    return reseal(
        pair, box, purpose=purpose, case_id=CASE, generation=generation, holder_id=PERSON,
        public=HERS.public,
    )  # fmt: skip


def with_word(share: str, place: int, word: str) -> str:
    words = share.split()
    words[place] = word
    return " ".join(words)


def test_any_three_of_five_shares_open_the_key_that_the_public_half_belongs_to() -> None:
    for three in combinations(SHARES, 3):
        assert join_shares(three).public == PUBLIC


@pytest.mark.parametrize(("needed", "holders"), [(2, 2), (2, 16), (16, 16)])
def test_from_two_to_sixteen_may_hold_shares_and_all_of_them_be_needed(
    needed: int, holders: int
) -> None:
    public, shares = new_recovery(needed=needed, holders=holders)
    assert len(set(shares)) == holders
    assert join_shares(shares[-needed:]).public == public
    with refused():
        join_shares(shares[: needed - 1])


@pytest.mark.parametrize(("needed", "holders"), [(1, 1), (1, 5), (0, 2), (3, 2), (2, 17), (17, 17)])
def test_other_numbers_are_an_error(needed: int, holders: int) -> None:
    with pytest.raises(ValueError, match="holders"):
        new_recovery(needed=needed, holders=holders)


def test_a_share_is_33_words_of_which_the_first_three_are_common() -> None:
    split = [share.split() for share in SHARES]
    assert {len(words) for words in split} == {SHARE_WORDS}
    assert len({tuple(words[:COMMON_WORDS]) for words in split}) == 1
    assert len({words[COMMON_WORDS] for words in split}) == len(SHARES)


def test_two_ceremonies_make_two_keys() -> None:
    assert new_recovery(needed=2, holders=2)[0] != new_recovery(needed=2, holders=2)[0]


def test_the_chance_in_shares_is_the_operating_systems() -> None:
    assert shamir_mnemonic.shamir.RANDOM_BYTES is secrets.token_bytes


def test_shares_that_do_not_open_are_found_out_while_they_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crypto.recovery.join_shares", lambda shares: KeyPair.new())
    with pytest.raises(RuntimeError):
        new_recovery(needed=2, holders=3)


def test_shares_written_down_once_open_for_good() -> None:
    assert join_shares(WRITTEN_DOWN).seed == SEED


def test_a_share_may_be_typed_in_capitals_with_wide_spaces_twice_or_beyond_what_is_needed() -> None:
    typed = ["  ".join(SHARES[0].upper().split()), SHARES[0], SHARES[4], SHARES[2], SHARES[1]]
    assert join_shares(typed).public == PUBLIC


@pytest.mark.parametrize("shares", [[], SHARES[:1], SHARES[:2], [SHARES[0]] * 3, [""], ["word"]])
def test_too_few_shares_do_not_open(shares: list[str]) -> None:
    with refused():
        join_shares(shares)


def test_a_mistyped_share_does_not_open() -> None:
    words = SHARES[2].split()
    swapped = " ".join([*words[:9], words[10], words[9], *words[11:]])
    another = "academic" if words[20] != "academic" else "acid"
    for wrong in (
        with_word(SHARES[2], 5, "nonsense"),
        with_word(SHARES[2], 20, another),
        swapped if words[9] != words[10] else "",
        " ".join(words[:-1]),
        " ".join([*words, "academic"]),
    ):
        with refused():
            join_shares([*SHARES[:2], wrong])
        with refused():
            shares_missing([wrong])


def test_shares_of_two_ceremonies_do_not_open_together() -> None:
    _, others = new_recovery(needed=3, holders=5)
    for mixed in ([*SHARES[:2], others[2]], [*SHARES[:3], others[4]]):
        with refused():
            join_shares(mixed)
        with refused():
            shares_missing(mixed)


def test_shares_of_two_ceremonies_that_carry_the_same_name_do_not_open_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shamir_mnemonic.shamir, "_random_identifier", lambda: 7)
    _, ones = new_recovery(needed=2, holders=3)
    _, others = new_recovery(needed=2, holders=3)
    for place in range(3):
        with refused():
            join_shares([ones[0], others[place]])


@pytest.mark.parametrize(
    "options",
    [
        {"groups": [(1, 1)]},
        {"groups": [(2, 2), (2, 2)]},
        {"iteration_exponent": 2},
        {"master_secret": bytes(16)},
    ],
    ids=str,
)
def test_shares_that_no_ceremony_of_ours_makes_do_not_open(options: dict[str, object]) -> None:
    ours = {"groups": [(2, 2)], "master_secret": bytes(32), "iteration_exponent": 1}
    shares = generate_mnemonics(group_threshold=1, **{**ours, **options})[0]
    with refused():
        join_shares(shares)


def test_how_many_are_missing_is_known_from_the_first_share_on() -> None:
    counts = [shares_missing(SHARES[:number]) for number in range(1, 6)]
    assert counts == [2, 1, 0, 0, 0]
    assert shares_missing([SHARES[0], SHARES[0]]) == 2
    with refused():
        shares_missing([])


def test_words_that_stand_in_no_share_are_found() -> None:
    assert strange_words(SHARES[0].upper()) == []
    assert strange_words(f" acadmic {SHARES[0]} Møbel ") == ["acadmic", "møbel"]


@pytest.mark.parametrize("purpose", [ROOT, IDENTITY])
def test_what_is_sealed_to_the_recovery_is_sealed_to_one_person(purpose: str) -> None:
    pair = join_shares(SHARES[:3])
    box = resealed(pair, recovery_box(PUBLIC, b"k" * 32, purpose), purpose)
    info = case_key_info(purpose=purpose, case_id=CASE, generation=2, holder=PERSON)
    assert open_with(HERS, box, info) == b"k" * 32
    with refused():
        open_with(pair, box, info)


def test_a_box_of_another_holder_place_or_length_is_not_sealed_to_anybody() -> None:
    pair = join_shares(SHARES[:3])
    box = recovery_box(PUBLIC, b"k" * 32)
    for wrong in (
        recovery_box(PUBLIC, b"k" * 32, holder=PERSON),
        recovery_box(PUBLIC, b"k" * 32, IDENTITY),
        recovery_box(PUBLIC, b"k" * 31),
        recovery_box(HERS.public, b"k" * 32),
        with_byte_changed(box, 700, 1),
        b"",
    ):
        with refused():
            resealed(pair, wrong)
    with refused():
        resealed(pair, box, generation=3)
