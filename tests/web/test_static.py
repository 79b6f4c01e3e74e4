"""The static files are whole: nothing is named that is missing, nothing lies there unnamed."""

import gc
import re
import warnings
from pathlib import Path

import pytest

from tests.support.portal import Portal

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "portal/web/static"
DKFDS = STATIC / "dkfds"
STYLESHEET = DKFDS / "css/dkfds.min.css"
SPRITE = DKFDS / "img/all-svg-icons.svg"

NAMED_FILE = re.compile(r"url\([\"']?([^)\"']+)[\"']?\)")
# icon('lock'), icon=…'lock', svg('lock'), and the tables of icons in macros/case.html.
ICON_CALL = re.compile(r"\b(?:icon|svg|_svg)(?:=|\()\s*['\"]([a-z][a-z0-9-]*)['\"]")
ICON_TABLE = re.compile(r"set icons = \{([^}]*)\}")


def _templates() -> dict[str, str]:
    found = sorted((ROOT / "portal").glob("*/templates/**/*.html"))
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in found}


def _named_by(stylesheet: Path) -> set[Path]:
    named = NAMED_FILE.findall(stylesheet.read_text(encoding="utf-8"))
    return {(stylesheet.parent / name).resolve() for name in named}


def test_every_file_a_stylesheet_names_is_there() -> None:
    named = _named_by(STYLESHEET) | _named_by(STATIC / "portal.css")
    assert named
    assert [path for path in sorted(named) if not path.is_file()] == []


def test_no_font_or_icon_lies_there_unused() -> None:
    drawn = _named_by(STYLESHEET)
    shipped = {*DKFDS.glob("fonts/*"), *DKFDS.glob("img/svg-icons/*")}
    assert sorted(shipped - drawn) == []


def test_fonts_come_in_one_format() -> None:
    assert {path.suffix for path in (DKFDS / "fonts").iterdir()} == {".woff2"}


def test_every_icon_the_templates_ask_for_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))
    asked = set()
    for text in _templates().values():
        asked |= set(ICON_CALL.findall(text))
        for table in ICON_TABLE.findall(text):
            asked |= set(re.findall(r":\s*'([^']+)'", table))
    assert {"lock", "check", "close"} <= asked
    assert sorted(asked - drawn) == []


def test_every_static_file_a_template_names_is_there() -> None:
    named = {
        name
        for text in _templates().values()
        for name in re.findall(r"static_url\(['\"]([^'\"]+)['\"]\)", text)
    }
    assert "portal.css" in named
    assert [name for name in sorted(named) if not (STATIC / name).is_file()] == []


def test_what_is_taken_from_others_is_named_with_its_licence() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    fetched = (ROOT / "scripts/vendor_dkfds.sh").read_text(encoding="utf-8")
    version = re.search(r"^version=(\S+)$", fetched, re.MULTILINE)
    assert version
    assert f"version {version.group(1)}." in notice
    licences = sorted((DKFDS / "licences").iterdir())
    assert [path.name for path in licences] == ["Apache-2.0.txt", "OFL-1.1.txt", "dkfds.md"]
    for path in licences:
        assert path.relative_to(ROOT).as_posix() in notice


def test_templates_style_and_script_nothing_in_place() -> None:
    in_place = re.compile(r"<style|<script|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    found = {name: text for name, text in _templates().items() if in_place.search(text)}
    # A report is a document that is handed on as one file, and no page of the portal.
    document = found.pop("portal/reports/templates/report.html")
    assert list(found) == []
    assert re.findall(r"<script|\sstyle=|\son[a-z]+=", document, re.IGNORECASE) == []


@pytest.mark.parametrize("again", [False, True], ids=["HEAD", "not modified"])
def test_an_answer_without_a_body_leaves_no_file_open(intake_portal: Portal, again: bool) -> None:
    browser = intake_portal.browser()
    first = browser.get("/static/portal.css")
    headers = {"If-None-Match": first.headers["ETag"]}
    first.close()
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        if again:
            assert browser.get("/static/portal.css", headers=headers).status_code == 304
        else:
            assert browser.head("/static/portal.css").status_code == 200
        gc.collect()
    assert [str(one.message) for one in raised if one.category is ResourceWarning] == []
