"""The second implementation, of what is vouched for: sections 15 to 17 of crypto/SPEC.md.

It shares nothing with the package but the two signature schemes themselves.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from tests.crypto.second_reader import bind, derive, number, private_keys

raw = bytes.fromhex


def reporter_signing_seed(code: str) -> bytes:
    return derive(code.replace("-", "")[:23].encode(), bind("portal/v1/reporter-signing-seed"))


def member_signing_seed(seed_of_key_pair: bytes) -> bytes:
    return derive(seed_of_key_pair, bind("portal/v1/member-signing-seed"))


def signing_key(seed: bytes) -> bytes:
    expanded = derive(seed, bind("portal/v1/signing-seed"), 64)
    mldsa = MLDSA65PrivateKey.from_seed_bytes(expanded[:32]).public_key()
    ed25519 = Ed25519PrivateKey.from_private_bytes(expanded[32:]).public_key()
    return mldsa.public_bytes_raw() + ed25519.public_bytes_raw()


def is_signed(public: bytes, statement: bytes, signature: bytes) -> bool:
    if len(public) != 1984 or len(signature) != 3374 or signature[0] != 1:
        return False
    signed = bind("portal/v1/signature", b"\x01", public, statement)
    try:
        MLDSA65PublicKey.from_public_bytes(public[:1952]).verify(signature[1:3310], signed)
        Ed25519PublicKey.from_public_bytes(public[1952:]).verify(signature[3310:], signed)
    except InvalidSignature:
        return False
    return True


def name_of(key: bytes) -> bytes:
    return derive(key, bind("portal/v1/name-of-key"))


def is_generation(vector: dict[str, Any]) -> bool:
    """Whether the reader may open anything under this generation: a member who has the root, or
    the reporter, who has the shared key alone."""
    unit_name = raw(vector["unit_name"])
    if "root" in vector:
        shared, unit = (
            derive(raw(vector["root"]), bind(f"portal/v1/{compartment}-compartment"))
            for compartment in ("shared", "unit")
        )
        if name_of(unit) != unit_name:
            return False
    else:
        shared = raw(vector["shared"])
    reporter_signing_key = key_or_none(vector["reporter_signing_seed"])
    reporter_signs = vector["generation"] == 1 and reporter_signing_key != b""
    if reporter_signs != (raw(vector["signed_by"]) == bytes(16)):
        return False
    if reporter_signs != (vector["list_version"] == 0):
        return False
    statement = bind(
        "portal/v1/signed-generation",
        raw(vector["case_id"]),
        number(vector["generation"]),
        name_of(shared),
        unit_name,
        b"".join(
            private.public_key().public_bytes_raw()
            for private in private_keys(raw(vector["reporter_seed"]))
        ),
        reporter_signing_key,
        number(vector["list_version"]),
    )
    signer = reporter_signing_key if reporter_signs else key_or_none(vector["signer_seed"])
    return is_signed(signer, statement, raw(vector["signature"]))


def key_or_none(seed: str) -> bytes:
    return signing_key(raw(seed)) if seed else b""


def is_consent(vector: dict[str, Any]) -> bool:
    statement = bind(
        "portal/v1/signed-consent",
        raw(vector["case_id"]),
        raw(vector["offer"]),
        vector["text"].encode(),
        vector["answer"].encode(),
    )
    signer = signing_key(raw(vector["reporter_signing_seed"]))
    return vector["answer"] in ("yes", "no") and is_signed(
        signer, statement, raw(vector["signature"])
    )


def list_statement(version: dict[str, Any]) -> bytes:
    return bind(
        "portal/v1/signed-unit-list",
        number(version["version"]),
        raw(version["previous"]),
        version["content"].encode(),
    )


def list_hash(version: dict[str, Any]) -> bytes:
    return hashlib.sha256(bind("portal/v1/unit-list", list_statement(version))).digest()


def newest_list(anchor: dict[str, Any], versions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The newest of the versions, or None where the list must be refused."""
    by_number = {version["version"]: version for version in versions}
    newest = max(by_number, default=0)
    before = by_number.get(anchor["version"])
    if newest < anchor["version"] or before is None or list_hash(before) != raw(anchor["hash"]):
        return None
    if anchor["version"] == 1 and not is_root(before, anchor):
        return None
    for following in range(anchor["version"] + 1, newest + 1):
        version = by_number.get(following)
        if version is None or raw(version["previous"]) != list_hash(before):
            return None
        if not is_signed_by_one_on(before, version):
            return None
        before = version
    return before


def is_root(first: dict[str, Any], anchor: dict[str, Any]) -> bool:
    return list_hash(first) == raw(anchor["root"]) and is_signed_by_one_on(first, first)


def is_signed_by_one_on(stands_on: dict[str, Any], version: dict[str, Any]) -> bool:
    signers = {
        member["account"]: base64.b64decode(member["signing_key"])
        for member in json.loads(stands_on["content"])["members"]
        if member["role"] in ("caseworker", "lead")
    }
    signer = signers.get(version["signer"], b"")
    return is_signed(signer, list_statement(version), raw(version["signature"]))


def compared_places(data: bytes) -> list[int]:
    digest = hashlib.sha256(bind("portal/v1/compared-words", data)).digest()
    bits = "".join(f"{byte:08b}" for byte in digest)
    return [int(bits[start : start + 11], 2) for start in range(0, 66, 11)]


def newcomers_data(member: dict[str, str], root: bytes) -> bytes:
    order = (
        "account", "email", "name", "role", "desk", "unit_name",
        "key", "identity_key", "signing_key",
    )  # fmt: skip
    ordered = {field: member[field] for field in order}
    return json.dumps(ordered, separators=(",", ":"), ensure_ascii=False).encode() + root
