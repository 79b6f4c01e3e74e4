"""Staff accounts. Names, roles and public keys are plain; the box gives nothing without its
owner."""

from datetime import date

from sqlalchemy import Connection, Row, insert, select, update

from portal.domain.access import AccountState, Desk, Role
from portal.domain.account import Account, PublicKeys
from portal.storage.tables import accounts


class AccountStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: Account, invitation: bytes, invited_until: date) -> None:
        """Keep a new account with the hash of its activation token (32 bytes).

        Raises sqlalchemy.exc.IntegrityError when the e-mail address is taken.
        """
        self._connection.execute(
            insert(accounts).values(
                id=account.id,
                email=account.email,
                name=account.name,
                role=account.role,
                desk=account.desk,
                administration=account.administration,
                unit_name=account.unit_name,
                for_one_dossier=account.for_one_dossier,
                state=account.state,
                invitation=invitation,
                invited_until=invited_until,
            )
        )

    def invite_again(self, account: Account, invitation: bytes, invited_until: date) -> None:
        """Replace a link that was not used, and what was told of its owner when it was made."""
        self._connection.execute(
            update(accounts)
            .where(accounts.c.id == account.id, accounts.c.box == b"")
            .values(
                name=account.name,
                role=account.role,
                desk=account.desk,
                administration=account.administration,
                unit_name=account.unit_name,
                for_one_dossier=account.for_one_dossier,
                state=AccountState.INVITED,
                invitation=invitation,
                invited_until=invited_until,
            )
        )

    def activate(self, account_id: bytes, keys: PublicKeys, box: bytes) -> bool:
        """Make an invited account active; False when another request was first."""
        done = self._connection.execute(
            update(accounts)
            .where(accounts.c.id == account_id, accounts.c.state == AccountState.INVITED)
            .values(
                state=AccountState.ACTIVE,
                public_key=keys.public_key,
                identity_key=keys.identity_key,
                signing_key=keys.signing_key,
                box=box,
                invitation=None,
                invited_until=None,
            )
        )
        return done.rowcount == 1

    def renew_box(self, account_id: bytes, keys: PublicKeys, box: bytes) -> None:
        """Keep a box that was sealed anew, and the public keys that belong to it."""
        self._connection.execute(
            update(accounts)
            .where(accounts.c.id == account_id)
            .values(
                public_key=keys.public_key,
                identity_key=keys.identity_key,
                signing_key=keys.signing_key,
                box=box,
            )
        )

    def disable(self, account_id: bytes) -> None:
        self._connection.execute(
            update(accounts)
            .where(accounts.c.id == account_id)
            .values(state=AccountState.DISABLED, invitation=None, invited_until=None)
        )

    def enable(self, account_id: bytes) -> bool:
        """Make a disabled account active again with the keys it had; False when it has none."""
        done = self._connection.execute(
            update(accounts)
            .where(
                accounts.c.id == account_id,
                accounts.c.state == AccountState.DISABLED,
                accounts.c.box != b"",
            )
            .values(state=AccountState.ACTIVE)
        )
        return done.rowcount == 1

    def use_code_step(self, account_id: bytes, step: int) -> bool:
        """Spend a one-time code's time step; False when it, or a later one, was spent before."""
        done = self._connection.execute(
            update(accounts)
            .where(accounts.c.id == account_id, accounts.c.last_code_step < step)
            .values(last_code_step=step)
        )
        return done.rowcount == 1

    def keep_preferences(self, account_id: bytes, preferences: bytes) -> None:
        """Write the box of what the account's owner chose over the one before."""
        self._connection.execute(
            update(accounts).where(accounts.c.id == account_id).values(preferences=preferences)
        )

    def by_id(self, account_id: bytes, *, lock: bool = False) -> Account | None:
        """The account with this id; `lock` makes who would change it wait."""
        query = select(accounts).where(accounts.c.id == account_id)
        row = self._connection.execute(
            query.with_for_update(key_share=True) if lock else query
        ).first()
        return _account(row) if row else None

    def by_email(self, email: str) -> Account | None:
        # Anybody may type here, and PostgreSQL fails where a NUL is looked for.
        if "\0" in email:
            return None
        row = self._connection.execute(select(accounts).where(accounts.c.email == email)).first()
        return _account(row) if row else None

    def by_invitation(self, invitation: bytes) -> Account | None:
        query = select(accounts).where(accounts.c.invitation == invitation)
        row = self._connection.execute(query).first()
        return _account(row) if row else None

    def every(self, *, lock: bool = False) -> list[Account]:
        """All accounts by name, whatever their state; `lock` makes who would change one wait."""
        query = select(accounts).order_by(accounts.c.name, accounts.c.email)
        if lock:
            # Not against those who only refer to an account: they hold cases, and would wait here.
            query = query.with_for_update(key_share=True)
        return [_account(row) for row in self._connection.execute(query)]

    def reset(self, account_id: bytes, invitation: bytes, invited_until: date) -> None:
        """Take an account's box and keys away, for its owner to make new ones by a link."""
        self._connection.execute(
            update(accounts)
            .where(accounts.c.id == account_id)
            .values(
                state=AccountState.INVITED,
                public_key=b"",
                identity_key=None,
                signing_key=None,
                box=b"",
                last_code_step=0,
                invitation=invitation,
                invited_until=invited_until,
            )
        )

    def members(self, *, lock: bool = False) -> list[Account]:
        """The active members who work on cases, by name; `lock` as in `every`."""
        return [account for account in self.every(lock=lock) if account.reads_cases]


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        desk=Desk(row.desk) if row.desk else None,
        state=AccountState(row.state),
        administration=row.administration,
        unit_name=row.unit_name,
        public_key=row.public_key,
        box=row.box,
        last_code_step=row.last_code_step,
        invited_until=row.invited_until,
        preferences=row.preferences or b"",
        identity_key=row.identity_key or b"",
        signing_key=row.signing_key or b"",
        for_one_dossier=row.for_one_dossier,
    )
