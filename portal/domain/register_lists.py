"""The lists of the complaint register, kept by the unit: what is asked for, what it is about,
sub-themes each under one main group, gravity, ground of discrimination.

A value is never deleted and its code never changes: complaints hold the code for as long as they
are kept, and the account counts it. What is out of use is only offered no more.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from portal.domain.errors import InvalidInput, NotFound
from portal.domain.municipality import Lists, ListValue, LocalText
from portal.domain.names import find_cpr

CODE_LIMIT: Final = 30
LABEL_LIMIT: Final = 80
_DANISH: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


class ListKind(StrEnum):
    """What the lists are called in the register's fields, the account and the database."""

    WANT = "want"
    ABOUT = "about"
    SUB_THEME = "sub_theme"
    GRAVITY = "gravity"
    DISCRIMINATION = "discrimination"


def with_values(lists: Lists, values: Iterable[ListValue]) -> Lists:
    """The lists where `values` stand: in the place of the value with the same code, or last."""
    merged = {kind: {one.code: one for one in held} for kind, held in lists.items()}
    for value in values:
        merged[value.kind][value.code] = value
    return {kind: tuple(held.values()) for kind, held in merged.items()}


def value_of(lists: Lists, kind: str, code: str) -> ListValue:
    """The value with a code, in use or not. Raises NotFound."""
    for value in lists.get(kind, ()):
        if value.code == code:
            return value
    raise NotFound("no such value")


def new_value(lists: Lists, kind: ListKind, label: LocalText, parent: str = "") -> ListValue:
    """A value to be added, with a code made of its Danish label.

    `parent` is the main group of a sub-theme; of other kinds it is left out of account. Raises
    InvalidInput: `parent`, `unknown` for what is no main group in use, and as `corrected` does.
    """
    label = _checked(label, lists[kind])
    if kind is not ListKind.SUB_THEME:
        parent = ""
    elif not any(group.code == parent for group in _in_use(lists[ListKind.ABOUT])):
        raise InvalidInput("parent", "unknown")
    code = code_for(label.da, {value.code for value in lists[kind]}, kind)
    return ListValue(kind, code, label, parent)


def corrected(lists: Lists, value: ListValue, label: LocalText) -> ListValue:
    """The value with another label.

    Raises InvalidInput (`label_da`, `label_en`): `missing`; `too_long` (more than LABEL_LIMIT
    characters); `cpr` for what looks like a civil registration number; `taken` where another value
    of the list, in use or not, is called so in that language.
    """
    others = [one for one in lists[value.kind] if one.code != value.code]
    return replace(value, label=_checked(label, others))


def retired(lists: Lists, value: ListValue, on: date) -> ListValue:
    """The value out of use since a Copenhagen date, or since the one it is out of use already.

    Raises InvalidInput (`code`): `has_sub_themes` for a main group with sub-themes in use,
    `last_value` where nothing would be left to choose from.
    """
    if value.retired_on is not None:
        return value
    themes = _in_use(lists[ListKind.SUB_THEME])
    if value.kind == ListKind.ABOUT and any(theme.parent == value.code for theme in themes):
        raise InvalidInput("code", "has_sub_themes")
    if len(_in_use(lists[value.kind])) == 1:
        raise InvalidInput("code", "last_value")
    return replace(value, retired_on=on)


def brought_back(lists: Lists, value: ListValue) -> ListValue:
    """The value in use again. Raises InvalidInput (`code`, `group_retired`) for a sub-theme whose
    main group is out of use."""
    if value.parent and value_of(lists, ListKind.ABOUT, value.parent).retired_on is not None:
        raise InvalidInput("code", "group_retired")
    return replace(value, retired_on=None)


def code_for(label: str, taken: Collection[str], otherwise: str) -> str:
    """A code that is not `taken`: small ASCII letters, digits and low lines, at most CODE_LIMIT
    characters, made of a Danish label; of `otherwise` where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", label.lower().translate(_DANISH))
    plain = plain.encode("ascii", "ignore").decode("ascii")
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or otherwise
    code, number = stem[:CODE_LIMIT].rstrip("_"), 1
    while code in taken:
        number += 1
        ending = f"_{number}"
        code = stem[: CODE_LIMIT - len(ending)].rstrip("_") + ending
    return code


def _in_use(values: Sequence[ListValue]) -> list[ListValue]:
    return [value for value in values if value.retired_on is None]


def _checked(label: LocalText, others: Sequence[ListValue]) -> LocalText:
    """The label with single spaces and nothing round it, if it may be one beside the others'."""
    words = {"da": _tidied(label.da), "en": _tidied(label.en)}
    for language, text in words.items():
        field = f"label_{language}"
        if not text:
            raise InvalidInput(field, "missing")
        if len(text) > LABEL_LIMIT:
            raise InvalidInput(field, "too_long")
        if find_cpr(text):
            raise InvalidInput(field, "cpr")
        if text.casefold() in {other.label.text(language).casefold() for other in others}:
            raise InvalidInput(field, "taken")
    return LocalText(words["da"], words["en"])


def _tidied(text: str) -> str:
    # Nobody types a control character, PostgreSQL keeps no NUL, and what is not seen is no label.
    seen = "".join(" " if unicodedata.category(one)[0] == "C" else one for one in text)
    return " ".join(seen.split())
