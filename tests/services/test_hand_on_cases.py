"""Every case at once: to a colleague who came later, or who made new keys."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from portal.domain.case_file import Identity
from portal.domain.errors import NotFound
from portal.domain.unit_list import listed_member
from portal.services.accounts.list_accounts import find_account
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.hand_on_cases import Progress, cases_to_hand_on, hand_on_cases
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.casework.show_identity import show_identity
from portal.services.workplace import Member
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import case_keys, cases
from tests.support.office import Office
from tests.support.portal import PASSPHRASE, secrets_of

ANNE = Identity("Anne Ibsen", "22 33 44 55")


def handed_on(office: Office, member: Member, limit: int = 10, **more: object) -> Progress:
    return hand_on_cases(
        office.workplace,
        office.birgitte,
        member.account.id,
        secrets=secrets_of("Birgitte"),
        limit=limit,
        **more,
    )


def declares(office: Office, member: Member, number: str, *, impartial: bool = True) -> None:
    declare_impartiality(office.workplace, member, number, impartial=impartial, reason="Min søster")


def test_a_newcomer_gets_every_case_with_its_identity(office: Office) -> None:
    reports = [office.taken_up(f"Sag {number}", identity=ANNE) for number in range(3)]
    dorthe = office.newcomer()
    assert handed_on(office, dorthe) == Progress(
        3, left=0, refused=0, last=max(report.number for report in reports)
    )
    for number, report in enumerate(reports):
        declares(office, dorthe, report.number)
        assert read_case(office.workplace, dorthe, report.number).file.report.text == (
            f"Sag {number}"
        )
        shown = show_identity(
            office.workplace, dorthe, report.number, reason="Samtykke", passphrase=PASSPHRASE
        )
        assert shown == ANNE


def test_it_goes_on_where_it_was_broken_off(office: Office) -> None:
    numbers = sorted(office.filed(f"Sag {number}").number for number in range(5))
    dorthe = office.newcomer()
    assert cases_to_hand_on(office.workplace, office.birgitte, dorthe.account.id) == numbers
    assert handed_on(office, dorthe, 2) == Progress(2, left=3, refused=0, last=numbers[1])
    assert cases_to_hand_on(office.workplace, office.birgitte, dorthe.account.id) == numbers[2:]
    assert handed_on(office, dorthe, 2) == Progress(2, left=1, refused=0, last=numbers[3])
    assert handed_on(office, dorthe, 2) == Progress(1, left=0, refused=0, last=numbers[4])
    assert handed_on(office, dorthe, 2) == Progress(0, left=0, refused=0)
    assert list_cases(office.workplace, dorthe, WorklistQuery()).count == len(numbers)


def test_what_is_refused_does_not_hold_up_the_rest(office: Office) -> None:
    dorthe = office.newcomer()
    numbers = sorted(
        office.filed(f"Sag {number}", not_to=frozenset({dorthe.id})).number for number in range(3)
    )
    # Filed before she came: nobody could name her, and nobody did.
    shown = frozenset({office.birgitte.id, office.anders.id})
    open_to_her = office.filed("Sag 3", shown=shown).number
    steps, last = [], ""
    for _ in range(2):
        steps.append(handed_on(office, dorthe, 2, after=last))
        last = steps[-1].last
    assert sum(step.refused for step in steps) == len(numbers)
    assert sum(step.done for step in steps) == 1
    assert steps[-1].left == 0
    [row] = list_cases(office.workplace, dorthe, WorklistQuery()).rows
    assert row.facts.number == open_to_her


def test_who_is_disqualified_gets_no_key(office: Office) -> None:
    report = office.taken_up()
    declares(office, office.anders, report.number, impartial=False)
    assert handed_on(office, office.anders).refused == 1
    assert office.anders.account.id not in {row.holder for row in office.rows(case_keys)}


def test_each_case_says_in_its_log_who_gave_whom_access(office: Office) -> None:
    report = office.taken_up()
    dorthe = office.newcomer()
    handed_on(office, dorthe)
    view = read_case(office.workplace, office.birgitte, report.number)
    [line] = [line for line in view.log if line.event == "case:access:given"]
    assert (line.by, line.details) == (office.birgitte.id, {"to": dorthe.id})


def test_cases_are_for_active_members_of_the_desk_alone(office: Office) -> None:
    office.filed()
    for account_id in [
        *(stranger.account.id for stranger in office.strangers()),
        bytes(16),
        b"n" * 16,
    ]:
        with pytest.raises(NotFound):
            cases_to_hand_on(office.workplace, office.birgitte, account_id)


def test_who_works_on_complaints_is_handed_no_report(office: Office) -> None:
    office.filed()
    erik = office.of_complaints()
    assert cases_to_hand_on(office.workplace, office.birgitte, erik.account.id) == []


def test_nobody_hands_on_to_herself(office: Office) -> None:
    office.filed()
    assert handed_on(office, office.birgitte, anew=True) == Progress(0, left=0, refused=0)


def test_who_made_new_keys_gets_her_cases_anew_once_the_list_has_them(office: Office) -> None:
    report = office.taken_up()
    new = secrets_of("Anders with new keys")
    with office.workplace.open_unit(write=True) as unit:
        box = office.anders.account.box
        unit.accounts.renew_box(office.anders.account.id, new.public_keys, box)
        unit.commit()
    with pytest.raises(NotFound):
        handed_on(office, office.anders, anew=True)
    account = find_account(office.workplace, office.anders.account.id)
    assert account
    listed = listed_member(account)
    assert listed
    office.relist(lambda now: now.with_member(listed))

    assert handed_on(office, office.anders).done == 0
    assert handed_on(office, office.anders, anew=True).done == 1
    anders = Member(account, new.key_pair)
    assert read_case(office.workplace, anders, report.number).file.report.text


def test_a_case_that_was_altered_is_passed_over(office: Office) -> None:
    whole, altered = office.filed().number, office.filed().number
    with office.database.engine.begin() as connection:
        connection.execute(cases.update().where(cases.c.number == altered).values(state="closed"))
    dorthe = office.newcomer()
    progress = handed_on(office, dorthe)
    assert (progress.done, progress.refused) == (1, 1)
    [row] = list_cases(office.workplace, dorthe, WorklistQuery()).rows
    assert row.facts.number == whole


def test_an_auditor_has_no_case_to_hand_on(office: Office) -> None:
    office.filed()
    hanne = office.newcomer("Hanne", Role.AUDITOR, None)
    assert cases_to_hand_on(office.workplace, hanne, office.birgitte.account.id) == []
