"""What a member of staff holds, boxed under her passphrase and a secret file.

Argon2id (RFC 9106) at one fixed cost, its second recommended option. The pepper lies outside the
database and its backups, so that a stolen database alone cannot even be guessed against.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from crypto import _aead_box
from crypto._turns import Turns
from crypto.identifiers import hash_of
from crypto.labels import STAFF, STAFF_DECOY, bind
from crypto.padding import MINIMUM, pad, unpad

PEPPER_BYTES: Final = 32
MEMORY_KIB: Final = 65536
PASSES: Final = 3
LANES: Final = 4
WORDS: Final = 6
FEWEST_WORDS_TO_CHOOSE_FROM: Final = 2048
SHORTEST: Final = 16
FEWEST_DISTINCT: Final = 8

_SALT_BYTES = 16
_HEAD_BYTES = 1 + _SALT_BYTES
# Each derivation takes 64 MiB: a crowd at the sign-in page waits its turn and exhausts nothing.
# Never two at once in a process: OpenSSL gives the lanes of all of them one pool of threads, in
# which each can wait for the other for ever (seen with OpenSSL 4.0 and cryptography 50).
_ONE_AT_A_TIME = Turns()
_SHORTEST_PERSONAL = 4
_LEAST_BESIDE_COMMON = 8
# What people write when told to choose, and the rows of the keyboard. Digits are taken out before
# comparing; a longer entry stands before one that it contains.
_COMMON = (
    "adgangskode", "kodeord", "password", "passwrd", "passphrase", "hemmelig", "secret",
    "velkommen", "welcome", "letmein", "login", "administrator", "admin", "københavn",
    "copenhagen", "kommune", "municipality", "borgerrådgiver", "whistleblower", "danmark",
    "denmark", "sommer", "vinter", "efterår", "forår", "summer", "winter", "iloveyou",
    "jegelskerdig", "qwertyuiopå", "qwertyuiop", "qwerty", "qwer", "asdfghjklæø", "asdfghjkl",
    "asdf", "zxcvbnm", "zxcv", "qazwsx",
)  # fmt: skip


def seal_staff_box(passphrase: str, pepper: bytes, account_id: bytes, contents: bytes) -> bytes:
    """Box `contents` (padded, at least 1 KiB) under the passphrase, which is not judged here.

    `pepper` is the secret file's 32 bytes. Takes about a tenth of a second and 64 MiB.
    Raises ValueError for a pepper under 32 bytes.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    return _seal_with(passphrase, pepper, account_id, contents, salt, _aead_box.new_nonce())


def open_staff_box(
    passphrase: str, pepper: bytes, account_id: bytes, box: bytes, *, last: bool = False
) -> bytes:
    """The contents. `last`: after everybody else who waits. Raises CannotOpen."""
    head, *_ = _aead_box.parts(box, _HEAD_BYTES)
    key = _stretched(passphrase, pepper, account_id, head[1:], last=last)
    padded = _aead_box.open_box(key, bind(STAFF, account_id), box, _HEAD_BYTES)
    return unpad(padded, 0, MINIMUM)


def decoy_box(account_id: bytes) -> bytes:
    """A box that nothing opens, at the same cost: for a sign-in with an unknown address, so that
    time does not tell who has an account. `account_id` is any bytes, such as a random id."""
    salt = hash_of(STAFF_DECOY, account_id)[:_SALT_BYTES]
    rest = _aead_box.COMMITMENT_BYTES + _aead_box.NONCE_BYTES + MINIMUM + _aead_box.TAG_BYTES
    return _aead_box.VERSION + salt + bytes(rest)


def normalise_passphrase(passphrase: str) -> str:
    """NFKC, white space stripped at the ends and collapsed to one space inside; case is kept."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def propose_passphrase(words: Sequence[str]) -> str:
    """Six words drawn at random, with a space between: at least 66 bits.

    Raises ValueError for fewer than 2,048 different words to draw from.
    """
    distinct = sorted(set(words))
    if len(distinct) < FEWEST_WORDS_TO_CHOOSE_FROM:
        raise ValueError("too few words to draw a passphrase from")
    return " ".join(secrets.choice(distinct) for _ in range(WORDS))


def weakness(passphrase: str, personal: Sequence[str]) -> str | None:
    """Why an own choice is too weak: "short", "repetitive", "personal", "common"; or None.

    `personal` holds the person's name, e-mail address and the like.
    """
    typed = normalise_passphrase(passphrase).casefold()
    letters = re.sub(r"[\W_]", "", typed)
    if len(typed) < SHORTEST:
        return "short"
    if _is_repetitive(typed, letters):
        return "repetitive"
    if any(part in letters for part in _personal_parts(personal)):
        return "personal"
    if _is_common(letters):
        return "common"
    return None


def _seal_with(
    passphrase: str, pepper: bytes, account_id: bytes, contents: bytes, salt: bytes, nonce: bytes
) -> bytes:
    if len(pepper) < PEPPER_BYTES:
        raise ValueError("the pepper is at least 32 bytes")
    key = _stretched(passphrase, pepper, account_id, salt)
    padded = pad(b"", contents, MINIMUM)
    return _aead_box.seal(
        key, bind(STAFF, account_id), padded, nonce, head=_aead_box.VERSION + salt
    )


def _stretched(
    passphrase: str, pepper: bytes, account_id: bytes, salt: bytes, *, last: bool = False
) -> bytes:
    argon2id = Argon2id(
        salt=salt,
        length=32,
        iterations=PASSES,
        lanes=LANES,
        memory_cost=MEMORY_KIB,
        ad=bind(STAFF, account_id),
        secret=pepper,
    )
    # A lone surrogate is typed by nobody but must not raise another error than a wrong passphrase.
    typed = normalise_passphrase(passphrase).encode("utf-8", "surrogatepass")
    with _ONE_AT_A_TIME.turn(last=last):
        return argon2id.derive(typed)


def _personal_parts(personal: Sequence[str]) -> set[str]:
    words = re.findall(r"[^\W\d_]+", " ".join(personal).casefold())
    return {word for word in words if len(word) >= _SHORTEST_PERSONAL}


def _is_repetitive(typed: str, letters: str) -> bool:
    if len(set(typed)) < FEWEST_DISTINCT or not letters:
        return True
    # A text that recurs inside itself doubled, short of its own length, repeats a part.
    if letters in (letters + letters)[1:-1] or len(set(typed.split())) * 2 <= len(typed.split()):
        return True
    steps = [ord(after) - ord(before) for before, after in pairwise(letters)]
    return 2 * sum(step in (-1, 0, 1) for step in steps) > len(steps)


def _is_common(letters: str) -> bool:
    rest = re.sub(r"\d", "", letters)
    for word in _COMMON:
        rest = rest.replace(word, "")
    return len(rest) < _LEAST_BESIDE_COMMON
