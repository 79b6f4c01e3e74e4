"""How the values of a municipality's file are read: each checked, and a slip named with its place.

Whatever is missing, unknown, empty or wrongly typed raises ValueError.
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from portal.domain.municipality import LocalText

Made = TypeVar("Made")
Table = dict[str, Any]


def entries(
    document: Table,
    name: str,
    make: Callable[[Table, str], Made],
    closed: type[StrEnum] | None = None,
) -> tuple[Made, ...]:
    """The entries of a list of tables, each as `make` makes it of its table and its place in the
    file. Of a `closed` list every code of the rules must be there, and no other."""
    tables = document[name]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ValueError(f"{name} must be a list of [[{name}]] tables")
    codes: list[str] = [str(table.get("code", "")) for table in tables]
    for code in codes:
        if codes.count(code) > 1:
            raise ValueError(f"[[{name}]]: the code {code!r} is given twice")
    known = set(codes) if closed is None else {str(code) for code in closed}
    if set(codes) != known:
        differing = ", ".join(sorted(set(codes) ^ known))
        raise ValueError(f"[[{name}]] must have exactly the codes of the rules; see {differing}")
    return tuple(
        make(table, f"[[{name}]] {code or f'number {place}'}")
        for place, (table, code) in enumerate(zip(tables, codes, strict=True), start=1)
    )


def section(document: Table, name: str) -> Table:
    """One table of the file."""
    table = document[name]
    if not isinstance(table, dict):
        raise ValueError(f"{name} must be one table, [{name}]")
    return table


def expect_keys(table: Table, keys: Collection[str], where: str) -> None:
    """Every one of these keys must be there, and no other."""
    for key in keys:
        if key not in table:
            raise ValueError(f"{where}: {key} is missing")
    for key in table:
        if key not in keys:
            raise ValueError(f"{where}: {key} is not a known key")


def pairs(*names: str) -> tuple[str, ...]:
    """The keys of texts that stand there in both languages."""
    return tuple(f"{name}_{locale}" for name in names for locale in ("da", "en"))


def label(table: Table, where: str) -> LocalText:
    """What an entry is called: its `da` and `en`."""
    return LocalText(da=text(table, "da", where), en=text(table, "en", where))


def local(table: Table, name: str, where: str) -> LocalText:
    """A text whose keys end in _da and _en."""
    return LocalText(
        da=text(table, f"{name}_da", where),
        en=text(table, f"{name}_en", where),
    )


def text(table: Table, key: str, where: str) -> str:
    """A text that is not empty."""
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where}: {key} must be a text that is not empty")
    return value.strip()


def address(table: Table, key: str, where: str) -> str:
    """An address of a page."""
    value = text(table, key, where)
    if not value.startswith("https://"):
        raise ValueError(f"{where}: {key} must begin with https://")
    return value


def contact(table: Table, key: str, where: str) -> str:
    """A contact of RFC 9116, 2.5.3: a URI on one line that is mail, telephone or a page over
    TLS."""
    value = text(table, key, where)
    if not re.fullmatch(r"(mailto:|tel:|https://)[!-~]+", value):
        raise ValueError(f"{where}: {key} must begin with mailto:, tel: or https://")
    return value


def day(table: Table, key: str, where: str) -> date:
    """A day, written 2026-11-02 and without quotation marks."""
    value = table[key]
    if type(value) is not date:
        raise ValueError(f"{where}: {key} must be a day, as 2026-11-02")
    return value


def texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    """A list of texts, none of them empty."""
    value = table[key]
    if not isinstance(value, list) or not value:
        raise ValueError(f"{where}: {key} must be a list that is not empty")
    return tuple(text({key: line}, key, where) for line in value)


def numbers(document: Table, name: str, keys: Collection[str]) -> dict[str, int]:
    """A table of whole numbers above zero, by these keys."""
    table = section(document, name)
    expect_keys(table, keys, f"[{name}]")
    for key, value in table.items():
        if type(value) is not int or value < 1:
            raise ValueError(f"[{name}]: {key} must be a whole number above zero")
    return table
