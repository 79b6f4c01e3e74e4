"""Looks for words in every byte that was written: plain, in other encodings, and packed.

A search that finds nothing proves something only if it would have found the words: `plant` writes
them in each form, and a test checks that each is found.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

SHORTEST = 6


@dataclass(frozen=True)
class Leak:
    """A word found in a file, and in which form."""

    word: str
    form: str
    path: Path


def forms_of(word: str) -> dict[str, bytes]:
    """The ways a word may lie in a file. ValueError for one too short to prove anything."""
    if len(word) < SHORTEST:
        raise ValueError("a word this short would be found by chance")
    raw = word.encode()
    forms = {
        "utf-8": raw,
        "utf-16": word.encode("utf-16-le"),
        "latin-1": word.encode("latin-1", "replace"),
        "json": json.dumps(word)[1:-1].encode(),
        "url": quote(word).encode(),
        "form": quote_plus(word).encode(),
        "hex": raw.hex().encode(),
        "backwards": raw[::-1],
    }
    for offset in range(3):
        # Base 64 of a word depends on where in its line it begins; the inner characters do not.
        packed = base64.b64encode(bytes(offset) + raw).rstrip(b"=")
        forms[f"base64+{offset}"] = packed[4 if offset else 0 : -2]
    return forms


def _distinct(forms: dict[str, bytes]) -> dict[bytes, str]:
    """What to look for, each once: many a word is written alike in several forms."""
    named: dict[bytes, str] = {}
    for form, written in forms.items():
        named.setdefault(written, form)
    return named


def search(folders: Iterable[Path], words: Iterable[str]) -> list[Leak]:
    """Every word in every form in every file below the folders, whatever its name."""
    wanted = {word: _distinct(forms_of(word)) for word in words}
    return [leak for path in _files(folders) for leak in _search_file(path, wanted)]


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_file():
            yield folder
        else:
            yield from (path for path in folder.rglob("*") if path.is_file())


def _search_file(path: Path, wanted: dict[str, dict[bytes, str]]) -> Iterator[Leak]:
    try:
        content = path.read_bytes()
    except (FileNotFoundError, PermissionError):
        return
    folded = content.lower()
    for word, forms in wanted.items():
        for written, form in forms.items():
            plain = not form.startswith("base64")
            if (written.lower() in folded) if plain else (written in content):
                yield Leak(word, form, path)
