"""What travels between the portal and the computer of the recovery: two files of JSON, and a key.

A request says whom cases are to be sealed to, and holds their boxes as they are sealed to the
recovery key (crypto/SPEC.md section 20); an answer holds boxes sealed to that person. Nothing in
them is secret to whoever lacks the keys. What is read comes from another computer and is believed
in nothing: each field is checked, and a name can hold nothing that would move a terminal's cursor.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, TypeVar

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    TypeAdapter,
    ValidationError,
)

from crypto.comparison_words import WORDS
from crypto.key_pair import PUBLIC_BYTES
from crypto.recovery import RECOVERY_HOLDER
from crypto.sealing import seal_to
from portal.domain.errors import DomainError

REQUEST_FORMAT: Final = "portal-recovery-request-1"
ANSWER_FORMAT: Final = "portal-recovery-answer-1"

_KEY_HEADING = "# The public half of the portal's recovery key, in base64. It is not secret."
_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST_TEXT = 320
_STRICT = ConfigDict(extra="forbid", strict=True)
_IN_OUR_WORDS = {
    "dataclass_type": "is not an object",
    "json_invalid": "is not JSON",
    "missing": "is missing",
    "unexpected_keyword_argument": "holds a field that is not known",
}

_Shape = TypeVar("_Shape")


class MalformedFile(DomainError):
    """A file is not what it should be. The text says where and what is wrong, and quotes nothing
    of the file."""


def _id(value: object) -> bytes:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise ValueError("is not an id, 16 bytes in hexadecimal")
    return bytes.fromhex(value)


def _account_id(value: object) -> bytes:
    account = _id(value)
    if account in (bytes(len(account)), RECOVERY_HOLDER):
        raise ValueError("is not the id of an account")
    return account


def _base64(value: object) -> bytes:
    try:
        read = b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        read = b""
    # Written again, so that there is one way only to write it.
    if not read or _as_base64(read) != value:
        raise ValueError("is not base64")
    return read


def _public_key(value: object) -> bytes:
    key = _base64(value)
    if len(key) != PUBLIC_BYTES:
        raise ValueError("is not a public key of 1,216 bytes")
    try:
        seal_to(key, b"", b"")
    except ValueError:
        raise ValueError("is not a public key that could be sealed to") from None
    return key


def _text(value: str) -> str:
    if not value.strip() or not value.isprintable() or len(value) > _LONGEST_TEXT:
        raise ValueError("is empty, too long or not a plain text of one line")
    return value


def _words(value: str) -> str:
    words = value.split(" ")
    if len(words) != WORDS or not all(word.isalpha() for word in words):
        raise ValueError("is not six words with a space between")
    return value


def _as_base64(value: bytes) -> str:
    return b64encode(value).decode("ascii")


_IN_HEXADECIMAL = PlainSerializer(lambda value: value.hex(), return_type=str)
_IN_BASE64 = PlainSerializer(_as_base64, return_type=str)

_Id = Annotated[bytes, PlainValidator(_id), _IN_HEXADECIMAL]
_AccountId = Annotated[bytes, PlainValidator(_account_id), _IN_HEXADECIMAL]
_Box = Annotated[bytes, PlainValidator(_base64), _IN_BASE64]
_PublicKey = Annotated[bytes, PlainValidator(_public_key), _IN_BASE64]
_Text = Annotated[str, AfterValidator(_text)]
_SixWords = Annotated[str, AfterValidator(_words), AfterValidator(_text)]
_Generation = Annotated[int, Field(ge=1, lt=2**63)]


@dataclass(frozen=True)
class CaseBoxes:
    """The boxes of a case's root and identity keys, sealed to one holder. `case` is 16 bytes."""

    __pydantic_config__ = _STRICT

    case: _Id
    generation: _Generation
    root: _Box = field(repr=False)
    identity: _Box = field(repr=False)


def _once_each(cases: tuple[CaseBoxes, ...]) -> tuple[CaseBoxes, ...]:
    if not cases:
        raise ValueError("holds no case")
    if len({case.case for case in cases}) < len(cases):
        raise ValueError("holds a case twice")
    return cases


_Cases = Annotated[tuple[CaseBoxes, ...], AfterValidator(_once_each)]


@dataclass(frozen=True)
class RecoveryRequest:
    """Seal these cases to this person. `account` is 16 bytes, the keys are public, 1,216 bytes.

    `words` are the six that the portal compares this person's keys by, `recovery_key` is what the
    cases' boxes are sealed to.
    """

    __pydantic_config__ = _STRICT

    format: Literal["portal-recovery-request-1"]
    account: _AccountId
    name: _Text
    email: _Text
    key: _PublicKey = field(repr=False)
    identity_key: _PublicKey = field(repr=False)
    words: _SixWords
    recovery_key: _PublicKey = field(repr=False)
    cases: _Cases = field(repr=False)


@dataclass(frozen=True)
class RecoveryAnswer:
    """The cases of a request that opened, sealed to the person whose account it was for."""

    __pydantic_config__ = _STRICT

    format: Literal["portal-recovery-answer-1"]
    account: _AccountId
    cases: _Cases = field(repr=False)


_REQUEST: TypeAdapter[RecoveryRequest] = TypeAdapter(RecoveryRequest)
_ANSWER: TypeAdapter[RecoveryAnswer] = TypeAdapter(RecoveryAnswer)


def write_request(request: RecoveryRequest) -> bytes:
    """The request as JSON."""
    return _REQUEST.dump_json(request, indent=1) + b"\n"


def read_request(content: bytes) -> RecoveryRequest:
    """The request of a file. Raises MalformedFile."""
    return _read(_REQUEST, content)


def write_answer(answer: RecoveryAnswer) -> bytes:
    """The answer as JSON."""
    return _ANSWER.dump_json(answer, indent=1) + b"\n"


def read_answer(content: bytes) -> RecoveryAnswer:
    """The answer of a file. Raises MalformedFile."""
    return _read(_ANSWER, content)


def write_public_key(public: bytes) -> bytes:
    """The file of a recovery key's public half: a line that says what it is, a line of base64."""
    return f"{_KEY_HEADING}\n{_as_base64(public)}\n".encode("ascii")


def read_public_key(content: bytes) -> bytes:
    """The public key (1,216 bytes) of such a file. Raises MalformedFile."""
    heading, *lines = content.decode("utf-8", errors="replace").splitlines() or [""]
    try:
        if heading != _KEY_HEADING or len(lines) != 1:
            raise ValueError("is not that of a recovery key")
        return _public_key(lines[0])
    except ValueError as error:
        raise MalformedFile(f"the file {error}") from None


def _read(shape: TypeAdapter[_Shape], content: bytes) -> _Shape:
    try:
        return shape.validate_json(content)
    except ValidationError as error:
        told = _told(error)
    raise MalformedFile(told)


def _told(error: ValidationError) -> str:
    """The first slip: where it is and what is wrong, without the value that is wrong."""
    first = error.errors(include_url=False, include_input=False)[0]
    cause = first.get("ctx", {}).get("error")
    reason = _IN_OUR_WORDS.get(first["type"], str(cause) if cause else first["msg"].lower())
    # The name of a field that is not known is the file's, and may be anything.
    known = first["loc"][:-1] if first["type"] == "unexpected_keyword_argument" else first["loc"]
    place = ".".join(str(part) for part in known)
    return f"{place}: {reason}" if place else f"the file {reason}"
