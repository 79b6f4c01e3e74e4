"""The fields of the files that travel to the recovery and back, each read strictly.

What is read comes from another computer and is believed in nothing. There is one way only to write
each thing, and a name can hold nothing that would move a terminal's cursor.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    PlainSerializer,
    PlainValidator,
)

from crypto import signing
from crypto.key_pair import PUBLIC_BYTES
from crypto.recovery import RECOVERY_HOLDER
from crypto.sealing import seal_to
from portal.domain.access import Desk, Role
from portal.domain.unit_list import ListedMember

STRICT: Final = ConfigDict(extra="forbid", strict=True)

_ID = re.compile(r"[0-9a-f]{32}")
_ROOT = re.compile(r"[0-9a-f]{64}")
_LONGEST_TEXT = 320


def public_key(value: object) -> bytes:
    """A public key of 1,216 bytes, written in base64. Raises ValueError."""
    key = _base64(value)
    if len(key) != PUBLIC_BYTES:
        raise ValueError("is not a public key of 1,216 bytes")
    try:
        seal_to(key, b"", b"")
    except ValueError:
        raise ValueError("is not a public key that could be sealed to") from None
    return key


def as_base64(value: bytes) -> str:
    """The one way in which these files write bytes."""
    return b64encode(value).decode("ascii")


def _id(value: object) -> bytes:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("is not an id, 16 bytes in hexadecimal")
    return bytes.fromhex(value)


def _account_id(value: object) -> bytes:
    account = _id(value)
    if account in (bytes(len(account)), RECOVERY_HOLDER):
        raise ValueError("is not the id of an account")
    return account


def _root(value: object) -> bytes:
    if not isinstance(value, str) or not _ROOT.fullmatch(value):
        raise ValueError("is not a root, 32 bytes in hexadecimal")
    return bytes.fromhex(value)


def _base64(value: object) -> bytes:
    try:
        read = b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        read = b""
    # Written again, so that there is one way only to write it.
    if not read or as_base64(read) != value:
        raise ValueError("is not base64")
    return read


def _box_or_none(value: object) -> bytes:
    return b"" if value == "" else _base64(value)


def _signing_key(value: object) -> bytes:
    key = _base64(value)
    if len(key) != signing.PUBLIC_BYTES:
        raise ValueError("is not a signing key of 1,984 bytes")
    return key


def _text(value: str) -> str:
    if not value.strip() or not value.isprintable() or len(value) > _LONGEST_TEXT:
        raise ValueError("is empty, too long or not a plain text of one line")
    return value


def _desk(value: object) -> Desk | None:
    desks: dict[object, Desk | None] = {"": None, **{desk.value: desk for desk in Desk}}
    if not isinstance(value, str) or value not in desks:
        raise ValueError("is not a desk")
    return desks[value]


_IN_HEXADECIMAL = PlainSerializer(lambda value: value.hex(), return_type=str)
_IN_BASE64 = PlainSerializer(as_base64, return_type=str)

Id = Annotated[bytes, PlainValidator(_id), _IN_HEXADECIMAL]
AccountId = Annotated[bytes, PlainValidator(_account_id), _IN_HEXADECIMAL]
Root = Annotated[bytes, PlainValidator(_root), _IN_HEXADECIMAL]
Box = Annotated[bytes, PlainValidator(_base64), _IN_BASE64]
BoxOrNone = Annotated[bytes, PlainValidator(_box_or_none), _IN_BASE64]
PublicKey = Annotated[bytes, PlainValidator(public_key), _IN_BASE64]
SigningKey = Annotated[bytes, PlainValidator(_signing_key), _IN_BASE64]
Text = Annotated[str, AfterValidator(_text)]
DeskOrNone = Annotated[Desk | None, PlainValidator(_desk)]
Generation = Annotated[int, Field(ge=1, lt=2**63)]


@dataclass(frozen=True)
class _ToldMember:
    """A member object as the unit's list has it: the fields of ListedMember, each checked. Those
    that are shown are plain texts."""

    __pydantic_config__ = STRICT

    account: AccountId
    email: Text
    name: Text
    role: Role
    desk: DeskOrNone
    unit_name: str
    key: PublicKey
    identity_key: PublicKey
    signing_key: SigningKey


def _member(told: _ToldMember) -> ListedMember:
    return ListedMember(**vars(told))


_CHECKED_MEMBER = Annotated[_ToldMember, AfterValidator(_member)]
Member = Annotated[
    ListedMember,
    GetPydanticSchema(lambda _source, handler: handler(_CHECKED_MEMBER)),
    PlainSerializer(ListedMember.as_json, return_type=dict[str, str]),
]
