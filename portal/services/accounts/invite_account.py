"""An account is made and its owner invited by a one-time link, handed over by who made it."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError

from crypto.identifiers import hash_of, new_id, new_token
from crypto.labels import INVITATION
from portal.domain.access import INVITABLE_ROLES, AccountState, Desk, Permission, Role
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, NotPermitted
from portal.services.workplace import Workplace

LINK_DAYS = 7
_LONGEST_NAME = 200


@dataclass(frozen=True)
class NewAccount:
    """What is told of a new account. `desk` is for caseworkers, heads of unit and contact persons
    (both desks unless it says so); `administration`, a code, and `for_one_dossier` for contact
    persons alone."""

    email: str
    name: str
    role: Role
    desk: Desk | None = None
    unit_name: str = ""
    administration: str = ""
    for_one_dossier: bool = False


@dataclass(frozen=True)
class Invitation:
    """`token` is the secret part of the activation link; only its hash is kept."""

    account: Account
    token: str = field(repr=False)


def invite_account(workplace: Workplace, actor: bytes | None, new: NewAccount) -> Invitation:
    """Make an account, or a new link for one that was never activated.

    `actor` is the account id of who invites, None on the command line. The link is good for 7 days.
    Raises InvalidInput: `email` (`not_an_address`, `taken`), `name` (`missing`, `not_a_name`),
    `desk` (`missing`), `unit_name` (`not_a_name`), `administration` (`missing`, `unknown`).
    """
    return _invited(workplace, actor, new, INVITABLE_ROLES)


def invite_contact(workplace: Workplace, actor: Account, new: NewAccount) -> Invitation:
    """The same by a member of the unit, who makes contact persons and nobody else: the link of
    another kind of account, a reset one's as well, is never replaced by hers.

    Raises NotPermitted, and what `invite_account` raises.
    """
    if not actor.may(Permission.CONTACT_INVITE) or new.role is not Role.CONTACT:
        raise NotPermitted
    return _invited(workplace, actor.id, new, (Role.CONTACT,))


def _invited(
    workplace: Workplace, actor: bytes | None, new: NewAccount, replaced: Collection[Role]
) -> Invitation:
    account = _checked(workplace, new)
    token = new_token()
    until = workplace.today() + timedelta(days=LINK_DAYS)
    with workplace.open_unit(write=True) as unit:
        known = unit.accounts.by_email(account.email)
        if known is None:
            try:
                unit.accounts.add(account, invitation_hash(token), until)
            except IntegrityError:
                raise InvalidInput("email", "taken") from None
        elif not known.box and not known.active and known.role in replaced:
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


def _checked(workplace: Workplace, new: NewAccount) -> Account:
    email = _checked_email(new.email)
    name = " ".join(new.name.split())
    if not name:
        raise InvalidInput("name", "missing")
    unit_name = " ".join(new.unit_name.split())
    # Reporters read it when they choose who must not see their report, members when they compare
    # words: no sign that hides or turns.
    for what, text in (("name", name), ("unit_name", unit_name)):
        if len(text) > _LONGEST_NAME or not text.isprintable():
            raise InvalidInput(what, "not_a_name")
    is_contact = new.role is Role.CONTACT
    return Account(
        id=new_id(),
        email=email,
        name=name,
        role=new.role,
        desk=_checked_desk(new),
        state=AccountState.INVITED,
        administration=_checked_administration(workplace, new) if is_contact else "",
        unit_name=unit_name,
        for_one_dossier=is_contact and new.for_one_dossier,
    )


def _checked_desk(new: NewAccount) -> Desk | None:
    if new.role is Role.CONTACT:
        return new.desk or Desk.BOTH
    if new.role not in (Role.CASEWORKER, Role.LEAD):
        return None
    if new.desk is None:
        raise InvalidInput("desk", "missing")
    return new.desk


def _checked_administration(workplace: Workplace, new: NewAccount) -> str:
    if not new.administration:
        raise InvalidInput("administration", "missing")
    if new.administration not in workplace.municipality.codes("administration"):
        raise InvalidInput("administration", "unknown")
    return new.administration
