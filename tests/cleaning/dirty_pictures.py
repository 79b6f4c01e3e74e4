"""Pictures full of what a camera and a program write into them, made with Pillow and exiftool."""

import io
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

from tests.cleaning.looking_into import MARK, run

SIZE = (96, 64)
ENDINGS = ("jpg", "png", "webp", "tiff", "heic")
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tiff": "TIFF", "heic": "HEIF"}


def flag() -> Image.Image:
    """Red on the left, blue on the right: what way round it is can be seen."""
    picture = Image.new("RGB", SIZE, (200, 30, 30))
    picture.paste((30, 30, 200), (SIZE[0] // 2, 0, *SIZE))
    return picture


def as_bytes(picture: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


def dirty_picture(folder: Path, ending: str) -> bytes:
    """A picture with Exif, GPS, XMP, IPTC, a thumbnail, a comment, a profile, and a tail."""
    pillow_heif.register_heif_opener()
    path = folder / f"dirty.{ending}"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, object] = {"icc_profile": profile}
    if ending == "png":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Author", MARK)
        texts.add_itxt("Comment", MARK, zip=True)
        options["pnginfo"] = texts
    path.write_bytes(as_bytes(flag(), _FORMATS[ending], **options))
    tags = [
        f"-Artist={MARK}",
        f"-ImageDescription={MARK}",
        f"-Model={MARK}",
        f"-UserComment={MARK}",
        "-GPSLatitude=55.6761",
        "-GPSLatitudeRef=N",
        "-GPSLongitude=12.5683",
        "-GPSLongitudeRef=E",
        "-DateTimeOriginal=2024:03:01 10:11:12",
        f"-XMP-dc:Creator={MARK}",
        f"-XMP-xmpMM:DocumentID={MARK}",
    ]
    if ending in ("jpg", "tiff"):
        tags.append(f"-IPTC:By-line={MARK}")
    if ending == "jpg":
        small = folder / "thumbnail.jpg"
        small.write_bytes(as_bytes(Image.new("RGB", (16, 16), "green"), "JPEG", comment=MARK))
        tags += [f"-Comment={MARK}", f"-ThumbnailImage<={small}"]
    run("exiftool", "-q", "-overwrite_original", *tags, path)
    tail = b"" if ending in ("webp", "heic") else b"PK\x03\x04" + MARK.encode()
    return path.read_bytes() + tail
