"""Words blacked out in a PDF: each page becomes a picture in which bars are painted over them.

The new file holds pictures alone. There is no text that could lie under a bar or in a layer.
"""

import ctypes
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw
from pypdfium2 import raw

from portal.cleaning import limits
from portal.cleaning.jpeg_stream import bare_jpeg
from portal.cleaning.outcome import CannotClean, Refusal, Remark
from portal.cleaning.phrases import Phrases, found

_POINTS_PER_INCH: Final = 72
_DOTS_PER_INCH: Final = 150  # small print can be read, and a page takes about 200 KB
_PIXELS_PER_PAGE: Final = 20_000_000  # a drawing in A0 is painted in less detail
_QUALITY: Final = 80
_MARGIN: Final = 2  # pixels around a letter: smoothing paints beside its box
_PAGE_END: Final = "\n"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Letter:
    page: int
    index: int


def blacked_out_pdf(content: bytes, phrases: Phrases) -> tuple[bytes, set[Remark]]:
    """A PDF of pictures, and what is to be said of it. A phrase is found over the end of a line
    and of a page. Raises CannotClean for more than limits.PAINTED_PAGES."""
    remarks = {Remark.PAGES_BECAME_PICTURES, Remark.LENGTH_OF_BARS}
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise CannotClean(Refusal.BROKEN) from None
    with pdf, pikepdf.new() as new:
        if len(pdf) > limits.PAINTED_PAGES:
            raise CannotClean(Refusal.TOO_LARGE)
        covered, said = _letters_to_cover(pdf, phrases)
        for number in range(len(pdf)):
            page = pdf[number]
            has_pictures = any(True for _ in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]))
            if has_pictures:
                said.add(Remark.PICTURES_NOT_SEARCHED)
            _add_page(new, _painted(page, covered[number]), page.get_size())
            page.close()
        out = io.BytesIO()
        new.save(out, deterministic_id=True)
    return out.getvalue(), remarks | said


def _letters_to_cover(
    pdf: pypdfium2.PdfDocument, phrases: Phrases
) -> tuple[dict[int, list[list[int]]], set[Remark]]:
    """For each page the letters of each phrase on it, by pdfium's index, and what is to be said."""
    said = set()
    text: list[str] = []  # one character an item
    places: list[_Letter] = []
    for number in range(len(pdf)):
        letters = _letters(pdf[number])
        if not any(letter.strip() for letter in letters):
            said.add(Remark.PAGES_WITHOUT_TEXT)
        text += [*letters, _PAGE_END]
        places += [_Letter(number, index) for index in range(len(letters) + 1)]
    spans, every = found("".join(text), phrases)
    if not every:
        said.add(Remark.PHRASE_NOT_FOUND)
    covered: dict[int, list[list[int]]] = defaultdict(list)
    for first, end in spans:
        on_pages: dict[int, list[int]] = defaultdict(list)
        for place, letter in zip(places[first:end], text[first:end], strict=True):
            if not letter.isspace():  # pdfium adds blanks of its own, which have no place
                on_pages[place.page].append(place.index)
        for page, indices in on_pages.items():
            covered[page].append(indices)
    return covered, said


def _letters(page: pypdfium2.PdfPage) -> list[str]:
    """One character for each that pdfium counts, so that indices agree with its boxes."""
    textpage = page.get_textpage()
    codes = [
        raw.FPDFText_GetUnicode(textpage.raw, index)
        for index in range(raw.FPDFText_CountChars(textpage.raw))
    ]
    textpage.close()
    return [chr(code) if 0 < code <= 0x10FFFF else " " for code in codes]


def _painted(page: pypdfium2.PdfPage, phrases: list[list[int]]) -> Image.Image:
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    area = max(width * height, 1)
    scale = min(scale, (_PIXELS_PER_PAGE / area) ** 0.5)
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    painter = ImageDraw.Draw(picture)
    textpage = page.get_textpage()
    for letters in phrases:
        for bar in _bars([_box(page, textpage, index, picture.size) for index in letters]):
            painter.rectangle(bar, fill="black")
    textpage.close()
    return picture


def _box(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, index: int, size: tuple[int, int]
) -> Box:
    """The pixels that a letter takes: of its ink and of its line both, whichever is larger."""
    corners = []
    for loose in (True, False):
        left, bottom, right, top = textpage.get_charbox(index, loose=loose)
        corners += [_pixel(page, size, left, bottom), _pixel(page, size, right, top)]
    across = [x for x, _ in corners]
    down = [y for _, y in corners]
    return (
        min(across) - _MARGIN,
        min(down) - _MARGIN,
        max(across) + _MARGIN,
        max(down) + _MARGIN,
    )


def _pixel(page: pypdfium2.PdfPage, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _bars(boxes: list[Box]) -> list[Box]:
    """One bar for all letters of a phrase that stand on one line: gaps would tell of spaces."""
    bars: list[Box] = []
    for left, top, right, bottom in boxes:
        if bars:
            before = bars[-1]
            height = before[3] - before[1]
            same_line = abs(before[1] - top) < height / 2 and abs(before[3] - bottom) < height / 2
            if same_line:
                bars[-1] = (
                    min(before[0], left),
                    min(before[1], top),
                    max(before[2], right),
                    max(before[3], bottom),
                )
                continue
        bars.append((left, top, right, bottom))
    return bars


def _add_page(pdf: pikepdf.Pdf, picture: Image.Image, size: tuple[float, float]) -> None:
    width, height = size
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    image = pdf.make_stream(
        bare_jpeg(out.getvalue()),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
    page.obj["/Contents"] = pdf.make_stream(
        f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /P Do Q".encode()
    )
