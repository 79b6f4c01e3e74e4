"""Colours in a PDF without the profile of the screen or printer that they were made for."""

from typing import Final

import pikepdf

from portal.cleaning import pdf_keys as keys

_PLAIN: Final = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_DEEPEST: Final = 8
_WITH_ATTRIBUTES: Final = 4


def plain_colours(space: pikepdf.Object, deep: int = _DEEPEST) -> pikepdf.Object:
    """A colour space with profiles replaced by the plain space of as many colours.

    A profile names the device it was measured on, sometimes with its serial number.
    """
    if not isinstance(space, pikepdf.Array) or not len(space) or deep == 0:
        return space if isinstance(space, pikepdf.Name) else pikepdf.Name.DeviceRGB
    kind = str(space[0])
    if kind == "/ICCBased":
        return _plain(space)
    parts = space.as_list()
    if kind in ("/Indexed", "/I", "/Pattern") and len(parts) > 1:
        parts[1] = plain_colours(parts[1], deep - 1)
    elif kind in ("/Separation", "/DeviceN") and len(parts) >= _WITH_ATTRIBUTES:
        parts = parts[:_WITH_ATTRIBUTES]
        parts[2] = plain_colours(parts[2], deep - 1)
        keep_function(parts[3])
    return pikepdf.Array(parts)


def _plain(space: pikepdf.Array) -> pikepdf.Object:
    profile = space[1] if len(space) > 1 else None
    colours = int(profile.get("/N", 3)) if isinstance(profile, pikepdf.Stream) else 3
    return pikepdf.Name(_PLAIN.get(colours, "/DeviceRGB"))


def keep_function(function: pikepdf.Object | None, deep: int = _DEEPEST) -> None:
    """Keeps a function (7.10), or each of several, to what is needed to compute it."""
    if deep == 0:
        return
    if isinstance(function, pikepdf.Array):
        for item in function.as_list():
            keep_function(item, deep - 1)
    elif isinstance(function, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(function.keys()):
            if key not in keys.FUNCTION:
                del function[key]
        keep_function(function.get("/Functions"), deep - 1)
