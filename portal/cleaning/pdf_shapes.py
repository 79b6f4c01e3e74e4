"""Graphics states and shadings of a PDF, and the one way in which keys are dropped."""

from collections.abc import Container

import pikepdf

from portal.cleaning import pdf_keys as keys
from portal.cleaning.pdf_colours import keep_function, plain_colours


def keep_only(item: pikepdf.Object, kept: Container[str]) -> None:
    """Takes every key out of a dictionary or stream that is not in `kept`."""
    for key in list(item.keys()):
        if key not in kept and key != "/Length":
            del item[key]


def keep_graphics(graphics: pikepdf.Dictionary) -> None:
    """Keeps a graphics state to what it sets; a soft mask's form is dealt with elsewhere."""
    keep_only(graphics, keys.GRAPHICS)
    for key in ("/BG", "/BG2", "/UCR", "/UCR2", "/TR", "/TR2"):
        keep_function(graphics.get(key))
    mask = graphics.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary):
        keep_only(mask, keys.SOFT_MASK)
        keep_function(mask.get("/TR"))


def keep_shading(shading: pikepdf.Object | None) -> None:
    """Keeps a shading to what is needed to paint it."""
    if not isinstance(shading, pikepdf.Dictionary | pikepdf.Stream):
        return
    keep_only(shading, keys.SHADING)
    keep_function(shading.get("/Function"))
    if "/ColorSpace" in shading:
        shading["/ColorSpace"] = plain_colours(shading["/ColorSpace"])
