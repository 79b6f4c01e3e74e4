"""Both implementations against the vectors of what is signed, compared, and known of a reporter."""

from __future__ import annotations

import base64
import json
from itertools import pairwise
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from crypto.case_key import CaseKeys
from crypto.comparison_words import comparison_words
from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.receipt_code import parse_code
from crypto.sealed_box import open_box
from crypto.sealing import IDENTITY, IDENTITY_GENERATION, case_key_info, open_with
from crypto.signing import SigningPair, check_signature
from crypto.statements import consent_statement, generation_statement, names_of
from tests.crypto import second_reader
from tests.crypto import second_reader_of_signatures as signature_reader
from tests.crypto.expectations import refused
from tests.crypto.stored_vectors import stored, vectors
from tests.crypto.vector_inputs import Vector
from tests.crypto.vectors_of_signatures import NOBODY, signing_key_of
from tests.crypto.vectors_of_the_unit_list import (
    PLACES,
    Version,
    hash_of_version,
    unit_list_statement_of,
    versions_of,
)

raw = bytes.fromhex


@vectors("signature", "ok")
def test_a_signature_is_good(vector: Vector) -> None:
    given = [raw(vector[field]) for field in ("public", "statement", "signature")]
    check_signature(*given)
    assert signature_reader.is_signed(*given)


@vectors("signature", "fail")
def test_a_wrong_signature_is_refused(vector: Vector) -> None:
    given = [raw(vector[field]) for field in ("public", "statement", "signature")]
    with refused():
        check_signature(*given)
    assert not signature_reader.is_signed(*given)


@vectors("signature", "ok")
def test_a_seed_gives_its_public_signing_key(vector: Vector) -> None:
    seed = raw(vector["seed"])
    assert SigningPair(seed).public.hex() == vector["public"]
    assert signature_reader.signing_key(seed).hex() == vector["public"]
    if "code" in vector:
        assert parse_code(vector["code"]).signing_pair().seed == seed
        assert signature_reader.reporter_signing_seed(vector["code"]) == seed
    if "seed_of_key_pair" in vector:
        assert SigningPair.of_member(raw(vector["seed_of_key_pair"])).seed == seed
        assert signature_reader.member_signing_seed(raw(vector["seed_of_key_pair"])) == seed


def check_generation(vector: Vector) -> None:
    unit_name, by_reporter = raw(vector["unit_name"]), raw(vector["signed_by"]) == NOBODY
    keys = (
        CaseKeys.from_root(raw(vector["root"]))
        if "root" in vector
        else CaseKeys.from_shared(raw(vector["shared"]))
    )
    names = names_of(keys, unit_name)
    hers_to_sign = vector["generation"] == 1 and vector["reporter_signing_seed"] != ""
    is_on_no_list = vector["list_version"] == 0
    if names[1] != unit_name or not by_reporter == hers_to_sign == is_on_no_list:
        raise CannotOpen
    statement = generation_statement(
        case_id=raw(vector["case_id"]),
        generation=vector["generation"],
        shared_name=names[0],
        unit_name=names[1],
        reporter_key=KeyPair(raw(vector["reporter_seed"])).public,
        reporter_signing_key=signing_key_of(vector["reporter_signing_seed"]),
        list_version=vector["list_version"],
    )
    signer = vector["reporter_signing_seed" if by_reporter else "signer_seed"]
    check_signature(signing_key_of(signer), statement, raw(vector["signature"]))


@vectors("generation", "ok")
def test_a_generation_is_vouched_for(vector: Vector) -> None:
    check_generation(vector)
    assert signature_reader.is_generation(vector)


@vectors("generation", "fail")
def test_a_generation_that_is_not_vouched_for_is_refused(vector: Vector) -> None:
    with refused():
        check_generation(vector)
    assert not signature_reader.is_generation(vector)


def check_consent(vector: Vector) -> None:
    if vector["answer"] not in ("yes", "no"):
        raise CannotOpen
    statement = consent_statement(
        case_id=raw(vector["case_id"]),
        offer=raw(vector["offer"]),
        text=vector["text"],
        answer=vector["answer"],
    )
    signer = SigningPair(raw(vector["reporter_signing_seed"])).public
    check_signature(signer, statement, raw(vector["signature"]))


@vectors("consent", "ok")
def test_a_consent_counts(vector: Vector) -> None:
    check_consent(vector)
    assert signature_reader.is_consent(vector)


@vectors("consent", "fail")
def test_a_wrong_consent_does_not_count(vector: Vector) -> None:
    with refused():
        check_consent(vector)
    assert not signature_reader.is_consent(vector)


def whole_versions(vector: Vector) -> list[Version]:
    return versions_of(vector, stored("unit_list")["vectors"][0])


def checked_list(anchor: dict[str, Any], versions: list[Version]) -> Version:
    """The newest version, if the chain is good from the anchor's version on."""
    chain = [version for version in versions if version["version"] >= anchor["version"]]
    numbers = [version["version"] for version in chain]
    if not chain or numbers != list(range(anchor["version"], anchor["version"] + len(chain))):
        raise CannotOpen
    if hash_of_version(chain[0]) != raw(anchor["hash"]):
        raise CannotOpen
    if chain[0]["version"] == 1:
        if anchor["root"] != anchor["hash"]:
            raise CannotOpen
        check_signer(chain[0], chain[0])
    for before, version in pairwise(chain):
        if raw(version["previous"]) != hash_of_version(before):
            raise CannotOpen
        check_signer(before, version)
    return chain[-1]


def check_signer(stands_on: Version, version: Version) -> None:
    signing_keys = [
        base64.b64decode(member["signing_key"])
        for member in json.loads(stands_on["content"])["members"]
        if member["account"] == version["signer"] and member["role"] in ("caseworker", "lead")
    ]
    if len(signing_keys) != 1:
        raise CannotOpen
    statement = unit_list_statement_of(version)
    check_signature(signing_keys[0], statement, raw(version["signature"]))


@vectors("unit_list", "ok")
def test_a_units_list_is_taken(vector: Vector) -> None:
    versions = whole_versions(vector)
    newest = checked_list(vector["anchor"], versions)
    assert newest["version"] == vector["newest"]
    assert signature_reader.newest_list(vector["anchor"], versions) == newest
    assert signature_reader.list_hash(newest) == hash_of_version(newest)
    if versions[0]["version"] == 1:
        assert hash_of_version(versions[0]).hex() == vector["anchor"]["root"]


@vectors("unit_list", "fail")
def test_a_wrong_list_is_refused(vector: Vector) -> None:
    versions = whole_versions(vector)
    with refused():
        checked_list(vector["anchor"], versions)
    assert signature_reader.newest_list(vector["anchor"], versions) is None


@vectors("compared_words", "ok")
def test_two_people_compare_the_same_words(vector: Vector) -> None:
    data = raw(vector["data"])
    assert comparison_words(data, PLACES) == " ".join(str(place) for place in vector["places"])
    assert signature_reader.compared_places(data) == vector["places"]
    if "member" in vector:
        assert signature_reader.newcomers_data(vector["member"], raw(vector["root"])) == data


def identity_fields(vector: Vector) -> list[bytes]:
    return [raw(vector[field]) for field in ("seed", "case_id", "holder", "sealed_key", "box")]


def open_identity(seed: bytes, case_id: bytes, holder: bytes, sealed: bytes, box: bytes) -> bytes:
    if box.startswith(b"{"):
        return box
    info = case_key_info(
        purpose=IDENTITY, case_id=case_id, generation=IDENTITY_GENERATION, holder=holder
    )
    return open_box(open_with(KeyPair(seed), sealed, info), b"identity", case_id, box)


@vectors("identity", "ok")
def test_an_identity_opens(vector: Vector) -> None:
    given = identity_fields(vector)
    assert open_identity(*given).hex() == vector["plaintext"]
    assert second_reader.open_identity(*given).hex() == vector["plaintext"]
    assert list(json.loads(raw(vector["plaintext"]))) == ["name", "contact"]


def test_the_box_of_an_identity_does_not_tell_whether_there_is_one() -> None:
    boxes = [raw(v["box"]) for v in stored("identity")["vectors"] if v["expect"] == "ok"]
    assert [len(box) for box in boxes if box[0] == 1] == [6144 + 61] * 2


@vectors("identity", "fail")
def test_a_wrong_identity_does_not_open(vector: Vector) -> None:
    given = identity_fields(vector)
    with refused():
        open_identity(*given)
    with pytest.raises((InvalidTag, AssertionError)):
        second_reader.open_identity(*given)
