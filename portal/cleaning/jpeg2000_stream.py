"""A JPEG 2000 inside of a PDF: its boxes for colours and pixels, and no other."""

from typing import Final

from portal.cleaning.outcome import CannotClean, Refusal

_SIGNATURE: Final = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_CODESTREAM: Final = b"\xff\x4f\xff\x51"
_KEPT: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_COMMENT: Final = b"\xff\x64"
_TILE: Final = b"\xff\x90"
_SMALLEST: Final = 8


def bare_jpeg2000(content: bytes) -> bytes:
    """The same picture (ITU-T T.800, annex I) without boxes of XML, UUID and properties, and
    without comments. Raises CannotClean where it is not laid out like one."""
    if content.startswith(_CODESTREAM):
        return _without_comments(content)
    if not content.startswith(_SIGNATURE):
        raise CannotClean(Refusal.BROKEN)
    out = bytearray()
    at = 0
    while at + _SMALLEST <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        head = _SMALLEST
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16], "big")
            head = 2 * _SMALLEST
        elif length == 0:
            length = len(content) - at
        if length < head or at + length > len(content):
            raise CannotClean(Refusal.BROKEN)
        if name in _KEPT:
            inside = content[at + head : at + length]
            inside = _without_comments(inside) if name == b"jp2c" else inside
            out += (len(inside) + _SMALLEST).to_bytes(4, "big") + name + inside
        at += length
    return bytes(out)


def _without_comments(stream: bytes) -> bytes:
    """A codestream without the comments of its main header (annex A.9.2)."""
    out = bytearray(stream[:2])
    at = 2
    while at + 4 <= len(stream) and stream[at : at + 2] != _TILE:
        end = at + 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
        if end <= at + 3 or end > len(stream):
            raise CannotClean(Refusal.BROKEN)
        if stream[at : at + 2] != _COMMENT:
            out += stream[at:end]
        at = end
    return bytes(out) + stream[at:]
