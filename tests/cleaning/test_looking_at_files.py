"""A page of a file is looked at as letters and pixels, whatever somebody made of the file."""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from portal.cleaning import limits, page_by_kind, pipe, process
from portal.cleaning.kinds import Kind
from portal.cleaning.outcome import CannotClean, Refusal, Shown
from portal.cleaning.show_file import as_png, show_file
from tests.cleaning.dirty_opendocument import TEXT, opendocument
from tests.cleaning.dirty_pdf import add_page, dirty_pdf, simple_pdf, written
from tests.cleaning.dirty_pictures import ENDINGS, as_bytes, dirty_picture, flag
from tests.cleaning.looking_into import MARK, SEEN

if TYPE_CHECKING:
    from pathlib import Path

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PNG = as_bytes(flag(), "PNG")
TWO_PAGES = simple_pdf(("Side et",), ("Anden side, æøå",))


@pytest.fixture(autouse=True, scope="module")
def _ready() -> None:
    for kind in Kind:
        if kind is not Kind.PACKAGE:
            page_by_kind.prepare(kind)


def _picture(shown: Shown) -> Image.Image:
    return Image.frombytes("RGB", (shown.width, shown.height), shown.pixels)


def _chunks(png: bytes) -> list[bytes]:
    """The types of a PNG's chunks, to its last byte (PNG, third edition, section 5)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append(png[at + 4 : at + 8])
        at += 12 + length
    assert at == len(png)
    return found


def _is_plain_png(png: bytes) -> bool:
    return set(_chunks(png)) == {b"IHDR", b"IDAT", b"IEND"}


def _ink(picture: Image.Image, left: int, top: int, right: int, bottom: int) -> bool:
    """Whether anything is painted in a part of an A4 page, given in points from its lower left."""
    scale = picture.width / 595
    box = [round(side * scale) for side in (left, 842 - bottom, right, 842 - top)]
    darkest, _lightest = picture.convert("L").crop((box[0], box[1], box[2], box[3])).getextrema()
    return darkest < 128  # type: ignore[operator]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_picture_is_shown_by_its_pixels_and_by_nothing_else(ending: str, tmp_path: Path) -> None:
    dirty = dirty_picture(tmp_path, ending)
    shown = page_by_kind.show(dirty, 1)
    picture = _picture(shown)
    red, _, blue = picture.getpixel((5, 5))  # type: ignore[misc]
    assert red > 150 > 80 > blue
    red, _, blue = picture.getpixel((90, 5))  # type: ignore[misc]
    assert blue > 150 > 80 > red
    png = as_png(shown)
    assert _is_plain_png(png)
    assert MARK.encode() not in png
    assert (shown.text, shown.pages) == ("", 1)


def test_a_large_picture_is_made_smaller() -> None:
    shown = page_by_kind.show(as_bytes(Image.new("RGB", (4000, 100), "red"), "PNG"), 1)
    assert (shown.width, shown.height) == (limits.SHOWN_SIDE, 50)


def test_what_is_transparent_is_shown_on_white() -> None:
    see_through = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    assert set(page_by_kind.show(as_bytes(see_through, "PNG"), 1).pixels) == {255}


def test_the_pages_of_a_scan_are_looked_at_one_by_one() -> None:
    pages = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
    scan = as_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    colours = [_picture(page_by_kind.show(scan, number)).getpixel((9, 9)) for number in (1, 2, 3)]
    assert colours == [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    assert page_by_kind.show(scan, 99).page == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    shown = page_by_kind.show("Rødgrød\r\n<b>med</b>".encode(encoding), 1)
    assert shown == Shown(1, 1, "Rødgrød\n<b>med</b>")


@pytest.mark.parametrize("line", ["En linje, som der er mange af.\n", "x"])
def test_a_long_text_is_turned_page_by_page_and_nothing_is_left_out(line: str) -> None:
    text = (line * 70_000)[:70_000]
    first = page_by_kind.show(text.encode(), 1)
    pages = [page_by_kind.show(text.encode(), number + 1).text for number in range(first.pages)]
    assert "".join(pages) == text
    assert all(page.endswith(line[-1]) for page in pages[:-1])
    assert 3 < first.pages < 8
    assert max(map(len, pages)) <= limits.SHOWN_LETTERS


def test_a_mail_is_shown_as_what_its_reader_reads() -> None:
    mail = (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Kassen\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nRGVuIGVyIHRvbS4="
    )
    shown = page_by_kind.show(mail, 1)
    assert "Subject: Kassen" in shown.text
    assert "Den er tom." in shown.text


def test_a_pdf_is_painted_page_by_page_with_the_letters_it_says_are_there() -> None:
    first, second = (page_by_kind.show(TWO_PAGES, number) for number in (1, 2))
    assert (first.text, second.text) == ("Side et", "Anden side, æøå")
    assert (second.page, second.pages) == (2, 2)
    assert _ink(_picture(first), 72, 740, 150, 765)
    assert not _ink(_picture(first), 160, 740, 250, 765)
    assert _ink(_picture(second), 160, 740, 190, 765)
    assert page_by_kind.show(TWO_PAGES, 9) == second


def test_what_is_written_into_a_form_and_stamped_is_seen(tmp_path: Path) -> None:
    shown = page_by_kind.show(dirty_pdf(tmp_path), 1)
    assert _ink(_picture(shown), 72, 400, 272, 420)
    assert _ink(_picture(shown), 120, 300, 272, 320)
    assert SEEN in shown.text
    assert _is_plain_png(as_png(shown))


def test_a_page_of_any_measure_fits_the_limit() -> None:
    for size in ((14_400, 14_400), (14_400, 3), (3, 3)):
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=size)
            shown = page_by_kind.show(written(pdf), 1)
        assert min(shown.width, shown.height) >= 1
        assert max(shown.width, shown.height) <= limits.SHOWN_SIDE


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(TWO_PAGES)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="hemmelig", owner="hemmelig"))
    return out.getvalue()


def _png_of(width: int, height: int) -> bytes:
    """A PNG of black pixels, small however many it says it has."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(HTML, Refusal.UNKNOWN_TYPE, id="html"),
        pytest.param(b"\n\n  " + SVG, Refusal.UNKNOWN_TYPE, id="svg"),
        pytest.param(b'<?xml version="1.0"?>' + SVG, Refusal.UNKNOWN_TYPE, id="svg-as-xml"),
        pytest.param(b"GIF89a/*\x00\x00*/=0;alert(1)", Refusal.UNKNOWN_TYPE, id="gif-and-script"),
        pytest.param(b"MZ\x90\x00" + bytes(200), Refusal.UNKNOWN_TYPE, id="program"),
        pytest.param(b"#!/bin/sh\nrm -rf ~\n", Refusal.UNKNOWN_TYPE, id="shell"),
        pytest.param(opendocument("text", TEXT), Refusal.UNKNOWN_TYPE, id="opendocument"),
        pytest.param(b"RIFF\x10\x00\x00\x00WAVE", Refusal.SOUND_OR_FILM, id="sound"),
        pytest.param(b"", Refusal.UNKNOWN_TYPE, id="empty"),
        pytest.param(_locked(), Refusal.ENCRYPTED, id="locked"),
        pytest.param(PNG[:90], Refusal.BROKEN, id="half-a-png"),
        pytest.param(as_bytes(flag(), "JPEG")[:400], Refusal.BROKEN, id="half-a-jpeg"),
        pytest.param(TWO_PAGES[:200], Refusal.BROKEN, id="half-a-pdf"),
        pytest.param(_png_of(30_000, 30_000), Refusal.TOO_LARGE, id="png-bomb"),
    ],
)
def test_what_is_not_shown_has_a_reason(content: bytes, reason: Refusal) -> None:
    with pytest.raises(CannotClean) as refused:
        page_by_kind.show(content, 1)
    assert refused.value.reason is reason


def test_a_file_that_is_two_things_is_shown_as_pixels_of_one() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x.html", HTML)
    for both in (PNG + packed.getvalue(), HTML + b"\n" + TWO_PAGES):
        png = as_png(page_by_kind.show(both, 1))
        assert _is_plain_png(png)
        assert b"x.html" not in png
        assert b"alert" not in png


def test_a_picture_that_is_a_script_is_shown_as_the_letters_it_is() -> None:
    script = b"GIF89a=1;alert('<b>')"
    assert page_by_kind.show(script, 1) == Shown(1, 1, script.decode())


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from((b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", TWO_PAGES, PNG)),
    st.binary(max_size=200),
    st.integers(1, 10**9),
)
def test_any_bytes_are_shown_or_refused(start: bytes, rest: bytes, page: int) -> None:
    try:
        shown = page_by_kind.show(start[: len(start) - len(rest) // 2] + rest, page)
    except CannotClean:
        return
    assert pipe.read_page(b"".join(pipe.answer_of_page(shown))) == shown


def test_the_process_shows_what_it_is_asked_for() -> None:
    assert show_file(TWO_PAGES, 2) == page_by_kind.show(TWO_PAGES, 2)


def _behaves(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-I", "-B", "-c", code))


def test_a_pdf_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a fifth of the memory, so that it takes a fifth of the time."""
    with pikepdf.new() as pdf:
        page = add_page(pdf, b"")
        packed = zlib.compress(b"1 0 0 1 0 0 cm " * 30_000_000, 1)
        page.obj["/Contents"] = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    narrow = (
        "from portal.cleaning import limits; limits.MEMORY //= 5; import portal.cleaning.__main__"
    )
    _behaves(monkeypatch, narrow)
    assert show_file(TWO_PAGES, 1).text == "Side et"
    with pytest.raises(CannotClean) as refused:
        show_file(out.getvalue(), 1)
    assert refused.value.reason in (Refusal.BROKEN, Refusal.TOO_LARGE, Refusal.TOOK_TOO_LONG)


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHOWN_SECONDS", 0.5)
    _behaves(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(CannotClean) as refused:
        show_file(b"a", 1)
    assert refused.value.reason is Refusal.TOOK_TOO_LONG


HONEST = {"page": 1, "pages": 2, "width": 2, "height": 1, "letters": 3}
PAYLOAD = b"abc" + bytes(6)


def _told(said: object, payload: bytes = PAYLOAD) -> bytes:
    return json.dumps(said).encode() + b"\n" + payload


def test_an_honest_answer_is_read() -> None:
    assert pipe.read_page(_told(HONEST)) == Shown(1, 2, "abc", 2, 1, bytes(6))


@pytest.mark.parametrize(
    "lie",
    [
        {"page": 3},
        {"page": 0},
        {"pages": "2"},
        {"pages": 10**15},
        {"width": 2, "height": 0},
        {"page": True},
        {"width": 3},
        {"width": -2, "height": -1},
        {"width": 2.0},
        {"letters": 4},
        {"letters": 10**9},
        {"letters": -1},
        {"letters": None},
    ],
)
def test_an_answer_that_does_not_hold_together_is_none(lie: dict[str, object]) -> None:
    with pytest.raises(CannotClean) as refused:
        pipe.read_page(_told(HONEST | lie))
    assert refused.value.reason is Refusal.BROKEN


def test_an_answer_above_the_limits_is_none() -> None:
    side, letters = limits.SHOWN_SIDE + 1, limits.SHOWN_LETTERS + 1
    wide = {"page": 1, "pages": 1, "width": side, "height": 1, "letters": 0}
    long = {"page": 1, "pages": 1, "width": 0, "height": 0, "letters": letters}
    for told in (
        _told(wide, bytes(3 * side)),
        _told(long, b"a" * letters),
        _told([]),
        b"",
        b"{}\n",
    ):
        with pytest.raises(CannotClean):
            pipe.read_page(told)


def test_what_a_file_shows_stands_in_no_representation() -> None:
    assert "hemmelig" not in repr(page_by_kind.show(b"hemmelig", 1))
