"""What the portal is told about the municipality it serves, and the word list for passphrases.

One text file per municipality says its names, administrations, labels, guidance texts and limits;
`load_municipality` reads it once, when the portal starts, and refuses a file with a slip in it
rather than showing a page with a hole.
"""

import tomllib
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from portal.domain.matter import Outcome
from portal.domain.municipality import (
    Administration,
    Body,
    Choice,
    ExternalScheme,
    GroundChoice,
    Guidance,
    Limits,
    LocalText,
    Municipality,
    RelationChoice,
    Retention,
    SubTheme,
)
from portal.domain.triage import Ground, Relation, ScopeLeg

COPENHAGEN: Final = Path(__file__).with_name("copenhagen.toml")
WORDS: Final = Path(__file__).with_name("words_da.txt")

_Made = TypeVar("_Made")
_Table = dict[str, Any]

_LISTS: Final = (
    "administrations",
    "bodies",
    "themes",
    "relations",
    "scope_legs",
    "grounds",
    "outcomes",
    "wants",
    "abouts",
    "sub_themes",
    "gravities",
    "discriminations",
    "guidance",
)


def load_municipality(path: Path | None = None) -> Municipality:
    """Read and check one municipality's file; Copenhagen's when `path` is None.

    Raises ValueError with the file's name and the place of the first slip: a missing, unknown,
    empty or wrongly typed key, a code given twice, a code the rules do not know.
    """
    source = COPENHAGEN if path is None else path
    try:
        return _municipality(tomllib.loads(source.read_text(encoding="utf-8")))
    except ValueError as slip:
        raise ValueError(f"{source.name}: {slip}") from None


def load_words(path: Path | None = None) -> tuple[str, ...]:
    """Return the words that passphrases are proposed from, in the file's (sorted) order."""
    source = WORDS if path is None else path
    return tuple(source.read_text(encoding="utf-8").split())


def _municipality(document: _Table) -> Municipality:
    sections = ("municipality", "external_scheme", "limits", "retention", *_LISTS)
    _expect_keys(document, sections, "the file")
    about = _section(document, "municipality")
    _expect_keys(
        about,
        ("code", "phone", "address", "exit_url", *_pairs("name", "unit", "office", "hours")),
        "[municipality]",
    )
    administrations = _entries(document, "administrations", _administration)
    bodies = _entries(document, "bodies", _body)
    _expect_apart(administrations, bodies)
    return Municipality(
        code=_text(about, "code", "[municipality]"),
        name=_local(about, "name", "[municipality]"),
        unit=_local(about, "unit", "[municipality]"),
        office=_local(about, "office", "[municipality]"),
        phone=_text(about, "phone", "[municipality]"),
        hours=_local(about, "hours", "[municipality]"),
        address=_texts(about, "address", "[municipality]"),
        exit_url=_address(about, "exit_url", "[municipality]"),
        external_scheme=_external_scheme(_section(document, "external_scheme")),
        administrations=administrations,
        bodies=bodies,
        themes=_entries(document, "themes", _choice),
        relations=_entries(document, "relations", _relation, Relation),
        scope_legs=_entries(document, "scope_legs", _choice, ScopeLeg),
        grounds=_entries(document, "grounds", _ground, Ground),
        outcomes=_entries(document, "outcomes", _choice, Outcome),
        wants=_entries(document, "wants", _choice),
        abouts=(abouts := _entries(document, "abouts", _choice)),
        sub_themes=_sub_themes(document, abouts),
        gravities=_entries(document, "gravities", _choice),
        discriminations=_entries(document, "discriminations", _choice),
        guidance=_entries(document, "guidance", _guidance),
        retention=Retention(
            **_numbers(
                document, "retention", ("rejected", "refuted", "confirmed", "other", "complaint")
            )
        ),
        limits=Limits(
            **_numbers(
                document,
                "limits",
                (
                    "administration_answer_days",
                    "reporter_answer_days",
                    "follow_up_days",
                    "complaint_answer_days",
                ),
            )
        ),
    )


def _external_scheme(table: _Table) -> ExternalScheme:
    where = "[external_scheme]"
    _expect_keys(table, ("url", "phone", "address", *_pairs("name", "hours")), where)
    return ExternalScheme(
        name=_local(table, "name", where),
        url=_address(table, "url", where),
        phone=_text(table, "phone", where),
        hours=_local(table, "hours", where),
        address=_texts(table, "address", where),
    )


def _administration(table: _Table, where: str) -> Administration:
    _expect_keys(table, ("code", "letters", *_pairs("name")), where)
    code = _text(table, "code", where)
    if not (code.isascii() and code.isalnum()):
        raise ValueError(f"{where}: code {code!r} must be ASCII letters and digits")
    return Administration(code, _text(table, "letters", where), _local(table, "name", where))


def _body(table: _Table, where: str) -> Body:
    _expect_keys(table, ("code", "other_authority", "da", "en"), where)
    other_authority = table["other_authority"]
    if not isinstance(other_authority, bool):
        raise ValueError(f"{where}: other_authority must be true or false")
    return Body(_text(table, "code", where), _label(table, where), other_authority)


def _choice(table: _Table, where: str) -> Choice:
    _expect_keys(table, ("code", "da", "en"), where)
    return Choice(_text(table, "code", where), _label(table, where))


def _sub_themes(document: _Table, abouts: Sequence[Choice]) -> tuple[SubTheme, ...]:
    found = _entries(document, "sub_themes", _sub_theme)
    known = {about.code for about in abouts}
    for one in found:
        if one.about not in known:
            raise ValueError(f"[[sub_themes]] {one.code}: {one.about!r} is none of [[abouts]]")
    return found


def _sub_theme(table: _Table, where: str) -> SubTheme:
    _expect_keys(table, ("code", "about", "da", "en"), where)
    return SubTheme(_text(table, "code", where), _text(table, "about", where), _label(table, where))


def _relation(table: _Table, where: str) -> RelationChoice:
    _expect_keys(table, ("code", "letter", "da", "en"), where)
    letter = table["letter"]
    if letter not in ("", *"abcdefgh"):
        raise ValueError(f"{where}: letter {letter!r} is not one of § 3, no. 7 (a to h)")
    return RelationChoice(_text(table, "code", where), _label(table, where), letter)


def _ground(table: _Table, where: str) -> GroundChoice:
    _expect_keys(table, ("code", "da", "en", *_pairs("explanation", "legal_basis")), where)
    return GroundChoice(
        code=_text(table, "code", where),
        label=_label(table, where),
        explanation=_local(table, "explanation", where),
        legal_basis=_local(table, "legal_basis", where),
    )


def _guidance(table: _Table, where: str) -> Guidance:
    _expect_keys(table, ("code", "grounds", *_pairs("title", "body")), where)
    grounds = _texts(table, "grounds", where)
    for ground in grounds:
        if ground not in set(Ground):
            raise ValueError(f"{where}: {ground!r} is no ground for rejection")
    return Guidance(
        code=_text(table, "code", where),
        grounds=grounds,
        title=_local(table, "title", where),
        body=_local(table, "body", where),
    )


def _entries(
    document: _Table,
    name: str,
    make: Callable[[_Table, str], _Made],
    closed: type[StrEnum] | None = None,
) -> tuple[_Made, ...]:
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


def _section(document: _Table, name: str) -> _Table:
    table = document[name]
    if not isinstance(table, dict):
        raise ValueError(f"{name} must be one table, [{name}]")
    return table


def _expect_keys(table: _Table, keys: Collection[str], where: str) -> None:
    for key in keys:
        if key not in table:
            raise ValueError(f"{where}: {key} is missing")
    for key in table:
        if key not in keys:
            raise ValueError(f"{where}: {key} is not a known key")


def _expect_apart(administrations: Sequence[Administration], bodies: Sequence[Body]) -> None:
    """A recipient is known by its code alone: of two with one code, each would have the consent
    that was given to the other."""
    for body in bodies:
        if any(body.code == administration.code for administration in administrations):
            raise ValueError(f"[[bodies]]: the code {body.code!r} is that of an administration")


def _pairs(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{locale}" for name in names for locale in ("da", "en"))


def _label(table: _Table, where: str) -> LocalText:
    return LocalText(da=_text(table, "da", where), en=_text(table, "en", where))


def _local(table: _Table, name: str, where: str) -> LocalText:
    return LocalText(
        da=_text(table, f"{name}_da", where),
        en=_text(table, f"{name}_en", where),
    )


def _text(table: _Table, key: str, where: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where}: {key} must be a text that is not empty")
    return value.strip()


def _address(table: _Table, key: str, where: str) -> str:
    value = _text(table, key, where)
    if not value.startswith("https://"):
        raise ValueError(f"{where}: {key} must begin with https://")
    return value


def _texts(table: _Table, key: str, where: str) -> tuple[str, ...]:
    value = table[key]
    if not isinstance(value, list) or not value:
        raise ValueError(f"{where}: {key} must be a list that is not empty")
    return tuple(_text({key: line}, key, where) for line in value)


def _numbers(document: _Table, name: str, keys: Collection[str]) -> dict[str, int]:
    table = _section(document, name)
    _expect_keys(table, keys, f"[{name}]")
    for key, value in table.items():
        if type(value) is not int or value < 1:
            raise ValueError(f"[{name}]: {key} must be a whole number above zero")
    return table
