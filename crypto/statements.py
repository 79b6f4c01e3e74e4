"""What is signed, one function for each kind of statement. SPEC.md lists the fields."""

from __future__ import annotations

from crypto.case_key import CaseKeys
from crypto.derivation import derive
from crypto.identifiers import hash_of
from crypto.labels import (
    KEY_NAME,
    SIGNED_CONSENT,
    SIGNED_DOSSIER,
    SIGNED_GENERATION,
    SIGNED_UNIT_LIST,
    UNIT_LIST,
    bind,
)


def key_name(key: bytes) -> bytes:
    """What a compartment key (32 bytes) is called where it must not be known: 32 bytes."""
    return derive(key, bind(KEY_NAME))


def generation_statement(
    *,
    case_id: bytes,
    generation: int,
    shared_name: bytes,
    unit_name: bytes,
    reporter_key: bytes,
    reporter_signing_key: bytes,
    list_version: int,
) -> bytes:
    """That these are the keys of this generation of a case, and these the reporter's public keys.

    `list_version` is the list on which the signer stands, 0 where the reporter signs.
    """
    return bind(
        SIGNED_GENERATION,
        case_id,
        generation,
        shared_name,
        unit_name,
        reporter_key,
        reporter_signing_key,
        list_version,
    )


def names_of(keys: CaseKeys, unit_name: bytes) -> tuple[bytes, bytes]:
    """The names of both compartment keys. `unit_name` is taken on trust from who signed where the
    unit's key is not at hand."""
    return key_name(keys.shared), unit_name if keys.unit is None else key_name(keys.unit)


def consent_statement(*, case_id: bytes, offer: bytes, text: str, answer: str) -> bytes:
    """That the reporter gave this answer, `yes` or `no`, to an offer or a question of consent in
    her case: the id of the entry that asks, and its words. Raises ValueError for another answer."""
    if answer not in ("yes", "no"):
        raise ValueError("a consent is answered by yes or no")
    return bind(SIGNED_CONSENT, case_id, offer, text, answer)


def dossier_statement(
    *, dossier_id: bytes, key_name: bytes, administration: str, list_version: int
) -> bytes:
    """That the unit sent this dossier, under the key of this name, to this administration.
    `list_version` is the list on which the signer stands."""
    return bind(SIGNED_DOSSIER, dossier_id, key_name, administration, list_version)


def unit_list_statement(*, version: int, previous: bytes, content: bytes) -> bytes:
    """That this is the list of the unit's members. `previous` is the hash of the version before,
    empty for the first."""
    return bind(SIGNED_UNIT_LIST, version, previous, content)


def unit_list_hash(*, version: int, previous: bytes, content: bytes) -> bytes:
    """What a list is known by, 32 bytes. The first version's is the root of all others."""
    return hash_of(
        UNIT_LIST, unit_list_statement(version=version, previous=previous, content=content)
    )
