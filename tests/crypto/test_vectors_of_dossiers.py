"""Both implementations against the vectors of a dossier, and the second against what the services
made."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from pydantic import TypeAdapter

from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.labels import DOSSIER_KEY, bind
from crypto.sealing import open_with
from crypto.signing import SigningPair, check_signature
from crypto.statements import dossier_statement, key_name
from portal.domain.dossier import Dossier
from portal.services.dossiers.change_recipients import remove_recipient
from portal.services.dossiers.working_copies import make_working_copy
from portal.storage.dossier_store import DossierRow, PlainDossier, opened_row
from portal.storage.tables import dossier_keys, dossiers, file_chunks, unit_lists
from tests.crypto import second_reader
from tests.crypto import second_reader_of_dossiers as dossier_reader
from tests.crypto.expectations import refused
from tests.crypto.second_reader_of_dossiers import StoredDossier
from tests.crypto.second_reader_of_signatures import signing_key
from tests.crypto.stored_vectors import stored, vectors
from tests.crypto.vector_inputs import Vector
from tests.crypto.vectors_of_dossiers import in_full
from tests.services.acts import received
from tests.services.hearing import Hearing, hearing
from tests.support.office import Office
from tests.support.portal import secrets_of

raw = bytes.fromhex
FIRST = stored("dossier")["vectors"][0]
NOT_READ = (InvalidTag, AssertionError, IndexError, ValueError)


def read_by_the_package(vector: Vector) -> Dossier:
    dossier_id, holder = raw(vector["id"]), raw(vector["holder"])
    info = bind(DOSSIER_KEY, dossier_id, holder)
    key = open_with(KeyPair(raw(vector["seed"])), raw(vector["sealed_key"]), info)
    statement = dossier_statement(
        dossier_id=dossier_id,
        key_name=key_name(key),
        administration=vector["administration"],
        list_version=vector["list_version"],
    )
    if vector["signer_role"] not in ("caseworker", "lead", "citizen"):
        raise CannotOpen
    if vector["signer_role"] == "citizen" and vector["list_version"] != 0:
        raise CannotOpen
    public = SigningPair(raw(vector["signer_seed"])).public
    check_signature(public, statement, raw(vector["signature"]))
    dossier = opened_row(row_of(vector), key)
    if vector["holder"] not in dossier.may_hold:
        raise CannotOpen
    return dossier


def row_of(vector: Vector) -> DossierRow:
    due = date.fromisoformat(vector["due"]) if vector["due"] else None
    return DossierRow(
        id=raw(vector["id"]),
        case_id=bytes(16),
        number=vector["number"],
        plain=PlainDossier(vector["administration"], vector["awaits"], due, vector["move"]),
        revision=vector["revision"],
        signer=bytes(16) if vector["signer_role"] == "citizen" else bytes([1] * 16),
        list_version=vector["list_version"],
        signature=raw(vector["signature"]),
        box=raw(vector["box"]),
    )


def read_by_second_reader(vector: Vector) -> dict[str, Any]:
    row = StoredDossier(
        raw(vector["id"]), vector["number"], vector["administration"], vector["awaits"],
        vector["due"], vector["move"], vector["revision"], vector["list_version"],
        raw(vector["signature"]), raw(vector["box"]),
    )  # fmt: skip
    return dossier_reader.read_as_holder(
        row,
        raw(vector["seed"]),
        raw(vector["holder"]),
        raw(vector["sealed_key"]),
        signing_key(raw(vector["signer_seed"])),
        vector["signer_role"],
    )


@vectors("dossier", "ok")
def test_a_dossier_is_read_by_its_holder(vector: Vector) -> None:
    vector = in_full(vector, FIRST)
    told = json.loads(vector["content"])["dossier"]
    assert read_by_second_reader(vector) == told
    assert in_json(read_by_the_package(vector)) == told
    key = dossier_reader.open_dossier_key(
        raw(vector["seed"]), raw(vector["id"]), raw(vector["holder"]), raw(vector["sealed_key"])
    )
    assert key.hex() == vector["key"]


@vectors("dossier", "fail")
def test_a_wrong_dossier_is_not_read(vector: Vector) -> None:
    vector = in_full(vector, FIRST)
    with refused():
        read_by_the_package(vector)
    with pytest.raises(NOT_READ):
        read_by_second_reader(vector)


def in_json(dossier: Dossier) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(TypeAdapter(Dossier).dump_json(dossier))
    return told


def read_from_the_tables(sent: Hearing, name: str) -> dict[str, Any]:
    """A dossier as a contact person reads it who has the tables and this document alone."""
    office = sent.office
    [found] = office.rows(dossiers)
    holder = getattr(sent, name.lower()).account.id
    [sealed_key] = [one.box for one in office.rows(dossier_keys) if one.holder == holder]
    [unit_list] = [one for one in office.rows(unit_lists) if one.version == found.list_version]
    [signer] = [
        one
        for one in json.loads(unit_list.content)["members"]
        if one["account"] == found.signer.hex()
    ]
    row = StoredDossier(
        found.id, found.number, found.administration, found.awaits or "",
        found.due.isoformat() if found.due else "", found.move or "",
        found.revision, found.list_version, found.signature, found.box,
    )  # fmt: skip
    return dossier_reader.read_as_holder(
        row,
        secrets_of(name).seed,
        holder,
        sealed_key,
        base64.b64decode(signer["signing_key"]),
        signer["role"],
    )


def test_the_second_reader_reads_what_the_services_sent(office: Office) -> None:
    content = b"Et bilag." * 9000
    copy = make_working_copy(
        office.workplace, received(office, content), uncleaned_because="Ingen viden i den."
    )
    sent = hearing(office, files=(copy,))
    read = read_from_the_tables(sent, "Karen")
    assert read == in_json(sent.now())
    assert (read["text"], read["acts"]) == ("Undersøg kassen.", [])
    [file] = read["files"]
    chunks = [one for one in office.rows(file_chunks) if one.file_id.hex() == file["id"]]
    boxes = [one.box for one in sorted(chunks, key=lambda one: one.position)]
    key, file_id = raw(file["key"]), raw(file["id"])
    assert second_reader.open_file(key, file_id, file["size"], boxes) == content


def test_the_second_reader_reads_it_after_an_answer_and_under_a_new_key(office: Office) -> None:
    sent = hearing(office)
    sent.answered()
    [before] = office.rows(dossiers)
    read = read_from_the_tables(sent, "Lone")
    assert [act["kind"] for act in read["acts"]] == ["opened", "answer"]
    assert (before.revision, before.awaits, before.due) == (3, None, None)
    where = (office.workplace, office.anders, sent.number, sent.dossier.number)
    remove_recipient(*where, sent.karen.id)
    [after] = office.rows(dossiers)
    assert after.signature != before.signature
    assert read_from_the_tables(sent, "Lone") == in_json(sent.now())
    with pytest.raises(ValueError, match="not enough values"):
        read_from_the_tables(sent, "Karen")
    assert sent.lone.id in sent.now().may_hold
