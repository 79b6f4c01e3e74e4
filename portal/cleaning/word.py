"""Word: what a reader sees when every change is accepted and nothing hidden is shown."""

from typing import Final

from portal.cleaning import office_names as names
from portal.cleaning.office_file import OfficeFile
from portal.cleaning.office_scrub import is_on
from portal.cleaning.outcome import Remark
from portal.cleaning.safe_xml import Element, elements, local, remove, remove_all, unwrap
from portal.cleaning.word_fields import flatten_fields

_W: Final = f"{{{names.W}}}"
_VAL: Final = f"{_W}val"
_GONE: Final = frozenset(
    _W + name
    for name in (
        "del",
        "moveFrom",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "trPrChange",
        "tcPrChange",
        "tblGridChange",
        "numberingChange",
        "cellIns",
        "cellMerge",
        "delText",
        "delInstrText",
    )
)
_MARKS: Final = frozenset(
    _W + name
    for name in (
        "altChunk",
        "annotationRef",
        "attachedTemplate",
        "bookmarkEnd",
        "bookmarkStart",
        "commentRangeEnd",
        "commentRangeStart",
        "commentReference",
        "control",
        "customXmlPr",
        "dataBinding",
        "docVars",
        "embedBold",
        "embedBoldItalic",
        "embedItalic",
        "embedRegular",
        "lastRenderedPageBreak",
        "permEnd",
        "permStart",
        "proofErr",
        "printerSettings",
        "sdtEndPr",
        "sdtPr",
        "smartTagPr",
        "subDoc",
        "tblCaption",
        "tblDescription",
    )
)
_INSERTED: Final = (f"{_W}ins", f"{_W}moveTo")
_WRAPPERS: Final = frozenset(
    _W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdt", "sdtContent")
)
# Numbers drawn by chance, by which two files are known to come from one computer.
_FINGERPRINTS: Final = frozenset(_W + name for name in ("rsid", "aliases", "nsid", "tmpl"))
_SETTINGS: Final = frozenset(
    _W + name
    for name in (
        "autoHyphenation",
        "characterSpacingControl",
        "clrSchemeMapping",
        "compat",
        "decimalSymbol",
        "defaultTabStop",
        "endnotePr",
        "evenAndOddHeaders",
        "footnotePr",
        "gutterAtTop",
        "listSeparator",
        "mirrorMargins",
        "noLineBreaksAfter",
        "noLineBreaksBefore",
    )
)


def clean_word(file: OfficeFile) -> None:
    """Alters the parts of a Word file in place."""
    for root in file.roots():
        _accept_changes(root, file)
        if remove_all(root, _is_comment):
            file.remarks.add(Remark.COMMENTS_REMOVED)
        remove_all(root, _is_mark)
        flatten_fields(root)
        for link in list(root.iter(f"{_W}hyperlink")):
            if f"{{{names.R}}}id" not in link.attrib:
                unwrap(link)
    _drop_hidden_text(file)
    for root in file.roots("settings"):
        for setting in list(root):
            if setting.tag not in _SETTINGS:
                remove(setting)
    for root in file.roots("styles", "numbering"):
        remove_all(root, lambda element: element.tag in _FINGERPRINTS)


def _accept_changes(root: Element, file: OfficeFile) -> None:
    changed = False
    for element in elements(root):
        tag = str(element.tag)
        parent = element.getparent()
        if parent is None:
            continue
        if tag == f"{_W}del" and local(parent) == "trPr":
            _remove_around(parent)  # a row that was deleted
        elif tag == f"{_W}cellDel":
            _empty_cell(parent)
        elif tag in _GONE or _is_range(element) or (tag in _INSERTED and not len(element)):
            remove(element)
        elif tag not in _INSERTED:
            continue
        changed = True
    for element in elements(root):
        if element.tag in _WRAPPERS:
            unwrap(element)
    if changed:
        file.remarks.add(Remark.TRACKED_CHANGES_ACCEPTED)


def _is_range(element: Element) -> bool:
    """The beginning or end of something moved, or of a change around elements of custom XML."""
    return "Range" in local(element) and local(element).startswith(("move", "customXml"))


def _remove_around(properties: Element) -> None:
    owner = properties.getparent()
    if owner is not None:
        remove(owner)


def _empty_cell(properties: Element) -> None:
    cell = properties.getparent()
    if cell is None:
        return
    for child in list(cell):
        if child is not properties:
            remove(child)
    remove_all(properties, lambda element: element.tag == f"{_W}cellDel")
    cell.append(cell.makeelement(f"{_W}p"))


def _is_comment(element: Element) -> bool:
    return element.tag == f"{_W}commentReference"


def _is_mark(element: Element) -> bool:
    return element.tag in _MARKS


def _drop_hidden_text(file: OfficeFile) -> None:
    hidden = _hidden_styles(file)
    for root in file.roots():
        if root.tag in (f"{_W}styles", f"{_W}numbering"):
            continue
        runs = [run for run in root.iter(f"{_W}r") if _is_hidden(run, hidden)]
        for run in runs:
            remove(run)
        if runs:
            file.remarks.add(Remark.HIDDEN_TEXT_REMOVED)


def _hidden_styles(file: OfficeFile) -> set[str]:
    """The ids of styles whose text is hidden, by themselves or by what they are based on."""
    hidden: set[str] = set()
    styles = [style for root in file.roots("styles") for style in root.iter(f"{_W}style")]
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for style in styles:
            base = style.find(f"{_W}basedOn")
            own = style.find(f"{_W}rPr/{_W}vanish")
            inherits = own is None and base is not None and base.get(_VAL) in hidden
            if is_on(own, _VAL) or inherits:
                hidden.add(style.get(f"{_W}styleId", ""))
    return hidden


def _is_hidden(run: Element, hidden_styles: set[str]) -> bool:
    own = run.find(f"{_W}rPr/{_W}vanish")
    if own is not None:
        return is_on(own, _VAL)
    style = run.find(f"{_W}rPr/{_W}rStyle")
    if style is not None and style.get(_VAL) in hidden_styles:
        return True
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    of_paragraph = None if paragraph is None else paragraph.find(f"{_W}pPr/{_W}pStyle")
    return of_paragraph is not None and of_paragraph.get(_VAL) in hidden_styles
