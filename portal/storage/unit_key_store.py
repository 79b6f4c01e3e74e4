"""The unit's own key pairs: the public half is plain, the seed sealed to each holder."""

from sqlalchemy import Connection, delete, select

from portal.storage.tables import unit_key_copies, unit_keys
from portal.storage.upsert import insert_if_absent

STATISTICS = "statistics"


class UnitKeyStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def public_key(self, name: str) -> bytes | None:
        """The public half (1,216 bytes), or None before the key was made."""
        query = select(unit_keys.c.public_key).where(unit_keys.c.name == name)
        return self._connection.execute(query).scalar_one_or_none()

    def make(self, name: str, public_key: bytes) -> bool:
        """Keep the public half of a new key; False when another was first."""
        return insert_if_absent(
            self._connection, unit_keys, {"name": name}, {"public_key": public_key}
        )

    def copy_of(self, name: str, holder: bytes) -> bytes | None:
        """The seed as it was sealed to a holder (an account id)."""
        query = select(unit_key_copies.c.box).where(
            unit_key_copies.c.name == name, unit_key_copies.c.holder == holder
        )
        return self._connection.execute(query).scalar_one_or_none()

    def holders(self, name: str) -> set[bytes]:
        query = select(unit_key_copies.c.holder).where(unit_key_copies.c.name == name)
        return set(self._connection.execute(query).scalars())

    def give(self, name: str, holder: bytes, box: bytes) -> bool:
        """Keep a holder's copy; False when somebody else was first to give her one."""
        return insert_if_absent(
            self._connection, unit_key_copies, {"name": name, "holder": holder}, {"box": box}
        )

    def take_back(self, name: str, holder: bytes) -> None:
        """Remove a holder's copy, sealed to keys that she has no more."""
        self._connection.execute(
            delete(unit_key_copies).where(
                unit_key_copies.c.name == name, unit_key_copies.c.holder == holder
            )
        )
