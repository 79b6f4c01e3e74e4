"""The fonts of a PDF. The letters inside a font file are left as they are: some fonts name who
licensed them, which is said to the caseworker and cannot be cut out without breaking text."""

import pikepdf

from portal.cleaning import pdf_keys as keys
from portal.cleaning.pdf_shapes import keep_only


def keep_font(font: pikepdf.Dictionary) -> None:
    """Keeps a font, its descendants, descriptor, file, and codes to what is needed to set text."""
    keep_only(font, keys.FONT)
    _keep_descriptor(font.get("/FontDescriptor"))
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Stream):
        keep_only(encoding, keys.CODES)
    elif isinstance(encoding, pikepdf.Dictionary):
        keep_only(encoding, keys.ENCODING)
    for key in ("/ToUnicode", "/CIDToGIDMap"):
        codes = font.get(key)
        if isinstance(codes, pikepdf.Stream):
            keep_only(codes, keys.CODES)
    descendants = font.get("/DescendantFonts")
    if isinstance(descendants, pikepdf.Array):
        for descendant in descendants.as_list():
            if isinstance(descendant, pikepdf.Dictionary):
                if "/DescendantFonts" in descendant:
                    del descendant["/DescendantFonts"]
                keep_font(descendant)


def _keep_descriptor(descriptor: pikepdf.Object | None) -> None:
    if not isinstance(descriptor, pikepdf.Dictionary):
        return
    keep_only(descriptor, keys.DESCRIPTOR)
    for key in ("/FontFile", "/FontFile2", "/FontFile3", "/CIDSet"):
        file = descriptor.get(key)
        if isinstance(file, pikepdf.Stream):
            keep_only(file, keys.FONT_FILE)
