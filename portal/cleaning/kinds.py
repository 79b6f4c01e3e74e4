"""Which type a file is, by its bytes alone. Neither its name nor what a browser said of it
counts."""

import codecs
import re
from enum import StrEnum
from typing import Final

from portal.cleaning.outcome import CannotClean, Refusal


class Kind(StrEnum):
    """What a file turned out to be. Each is cleaned in its own way."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    HEIF = "heif"
    PDF = "pdf"
    PACKAGE = "package"
    MAIL = "mail"
    TEXT = "text"


JPEG_TYPE: Final = "image/jpeg"
PDF_TYPE: Final = "application/pdf"
TEXT_TYPE: Final = "text/plain"

ENDINGS: Final = {
    JPEG_TYPE: "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/tiff": "tiff",
    PDF_TYPE: "pdf",
    TEXT_TYPE: "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}

_STARTS: Final = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"PK\x03\x04", Kind.PACKAGE),
)
_STILL_PICTURES: Final = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_REFUSED: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.OLD_OFFICE),
    (b"PK\x05\x06", Refusal.ARCHIVE),
    (b"Rar!", Refusal.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Refusal.ARCHIVE),
    (b"\x1f\x8b", Refusal.ARCHIVE),
    (b"BZh", Refusal.ARCHIVE),
    (b"\xfd7zXZ", Refusal.ARCHIVE),
    (b"ID3", Refusal.SOUND_OR_FILM),
    (b"\xff\xfb", Refusal.SOUND_OR_FILM),
    (b"OggS", Refusal.SOUND_OR_FILM),
    (b"fLaC", Refusal.SOUND_OR_FILM),
    (b"#!AMR", Refusal.SOUND_OR_FILM),
    (b"\x1aE\xdf\xa3", Refusal.SOUND_OR_FILM),
    # Text to look at, but a program reads more out of it than a person sees.
    (b"{\\rtf", Refusal.UNKNOWN_TYPE),
    (b"%!PS", Refusal.UNKNOWN_TYPE),
    (b"#!", Refusal.UNKNOWN_TYPE),
)
_PDF_WITHIN = 1024  # readers look for the header that far into a file (ISO 32000-2, annex on it)
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|!--|html|head|body|svg|script|xml)\b", re.IGNORECASE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
_HEADERS_OF_MAIL = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|mime-version|return-path):",
    re.IGNORECASE | re.MULTILINE,
)
_LOOKED_AT = 64 * 1024
_IN_TEXTS = b"\t\n\x0b\x0c\r\x1a\x1b"
_HEADERS_MAKE_MAIL = 3  # fewer may be the beginning of somebody's notes


def kind_of(content: bytes) -> Kind:
    """The type of a file. Raises CannotClean for one that the portal has no way of cleaning."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        if content[8:12] == b"WEBP":
            return Kind.WEBP
        raise CannotClean(Refusal.SOUND_OR_FILM)
    if content[4:8] == b"ftyp":
        if content[8:12] in _STILL_PICTURES:
            return Kind.HEIF
        raise CannotClean(Refusal.SOUND_OR_FILM)
    for start, reason in _REFUSED:
        if content.startswith(start):
            raise CannotClean(_encrypted_or(reason, content))
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Kind.PDF
    return _kind_of_text(content)


def _encrypted_or(reason: Refusal, content: bytes) -> Refusal:
    """An Office file under a password is an old container around it ([MS-OFFCRYPTO] 2.3.4.4)."""
    encrypted = "EncryptedPackage".encode("utf-16-le")
    if reason is Refusal.OLD_OFFICE and encrypted in content:
        return Refusal.ENCRYPTED
    return reason


def _kind_of_text(content: bytes) -> Kind:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Kind.TEXT
    if not content or _looks_binary(content):
        raise CannotClean(Refusal.UNKNOWN_TYPE)
    bare = content.removeprefix(codecs.BOM_UTF8)
    if _MARKUP.match(bare):
        raise CannotClean(Refusal.UNKNOWN_TYPE)
    return Kind.MAIL if _is_mail(bare) else Kind.TEXT


def _looks_binary(content: bytes) -> bool:
    """Whether more than one byte in a hundred of its first and last 64 KiB is in no text."""
    looked_at = content[:_LOOKED_AT] + content[-_LOOKED_AT:]
    controls = sum(looked_at.count(bytes([code])) for code in range(32) if code not in _IN_TEXTS)
    return b"\x00" in content or controls * 100 > len(looked_at)


def _is_mail(content: bytes) -> bool:
    # A head is short; of a file that is one long head no more is looked at.
    head = re.split(rb"\r?\n\r?\n", content[:_LOOKED_AT], maxsplit=1)[0]
    if head.startswith(b"From "):  # the line by which mailboxes part their mails
        head = head.partition(b"\n")[2]
    first = head.partition(b"\n")[0]
    if not _HEADER.match(first):
        return False
    found = {name.lower() for name in _HEADERS_OF_MAIL.findall(head)}
    return len(found) >= _HEADERS_MAKE_MAIL
