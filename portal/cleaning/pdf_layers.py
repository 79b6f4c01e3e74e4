"""The layers of a PDF ("optional content", ISO 32000-2, 8.11), and which of them are not shown."""

from collections.abc import Iterable
from typing import Final

import pikepdf

_DEEPEST: Final = 20


class Layers:
    """Which layers are switched off when the file is opened."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._off: set[tuple[int, int]] = set()
        self.hid_something = False
        properties = pdf.Root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D")
        if not isinstance(default, pikepdf.Dictionary):
            return
        if default.get("/BaseState") == pikepdf.Name.OFF:
            self._off |= _ids(properties.get("/OCGs"))
        self._off |= _ids(default.get("/OFF"))
        if default.get("/BaseState") == pikepdf.Name.OFF:
            self._off -= _ids(default.get("/ON"))

    def hides(self, owner: pikepdf.Object | None) -> bool:
        """Whether what belongs to a layer, or to a rule over several, is not shown."""
        hidden = self._hides(owner, _DEEPEST)
        self.hid_something = self.hid_something or hidden
        return hidden

    def _hides(self, owner: pikepdf.Object | None, deep: int) -> bool:
        if not isinstance(owner, pikepdf.Dictionary) or deep == 0:
            return False
        if owner.get("/Type") != pikepdf.Name.OCMD:
            return owner.objgen in self._off
        rule = owner.get("/VE")
        if isinstance(rule, pikepdf.Array):
            return not self._holds(rule, deep)
        members = owner.get("/OCGs")
        off = [
            self._hides(member, deep - 1)
            for member in (members if isinstance(members, pikepdf.Array) else [members])
            if isinstance(member, pikepdf.Dictionary)
        ]
        if not off:
            return False
        policy = str(owner.get("/P", "/AnyOn"))
        shown = {
            "/AllOn": not any(off),
            "/AnyOff": any(off),
            "/AllOff": all(off),
        }.get(policy, not all(off))
        return not shown

    def _holds(self, rule: pikepdf.Object, deep: int) -> bool:
        """A visibility expression: an array of And, Or, Not and what they are about."""
        if deep == 0 or not isinstance(rule, pikepdf.Array):
            return not self._hides(rule, deep)
        items = list(rule.as_list())
        held = [self._holds(item, deep - 1) for item in items[1:]]
        operator = str(items[0]) if items else ""
        if operator == "/Not":
            return not any(held)
        return any(held) if operator == "/Or" else all(held)


def _ids(groups: pikepdf.Object | None) -> set[tuple[int, int]]:
    if not isinstance(groups, pikepdf.Array):
        return set()
    items: Iterable[pikepdf.Object] = groups.as_list()
    return {item.objgen for item in items if isinstance(item, pikepdf.Dictionary)}
