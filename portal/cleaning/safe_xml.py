"""XML, read without entities, definitions or network, and written without comments."""

from collections.abc import Callable, Iterator

from lxml import etree

from portal.cleaning.outcome import CannotClean, Refusal
from portal.cleaning.plain_text import seen_characters

Element = etree._Element  # noqa: SLF001 (lxml has no public name for it)


def parsed(content: bytes) -> Element:
    """The root of a document. Raises CannotClean for one that is not well-formed, or that has a
    document type: no office program writes one, and every XML bomb needs one."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise CannotClean(Refusal.BROKEN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CannotClean(Refusal.BROKEN)
    return root


def serialised(root: Element, *, keep: tuple[str, ...] = ()) -> bytes:
    """A document as bytes. Namespaces that nothing uses go, but for the prefixes in `keep`."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(keep))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def namespace(name: str) -> str:
    """The namespace of a name in Clark's notation; empty where it has none."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def elements(root: Element) -> list[Element]:
    """Every element, in the order of the document, as a list: the tree is altered while it is
    walked. Those taken out meanwhile are met all the same."""
    return list(root.iter("*"))


def remove(element: Element) -> None:
    """Takes an element with all that is in it out of its parent; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    _hand_text_on(element, element.tail or "")
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Puts what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    children = list(element)
    if element.text:
        _hand_text_on(element, element.text)
    place = parent.index(element)
    tail = element.tail
    element.tail = None
    parent[place : place + 1] = children
    if tail:
        if children:
            children[-1].tail = (children[-1].tail or "") + tail
        elif place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail


def remove_all(root: Element, condition: Callable[[Element], bool]) -> int:
    """Takes out every element below the root that meets the condition; how many there were."""
    met = [element for element in root.iterdescendants("*") if condition(element)]
    for element in met:
        remove(element)
    return len(met)


def keep_seen_characters(root: Element) -> None:
    """Takes characters that nobody sees out of every text."""
    for element in root.iter("*"):
        if element.text:
            element.text = seen_characters(element.text)
        if element.tail:
            element.tail = seen_characters(element.tail)


def ancestors(element: Element) -> Iterator[Element]:
    """The elements around one, the nearest first."""
    return element.iterancestors("*")


def _hand_text_on(element: Element, text: str) -> None:
    if not text:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
        return
    parent = element.getparent()
    if parent is not None:
        parent.text = (parent.text or "") + text
