"""Vectors of codes, keys, tags and lengths: SPEC 4, 5, 7, 8, 13 and 14."""

from __future__ import annotations

from datetime import UTC, datetime

from crypto.case_key import CaseKeys
from crypto.derivation import derive
from crypto.key_pair import KeyPair
from crypto.labels import DRAFT_TAG, bind
from crypto.one_time_code import code_at
from crypto.padding import padded_length
from crypto.receipt_code import parse_code
from tests.crypto.vector_inputs import Vector, fail, fixed, ok


def receipt_codes() -> list[Vector]:
    right = parse_code(code_of("receipt code"))
    zeros = "0000-0000-0000-0000-0000-0000"
    symbols = right.text.replace("-", "")
    good = [
        ("as shown", right.text, right.text),
        ("lower case, without separators", symbols.lower(), right.text),
        ("spaces, dots, long dashes", symbols[:9] + " – . \u00a0" + symbols[9:], right.text),
        ("zero width and soft hyphen", "\u200b" + symbols[:5] + "\u00ad" + symbols[5:], right.text),
        ("zeros typed as the letter O", zeros.replace("0", "o"), zeros),
        ("ones typed as L and I", code_of("", "1" * 23).replace("1", "L", 3).replace("1", "i", 3),
         code_of("", "1" * 23)),
    ]  # fmt: skip
    vectors = []
    for name, typed, shown in good:
        code = parse_code(shown)
        vectors.append(
            ok(name, typed=typed, shown=shown, locator=code.locator.hex(),
               reporter_seed=code.key_pair().seed.hex())
        )  # fmt: skip
    swapped = next(i for i in range(22) if symbols[i] != symbols[i + 1])
    bad = {
        "too short": symbols[:-1],
        "too long": symbols + "0",
        "empty": "",
        "the letter U": "U" + symbols[1:],
        "a Cyrillic letter": "А" + symbols[1:],  # noqa: RUF001
        "wrong check character": symbols[:-1] + ("0" if symbols[-1] != "0" else "1"),
        "wrong first character": ("0" if symbols[0] != "0" else "2") + symbols[1:],
        "neighbours swapped": symbols[:swapped] + symbols[swapped + 1] + symbols[swapped]
        + symbols[swapped + 2 :],
        "more than 256 characters of input": symbols + " " * 256,
    }  # fmt: skip
    return vectors + [fail(name, typed=typed) for name, typed in bad.items()]


def code_of(name: str, symbols: str = "") -> str:
    """A well-formed code: the fixed random symbols with the one check character that fits."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    random_symbols = symbols or "".join(alphabet[byte & 31] for byte in fixed(name, 23))
    for check in alphabet:
        try:
            return parse_code(random_symbols + check).text
        except ValueError:
            continue
    raise AssertionError("no check character fits")


def key_pairs() -> list[Vector]:
    draft = bytes.fromhex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26")
    seeds = {"seed of the X-Wing draft": draft, "another seed": fixed("key pair")}
    made = [
        ok(name, seed=seed.hex(), public=KeyPair.from_seed(seed).public.hex())
        for name, seed in seeds.items()
    ]
    return [*made, fail("seed too short", seed=draft[:31].hex())]


def case_keys() -> list[Vector]:
    root = fixed("root")
    keys = CaseKeys.from_root(root)
    assert keys.unit is not None
    two = ok("compartments", root=root.hex(), shared=keys.shared.hex(), unit=keys.unit.hex())
    return [two, fail("root too short", root=root[:31].hex())]


def tags_of_drafts() -> list[Vector]:
    key, case_id, account = fixed("server key"), fixed("case", 16), fixed("id", 16)
    places = {
        "as derived": (key, case_id, account),
        "another server key": (fixed("another"), case_id, account),
        "another case": (key, fixed("another", 16), account),
        "another author": (key, case_id, fixed("another", 16)),
    }
    return [
        ok(name, server_key=secret.hex(), case_id=case.hex(), account_id=author.hex(),
           tag=derive(secret, bind(DRAFT_TAG, case, author)).hex())
        for name, (secret, case, author) in places.items()
    ]  # fmt: skip


def paddings() -> list[Vector]:
    lengths = [0, 1, 2, 3, 9, 255, 256, 257, 1023, 1024, 1025, 65535, 65537, 10**6, 2**30 + 1]
    return [
        ok(f"{length}, at least {least}", length=length, minimum=least,
           padded=padded_length(length, least))
        for length in lengths
        for least in (0, 1024)
    ]  # fmt: skip


def one_time_codes() -> list[Vector]:
    secret, seconds = b"12345678901234567890", 1111111111
    at = datetime.fromtimestamp(seconds, UTC)
    code, step = code_at(secret, at), seconds // 30
    common = {"secret": secret.hex(), "code": code}
    taken = [("now", 0, -1), ("a step late", 30, -1), ("a step early", -30, step - 1)]
    refused = [("two steps late", 60, -1), ("two steps early", -60, -1), ("used before", 0, step)]
    return [
        *(
            ok(name, **common, seconds=seconds + off, after_step=after, step=step)
            for name, off, after in taken
        ),
        *(
            fail(name, **common, seconds=seconds + off, after_step=after)
            for name, off, after in refused
        ),
        fail("another code", secret=secret.hex(), code="000000", seconds=seconds, after_step=-1),
    ]
