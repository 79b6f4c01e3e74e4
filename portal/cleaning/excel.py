"""Excel: the cells that are seen, with the values that they show.

Formulas become their values, because a formula leads to other cells, files and databases. Sheets,
rows and columns that are hidden go with everything in them: nobody who looks at the copy before it
goes out would see them.
"""

import re
from typing import Final

from portal.cleaning import office_names as names
from portal.cleaning.office_file import OfficeFile
from portal.cleaning.office_scrub import is_on
from portal.cleaning.outcome import CannotClean, Refusal, Remark
from portal.cleaning.safe_xml import Element, local, remove, remove_all

_S: Final = f"{{{names.S}}}"
_OF_BOOK: Final = frozenset({f"{_S}workbookPr", f"{_S}sheets"})
_OF_SHEET: Final = frozenset(
    _S + name
    for name in (
        "sheetPr",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "mergeCells",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "drawing",
        "picture",
    )
)
_COLUMN: Final = re.compile(r"[A-Z]+")
_LETTERS: Final = 26
_FIRST_LETTER: Final = ord("A") - 1


def clean_excel(file: OfficeFile) -> None:
    """Alters the parts of an Excel file in place. Raises CannotClean if no sheet is seen."""
    _clean_book(file.main, file)
    file.remarks.add(Remark.VISIBLE_TEXT)
    for root in file.roots("worksheet"):
        _clean_sheet(root, file)
    for root in file.roots("chartsheet"):
        remove_all(root, lambda element: local(element) in ("sheetProtection", "legacyDrawing"))
    _forget_unused_strings(file)
    for root in file.roots("drawing"):
        remove_all(root, lambda element: local(element) == "control")


def _clean_book(book: Element, file: OfficeFile) -> None:
    for child in list(book):
        if child.tag not in _OF_BOOK:
            remove(child)
    for properties in book.iter(f"{_S}workbookPr"):
        for name in list(properties.attrib):
            if name != "date1904":
                del properties.attrib[name]
    views = book.makeelement(f"{_S}bookViews")
    views.append(views.makeelement(f"{_S}workbookView"))
    first = next((child for child in book if child.tag == f"{_S}sheets"), None)
    book.insert(0 if first is None else book.index(first), views)
    for sheet in list(book.iter(f"{_S}sheet")):
        if sheet.get("state", "visible") != "visible":
            part = file.parts[file.main_name].relations.pop(sheet.get(f"{{{names.R}}}id", ""), None)
            if part is not None:
                file.parts.pop(part.target, None)
            remove(sheet)
            file.remarks.add(Remark.HIDDEN_CELLS_REMOVED)
    if next(book.iter(f"{_S}sheet"), None) is None:
        raise CannotClean(Refusal.BROKEN)


def _clean_sheet(sheet: Element, file: OfficeFile) -> None:
    if remove_all(sheet, lambda element: local(element) == "legacyDrawing"):
        file.remarks.add(Remark.COMMENTS_REMOVED)
    for child in list(sheet):
        if child.tag not in _OF_SHEET:
            remove(child)
    _drop_attributes(sheet)
    if remove_all(sheet, lambda element: element.tag == f"{_S}f"):
        file.remarks.add(Remark.FORMULAS_REPLACED)
    if _drop_hidden_cells(sheet):
        file.remarks.add(Remark.HIDDEN_CELLS_REMOVED)
    for link in list(sheet.iter(f"{_S}hyperlink")):
        if link.get(f"{{{names.R}}}id") is None:
            remove(link)  # it leads to another cell


def _drop_attributes(sheet: Element) -> None:
    gone = {
        "sheetPr": ("codeName", "filterMode", "published", "syncRef", "enableFormatConditions"),
        "pageSetup": (f"{{{names.R}}}id",),
        "c": ("cm", "vm", "ph"),
        "hyperlink": ("location",),
    }
    for element in sheet.iter("*"):
        for name in gone.get(local(element), ()):
            element.attrib.pop(name, None)


def _drop_hidden_cells(sheet: Element) -> bool:
    gone = False
    for row in list(sheet.iter(f"{_S}row")):
        if is_on_attribute(row, "hidden") or row.get("ht") in ("0", "0.0"):
            gone = gone or len(row) > 0
            for cell in list(row):
                remove(cell)
    spans = [
        (int(column.get("min", "0")), int(column.get("max", "0")))
        for column in sheet.iter(f"{_S}col")
        if is_on_attribute(column, "hidden") or column.get("width") in ("0", "0.0")
    ]
    for row in sheet.iter(f"{_S}row") if spans else ():
        for place, cell in enumerate(list(row), 1):
            number = _column(cell.get("r", "")) or place
            if any(first <= number <= last for first, last in spans):
                remove(cell)
                gone = True
    return gone


def is_on_attribute(element: Element, name: str) -> bool:
    """Whether a switch in an attribute is set."""
    return name in element.attrib and is_on(element, name)


def _column(reference: str) -> int:
    """The number of a column, 1 for A; 0 where no letter is given."""
    letters = _COLUMN.match(reference)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * _LETTERS + ord(letter) - _FIRST_LETTER
    return number


def _forget_unused_strings(file: OfficeFile) -> None:
    """The list of all texts keeps what was deleted from cells, and what hidden cells held."""
    used = {
        int(value.text or "-1")
        for root in file.roots("worksheet")
        for cell in root.iter(f"{_S}c")
        if cell.get("t") == "s"
        for value in cell.iter(f"{_S}v")
    }
    for root in file.roots("sharedStrings"):
        remove_all(root, lambda element: local(element) in ("rPh", "phoneticPr"))
        for name in ("count", "uniqueCount"):
            root.attrib.pop(name, None)
        for index, item in enumerate(root.findall(f"{_S}si")):
            if index not in used:
                for child in list(item):
                    remove(child)
                item.append(item.makeelement(f"{_S}t"))
