"""What travels between the portal and the computer of the recovery: two files of JSON, and a key.

A request says whom cases are to be sealed to, as the unit's list says it, and holds their boxes
sealed to the recovery key (crypto/SPEC.md section 20); an answer holds boxes sealed to that person.
Nothing in them is secret to whoever lacks the keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, TypeAdapter, ValidationError

from crypto.comparison_words import comparison_words
from portal.domain.errors import DomainError
from portal.services.recovery.checked_fields import (
    STRICT,
    AccountId,
    Box,
    BoxOrNone,
    Generation,
    Id,
    Member,
    PublicKey,
    Root,
    as_base64,
    public_key,
)

REQUEST_FORMAT: Final = "portal-recovery-request-1"
ANSWER_FORMAT: Final = "portal-recovery-answer-1"

_KEY_HEADING = "# The public half of the portal's recovery key, in base64. It is not secret."
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


@dataclass(frozen=True)
class CaseBoxes:
    """The boxes of a case's root and identity keys, sealed to one holder. `case` is 16 bytes;
    `identity` is empty where an old case has no such key, or who handed it on had none."""

    __pydantic_config__ = STRICT

    case: Id
    generation: Generation
    root: Box = field(repr=False)
    identity: BoxOrNone = field(repr=False)


def _once_each(cases: tuple[CaseBoxes, ...]) -> tuple[CaseBoxes, ...]:
    if not cases:
        raise ValueError("holds no case")
    if len({case.case for case in cases}) < len(cases):
        raise ValueError("holds a case twice")
    return cases


_Cases = Annotated[tuple[CaseBoxes, ...], AfterValidator(_once_each)]


@dataclass(frozen=True)
class RecoveryRequest:
    """Seal these cases to this person. `root` is the unit's list's, 32 bytes; `recovery_key`, which
    is public and 1,216 bytes, is what the cases' boxes are sealed to.

    The words to compare are worked out from `member` and `root` by who answers, and stand nowhere
    in the file: what was changed on the way changes them.
    """

    __pydantic_config__ = STRICT

    format: Literal["portal-recovery-request-1"]
    member: Member = field(repr=False)
    root: Root
    recovery_key: PublicKey = field(repr=False)
    cases: _Cases = field(repr=False)

    def words(self, choice: Sequence[str]) -> str:
        """The six words that this person reads out; she has them from her own page of the portal.
        `choice` is the list they are taken from."""
        return comparison_words(self.member.compared(self.root), choice)


@dataclass(frozen=True)
class RecoveryAnswer:
    """The cases of a request that opened, sealed to the person whose account it was for. `key` is
    the public key (1,216 bytes) that it was for: she may have got another since."""

    __pydantic_config__ = STRICT

    format: Literal["portal-recovery-answer-1"]
    account: AccountId
    key: PublicKey = field(repr=False)
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
    return f"{_KEY_HEADING}\n{as_base64(public)}\n".encode("ascii")


def read_public_key(content: bytes) -> bytes:
    """The public key (1,216 bytes) of such a file. Raises MalformedFile."""
    heading, *lines = content.decode("utf-8", errors="replace").splitlines() or [""]
    try:
        if heading != _KEY_HEADING or len(lines) != 1:
            raise ValueError("is not that of a recovery key")
        return public_key(lines[0])
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
