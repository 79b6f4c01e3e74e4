"""PowerPoint: the slides that are shown, as they stand before anything moves."""

from typing import Final

from portal.cleaning import office_names as names
from portal.cleaning.office_file import OfficeFile
from portal.cleaning.outcome import CannotClean, Refusal, Remark
from portal.cleaning.safe_xml import Element, elements, local, remove, remove_all

_P: Final = f"{{{names.P}}}"
_OF_SHOW: Final = frozenset(
    _P + name for name in ("sldMasterIdLst", "sldIdLst", "sldSz", "notesSz", "defaultTextStyle")
)
_OFF: Final = ("0", "false")


def clean_powerpoint(file: OfficeFile) -> None:
    """Alters the parts of a PowerPoint file in place. Raises CannotClean if no slide is shown."""
    for child in list(file.main):
        if child.tag not in _OF_SHOW:
            remove(child)
    for name in list(file.main.attrib):
        del file.main.attrib[name]
    _drop_hidden_slides(file)
    for root in file.roots("slide", "slideLayout", "slideMaster"):
        remove_all(root, _is_dropped)
        for element in elements(root):
            if local(element) == "oleObj":
                _drop_frame(element, file)
        for name in ("preserve", "userDrawn", "matchingName"):
            root.attrib.pop(name, None)


def _is_dropped(element: Element) -> bool:
    return element.tag in {
        f"{_P}timing",
        f"{_P}transition",
        f"{_P}custDataLst",
        f"{_P}controls",
        f"{_P}hf",
    }


def _drop_hidden_slides(file: OfficeFile) -> None:
    main = file.parts[file.main_name]
    for entry in list(file.main.iter(f"{_P}sldId")):
        key = entry.get(f"{{{names.R}}}id", "")
        relation = main.relations.get(key)
        part = file.parts.get(relation.target) if relation else None
        if part is not None and part.root is not None and part.root.get("show", "1") in _OFF:
            remove(entry)
            del main.relations[key]
            file.remarks.add(Remark.HIDDEN_SLIDES_REMOVED)
    if next(file.main.iter(f"{_P}sldId"), None) is None:
        raise CannotClean(Refusal.BROKEN)


def _drop_frame(embedded: Element, file: OfficeFile) -> None:
    frame = next(embedded.iterancestors(f"{_P}graphicFrame"), None)
    if frame is not None:
        remove(frame)
        file.remarks.add(Remark.EMBEDDED_REMOVED)
