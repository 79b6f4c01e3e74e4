"""Pictures, painted anew from their pixels: what is no pixel is left behind.

Exif, GPS, XMP, IPTC, thumbnails, comments, colour profiles and whatever hangs on behind the picture
are in no output, because nothing of the old file but its pixels is written. The picture is turned
as its Exif says and its colours are converted to sRGB first.

Of an animation, a burst or a picture with a depth map beside it only the picture that is shown
first is kept: the rest is seldom looked at before it goes out. A TIFF is different: its pictures
are the pages of a scan, and all are kept, except the reduced ones, which are thumbnails.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pillow_heif
from PIL import AvifImagePlugin, Image, ImageCms, ImageOps, ImageSequence

from portal.cleaning import limits
from portal.cleaning.kinds import JPEG_TYPE, Kind
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark, Shown

MADE_OF: Final = {
    Kind.JPEG: "JPEG",
    Kind.PNG: "PNG",
    Kind.WEBP: "WEBP",
    Kind.TIFF: "TIFF",
    Kind.HEIF: "JPEG",
}
_READ_AS: Final = {**MADE_OF, Kind.JPEG: "JPEG,MPO", Kind.HEIF: "HEIF,AVIF"}
_TYPES: Final = {
    "JPEG": JPEG_TYPE,
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
}
_JPEG_QUALITY = 92
_WEBP_QUALITY = 90
_NEW_SUBFILE_TYPE = 254  # TIFF 6.0, section 8: bit 0 a reduced picture, bit 2 a mask
_REDUCED_OR_MASK = 0b101
# Whatever is nearly transparent is not seen either.
_SEEN_FROM: Final = 8
_EMPTY: Final = (0, 0, 0, 0)


def prepare() -> None:
    """Loads what opens pictures, so that nothing is loaded later; sets the limits on pixels."""
    pillow_heif.options.DECODE_THREADS = 1
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.init()
    Image.MAX_IMAGE_PIXELS = limits.PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def clean_picture(content: bytes, kind: Kind) -> Cleaning:
    """The picture as pixels alone: JPEG, PNG, WebP, TIFF as they were, HEIC and AVIF as JPEG.

    Raises CannotClean for more than limits.PIXELS or a picture that cannot be read to its end.
    """
    remarks = {Remark.METADATA_REMOVED, Remark.PICTURE_CONTENT, Remark.CAMERA_TRACES}
    out = io.BytesIO()
    made = MADE_OF[kind]
    with _opened(content, kind) as picture:
        if made == "TIFF":
            _write_pages(picture, out)
        else:
            if getattr(picture, "n_frames", 1) > 1:
                remarks.add(Remark.OTHER_FRAMES_DROPPED)
            _write(_pixels(picture), made, out)
    if kind is Kind.HEIF:
        remarks.add(Remark.CONVERTED_TO_JPEG)
    return Cleaning(out.getvalue(), _TYPES[made], frozenset(remarks))


@contextmanager
def _opened(content: bytes, kind: Kind) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=_READ_AS[kind].split(",")) as picture:
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise CannotClean(Refusal.TOO_LARGE) from None


def page_of_picture(content: bytes, kind: Kind, page: int) -> Shown:
    """A picture to look at; of a TIFF one of its pages, of others the picture shown first.

    Raises CannotClean as `clean_picture` does, and for more than limits.PAGES."""
    with _opened(content, kind) as picture:
        pages = getattr(picture, "n_frames", 1) if kind is Kind.TIFF else 1
        if pages > limits.PAGES:
            raise CannotClean(Refusal.TOO_LARGE)
        page = min(page, pages)
        if page > 1:
            picture.seek(page - 1)
        return shown_picture(_pixels(picture), page, pages, "")


def shown_picture(picture: Image.Image, page: int, pages: int, text: str) -> Shown:
    """A picture as plain pixels on white, no side longer than limits.SHOWN_SIDE."""
    seen = _without_alpha(picture).convert("RGB")
    seen.thumbnail((limits.SHOWN_SIDE, limits.SHOWN_SIDE))
    return Shown(page, pages, text, seen.width, seen.height, seen.tobytes())


def _write(pixels: Image.Image, made: str, out: io.BytesIO) -> None:
    if made == "JPEG":
        _without_alpha(pixels).save(out, "JPEG", quality=_JPEG_QUALITY)
    elif made == "WEBP":
        pixels.save(out, "WEBP", quality=_WEBP_QUALITY)
    else:
        pixels.save(out, "PNG")


def _write_pages(picture: Image.Image, out: io.BytesIO) -> None:
    pages = list(_pages(picture))
    if not pages:
        raise CannotClean(Refusal.BROKEN)
    pages[0].save(
        out, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate"
    )


def _pages(picture: Image.Image) -> Iterator[Image.Image]:
    total = 0
    for frame in ImageSequence.Iterator(picture):
        total += frame.width * frame.height
        if total > limits.PIXELS:
            raise CannotClean(Refusal.TOO_LARGE)
        tags = getattr(frame, "tag_v2", {})
        if not int(tags.get(_NEW_SUBFILE_TYPE, 0)) & _REDUCED_OR_MASK:
            yield _without_alpha(_pixels(frame))


def _pixels(picture: Image.Image) -> Image.Image:
    """A new picture in grey, RGB or RGBA that has taken over pixels and nothing else."""
    turned = ImageOps.exif_transpose(picture)
    converted = _in_srgb(turned)
    if converted.mode == "RGBA":
        converted = _without_unseen_colours(converted)
    return Image.frombytes(converted.mode, converted.size, converted.tobytes())


def _in_srgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        return _eight_bits(picture)
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    target = "RGBA" if see_through else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        target = "RGBA" if picture.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(picture, source, srgb, outputMode=target)
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None  # a profile that cannot be read is none
        if turned is not None:
            return turned
    if picture.mode in ("1", "L") and not see_through:
        return picture.convert("L") if picture.mode == "L" else picture
    return picture.convert(target)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits and more, brought to 8 by what is its darkest and its lightest."""
    grey = picture.convert("F")
    low, high = grey.getextrema()
    if not isinstance(low, int | float) or not isinstance(high, int | float) or high == low:
        return Image.new("L", picture.size, 0)
    factor = 255.0 / (high - low)
    return grey.point(lambda value: value * factor - low * factor).convert("L")


def _without_unseen_colours(picture: Image.Image) -> Image.Image:
    """What is transparent has a colour all the same, which can be a whole other picture."""
    alpha = picture.getchannel("A")
    seen = alpha.point(lambda value: 255 if value >= _SEEN_FROM else 0)
    return Image.composite(picture, Image.new("RGBA", picture.size, _EMPTY), seen)


def _without_alpha(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
