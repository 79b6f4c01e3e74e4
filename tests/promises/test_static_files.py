"""All that a page loads is ours: no stylesheet, picture or template fetches from elsewhere."""

import re

import pytest

from tests.support.tree import project_files, shown

STATIC = "portal/web/static/"
# In a stylesheet, what is loaded stands in url() or after @import.
LOADED_BY_CSS = re.compile(
    r"""(?:url\(\s*|@import\s+)["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE
)
# In a picture, names of XML vocabularies look like addresses and are none.
LOADED_BY_SVG = re.compile(
    r"""(?:href|src)\s*=\s*["']\s*((?:https?:)?//[^"']+)|<(?:script|foreignObject)\b""",
    re.IGNORECASE,
)


def _static(*endings: str) -> list[tuple[str, str]]:
    return [
        (shown(path), path.read_text(encoding="utf-8"))
        for path in project_files()
        if path.suffix in endings and shown(path).startswith("portal/")
    ]


def test_no_stylesheet_loads_from_elsewhere() -> None:
    assert [(name, m) for name, text in _static(".css") for m in LOADED_BY_CSS.findall(text)] == []


def test_no_picture_loads_from_elsewhere_or_runs_anything() -> None:
    assert [name for name, text in _static(".svg") if LOADED_BY_SVG.search(text)] == []


def test_there_is_no_script_at_all() -> None:
    scripts = [shown(path) for path in project_files() if path.suffix in {".js", ".mjs", ".wasm"}]
    assert [name for name in scripts if name.startswith("portal/")] == []
    assert [name for name, text in _static(".html") if "<script" in text.lower()] == []


def test_no_map_leads_back_to_sources_that_are_not_there() -> None:
    assert [name for name, text in _static(".css") if "sourceMappingURL=" in text] == []


@pytest.mark.parametrize(
    "text",
    ["a{b:url(https://example.org/a.png)}", "@import '//example.org/a.css';", "url( 'http://x/y')"],
)
def test_the_search_in_stylesheets_finds_what_it_looks_for(text: str) -> None:
    assert LOADED_BY_CSS.search(text)
