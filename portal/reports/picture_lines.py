"""Lines through the points of a development: a value at each point, a name at the end of each."""

from collections.abc import Sequence
from typing import Final

from portal.reports.picture_frame import Frame, Paper
from portal.reports.picture_shapes import (
    LINE,
    Drawing,
    key,
    limit_swatch,
    line_swatch,
    lines_of,
    marker,
    rule,
    stroke,
    text,
    texts,
    width_of,
)

_TALL: Final = 160
_AWAY: Final = 15
_BEYOND: Final = 8
_MARGIN: Final = 12
_NAMES: Final = 150
_LABEL: Final = 80.0

Point = tuple[float, float]


def fits_in_lines(frame: Frame, paper: Paper) -> bool:
    """Whether the values stand beside each other without touching."""
    return _Lines(frame, paper).step >= frame.room + _BEYOND


def lines_drawing(frame: Frame, paper: Paper) -> Drawing:
    """The whole picture without its frame."""
    return _Lines(frame, paper).drawing()


class _Lines:
    def __init__(self, frame: Frame, paper: Paper) -> None:
        self._frame, self._paper = frame, paper
        self._series = range(len(frame.series))
        self._names = frame.series if len(frame.series) > 1 else ()
        self._limit = frame.picture.limit
        self._beside = bool(paper.labels) and bool(self._names or self._limit)
        self._left = max(frame.room / 2 + _MARGIN, _LABEL / 2)
        self._right = paper.width - self._left - (_NAMES if self._beside else 0)
        self._least, self._greatest = frame.span()
        self._top = LINE + 4.0

    @property
    def step(self) -> float:
        """How far a point is from the next."""
        return (self._right - self._left) / max(len(self._frame.rows) - 1, 1)

    def drawing(self) -> Drawing:
        named = Drawing((), 0) if self._beside else self._key()
        self._top += named.height
        labels = self._labels()
        drawn = [
            *named.elements,
            self._across(0),
            *([self._across(self._limit[0], dashed=True)] if self._limit else []),
            *(shape for series in self._series for shape in self._line(series)),
            *(words for row in range(len(self._frame.rows)) for words in self._values(row)),
            *(self._ends() if self._beside else []),
            *labels.elements,
        ]
        return Drawing(tuple(drawn), labels.height)

    def _x(self, row: int) -> float:
        if len(self._frame.rows) == 1:
            return (self._left + self._right) / 2
        return self._left + self.step * row

    def _y(self, value: float) -> float:
        share = (value - self._least) / (self._greatest - self._least)
        return self._top + _TALL * (1 - share)

    def _across(self, value: float, *, dashed: bool = False) -> str:
        y = self._y(value)
        return rule(self._left - _BEYOND, y, self._right + _BEYOND, y, dashed=dashed)

    def _key(self) -> Drawing:
        swatches = [(name, line_swatch(series)) for series, name in enumerate(self._names)]
        if self._limit:
            swatches.append((self._limit[1], limit_swatch))
        return key(swatches, 0, self._paper.width)

    def _points(self, series: int) -> list[Point | None]:
        """Where the values of a series are; none where words stand."""
        points: list[Point | None] = []
        for row in range(len(self._frame.rows)):
            value = self._frame.cell(row, series)
            told = not isinstance(value, str)
            points.append((self._x(row), self._y(float(value))) if told else None)
        return points

    def _line(self, series: int) -> list[str]:
        """A line with its markers, broken where a value is not told."""
        points = self._points(series)
        runs: list[list[Point]] = [[]]
        for point in points:
            if point is None:
                runs.append([])
            else:
                runs[-1].append(point)
        lines = [stroke(run, series) for run in runs if len(run) > 1]
        return lines + [marker(*point, series) for run in runs for point in run]

    def _values(self, row: int) -> list[str]:
        """The values above or below their points, and words at the axis, none on another."""
        cells = [self._frame.cell(row, series) for series in self._series]
        told = sorted(
            {
                (self._y(float(value)), self._frame.written(value))
                for value in cells
                if not isinstance(value, str)
            }
        )
        unlike = dict.fromkeys(value for value in cells if isinstance(value, str) and value)
        words = [(value, False) for _, value in told] + [(value, True) for value in unlike]
        lowest = self._y(0) - _AWAY
        wanted = [*self._wanted([y for y, _ in told]), *[lowest] * len(unlike)]
        places = _spread(wanted, [LINE - 2.0] * len(words), lowest)
        return [
            text(self._x(row), y, one, anchor="middle", italic=italic)
            for y, (one, italic) in zip(places, words, strict=True)
        ]

    def _wanted(self, points: Sequence[float]) -> list[float]:
        """Each value above its point, or below it where the point above or the limit is close."""
        wanted: list[float] = []
        for at, y in enumerate(points):
            above = y - _AWAY
            close = at > 0 and above - points[at - 1] < _AWAY + LINE / 2
            limit = self._y(self._limit[0]) if self._limit else above - LINE
            crossed = abs(above - limit) < LINE / 2 + 2
            wanted.append(y + _AWAY if close or crossed else above)
        return wanted

    def _ends(self) -> list[str]:
        """What each line is at the end of it, as far apart as the words need."""
        told: list[tuple[float, str]] = []
        for series, name in enumerate(self._names):
            known = [point for point in self._points(series) if point is not None]
            told += [(y, name) for _, y in known[-1:]]
        if self._limit:
            told.append((self._y(self._limit[0]), self._limit[1]))
        told.sort(key=lambda one: one[0])
        lines = [lines_of(words, _NAMES - _MARGIN) for _, words in told]
        tall = [LINE * len(one) + 2.0 for one in lines]
        places = _spread([y for y, _ in told], tall, self._y(self._least) + LINE)
        x = self._right + self._frame.room / 2 + _BEYOND
        return [words for y, one in zip(places, lines, strict=True) for words in texts(x, y, one)]

    def _labels(self) -> Drawing:
        """The points in time below the axis: each of them, or every second, third … to the last
        where they would touch."""
        rows = range(len(self._frame.rows))
        room = max(min(self.step - _BEYOND, 2 * self._left), _LABEL - LINE)
        told = [lines_of(self._frame.label(row), room) for row in rows]
        widest = max(width_of(line) for lines in told for line in lines)
        every = int((widest + _BEYOND) // self.step) + 1
        top = self._y(self._least) + _AWAY / 2
        drawn = [
            words
            for row in reversed(rows[::-1][::every])
            for words in texts(
                self._x(row), top + LINE * len(told[row]) / 2, told[row], anchor="middle"
            )
        ]
        return Drawing(tuple(drawn), top + LINE * max(len(lines) for lines in told))


def _spread(wanted: Sequence[float], tall: Sequence[float], lowest: float) -> list[float]:
    """The middles of texts of these heights: those wanted, moved where they would touch, and none
    below `lowest`."""
    places = list(wanted)
    for at in range(1, len(places)):
        places[at] = max(places[at], places[at - 1] + (tall[at - 1] + tall[at]) / 2)
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], lowest)
        if at:
            lowest = places[at] - (tall[at - 1] + tall[at]) / 2
    return places
