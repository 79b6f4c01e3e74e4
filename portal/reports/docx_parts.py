"""What a DOCX needs and its library has no words for: fields, bookmarks, links, a fixed archive
(ECMA-376, parts 1 and 2)."""

import io
from collections.abc import Sequence
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# The first day that a zip can name. The file says nothing of when it was made.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
# What the library's empty document brings along of the program that it was made with: its name, a
# picture of it, sources, and the styles a second time, which have to be those that are used.
_NOT_OURS: Final = ("/extended-properties", "/thumbnail", "/customXml", "/stylesWithEffects")


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field at the end of a paragraph, with what it shows until it is computed again (part 1,
    17.16.18)."""
    _begin(paragraph, instruction)
    paragraph.add_run(shown)
    paragraph.add_run().element.append(_made("w:fldChar", fldCharType="end"))


def mark(heading: Paragraph, number: int) -> None:
    """Make a heading the place that the list of contents leads to."""
    [run] = heading.runs
    run.element.addprevious(_made("w:bookmarkStart", id=str(number), name=_name_of(number)))
    run.element.addnext(_made("w:bookmarkEnd", id=str(number)))


def add_contents(written: Docx, titles: Sequence[str], style: str) -> None:
    """The list of contents: a field that Word can renew, with links that are right until then.
    Without the numbers of pages, which nobody knows before the paper is chosen."""
    entries = [written.add_paragraph(style=style) for _ in titles]
    _begin(entries[0], 'TOC \\o "2-2" \\n \\h \\z')
    for number, (entry, title) in enumerate(zip(entries, titles, strict=True)):
        run = entry.add_run(title)
        link = _made("w:hyperlink", anchor=_name_of(number))
        run.element.addprevious(link)
        link.append(run.element)
    entries[-1].add_run().element.append(_made("w:fldChar", fldCharType="end"))


def describe(place: Run, title: str, text: str) -> None:
    """Give the picture in a run its name and its alternative text (part 1, 20.4.2.5)."""
    [properties] = place.element.xpath(".//wp:docPr")
    properties.set("title", title)
    properties.set("descr", text)


def name_tables(written: Docx, titles: Sequence[str]) -> None:
    """Name each table for those who hear it, and mark its first row as that of headers, for them
    and for whoever prints it on several pages (part 1, 17.4.41 and 17.4.78). No row is broken."""
    tables = written.element.xpath("//w:tbl")
    for table, title in zip(tables, titles, strict=True):
        table.tblPr.append(_made("w:tblCaption", val=title))
        for place, row in enumerate(table.tr_lst):
            properties = row.get_or_add_trPr()
            properties.append(_made("w:cantSplit"))
            if place == 0:
                properties.append(_made("w:tblHeader"))


def speak(run: Run, language: str) -> None:
    """Say which language a run is in, where it is not that of the document."""
    run.element.get_or_add_rPr().append(_made("w:lang", val=language))


def forget_maker(written: Docx) -> None:
    """Say nothing of who or what made the document, nor when: the day it tells of stands in it."""
    told = written.core_properties
    told.author = told.last_modified_by = told.comments = told.keywords = ""
    package = written.part.package
    properties: Any = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for name in ("dcterms:created", "dcterms:modified"):
        for one in properties.element.findall(qn(name)):
            properties.element.remove(one)
    for relations in (package.rels, written.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_NOT_OURS):
                del relations[key]


def without_time(packed: bytes) -> bytes:
    """The same archive as if it had been packed at no time."""
    again = io.BytesIO()
    with ZipFile(io.BytesIO(packed)) as parts, ZipFile(again, "w") as kept:
        for name in parts.namelist():
            kept.writestr(ZipInfo(name, _NO_TIME), parts.read(name), ZIP_DEFLATED)
    return again.getvalue()


def _begin(paragraph: Paragraph, instruction: str) -> None:
    told = _made("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {instruction} "
    begin, separate = (_made("w:fldChar", fldCharType=kind) for kind in ("begin", "separate"))
    for part in (begin, told, separate):
        paragraph.add_run().element.append(part)


def _made(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def _name_of(number: int) -> str:
    return f"_Toc{number + 1:06}"
