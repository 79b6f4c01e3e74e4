"""A working copy of a file: what is seen in it stays, everything else is left behind.

The file is looked into by a process of its own (portal/cleaning/process.py).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from portal.cleaning import limits, pipe
from portal.cleaning.kinds import ENDINGS, kind_of
from portal.cleaning.outcome import CannotClean, Refusal, Remark
from portal.cleaning.phrases import Phrases, found_in_name, may_remain, sought
from portal.cleaning.process import asked

__all__ = ["CannotClean", "Cleaned", "Refusal", "Remark", "clean_file", "name_without"]

_LONGEST_STEM: Final = 100
# The form in which they are written takes no more.
_LONGEST_PHRASES: Final = 5_000
_NO_NAME: Final = "fil"
_IN_NAMES: Final = " -_.,()+&'"


@dataclass(frozen=True)
class Cleaned:
    """A working copy. `name` has the stem it was given and the ending of what it now is; `remarks`
    say what was taken out and what such a file may still hide."""

    content: bytes = field(repr=False)
    name: str
    media_type: str
    remarks: tuple[Remark, ...]


def clean_file(
    content: bytes, name: str, media_type: str, *, black_out: Sequence[str] = ()
) -> Cleaned:
    """The working copy of a file, with the phrases in `black_out` covered wherever they are found.

    `media_type` is what somebody said of the file, and does not count: its bytes say what it is.
    Raises CannotClean: for a type that is not known, a broken, encrypted or too large file (more
    than 64 MiB, before or after), one that takes longer than 90 seconds, and one in which words
    cannot be blacked out (pictures, spreadsheets, presentations). Raises ValueError for phrases of
    more than 5,000 characters: to leave some of them out would not be seen.
    """
    del media_type
    if sum(map(len, black_out)) > _LONGEST_PHRASES:
        raise ValueError("too many words to black out")
    if len(content) > limits.LARGEST:
        raise CannotClean(Refusal.TOO_LARGE)
    kind_of(content)  # most of what is refused needs no process for it
    result = pipe.read_answer(asked(*pipe.question(content, name, black_out)))
    phrases = sought(black_out)
    stem = _stem(name, phrases)
    remarks = result.remarks | may_remain([stem], phrases)
    return Cleaned(
        result.content,
        f"{stem}.{ENDINGS[result.media_type]}",
        result.media_type,
        tuple(remark for remark in Remark if remark in remarks),
    )


def name_without(name: str, black_out: Sequence[str]) -> str:
    """The name of a file that goes out as it came: with its ending, and without what does not
    belong into a name or is blacked out."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix
    kept = "".join(letter for letter in ending if letter.isalnum() or letter == ".")
    return _stem(name, sought(black_out)) + kept


def _stem(name: str, phrases: Phrases) -> str:
    """The name without its ending and what does not belong into a name: folders, characters that
    nobody sees or that turn its direction, and the words blacked out. These are sought last: what
    goes may have stood between their letters."""
    stem = PurePosixPath(name.replace("\\", "/")).stem.replace("%20", " ")
    stem = unicodedata.normalize("NFC", stem)
    stem = "".join(letter for letter in stem if letter.isalnum() or letter in _IN_NAMES)
    for first, end in reversed(found_in_name(stem, phrases)):
        stem = f"{stem[:first]}xxx{stem[end:]}"
    return stem.strip(" .")[:_LONGEST_STEM].strip(" .") or _NO_NAME
