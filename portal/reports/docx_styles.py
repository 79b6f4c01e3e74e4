"""How a DOCX looks: real styles, so that who edits it changes all of a kind at once."""

from typing import Any, Final

from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

TEXT: Final = "Table Text"
FIGURE: Final = "Table Figure"
HEADER: Final = "Table Header"
FIGURE_HEADER: Final = "Table Figure Header"
NOTE: Final = "Table Note"
FACTS: Final = "Document Facts"
PICTURE: Final = "Picture"
CONTENTS: Final = "toc 2"
TABLE: Final = "Report Table"

_FACE: Final = "Calibri"
_INK: Final = RGBColor(0x1A, 0x1A, 0x1A)
_SOFT: Final = RGBColor(0x4A, 0x4F, 0x57)
_DEEP: Final = RGBColor(0x0B, 0x2D, 0x52)
_SHORT: Final = Mm(210)
_LONG: Final = Mm(297)
_MARGIN: Final = Mm(20)

# Lines below each row and none between columns (part 1, 17.7.6).
_TABLE_STYLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="{TABLE}"/>
  <w:basedOn w:val="TableNormal"/>
  <w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="747B85"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C3CAD3"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:left w:w="60" w:type="dxa"/>
      <w:right w:w="60" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="0B2D52"/></w:tcBorders>
      <w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def set_styles(written: Docx) -> None:
    """One face in all styles, and those that the tables need besides."""
    for fonts in written.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for scripts in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{scripts}"), _FACE)
    _set(written, "Normal", size=10.5, colour=_INK, after=6, line=1.15)
    _set(written, "Heading 1", size=22, colour=_DEEP, after=8, line=1.05)
    _set(written, "Heading 2", size=14, colour=_DEEP, before=20, after=6)
    _set(written, "TOC Heading", size=12, colour=_DEEP, before=12, after=4)
    _set(written, "Caption", size=9.5, colour=_INK, before=4, after=4)
    _set(written, "List Bullet", size=10.5, colour=_INK, after=3, line=1.15)
    _set(written, "Footer", size=9, colour=_SOFT)
    for name, size in ((TEXT, 9.5), (FIGURE, 9.5), (HEADER, 9), (FIGURE_HEADER, 9)):
        _add(written, name, size=size, colour=_INK, before=2, after=2)
    _add(written, NOTE, size=9, colour=_SOFT, before=4, after=0)
    _add(written, FACTS, size=10.5, colour=_SOFT, after=2)
    _add(written, PICTURE, size=10.5, colour=_INK, before=4, after=2)
    _add(written, CONTENTS, size=10.5, colour=_INK, after=2, builtin=True)
    for name in (FIGURE, FIGURE_HEADER, "Footer"):
        _style(written, name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name in (HEADER, FIGURE_HEADER):
        _style(written, name).font.bold = True
    for name in (HEADER, FIGURE_HEADER, PICTURE):
        _style(written, name).paragraph_format.keep_with_next = True
    written.styles.element.append(parse_xml(_TABLE_STYLE))


def lay_out(written: Docx, *, upright: bool) -> Length:
    """On A4, the paper of those who read it. How wide the text is on it."""
    section = written.sections[0]
    width, height = (_SHORT, _LONG) if upright else (_LONG, _SHORT)
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    return Length(width - 2 * _MARGIN)


def _add(written: Docx, name: str, *, builtin: bool = False, **look: Any) -> None:
    style = written.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin)
    style.base_style = written.styles["Normal"]
    _set(written, name, **look)


def _set(
    written: Docx,
    name: str,
    *,
    size: float,
    colour: RGBColor,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
) -> None:
    """Size and space in points; `line` is how many times its size a line takes."""
    style = _style(written, name)
    style.font.size, style.font.color.rgb = Pt(size), colour
    space = style.paragraph_format
    space.space_before, space.space_after, space.line_spacing = Pt(before), Pt(after), line


def _style(written: Docx, name: str) -> ParagraphStyle:
    style = written.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise LookupError(f"no style of paragraphs is called {name!r}")
    return style
