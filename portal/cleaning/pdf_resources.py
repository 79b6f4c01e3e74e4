"""What the pages of a PDF draw with: pictures, forms, fonts, colours and patterns, each kept to the
keys that a reader needs to draw it. What a page does not use is left out."""

from collections.abc import Callable

import pikepdf

from portal.cleaning import pdf_keys as keys
from portal.cleaning.jpeg2000_stream import bare_jpeg2000
from portal.cleaning.jpeg_stream import bare_jpeg
from portal.cleaning.outcome import CannotClean, Refusal, Remark
from portal.cleaning.pdf_colours import plain_colours
from portal.cleaning.pdf_content import Drawn, Reader
from portal.cleaning.pdf_fonts import keep_font
from portal.cleaning.pdf_layers import Layers
from portal.cleaning.pdf_shapes import keep_graphics, keep_only, keep_shading

_BARE = {"/DCTDecode": bare_jpeg, "/JPXDecode": bare_jpeg2000}
_DEEPEST = 40


class Resources:
    """Alters in place what pages draw with. Each object is dealt with once."""

    def __init__(self, pdf: pikepdf.Pdf, layers: Layers) -> None:
        self.remarks: set[Remark] = set()
        self._pdf = pdf
        self._layers = layers
        self._done: dict[tuple[int, int], dict[str, set[str]]] = {}
        self._depth = 0
        self._copies: dict[tuple[tuple[int, int], int], pikepdf.Stream] = {}
        self._modes: dict[tuple[int, int], int] = {}

    def clean_page(self, page: pikepdf.Page) -> None:
        """Rewrites what one page draws, and keeps what it needs for that."""
        resources = page.obj.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            resources = pikepdf.Dictionary()
        # Pages may share the dictionary and still use different things in it.
        resources = _own_copy(resources)
        drawn = Reader(resources, self._layers, self._unpainted).read(page)
        self._note(drawn)
        page.obj["/Contents"] = self._pdf.make_stream(drawn.content)
        page.obj["/Resources"] = resources
        self._keep_used(resources, drawn.used)
        if "/Group" in page.obj:
            self._keep_group(page.obj)
        keep_only(page.obj, keys.PAGE | {"/Parent"})

    def _note(self, drawn: Drawn) -> None:
        if drawn.hidden_text:
            self.remarks.add(Remark.HIDDEN_TEXT_REMOVED)
        if drawn.dropped_picture:
            self.remarks.add(Remark.PICTURES_REMOVED)

    def _keep_used(self, resources: pikepdf.Dictionary, used: dict[str, set[str]]) -> None:
        """Forms without resources of their own draw with those of the page (ISO 32000-2, 7.8.3)."""
        keep_only(resources, keys.RESOURCES)
        groups: dict[str, Callable[[pikepdf.Object], dict[str, set[str]] | None]] = {
            "/XObject": self._clean_drawn,
            "/Pattern": self._clean_pattern,
            "/ExtGState": self._clean_graphics,
            "/Shading": self._clean_shading,
            "/Font": self._clean_font,
        }
        waiting = {(kind, name) for kind, members in used.items() for name in members}
        seen = set(waiting)
        while waiting:
            kind, name = waiting.pop()
            group = resources.get(kind)
            if kind not in groups or not isinstance(group, pikepdf.Dictionary):
                continue
            if name not in group:
                continue
            more = groups[kind](group[name]) or {}
            fresh = {(k, n) for k, members in more.items() for n in members} - seen
            seen |= fresh
            waiting |= fresh
        for kind in list(resources.keys()):
            group = resources[kind]
            for name in list(group.keys()) if isinstance(group, pikepdf.Dictionary) else ():
                if (kind, name) not in seen:
                    del group[name]
                elif kind == "/ColorSpace":
                    group[name] = plain_colours(group[name])

    def _once(
        self, item: pikepdf.Object, work: Callable[[], dict[str, set[str]] | None]
    ) -> dict[str, set[str]]:
        """Does the work unless it was done; what the item uses of the resources around it."""
        key = item.objgen
        if key in self._done and key != (0, 0):
            return self._done[key]
        if self._depth > _DEEPEST:
            raise CannotClean(Refusal.BROKEN)
        self._done[key] = {}
        self._depth += 1
        self._done[key] = work() or {}
        self._depth -= 1
        return self._done[key]

    def _clean_drawn(self, item: pikepdf.Object) -> dict[str, set[str]] | None:
        if not isinstance(item, pikepdf.Stream):
            return None
        if item.get("/Subtype") == pikepdf.Name.Image:
            return self._once(item, lambda: self._clean_image(item))
        if item.get("/Subtype") == pikepdf.Name.Form:
            return self._once(item, lambda: self._clean_stream(item, keys.FORM))
        # PostScript in a PDF is drawn by no reader (8.8.1), and is a program.
        item.write(b"")
        keep_only(item, keys.OF_STREAMS)
        return None

    def _clean_stream(
        self, stream: pikepdf.Stream, kept: frozenset[str]
    ) -> dict[str, set[str]] | None:
        resources = stream.get("/Resources")
        mode = self._modes.get(stream.objgen, 0)
        drawn = Reader(resources, self._layers, self._unpainted, mode).read(stream)
        self._note(drawn)
        stream.write(drawn.content)
        if "/Group" in stream:
            self._keep_group(stream)
        keep_only(stream, kept)
        if not isinstance(resources, pikepdf.Dictionary):
            return drawn.used
        own = _own_copy(resources)
        stream["/Resources"] = own
        self._keep_used(own, drawn.used)
        return None

    def _unpainted(self, form: pikepdf.Stream, mode: int) -> pikepdf.Stream:
        """A copy of a form that begins in a text rendering mode, the same one each time: forms
        that draw each other have no end of copies otherwise."""
        key = (form.objgen, mode)
        if self._modes.get(form.objgen) == mode:
            return form
        if key not in self._copies:
            copy = self._pdf.make_stream(form.read_bytes())
            for name, value in form.items():
                if name not in ("/Length", "/Filter", "/DecodeParms"):
                    copy[name] = value
            self._modes[copy.objgen] = mode
            self._copies[key] = copy
        return self._copies[key]

    def _keep_group(self, owner: pikepdf.Object) -> None:
        group = owner["/Group"]
        if not isinstance(group, pikepdf.Dictionary):
            del owner["/Group"]
            return
        keep_only(group, keys.GROUP)
        if "/CS" in group:
            group["/CS"] = plain_colours(group["/CS"])

    def _clean_image(self, image: pikepdf.Stream) -> None:
        keep_only(image, keys.IMAGE)
        _bare_picture(self._pdf, image)
        if "/ColorSpace" in image:
            image["/ColorSpace"] = plain_colours(image["/ColorSpace"])
        parameters = image.get("/DecodeParms")
        for item in parameters.as_list() if isinstance(parameters, pikepdf.Array) else [parameters]:
            if isinstance(item, pikepdf.Dictionary):
                keep_only(item, keys.PARAMETERS)
        for key in ("/SMask", "/Mask"):
            mask = image.get(key)
            if isinstance(mask, pikepdf.Stream):
                self._once(mask, lambda mask=mask: self._clean_image(mask))  # type: ignore[misc]

    def _clean_pattern(self, pattern: pikepdf.Object) -> dict[str, set[str]] | None:
        if isinstance(pattern, pikepdf.Stream):
            return self._once(pattern, lambda: self._clean_stream(pattern, keys.PATTERN))
        if isinstance(pattern, pikepdf.Dictionary):
            keep_only(pattern, keys.PATTERN)
            keep_shading(pattern.get("/Shading"))
            self._clean_graphics(pattern.get("/ExtGState"))
        return None

    def _clean_graphics(self, graphics: pikepdf.Object | None) -> None:
        if not isinstance(graphics, pikepdf.Dictionary):
            return
        keep_graphics(graphics)
        mask = graphics.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            self._clean_drawn(mask["/G"])
        font = graphics.get("/Font")
        if isinstance(font, pikepdf.Array) and len(font):
            self._clean_font(font[0])

    @staticmethod
    def _clean_shading(shading: pikepdf.Object) -> None:
        keep_shading(shading)

    def _clean_font(self, font: pikepdf.Object) -> None:
        if not isinstance(font, pikepdf.Dictionary):
            return
        self._once(font, lambda: self._clean_drawn_font(font))

    def _clean_drawn_font(self, font: pikepdf.Dictionary) -> None:
        keep_font(font)
        letters = font.get("/CharProcs")
        if not isinstance(letters, pikepdf.Dictionary):
            return
        resources = font.get("/Resources")
        used: dict[str, set[str]] = {}
        for name in list(letters.keys()):
            letter = letters[name]
            if not isinstance(letter, pikepdf.Stream):
                del letters[name]
                continue
            drawn = Reader(resources, self._layers, self._unpainted).read(letter)
            self._note(drawn)
            letter.write(drawn.content)
            keep_only(letter, keys.OF_STREAMS)
            for kind, members in drawn.used.items():
                used.setdefault(kind, set()).update(members)
        if isinstance(resources, pikepdf.Dictionary):
            self._keep_used(resources, used)


def _own_copy(resources: pikepdf.Dictionary) -> pikepdf.Dictionary:
    copy = pikepdf.Dictionary()
    for kind, group in resources.items():
        own = isinstance(group, pikepdf.Dictionary)
        copy[kind] = pikepdf.Dictionary(dict(group.items())) if own else group
    return copy


def _bare_picture(pdf: pikepdf.Pdf, image: pikepdf.Stream) -> None:
    """JPEG streams bring Exif and comments of their own into a PDF."""
    named = image.get("/Filter")
    filters = [str(name) for name in named.as_list()] if isinstance(named, pikepdf.Array) else []
    if isinstance(named, pikepdf.Name):
        filters = [str(named)]
    last = filters[-1] if filters else ""
    if last not in _BARE:
        return
    content = image.read_raw_bytes()
    if len(filters) > 1:
        wrapped = pdf.make_stream(content)
        wrapped["/Filter"] = pikepdf.Array([pikepdf.Name(name) for name in filters[:-1]])
        content = wrapped.read_bytes()
    parameters = image.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[-1] if len(parameters) else None
    if isinstance(parameters, pikepdf.Dictionary):
        image.write(_BARE[last](content), filter=pikepdf.Name(last), decode_parms=parameters)
    else:
        image.write(_BARE[last](content), filter=pikepdf.Name(last))
