"""Who belongs to the unit: the list whose versions are signed, and how accounts differ from it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from portal.domain.access import Desk, Role, receives
from portal.domain.case_status import CaseKind
from portal.domain.errors import BrokenList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.domain.account import Account

# Something is sealed to them: cases, the statistics' key, or to contact persons a dossier.
LISTED_ROLES = (Role.CASEWORKER, Role.LEAD, Role.AUDITOR, Role.CONTACT)
_SIGNING_ROLES = (Role.CASEWORKER, Role.LEAD)


@dataclass(frozen=True)
class Anchor:
    """What is kept outside the database: the root (32 bytes), and the highest version seen with its
    hash (32 bytes)."""

    root: bytes
    version: int
    hash: bytes


@dataclass(frozen=True)
class ListVersion:
    """One signed version as it is stored. `previous` is the hash of the one before, empty for the
    first; `signer` the account id of who signed."""

    version: int
    previous: bytes
    content: bytes
    signer: bytes
    signature: bytes


@dataclass(frozen=True)
class ListedMember:
    """One member, or contact person, with her public keys. `account` is the account's id;
    `administration` and `for_one_dossier` are said of contact persons alone."""

    account: bytes
    email: str
    name: str
    role: Role
    desk: Desk | None
    unit_name: str
    key: bytes = field(repr=False)
    identity_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)
    administration: str = ""
    for_one_dossier: bool = False

    @property
    def is_contact(self) -> bool:
        return self.role is Role.CONTACT

    def reads(self, kind: CaseKind) -> bool:
        """Whether cases of a kind are sealed to her."""
        return receives(kind, self.role, self.desk)

    @property
    def reads_cases(self) -> bool:
        return any(self.reads(kind) for kind in CaseKind)

    @property
    def may_sign(self) -> bool:
        """Whether she may sign a new version: members of the unit may, auditors and contact
        persons may not."""
        return self.role in _SIGNING_ROLES

    def as_json(self) -> dict[str, str | bool]:
        # Of everybody else the same bytes as before there were contact persons on the list: their
        # words and the signatures over them stay good.
        if self.is_contact:
            return self._of_anybody() | {
                "administration": self.administration,
                "for_one_dossier": self.for_one_dossier,
            }
        return self._of_anybody()

    def _of_anybody(self) -> dict[str, str | bool]:
        return {
            "account": self.account.hex(),
            "email": self.email,
            "name": self.name,
            "role": self.role,
            "desk": self.desk or "",
            "unit_name": self.unit_name,
            "key": b64encode(self.key).decode("ascii"),
            "identity_key": b64encode(self.identity_key).decode("ascii"),
            "signing_key": b64encode(self.signing_key).decode("ascii"),
        }

    def compared(self, root: bytes) -> bytes:
        """What two people compare by its words: everything here, and the root of the list."""
        return json.dumps(self.as_json(), separators=(",", ":"), ensure_ascii=False).encode() + root


@dataclass(frozen=True)
class UnitList:
    """The content of one version. Keys are empty where there are none."""

    members: tuple[ListedMember, ...]
    statistics_key: bytes = field(default=b"", repr=False)
    recovery_key: bytes = field(default=b"", repr=False)

    def member(self, account: bytes) -> ListedMember | None:
        return next((one for one in self.members if one.account == account), None)

    def with_member(self, member: ListedMember) -> UnitList:
        """The list with this member, in place of what it said of her before."""
        others = self.without(member.account).members
        return replace(self, members=(*others, member))

    def without(self, account: bytes) -> UnitList:
        return replace(self, members=tuple(one for one in self.members if one.account != account))

    def to_bytes(self) -> bytes:
        """The content that is signed (crypto/SPEC.md section 17)."""
        content = {
            "members": [member.as_json() for member in self.members],
            "statistics_key": b64encode(self.statistics_key).decode("ascii"),
            "recovery_key": b64encode(self.recovery_key).decode("ascii"),
        }
        return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> UnitList:
        """Raises BrokenList for bytes that are no list."""
        try:
            told = json.loads(content)
            return cls(
                members=tuple(_member(one) for one in told["members"]),
                statistics_key=b64decode(told["statistics_key"], validate=True),
                recovery_key=b64decode(told["recovery_key"], validate=True),
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            raise BrokenList from None


class Difference(StrEnum):
    """How an account and the list differ."""

    NEWCOMER = "newcomer"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Differing:
    """`about` is what the accounts say of her, or of one who is gone what the list says."""

    difference: Difference
    about: ListedMember

    @property
    def is_alarm(self) -> bool:
        """A newcomer waits; anything else is either unfinished business or an intruder."""
        return self.difference is not Difference.NEWCOMER


def listed_member(account: Account) -> ListedMember | None:
    """What the list would say of an account: None for one that nothing is sealed to, that is not
    active, or that has not got all its keys yet."""
    if not account.active or account.role not in LISTED_ROLES:
        return None
    if not (account.public_key and account.identity_key and account.signing_key):
        return None
    return ListedMember(
        account=account.id,
        email=account.email,
        name=account.name,
        role=account.role,
        desk=account.desk,
        unit_name=account.unit_name,
        key=account.public_key,
        identity_key=account.identity_key,
        signing_key=account.signing_key,
        administration=account.administration if account.is_contact else "",
        for_one_dossier=account.is_contact and account.for_one_dossier,
    )


def differences(unit_list: UnitList, accounts: Iterable[Account]) -> list[Differing]:
    """Where accounts and list differ, in the order of the accounts."""
    known = {account.id: account for account in accounts}
    found = []
    for account in known.values():
        listed, now = unit_list.member(account.id), listed_member(account)
        if listed is None and now is not None:
            found.append(Differing(Difference.NEWCOMER, now))
        elif listed is not None and now is None:
            found.append(Differing(Difference.GONE, listed))
        elif now is not None and listed != now:
            found.append(Differing(Difference.CHANGED, now))
    vanished = [one for one in unit_list.members if one.account not in known]
    return found + [Differing(Difference.GONE, one) for one in vanished]


def active_readers(
    unit_list: UnitList, accounts: Iterable[Account], kind: CaseKind
) -> list[Account]:
    """Whom cases of a kind are sealed to, by name: the listed members of its desk whose account is
    active, with the keys, role and desk that the list gives, whatever the account says."""
    active = {account.id: account for account in accounts if account.active}
    readers = [
        as_listed(active[member.account], member)
        for member in unit_list.members
        if member.reads(kind) and member.account in active
    ]
    return sorted(readers, key=lambda account: (account.name, account.email))


def as_listed(account: Account, member: ListedMember) -> Account:
    """The account as the list has it."""
    return replace(
        account,
        email=member.email,
        name=member.name,
        role=member.role,
        desk=member.desk,
        unit_name=member.unit_name,
        public_key=member.key,
        identity_key=member.identity_key,
        signing_key=member.signing_key,
        administration=member.administration,
        for_one_dossier=member.for_one_dossier,
    )


def active_contacts(unit_list: UnitList, accounts: Iterable[Account]) -> list[Account]:
    """The contact persons on the list who are active and can open what is sealed to the keys that
    the list gives, as the list has them, by name."""
    able = {account.id: account for account in accounts if account.active}
    contacts = [
        as_listed(able[member.account], member)
        for member in unit_list.members
        if member.is_contact
        and member.account in able
        and able[member.account].public_key == member.key
    ]
    return sorted(contacts, key=lambda account: (account.name, account.email))


def _member(told: dict[str, Any]) -> ListedMember:
    role = Role(told["role"])
    is_contact = role is Role.CONTACT
    return ListedMember(
        account=bytes.fromhex(told["account"]),
        email=str(told["email"]),
        name=str(told["name"]),
        role=role,
        desk=Desk(told["desk"]) if told["desk"] else None,
        unit_name=str(told["unit_name"]),
        key=b64decode(told["key"], validate=True),
        identity_key=b64decode(told["identity_key"], validate=True),
        signing_key=b64decode(told["signing_key"], validate=True),
        administration=str(told.get("administration", "")) if is_contact else "",
        for_one_dossier=is_contact and told.get("for_one_dossier", False) is True,
    )
