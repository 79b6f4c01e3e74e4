"""What PDF/UA-1 (ISO 14289-1) asks of a file and a programme can see, by the Matterhorn Protocol.

The numbers at the faults are the protocol's checkpoints. The file is read by pikepdf, which had no
part in typesetting it, and once more by qpdf. What needs a person (is the order of reading the
right one, does the text say what the picture shows) is not here.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

from tests.reports.pdf_content import content_faults, font_faults

HEADING = re.compile(r"H([1-6])")
# ISO 32000-1, 14.8.4: the standard types.
STANDARD = frozenset(
    [
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI"),
        *("Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
        *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby"),
        *("RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    ]
)
WITHIN = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI", "Note", "TOCI"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
SCOPES = ("/Row", "/Column", "/Both")


def ua_faults(content: bytes) -> list[str]:
    """What is wrong with a PDF, in words; nothing when it holds."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        faults = [*_file_faults(pdf), *_what_runs(pdf)]
        if "/StructTreeRoot" not in pdf.Root:
            return [*faults, "01-005 there is no structure tree"]
        faults += _type_faults(pdf)
        faults += _heading_faults(pdf)
        faults += _table_faults(pdf)
        faults += _figure_faults(pdf)
        faults += _annotation_faults(pdf)
        faults += content_faults(pdf)
        faults += font_faults(pdf)
    return faults


def qpdf_says(content: bytes, folder: Path) -> str:
    """What `qpdf --check` finds, or nothing."""
    file = folder / "checked.pdf"
    file.write_bytes(content)
    ran = subprocess.run(
        ["/usr/bin/qpdf", "--check", str(file)], capture_output=True, text=True, check=False
    )
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str, str]]:
    """Each element of the structure in the order of reading, its type, and that around it."""
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})

    def below(parent: Any, around: str) -> Iterator[tuple[Any, str, str]]:
        for child in kids(parent):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                kind = _role(str(child.S), roles)
                yield child, kind, around
                yield from below(child, kind)

    yield from below(pdf.Root.StructTreeRoot, "")


def kids(element: Any) -> list[Any]:
    """What an element holds."""
    held = element.get("/K", [])
    return list(held) if isinstance(held, (pikepdf.Array, list)) else [held]


def attribute(element: Any, name: str) -> Any:
    """An attribute of an element, whichever of its lists it stands in."""
    lists = element.get("/A", [])
    for one in lists if isinstance(lists, (pikepdf.Array, list)) else [lists]:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return one[name]
    return None


def _role(kind: str, roles: Any) -> str:
    for _ in range(len(roles) + 1):
        if kind not in roles:
            break
        kind = str(roles[kind])
    return kind.removeprefix("/")


def _file_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "06-001 the file does not say that it is tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "the file says itself that its tags are doubtful"
    if not str(root.get("/Lang", "")).strip():
        yield "11-006 no language is named"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "07-001 the title is not shown"
    if "/Metadata" not in root:
        yield "06-002 there are no metadata"
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        if str(told.get("pdfuaid:part", "")) != "1":
            yield "06-002 the file does not say that it is PDF/UA-1"
        if not str(told.get("dc:title") or "").strip():
            yield "06-003 the file has no title"
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield "26-002 those who read by ear are locked out"


def _what_runs(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and (
            "/JS" in one or one.get("/S") in ("/JavaScript", "/Launch")
        ):
            yield "29-001 something runs"
    if "/XFA" in pdf.Root.get("/AcroForm", {}):
        yield "25-001 there is a dynamic form"


def _type_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for _, kind, around in elements(pdf):
        if kind not in STANDARD:
            yield f"02-001 {kind} is no standard type"
        if kind in WITHIN and around not in WITHIN[kind]:
            yield f"09-004 {kind} stands in {around}"


def _heading_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = [HEADING.fullmatch(kind) for _, kind, _ in elements(pdf)]
    levels = [int(heading[1]) for heading in found if heading]
    if levels[:1] != [1]:
        yield "14-002 the first heading is not of the first level"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "14-003 a level of headings is skipped"


def _table_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for table, kind, _ in elements(pdf):
        if kind != "Table":
            continue
        rows = list(rows_of(table))
        heads = [cell for row in rows for cell in row if cell.S == "/TH"]
        if not heads:
            yield "15-003 a table has no header"
        if any(str(attribute(cell, "/Scope")) not in SCOPES for cell in heads):
            yield "15-003 a header does not say what it is the header of"
        if len({sum(int(attribute(cell, "/ColSpan") or 1) for cell in row) for row in rows}) != 1:
            yield "15-004 the rows of a table differ in length"


def rows_of(table: Any) -> Iterator[list[Any]]:
    """The rows of a table, each its cells."""
    for child in kids(table):
        if child.S == "/TR":
            yield kids(child)
        elif child.S in ("/THead", "/TBody", "/TFoot"):
            yield from rows_of(child)


def _figure_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for figure, kind, _ in elements(pdf):
        if kind in ("Figure", "Formula"):
            if not str(figure.get("/Alt", "")).strip():
                yield "13-004 a picture has no text in its place"
            if attribute(figure, "/BBox") is None:
                yield "a picture does not say where it stands"


def _annotation_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    tagged = {
        held.Obj.objgen
        for element, kind, _ in elements(pdf)
        if kind in ("Link", "Annot")
        for held in kids(element)
        if isinstance(held, pikepdf.Dictionary) and held.get("/Type") == "/OBJR"
    }
    for page in pdf.pages:
        annotations = page.get("/Annots", [])
        if len(annotations) and page.get("/Tabs") != "/S":
            yield "28-008 the keyboard goes another way than the reading"
        for annotation in annotations:
            if annotation.objgen not in tagged:
                yield "28-002 an annotation stands outside the structure"
            if annotation.Subtype == "/Link" and not str(annotation.get("/Contents", "")).strip():
                yield "28-005 a link does not say where it leads"
