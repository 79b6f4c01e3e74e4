"""Statistical facts, sealed to the unit's statistics key: one whole set a case, and later turns.

The set is written anew whenever a member changes the case. The reporter's side cannot read what the
unit decided, so it adds the turn it caused as a box of its own, until the next whole set takes its
place. Boxes of both look alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, delete, func, insert, select

from crypto.errors import CannotOpen
from crypto.identifiers import new_id, shuffled
from crypto.key_pair import KeyPair
from crypto.labels import STATISTICAL_FACT, bind
from crypto.sealing import open_text_with, seal_text_to
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseKind
from portal.domain.statistics import StatisticalFacts, with_later_turns
from portal.storage.read_json import reader_of
from portal.storage.tables import cases, facts


@dataclass(frozen=True)
class _Box:
    """What one box holds: the whole set, or one later turn with its place among the later ones."""

    whole: StatisticalFacts | None = None
    turn: Turn | None = None
    place: int = 0


_SHAPE: TypeAdapter[_Box] = TypeAdapter(_Box)
_read = reader_of(_SHAPE)


@dataclass(frozen=True)
class CountedCase:
    """The facts of one case; `number` is empty once it was erased."""

    number: str
    facts: StatisticalFacts


_BOXES = select(facts.c.id, facts.c.case_id, facts.c.box, cases.c.number)


class FactStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, public_key: bytes, case_id: bytes, whole: StatisticalFacts) -> None:
        """Put the whole set in the place of all that was known of a case."""
        self._connection.execute(delete(facts).where(facts.c.case_id == case_id))
        self._add(public_key, case_id, _Box(whole=whole))

    def add_turn(self, public_key: bytes, case_id: bytes, turn: Turn) -> None:
        """Add a turn that the reporter caused."""
        known = self._connection.execute(
            select(func.count()).select_from(facts).where(facts.c.case_id == case_id)
        ).scalar_one()
        # A case without a whole set is written as a whole when a member next changes it.
        if known:
            self._add(public_key, case_id, _Box(turn=turn, place=known))

    def untie(self, public_key: bytes, case_id: bytes, whole: StatisticalFacts) -> None:
        """Seal the facts of a case that is being erased anew, with no way back to it."""
        self._connection.execute(delete(facts).where(facts.c.case_id == case_id))
        self._add(public_key, None, _Box(whole=whole))
        self._mix_untied()

    def add_untied(self, public_key: bytes, wholes: Iterable[StatisticalFacts]) -> None:
        """Add the facts of cases that are not there: as if each had been erased."""
        for whole in wholes:
            self._add(public_key, None, _Box(whole=whole))
        self._mix_untied()

    def _mix_untied(self) -> None:
        """Write all facts of erased cases anew: PostgreSQL keeps rows in the order of writing and
        numbers the transaction, which the row of the erased case was written in as well."""
        taken = self._connection.execute(
            delete(facts).where(facts.c.case_id.is_(None)).returning(facts.c.id, facts.c.box)
        )
        rows = [{"id": row.id, "case_id": None, "box": row.box} for row in taken]
        if rows:
            self._connection.execute(insert(facts), shuffled(rows))

    def every(self, key_pair: KeyPair) -> list[CountedCase]:
        """All facts, those of erased cases included. Raises CannotOpen."""
        return self._opened(key_pair, _BOXES.outerjoin(cases, cases.c.id == facts.c.case_id))

    def of_kinds(self, key_pair: KeyPair, kinds: Sequence[CaseKind]) -> list[CountedCase]:
        """The facts of the cases of some kinds that are not erased. Raises CannotOpen."""
        living = _BOXES.join(cases, cases.c.id == facts.c.case_id)
        return self._opened(key_pair, living.where(cases.c.kind.in_(kinds)))

    def _opened(self, key_pair: KeyPair, query: Select[Any]) -> list[CountedCase]:
        rows = self._connection.execute(query)
        by_case: dict[bytes, list[_Box]] = {}
        numbers: dict[bytes, str] = {}
        for row in rows:
            opened = open_text_with(key_pair, row.box, bind(STATISTICAL_FACT, row.id))
            by_case.setdefault(row.case_id or row.id, []).append(_read(opened))
            numbers[row.case_id or row.id] = row.number or ""
        return [CountedCase(numbers[case], _folded(boxes)) for case, boxes in by_case.items()]

    def unwritten(self) -> list[str]:
        """The numbers of cases that are not erased and have no facts yet."""
        query = (
            select(cases.c.number)
            .outerjoin(facts, facts.c.case_id == cases.c.id)
            .where(facts.c.id.is_(None), cases.c.erased_on.is_(None))
            .order_by(cases.c.number)
        )
        return list(self._connection.execute(query).scalars())

    def _add(self, public_key: bytes, case_id: bytes | None, box: _Box) -> None:
        fact_id = new_id()
        sealed = seal_text_to(public_key, _SHAPE.dump_json(box), bind(STATISTICAL_FACT, fact_id))
        self._connection.execute(insert(facts).values(id=fact_id, case_id=case_id, box=sealed))


def _folded(boxes: Sequence[_Box]) -> StatisticalFacts:
    """The whole set with the later turns. CannotOpen when the set itself is missing."""
    whole = [box.whole for box in boxes if box.whole is not None]
    if len(whole) != 1:
        raise CannotOpen
    later = sorted((box for box in boxes if box.turn is not None), key=lambda box: box.place)
    return with_later_turns(whole[0], [box.turn for box in later if box.turn is not None])
