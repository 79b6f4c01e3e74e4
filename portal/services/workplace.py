"""What every service needs at hand: the database, the clock, the municipality and the server's
secrets."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property
from typing import Protocol

from crypto.key_pair import KeyPair
from crypto.receipt_code import ReceiptCode
from crypto.signing import SigningPair
from portal.domain.account import Account
from portal.domain.budget import budgets
from portal.domain.legal_calendar import copenhagen_date
from portal.domain.municipality import Municipality
from portal.services.budgets import Budgets
from portal.storage.anchor_file import AnchorFile
from portal.storage.database import Database
from portal.storage.disk import Disk
from portal.storage.unit_of_work import UnitOfWork


class Clock(Protocol):
    def now(self) -> datetime: ...


class Secrets:
    """The server's own secrets, kept outside the database and its backups; 32 bytes each.

    The pepper goes into every staff box; `server_key` keys the hashes of addresses in the throttle,
    and seals what the jobs read while nobody is signed in. `pepper` is None in a process that signs
    nobody in: whoever breaks into the public side then finds nothing to try passphrases with.
    """

    def __init__(self, pepper: bytes | None, server_key: bytes) -> None:
        self._pepper = pepper
        self.server_key = server_key

    @property
    def pepper(self) -> bytes:
        """Raises LookupError in a process that has none."""
        if self._pepper is None:
            raise LookupError("this process signs nobody in and has no pepper")
        return self._pepper


@dataclass(frozen=True)
class MailSettings:
    """`server` is smtp://… or smtps://…, `sender` the address mails come from, `base_url` the
    portal's own, without a slash at its end."""

    server: str = field(repr=False)
    sender: str
    base_url: str


@dataclass(frozen=True)
class Workplace:
    """Made once per process. `words` is the list passphrases are proposed from; without `mail`
    there is no mail server, and mails wait in the outbox. `anchor` is where the newest version of
    the unit's list is kept outside the database. `budgets` are what strangers may use together;
    without a `disk` nothing is refused for want of room."""

    database: Database
    clock: Clock
    municipality: Municipality
    secrets: Secrets
    anchor: AnchorFile
    words: tuple[str, ...] = field(repr=False, default=())
    mail: MailSettings | None = None
    budgets: Budgets = field(repr=False, default_factory=lambda: Budgets(budgets(0)))
    disk: Disk | None = None

    def open_unit(self, *, write: bool = False) -> AbstractContextManager[UnitOfWork]:
        return self.database.open_unit(write=write)

    def at_one_moment(self) -> "Workplace":
        """The same for one request or one command: the lists that the unit keeps are read at most
        once, when they are first asked for."""
        lists = cache(self.municipality.lists)
        return replace(self, municipality=replace(self.municipality, lists=lists))

    def now(self) -> datetime:
        """This moment, aware."""
        return self.clock.now()

    def today(self) -> date:
        """Today's date in Copenhagen."""
        return copenhagen_date(self.clock.now())


@dataclass(frozen=True)
class Member:
    """A member of the unit who is signed in: her account and the key pair her session holds."""

    account: Account
    key_pair: KeyPair = field(repr=False)

    @property
    def id(self) -> str:
        """Her account id in hex, as records name people."""
        return self.account.id.hex()

    @cached_property
    def signing_pair(self) -> SigningPair:
        """What she signs with; it follows from the seed of her key pair."""
        return SigningPair.of_member(self.key_pair.seed)


@dataclass(frozen=True)
class Reporter:
    """Who came with a receipt code: what was derived from it, never the code itself."""

    locator: bytes = field(repr=False)
    key_pair: KeyPair = field(repr=False)
    signing_pair: SigningPair = field(repr=False)

    @classmethod
    def of(cls, code: ReceiptCode) -> "Reporter":
        return cls(code.locator, code.key_pair(), code.signing_pair())
