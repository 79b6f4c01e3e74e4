"""Plain text: the letters that are seen, in one encoding, and nothing between them.

Zero-width characters, tags and variation selectors, odd spaces and blanks at the end of lines can
carry a mark that tells which copy a text was taken from; nobody sees them, so they go.
"""

import codecs
import unicodedata
from typing import Final

from portal.cleaning.characters import is_unseen
from portal.cleaning.kinds import TEXT_TYPE
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark
from portal.cleaning.phrases import Phrases, blacked_out, may_remain

_KEPT_CONTROLS: Final = "\t\n"


def clean_text(content: bytes, name: str, phrases: Phrases) -> Cleaning:
    """UTF-8, UTF-16 with its mark, or else Windows-1252, as UTF-8 with `\\n` between the lines.

    A `.csv` becomes a `.txt`: what opens a file of that ending runs the formulas in it.
    Raises CannotClean where the bytes are not the text that they say they are.
    """
    text = decoded(content)
    plain = seen_text(text)
    remarks = {Remark.VISIBLE_TEXT, Remark.WORDING}
    if plain != text:
        remarks.add(Remark.INVISIBLE_CHARACTERS_REMOVED)
    plain, said = blacked_out(plain, phrases)
    said |= may_remain([plain], phrases)
    if name.lower().endswith(".csv"):
        remarks.add(Remark.CSV_TURNED_INTO_TEXT)
    return Cleaning(plain.encode(), TEXT_TYPE, frozenset(remarks | said))


def decoded(content: bytes) -> str:
    """The text that bytes are, with `\\n` between its lines."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _one_line_end(content.decode("utf-16"))
        except UnicodeDecodeError:
            raise CannotClean(Refusal.BROKEN) from None
    try:
        return _one_line_end(content.decode("utf_8_sig"))
    except UnicodeDecodeError:
        return _one_line_end(content.decode("cp1252", errors="replace"))


def seen_text(text: str) -> str:
    """A text of several lines without what nobody sees of it."""
    lines = seen_characters(text).split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines)


def seen_characters(text: str) -> str:
    """The characters of a text that are seen, composed (NFC), every odd space a plain one."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(map(_seen, text)))


def _seen(character: str) -> str:
    if character in _KEPT_CONTROLS:
        return character
    if is_unseen(character):
        return ""
    category = unicodedata.category(character)
    if category in ("Zl", "Zp"):
        return "\n"
    return " " if category == "Zs" else character


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
