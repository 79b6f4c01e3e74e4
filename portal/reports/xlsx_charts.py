"""The picture of a table as a chart of the workbook, drawn over the cells of the table itself."""

from typing import Any, Final

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from portal.reports.pictures import has_picture
from portal.reports.tables import Picture, PictureKind, Table

# Told apart without colours too: from dark to light, and by the dashes of a line.
_FILLS: Final = ("#00345F", "#6F93B8", "#C3D2E2")
_LINES: Final = ("#00345F", "#4F77A0", "#7C8A99")
_DASHES: Final = ("solid", "dash", "round_dot")
_WIDTH: Final = 640
_FRAME, _ROW, _LINE_HEIGHT = 140, 22, 360


def chart_of(book: Any, table: Table, sheet: str, header: int) -> Any | None:
    """The chart of a table whose columns are named in the row `header` of `sheet`; None where
    there is no figure to draw.

    Names are taken from cells, so that none of them is read as a formula.
    """
    picture = table.picture
    if picture is None or not has_picture(table):
        return None
    kind = _kind(table, picture)
    chart = book.add_chart({"type": kind})
    for order, column in enumerate(picture.columns):
        chart.add_series(
            {
                "name": [sheet, header, column],
                "categories": [sheet, header + 1, 0, header + picture.rows, 0],
                "values": [sheet, header + 1, column, header + picture.rows, column],
                "data_labels": _labels(table, picture, column, sheet, header),
                **_looks(kind, order),
            }
        )
    _name(chart, picture, sheet, header, lying=kind == "bar")
    return chart


def _kind(table: Table, picture: Picture) -> str:
    """A line would go down to 0 at a cell of words; a column is not there, and its words are."""
    if picture.kind is PictureKind.BARS:
        return "bar"
    cells = [row[column] for row in table.rows[: picture.rows] for column in picture.columns]
    return "column" if any(isinstance(cell, str) for cell in cells) else "line"


def _labels(table: Table, picture: Picture, column: int, sheet: str, header: int) -> dict[str, Any]:
    """The figure at each bar or point; where a cell has words, its words."""
    own: list[dict[str, str] | None] = []
    for row, values in enumerate(table.rows[: picture.rows], start=header + 1):
        cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        words = isinstance(values[column], str)
        own.append({"value": f"={quote_sheetname(sheet)}!{cell}"} if words else None)
    return {"value": True, **({"custom": own} if any(own) else {})}


def _looks(kind: str, order: int) -> dict[str, Any]:
    shade = order % len(_FILLS)
    if kind == "line":
        line = {"color": _LINES[shade], "width": 2.25, "dash_type": _DASHES[shade]}
        marker = {"type": "circle", "size": 6, "fill": {"color": _LINES[shade]}}
        return {"line": line, "marker": marker}
    return {"fill": {"color": _FILLS[shade]}, "border": {"color": _FILLS[0]}, "gap": 60}


def _name(chart: Any, picture: Picture, sheet: str, header: int, *, lying: bool) -> None:
    chart.set_title({"name": [sheet, 0, 0], "name_font": {"size": 12}})
    # From the first row down, and the values still beneath.
    along = {"name": [sheet, header, 0], **({"reverse": True, "crossing": "max"} if lying else {})}
    across: dict[str, Any] = {"min": 0, "major_gridlines": {"visible": True}}
    # What the figures are, and where their limit lies, which the chart itself has no line for.
    said = [picture.unit, f"{picture.limit[1]}: {picture.limit[0]}" if picture.limit else ""]
    # What began with = would be a formula.
    named = ", ".join(one for one in said if one).lstrip("=")
    across["name"] = named or [sheet, header, picture.columns[0]]
    chart.set_x_axis(across if lying else along)
    chart.set_y_axis(along if lying else across)
    if len(picture.columns) == 1:
        chart.set_legend({"none": True})
    else:
        chart.set_legend({"position": "bottom"})
    bars = picture.rows * len(picture.columns)
    height = _FRAME + _ROW * bars if lying else _LINE_HEIGHT
    chart.set_size({"width": _WIDTH, "height": height})
