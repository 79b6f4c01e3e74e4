"""A table's picture as SVG, and as PNG for the formats that cannot hold SVG."""

from functools import cache
from pathlib import Path
from typing import Final

import typst
from markupsafe import Markup

from portal.reports.picture_bars import bars_drawing
from portal.reports.picture_frame import BROAD, NARROW, Frame, Paper
from portal.reports.picture_lines import fits_in_lines, lines_drawing
from portal.reports.picture_shapes import FACE, SIZE, Drawing, escaped, number
from portal.reports.tables import PictureKind, Table

# The face of the pages, for documents that are made where no face is installed.
FONTS: Final = Path(__file__).with_name("fonts")

_NAMESPACE: Final = ' xmlns="http://www.w3.org/2000/svg"'
_SHEET: Final = b"""
#set page(width: 482pt, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""
_DOTS_AN_INCH: Final = 200


def has_picture(table: Table) -> bool:
    """Whether the table has a picture with a value to draw: words and zeros show nothing."""
    return table.picture is not None and any(_frame(table, "da").numbers)


def picture_svg(table: Table, language: str) -> str:
    """The picture as a file of its own, 640 units wide, its numbers written as in `language`.

    ValueError when there is nothing to draw.
    """
    return _svg(table, language, BROAD, "picture", _NAMESPACE)


def inline_pictures(table: Table, language: str) -> list[tuple[Markup, Markup]]:
    """The picture for a page of HTML twice: as `picture_svg` has it, and for a narrow screen with
    the labels above the bars, in the same size of text. Empty when there is nothing to draw."""
    if not has_picture(table):
        return []
    return [
        (
            Markup(_svg(table, language, BROAD, "picture", "")),
            Markup(_svg(table, language, NARROW, "narrow", "")),
        )
    ]


def picture_png(table: Table, language: str) -> bytes:
    """`picture_svg` in pixels, 200 to the inch, 17 cm wide. ValueError when there is nothing to
    draw."""
    return typst.compile(
        _SHEET,
        format="png",
        ppi=_DOTS_AN_INCH,
        font_paths=_faces(),
        ignore_system_fonts=True,
        sys_inputs={"svg": picture_svg(table, language)},
    )


@cache
def _faces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _frame(table: Table, language: str) -> Frame:
    if table.picture is None:
        raise ValueError(f"the table {table.code} has no picture")
    return Frame(table, table.picture, language)


def _svg(table: Table, language: str, paper: Paper, name: str, namespace: str) -> str:
    if not has_picture(table):
        raise ValueError(f"nothing to draw in the table {table.code}")
    frame = _frame(table, language)
    drawing = _drawing(frame, paper)
    code = escaped(f"{table.code}-{name}")
    height = number(drawing.height + 2)
    return (
        f'<svg{namespace} role="img" aria-labelledby="{code}-title" aria-describedby="{code}-text"'
        f' width="{paper.width}" height="{height}" viewBox="0 -1 {paper.width} {height}"'
        f' font-family="{FACE}" font-size="{SIZE}" lang="{language}">'
        f'<title id="{code}-title">{escaped(table.title)}</title>'
        f'<desc id="{code}-text">{escaped(frame.picture.text)}</desc>'
        f"{''.join(drawing.elements)}</svg>"
    )


def _drawing(frame: Frame, paper: Paper) -> Drawing:
    """As bars also where the points of lines would stand too close for their values."""
    if frame.picture.kind is PictureKind.LINES and fits_in_lines(frame, paper):
        return lines_drawing(frame, paper)
    return bars_drawing(frame, paper)
