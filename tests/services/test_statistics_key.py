"""The statistics key is made once, with the first head of unit, and handed on by who holds it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, event, update

from crypto.errors import CannotOpen
from crypto.identifiers import new_secret
from crypto.key_pair import KeyPair
from crypto.one_time_code import code_at
from portal.domain.access import Desk, Role
from portal.domain.errors import NotFound
from portal.domain.unit_list import UnitList
from portal.services.accounts.activate_account import activate_account
from portal.services.accounts.disable_account import disable_account, enable_account
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.statistics.statistics_key import (
    bring_statistics_key_up_to_date,
    open_statistics_key,
    share_statistics_key,
    unread_statistics_holders,
)
from portal.storage.tables import unit_key_copies, unit_keys, unit_lists
from tests.support.office import Office, all_at_once
from tests.support.portal import OTP_SECRET

if TYPE_CHECKING:
    from portal.services.workplace import Member


def without_key(office: Office) -> None:
    """A portal from before there was a statistics key, and a list that names it."""
    with office.database.engine.begin() as connection:
        for table in (unit_key_copies, unit_keys, unit_lists):
            connection.execute(delete(table))
    office.anchor_file.unlink()


def holders(office: Office) -> set[bytes]:
    return {row.holder for row in office.rows(unit_key_copies)}


def opened(office: Office, member: Member) -> bytes:
    """The seed that a member's copy gives her."""
    with office.database.open_unit() as unit:
        return open_statistics_key(office.workplace, unit, member).seed


def invited(office: Office, name: str, role: Role, desk: Desk | None) -> str:
    """The secret part of an activation link."""
    new = NewAccount(f"{name}@kommune.example", name, role, desk)
    return invite_account(office.workplace, None, new).token


def activate(office: Office, token: str) -> bytes:
    """The id of the account that was activated."""
    account = activate_account(
        office.workplace,
        token,
        passphrase="æbletræet vælter mandag aften",
        otp_secret=OTP_SECRET,
        code=code_at(OTP_SECRET, office.clock.now()),
    )
    return account.id


def activated(office: Office, name: str, role: Role, desk: Desk | None) -> bytes:
    """The id of an account that was invited and activated as people are."""
    return activate(office, invited(office, name, role, desk))


def test_the_first_head_of_unit_makes_the_key_with_her_activation_and_the_second_makes_none(
    office: Office,
) -> None:
    without_key(office)
    activated(office, "Ida", Role.CASEWORKER, Desk.BOTH)
    activated(office, "Klara", Role.LEAD, Desk.COMPLAINTS)
    assert office.rows(unit_keys) == []
    first = activated(office, "Lone", Role.LEAD, Desk.WHISTLEBLOWING)
    [key] = office.rows(unit_keys)
    assert holders(office) == {first}
    activated(office, "Mona", Role.LEAD, Desk.BOTH)
    assert office.rows(unit_keys) == [key]
    assert holders(office) == {first}


def test_heads_of_unit_who_are_activated_at_one_moment_make_one_key_and_one_list(
    office: Office,
) -> None:
    without_key(office)
    links = [invited(office, f"Leder{number}", Role.LEAD, Desk.BOTH) for number in range(4)]
    all_at_once(lambda number: activate(office, links[number]), len(links))
    [key], [version] = office.rows(unit_keys), office.rows(unit_lists)
    assert holders(office) == {version.signer}
    assert UnitList.from_bytes(version.content).statistics_key == key.public_key


def test_a_second_sign_in_hands_the_key_to_a_newcomer_and_an_auditor_and_to_nobody_else(
    office: Office,
) -> None:
    dorthe = office.newcomer()
    rikke = office.newcomer("Rikke", Role.AUDITOR, None)
    torben = office.newcomer("Torben", Role.ADMINISTRATOR, None)
    gone = office.newcomer("Niels")
    disable_account(office.workplace, None, gone.account.email)
    bring_statistics_key_up_to_date(office.workplace, dorthe)
    for member in (dorthe, rikke, torben):
        with pytest.raises(NotFound):
            opened(office, member)
    bring_statistics_key_up_to_date(office.workplace, office.anders)
    seed = opened(office, office.birgitte)
    assert opened(office, dorthe) == opened(office, rikke) == opened(office, office.chaima) == seed
    assert not holders(office) & {torben.account.id, gone.account.id}


def test_how_many_were_given_a_copy_is_told_and_who_has_none_gives_none(office: Office) -> None:
    dorthe = office.newcomer()
    office.newcomer("Rikke", Role.AUDITOR, None)
    assert share_statistics_key(office.workplace, dorthe) == 0
    assert share_statistics_key(office.workplace, office.chaima) == 2
    assert share_statistics_key(office.workplace, office.chaima) == 0


def test_sharing_at_one_moment_gives_each_one_copy(office: Office) -> None:
    newcomers = [office.newcomer(f"Ny{number}") for number in range(3)]
    givers = [office.birgitte, office.anders, office.chaima]
    given = all_at_once(
        lambda number: share_statistics_key(office.workplace, givers[number]), len(givers)
    )
    assert sum(given) == len(newcomers)
    assert {opened(office, one) for one in newcomers} == {opened(office, office.birgitte)}


def test_a_sign_in_writes_nothing_when_nothing_is_missing(office: Office) -> None:
    told: list[str] = []
    event.listen(
        office.database.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: told.append(statement.split()[0]),
    )
    for member in (office.birgitte, office.anders):
        bring_statistics_key_up_to_date(office.workplace, member)
    assert "SELECT" in told
    assert set(told) <= {"SELECT", "BEGIN"}
    assert len(told) < 12


def test_disabled_accounts_that_alone_hold_the_key_are_named_until_somebody_else_holds_it(
    office: Office,
) -> None:
    def alone() -> list[bytes]:
        return [one.id for one in unread_statistics_holders(office.workplace)]

    anders, chaima = office.anders.account, office.chaima.account
    with office.database.engine.begin() as connection:
        kept = unit_key_copies.c.holder.in_([anders.id, chaima.id])
        connection.execute(delete(unit_key_copies).where(~kept))
    disable_account(office.workplace, None, chaima.email)
    assert alone() == []
    disable_account(office.workplace, None, anders.email)
    assert alone() == [anders.id, chaima.id]
    enable_account(office.workplace, None, anders.email)
    share_statistics_key(office.workplace, office.anders)
    disable_account(office.workplace, None, anders.email)
    assert alone() == []


def test_before_there_is_a_key_nobody_is_said_to_hold_it_alone(office: Office) -> None:
    without_key(office)
    disable_account(office.workplace, None, office.anders.account.email)
    assert unread_statistics_holders(office.workplace) == []


def test_a_copy_opens_to_nobody_but_its_holder(office: Office) -> None:
    stranger = replace(office.anders, key_pair=office.chaima.key_pair)
    with pytest.raises(CannotOpen):
        opened(office, stranger)


def test_an_altered_copy_stops_the_statistics_and_no_sign_in(office: Office) -> None:
    office.newcomer()
    with office.database.engine.begin() as connection:
        connection.execute(update(unit_key_copies).values(box=b"\x01" + new_secret() * 40))
    with pytest.raises(CannotOpen):
        opened(office, office.anders)
    bring_statistics_key_up_to_date(office.workplace, office.anders)
    assert len(holders(office)) == 3


def test_a_key_that_the_list_does_not_name_counts_for_nothing(office: Office) -> None:
    with office.database.engine.begin() as connection:
        connection.execute(update(unit_keys).values(public_key=KeyPair.new().public))
    assert opened(office, office.birgitte)
    office.relist(lambda now: replace(now, statistics_key=KeyPair.new().public))
    with pytest.raises(CannotOpen):
        opened(office, office.birgitte)
