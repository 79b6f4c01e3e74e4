"""The pictures inside of documents, painted anew like any other picture."""

import io
from functools import cache

from PIL import Image

from portal.cleaning.kinds import JPEG_TYPE, Kind, kind_of
from portal.cleaning.outcome import CannotClean
from portal.cleaning.pictures import MADE_OF, clean_picture

_GREY = 220


def picture_for_document(content: bytes) -> tuple[bytes, str, bool]:
    """A picture as JPEG or PNG, the ending of its name, and whether it had to be replaced.

    What cannot be painted anew (drawings in EMF, WMF or SVG, broken pictures) becomes a grey dot,
    so that the document still holds together.
    """
    try:
        kind = kind_of(content)
        if kind not in MADE_OF:
            return _dot(), "png", True
        cleaned = clean_picture(content, kind)
    except (CannotClean, OSError, ValueError, SyntaxError):
        return _dot(), "png", True
    if cleaned.media_type == JPEG_TYPE:
        return cleaned.content, "jpg", False
    return cleaned.content if kind is Kind.PNG else _as_png(cleaned.content), "png", False


def _as_png(content: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        picture.save(out, "PNG")
    return out.getvalue()


@cache
def _dot() -> bytes:
    out = io.BytesIO()
    Image.new("L", (1, 1), _GREY).save(out, "PNG")
    return out.getvalue()
