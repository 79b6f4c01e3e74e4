"""Who vouched for a generation of a case's keys. Whether to believe it is decided by who reads it
(services/generations.py)."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from portal.storage.tables import case_generations, cases


@dataclass(frozen=True)
class Generation:
    """`signer` is an account id, or 16 zero bytes for the reporter; `list_version` the version of
    the unit's list on which the signer stands, 0 for the reporter."""

    generation: int
    unit_key_name: bytes
    signer: bytes
    list_version: int
    signature: bytes


class GenerationStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, case_id: bytes, one: Generation) -> None:
        self._connection.execute(insert(case_generations).values(case_id=case_id, **vars(one)))

    def of(self, case_id: bytes, generation: int) -> Generation | None:
        row = self._connection.execute(
            select(case_generations).where(
                case_generations.c.case_id == case_id, case_generations.c.generation == generation
            )
        ).first()
        if row is None:
            return None
        return Generation(
            row.generation, row.unit_key_name, row.signer, row.list_version, row.signature
        )

    def unsigned_cases(self) -> list[bytes]:
        """The ids of cases for whose keys nobody has vouched: from before there were signatures."""
        signed = select(case_generations.c.case_id)
        query = select(cases.c.id).where(cases.c.id.not_in(signed), cases.c.erased_on.is_(None))
        return list(self._connection.execute(query).scalars())

    def remove_all(self, case_id: bytes) -> None:
        self._connection.execute(
            delete(case_generations).where(case_generations.c.case_id == case_id)
        )
