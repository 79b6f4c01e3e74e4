"""A document as a page: read on a telephone, printed, sent on by itself, and it runs nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page

import portal.reports
from portal.reports.as_html import STYLE_SOURCE, document_html
from portal.reports.tables import Chapter, Document, Table
from tests.reports.contrast import contrast
from tests.reports.pictured import BARS, DRAWN, WITHHELD, a_document, pictured
from tests.reports.readers import html_tables
from tests.support.axe import check_accessible
from tests.support.page_checks import page_faults

STYLES = Path(portal.reports.__file__).with_name("templates") / "report.css"


def read(document: Document) -> html.HtmlElement:
    return html.document_fromstring(document_html(document))


def test_chapters_stand_among_the_tables_in_their_order() -> None:
    page = read(a_document())
    told = [one.get("id") for one in page.iter("section")]
    assert told == ["foreword", *(table.code for table in DRAWN), "withheld", "subjects"]
    [foreword, subjects] = (page.get_element_by_id(name) for name in ("foreword", "subjects"))
    assert [one.text for one in foreword.iter("p")] == ["Et år <i>med</i> ro."]
    assert [one.text for one in subjects.iter("li")] == ["Mobning", "Byggeri"]


def test_words_in_another_language_say_so() -> None:
    assert [one.get("lang") for one in read(a_document("en")).xpath("//section/div[@lang]")] == [
        "da",
        "da",
    ]
    assert read(a_document("da")).xpath("//section/div[@lang]") == []


def test_a_picture_is_drawn_for_broad_and_for_narrow_pages_before_its_table() -> None:
    page = read(a_document())
    for table in DRAWN:
        section = page.get_element_by_id(table.code)
        assert [one.tag for one in section] == ["h2", "figure", "table"] or [
            one.tag for one in section
        ] == ["h2", "figure", "div"]
        assert [one.get("class") for one in section.xpath("figure/div")] == ["broad", "narrow"]
    assert page.get_element_by_id("withheld").xpath("figure") == []
    assert html_tables(document_html(a_document()))["Ting i tal"][0] == ["Hvad", "Række 1"]


def test_one_drawing_is_seen_at_a_time(page: Page) -> None:
    page.set_content(document_html(a_document()).decode())
    for width, seen in ((1200, "picture"), (360, "narrow")):
        page.set_viewport_size({"width": width, "height": 800})
        shown = page.locator("svg").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().width > 0)"
            ".map(one => one.getAttribute('aria-labelledby'))"
        )
        assert shown == [f"{table.code}-{seen}-title" for table in DRAWN]


@pytest.mark.parametrize("width", [320, 1200])
def test_text_in_pictures_can_be_read_and_nothing_is_wider_than_the_page(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(document_html(a_document()).decode())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    heights = page.locator("svg:visible text").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getCTM().d)"
    )
    assert min(heights) > 11
    check_accessible(page)


def test_a_long_document_opens_with_its_contents_and_a_short_one_does_not() -> None:
    links = read(a_document()).xpath("//nav//a")
    parts = a_document().parts
    assert [(one.get("href"), one.text) for one in links] == [
        (f"#{part.code}", part.title) for part in parts
    ]
    short = Document("en", "Report", (), parts[:4])
    assert read(short).xpath("//nav") == []
    longer = Document("en", "Report", (), (*DRAWN[:7], parts[0]))
    assert read(longer).xpath("//nav/p")[0].text == "Contents"


def test_figures_stand_to_the_right_and_sentences_to_the_left(page: Page) -> None:
    rows = (("Svar inden 14 dage", "Forvaltningen har ændret sin praksis.", 3, "udeladt"),)
    columns = ("Anbefaling", "Svar", "År", "Sager")
    table = Table("t", "Anbefalinger", columns, rows)
    page.set_content(document_html(Document("da", "Liste", (), (table,))).decode())
    aligned = "all => all.map(one => getComputedStyle(one).textAlign)"
    for cells in ("thead th", "tbody th, tbody td"):
        assert page.locator(cells).evaluate_all(aligned) == ["left", "left", "right", "right"]
    assert page.locator(".words").all_inner_texts() == ["udeladt"]


def test_its_style_alone_applies(page: Page) -> None:
    content = document_html(a_document()).decode()
    assert page_faults(content) == ["<style> stands in the page itself"]
    assert f"default-src 'none'; style-src {STYLE_SOURCE}" in content.replace("&#39;", "'")
    [style] = html.document_fromstring(content.encode()).iter("style")
    hashed = b64encode(sha256((style.text or "").encode()).digest()).decode()
    assert f"'sha256-{hashed}'" == STYLE_SOURCE
    # The page fails the test by itself where the browser refuses the style.
    page.set_content(content)
    assert page.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(11, 45, 82)"


def test_text_stands_out_from_the_paper() -> None:
    style = STYLES.read_text(encoding="utf-8")
    colours = set(re.findall(r"[ {]color: (#[0-9a-f]{6})", style))
    assert len(colours) >= 4
    for colour in colours:
        for paper in ("#ffffff", "#f4f6f9"):
            assert contrast(colour, paper) >= 4.5


def test_signs_that_no_page_may_hold_are_left_out_and_markup_is_words() -> None:
    evil = "<script>alert(1)</script>\x00\x0b\ufffe"
    table = pictured(((evil, 1), ("x", 2)))
    chapter = Chapter("chapter", evil, (evil,), True, "da")
    content = document_html(Document("da", evil, (evil,), (chapter, table))).decode()
    assert "<script" not in content
    assert re.search("[\x00\x0b\ufffe]", content) is None
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 7


def test_printed_it_has_the_broad_pictures_and_no_links_to_follow(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.set_content(document_html(a_document()).decode())
    page.emulate_media(media="print")
    assert page.locator(".broad:visible").count() == len(DRAWN)
    assert page.locator(".narrow:visible, nav:visible").count() == 0


def test_a_table_that_is_not_told_has_its_note_alone() -> None:
    silent = Table("none", "Forvaltninger", (), (), ("Ikke offentliggjort.",))
    page = read(Document("da", "Rapport", (), (BARS, silent, WITHHELD)))
    assert [one.tag for one in page.get_element_by_id("none")] == ["h2", "p"]
