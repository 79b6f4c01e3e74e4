"""The shapes that pictures are put together from, as SVG that carries no style and runs nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final

from portal.reports.safe_text import for_print, for_xml

INK: Final = "#1a1a1a"
PAPER: Final = "#ffffff"
AXIS: Final = "#5c636d"
# Three to one against the paper and against each other, also when printed in grey
# (WCAG 2.2, 1.4.11). No third colour can be that, so the series after them differ by pattern.
DARK: Final = "#0b3a66"
MIDDLE: Final = "#5b94cb"

FACE: Final = "IBM Plex Sans, system-ui, sans-serif"
SIZE: Final = 13
LINE: Final = 17
# How wide a letter and a figure are at most on average, in the widest of the faces.
_LETTER: Final = 7.2
_FIGURE: Final = 8.0
_MOST_LINES: Final = 4
_HATCH: Final = 5
_SWATCH: Final = 26
_DASHES: Final = ("", "7 4", "2 4", "10 3 2 3")


@dataclass(frozen=True)
class Drawing:
    """Elements of SVG, and the height that they take up from the top."""

    elements: tuple[str, ...]
    height: float


# Draws what shows a series in the key, with its left end in the middle of the line at (x, y).
Swatch = Callable[[float, float], list[str]]


def escaped(text: str) -> str:
    """`text` as it may stand in an element or an attribute."""
    return escape(for_xml(text))


def number(value: float) -> str:
    """A place or a length with a tenth at most, so that it is the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(text: str) -> float:
    """How much room a line takes, at most."""
    return sum(_FIGURE if sign.isdigit() or sign.isupper() else _LETTER for sign in text)


def lines_of(text: str, room: float) -> list[str]:
    """`text` in as many lines as it needs, four at most; the whole of it stands in the table."""
    return wrap(
        for_print(text), max(int(room / _LETTER), 1), max_lines=_MOST_LINES, placeholder=" …"
    ) or [""]


def text(x: float, y: float, words: str, *, anchor: str = "start", italic: bool = False) -> str:
    """A line of text with its middle at the height `y`, on a rim of paper so that it can be read
    across a line."""
    slant = ' font-style="italic"' if italic else ""
    return (
        f'<text x="{number(x)}" y="{number(y + SIZE * 0.35)}" text-anchor="{anchor}"{slant}'
        f' fill="{INK}" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round"'
        f' paint-order="stroke">{escaped(for_print(words))}</text>'
    )


def texts(x: float, middle: float, lines: Sequence[str], *, anchor: str = "start") -> list[str]:
    """Lines below each other around the height `middle`."""
    top = middle - LINE * (len(lines) - 1) / 2
    return [text(x, top + LINE * place, line, anchor=anchor) for place, line in enumerate(lines)]


def rule(x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> str:
    """An axis, or the line of a limit, which has a rim of paper so that it shows on a bar."""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    if not dashed:
        return f'<line {ends} stroke="{AXIS}" stroke-width="1"/>'
    return (
        f'<line {ends} stroke="{PAPER}" stroke-width="4"/>'
        f'<line {ends} stroke="{INK}" stroke-width="1.5" stroke-dasharray="6 4"/>'
    )


def bar(x: float, y: float, width: float, height: float, series: int) -> list[str]:
    """A bar from its left upper corner: dark, lighter, hatched or empty by its series."""
    fill = (DARK, MIDDLE, PAPER, PAPER)[series % 4]
    outline = "none" if series % 4 < 2 else DARK
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    drawn = [f'<rect {place} fill="{fill}" stroke="{outline}"/>']
    if series % 4 == 2:
        drawn.append(f'<path d="{_hatching(x, y, width, height)}" stroke="{DARK}" fill="none"/>')
    return drawn


def _hatching(x: float, y: float, width: float, height: float) -> str:
    """Lines that climb at 45 degrees, each cut off where it leaves the bar."""
    steps = []
    start = -height
    while start < width:
        begins, ends = max(start, 0), min(start + height, width)
        steps.append(
            f"M{number(x + begins)} {number(y + height - (begins - start))}"
            f"L{number(x + ends)} {number(y + height - (ends - start))}"
        )
        start += _HATCH
    return "".join(steps)


def stroke(points: Iterable[tuple[float, float]], series: int) -> str:
    """A line through points: whole, dashed or dotted by its series."""
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    dashes = _DASHES[series % 4]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    colour = MIDDLE if series % 4 == 1 else DARK
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"'
        f' stroke-linejoin="round"{dashed}/>'
    )


def marker(x: float, y: float, series: int) -> str:
    """A point on a line: a disc, a square, a triangle or an empty ring by its series."""
    left, top = number(x - 4.5), number(y - 4.5)
    middle = f'cx="{number(x)}" cy="{number(y)}" r="5"'
    triangle = f"{number(x)},{number(y - 6)} {number(x - 6)},{number(y + 5)}"
    shapes = (
        f'<circle {middle} fill="{DARK}"/>',
        f'<rect x="{left}" y="{top}" width="9" height="9" fill="{MIDDLE}" stroke="{DARK}"/>',
        f'<polygon points="{triangle} {number(x + 6)},{number(y + 5)}" fill="{DARK}"/>',
        f'<circle {middle} fill="{PAPER}" stroke="{DARK}" stroke-width="2"/>',
    )
    return shapes[series % 4]


def bar_swatch(series: int) -> Swatch:
    """What shows a series of bars in the key."""
    return lambda x, y: bar(x, y - 6, _SWATCH, 12, series)


def line_swatch(series: int) -> Swatch:
    """What shows a line in the key."""
    return lambda x, y: [
        stroke(((x, y), (x + _SWATCH, y)), series),
        marker(x + _SWATCH / 2, y, series),
    ]


def limit_swatch(x: float, y: float) -> list[str]:
    """What shows the line of a limit in the key."""
    return [rule(x, y, x + _SWATCH, y, dashed=True)]


def key(named: Sequence[tuple[str, Swatch]], left: float, right: float) -> Drawing:
    """What each series looks like beside its name, from left to right and then below."""
    drawn: list[str] = []
    x, y = left, LINE / 2
    for name, swatch in named:
        lines = lines_of(name, right - left - _SWATCH - 8)
        room = _SWATCH + 8 + max(width_of(line) for line in lines) + 8
        if x > left and x + room > right:
            x, y = left, y + LINE + 4
        drawn += swatch(x, y)
        drawn += [text(x + _SWATCH + 8, y + LINE * at, line) for at, line in enumerate(lines)]
        x, y = x + room, y + LINE * (len(lines) - 1)
    return Drawing(tuple(drawn), y + LINE / 2 + 8 if named else 0)
