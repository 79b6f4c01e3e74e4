"""Words blacked out in a PDF are under no bar, in no layer, and nowhere else."""

import re
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from portal.cleaning.clean_file import Remark, clean_file
from tests.cleaning.dirty_pdf import add_page, dirty_pdf, lines_of, simple_pdf, written
from tests.cleaning.looking_into import MARK, assert_nowhere, run

_DOTS = 150


def _words(content: bytes) -> list[tuple[str, tuple[int, int, int, int]]]:
    """Each word of the first page and where it stands, in pixels, as poppler has it."""
    printed = run("pdftotext", "-bbox", "-", "-", stdin=content).decode()
    pattern = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<'
    return [
        (word, tuple(round(float(edge) * _DOTS / 72) for edge in edges))  # type: ignore[misc]
        for *edges, word in re.findall(pattern, printed)
    ]


def _painted(content: bytes, folder: Path) -> Image.Image:
    source = folder / "painted.pdf"
    source.write_bytes(content)
    run("pdftoppm", "-r", str(_DOTS), "-png", "-singlefile", "-cropbox", source, folder / "painted")
    return Image.open(folder / "painted.png").convert("L")


def _darkest_and_lightest(picture: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int]:
    low, high = picture.crop(box).getextrema()
    return int(low), int(high)  # type: ignore[arg-type]


def test_a_name_is_painted_over_and_its_neighbours_are_not(tmp_path: Path) -> None:
    before = simple_pdf(("Sagen om Jens Åge Hansen er lukket", "HANSENS chef hedder Hansenberg"))
    cleaned = clean_file(
        before, "x.pdf", "application/pdf", black_out=["jens åge hansen", "Hansen"]
    )
    assert run("pdftotext", "-", "-", stdin=cleaned.content).strip() == b""
    picture = _painted(cleaned.content, tmp_path)
    for word, (left, top, right, bottom) in _words(before):
        # The line of a word is higher than its letters; its middle is where the ink is.
        inside = (left + 2, top + (bottom - top) // 3, right - 2, bottom - (bottom - top) // 3)
        low, high = _darkest_and_lightest(picture, inside)
        if word in ("Jens", "Åge", "Hansen", "HANSENS"):
            assert high < 30, word
        else:
            assert low < 100, word
            assert high > 200, word
    assert Remark.PAGES_BECAME_PICTURES in cleaned.remarks
    assert Remark.PHRASE_NOT_FOUND not in cleaned.remarks


def test_the_whole_of_each_letter_is_under_the_bar(tmp_path: Path) -> None:
    """Nothing sticks out: with every word blacked out, what is not white is a bar."""
    before = simple_pdf(("gjÅqy",))
    cleaned = clean_file(before, "x.pdf", "application/pdf", black_out=["gjåqy"])
    picture = _painted(cleaned.content, tmp_path)
    ((_, (left, top, right, bottom)),) = _words(before)
    height = bottom - top
    around = picture.crop((left - height, top - height, right + height, bottom + height))
    dark = around.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    assert _darkest_and_lightest(around, dark)[1] < 30


def test_a_phrase_is_found_over_lines_pages_and_hyphens(tmp_path: Path) -> None:
    before = simple_pdf(("den hemme-", "lige gamle", "kilde i Vand-"), ("værket taler",))
    wanted = ["hemmelige", "gamle kilde", "Vandværket"]
    cleaned = clean_file(before, "x.pdf", "application/pdf", black_out=wanted)
    assert Remark.PHRASE_NOT_FOUND not in cleaned.remarks
    picture = _painted(cleaned.content, tmp_path)
    for word, (left, top, right, bottom) in _words(before)[:7]:
        inside = (left + 2, top + (bottom - top) // 3, right - 2, bottom - (bottom - top) // 3)
        assert (_darkest_and_lightest(picture, inside)[1] < 30) is (word not in ("den", "i"))


def test_a_turned_page_is_painted_over_where_the_word_is_seen(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        page = add_page(pdf, lines_of("Hansen"))
        page.obj["/Rotate"] = 90
        page.obj["/CropBox"] = pikepdf.Array([50, 400, 595, 842])
        before = written(pdf)
    cleaned = clean_file(before, "x.pdf", "application/pdf", black_out=["Hansen"])
    picture = _painted(cleaned.content, tmp_path)
    bare = _painted(before, tmp_path)
    assert abs(picture.width - bare.width) < 3
    ink = bare.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert ink is not None
    assert _darkest_and_lightest(picture, ink)[1] < 30


def test_nothing_hidden_comes_along_into_the_pictures(tmp_path: Path) -> None:
    cleaned = clean_file(dirty_pdf(tmp_path), "x.pdf", "application/pdf", black_out=["Rapporten"])
    assert_nowhere(MARK, cleaned.content, tmp_path, cleaned.name)
    assert_nowhere("Rapporten", cleaned.content, tmp_path, cleaned.name)
    assert Remark.PICTURES_NOT_SEARCHED in cleaned.remarks


@pytest.mark.parametrize(
    ("lines", "remark"),
    [((), Remark.PAGES_WITHOUT_TEXT), (("Andre ord",), Remark.PHRASE_NOT_FOUND)],
)
def test_what_could_not_be_blacked_out_is_said(lines: tuple[str, ...], remark: Remark) -> None:
    cleaned = clean_file(simple_pdf(lines), "x.pdf", "application/pdf", black_out=["Hansen"])
    assert remark in cleaned.remarks


def test_a_page_that_would_fill_a_wall_is_painted_smaller() -> None:
    with pikepdf.new() as pdf:
        page = add_page(pdf, lines_of("Hansen"))
        page.obj["/MediaBox"] = pikepdf.Array([0, 0, 14_400, 14_400])
        before = written(pdf)
    cleaned = clean_file(before, "x.pdf", "application/pdf", black_out=["Hansen"])
    assert Remark.PHRASE_NOT_FOUND not in cleaned.remarks
