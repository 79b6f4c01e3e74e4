"""A cleaned picture is its pixels, the right way round, and nothing else."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from portal.cleaning.clean_file import CannotClean, Refusal, Remark, clean_file
from tests.cleaning.dirty_pictures import ENDINGS, SIZE, as_bytes, dirty_picture, flag
from tests.cleaning.looking_into import (
    MARK,
    PICTURE_GROUPS,
    TIFF_TAGS,
    assert_nowhere,
    exif_tags,
)

RED, BLUE = (200, 30, 30), (30, 30, 200)


def _cleaned(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(clean_file(content, "x", "").content))


def _alike(found: object, meant: tuple[int, ...]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - other) < 25 for one, other in zip(found, meant, strict=True))


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_but_pixels_is_left_of_a_picture(ending: str, tmp_path: Path) -> None:
    dirty = dirty_picture(tmp_path, ending)
    assert MARK.encode() in dirty
    assert {"GPS", "XMP-dc"} <= {group for group, _ in exif_tags(tmp_path / f"dirty.{ending}")}

    cleaned = clean_file(dirty, f"IMG_1.{ending}", "image/x")

    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    tags = exif_tags(tmp_path / cleaned.name)
    if ending == "tiff":
        tags -= {("IFD0", tag) for tag in TIFF_TAGS}
    assert {group for group, _ in tags} <= PICTURE_GROUPS
    assert Remark.METADATA_REMOVED in cleaned.remarks
    assert Remark.PICTURE_CONTENT in cleaned.remarks
    with Image.open(io.BytesIO(cleaned.content)) as picture:
        assert picture.size == SIZE
        assert "icc_profile" not in picture.info
        assert _alike(picture.convert("RGB").getpixel((5, 5)), RED)
        assert _alike(picture.convert("RGB").getpixel((SIZE[0] - 5, 5)), BLUE)


def test_a_heic_becomes_a_jpeg_and_says_so(tmp_path: Path) -> None:
    cleaned = clean_file(dirty_picture(tmp_path, "heic"), "Ude ved søen.HEIC", "image/heic")
    assert (cleaned.name, cleaned.media_type) == ("Ude ved søen.jpg", "image/jpeg")
    assert Remark.CONVERTED_TO_JPEG in cleaned.remarks


def test_a_picture_is_turned_before_its_exif_goes() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: a quarter turn clockwise
    picture = _cleaned(as_bytes(flag(), "JPEG", exif=exif))
    assert picture.size == (SIZE[1], SIZE[0])
    assert _alike(picture.getpixel((5, 5)), RED)
    assert _alike(picture.getpixel((5, SIZE[0] - 5)), BLUE)


def test_colours_under_full_transparency_are_gone() -> None:
    secret = flag().convert("RGBA")
    secret.putalpha(Image.new("L", SIZE, 3))
    secret.paste((1, 2, 3, 255), (0, 0, 10, 10))
    picture = _cleaned(as_bytes(secret, "PNG"))
    assert picture.getpixel((5, 5)) == (1, 2, 3, 255)
    assert picture.getpixel((50, 50)) == (0, 0, 0, 0)


@pytest.mark.parametrize("format_", ["WEBP", "PNG"])
def test_of_an_animation_the_first_picture_stays(format_: str) -> None:
    other = Image.new("RGB", SIZE, "green")
    cleaned = clean_file(
        as_bytes(flag(), format_, save_all=True, append_images=[other]), "x", "image/x"
    )
    assert Remark.OTHER_FRAMES_DROPPED in cleaned.remarks
    picture = Image.open(io.BytesIO(cleaned.content))
    assert getattr(picture, "n_frames", 1) == 1
    assert _alike(picture.convert("RGB").getpixel((5, 5)), RED)


def test_the_pages_of_a_tiff_stay_and_its_thumbnails_go(tmp_path: Path) -> None:
    pages = [flag(), Image.new("L", (40, 30), 120), Image.new("RGB", (10, 10), "green")]
    pages[2].encoderinfo = {"tiffinfo": {254: 1}}
    content = as_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:], description=MARK)
    cleaned = clean_file(content, "scan.tif", "image/tiff")
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    with Image.open(io.BytesIO(cleaned.content)) as picture:
        assert getattr(picture, "n_frames", 1) == 2
        assert _alike(picture.convert("RGB").getpixel((5, 5)), RED)
        picture.seek(1)
        assert picture.size == (40, 30)


@pytest.mark.parametrize(
    ("mode", "format_"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG"), ("1", "TIFF")],
)
def test_every_kind_of_pixel_is_taken_over(mode: str, format_: str) -> None:
    picture = _cleaned(as_bytes(flag().convert(mode), format_))
    before = flag().convert(mode).convert("L")
    after = picture.convert("L")
    assert after.size == before.size
    assert abs(int(after.getpixel((5, 5))) - int(before.getpixel((5, 5)))) < 40


def test_grey_of_sixteen_bits_keeps_its_light_and_its_dark() -> None:
    deep = Image.new("I;16", (20, 20), 1000)
    deep.paste(60000, (10, 0, 20, 20))
    picture = _cleaned(as_bytes(deep, "PNG"))
    assert int(picture.getpixel((2, 2))) < 30
    assert int(picture.getpixel((15, 2))) > 220


def _png_that_says(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (9_000, 8_000)])
def test_an_enormous_picture_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(CannotClean) as refused:
        clean_file(_png_that_says(*size), "x.png", "image/png")
    assert refused.value.reason is Refusal.TOO_LARGE


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_picture_cut_short_is_refused(ending: str, tmp_path: Path) -> None:
    whole = dirty_picture(tmp_path, ending)
    with pytest.raises(CannotClean) as refused:
        clean_file(whole[: len(whole) // 3], "x", "")
    assert refused.value.reason is Refusal.BROKEN


def test_words_cannot_be_blacked_out_in_a_picture() -> None:
    with pytest.raises(CannotClean) as refused:
        clean_file(as_bytes(flag(), "PNG"), "x.png", "image/png", black_out=["Hansen"])
    assert refused.value.reason is Refusal.CANNOT_BLACK_OUT
