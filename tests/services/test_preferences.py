"""What a member chose for herself: kept under seal, in one size, and never in anybody's way."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from crypto.one_time_code import code_at
from portal.domain.access import Desk, Role
from portal.domain.account import Account
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import DomainError, InvalidInput, NotFound, NotPermitted
from portal.domain.reminding import Absence, Colleague, to_remind
from portal.services.accounts.activate_account import activate_account
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.invite_account import NewAccount, invite_account
from portal.services.accounts.list_accounts import find_account, read_system_log
from portal.services.accounts.preferences import (
    Preferences,
    colleagues_of,
    language_of,
    preferences_of,
    set_absence,
    set_language,
)
from portal.services.workplace import Member
from portal.storage.tables import accounts
from tests.support.office import Office, all_at_once
from tests.support.portal import OTP_SECRET

TODAY = date(2026, 3, 3)
LAST = date(2026, 3, 20)


def account_of(office: Office, member: Member) -> Account:
    """The account as the database has it now."""
    account = find_account(office.workplace, member.account.id)
    assert account
    return account


def chosen(office: Office, member: Member) -> Preferences:
    return preferences_of(office.workplace, account_of(office, member))


def say_away(office: Office, member: Member, absence: Absence | None) -> None:
    set_absence(office.workplace, member.account, member.account.id, absence)


def boxes(office: Office) -> dict[bytes, bytes | None]:
    return {row.id: row.preferences for row in office.rows(accounts)}


def test_who_chose_nothing_is_there_and_reads_danish(office: Office) -> None:
    assert chosen(office, office.anders) == Preferences("da", None)
    assert language_of(office.workplace, office.anders.account) == "da"


def test_a_language_is_kept_and_an_unknown_one_refused(office: Office) -> None:
    set_language(office.workplace, office.anders.account, "en")
    assert language_of(office.workplace, account_of(office, office.anders)) == "en"
    with pytest.raises(InvalidInput, match="language: unknown"):
        set_language(office.workplace, office.anders.account, "sv")
    assert chosen(office, office.anders).language == "en"
    assert chosen(office, office.birgitte).language == "da"


@pytest.mark.parametrize("last", [None, TODAY, LAST])
def test_an_absence_is_kept_and_ended(office: Office, last: date | None) -> None:
    absence = Absence(TODAY, last, office.chaima.id)
    say_away(office, office.anders, absence)
    assert chosen(office, office.anders).absence == absence
    say_away(office, office.anders, None)
    assert chosen(office, office.anders).absence is None


def test_language_and_absence_leave_each_other_alone(office: Office) -> None:
    set_language(office.workplace, office.anders.account, "en")
    say_away(office, office.anders, Absence(TODAY))
    set_language(office.workplace, office.anders.account, "da")
    assert chosen(office, office.anders) == Preferences("da", Absence(TODAY))


def test_two_who_change_something_at_one_moment_both_have_it(office: Office) -> None:
    def change(number: int) -> None:
        if number % 2:
            set_language(office.workplace, office.anders.account, "en")
        else:
            set_absence(
                office.workplace, office.birgitte.account, office.anders.account.id, Absence(TODAY)
            )

    all_at_once(change)
    assert chosen(office, office.anders) == Preferences("en", Absence(TODAY))


@pytest.mark.parametrize(
    ("first", "last", "slip"),
    [
        (TODAY, TODAY - timedelta(days=1), "last: before_first"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "last: over"),
        (TODAY, TODAY + timedelta(days=800), "last: too_far"),
        (TODAY + timedelta(days=800), None, "first: begins_too_far"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(
    office: Office, first: date, last: date | None, slip: str
) -> None:
    with pytest.raises(InvalidInput, match=slip):
        say_away(office, office.anders, Absence(first, last))
    assert chosen(office, office.anders).absence is None


def test_who_works_on_complaints_is_stood_in_for_by_who_works_on_both(office: Office) -> None:
    erik, dorthe = office.of_complaints(), office.newcomer("Dorthe", Role.CASEWORKER, Desk.BOTH)
    say_away(office, erik, Absence(TODAY, LAST, dorthe.id))
    with pytest.raises(InvalidInput, match="stand_in: unknown"):
        say_away(office, dorthe, Absence(TODAY, LAST, erik.id))


def test_a_stand_in_is_an_active_colleague_of_the_desk_and_not_oneself(office: Office) -> None:
    others = [*office.strangers(), office.of_complaints()]
    for stand_in in [*(one.id for one in others), "0" * 32, "", "Chaima"]:
        with pytest.raises(InvalidInput, match="stand_in: unknown"):
            say_away(office, office.anders, Absence(TODAY, LAST, stand_in))
    with pytest.raises(InvalidInput, match="stand_in: self"):
        say_away(office, office.anders, Absence(TODAY, LAST, office.anders.id))
    assert chosen(office, office.anders).absence is None


def test_the_head_of_unit_says_it_for_a_colleague_and_nobody_else_does(office: Office) -> None:
    absence = Absence(TODAY, None, office.chaima.id)
    torben = office.newcomer("Torben", Role.ADMINISTRATOR, None)
    for stranger in (office.chaima, torben):
        with pytest.raises(NotPermitted):
            set_absence(office.workplace, stranger.account, office.anders.account.id, absence)
    set_absence(office.workplace, office.birgitte.account, office.anders.account.id, absence)
    assert chosen(office, office.anders).absence == absence


def test_only_who_is_reminded_of_something_can_be_absent(office: Office) -> None:
    torben = office.newcomer("Torben", Role.ADMINISTRATOR, None)
    with pytest.raises(NotFound):
        say_away(office, torben, Absence(TODAY))
    disable_account(office.workplace, None, office.chaima.account.email)
    for account_id in (torben.account.id, office.chaima.account.id, bytes(16), b""):
        with pytest.raises(NotFound):
            set_absence(office.workplace, office.birgitte.account, account_id, Absence(TODAY))


def test_the_log_says_that_it_was_done_and_nothing_of_what(office: Office) -> None:
    absence = Absence(TODAY, LAST, office.chaima.id)
    for told in (absence, absence, None, None):
        set_absence(office.workplace, office.birgitte.account, office.anders.account.id, told)
    lines = [(line.event, line.actor, line.subject) for line in read_system_log(office.workplace)]
    assert lines == [(SystemEvent.ABSENCE_SET, "Birgitte Prøve", "Anders Prøve")] * 2


def test_nothing_of_it_stands_in_clear_and_all_boxes_are_of_one_size(office: Office) -> None:
    say_away(office, office.anders, Absence(TODAY, LAST, office.chaima.id))
    set_language(office.workplace, office.birgitte.account, "en")
    say_away(office, office.chaima, Absence(TODAY))
    say_away(office, office.chaima, None)
    kept = boxes(office)
    assert len({len(box) for box in kept.values() if box}) == 1
    for box in kept.values():
        assert box
        for part in (b"2026-03", b"language", b"stand_in", office.chaima.id.encode()):
            assert part not in box
    assert "preferences=" not in repr(account_of(office, office.anders))


def test_an_account_has_a_box_from_the_day_it_is_activated(office: Office) -> None:
    new = NewAccount("ida@kommune.example", "Ida Vest", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    invitation = invite_account(office.workplace, None, new)
    activate_account(
        office.workplace,
        invitation.token,
        passphrase="æbletræet vælter mandag aften",
        otp_secret=OTP_SECRET,
        code=code_at(OTP_SECRET, office.clock.now()),
    )
    say_away(office, office.anders, Absence(TODAY, LAST, office.chaima.id))
    ida, anders = (boxes(office)[one] for one in (invitation.account.id, office.anders.account.id))
    assert ida
    assert anders
    assert len(ida) == len(anders)
    account = find_account(office.workplace, invitation.account.id)
    assert account
    assert preferences_of(office.workplace, account) == Preferences()


def test_the_same_choice_made_again_gives_another_box(office: Office) -> None:
    seen = set()
    for _ in range(3):
        set_language(office.workplace, office.anders.account, "en")
        seen.add(boxes(office)[office.anders.account.id])
    assert len(seen) == 3


@pytest.mark.parametrize("swap", ["altered", "a colleague's", "nothing"])
def test_a_box_that_does_not_open_counts_as_nothing_chosen(office: Office, swap: str) -> None:
    say_away(office, office.anders, Absence(TODAY, None, office.chaima.id))
    mine = boxes(office)[office.anders.account.id]
    assert mine
    other = {"altered": mine[:-1] + bytes([mine[-1] ^ 1]), "a colleague's": mine, "nothing": None}
    victim = office.birgitte if swap == "a colleague's" else office.anders
    with office.database.engine.begin() as connection:
        connection.execute(
            update(accounts)
            .where(accounts.c.id == victim.account.id)
            .values(preferences=other[swap])
        )
    assert chosen(office, victim) == Preferences()
    set_language(office.workplace, victim.account, "en")
    assert chosen(office, victim) == Preferences("en", None)


def test_an_account_that_does_not_exist_chooses_nothing(office: Office) -> None:
    nobody = Account(
        bytes(16), "x@example.org", "X", Role.LEAD, Desk.BOTH, office.anders.account.state
    )
    with pytest.raises(DomainError):
        set_language(office.workplace, nobody, "en")


def test_the_rules_of_reminding_are_told_who_works_here_and_who_is_away(office: Office) -> None:
    office.newcomer("Torben", Role.ADMINISTRATOR, None)
    away = Absence(TODAY, LAST, office.chaima.id)
    say_away(office, office.anders, away)
    with office.workplace.open_unit() as unit:
        everyone = unit.accounts.every()
    assert colleagues_of(office.workplace, everyone) == {
        office.birgitte.id: Colleague(office.birgitte.id, True),
        office.anders.id: Colleague(office.anders.id, False, away),
        office.chaima.id: Colleague(office.chaima.id, False),
    }


def test_a_stand_in_whose_account_was_closed_counts_as_absent(office: Office) -> None:
    say_away(office, office.anders, Absence(TODAY, LAST, office.chaima.id))
    everybody = frozenset({office.birgitte.id, office.anders.id, office.chaima.id})

    def reminded() -> frozenset[str]:
        with office.workplace.open_unit() as unit:
            colleagues = colleagues_of(office.workplace, unit.accounts.every())
        return to_remind(office.anders.id, colleagues, everybody, TODAY)

    assert reminded() == {office.chaima.id}
    disable_account(office.workplace, None, office.chaima.account.email)
    assert reminded() == {office.birgitte.id}
