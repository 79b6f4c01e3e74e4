"""Text from outside, without what a format cannot hold."""

import re
import unicodedata
from typing import Final

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What the printed letters have: Latin, Greek, Cyrillic, punctuation and signs. A letter that no
# letterform is there for cannot stand in a PDF/UA at all (ISO 14289-1, 7.21.4.1), and some scripts
# that are read from the right stop the typesetter.
_NOT_IN_PRINT: Final = re.compile(
    "[^\u0020-\u007e\u00a0-\u036f\u0370-\u04ff\u1e00-\u1fff\u2010-\u2040\u2044-\u2052\u2070-\u20bf"
    "\u2190-\u21ff\u2200-\u22ff\ufb00-\ufb06\ufffd]"
)
_REPLACED: Final = "\ufffd"


def for_xml(text: str) -> str:
    """Without the characters that XML 1.0 has no place for."""
    return _NOT_IN_XML.sub("", text)


def for_print(text: str) -> str:
    """On one line, without what is not seen (controls, marks of direction), and `\ufffd` in the
    place of each letter that no letterform is there for."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    return _NOT_IN_PRINT.sub(_REPLACED, seen)
