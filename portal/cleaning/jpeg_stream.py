"""A JPEG inside of a PDF, without anything but its pixels, and without touching these."""

from typing import Final

from portal.cleaning.outcome import CannotClean, Refusal

_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_COMMENT: Final = 0xFE
_APPLICATION: Final = range(0xE0, 0xF0)
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_ADOBE: Final = 0xEE  # says how the colours are stored: without it they turn out wrong
_ADOBE_LENGTH: Final = 12
_STUFFED: Final = 0x00


def bare_jpeg(content: bytes) -> bytes:
    """The same picture (ITU-T T.81, annex B) without application segments, comments, and what
    stands behind its end. Raises CannotClean where it is not laid out like a JPEG."""
    if not content.startswith(_START):
        raise CannotClean(Refusal.BROKEN)
    out = bytearray(_START)
    at = 2
    while True:
        at, marker = _next_marker(content, at)
        if marker == _END:
            return bytes(out) + b"\xff\xd9"
        if marker in _ALONE:
            continue
        length = int.from_bytes(content[at : at + 2], "big")
        end = at + length
        if length < 2 or end > len(content):
            raise CannotClean(Refusal.BROKEN)
        if _is_kept(marker, content[at + 2 : end]):
            kept = content[at + 2 : end]
            if marker == _ADOBE:
                kept = kept[:_ADOBE_LENGTH]
            out += b"\xff" + bytes([marker]) + (len(kept) + 2).to_bytes(2, "big") + kept
        at = end
        if marker == _SCAN:
            behind = _end_of_scan(content, at)
            out += content[at:behind]
            at = behind


def _is_kept(marker: int, segment: bytes) -> bool:
    if marker == _ADOBE:
        return segment.startswith(b"Adobe") and len(segment) >= _ADOBE_LENGTH
    return marker not in _APPLICATION and marker != _COMMENT


def _next_marker(content: bytes, at: int) -> tuple[int, int]:
    """Where the segment behind the next marker begins, and the marker. A picture that simply stops
    is taken as ended there: so do readers."""
    while at < len(content) and content[at] != 0xFF:
        at += 1
    while at < len(content) and content[at] == 0xFF:
        at += 1
    return (at + 1, content[at]) if at < len(content) else (at, _END)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the coded pixels end: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        follows = content[at + 1]
        if follows == _STUFFED or follows in _ALONE or follows == 0xFF:
            at += 1 if follows == 0xFF else 2
            continue
        return at
