"""Bars that lie on their side: what each is to the left, or above it, and its value at its end."""

from typing import Final

from portal.reports.picture_frame import Frame, Paper
from portal.reports.picture_shapes import (
    LINE,
    Drawing,
    bar,
    bar_swatch,
    key,
    lines_of,
    rule,
    text,
    texts,
    width_of,
)

_BAND: Final = 18
_BETWEEN: Final = 10
_GAP: Final = 6


def bars_drawing(frame: Frame, paper: Paper) -> Drawing:
    """The whole picture without its frame."""
    return _Bars(frame, paper).drawing()


class _Bars:
    def __init__(self, frame: Frame, paper: Paper) -> None:
        self._frame, self._paper = frame, paper
        self._series = range(len(frame.series))
        self._limit = frame.picture.limit
        self._left = paper.labels + 10.0 if paper.labels else 1.0
        self._right = max(paper.width - frame.room - 2 * _GAP, self._left + 40)
        self._least, self._greatest = frame.span()

    def drawing(self) -> Drawing:
        named = self._key()
        limit = self._limit_words(named.height)
        y = limit.height
        rows: list[tuple[list[str], list[str]]] = []
        for row in range(len(self._frame.rows)):
            lines = lines_of(self._frame.label(row), self._paper.labels or self._paper.width - 8)
            rows.append((self._bars(row, y, lines), self._words(row, y, lines)))
            y += self._tall(lines)
        zero = self._x(0)
        drawn = [
            *named.elements,
            *limit.elements,
            *(shape for bars, _ in rows for shape in bars),
            rule(zero, limit.height, zero, y),
            *self._limit_line(limit.height, y),
            *(shape for _, words in rows for shape in words),
        ]
        return Drawing(tuple(drawn), y)

    def _key(self) -> Drawing:
        names = self._frame.series if len(self._series) > 1 else ()
        swatches = [(name, bar_swatch(series)) for series, name in enumerate(names)]
        return key(swatches, self._left, self._paper.width)

    def _x(self, value: float) -> float:
        share = (value - self._least) / (self._greatest - self._least)
        return self._left + (self._right - self._left) * share

    def _limit_words(self, top: float) -> Drawing:
        """The words of the limit, which stand above its line."""
        if not self._limit:
            return Drawing((), top)
        value, words = self._limit
        lines = lines_of(words, self._paper.width - 20)
        wide = max(width_of(line) for line in lines)
        start = max(min(self._x(value) - wide / 2, self._paper.width - wide), 0)
        tall = LINE * len(lines)
        return Drawing(tuple(texts(start, top + tall / 2, lines)), top + tall + 4)

    def _limit_line(self, top: float, bottom: float) -> list[str]:
        if not self._limit:
            return []
        x = self._x(self._limit[0])
        return [rule(x, top - 2, x, bottom, dashed=True)]

    def _tall(self, lines: list[str]) -> float:
        """How much height a row takes with what is left empty below and above it."""
        bars, label = _BAND * len(self._series), LINE * len(lines)
        return (max(bars, label) if self._paper.labels else bars + label) + _BETWEEN

    def _first_bar(self, top: float, lines: list[str]) -> float:
        """Where the bars of a row begin: in its middle, or below the label."""
        if self._paper.labels:
            return top + (self._tall(lines) - _BAND * len(self._series)) / 2
        return top + _BETWEEN / 2 + LINE * len(lines)

    def _bars(self, row: int, top: float, lines: list[str]) -> list[str]:
        drawn: list[str] = []
        for series in self._series:
            value = self._frame.cell(row, series)
            if isinstance(value, str) or value == 0:
                continue
            start, end = sorted((self._x(0), self._x(float(value))))
            y = self._first_bar(top, lines) + _BAND * series + 1
            drawn += bar(start, y, end - start, _BAND - 2, series)
        return drawn

    def _words(self, row: int, top: float, lines: list[str]) -> list[str]:
        """What the row is, and the value at the end of each of its bars."""
        if self._paper.labels:
            middle = top + self._tall(lines) / 2
            drawn = texts(self._paper.labels, middle, lines, anchor="end")
        else:
            drawn = texts(self._left + _GAP, top + (_BETWEEN + LINE * len(lines)) / 2, lines)
        first = self._first_bar(top, lines) + _BAND / 2
        return drawn + [self._value(row, one, first + _BAND * one) for one in self._series]

    def _value(self, row: int, series: int, middle: float) -> str:
        value = self._frame.cell(row, series)
        in_words = isinstance(value, str)
        written = self._frame.written(value)
        x = _GAP + (self._x(0) if isinstance(value, str) else self._x(max(float(value), 0)))
        limit = self._x(self._limit[0]) if self._limit else x
        if x < limit < x + width_of(written) + _GAP:
            x = limit + _GAP
        return text(x, middle, written, italic=in_words)
