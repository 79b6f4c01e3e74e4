"""What goes through the pipes between the portal and the process that cleans: a line of JSON, then
the bytes of the file. Read strictly on the portal's side: the process may have been taken over by
the file it read."""

import json
from collections.abc import Sequence

from portal.cleaning.kinds import ENDINGS
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark

_LONGEST_LINE = 8 * 1024


def question(content: bytes, name: str, black_out: Sequence[str]) -> tuple[bytes, bytes]:
    """What the process is told, in two pieces, so that the file is not copied."""
    return json.dumps({"name": name, "black_out": list(black_out)}).encode() + b"\n", content


def read_question(told: bytes) -> tuple[bytes, str, list[str]]:
    """The other side of it."""
    line, _, content = told.partition(b"\n")
    asked = json.loads(line)
    return content, asked["name"], asked["black_out"]


def answer(cleaning: Cleaning) -> tuple[bytes, bytes]:
    """What the process gives back."""
    said = {"type": cleaning.media_type, "remarks": sorted(cleaning.remarks)}
    return json.dumps(said).encode() + b"\n", cleaning.content


def refusal(reason: Refusal) -> bytes:
    """What the process says when there is no working copy."""
    return json.dumps({"refusal": reason}).encode() + b"\n"


def read_answer(told: bytes) -> Cleaning:
    """The working copy. Raises CannotClean with the reason given, and for anything that is not
    such an answer with BROKEN."""
    end = told.find(b"\n", 0, _LONGEST_LINE)
    try:
        said = json.loads(told[: max(end, 0)])
        if "refusal" in said:
            raise CannotClean(Refusal(said["refusal"]))
        remarks = frozenset(Remark(remark) for remark in said["remarks"])
        media_type = said["type"]
        if media_type not in ENDINGS:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotClean(Refusal.BROKEN) from None
    return Cleaning(told[end + 1 :], media_type, remarks)
