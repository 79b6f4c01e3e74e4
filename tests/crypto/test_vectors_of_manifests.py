"""Both implementations against the vectors of a case's manifests."""

from __future__ import annotations

import json

import pytest
from cryptography.exceptions import InvalidTag

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.sealed_record import Place, open_record
from tests.crypto import second_reader
from tests.crypto.expectations import refused
from tests.crypto.stored_vectors import vectors
from tests.crypto.vector_inputs import Vector

raw = bytes.fromhex


def open_manifest(vector: Vector) -> str:
    keys, case_id = CaseKeys.from_root(raw(vector["root"])), raw(vector["case_id"])
    key = keys.shared if vector["compartment"] == "shared" else keys.unit
    assert key is not None
    place = Place(case_id, case_id, "manifests", 1, vector["generation"])
    kind, content = open_record(key, raw(vector["box"]), place)
    if kind != "manifest":
        raise CannotOpen
    return content.decode()


def opened_by_second_reader(vector: Vector) -> str:
    return second_reader.open_manifest(
        raw(vector["root"]),
        vector["compartment"],
        raw(vector["case_id"]),
        vector["generation"],
        raw(vector["box"]),
    )


@vectors("manifest", "ok")
def test_a_manifest_opens(vector: Vector) -> None:
    assert open_manifest(vector) == opened_by_second_reader(vector) == vector["content"]
    known = {"shared": ["rows", "columns", "files", "forwardings"], "unit": ["rows", "holders"]}
    told = [name for name in json.loads(vector["content"]) if name != "dossiers"]
    assert told == known[vector["compartment"]]


@vectors("manifest", "fail")
def test_a_wrong_manifest_does_not_open(vector: Vector) -> None:
    with refused():
        open_manifest(vector)
    with pytest.raises((InvalidTag, AssertionError, IndexError)):
        opened_by_second_reader(vector)
