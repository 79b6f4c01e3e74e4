"""What the portal is told about the municipality it serves, and the word list for passphrases.

One text file per municipality says its names, administrations, labels, guidance texts and limits;
`load_municipality` reads it once, when the portal starts, and refuses a file with a slip in it
rather than showing a page with a hole.
"""

import tomllib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from portal.domain.matter import Outcome
from portal.domain.municipality import (
    Administration,
    Body,
    Choice,
    ExternalScheme,
    GroundChoice,
    Guidance,
    Limits,
    ListValue,
    Municipality,
    RelationChoice,
    Retention,
)
from portal.domain.register_lists import CODE_LIMIT, ListKind
from portal.domain.triage import Ground, Relation, ScopeLeg
from portal.municipality.file_reading import (
    Table,
    address,
    contact,
    day,
    entries,
    expect_keys,
    label,
    local,
    numbers,
    pairs,
    section,
    text,
    texts,
)

COPENHAGEN: Final = Path(__file__).with_name("copenhagen.toml")
WORDS: Final = Path(__file__).with_name("words_da.txt")

# The register's lists, by the tables that they begin with.
_REGISTER: Final = {
    "wants": ListKind.WANT,
    "abouts": ListKind.ABOUT,
    "sub_themes": ListKind.SUB_THEME,
    "gravities": ListKind.GRAVITY,
    "discriminations": ListKind.DISCRIMINATION,
}

_LISTS: Final = (
    "administrations",
    "bodies",
    "themes",
    "relations",
    "scope_legs",
    "grounds",
    "outcomes",
    *_REGISTER,
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


def _municipality(document: Table) -> Municipality:
    sections = ("municipality", "external_scheme", "limits", "retention", *_LISTS)
    expect_keys(document, sections, "the file")
    about = section(document, "municipality")
    expect_keys(
        about,
        (
            "code",
            "phone",
            "address",
            "exit_url",
            "security_contact",
            "security_confirmed_on",
            *pairs("name", "unit", "office", "hours"),
        ),
        "[municipality]",
    )
    administrations = entries(document, "administrations", _administration)
    bodies = entries(document, "bodies", _body)
    _expect_apart(administrations, bodies)
    lists = _register_lists(document)
    return Municipality(
        code=text(about, "code", "[municipality]"),
        name=local(about, "name", "[municipality]"),
        unit=local(about, "unit", "[municipality]"),
        office=local(about, "office", "[municipality]"),
        phone=text(about, "phone", "[municipality]"),
        hours=local(about, "hours", "[municipality]"),
        address=texts(about, "address", "[municipality]"),
        exit_url=address(about, "exit_url", "[municipality]"),
        security_contact=contact(about, "security_contact", "[municipality]"),
        security_confirmed_on=day(about, "security_confirmed_on", "[municipality]"),
        external_scheme=_external_scheme(section(document, "external_scheme")),
        administrations=administrations,
        bodies=bodies,
        themes=entries(document, "themes", _choice),
        relations=entries(document, "relations", _relation, Relation),
        scope_legs=entries(document, "scope_legs", _choice, ScopeLeg),
        grounds=entries(document, "grounds", _ground, Ground),
        outcomes=entries(document, "outcomes", _choice, Outcome),
        lists=lambda: lists,
        guidance=entries(document, "guidance", _guidance),
        retention=Retention(
            **numbers(
                document,
                "retention",
                (
                    "rejected",
                    "refuted",
                    "confirmed",
                    "other",
                    "complaint",
                    "assistance",
                    "supervision",
                ),
            )
        ),
        limits=Limits(
            **numbers(
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


def _external_scheme(table: Table) -> ExternalScheme:
    where = "[external_scheme]"
    expect_keys(table, ("url", "phone", "address", *pairs("name", "hours")), where)
    return ExternalScheme(
        name=local(table, "name", where),
        url=address(table, "url", where),
        phone=text(table, "phone", where),
        hours=local(table, "hours", where),
        address=texts(table, "address", where),
    )


def _administration(table: Table, where: str) -> Administration:
    expect_keys(table, ("code", "letters", *pairs("name")), where)
    code = text(table, "code", where)
    if not (code.isascii() and code.isalnum()):
        raise ValueError(f"{where}: code {code!r} must be ASCII letters and digits")
    return Administration(code, text(table, "letters", where), local(table, "name", where))


def _body(table: Table, where: str) -> Body:
    expect_keys(table, ("code", "other_authority", "da", "en"), where)
    other_authority = table["other_authority"]
    if not isinstance(other_authority, bool):
        raise ValueError(f"{where}: other_authority must be true or false")
    return Body(text(table, "code", where), label(table, where), other_authority)


def _choice(table: Table, where: str) -> Choice:
    expect_keys(table, ("code", "da", "en"), where)
    return Choice(text(table, "code", where), label(table, where))


def _register_lists(document: Table) -> dict[str, tuple[ListValue, ...]]:
    lists: dict[str, tuple[ListValue, ...]] = {
        kind: entries(document, name, partial(_value, kind)) for name, kind in _REGISTER.items()
    }
    groups = {about.code for about in lists[ListKind.ABOUT]}
    for one in lists[ListKind.SUB_THEME]:
        if one.parent not in groups:
            raise ValueError(f"[[sub_themes]] {one.code}: {one.parent!r} is none of [[abouts]]")
    return lists


def _value(kind: ListKind, table: Table, where: str) -> ListValue:
    in_a_group = kind is ListKind.SUB_THEME
    expect_keys(table, ("code", *(("about",) if in_a_group else ()), "da", "en"), where)
    code = text(table, "code", where)
    if len(code) > CODE_LIMIT:
        raise ValueError(f"{where}: code {code!r} has more than {CODE_LIMIT} characters")
    parent = text(table, "about", where) if in_a_group else ""
    return ListValue(kind, code, label(table, where), parent)


def _relation(table: Table, where: str) -> RelationChoice:
    expect_keys(table, ("code", "letter", "da", "en"), where)
    letter = table["letter"]
    if letter not in ("", *"abcdefgh"):
        raise ValueError(f"{where}: letter {letter!r} is not one of § 3, no. 7 (a to h)")
    return RelationChoice(text(table, "code", where), label(table, where), letter)


def _ground(table: Table, where: str) -> GroundChoice:
    expect_keys(table, ("code", "da", "en", *pairs("explanation", "legal_basis")), where)
    return GroundChoice(
        code=text(table, "code", where),
        label=label(table, where),
        explanation=local(table, "explanation", where),
        legal_basis=local(table, "legal_basis", where),
    )


def _guidance(table: Table, where: str) -> Guidance:
    expect_keys(table, ("code", "grounds", *pairs("title", "body")), where)
    grounds = texts(table, "grounds", where)
    for ground in grounds:
        if ground not in set(Ground):
            raise ValueError(f"{where}: {ground!r} is no ground for rejection")
    return Guidance(
        code=text(table, "code", where),
        grounds=grounds,
        title=local(table, "title", where),
        body=local(table, "body", where),
    )


def _expect_apart(administrations: Sequence[Administration], bodies: Sequence[Body]) -> None:
    """A recipient is known by its code alone: of two with one code, each would have the consent
    that was given to the other."""
    for body in bodies:
        if any(body.code == administration.code for administration in administrations):
            raise ValueError(f"[[bodies]]: the code {body.code!r} is that of an administration")
