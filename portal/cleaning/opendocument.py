"""OpenDocument (ISO 26300): texts, spreadsheets and presentations.

Of the package only the two parts that are shown are kept, and the pictures that they refer to.
"""

import posixpath
from typing import Final

from lxml import etree

from portal.cleaning import opendocument_names as names
from portal.cleaning.document_text import black_out_document
from portal.cleaning.finished_package import may_remain_in_package
from portal.cleaning.linked_picture import picture_for_document
from portal.cleaning.opendocument_scrub import scrub
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark
from portal.cleaning.phrases import Phrases
from portal.cleaning.safe_xml import Element, parsed, remove, serialised, unwrap
from portal.cleaning.zip_parts import Parts, written

_TYPE: Final = "application/vnd.oasis.opendocument."
_TYPES: Final = {
    f"{_TYPE}{kind}{template}": f"{_TYPE}{kind}"
    for kind in ("text", "spreadsheet", "presentation")
    for template in ("", "-template")
}
_TEXT: Final = f"{_TYPE}text"
_ADDRESSES: Final = ("http://", "https://", "mailto:")
_MACROS: Final = ("basic/", "scripts/")
_OBJECTS: Final = ("object ", "objectreplacements/", "versions/", "media/")
_LONGEST_TYPE: Final = 100


def is_opendocument(package: Parts) -> bool:
    """Whether a zip file says of itself that it is one (part 2, 3.3)."""
    return "mimetype" in package and "content.xml" in package


def clean_opendocument(package: Parts, phrases: Phrases) -> Cleaning:
    """An ODT, ODS or ODP; of a template the plain type.

    Raises CannotClean for an encrypted one, another type, or phrases in something else than a text.
    """
    said = package.read("mimetype")[:_LONGEST_TYPE].decode("ascii", errors="replace").strip()
    media_type = _TYPES.get(said)
    if media_type is None:
        raise CannotClean(Refusal.UNKNOWN_TYPE)
    if phrases and media_type != _TEXT:
        raise CannotClean(Refusal.CANNOT_BLACK_OUT)
    if _is_encrypted(package):
        raise CannotClean(Refusal.ENCRYPTED)
    remarks = _remarks_on_parts(package)
    files = {
        name: parsed(package.read(name))
        for name in ("content.xml", "styles.xml")
        if name in package
    }
    remarks |= scrub(list(files.values()), media_type)
    pictures: dict[str, bytes] = {}
    for root in files.values():
        remarks |= _follow_links(root, package, pictures, keep=not phrases)
    if phrases:
        remarks |= black_out_document(list(files.values()), phrases)
        if pictures:
            remarks.add(Remark.PICTURES_NOT_SEARCHED)
    if pictures:
        remarks.add(Remark.PICTURE_CONTENT)
    content = _whole(media_type, files, pictures)
    if phrases:
        remarks |= may_remain_in_package(content, phrases)
    return Cleaning(content, media_type, frozenset(remarks))


def _is_encrypted(package: Parts) -> bool:
    if "META-INF/manifest.xml" not in package:
        return False
    manifest = parsed(package.read("META-INF/manifest.xml"))
    return next(manifest.iter(f"{{{names.MANIFEST}}}encryption-data"), None) is not None


def _remarks_on_parts(package: Parts) -> set[Remark]:
    remarks = {
        Remark.METADATA_REMOVED,
        Remark.VISIBLE_TEXT,
        Remark.COVERED_CONTENT,
        Remark.STYLE_NAMES,
    }
    written_names = [name.lower() for name in package.names()]
    if any(name.startswith(_MACROS) for name in written_names):
        remarks.add(Remark.MACROS_REMOVED)
    if any(name.startswith(_OBJECTS) for name in written_names):
        remarks.add(Remark.EMBEDDED_REMOVED)
    return remarks


def _follow_links(
    root: Element, package: Parts, pictures: dict[str, bytes], *, keep: bool
) -> set[Remark]:
    """Pictures are painted anew under a new name; addresses stay unless words are blacked out."""
    remarks: set[Remark] = set()
    for element in list(root.iter("*")):
        target = element.get(f"{{{names.XLINK}}}href")
        if target is None:
            continue
        inside = posixpath.normpath(target)
        if str(element.tag) in names.PICTURES and inside in package:
            content, ending, replaced = picture_for_document(package.read(inside))
            name = f"Pictures/{len(pictures) + 1}.{ending}"
            pictures[name] = content
            element.set(f"{{{names.XLINK}}}href", name)
            if replaced:
                remarks.add(Remark.PICTURES_REMOVED)
        elif str(element.tag) in names.LINKS:
            if not keep or not target.lower().startswith(_ADDRESSES):
                unwrap(element)
                remarks.add(Remark.LINKS_REMOVED)
        else:
            remove(element)
            remarks.add(Remark.LINKS_REMOVED)
    return remarks


def _whole(media_type: str, files: dict[str, Element], pictures: dict[str, bytes]) -> bytes:
    parts = {"mimetype": media_type.encode()}
    parts |= {name: serialised(root, keep=names.PREFIXES) for name, root in files.items()}
    parts |= pictures
    parts["META-INF/manifest.xml"] = _manifest(media_type, list(parts)[1:])
    return written(parts, stored="mimetype")


def _manifest(media_type: str, parts: list[str]) -> bytes:
    space = {"manifest": names.MANIFEST}
    root = etree.Element(f"{{{names.MANIFEST}}}manifest", nsmap=space)
    root.set(f"{{{names.MANIFEST}}}version", "1.3")
    types = {"xml": "text/xml", "png": "image/png", "jpg": "image/jpeg"}
    entries = {"/": media_type, **{name: types[name.rpartition(".")[2]] for name in parts}}
    for name, type_ in entries.items():
        entry = etree.SubElement(root, f"{{{names.MANIFEST}}}file-entry")
        entry.set(f"{{{names.MANIFEST}}}full-path", name)
        entry.set(f"{{{names.MANIFEST}}}media-type", type_)
    return serialised(root)
