"""An account is made and its owner invited by a one-time link, handed over by who made it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError

from crypto.identifiers import hash_of, new_id, new_token
from crypto.labels import INVITATION
from portal.domain.access import INVITABLE_ROLES, AccountState, Desk, Role
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput
from portal.services.workplace import Workplace

LINK_DAYS = 7
_LONGEST_NAME = 200


@dataclass(frozen=True)
class NewAccount:
    """What is told of a new account. `desk` is for caseworkers and heads of unit only."""

    email: str
    name: str
    role: Role
    desk: Desk | None = None
    unit_name: str = ""


@dataclass(frozen=True)
class Invitation:
    """`token` is the secret part of the activation link; only its hash is kept."""

    account: Account
    token: str = field(repr=False)


def invite_account(workplace: Workplace, actor: bytes | None, new: NewAccount) -> Invitation:
    """Make an account, or a new link for one that was never activated.

    `actor` is the account id of who invites, None on the command line. The link is good for 7 days.
    Raises InvalidInput: `email` (`not_an_address`, `taken`), `name` (`missing`,
    `not_a_name`), `role` (`not_yet`), `desk` (`missing`).
    """
    account = _checked(new)
    token = new_token()
    until = workplace.today() + timedelta(days=LINK_DAYS)
    with workplace.open_unit(write=True) as unit:
        known = unit.accounts.by_email(account.email)
        if known is None:
            try:
                unit.accounts.add(account, invitation_hash(token), until)
            except IntegrityError:
                raise InvalidInput("email", "taken") from None
        elif not known.box and not known.active:
            account = replace(account, id=known.id)
            unit.accounts.invite_again(account, invitation_hash(token), until)
        else:
            raise InvalidInput("email", "taken")
        unit.system_log.add(
            SystemEvent.ACCOUNT_INVITED, workplace.now(), actor=actor, subject=account.id
        )
        unit.commit()
    return Invitation(account, token)


def invitation_hash(token: str) -> bytes:
    """What is kept of an activation token, 32 bytes."""
    return hash_of(INVITATION, token.encode())


def normalise_email(email: str) -> str:
    """An address as accounts are found by: trimmed and in lower case.

    Not casefolded: that makes ss of ß, which in a domain is somebody else's.
    """
    return email.strip().lower()


def _checked_email(typed: str) -> str:
    try:
        valid = validate_email(typed.strip(), check_deliverability=False).normalized
        # In lower case a text can grow, and be another address or none: it is kept as it is used.
        kept = normalise_email(valid)
        if validate_email(kept, check_deliverability=False).normalized != kept:
            raise InvalidInput("email", "not_an_address")
    except EmailNotValidError:
        raise InvalidInput("email", "not_an_address") from None
    return kept


def _checked(new: NewAccount) -> Account:
    email = _checked_email(new.email)
    name = " ".join(new.name.split())
    if not name:
        raise InvalidInput("name", "missing")
    # Reporters read it when they choose who must not see their report: no sign that hides or turns.
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidInput("name", "not_a_name")
    if new.role not in INVITABLE_ROLES:
        raise InvalidInput("role", "not_yet")
    works_on_cases = new.role in (Role.CASEWORKER, Role.LEAD)
    if works_on_cases and new.desk is None:
        raise InvalidInput("desk", "missing")
    return Account(
        id=new_id(),
        email=email,
        name=name,
        role=new.role,
        desk=new.desk if works_on_cases else None,
        state=AccountState.INVITED,
        unit_name=new.unit_name.strip(),
    )
