"""What a page of a PDF draws, operator by operator (ISO 32000-2, annex A).

Marks around the content go: they carry other wordings of it, its author's structure and its layers.
What is drawn on a layer that is off, or as text that is not painted, goes with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pikepdf

from portal.cleaning.pdf_layers import Layers

_MARKS: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"})
_PATHS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_SHOWN: Final = frozenset({"Tj", "TJ", "'", '"'})
_KNOWN: Final = (
    frozenset(
        [
            "b",
            "B",
            "b*",
            "B*",
            "BT",
            "c",
            "cm",
            "CS",
            "cs",
            "d",
            "d0",
            "d1",
            "Do",
            "ET",
            "f",
            "F",
            "f*",
            "G",
            "g",
            "gs",
            "h",
            "i",
            "j",
            "J",
            "K",
            "k",
            "l",
            "m",
            "M",
            "n",
            "q",
            "Q",
            "re",
            "RG",
            "rg",
            "ri",
            "S",
            "s",
            "SC",
            "sc",
            "SCN",
            "scn",
            "sh",
            "T*",
            "Tc",
            "Td",
            "TD",
            "Tf",
            "Tj",
            "TJ",
            "TL",
            "Tm",
            "Tr",
            "Ts",
            "Tw",
            "Tz",
            "v",
            "w",
            "W",
            "W*",
            "y",
            "'",
            '"',
        ]
    )
    | _MARKS
)
_RESOURCE_OF: Final = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "sh": "/Shading",
}
# Text rendering modes (ISO 32000-2, table 104). What is clipped to the letters of mode 7 is seen
# whole once they are gone: better seen by who looks at the copy than hidden from her.
_UNPAINTED: Final = frozenset({3, 7})


# Gives a copy of a form that begins in a text rendering mode.
Unpainted = Callable[[pikepdf.Stream, int], pikepdf.Stream]


@dataclass
class Drawn:
    """A content stream after the work, and what it uses of its resources by kind and name."""

    content: bytes
    used: dict[str, set[str]] = field(default_factory=dict)
    hidden_text: bool = False
    dropped_picture: bool = False


@dataclass
class _State:
    """Where the reading of one stream stands."""

    mode: int = 0
    saved: list[int] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)

    @property
    def on_hidden_layer(self) -> bool:
        return any(self.marks)


class Reader:
    """Reads one content stream, with the resources that its names stand for."""

    def __init__(
        self,
        resources: pikepdf.Object | None,
        layers: Layers,
        unpainted: Unpainted,
        mode: int = 0,
    ) -> None:
        self._resources = resources if isinstance(resources, pikepdf.Dictionary) else None
        self._layers = layers
        self._unpainted = unpainted
        self._state = _State(mode)
        self._drawn = Drawn(b"")
        self._copies: set[str] = set()
        self._kept: list[tuple[list[pikepdf.Object], pikepdf.Operator] | object] = []

    def read(self, stream: pikepdf.Object | pikepdf.Page) -> Drawn:
        """The stream without what is not seen. Raises pikepdf.PdfError for what cannot be read."""
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._take_inline(instruction)
            elif name in _KNOWN:
                self._take(name, instruction)
        self._drawn.content = pikepdf.unparse_content_stream(self._kept)  # type: ignore[arg-type]
        return self._drawn

    def _take(self, name: str, instruction: pikepdf.ContentStreamInstruction) -> None:
        operands = list(instruction.operands)
        if name in _MARKS:
            self._mark(name, operands)
        elif name in _SHOWN:
            self._show_text(name, operands, instruction)
        elif name in _PATHS and self._state.on_hidden_layer:
            self._keep([], "n")
        elif name in ("Do", "sh") and self._is_dealt_with(name, operands):
            return
        else:
            self._follow(name, operands)
            self._note_use(name, operands)
            self._kept.append(instruction)

    def _mark(self, name: str, operands: list[pikepdf.Object]) -> None:
        if name == "EMC":
            if self._state.marks:
                self._state.marks.pop()
        elif name in ("BMC", "BDC"):
            of_layer = name == "BDC" and len(operands) > 1 and str(operands[0]) == "/OC"
            layer = self._find("/Properties", operands[1]) if of_layer else None
            self._state.marks.append(self._layers.hides(layer))

    def _show_text(
        self,
        name: str,
        operands: list[pikepdf.Object],
        instruction: pikepdf.ContentStreamInstruction,
    ) -> None:
        if self._state.mode not in _UNPAINTED and not self._state.on_hidden_layer:
            self._kept.append(instruction)
            return
        self._drawn.hidden_text = True
        if name == '"' and len(operands) > 1:
            self._keep(operands[:1], "Tw")
            self._keep(operands[1:2], "Tc")
        if name in ("'", '"'):
            self._keep([], "T*")

    def _is_dealt_with(self, name: str, operands: list[pikepdf.Object]) -> bool:
        """Whether a picture, a form or a shading is hidden, or was drawn as a copy."""
        if self._state.on_hidden_layer or self._is_hidden(operands):
            return True
        return name == "Do" and self._state.mode in _UNPAINTED and self._draw_unpainted(operands)

    def _draw_unpainted(self, operands: list[pikepdf.Object]) -> bool:
        """Draws a form that begins with text unpainted, if it is a form: as a copy of it, since it
        may be drawn with its text elsewhere."""
        forms = None if self._resources is None else self._resources.get("/XObject")
        form = self._find("/XObject", operands[0]) if operands else None
        if not isinstance(form, pikepdf.Stream) or not isinstance(forms, pikepdf.Dictionary):
            return False
        if form.get("/Subtype") != pikepdf.Name.Form:
            return False
        name = f"{operands[0]}-{self._state.mode}"
        while name in forms and name not in self._copies:
            name += "-"
        self._copies.add(name)
        forms[name] = self._unpainted(form, self._state.mode)
        self._drawn.used.setdefault("/XObject", set()).add(name)
        self._keep([pikepdf.Name(name)], "Do")
        return True

    def _follow(self, name: str, operands: list[pikepdf.Object]) -> None:
        state = self._state
        if name == "Tr" and operands:
            state.mode = _whole_number(operands[0])
        elif name == "q":
            state.saved.append(state.mode)
        elif name == "Q" and state.saved:
            state.mode = state.saved.pop()

    def _note_use(self, name: str, operands: list[pikepdf.Object]) -> None:
        kind = _RESOURCE_OF.get(name)
        if kind is None or not operands:
            return
        named = operands[0] if name == "Tf" else operands[-1]
        if isinstance(named, pikepdf.Name):
            self._drawn.used.setdefault(kind, set()).add(str(named))

    def _take_inline(self, instruction: pikepdf.ContentStreamInlineImage) -> None:
        if self._state.on_hidden_layer:
            return
        filters = instruction.iimage.filters
        if any("DCT" in str(name) or "JPX" in str(name) for name in filters):
            self._drawn.dropped_picture = True
            return
        spaces = self._find_all("/ColorSpace")
        self._drawn.used.setdefault("/ColorSpace", set()).update(spaces)
        self._kept.append(instruction)

    def _is_hidden(self, operands: list[pikepdf.Object]) -> bool:
        drawn = self._find("/XObject", operands[0]) if operands else None
        if not isinstance(drawn, pikepdf.Stream):
            return False
        return self._layers.hides(drawn.get("/OC"))

    def _find(self, kind: str, name: pikepdf.Object) -> pikepdf.Object | None:
        return self._find_all(kind).get(str(name))

    def _find_all(self, kind: str) -> Mapping[str, pikepdf.Object]:
        group = None if self._resources is None else self._resources.get(kind)
        return dict(group.items()) if isinstance(group, pikepdf.Dictionary) else {}

    def _keep(self, operands: list[pikepdf.Object], name: str) -> None:
        self._kept.append((operands, pikepdf.Operator(name)))


def _whole_number(value: object) -> int:
    try:
        return int(float(str(value)))
    except (ValueError, OverflowError):
        return 0
