"""What goes through the pipes between the portal and the process that looks into a file: a line of
JSON, then bytes. Read strictly on the portal's side: the process may have been taken over by
the file it read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from portal.cleaning import limits
from portal.cleaning.kinds import ENDINGS
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark, Shown

_LONGEST_LINE = 8 * 1024
_BYTES_A_PIXEL = 3


def question(content: bytes, name: str, black_out: Sequence[str]) -> tuple[bytes, bytes]:
    """Asks for a working copy; in two pieces, so that the file is not copied."""
    return json.dumps({"name": name, "black_out": list(black_out)}).encode() + b"\n", content


def question_of_page(content: bytes, page: int) -> tuple[bytes, bytes]:
    """Asks for a page of the file to look at, counted from 1."""
    return json.dumps({"page": page}).encode() + b"\n", content


def read_question(told: bytes) -> tuple[bytes, dict[str, Any]]:
    """The other side of either: the file, and what is asked of it."""
    line, _, content = told.partition(b"\n")
    return content, json.loads(line)


def answer(cleaning: Cleaning) -> tuple[bytes, bytes]:
    """What the process gives back."""
    said = {"type": cleaning.media_type, "remarks": sorted(cleaning.remarks)}
    return json.dumps(said).encode() + b"\n", cleaning.content


def answer_of_page(shown: Shown) -> tuple[bytes, bytes, bytes]:
    """The page that was asked for."""
    letters = shown.text.encode(errors="replace")
    said = {
        "page": shown.page,
        "pages": shown.pages,
        "width": shown.width,
        "height": shown.height,
        "letters": len(letters),
    }
    return json.dumps(said).encode() + b"\n", letters, shown.pixels


def refusal(reason: Refusal) -> bytes:
    """What the process says when there is nothing to give."""
    return json.dumps({"refusal": reason}).encode() + b"\n"


def read_answer(told: bytes) -> Cleaning:
    """The working copy. Raises CannotClean with the reason given, and for anything that is not
    such an answer with BROKEN."""
    try:
        said, content = _parted(told)
        remarks = frozenset(Remark(remark) for remark in said["remarks"])
        media_type = said["type"]
        if media_type not in ENDINGS:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotClean(Refusal.BROKEN) from None
    return Cleaning(content, media_type, remarks)


def read_page(told: bytes) -> Shown:
    """The page. Raises CannotClean as `read_answer` does, so that what comes of it is a text of
    bounded length and as many pixels as it says."""
    try:
        said, content = _parted(told)
        page, pages = _number(said, "page", 1), _number(said, "pages", 1)
        width, height = _number(said, "width"), _number(said, "height")
        letters = _number(said, "letters")
        if not page <= pages <= limits.MOST_SAID or max(width, height) > limits.SHOWN_SIDE:
            raise ValueError
        if (width == 0) != (height == 0):
            raise ValueError
        text, pixels = content[:letters].decode(), content[letters:]
        if len(text) > limits.SHOWN_LETTERS or len(pixels) != width * height * _BYTES_A_PIXEL:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotClean(Refusal.BROKEN) from None
    return Shown(page, pages, text, width, height, pixels)


def _parted(told: bytes) -> tuple[Mapping[str, Any], bytes]:
    """The line and what follows it. Raises CannotClean for a refusal, ValueError or TypeError for
    what is no answer."""
    end = told.find(b"\n", 0, _LONGEST_LINE)
    said = json.loads(told[: max(end, 0)])
    if "refusal" in said:
        raise CannotClean(Refusal(said["refusal"]))
    return said, told[end + 1 :]


def _number(said: Mapping[str, Any], name: str, least: int = 0) -> int:
    """A whole number; `true` is none. Raises ValueError, KeyError."""
    number = said[name]
    if type(number) is not int or number < least:
        raise ValueError
    return number
