"""The labels that keep one use of a key or hash apart from every other, and how they are bound.

SPEC.md lists the same labels. None is a prefix of another, and none is ever given a new meaning.
"""

from __future__ import annotations

from typing import Final

LOCATOR: Final = b"portal/v1/locator"
STORED_LOCATOR: Final = b"portal/v1/stored-locator"
REPORTER_SEED: Final = b"portal/v1/reporter-seed"
REPORTER_SIGNING_SEED: Final = b"portal/v1/reporter-signing-seed"
SIGNING_SEED: Final = b"portal/v1/signing-seed"
MEMBER_SIGNING_SEED: Final = b"portal/v1/member-signing-seed"
SIGNATURE: Final = b"portal/v1/signature"
SIGNED_GENERATION: Final = b"portal/v1/signed-generation"
SIGNED_CONSENT: Final = b"portal/v1/signed-consent"
SIGNED_UNIT_LIST: Final = b"portal/v1/signed-unit-list"
SIGNED_DOSSIER: Final = b"portal/v1/signed-dossier"
UNIT_LIST: Final = b"portal/v1/unit-list"
KEY_NAME: Final = b"portal/v1/name-of-key"
COMPARED_WORDS: Final = b"portal/v1/compared-words"
SEALED_KEY: Final = b"portal/v1/sealed-key"
CASE_KEY: Final = b"portal/v1/case-key"
DOSSIER_KEY: Final = b"portal/v1/dossier-key"
SHARED_COMPARTMENT: Final = b"portal/v1/shared-compartment"
UNIT_COMPARTMENT: Final = b"portal/v1/unit-compartment"
RECORD: Final = b"portal/v1/record"
FILE: Final = b"portal/v1/file"
BOX: Final = b"portal/v1/box"
STAFF: Final = b"portal/v1/staff"
STAFF_DECOY: Final = b"portal/v1/decoy-staff"
ASSOCIATED_DATA: Final = b"portal/v1/associated-data"

# Used by the layers above, and here so that all labels stand in one list.
OWN_NOTE: Final = b"portal/v1/own-note"
DRAFT: Final = b"portal/v1/draft"
DRAFT_TAG: Final = b"portal/v1/tag-of-draft"
DRAFT_ID: Final = b"portal/v1/id-of-draft"
STATISTICS_KEY: Final = b"portal/v1/statistics-key"
STATISTICAL_FACT: Final = b"portal/v1/fact"
REPORT_DRAFT: Final = b"portal/v1/report-draft"
WITHHOLDING: Final = b"portal/v1/withholding"
INVITATION: Final = b"portal/v1/invitation"
SIGN_IN_THROTTLE: Final = b"portal/v1/sign-in-throttle"
KNOWN_THROTTLE: Final = b"portal/v1/throttle-of-the-known"
KNOWN_BROWSER: Final = b"portal/v1/known-browser"
SESSION_ID: Final = b"portal/v1/session-id"
FORM_TOKEN: Final = b"portal/v1/form-token"
WAITING_TICKET: Final = b"portal/v1/waiting-ticket"

RESERVED: Final = (
    b"portal/v1/signed-proof-of-receipt",
    b"portal/v1/backup-key",
    b"portal/v1/audit-chain",
)

_LENGTH_BYTES = 4
_NUMBER_BYTES = 8


def bind(label: bytes, *fields: bytes | str | int) -> bytes:
    """Join a label and fields so that no two different lists give the same bytes.

    The label, then each field as its length (4 bytes, big-endian) and its bytes. Text is UTF-8,
    a number is 8 bytes, big-endian, signed. The number and order of fields is fixed per label.
    Raises ValueError for a number outside 64 bits.
    """
    parts = [label]
    for field in fields:
        content = _field_bytes(field)
        parts.append(len(content).to_bytes(_LENGTH_BYTES, "big"))
        parts.append(content)
    return b"".join(parts)


def _field_bytes(field: bytes | str | int) -> bytes:
    if isinstance(field, bytes):
        return field
    if isinstance(field, str):
        return field.encode("utf-8")
    if not -(2**63) <= field < 2**63:
        raise ValueError("a bound number must fit in 64 bits")
    return field.to_bytes(_NUMBER_BYTES, "big", signed=True)
