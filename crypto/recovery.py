"""The recovery key pair: its seed in shares (SLIP-39), and what it opens sealed to one person.

Of n shares k are needed; fewer tell nothing of the seed. SPEC.md, section 20. The passphrase that
SLIP-39 knows is left empty: a share is a share, and there is nothing else to be lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORD_INDEX_MAP

from crypto.case_key import KEY_BYTES
from crypto.errors import CannotOpen
from crypto.key_pair import SEED_BYTES, KeyPair
from crypto.sealing import case_key_info, open_with, seal_to

RECOVERY_HOLDER: Final = bytes(15) + b"\x01"
FEWEST: Final = 2
MOST: Final = 16
SHARE_WORDS: Final = 33
# The first words of a share name its split: they are the same in all shares of it.
COMMON_WORDS: Final = 3

# PBKDF2 in 10,000 << 1 rounds. A share that asks for more (up to 10,000 << 15) is not ours.
_ITERATION_EXPONENT = 1


def new_recovery(*, needed: int, holders: int) -> tuple[bytes, list[str]]:
    """A new key pair: its public key (1,216 bytes) and one share for each holder.

    A share is 33 words with a space between. `needed` of them open, 2 to `holders`, of which there
    are 2 to 16. Raises ValueError for other numbers, RuntimeError when the shares do not open.
    """
    if not FEWEST <= needed <= holders <= MOST:
        raise ValueError("of 2 to 16 holders, 2 to all of them are needed")
    key_pair = KeyPair.new()
    shares: list[str]
    (shares,) = generate_mnemonics(
        1, [(needed, holders)], key_pair.seed, iteration_exponent=_ITERATION_EXPONENT
    )
    # A key pair whose shares do not open is found out now, and not in the year it is needed.
    for first in range(holders - needed + 1):
        if join_shares(shares[first : first + needed]).public != key_pair.public:
            raise RuntimeError("the shares do not open")
    return key_pair.public, shares


def join_shares(shares: Iterable[str]) -> KeyPair:
    """The key pair of these shares; a share given twice counts once, more than needed is no harm.

    Raises CannotOpen when they are too few, of different splits, mistyped or not ours.
    """
    seed = _seed(_read(shares))
    if seed is None:
        raise CannotOpen
    return KeyPair.from_seed(seed)


def shares_missing(shares: Iterable[str]) -> int:
    """How many more shares are needed, 0 when there are enough; a share given twice counts once.

    Raises CannotOpen when there is none, or one is mistyped, not ours or of another split.
    """
    read = _read(shares)
    if not read:
        raise CannotOpen
    return max(0, int(read[0].member_threshold) - len(read))


def strange_words(text: str) -> list[str]:
    """The words of a text that stand in no share, in their order: slips of the pen."""
    return [word for word in text.lower().split() if word not in WORD_INDEX_MAP]


def reseal(
    key_pair: KeyPair,
    box: bytes,
    *,
    purpose: str,
    case_id: bytes,
    generation: int,
    holder_id: bytes,
    public: bytes,
) -> bytes:
    """Open a case's root or identity key as the recovery's holder, and seal it to a person.

    `holder_id` is the person's account id (16 bytes), `public` the public key it is sealed to.
    Raises CannotOpen, and ValueError when the purpose is unknown or the public key is not one.
    """
    key = open_with(key_pair, box, _info(purpose, case_id, generation, RECOVERY_HOLDER))
    if len(key) != KEY_BYTES:
        raise CannotOpen
    return seal_to(public, key, _info(purpose, case_id, generation, holder_id))


def _info(purpose: str, case_id: bytes, generation: int, holder: bytes) -> bytes:
    return case_key_info(purpose=purpose, case_id=case_id, generation=generation, holder=holder)


def _seed(shares: list[Share]) -> bytes | None:
    if not shares or len(shares) < shares[0].member_threshold:
        return None
    try:
        # SLIP-39 takes exactly as many as are needed.
        needed = shares[: shares[0].member_threshold]
        return bytes(combine_mnemonics([share.mnemonic() for share in needed]))
    except MnemonicError:
        return None


def _read(texts: Iterable[str]) -> list[Share]:
    """The different shares of one split; none when there is anything else among them."""
    try:
        shares = list(dict.fromkeys(Share.from_mnemonic(text) for text in texts))
    except MnemonicError:
        return []
    splits = {share.group_parameters() for share in shares}
    return shares if len(splits) == 1 and all(map(_is_ours, shares)) else []


def _is_ours(share: Share) -> bool:
    """Whether `new_recovery` could have made it: SLIP-39 knows groups of groups and longer work."""
    return (
        (share.group_count, share.group_threshold) == (1, 1)
        and share.member_threshold >= FEWEST
        and share.iteration_exponent == _ITERATION_EXPONENT
        and len(share.value) == SEED_BYTES
    )
