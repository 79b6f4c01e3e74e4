"""Vectors of signatures and of what the reporter and members sign of a case: SPEC 15 and 16."""

from __future__ import annotations

from typing import Any

from crypto.case_key import CaseKeys
from crypto.key_pair import KeyPair
from crypto.labels import SIGNATURE, SIGNED_CONSENT, bind
from crypto.receipt_code import parse_code
from crypto.signing import SigningPair
from crypto.statements import generation_statement, key_name
from tests.crypto.vector_inputs import Vector, changed, damaged, fail, fixed, ok
from tests.crypto.vectors_of_codes import code_of

NOBODY = bytes(16)

_ED25519_AT = 3310
_ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
_FIRST = "first generation, to a member"
_LATER = "later generation, to a member"
_REPORTERS = "first generation, to the reporter"
_OFFERED = "Må vi give sagen videre til politiet?"


def signatures() -> list[Vector]:
    code, key_pair = parse_code(code_of("receipt code")), KeyPair(fixed("holder"))
    pair, reporters, members = (
        SigningPair(fixed("signer")), code.signing_pair(), SigningPair.of_member(key_pair.seed),
    )  # fmt: skip
    statement = bind(SIGNED_CONSENT, fixed("case", 16), fixed("offer", 16), _OFFERED, "yes")
    common = {"public": pair.public.hex(), "statement": statement.hex()}
    signature = pair.sign(statement)
    parts = {"ML-DSA half": 9, "Ed25519 half": _ED25519_AT, "last byte": len(signature) - 1}
    return [
        signed("by a pair", pair, statement),
        signed("by a reporter", reporters, statement, code=code.text),
        signed("by a member", members, statement, seed_of_key_pair=key_pair.seed.hex()),
        signed("of a long statement", pair, bind(SIGNED_CONSENT, b"long " * 400)),
        fail("another statement", **{**common, "statement": (statement + b"\0").hex()},
             signature=signature.hex()),
        *(
            fail(name, **{**common, "public": public.hex()}, signature=signature.hex())
            for name, public in other_keys(pair.public).items()
        ),
        *(fail(name, **common, signature=bad.hex())
          for name, bad in damaged(signature, parts).items()),
        *(fail(name, **common, signature=bad.hex())
          for name, bad in ill_signed(pair, statement).items()),
    ]  # fmt: skip


def signed(name: str, pair: SigningPair, statement: bytes, **source: str) -> Vector:
    return ok(name, **source, seed=pair.seed.hex(), public=pair.public.hex(),
              statement=statement.hex(), signature=pair.sign(statement).hex())  # fmt: skip


def other_keys(public: bytes) -> dict[str, bytes]:
    other = SigningPair(fixed("another")).public
    return {
        "another key": other,
        "a key with another ML-DSA half": other[:1952] + public[1952:],
        "a key with another Ed25519 half": public[:1952] + other[1952:],
        "no key": b"",
        "a key without its Ed25519 half": public[:1952],
        "a key one byte longer": public + b"\0",
    }


def ill_signed(pair: SigningPair, statement: bytes) -> dict[str, bytes]:
    """Signatures of which all is genuine but one thing."""
    other = SigningPair(fixed("another"))
    bytes_signed = bind(SIGNATURE, b"\x01", pair.public, statement)
    others = bind(SIGNATURE, b"\x01", other.public, statement)
    later = bind(SIGNATURE, b"\x02", pair.public, statement)
    mldsa, ed25519 = pair._mldsa.sign(bytes_signed), pair._ed25519.sign(bytes_signed)
    halves = {
        "ML-DSA half by another key": other._mldsa.sign(bytes_signed) + ed25519,
        "Ed25519 half by another key": mldsa + other._ed25519.sign(bytes_signed),
        "ML-DSA half of the statement under another key": pair._mldsa.sign(others) + ed25519,
        "Ed25519 half of the statement under another key": mldsa + pair._ed25519.sign(others),
        "ML-DSA half of the bare statement": pair._mldsa.sign(statement) + ed25519,
        "Ed25519 half of the bare statement": mldsa + pair._ed25519.sign(statement),
        "ML-DSA half with a context": pair._mldsa.sign(bytes_signed, b"context") + ed25519,
        "Ed25519 half with its number grown by the order": mldsa + grown(ed25519),
        "halves in the other order": ed25519 + mldsa,
        "signed as version 2": pair._mldsa.sign(later) + pair._ed25519.sign(later),
    }
    return {name: b"\x01" + both for name, both in halves.items()}


def grown(ed25519: bytes) -> bytes:
    scalar = int.from_bytes(ed25519[32:], "little") + _ED25519_ORDER
    return ed25519[:32] + scalar.to_bytes(32, "little")


def generations() -> list[Vector]:
    member, reporter = fixed("id", 16).hex(), SigningPair(fixed("reporter's signing"))
    signer, other = SigningPair(fixed("signer")), SigningPair(fixed("another"))
    first: dict[str, Any] = {
        "case_id": fixed("case", 16).hex(),
        "generation": 1,
        "root": fixed("root").hex(),
        "unit_name": unit_name(fixed("root")).hex(),
        "reporter_seed": fixed("reporter").hex(),
        "reporter_signing_seed": reporter.seed.hex(),
        "list_version": 0,
        "signed_by": NOBODY.hex(),
        "signer_seed": "",
    }
    by_member: dict[str, Any] = {
        "list_version": 3, "signed_by": member, "signer_seed": signer.seed.hex(),
    }  # fmt: skip
    later = {**first, **by_member, "generation": 2}
    before_signatures = {**first, **by_member, "reporter_signing_seed": ""}
    good: dict[str, tuple[dict[str, Any], SigningPair]] = {
        _FIRST: (first, reporter),
        _LATER: (later, signer),
        _REPORTERS: (to_reporter(first), reporter),
        "later generation, to the reporter": (to_reporter(later), signer),
        "of a case from before there were signatures": (before_signatures, signer),
        "of a case from before there were signatures, to the reporter": (
            to_reporter(before_signatures),
            signer,
        ),
        "later generation of a case from before there were signatures": (
            {**before_signatures, "generation": 2},
            signer,
        ),
    }
    made = {name: signed_generation(*given) for name, given in good.items()}
    # Each of these is well signed by the one who signs.
    ill: dict[str, tuple[dict[str, Any], SigningPair]] = {
        "first generation, signed by another reporter": (first, other),
        "later generation, signed by another member": (later, other),
        "first generation, signed by a member": ({**first, **by_member}, signer),
        "later generation, signed by the reporter": ({**first, "generation": 2}, reporter),
        "first generation, under a version of the list": ({**first, "list_version": 1}, reporter),
        "first generation, under a member's id": ({**first, "signed_by": member}, reporter),
        "later generation, under nobody's id": ({**later, "signed_by": NOBODY.hex()}, signer),
        "later generation, under no version of the list": ({**later, "list_version": 0}, signer),
        "first generation, another unit key vouched for": (
            {**first, "unit_name": unit_name(fixed("another")).hex()}, reporter,
        ),
        "of a case from before there were signatures, under nobody's id": (
            {**before_signatures, "list_version": 0, "signed_by": NOBODY.hex()}, signer,
        ),
    }  # fmt: skip
    return [
        *(ok(name, **values) for name, values in made.items()),
        *(fail(name, **signed_generation(*given)) for name, given in ill.items()),
        *altered(made[_FIRST], "first generation"),
        *altered(made[_LATER], "later generation"),
        *altered(made[_REPORTERS], "read by the reporter"),
    ]


def altered(good: dict[str, Any], which: str) -> list[Vector]:
    """The signature is that of the good one; one thing beside it is another."""
    signature = bytes.fromhex(good["signature"])
    another, another_id = fixed("another").hex(), fixed("another", 16).hex()
    key = "root" if "root" in good else "shared"
    changes: dict[str, dict[str, Any]] = {
        "not signed": {"signature": ""},
        f"another {key} key": {key: another},
        "name of another unit key": {"unit_name": unit_name(fixed("another")).hex()},
    }
    if which == "first generation":
        changes |= {
            "another case": {"case_id": another_id},
            "another key of the reporter": {"reporter_seed": another},
            "another signing key of the reporter": {"reporter_signing_seed": another},
            "a bit of the ML-DSA half changed": {"signature": changed(signature, 9).hex()},
            "a bit of the Ed25519 half changed": {
                "signature": changed(signature, _ED25519_AT).hex()
            },
        }
    if which == "later generation":
        changes |= {
            "another generation": {"generation": 3},
            "another version of the list": {"list_version": 4},
            "another signing key of the reporter": {"reporter_signing_seed": another},
            "no signing key of the reporter": {"reporter_signing_seed": ""},
        }
    return [fail(f"{which}, {name}", **{**good, **change}) for name, change in changes.items()]


def to_reporter(fields: dict[str, Any]) -> dict[str, Any]:
    """The same as the reporter reads it, who has the shared key alone."""
    shared = CaseKeys.from_root(bytes.fromhex(fields["root"])).shared
    rest = {name: value for name, value in fields.items() if name != "root"}
    return {**rest, "shared": shared.hex()}


def unit_name(root: bytes) -> bytes:
    unit = CaseKeys.from_root(root).unit
    assert unit is not None
    return key_name(unit)


def signed_generation(fields: dict[str, Any], pair: SigningPair) -> dict[str, Any]:
    shared = (
        bytes.fromhex(fields["shared"])
        if "shared" in fields
        else CaseKeys.from_root(bytes.fromhex(fields["root"])).shared
    )
    statement = generation_statement(
        case_id=bytes.fromhex(fields["case_id"]),
        generation=fields["generation"],
        shared_name=key_name(shared),
        unit_name=bytes.fromhex(fields["unit_name"]),
        reporter_key=KeyPair(bytes.fromhex(fields["reporter_seed"])).public,
        reporter_signing_key=signing_key_of(fields["reporter_signing_seed"]),
        list_version=fields["list_version"],
    )
    return {**fields, "signature": pair.sign(statement).hex()}


def signing_key_of(seed: str) -> bytes:
    """The public key of this seed; of none, none."""
    return SigningPair(bytes.fromhex(seed)).public if seed else b""


def consents() -> list[Vector]:
    reporter, other = SigningPair(fixed("reporter's signing")), SigningPair(fixed("another"))
    common: dict[str, Any] = {
        "case_id": fixed("case", 16).hex(),
        "offer": fixed("offer", 16).hex(),
        "text": _OFFERED,
        "reporter_signing_seed": reporter.seed.hex(),
    }
    yes, no, neither = (
        signed_consent({**common, "answer": answer}, reporter) for answer in ("yes", "no", "maybe")
    )
    signature = bytes.fromhex(yes["signature"])
    changes: dict[str, dict[str, Any]] = {
        "not signed": {"signature": ""},
        "another answer": {"answer": "no"},
        "another case": {"case_id": fixed("another", 16).hex()},
        "another offer": {"offer": fixed("another", 16).hex()},
        "another text was offered": {"text": "Må vi give sagen videre til pressen?"},
        "another reporter": {"reporter_signing_seed": other.seed.hex()},
        "a bit of the ML-DSA half changed": {"signature": changed(signature, 9).hex()},
        "a bit of the Ed25519 half changed": {"signature": changed(signature, _ED25519_AT).hex()},
    }
    return [
        ok("accepted", **yes),
        ok("declined", **no),
        fail("neither yes nor no", **neither),
        fail("signed by another reporter", **signed_consent({**common, "answer": "yes"}, other)),
        *(fail(name, **{**yes, **change}) for name, change in changes.items()),
    ]


def signed_consent(fields: dict[str, Any], pair: SigningPair) -> dict[str, Any]:
    """Bound here and not by `consent_statement`, which takes no answer but two."""
    place = (bytes.fromhex(fields["case_id"]), bytes.fromhex(fields["offer"]))
    statement = bind(SIGNED_CONSENT, *place, fields["text"], fields["answer"])
    return {**fields, "signature": pair.sign(statement).hex()}
