"""A staff sign-in and what it may do."""

from dataclasses import dataclass, field
from datetime import date

from portal.domain.access import AccountState, Desk, Permission, Role, may, receives
from portal.domain.case_status import CaseKind


@dataclass(frozen=True)
class PublicKeys:
    """What others need of an account: to seal cases to it, to seal identities to it (1,216 bytes
    each), and to check what it signed (1,984 bytes)."""

    public_key: bytes = field(repr=False)
    identity_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Account:
    """`id` is 16 bytes. `public_key` and `box` are empty until the account is activated;
    `preferences` is the sealed box of what its owner chose, empty until she has.
    `administration` and `for_one_dossier` are a contact person's: whom she answers for, and whether
    she was invited for a single dossier, and is proposed for no other."""

    id: bytes
    email: str
    name: str
    role: Role
    desk: Desk | None
    state: AccountState
    administration: str = ""
    unit_name: str = ""
    public_key: bytes = b""
    box: bytes = field(default=b"", repr=False)
    last_code_step: int = 0
    invited_until: date | None = None
    preferences: bytes = field(default=b"", repr=False)
    identity_key: bytes = b""
    signing_key: bytes = b""
    for_one_dossier: bool = False

    @property
    def active(self) -> bool:
        return self.state is AccountState.ACTIVE

    @property
    def is_lead(self) -> bool:
        return self.role is Role.LEAD

    @property
    def is_contact(self) -> bool:
        return self.role is Role.CONTACT

    def reads(self, kind: CaseKind) -> bool:
        """Whether new cases of a kind are for her."""
        return self.active and receives(kind, self.role, self.desk)

    @property
    def reads_cases(self) -> bool:
        """Whether she works on cases, of whichever kind."""
        return any(self.reads(kind) for kind in CaseKind)

    @property
    def may_be_away(self) -> bool:
        """Whether it counts when she is away: mails about cases or dossiers go to her."""
        return self.reads_cases or (self.active and self.is_contact)

    def may(self, permission: Permission) -> bool:
        return self.active and may(self.role, permission)
