"""What the tests of the unit's list begin with: who waits, what stands there, and what somebody
with SQL makes of it."""

from __future__ import annotations

from sqlalchemy import delete, insert, update

from crypto.signing import SigningPair
from crypto.statements import unit_list_statement
from portal.domain.access import Desk, Role
from portal.domain.unit_list import ListVersion, UnitList, listed_member
from portal.services.accounts.sign_in import check_passphrase
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.members.change_list import take_up_member
from portal.services.members.look_at_list import LookAtList, look_at_list, words_of
from portal.services.members.unit_list import (
    hash_of_version,
)
from portal.services.workplace import Member
from portal.storage.tables import accounts, unit_lists
from tests.support.office import Office
from tests.support.portal import PASSPHRASE


def look(office: Office) -> LookAtList:
    return look_at_list(office.workplace)


def chain(office: Office) -> list[ListVersion]:
    with office.database.open_unit() as unit:
        newest = unit.unit_lists.newest()
        return unit.unit_lists.between(1, newest.version) if newest else []


def waiting(office: Office, name: str = "Dorthe", role: Role = Role.CASEWORKER) -> Member:
    """An active account that nobody has taken up."""
    desk = Desk.BOTH if role is not Role.AUDITOR else None
    someone = office.newcomer(name, role, desk)
    office.relist(lambda now: now.without(someone.account.id))
    return someone


def words_for(office: Office, account_id: bytes) -> str:
    """The words that the page shows of an account."""
    with office.database.open_unit() as unit:
        account = unit.accounts.by_id(account_id)
    assert account is not None
    listed = listed_member(account)
    assert listed is not None
    return words_of(office.workplace, listed)


def take_up(office: Office, signer: Member, account_id: bytes, words: str = "") -> None:
    take_up_member(
        office.workplace,
        signer,
        account_id,
        words=words or words_for(office, account_id),
        passphrase=PASSPHRASE,
    )


def write(office: Office, member: Member, **values: object) -> None:
    """Whoever can write the database changes an account."""
    with office.database.engine.begin() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == member.account.id).values(**values)
        )


def forge(office: Office, change: UnitList, signer: bytes, pair: SigningPair) -> None:
    """A next version put into the database past every service."""
    newest = chain(office)[-1]
    number, previous, content = newest.version + 1, hash_of_version(newest), change.to_bytes()
    statement = unit_list_statement(version=number, previous=previous, content=content)
    row = {
        "version": number,
        "previous": previous,
        "content": content,
        "signer": signer,
        "signature": pair.sign(statement),
    }
    with office.database.engine.begin() as connection:
        connection.execute(insert(unit_lists).values(**row))


def drop(office: Office, *versions: int) -> None:
    with office.database.engine.begin() as connection:
        connection.execute(delete(unit_lists).where(unit_lists.c.version.in_(versions)))


def sign_in(office: Office, name: str) -> StaffSecrets:
    """What lies in a member's box after her passphrase was right."""
    return check_passphrase(office.workplace, f"{name}@kommune.example", PASSPHRASE).secrets


# The chain
