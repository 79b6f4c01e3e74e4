"""The namespaces, relations and part types of Office files (ECMA-376) that a working copy keeps.

Lists of what is kept, not of what is thrown out: what a program of tomorrow writes is unknown here
and goes by itself.
"""

from typing import Final

_FORMATS: Final = "http://schemas.openxmlformats.org"
_MICROSOFT: Final = "http://schemas.microsoft.com/office/word/2010"
W: Final = f"{_FORMATS}/wordprocessingml/2006/main"
S: Final = f"{_FORMATS}/spreadsheetml/2006/main"
P: Final = f"{_FORMATS}/presentationml/2006/main"
A: Final = f"{_FORMATS}/drawingml/2006/main"
C: Final = f"{_FORMATS}/drawingml/2006/chart"
R: Final = f"{_FORMATS}/officeDocument/2006/relationships"
MC: Final = f"{_FORMATS}/markup-compatibility/2006"
V: Final = "urn:schemas-microsoft-com:vml"
O: Final = "urn:schemas-microsoft-com:office:office"  # noqa: E741 (its name in the standard)
MATH: Final = f"{_FORMATS}/officeDocument/2006/math"
XML: Final = "http://www.w3.org/XML/1998/namespace"
RELATIONS: Final = f"{_FORMATS}/package/2006/relationships"
CONTENT_TYPES: Final = f"{_FORMATS}/package/2006/content-types"

ELEMENTS_KEPT: Final = frozenset(
    {
        W,
        S,
        P,
        A,
        C,
        V,
        O,
        "urn:schemas-microsoft-com:office:word",
        f"{_FORMATS}/drawingml/2006/wordprocessingDrawing",
        f"{_FORMATS}/drawingml/2006/spreadsheetDrawing",
        f"{_FORMATS}/drawingml/2006/picture",
        f"{_FORMATS}/drawingml/2006/diagram",
        MATH,
        f"{_MICROSOFT}/wordprocessingShape",
        f"{_MICROSOFT}/wordprocessingGroup",
        f"{_MICROSOFT}/wordprocessingCanvas",
    }
)
# Of the attributes of XML itself: the others are an address and a name (xml:base, xml:id).
ATTRIBUTES_OF_XML: Final = frozenset({f"{{{XML}}}space", f"{{{XML}}}lang"})
ATTRIBUTES_KEPT: Final = frozenset({"", W, R, V, O, MATH})

# Who changed what, and when; on whatever element it stands.
WHO_AND_WHEN: Final = frozenset(f"{{{W}}}{name}" for name in ("author", "date", "initials"))

OFFICE_DOCUMENT: Final = "officeDocument"
IMAGE: Final = "image"
HYPERLINK: Final = "hyperlink"
# Parts that belong to another without being named in its text.
UNNAMED: Final = frozenset(
    {
        "endnotes",
        "fontTable",
        "footnotes",
        "numbering",
        "settings",
        "sharedStrings",
        "slideLayout",
        "slideMaster",
        "styles",
        "tableStyles",
        "theme",
    }
)
# Parts that stay only where a reference to them stays.
NAMED: Final = frozenset(
    {
        IMAGE,
        HYPERLINK,
        "chart",
        "chartsheet",
        "diagramColors",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "drawing",
        "footer",
        "header",
        "slide",
        "worksheet",
    }
)

_DRAWINGML: Final = ("chart", "diagramColors", "diagramData", "diagramLayout")
_TYPE: Final = "application/vnd.openxmlformats-officedocument."


def part_type(kind: str, family: str) -> str:
    """The content type of a part: `family` is `wordprocessingml` or one of its two sisters."""
    if kind == "theme":
        return f"{_TYPE}theme+xml"
    if kind == "drawing":
        return f"{_TYPE}drawing+xml"
    if kind in _DRAWINGML:
        return f"{_TYPE}drawingml.{kind}+xml"
    if kind == "diagramQuickStyle":
        return f"{_TYPE}drawingml.diagramStyle+xml"
    if kind == OFFICE_DOCUMENT:
        main = {"wordprocessingml": "document", "spreadsheetml": "sheet"}.get(family)
        return f"{_TYPE}{family}.{main or 'presentation'}.main+xml"
    return f"{_TYPE}{family}.{kind}+xml"


def media_type(family: str) -> str:
    """The type of a whole file."""
    main = {"wordprocessingml": "document", "spreadsheetml": "sheet"}.get(family)
    return f"{_TYPE}{family}.{main or 'presentation'}"
