"""What a case consists of, as it was last written; and how what is stored now differs from it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind, CaseState, RestsWith

# By table, by row id in hexadecimal: the row's revision, and the SHA-256 of its box in hexadecimal.
Rows = dict[str, dict[str, tuple[int, str]]]
# By id in hexadecimal: a dossier's revision, and in hexadecimal the SHA-256 of its box and of what
# stands in it. By the last a later revision shows that it has only added to it.
Dossiers = dict[str, tuple[int, str, str]]
# The same of what is stored, told without the dossiers' keys.
DossierBoxes = dict[str, tuple[int, str]]
_NO_COLUMN = frozenset({"id"})
# What an administration's act changes of a case's columns.
_TURNED = frozenset({"rests_with", "act_from"})
_DAYS = frozenset(
    {
        "received_on",
        "feedback_due",
        "due",
        "closed_on",
        "erased_on",
        "acknowledged_on",
        "extended_due",
        "act_from",
    }
)


@dataclass(frozen=True)
class SharedManifest:
    """Of the compartment that reporter and unit share, and of everything plain.

    `columns` are the case's plain columns by name, as text; `files` ids in hexadecimal, sorted;
    `forwardings` id, administration, day due and whether answered, as text, sorted.
    """

    rows: Rows = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    forwardings: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class UnitManifest:
    """Of the unit's own compartment. `holders` are those of its keys, sorted: account ids in
    hexadecimal, and those that stand for the reporter and the recovery key. `dossiers`: as they
    were when somebody of the unit last wrote."""

    rows: Rows = field(default_factory=dict)
    holders: tuple[str, ...] = ()
    dossiers: Dossiers = field(default_factory=dict)


class Mismatch(StrEnum):
    """What does not fit."""

    MANIFEST = "manifest"
    COLUMN = "column"
    MISSING = "missing"
    ALTERED = "altered"
    ADDED = "added"
    FILES = "files"
    FORWARDINGS = "forwardings"
    HOLDERS = "holders"


@dataclass(frozen=True)
class Alteration:
    """`name` is a column's, or a row's id in hexadecimal; `expected` and `found` are texts of plain
    columns, empty for anything sealed."""

    what: Mismatch
    name: str = ""
    expected: str = ""
    found: str = ""


def plain_columns(facts: CaseFacts) -> dict[str, str]:
    """The plain columns of a case as a manifest has them."""
    found = {one.name: getattr(facts, one.name) for one in fields(facts)}
    return {name: _text(value) for name, value in found.items() if name not in _NO_COLUMN}


def facts_of_columns(case_id: bytes, columns: dict[str, str]) -> CaseFacts:
    """The plain facts as a manifest has them. Raises KeyError, ValueError for another's."""
    day = {name: date.fromisoformat(text) if text else None for name, text in columns.items()
           if name in _DAYS}  # fmt: skip
    received, due = day["received_on"], day["feedback_due"]
    if received is None or due is None:
        raise ValueError("a case has a day of receipt and a limit")
    return CaseFacts(
        id=case_id,
        number=columns["number"],
        kind=CaseKind(columns["kind"]),
        state=CaseState(columns["state"]),
        rests_with=RestsWith(columns["rests_with"]) if columns["rests_with"] else None,
        received_on=received,
        feedback_due=due,
        due=day["due"],
        generation=int(columns["generation"]),
        closed_on=day["closed_on"],
        erased_on=day["erased_on"],
        acknowledged_on=day["acknowledged_on"],
        extended_due=day["extended_due"],
        act_from=day["act_from"],
        handler=bytes.fromhex(columns["handler"]),
    )


def shared_alterations(
    expected: SharedManifest, found: SharedManifest, stored: Rows, *, may_have_turned: bool
) -> list[Alteration]:
    """What of the shared compartment and of everything plain differs. `stored` are all rows of the
    case, whichever compartment they are in. `may_have_turned`: an administration may have acted in
    a dossier since, which makes the move the unit's without a key to the case."""
    differing = [
        Alteration(Mismatch.COLUMN, name, text, found.columns.get(name, ""))
        for name, text in expected.columns.items()
        if found.columns.get(name, "") != text
        and not (may_have_turned and name in _TURNED and _rests_with_unit(found.columns))
    ]
    differing += _rows_alterations(expected.rows, stored)
    if expected.files != found.files:
        differing.append(Alteration(Mismatch.FILES))
    if expected.forwardings != found.forwardings:
        differing.append(Alteration(Mismatch.FORWARDINGS))
    return differing


def has_moved_on(expected: UnitManifest, dossiers: DossierBoxes) -> bool:
    """Whether an administration has written into a dossier since somebody of the unit did."""
    return any(
        found > expected.dossiers[one][0]
        for one, (found, _hash) in dossiers.items()
        if one in expected.dossiers
    )


def unit_alterations(
    expected: UnitManifest,
    holders: tuple[str, ...],
    shared: SharedManifest,
    stored: Rows,
    dossiers: DossierBoxes,
) -> list[Alteration]:
    """What of the unit's compartment differs, and which rows are in neither."""
    differing = _rows_alterations(expected.rows, stored)
    for table, rows in stored.items():
        # In exactly one of the two: a row that both name was taken into the wrong compartment.
        known = expected.rows.get(table, {}).keys() ^ shared.rows.get(table, {}).keys()
        differing += [Alteration(Mismatch.ADDED, row) for row in rows if row not in known]
    # A copy that was added opens nothing unless somebody who had the keys made it: recovery does.
    if set(expected.holders) - set(holders):
        differing.append(Alteration(Mismatch.HOLDERS))
    return differing + _dossiers_alterations(expected.dossiers, dossiers)


def _dossiers_alterations(expected: Dossiers, stored: DossierBoxes) -> list[Alteration]:
    """A later revision is an administration's act, and shows itself to be one when it is opened."""
    differing = [Alteration(Mismatch.ADDED, one) for one in stored if one not in expected]
    for one, known in expected.items():
        now = stored.get(one)
        if now is None:
            differing.append(Alteration(Mismatch.MISSING, one))
        elif now[0] < known[0] or (now[0] == known[0] and now != known[:2]):
            differing.append(Alteration(Mismatch.ALTERED, one))
    return differing


def _rests_with_unit(columns: dict[str, str]) -> bool:
    return (columns["rests_with"], columns["act_from"]) == (RestsWith.UNIT, columns["received_on"])


def _rows_alterations(expected: Rows, stored: Rows) -> list[Alteration]:
    differing = []
    for table, rows in expected.items():
        for row, content in rows.items():
            now = stored.get(table, {}).get(row)
            if now is None:
                differing.append(Alteration(Mismatch.MISSING, row))
            elif now != content:
                differing.append(Alteration(Mismatch.ALTERED, row))
    return differing


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)
