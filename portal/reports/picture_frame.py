"""What is drawn of a table, and on how much paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.reports.picture_shapes import width_of
from portal.reports.tables import Picture, Table, Value, number_text


@dataclass(frozen=True)
class Paper:
    """How wide a picture is, and how wide its column of labels; the label of a bar stands above
    it where there is none. In units of which a line of text takes 17."""

    width: int
    labels: int


BROAD: Final = Paper(640, 216)
NARROW: Final = Paper(320, 0)


class Frame:
    """A table's picture: its series and points with the cells between them."""

    def __init__(self, table: Table, picture: Picture, language: str) -> None:
        self.picture = picture
        self.rows = table.rows[: picture.rows]
        self.series = tuple(table.columns[column] for column in picture.columns)
        self._language = language

    def label(self, row: int) -> str:
        """What the row is."""
        return number_text(self.rows[row][0], self._language)

    def cell(self, row: int, series: int) -> Value:
        """The value that is drawn there, or the words that stand in its place."""
        return self.rows[row][self.picture.columns[series]]

    def cells(self) -> Iterator[tuple[int, int, Value]]:
        """Every row and series with the cell they meet in."""
        for row in range(len(self.rows)):
            for series in range(len(self.series)):
                yield row, series, self.cell(row, series)

    def written(self, value: Value) -> str:
        """A value with its unit as it stands beside the bar; words as they are."""
        told, unit = number_text(value, self._language), self.picture.unit
        if isinstance(value, str) or not unit:
            return told
        close = unit == "%" and self._language == "en"
        return f"{told}{unit}" if close else f"{told} {unit}"

    @property
    def numbers(self) -> list[Decimal]:
        """All that is drawn as a length."""
        return [Decimal(cell) for _, _, cell in self.cells() if not isinstance(cell, str)]

    @property
    def room(self) -> float:
        """How wide the longest of the written values is."""
        told = (self.written(cell) for _, _, cell in self.cells())
        return max((width_of(words) for words in told), default=0)

    def span(self) -> tuple[float, float]:
        """The least and the greatest value to make room for: nought always, the limit too."""
        limit = [Decimal(self.picture.limit[0])] if self.picture.limit else []
        drawn = [Decimal(0), *limit, *self.numbers]
        least, greatest = float(min(drawn)), float(max(drawn))
        return least, greatest if greatest > least else least + 1
