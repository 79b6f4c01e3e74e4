"""Browsers that an account has signed in with, each found by the hash of a secret that only its
cookie has.

No minute stands in a row: `sweep_on` is the day after which the browser is a strange one again. An
id is 32 bytes.
"""

from datetime import date

from sqlalchemy import Connection, delete, insert, select

from portal.storage.tables import accounts, known_browsers


class KnownBrowserStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def knows(self, browser_id: bytes, email: str, today: date) -> bool:
        """Whether the account of this address has signed in with this browser, not too long ago."""
        query = (
            select(known_browsers.c.id)
            .join(accounts, accounts.c.id == known_browsers.c.account_id)
            .where(
                known_browsers.c.id == browser_id,
                accounts.c.email == email,
                known_browsers.c.sweep_on >= today,
            )
        )
        return self._connection.execute(query).first() is not None

    def count(self, account_id: bytes, today: date) -> int:
        """How many browsers of an account are known today."""
        query = select(known_browsers.c.id).where(
            known_browsers.c.account_id == account_id, known_browsers.c.sweep_on >= today
        )
        return len(self._connection.execute(query).all())

    def add(self, browser_id: bytes, account_id: bytes, sweep_on: date) -> None:
        self._connection.execute(
            insert(known_browsers).values(id=browser_id, account_id=account_id, sweep_on=sweep_on)
        )

    def keep_newest(self, account_id: bytes, most: int) -> None:
        """Forget all of an account's browsers but the `most` that were signed in with last."""
        newest_first = (
            select(known_browsers.c.id)
            .where(known_browsers.c.account_id == account_id)
            .order_by(known_browsers.c.sweep_on.desc(), known_browsers.c.id)
        )
        beyond = self._connection.execute(newest_first).scalars().all()[most:]
        self._connection.execute(delete(known_browsers).where(known_browsers.c.id.in_(beyond)))

    def forget(self, browser_id: bytes) -> None:
        self._connection.execute(delete(known_browsers).where(known_browsers.c.id == browser_id))

    def forget_all_of(self, account_id: bytes) -> None:
        self._connection.execute(
            delete(known_browsers).where(known_browsers.c.account_id == account_id)
        )

    def sweep(self, today: date) -> None:
        """Forget browsers that nobody has signed in with for too long."""
        self._connection.execute(delete(known_browsers).where(known_browsers.c.sweep_on < today))
