"""An Office file as its parts and the relations between them (ECMA-376 part 2).

It is read as far as relations that are kept lead, altered, and written anew from its main part on:
what nothing refers to any more is not written, and no part keeps its name.
"""

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from lxml import etree

from portal.cleaning import office_names as names
from portal.cleaning.linked_picture import picture_for_document
from portal.cleaning.outcome import CannotClean, Refusal, Remark
from portal.cleaning.safe_xml import Element, namespace, parsed, remove, serialised, unwrap
from portal.cleaning.zip_parts import Parts, written

_DROPPED: Final = {
    "vbaProject": Remark.MACROS_REMOVED,
    "comments": Remark.COMMENTS_REMOVED,
    "commentAuthors": Remark.COMMENTS_REMOVED,
    "threadedComment": Remark.COMMENTS_REMOVED,
    "notesSlide": Remark.SPEAKER_NOTES_REMOVED,
    "attachedTemplate": Remark.LINKS_REMOVED,
    "externalLink": Remark.LINKS_REMOVED,
    **dict.fromkeys(
        ["aFChunk", "audio", "control", "media", "oleObject", "package", "pivotCacheDefinition"],
        Remark.EMBEDDED_REMOVED,
    ),
    "subDocument": Remark.EMBEDDED_REMOVED,
    "video": Remark.EMBEDDED_REMOVED,
}
_ADDRESSES: Final = ("http://", "https://", "mailto:")
_FOLDERS: Final = {"wordprocessingml": "word", "spreadsheetml": "xl", "presentationml": "ppt"}


@dataclass(frozen=True)
class Relation:
    """A reference from one part: `target` is a part's name, or an address if it is `outside`."""

    kind: str
    type: str
    target: str
    outside: bool


@dataclass
class Part:
    """One part: a tree, or the bytes of a picture."""

    kind: str
    root: Element | None = None
    picture: bytes = field(default=b"", repr=False)
    relations: dict[str, Relation] = field(default_factory=dict)


class OfficeFile:
    """The parts by their names, and what is to be said of them."""

    def __init__(self, package: Parts, *, keep_links: bool) -> None:
        self.remarks = {Remark.METADATA_REMOVED}
        self.parts: dict[str, Part] = {}
        self._package = package
        self._keep_links = keep_links
        main = self._main_part()
        self._load(main, names.OFFICE_DOCUMENT)
        self.main_name = main
        self.family = self._family()

    def _main_part(self) -> str:
        for relation in self._relations_of("").values():
            if relation.kind == names.OFFICE_DOCUMENT and relation.target.endswith(".xml"):
                return relation.target
        raise CannotClean(Refusal.UNKNOWN_TYPE)

    def _family(self) -> str:
        space = namespace(str(self.main.tag))
        for family in _FOLDERS:
            if f"/{family}/" in space and space in names.ELEMENTS_KEPT:
                return family
        raise CannotClean(Refusal.UNKNOWN_TYPE)

    @property
    def main(self) -> Element:
        root = self.parts[self.main_name].root
        if root is None:
            raise CannotClean(Refusal.BROKEN)
        return root

    def roots(self, *kinds: str) -> Iterator[Element]:
        """The trees of all parts, or of those of some kinds."""
        for part in list(self.parts.values()):
            if part.root is not None and (not kinds or part.kind in kinds):
                yield part.root

    def _load(self, main: str, kind: str) -> None:
        waiting = [(main, kind)]
        while waiting:
            name, kind = waiting.pop()
            if name in self.parts:
                continue
            content = self._package.read(name)
            part = Part(kind)
            self.parts[name] = part
            if kind == names.IMAGE:
                part.picture = content
                continue
            part.root = parsed(content)
            part.relations = {
                key: relation
                for key, relation in self._relations_of(name).items()
                if self._stays(relation)
            }
            waiting += [
                (relation.target, relation.kind)
                for relation in part.relations.values()
                if not relation.outside
            ]

    def _stays(self, relation: Relation) -> bool:
        if relation.kind in _DROPPED:
            self.remarks.add(_DROPPED[relation.kind])
        if relation.kind not in names.NAMED | names.UNNAMED:
            return False
        if relation.outside:
            kept = (
                self._keep_links
                and relation.kind == names.HYPERLINK
                and relation.target.lower().startswith(_ADDRESSES)
            )
            if not kept:
                self.remarks.add(Remark.LINKS_REMOVED)
            return kept
        return relation.target in self._package

    def _relations_of(self, name: str) -> dict[str, Relation]:
        folder, base = posixpath.split(name)
        file = posixpath.join(folder, "_rels", f"{base}.rels")
        if file not in self._package:
            return {}
        found = {}
        for item in parsed(self._package.read(file)).iter(f"{{{names.RELATIONS}}}Relationship"):
            type_ = item.get("Type", "")
            outside = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not outside:
                target = _resolved(folder, target)
            kind = type_.removeprefix(f"{names.R}/") if type_.startswith(names.R) else ""
            if not kind and type_.rsplit("/", 1)[-1] in _DROPPED:
                kind = type_.rsplit("/", 1)[-1]
            found[item.get("Id", "")] = Relation(kind, type_, target, outside)
        return found

    def write(self) -> bytes:
        """The file as bytes, from the main part on."""
        return _Writing(self).whole()


def _resolved(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0])
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, path))


class _Writing:
    """Gives the parts that are still referred to new names, and writes them."""

    def __init__(self, file: OfficeFile) -> None:
        self._file = file
        self._folder = _FOLDERS[file.family]
        self._new_names: dict[str, str] = {}
        self._content: dict[str, bytes] = {}
        self._types: dict[str, str] = {}

    def whole(self) -> bytes:
        main = self._name_for(self._file.main_name)
        waiting = [self._file.main_name]
        done = set()
        while waiting:
            name = waiting.pop()
            if name not in done:
                done.add(name)
                waiting += self._write_part(name)
        first = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations_file([("rId1", names.OFFICE_DOCUMENT, main, False)]),
        }
        return written({**first, **self._content})

    def _name_for(self, name: str) -> str:
        if name not in self._new_names:
            kind = self._file.parts[name].kind
            number = 1 + sum(self._file.parts[old].kind == kind for old in self._new_names)
            self._new_names[name] = f"{self._folder}/{kind}{number}"
            if kind == names.IMAGE:
                self._new_names[name] += self._add_picture(name)
            else:
                self._new_names[name] += ".xml"
        return self._new_names[name]

    def _add_picture(self, name: str) -> str:
        content, ending, replaced = picture_for_document(self._file.parts[name].picture)
        if replaced:
            self._file.remarks.add(Remark.PICTURES_REMOVED)
        self._content[f"{self._new_names[name]}.{ending}"] = content
        return f".{ending}"

    def _write_part(self, name: str) -> list[str]:
        """Writes one part and its relations; the names of the parts that it leads to."""
        part = self._file.parts[name]
        if part.root is None:
            return []
        new_name = self._name_for(name)
        _drop_references(part.root, keep=part.relations.keys())
        named = {element.attrib[name] for element, name in _references(part.root)}
        kept: dict[str, tuple[str, Relation]] = {}
        for key, relation in part.relations.items():
            if relation.kind in names.UNNAMED or key in named:
                kept[key] = (f"rId{len(kept) + 1}", relation)
        for element, name in _references(part.root):
            element.set(name, kept[str(element.attrib[name])][0])
        if kept:
            folder, base = posixpath.split(new_name)
            self._content[f"{folder}/_rels/{base}.rels"] = _relations_file(
                [(new, item.kind, *self._target(item, folder)) for new, item in kept.values()]
            )
        self._content[new_name] = serialised(part.root)
        self._types[new_name] = names.part_type(part.kind, self._file.family)
        return [item.target for _, item in kept.values() if not item.outside]

    def _target(self, relation: Relation, folder: str) -> tuple[str, bool]:
        if relation.outside:
            return relation.target, True
        return posixpath.relpath(self._name_for(relation.target), folder), False

    def _content_types(self) -> bytes:
        root = etree.Element(f"{{{names.CONTENT_TYPES}}}Types", nsmap={None: names.CONTENT_TYPES})
        defaults = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "png": "image/png",
            "jpg": "image/jpeg",
        }
        for ending, type_ in defaults.items():
            etree.SubElement(
                root, f"{{{names.CONTENT_TYPES}}}Default", Extension=ending, ContentType=type_
            )
        for name, type_ in self._types.items():
            etree.SubElement(
                root, f"{{{names.CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=type_
            )
        return serialised(root)


def _relations_file(relations: list[tuple[str, str, str, bool]]) -> bytes:
    root = etree.Element(f"{{{names.RELATIONS}}}Relationships", nsmap={None: names.RELATIONS})
    for key, kind, target, outside in relations:
        item = etree.SubElement(
            root,
            f"{{{names.RELATIONS}}}Relationship",
            Id=key,
            Type=f"{names.R}/{kind}",
            Target=target,
        )
        if outside:
            item.set("TargetMode", "External")
    return serialised(root)


def _references(root: Element) -> list[tuple[Element, str]]:
    """Each attribute that names a relation, with its element."""
    return [
        (element, str(name))
        for element in root.iter("*")
        for name in element.attrib
        if namespace(str(name)) == names.R or name == f"{{{names.O}}}relid"
    ]


def _drop_references(root: Element, *, keep: Collection[str]) -> None:
    """A link without its target leaves its text; everything else that lacks its target goes."""
    for element, name in _references(root):
        if element.attrib[name] in keep:
            continue
        if element.tag == f"{{{names.W}}}hyperlink":
            unwrap(element)
        elif name == f"{{{names.R}}}link":
            del element.attrib[name]
        else:
            parent = element.getparent()
            remove(element)
            if parent is not None and parent.tag == f"{{{names.S}}}hyperlinks" and not len(parent):
                remove(parent)
