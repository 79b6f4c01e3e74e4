"""What lies with the administrations, over all cases, from plain columns alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, literal, or_, select, union_all

from portal.domain.case_status import CaseKind
from portal.domain.dossier import Awaits
from portal.storage.tables import cases, dossiers, forwardings


@dataclass(frozen=True)
class AdministrationLine:
    """One dossier, or one letter, with which an administration or the unit has something to do.
    `awaits` and `move` are as in PlainDossier; `dossier` is its number, empty for a letter."""

    case_id: bytes
    case_number: str
    administration: str
    awaits: str
    due: date | None
    move: str
    dossier: str


class AdministrationStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lines(self, kinds: Collection[CaseKind]) -> list[AdministrationLine]:
        """Every line in which something is awaited or waits for the unit, in cases of some kinds,
        the first due first."""
        of_kind = cases.c.kind.in_(kinds)
        rows = self._connection.execute(
            union_all(_letters().where(of_kind), _dossiers().where(of_kind))
        )
        lines = [AdministrationLine(*row) for row in rows]
        return sorted(lines, key=lambda one: (one.due or date.max, one.case_number, one.dossier))

    def waiting_for_unit(self, case_ids: list[bytes]) -> dict[bytes, list[str]]:
        """By case: the administrations that asked or answered, and wait for the unit."""
        query = (
            select(dossiers.c.case_id, dossiers.c.administration)
            .where(dossiers.c.case_id.in_(case_ids), dossiers.c.move == "unit")
            .distinct()
            .order_by(dossiers.c.administration)
        )
        found: dict[bytes, list[str]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.case_id, []).append(row.administration)
        return found


def _letters() -> Select[Any]:
    return (
        select(
            forwardings.c.case_id,
            cases.c.number,
            forwardings.c.administration,
            literal(Awaits.ANSWER.value),
            forwardings.c.due,
            literal("administration"),
            literal(""),
        )
        .join(cases, cases.c.id == forwardings.c.case_id)
        .where(forwardings.c.answered.is_(False))
    )


def _dossiers() -> Select[Any]:
    return (
        select(
            dossiers.c.case_id,
            cases.c.number,
            dossiers.c.administration,
            dossiers.c.awaits,
            dossiers.c.due,
            dossiers.c.move,
            dossiers.c.number,
        )
        .join(cases, cases.c.id == dossiers.c.case_id)
        .where(or_(dossiers.c.awaits.is_not(None), dossiers.c.move.is_not(None)))
    )
