"""How a document is laid out by what is in it: which columns are read and which are compared, how
wide each is, and when a list of contents is needed."""

from collections.abc import Sequence
from typing import Final

from portal.reports.tables import Document, Table, Value

# A cell of figures may be withheld, and says so in a word or two; what is longer is read.
_READ: Final = 24
# More columns of sentences than these are no longer read on an upright page.
_UPRIGHT_PROSE: Final = 3
# More tables than these are no longer found by turning the pages.
_WITHOUT_CONTENTS: Final = 6
# How many letters wide a column is made, at least and at most.
_LEAST: Final = 8
_MOST: Final = 40


def prose_columns(table: Table) -> frozenset[int]:
    """The places (from 0) of the columns whose cells are sentences or names, never figures: the
    first of all, and each with words in it that are too long to stand in for a figure."""
    return frozenset(
        place
        for place in range(len(table.columns))
        if place == 0 or _is_prose(_cells(table, place))
    )


def lies_on_its_side(table: Table) -> bool:
    """Whether there is too much to read beside each other for an upright page."""
    return len(prose_columns(table)) > _UPRIGHT_PROSE


def column_shares(table: Table) -> list[float]:
    """How much of the width each column takes, by its longest cell, or by its longest word in a
    column of figures; they add up to 1."""
    prose = prose_columns(table)
    letters = [
        _letters(table, place) if place in prose else _word(table, place)
        for place in range(len(table.columns))
    ]
    return [count / sum(letters) for count in letters]


def has_contents(document: Document) -> bool:
    """Whether the document is long enough to open with a list of its contents."""
    return len(document.tables) > _WITHOUT_CONTENTS


def _cells(table: Table, place: int) -> list[Value]:
    return [row[place] for row in table.rows]


def _is_prose(cells: Sequence[Value]) -> bool:
    return all(isinstance(cell, str) for cell in cells) and any(
        len(str(cell)) > _READ for cell in cells
    )


def _letters(table: Table, place: int) -> int:
    longest = max((len(str(cell)) for cell in _cells(table, place)), default=0)
    return min(max(longest, len(table.columns[place]), 2 * _LEAST), _MOST)


def _word(table: Table, place: int) -> int:
    words = table.columns[place].split() + [str(cell) for cell in _cells(table, place)]
    return min(max([*map(len, words), _LEAST - 3]) + 3, _MOST)
