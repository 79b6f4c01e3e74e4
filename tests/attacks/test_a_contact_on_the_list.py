"""A contact person stands on the same signed list as the members, and that opens nothing to her:
no key of a case, no identity, no statistics, whoever asks for it and whatever the database says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, update

from crypto.comparison_words import comparison_words
from crypto.identifiers import new_secret
from crypto.recovery import new_recovery
from portal.domain.access import Role
from portal.domain.case_file import Identity
from portal.domain.errors import BrokenList, InvalidInput, NotFound, NotOnTheList
from portal.domain.unit_list import UnitList
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.list_accounts import list_members
from portal.services.casework.assign_case import assign_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.give_access import give_access
from portal.services.casework.hand_on_cases import cases_to_hand_on, hand_on_cases
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.casework.show_identity import show_identity
from portal.services.members.change_list import remove_member
from portal.services.members.list_recovery_key import list_recovery_key
from portal.services.members.readers import listed_accounts, listed_holders
from portal.services.members.unit_list import current_list
from portal.services.recovery.ask_for_recovery import recovery_request
from portal.services.statistics.statistics_key import open_statistics_key, share_statistics_key
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import accounts, case_keys
from portal.storage.unit_key_store import STATISTICS
from tests.attacks.test_an_administrator_with_sql import facts_of, sql
from tests.services.listing import forge, take_up
from tests.support.office import WORDS
from tests.support.portal import PASSPHRASE, secrets_of

if TYPE_CHECKING:
    from portal.services.workplace import Member
    from tests.support.office import Office
    from tests.support.portal import FiledReport

PUBLIC, SHARES = new_recovery(needed=2, holders=2)
ANNE = Identity("Anne Ibsen", "22 33 44 55")


@pytest.fixture
def karen(office: Office) -> Member:
    """A contact person on the list."""
    return office.contact()


@pytest.fixture(params=["as she is", "as a lead in the database"])
def claimed(request: pytest.FixtureRequest, office: Office, karen: Member) -> Member:
    """The same, also with an account that somebody with SQL made a head of unit's."""
    if request.param != "as she is":
        row = update(accounts).where(accounts.c.id == karen.account.id)
        sql(office, row.values(role=Role.LEAD, administration=""))
    return karen


def holders(office: Office, report: FiledReport) -> set[bytes]:
    with office.workplace.open_unit() as unit:
        return set(unit.case_keys.members(facts_of(office, report).id))


def list_the_recovery_key(office: Office, member: Member) -> None:
    list_recovery_key(
        office.workplace,
        member,
        PUBLIC,
        words=comparison_words(PUBLIC, WORDS),
        passphrase=PASSPHRASE,
    )


def test_a_report_is_not_sealed_to_her(office: Office, claimed: Member) -> None:
    report = office.filed()
    assert holders(office, report) == {
        office.birgitte.account.id,
        office.anders.account.id,
        office.chaima.account.id,
    }
    assert list_cases(office.workplace, claimed, WorklistQuery()).count == 0
    with pytest.raises(NotFound):
        read_case(office.workplace, claimed, report.number)
    assert claimed.account.id not in {one.id for one in list_members(office.workplace)}


def test_nobody_gives_her_access(office: Office, claimed: Member) -> None:
    report = office.taken_up()
    with pytest.raises(NotFound):
        give_access(
            office.workplace,
            office.birgitte,
            report.number,
            claimed.account.id,
            passphrase=PASSPHRASE,
        )
    with pytest.raises((NotFound, InvalidInput)):
        assign_case(office.workplace, office.birgitte, report.number, claimed.account.id)
    assert claimed.account.id not in holders(office, report)


def test_no_case_is_handed_on_to_her(office: Office, claimed: Member) -> None:
    report = office.filed()
    for anew in (False, True):
        with pytest.raises(NotFound):
            cases_to_hand_on(office.workplace, office.birgitte, claimed.account.id, anew=anew)
        with pytest.raises(NotFound):
            hand_on_cases(
                office.workplace,
                office.birgitte,
                claimed.account.id,
                secrets=secrets_of("Birgitte"),
                limit=5,
                anew=anew,
            )
    assert claimed.account.id not in holders(office, report)


def test_no_case_is_recovered_for_her(office: Office, claimed: Member) -> None:
    list_the_recovery_key(office, office.birgitte)
    office.filed()
    with pytest.raises(NotFound):
        recovery_request(office.workplace, claimed.account.email)


def test_the_statistics_key_is_not_shared_with_her(office: Office, claimed: Member) -> None:
    assert share_statistics_key(office.workplace, office.birgitte) == 0
    with office.workplace.open_unit() as unit:
        assert claimed.account.id not in unit.unit_keys.holders(STATISTICS)
        with pytest.raises(NotFound):
            open_statistics_key(office.workplace, unit, claimed)


def test_she_is_none_of_those_whom_keys_of_the_unit_may_be_sealed_to(
    office: Office, claimed: Member
) -> None:
    with office.workplace.open_unit() as unit:
        for known in (listed_accounts, listed_holders):
            assert claimed.account.id not in {one.id for one in known(office.workplace, unit)}


def test_she_signs_nothing(office: Office, claimed: Member) -> None:
    dorthe = office.newcomer()
    office.relist(lambda now: now.without(dorthe.account.id))
    with pytest.raises(NotOnTheList):
        take_up(office, claimed, dorthe.account.id)
    with pytest.raises(NotOnTheList):
        list_the_recovery_key(office, claimed)
    disable_account(office.workplace, None, office.chaima.account.email)
    with pytest.raises(NotOnTheList):
        remove_member(office.workplace, claimed, office.chaima.account.id, passphrase=PASSPHRASE)


def test_a_version_that_she_signed_past_the_portal_is_refused(
    office: Office, karen: Member
) -> None:
    with office.workplace.open_unit() as unit:
        now = current_list(office.workplace.anchor, unit)
    assert isinstance(now, UnitList)
    forge(office, now, karen.account.id, karen.signing_pair)
    with office.workplace.open_unit() as unit, pytest.raises(BrokenList):
        current_list(office.workplace.anchor, unit)


def test_a_row_added_in_her_name_opens_nothing_and_is_gone_with_the_next_keys(
    office: Office, karen: Member
) -> None:
    report = office.taken_up(identity=ANNE)
    row = {
        "case_id": facts_of(office, report).id, "holder": karen.account.id, "generation": 1,
        "box": new_secret(), "seen": new_secret(), "identity_box": new_secret(),
    }  # fmt: skip
    sql(office, insert(case_keys).values(row))
    with pytest.raises(NotFound):
        read_case(office.workplace, karen, report.number)
    with pytest.raises(NotFound):
        show_identity(office.workplace, karen, report.number, reason="?", passphrase=PASSPHRASE)
    declare_impartiality(
        office.workplace, office.chaima, report.number, impartial=False, reason="Min søster"
    )
    assert holders(office, report) == {office.birgitte.account.id, office.anders.account.id}


def test_a_member_who_becomes_a_contact_person_loses_her_cases_with_the_next_keys(
    office: Office,
) -> None:
    report = office.taken_up()
    sql(
        office,
        update(accounts)
        .where(accounts.c.id == office.anders.account.id)
        .values(role=Role.CONTACT, administration="BUF"),
    )
    take_up(office, office.birgitte, office.anders.account.id)
    assert office.anders.account.id in holders(office, report)
    declare_impartiality(
        office.workplace, office.chaima, report.number, impartial=False, reason="Min søster"
    )
    assert holders(office, report) == {office.birgitte.account.id}
