"""What goes out of the parts of an OpenDocument file before they are written again."""

from collections.abc import Sequence
from typing import Final

from portal.cleaning import opendocument_names as names
from portal.cleaning.outcome import Remark
from portal.cleaning.safe_xml import (
    Element,
    elements,
    keep_seen_characters,
    local,
    namespace,
    remove,
    remove_all,
    unwrap,
)

_TABLE: Final = f"{{{names.TABLE}}}"
_TEXT: Final = f"{{{names.TEXT}}}"
_STYLE: Final = f"{{{names.STYLE}}}"
_PAGE: Final = f"{{{names.DRAW}}}page"
_SHEET_TYPE: Final = "application/vnd.oasis.opendocument.spreadsheet"
_UNSEEN_ROWS: Final = ("collapse", "filter")


def scrub(roots: Sequence[Element], media_type: str) -> set[Remark]:
    """Alters the parts in place; what is to be said of it."""
    remarks: set[Remark] = set()
    for root in roots:
        said = {
            Remark.COMMENTS_REMOVED: names.COMMENTS,
            Remark.TRACKED_CHANGES_ACCEPTED: names.CHANGES,
            Remark.EMBEDDED_REMOVED: names.EMBEDDED,
            Remark.SPEAKER_NOTES_REMOVED: {f"{{{names.PRESENTATION}}}notes"},
        }
        for remark, gone in said.items():
            if remove_all(root, lambda element, gone=gone: str(element.tag) in gone):  # type: ignore[misc]
                remarks.add(remark)
    hidden = _Hidden(roots)
    for root in roots:
        remarks |= _drop_hidden(root, hidden)
        if root.xpath("boolean(//@table:formula)", namespaces={"table": names.TABLE}):
            remarks.add(Remark.FORMULAS_REPLACED)
        _drop_strangers(root)
        _flatten_fields(root)
        if media_type == _SHEET_TYPE:
            remarks |= _drop_hidden_cells(root, hidden)
        else:
            _forget_names_of_tables(root)
        keep_seen_characters(root)
    return remarks


class _Hidden:
    """The names of styles under which nothing is shown."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self.texts = self._styles(roots, "text-properties", f"{_TEXT}display", ("none",))
        self.tables = self._styles(roots, "table-properties", f"{_TABLE}display", ("false",))
        self.pages = self._styles(
            roots,
            "drawing-page-properties",
            f"{{{names.PRESENTATION}}}visibility",
            ("hidden",),
        )
        self._add_derived(roots)

    @staticmethod
    def _styles(
        roots: Sequence[Element], properties: str, name: str, values: tuple[str, ...]
    ) -> set[str]:
        found = set()
        for root in roots:
            for item in root.iter(f"{_STYLE}{properties}"):
                style = item.getparent()
                if item.get(name) in values and style is not None:
                    found.add(style.get(f"{_STYLE}name", ""))
        return found

    def _add_derived(self, roots: Sequence[Element]) -> None:
        before = -1
        while before != len(self.texts):
            before = len(self.texts)
            for root in roots:
                for style in root.iter(f"{_STYLE}style"):
                    own = style.find(f"{_STYLE}text-properties")
                    says_itself = own is not None and f"{_TEXT}display" in own.attrib
                    if style.get(f"{_STYLE}parent-style-name") in self.texts and not says_itself:
                        self.texts.add(style.get(f"{_STYLE}name", ""))


def _drop_hidden(root: Element, hidden: _Hidden) -> set[Remark]:
    remarks: set[Remark] = set()
    style_name = f"{_TEXT}style-name"
    for element in elements(root):
        tag = str(element.tag)
        if tag in (f"{_TEXT}span", f"{_TEXT}p", f"{_TEXT}h"):
            gone = element.get(style_name) in hidden.texts
        elif tag == f"{_TEXT}section":
            gone = element.get(f"{_TEXT}display", "true") != "true"
        else:
            gone = tag in (f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph")
        if gone:
            remove(element)
            remarks.add(Remark.HIDDEN_TEXT_REMOVED)
        elif tag == _PAGE and element.get(f"{{{names.DRAW}}}style-name") in hidden.pages:
            remove(element)
            remarks.add(Remark.HIDDEN_SLIDES_REMOVED)
    return remarks


def _drop_strangers(root: Element) -> None:
    remove_all(
        root,
        lambda element: (
            str(element.tag) in names.GONE or namespace(str(element.tag)) not in names.ELEMENTS_KEPT
        ),
    )
    for element in root.iter("*"):
        for name in list(element.attrib):
            strange = namespace(str(name)) not in names.ATTRIBUTES_KEPT
            if strange or str(name) in names.ATTRIBUTES_GONE:
                del element.attrib[name]


def _flatten_fields(root: Element) -> None:
    for element in elements(root):
        if element.tag in names.FIELDS:
            unwrap(element)
        elif element.tag == f"{_TEXT}section":
            element.attrib.pop(f"{_TEXT}name", None)
            unwrap(element)


def _forget_names_of_tables(root: Element) -> None:
    """The name of a sheet is seen; that of a table in a text or on a slide is not."""
    for number, table in enumerate(root.iter(f"{_TABLE}table"), 1):
        table.set(f"{_TABLE}name", f"Table{number}")


def _drop_hidden_cells(root: Element, hidden: _Hidden) -> set[Remark]:
    gone = False
    for table in list(root.iter(f"{_TABLE}table")):
        if table.get(f"{_TABLE}style-name") in hidden.tables:
            remove(table)
            gone = True
            continue
        gone = _empty_unseen(table) or gone
    return {Remark.HIDDEN_CELLS_REMOVED} if gone else set()


def _empty_unseen(table: Element) -> bool:
    """Empties the cells of hidden rows and columns; whether there were any with something in it.

    A cell that stands for several columns and is seen in one of them says the same in all.
    """
    unseen = _unseen_columns(table)
    gone = False
    for row in table.iter(f"{_TABLE}table-row"):
        whole = row.get(f"{_TABLE}visibility") in _UNSEEN_ROWS
        at = 0
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            end = at + _repeated(cell, "number-columns-repeated")
            hidden = sum(max(0, min(last, end) - max(first, at)) for first, last in unseen)
            if whole or hidden == end - at:
                gone = _empty(cell) or gone
            at = end
    return gone


def _unseen_columns(table: Element) -> list[tuple[int, int]]:
    spans = []
    number = 0
    for column in table.iter(f"{_TABLE}table-column"):
        repeated = _repeated(column, "number-columns-repeated")
        if column.get(f"{_TABLE}visibility") in _UNSEEN_ROWS:
            spans.append((number, number + repeated))
        number += repeated
    return spans


def _repeated(element: Element, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return int(said) if said.isdecimal() else 1


def _empty(cell: Element) -> bool:
    full = len(cell) > 0
    for child in list(cell):
        remove(child)
    for name in list(cell.attrib):
        if namespace(str(name)) == names.OFFICE:
            full = True
            del cell.attrib[name]
    return full
