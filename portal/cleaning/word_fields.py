"""The fields of a Word file. What they show stays; what they are made of is often a person's name,
a path or a whole address, and goes. Only page numbers go on being counted."""

from typing import Final

from portal.cleaning import office_names as names
from portal.cleaning.safe_xml import Element, elements, remove, unwrap

_W: Final = f"{{{names.W}}}"
_COUNTED: Final = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_TYPE: Final = f"{_W}fldCharType"


def flatten_fields(root: Element) -> None:
    """Leaves of each field what it shows."""
    open_fields: list[list[Element]] = []
    for element in elements(root):
        if element.tag == f"{_W}fldSimple":
            _flatten_simple(element)
        elif element.tag == f"{_W}instrText" and not open_fields:
            remove(element)
        elif element.tag in (f"{_W}fldChar", f"{_W}instrText"):
            _take(element, open_fields)
    for field in open_fields:
        _drop(field)


def _take(part: Element, open_fields: list[list[Element]]) -> None:
    """Adds a part to the innermost field that is open; a field that ends is dealt with."""
    kind = part.get(_TYPE)
    if kind == "begin":
        open_fields.append([])
    if not open_fields:
        remove(part)
        return
    open_fields[-1].append(part)
    if kind == "end":
        _flatten(open_fields.pop())


def _flatten_simple(field: Element) -> None:
    first = _first_word(field.get(f"{_W}instr", ""))
    for child in field.findall(f"{_W}fldData"):
        remove(child)
    if first in _COUNTED:
        field.set(f"{_W}instr", first)
    else:
        unwrap(field)


def _flatten(field: list[Element]) -> None:
    instructions = [part for part in field if part.tag == f"{_W}instrText"]
    first = _first_word("".join(part.text or "" for part in instructions))
    if first not in _COUNTED:
        _drop(field)
        return
    for part in field:
        for child in list(part):
            remove(child)  # data of a form field
    for part in instructions[1:]:
        remove(part)
    instructions[0].text = first


def _drop(field: list[Element]) -> None:
    for part in field:
        remove(part)


def _first_word(instruction: str) -> str:
    return next(iter(instruction.split()), "").upper()
