"""A picture shows the figures of its table and no others, to everybody, and runs nothing."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, combinations, pairwise

import pytest
import typst
from lxml import etree
from PIL import Image

from portal.reports.picture_shapes import AXIS, DARK, INK, MIDDLE, PAPER
from portal.reports.pictures import FONTS, has_picture, inline_pictures, picture_png, picture_svg
from portal.reports.tables import PictureKind, Table, number_text
from tests.reports.contrast import contrast
from tests.reports.pictured import (
    ALONE,
    BARS,
    CROWDED,
    DRAWN,
    EVIL,
    GROUPS,
    HOSTILE,
    LIMITED,
    LIMITED_LINE,
    LINES,
    LOW,
    NEGATIVE,
    NOTHING,
    NOUGHT,
    WITHHELD,
    WORDS,
    pictured,
)

SVG = "{http://www.w3.org/2000/svg}"
# All that a picture is made of; nothing here loads, links, runs or styles.
ELEMENTS = {"svg", "title", "desc", "text", "rect", "line", "path", "polyline", "polygon", "circle"}


def every_drawing(table: Table, language: str = "da") -> list[etree._Element]:
    drawings = [picture_svg(table, language), *chain(*inline_pictures(table, language))]
    return [etree.fromstring(one) for one in drawings]


def texts(drawing: etree._Element) -> list[str]:
    return [one.text or "" for one in drawing.iter() if etree.QName(one).localname == "text"]


def bars(table: Table) -> list[float]:
    """How wide each bar is; the swatches of a key stand before them."""
    drawing = etree.fromstring(picture_svg(table, "da"))
    assert table.picture is not None
    swatches = len(table.picture.columns) if len(table.picture.columns) > 1 else 0
    return [float(one.attrib["width"]) for one in drawing.iter(f"{SVG}rect")][swatches:]


@pytest.mark.parametrize("table", DRAWN[:-1], ids=lambda table: table.code)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_cell_that_is_drawn_stands_in_the_picture_as_in_the_table(
    table: Table, language: str
) -> None:
    assert table.picture is not None
    for drawing in every_drawing(table, language):
        told = texts(drawing)
        for row in table.rows:
            for column in table.picture.columns:
                written = number_text(row[column], language)
                assert any(one.split(" ")[0].rstrip("%") == written for one in told), written


def test_numbers_are_written_in_the_language_with_their_unit() -> None:
    assert "32,2 %" in texts(etree.fromstring(picture_svg(BARS, "da")))
    assert "32.2%" in texts(etree.fromstring(picture_svg(BARS, "en")))
    assert "61.5 dage" in texts(etree.fromstring(picture_svg(LIMITED, "en")))


def test_bars_are_as_long_as_their_figures() -> None:
    first, second = bars(BARS)
    assert second / first == pytest.approx(8.4 / 32.2, abs=0.001)
    up, down = bars(NEGATIVE)
    assert down / up == pytest.approx(3 / 5, abs=0.01)


def test_points_are_as_high_as_their_figures() -> None:
    drawing = etree.fromstring(picture_svg(LINES, "da"))
    heights = [float(one.attrib["cy"]) for one in drawing.iter(f"{SVG}circle")]
    axis = float(next(drawing.iter(f"{SVG}line")).attrib["y1"])
    scale = (axis - heights[0]) / 116
    for height, value in zip(heights, (116, 105, 104, 97), strict=True):
        assert (axis - height) / scale == pytest.approx(value, abs=0.1)


def test_nought_is_written_beside_the_axis_and_has_no_bar() -> None:
    assert len(bars(NOUGHT)) == 1
    drawing = etree.fromstring(picture_svg(NOUGHT, "da"))
    assert texts(drawing).count("0") == 1
    assert len(list(drawing.iter(f"{SVG}line"))) == 1


def test_words_stand_in_italics_where_no_bar_is_drawn() -> None:
    assert len(bars(BARS)) == 2
    for drawing in every_drawing(GROUPS) + every_drawing(LINES):
        slanted = [one.text for one in drawing.iter() if one.get("font-style") == "italic"]
        assert slanted == [WORDS]


def test_a_line_is_broken_where_a_figure_is_not_told() -> None:
    lines = [
        one.attrib["points"].split()
        for one in etree.fromstring(picture_svg(LINES, "da")).iter(f"{SVG}polyline")
    ]
    assert [len(points) for points in lines] == [4, 2]


def test_a_table_of_words_or_of_nothing_but_zeros_has_no_picture() -> None:
    for table in (WITHHELD, NOTHING):
        assert not has_picture(table)
    with pytest.raises(ValueError, match="nothing to draw"):
        picture_svg(WITHHELD, "da")
    assert not has_picture(Table("t", "Ting", ("Hvad", "Tal"), (("x", 1),)))
    assert has_picture(NOUGHT)


@pytest.mark.parametrize("table", DRAWN, ids=lambda table: table.code)
def test_a_picture_is_told_in_words_and_its_names_are_its_own(table: Table) -> None:
    names: list[str] = []
    for drawing in every_drawing(table):
        assert drawing.get("role") == "img"
        [title], [text] = (
            [one for one in drawing.iter() if etree.QName(one).localname == name]
            for name in ("title", "desc")
        )
        assert (title.text, text.text) == ("Ting i tal", "Hvad der ses.")
        assert drawing.get("aria-labelledby") == title.get("id")
        assert drawing.get("aria-describedby") == text.get("id")
        names += [title.attrib["id"], text.attrib["id"]]
    assert len(set(names[2:])) == 4
    assert all(name.startswith(f"{table.code}-") for name in names)


@pytest.mark.parametrize("table", DRAWN, ids=lambda table: table.code)
def test_a_picture_runs_styles_and_loads_nothing(table: Table) -> None:
    for drawing in every_drawing(table):
        for one in drawing.iter():
            assert etree.QName(one).localname in ELEMENTS
            for name, value in one.attrib.items():
                assert not re.match(r"on|style|class|href|.*\}", str(name)), name
                assert "url(" not in str(value)


def test_what_was_written_to_do_harm_stands_as_words() -> None:
    for drawing in every_drawing(HOSTILE):
        told = "".join(texts(drawing))
        assert "</text></svg><script>alert('&')</script>" in told
        assert "\x07" not in told
    unit = EVIL.rstrip("\x07\ufffe")
    assert f"3 {unit}" in texts(etree.fromstring(picture_svg(HOSTILE, "da")))


@pytest.mark.parametrize("table", DRAWN[:-1], ids=lambda table: table.code)
def test_nothing_is_drawn_outside_the_paper(table: Table) -> None:
    for drawing in every_drawing(table):
        left, top, width, height = map(float, drawing.attrib["viewBox"].split())
        for one in drawing.iter():
            places = [float(one.get(name, "0")) for name in ("x", "x1", "x2", "cx")]
            assert all(left <= place <= left + width for place in places)
            ends = float(one.get("x", "0")) + float(one.get("width", "0"))
            assert one is drawing or ends <= left + width
            heights = [float(one.get(name, "0")) for name in ("y", "y1", "y2", "cy")]
            assert all(top <= place <= top + height for place in heights)


@pytest.mark.parametrize("table", [LINES, LOW, LIMITED_LINE], ids=lambda table: table.code)
def test_no_figure_at_a_point_is_written_on_another_or_on_the_axis(table: Table) -> None:
    for drawing in every_drawing(table):
        axis = min(
            float(one.attrib["y1"]) for one in drawing.iter() if one.get("stroke-width") == "1"
        )
        written: dict[str, list[float]] = {}
        for one in drawing.iter():
            if one.get("text-anchor") == "middle" and float(one.attrib["y"]) < axis:
                written.setdefault(one.attrib["x"], []).append(float(one.attrib["y"]))
        assert len(written) == len(table.rows)
        for heights in written.values():
            apart = [low - high for high, low in pairwise(sorted(heights))]
            assert min(apart, default=13) >= 13
        told = sum(len(set(row[1:])) for row in table.rows)
        assert sum(map(len, written.values())) == told


def test_a_limit_is_a_dashed_line_at_its_place_with_its_words() -> None:
    for table, (value, words) in ((LIMITED, (92, "frist")), (LIMITED_LINE, (20, "mål"))):
        for drawing in every_drawing(table):
            dashed = [one for one in drawing.iter() if one.get("stroke-dasharray") == "6 4"]
            assert dashed
            assert any(one.startswith(words) and str(value) in one for one in texts(drawing))
    drawing = etree.fromstring(picture_svg(LIMITED, "da"))
    axis, *_, limit = drawing.iter(f"{SVG}line")
    reach = float(limit.attrib["x1"]) - float(axis.attrib["x1"])
    assert bars(LIMITED)[-1] / reach == pytest.approx(88 / 92, abs=0.001)


def test_series_are_told_apart_without_colours() -> None:
    columns = (1, 2, 3, 4)
    rows = (("a", 1, 2, 3, 4), ("b", 4, 3, 2, 1))
    grouped = etree.fromstring(picture_svg(pictured(rows, columns), "da"))
    fills = [(one.get("fill"), one.get("stroke")) for one in grouped.iter(f"{SVG}rect")][:3]
    assert len(set(fills)) == 3
    # The third is hatched and the fourth is empty.
    assert len(list(grouped.iter(f"{SVG}path"))) == 3
    drawn = etree.fromstring(picture_svg(pictured(rows, columns, PictureKind.LINES), "da"))
    dashes = {one.get("stroke-dasharray") for one in drawn.iter(f"{SVG}polyline")}
    assert len(dashes) == 4


def test_several_series_are_named_in_every_drawing() -> None:
    for table in (GROUPS, LINES, LIMITED):
        for drawing in every_drawing(table):
            assert table.picture is not None
            for column in table.picture.columns:
                assert table.columns[column] in texts(drawing)


def test_colours_stand_out_from_the_paper_and_from_each_other() -> None:
    for one, other in combinations((PAPER, MIDDLE, DARK), 2):
        assert contrast(one, other) >= 3
    assert contrast(AXIS, PAPER) >= 3
    assert contrast(INK, PAPER) >= 4.5


def test_points_too_close_for_their_figures_become_bars() -> None:
    broad, narrow = (etree.fromstring(one) for one in chain(*inline_pictures(LINES, "da")))
    assert list(broad.iter("polyline"))
    assert list(narrow.iter("polyline"))
    for drawing in every_drawing(CROWDED):
        assert not list(drawing.iter(f"{SVG}polyline"))
        assert len(texts(drawing)) == 2 * len(CROWDED.rows)


def test_one_point_alone_is_a_point() -> None:
    drawing = etree.fromstring(picture_svg(ALONE, "da"))
    assert len(list(drawing.iter(f"{SVG}circle"))) == 1
    assert not list(drawing.iter(f"{SVG}polyline"))


@pytest.mark.parametrize("table", DRAWN, ids=lambda table: table.code)
def test_pixels_are_the_same_picture_every_time(table: Table) -> None:
    drawn = picture_png(table, "da")
    assert drawn == picture_png(table, "da")
    drawing = etree.fromstring(picture_svg(table, "da"))
    wide, tall = (float(drawing.attrib[name]) for name in ("width", "height"))
    with Image.open(io.BytesIO(drawn)) as image:
        # 17 cm at 200 dots to the inch.
        assert image.width == pytest.approx(17 / 2.54 * 200, abs=2)
        assert image.height == pytest.approx(image.width * tall / wide, abs=3)
        shades = image.convert("L").getextrema()
    assert shades[0] < 60
    assert shades[1] == 255


def test_several_may_be_drawn_at_the_same_time() -> None:
    tables = [*DRAWN] * 4
    with ThreadPoolExecutor(8) as threads:
        drawn = list(threads.map(lambda table: picture_png(table, "da"), tables))
    assert drawn[: len(DRAWN)] * 4 == drawn


def test_letters_are_drawn_from_our_own_face() -> None:
    told, empty = (pictured(((label, 1),)) for label in ("Ærø", " "))
    assert picture_png(told, "da") != picture_png(empty, "da")


def test_our_face_comes_with_its_licence_and_in_every_cut_that_is_used() -> None:
    names = sorted(path.name for path in FONTS.iterdir())
    cuts = [f"IBMPlexSans-{cut}.ttf" for cut in ("Italic", "Regular", "SemiBold")]
    assert names == [*cuts, "OFL-1.1.txt"]
    told = typst.Fonts(False, False, [FONTS]).fonts()
    assert {(one.family, one.style, one.weight) for one in told} == {
        ("IBM Plex Sans", "normal", 400),
        ("IBM Plex Sans", "italic", 400),
        ("IBM Plex Sans", "normal", 600),
    }
