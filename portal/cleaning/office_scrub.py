"""What is the same in Word, Excel and PowerPoint: strange elements, names and descriptions of
drawings, traces of editing, and what stands hidden behind a chart."""

from typing import Final

from lxml import etree

from portal.cleaning import office_names as names
from portal.cleaning.office_file import OfficeFile
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

_DRAWN: Final = ("cNvPr", "docPr")
_TOLD: Final = ("name", "descr", "title", "alt", "uid", "macro", "tooltip", "codeName", "spid")
_TOLD_IN_VML: Final = ("gfxdata", "title", "href", "alt", "spid", "id")
_OF_LINKS: Final = ("macro", "textlink", "tooltip", "tgtFrame", "display", "docLocation", "anchor")
_TRUE: Final = ("1", "true", "on", "t")
_DROPPED: Final = frozenset(
    {
        f"{{{names.A}}}hlinkHover",
        f"{{{names.A}}}hlinkMouseOver",
        f"{{{names.A}}}audioFile",
        f"{{{names.A}}}videoFile",
        f"{{{names.A}}}quickTimeFile",
        f"{{{names.A}}}wavAudioFile",
        f"{{{names.C}}}externalData",
        f"{{{names.C}}}userShapes",
        f"{{{names.C}}}printSettings",
        f"{{{names.C}}}pivotSource",
        f"{{{names.C}}}protection",
        f"{{{names.O}}}OLEObject",
        f"{{{names.O}}}signatureline",
    }
)


def scrub(file: OfficeFile) -> None:
    """Takes out of every part what no family of Office files has to keep."""
    for root in file.roots():
        _choose_alternatives(root)
        _drop_strangers(root)
        _drop_hidden_drawings(root, file)
        _forget_names(root)
        _keep_values_of_charts(root)
        keep_seen_characters(root)
    cropped = f"{{{names.A}}}srcRect"
    if any(element.attrib for root in file.roots() for element in root.iter(cropped)):
        file.remarks.add(Remark.CROPPED_PICTURES)
    file.remarks |= {Remark.VISIBLE_TEXT, Remark.COVERED_CONTENT, Remark.STYLE_NAMES}
    if any(part.kind == names.IMAGE for part in file.parts.values()):
        file.remarks.add(Remark.PICTURE_CONTENT)


def is_on(element: Element | None, name: str) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not set to off."""
    if element is None:
        return False
    return element.get(name, "1").lower() in _TRUE


def _choose_alternatives(root: Element) -> None:
    """Of a drawing that is there twice, for new programs and for old, one stays."""
    for alternative in elements(root):
        if alternative.tag != f"{{{names.MC}}}AlternateContent":
            continue
        chosen = next((way for way in alternative if _is_understood(way)), None)
        for way in list(alternative):
            if way is not chosen:
                remove(way)
        if chosen is not None:
            unwrap(chosen)
        unwrap(alternative)


def _is_understood(way: Element) -> bool:
    if way.tag == f"{{{names.MC}}}Fallback":
        return True
    needed = way.get("Requires", "").split()
    return all(way.nsmap.get(prefix) in names.ELEMENTS_KEPT for prefix in needed)


def _drop_strangers(root: Element) -> None:
    remove_all(root, _is_strange)
    for element in root.iter("*"):
        _drop_indentation(element)
        for name in list(element.attrib):
            if not _is_kept(element, str(name)):
                del element.attrib[name]


def _is_kept(element: Element, name: str) -> bool:
    if name in names.ATTRIBUTES_OF_XML:
        return True
    if name in names.WHO_AND_WHEN or etree.QName(name).localname.lower().startswith("rsid"):
        return False
    if not namespace(name) and namespace(str(element.tag)) == names.W:
        return False  # Word's own attributes all have its namespace
    return namespace(name) in names.ATTRIBUTES_KEPT


def _drop_indentation(element: Element) -> None:
    """Blanks between elements mean nothing in these files, and would cut a word in two."""
    if element.tail and not element.tail.strip():
        element.tail = None
    if len(element) and element.text and not element.text.strip():
        element.text = None


def _is_strange(element: Element) -> bool:
    tag = str(element.tag)
    if local(element) == "extLst" or tag in _DROPPED:
        return True
    if tag == f"{{{names.A}}}hlinkClick" and element.get("action"):
        return True
    return namespace(tag) not in names.ELEMENTS_KEPT


def _drop_hidden_drawings(root: Element, file: OfficeFile) -> None:
    """A shape that is marked hidden is in the file and on no page."""
    for drawn in elements(root):
        if local(drawn) not in _DRAWN or drawn.get("hidden", "0").lower() not in _TRUE:
            continue
        owner = drawn.getparent()
        if owner is not None and local(owner).startswith("nv"):
            owner = owner.getparent()
        if owner is not None:
            remove(owner)
            file.remarks.add(Remark.HIDDEN_TEXT_REMOVED)


def _forget_names(root: Element) -> None:
    for element in root.iter("*"):
        space = namespace(str(element.tag))
        if space in (names.V, names.O, "urn:schemas-microsoft-com:office:word"):
            _forget(element, _TOLD_IN_VML)
        elif local(element) in _DRAWN:
            _forget(element, _TOLD)
            element.set("name", "")
        elif element.tag in (f"{{{names.P}}}cSld", f"{{{names.A}}}theme"):
            _forget(element, ("name",))
        elif local(element) in ("cNvPicPr", "hlinkClick", "hyperlink", "sp", "graphicFrame", "pic"):
            _forget(element, _OF_LINKS)


def _forget(element: Element, told: tuple[str, ...]) -> None:
    for name in list(element.attrib):
        if etree.QName(name).localname in told:
            del element.attrib[name]


def _keep_values_of_charts(root: Element) -> None:
    """A chart keeps the figures that it shows, and not the cells that they were taken from."""
    for element in elements(root):
        if namespace(str(element.tag)) != names.C:
            continue
        name = local(element)
        if name in ("numRef", "strRef"):
            _make_literal(element, "numLit" if name == "numRef" else "strLit")
        elif name == "f":
            element.text = ""


def _make_literal(reference: Element, name: str) -> None:
    parent = reference.getparent()
    if parent is None:
        return
    cache = next((child for child in reference if local(child).endswith("Cache")), None)
    if local(parent) == "tx":
        text = "" if cache is None else "".join(cache.itertext(f"{{{names.C}}}v"))
        owner = parent.getparent()
        of_series = owner is not None and local(owner) == "ser"
        parent.replace(reference, _written_name(text) if of_series else _written_title(text))
        return
    for child in list(reference):
        remove(child)
    if cache is not None:
        reference.extend(list(cache))
    reference.tag = f"{{{names.C}}}{name}"


def _written_name(text: str) -> Element:
    name = etree.Element(f"{{{names.C}}}v")
    name.text = text
    return name


def _written_title(text: str) -> Element:
    title = etree.Element(f"{{{names.C}}}rich")
    etree.SubElement(title, f"{{{names.A}}}bodyPr")
    run = etree.SubElement(etree.SubElement(title, f"{{{names.A}}}p"), f"{{{names.A}}}r")
    etree.SubElement(run, f"{{{names.A}}}t").text = text
    return title
