"""The text that a page of HTML in a mail shows."""

import re
from html.parser import HTMLParser
from typing import Final

_UNSEEN: Final = frozenset(
    {"head", "script", "style", "template", "title", "noscript", "object", "svg", "textarea"}
)
_EMPTY: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_LINES: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_CELLS: Final = frozenset({"td", "th"})
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|max-height\s*:\s*0(?![.\d])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)


def seen_html(page: str) -> str:
    """The text of a page without what is not shown: comments, scripts, and what its own element
    hides. Tracking pictures and the addresses behind links go with the tags."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY and (self._hidden or _is_hidden(tag, attrs)):
            self._hidden.append(tag)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text.append(re.sub(r"\s+", " ", data))

    def _part(self, tag: str) -> None:
        if not self._hidden and tag in _LINES:
            self.text.append("\n")
        elif not self._hidden and tag in _CELLS:
            self.text.append("  ")


def _is_hidden(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    said = {name: value or "" for name, value in attrs}
    return tag in _UNSEEN or "hidden" in said or bool(_HIDING.search(said.get("style", "")))
