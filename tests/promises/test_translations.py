"""Whoever reads English misses nothing: every Danish text of the portal has its translation."""

import subprocess
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.support.tree import ROOT

TRANSLATED = ("en",)


@cache
def _danish(folder: Path) -> Catalog:
    """The texts as they stand in the source, found by the same command that feeds translators."""
    template = folder / "messages.pot"
    subprocess.run(
        ["make", "--silent", "messages", f"POT={template}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with template.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="session")
def danish(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return _danish(tmp_path_factory.mktemp("translations"))


def _read(language: str) -> Catalog:
    path = ROOT / "portal" / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy or not message.string:
        return False
    return isinstance(message.string, str) or all(message.string)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(danish: Catalog, language: str) -> None:
    translated = _read(language)
    missing = [
        message.id
        for message in danish
        if message.id and not _is_translated(translated.get(message.id, message.context))
    ]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_lost_a_placeholder(language: str) -> None:
    translated = _read(language)
    broken = [(m.id, error) for m in translated for error in m.check(translated)]
    assert broken == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_outlived_its_text(danish: Catalog, language: str) -> None:
    kept = [m.id for m in _read(language) if m.id and danish.get(m.id, m.context) is None]
    assert kept == []
