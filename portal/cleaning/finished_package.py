"""A finished document, opened again: whether a phrase can still be read into it."""

from collections.abc import Iterator

from portal.cleaning.document_text import texts
from portal.cleaning.outcome import Remark
from portal.cleaning.phrases import Phrases, may_remain
from portal.cleaning.safe_xml import Element, parsed
from portal.cleaning.zip_parts import Parts

# They are written from nothing here, and hold names of parts alone.
_OWN = ("[Content_Types].xml", "META-INF/manifest.xml")


def may_remain_in_package(content: bytes, phrases: Phrases) -> set[Remark]:
    """What is to be said of a DOCX or ODT after the work. It knows nothing of how it was done."""
    package = Parts(content)
    for name in package.names():
        if name.endswith(".xml") and name not in _OWN:
            said = may_remain(_everything(parsed(package.read(name))), phrases)
            if said:
                return said
    return set()


def _everything(root: Element) -> Iterator[str]:
    yield "".join(str(text) for text in root.itertext())
    for pieces in texts(root):
        yield "".join(piece.text for piece in pieces)
    yield from {str(value) for element in root.iter("*") for value in element.attrib.values()}
