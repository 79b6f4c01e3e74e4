"""Zip files that are laid out to harm their reader are refused."""

import io
import struct
import warnings
import zipfile

import pytest

from portal.cleaning.clean_file import CannotClean, Refusal, clean_file

_TYPES = "[Content_Types].xml"


def _package(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # two parts of one name are what is tried
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


def _refused(content: bytes) -> Refusal:
    with pytest.raises(CannotClean) as refused:
        clean_file(content, "x.docx", "")
    return refused.value.reason


@pytest.mark.parametrize(
    "names",
    [
        ("../x.xml",),
        ("/etc/x.xml",),
        ("word/../../x.xml",),
        ("C:\\x.xml",),
        ("word/a.xml", "word/a.xml"),
        ("word/a.xml", "WORD/A.xml"),
    ],
)
def test_names_that_lead_out_or_are_there_twice_are_refused(names: tuple[str, ...]) -> None:
    content = _package((_TYPES, b"<Types/>"), *((name, b"<a/>") for name in names))
    assert _refused(content) is Refusal.BROKEN


def test_a_package_that_says_it_is_enormous_is_refused() -> None:
    content = _package((_TYPES, b"<Types/>"), ("a", bytes(300_000_000)))
    assert len(content) < 1_000_000
    assert _refused(content) is Refusal.TOO_LARGE


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    content = _package((_TYPES, b"<Types/>"), ("_rels/.rels", b"<a/>" + bytes(1_000_000)))
    lie = content.replace(struct.pack("<I", 1_000_004), struct.pack("<I", 4))
    assert lie != content
    assert _refused(lie) is Refusal.BROKEN


def test_too_many_parts_are_refused() -> None:
    content = _package((_TYPES, b"<Types/>"), *((f"a{n}", b"") for n in range(5_000)))
    assert _refused(content) is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_package(("a.txt", b"x")), Refusal.ARCHIVE),
        (_package((_TYPES, b"<Types/>")), Refusal.UNKNOWN_TYPE),
        (_package((_TYPES, b"<Types/>"), ("_rels/.rels", b"<a")), Refusal.BROKEN),
        (_package((_TYPES, b"x"))[:40], Refusal.BROKEN),
        (_package(("mimetype", b"application/x"), ("content.xml", b"<a/>")), Refusal.UNKNOWN_TYPE),
    ],
)
def test_any_other_package_is_refused(content: bytes, reason: Refusal) -> None:
    assert _refused(content) is reason


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (b"Rar!\x1a\x07\x00", Refusal.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c\x00", Refusal.ARCHIVE),
        (b"\x1f\x8b\x08\x00", Refusal.ARCHIVE),
        (b"ID3\x04\x00", Refusal.SOUND_OR_FILM),
        (b"RIFF\x00\x00\x00\x00WAVE", Refusal.SOUND_OR_FILM),
        (b"\x00\x00\x00\x18ftypmp42", Refusal.SOUND_OR_FILM),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refusal.OLD_OFFICE),
        (b"{\\rtf1 hej}", Refusal.UNKNOWN_TYPE),
        (b"<!DOCTYPE html><p>hej", Refusal.UNKNOWN_TYPE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal.UNKNOWN_TYPE),
        (b"MZ\x90\x00\x03\x00\x00\x00", Refusal.UNKNOWN_TYPE),
        (b"", Refusal.UNKNOWN_TYPE),
    ],
)
def test_what_cannot_be_cleaned_is_refused_by_its_bytes(start: bytes, reason: Refusal) -> None:
    with pytest.raises(CannotClean) as refused:
        clean_file(start, "brev.txt", "text/plain")
    assert refused.value.reason is reason
