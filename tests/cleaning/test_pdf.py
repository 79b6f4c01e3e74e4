"""A cleaned PDF is what its pages show, in one revision."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from portal.cleaning.clean_file import CannotClean, Refusal, Remark, clean_file
from tests.cleaning.dirty_pdf import (
    add_page,
    dirty_pdf,
    lines_of,
    revised_pdf,
    simple_pdf,
    written,
)
from tests.cleaning.dirty_pictures import as_bytes, flag
from tests.cleaning.looking_into import MARK, SEEN, assert_nowhere, run


def _text(content: bytes) -> str:
    return run("pdftotext", "-layout", "-", "-", stdin=content).decode()


def test_what_a_pdf_hides_is_gone_and_what_it_shows_is_there(tmp_path: Path) -> None:
    dirty = dirty_pdf(tmp_path)
    assert dirty.count(MARK.encode()) > 20
    cleaned = clean_file(dirty, "Notat.pdf", "application/pdf")
    assert (cleaned.name, cleaned.media_type) == ("Notat.pdf", "application/pdf")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    text = _text(cleaned.content)
    assert text.count(SEEN) == 4
    for seen in (f"{SEEN} i form", f"{SEEN} i feltet", f"{SEEN} stemplet"):
        assert seen in text
    for remark in (
        Remark.ATTACHMENTS_DROPPED,
        Remark.MACROS_REMOVED,
        Remark.COMMENTS_REMOVED,
        Remark.LINKS_REMOVED,
        Remark.ANNOTATIONS_FLATTENED,
        Remark.HIDDEN_TEXT_REMOVED,
        Remark.HIDDEN_LAYERS_REMOVED,
        Remark.PICTURE_CONTENT,
        Remark.FONTS_OF_PDF,
    ):
        assert remark in cleaned.remarks


def test_a_cleaned_pdf_has_pages_and_nothing_beside_them(tmp_path: Path) -> None:
    cleaned = clean_file(dirty_pdf(tmp_path), "x.pdf", "application/pdf")
    with pikepdf.open(io.BytesIO(cleaned.content)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
        (page,) = pdf.pages
        allowed = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources"}
        assert set(page.obj.keys()) <= {*allowed, "/Contents"}
        drawn = page.obj["/Resources"]["/XObject"]
        assert "/Unused" not in drawn
        assert "/HiddenForm" not in drawn
        assert not any("Exif" in str(item.read_raw_bytes()) for item in drawn.values())


def test_the_picture_in_a_pdf_loses_its_exif_and_none_of_its_pixels(tmp_path: Path) -> None:
    dirty = dirty_pdf(tmp_path)
    cleaned = clean_file(dirty, "x.pdf", "application/pdf").content
    pixels = []
    for content in (dirty, cleaned):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            picture = pdf.pages[0].obj["/Resources"]["/XObject"]["/Picture"]
            pixels.append(pikepdf.PdfImage(picture).as_pil_image().tobytes())
    assert pixels[0] == pixels[1]


def test_an_earlier_revision_is_gone(tmp_path: Path) -> None:
    dirty = revised_pdf()
    assert SEEN in _text(dirty)
    with pikepdf.open(io.BytesIO(dirty[: dirty.index(b"%%EOF") + 5])) as first:
        assert MARK.encode() in first.pages[0].obj["/Contents"].read_bytes()
    cleaned = clean_file(dirty, "x.pdf", "application/pdf")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    assert cleaned.content.count(b"%%EOF") == 1
    assert SEEN in _text(cleaned.content)


def test_what_hangs_around_a_pdf_is_gone(tmp_path: Path) -> None:
    around = MARK.encode() + b"\n" + simple_pdf((SEEN,)) + b"PK\x03\x04" + MARK.encode()
    cleaned = clean_file(around, "x.pdf", "application/pdf")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    assert SEEN in _text(cleaned.content)


def test_bytes_behind_the_end_of_a_compressed_stream_are_gone(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page = add_page(pdf, b"")
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(lines_of(SEEN)) + MARK.encode(), filter=Name.FlateDecode)
        page.obj["/Contents"] = stream
        dirty = written(pdf)
    assert MARK.encode() in dirty
    cleaned = clean_file(dirty, "x.pdf", "application/pdf")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)


def test_a_jpeg_2000_in_a_pdf_loses_what_is_no_pixel(tmp_path: Path) -> None:
    picture = as_bytes(flag(), "JPEG2000", comment=MARK)
    box = (len(MARK) + 8).to_bytes(4, "big") + b"xml " + MARK.encode()
    assert MARK.encode() in picture
    with pikepdf.new() as pdf:
        image = pdf.make_stream(
            picture + box,
            Subtype=Name.Image,
            Width=96,
            Height=64,
            Filter=Name.JPXDecode,
        )
        add_page(pdf, b"96 0 0 64 0 0 cm /P Do", XObject=Dictionary(P=image))
        dirty = written(pdf)
    cleaned = clean_file(dirty, "x.pdf", "application/pdf")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    with pikepdf.open(io.BytesIO(cleaned.content)) as pdf:
        stream = pdf.pages[0].obj["/Resources"]["/XObject"]["/P"].read_raw_bytes()
    assert Image.open(io.BytesIO(stream)).tobytes() == Image.open(io.BytesIO(picture)).tobytes()


def test_a_profile_of_colours_is_replaced_by_plain_ones(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        profile = pdf.make_stream(MARK.encode(), N=3)
        space = Array([Name.ICCBased, profile])
        indexed = Array([Name.Indexed, space, 1, bytes(6)])
        content = b"/C cs 1 0 0 sc /D CS 0 SC " + lines_of(SEEN)
        add_page(pdf, content, ColorSpace=Dictionary(C=space, D=indexed))
        dirty = written(pdf)
    cleaned = clean_file(dirty, "x.pdf", "application/pdf")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    with pikepdf.open(io.BytesIO(cleaned.content)) as pdf:
        spaces = pdf.pages[0].obj["/Resources"]["/ColorSpace"]
        assert spaces["/C"] == Name.DeviceRGB
        assert spaces["/D"][1] == Name.DeviceRGB


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ({"OCGs": ["on"]}, True),
        ({"OCGs": ["off"]}, False),
        ({"OCGs": ["on", "off"]}, True),
        ({"OCGs": ["on", "off"], "P": "/AllOn"}, False),
        ({"OCGs": ["on", "off"], "P": "/AnyOff"}, True),
        ({"OCGs": ["off"], "P": "/AllOff"}, True),
        ({"VE": ["/Not", "off"]}, True),
        ({"VE": ["/And", "on", "off"]}, False),
        ({"VE": ["/Or", "on", ["/Not", "on"]]}, True),
    ],
)
def test_a_layer_is_dropped_exactly_when_it_is_not_shown(
    rule: dict[str, object], shown: bool
) -> None:
    with pikepdf.new() as pdf:
        groups = {
            name: pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("on", "off")
        }
        pdf.Root["/OCProperties"] = Dictionary(
            OCGs=Array(list(groups.values())), D=Dictionary(OFF=Array([groups["off"]]))
        )

        def built(item: object) -> object:
            if isinstance(item, list):
                return Array([built(member) for member in item])
            return groups.get(str(item)) or Name(str(item))

        membership = Dictionary(Type=Name.OCMD, **{key: built(item) for key, item in rule.items()})
        properties = Dictionary(M=pdf.make_indirect(membership))
        add_page(pdf, b"/OC /M BDC " + lines_of(SEEN) + b" EMC", Properties=properties)
        cleaned = clean_file(written(pdf), "x.pdf", "application/pdf")
    assert (SEEN in _text(cleaned.content)) is shown
    assert (Remark.HIDDEN_LAYERS_REMOVED in cleaned.remarks) is not shown


@pytest.mark.parametrize("owner", ["", "owner"])
def test_an_encrypted_pdf_is_refused(owner: str) -> None:
    with pikepdf.open(io.BytesIO(simple_pdf((SEEN,)))) as pdf:
        user = "" if owner else "user"
        locked = written(pdf, encryption=pikepdf.Encryption(owner=owner or "o", user=user))
    with pytest.raises(CannotClean) as refused:
        clean_file(locked, "x.pdf", "application/pdf")
    assert refused.value.reason is Refusal.ENCRYPTED


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing", simple_pdf((SEEN,))[:200]])
def test_a_broken_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(CannotClean) as refused:
        clean_file(content, "x.pdf", "application/pdf")
    assert refused.value.reason is Refusal.BROKEN


def test_forms_that_draw_themselves_end() -> None:
    with pikepdf.new() as pdf:
        form = pdf.make_stream(
            b"/F Do " + lines_of(SEEN), Subtype=Name.Form, BBox=Array([0, 0, 600, 800])
        )
        form["/Resources"] = Dictionary(XObject=Dictionary(F=form))
        add_page(pdf, b"/F Do " + lines_of(SEEN), XObject=Dictionary(F=form))
        dirty = written(pdf)
    assert SEEN in _text(clean_file(dirty, "x.pdf", "application/pdf").content)


def test_a_stream_that_swells_is_refused() -> None:
    swollen = zlib.compress(bytes(300_000_000), 1)
    with pikepdf.new() as pdf:
        page = add_page(pdf, b"")
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(swollen), filter=Array([Name.FlateDecode, Name.FlateDecode]))
        page.obj["/Contents"] = stream
        dirty = written(pdf)
    with pytest.raises(CannotClean) as refused:
        clean_file(dirty, "x.pdf", "application/pdf")
    assert refused.value.reason in (Refusal.TOO_LARGE, Refusal.BROKEN)
