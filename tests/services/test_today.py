"""What a member must do today: what she is reminded of, has news in, or stands in for."""

from datetime import date, timedelta

from portal.domain.reminding import Absence
from portal.services.accounts.preferences import set_absence
from portal.services.casework.assign_case import assign_case
from portal.services.casework.forward_matter import forward_matter
from portal.services.casework.list_today import Part, Today, list_today
from portal.services.casework.read_case import read_case
from portal.services.reporting.post_message import post_message
from portal.services.workplace import Member
from tests.support.office import Office
from tests.support.portal import FiledReport


def day_of(office: Office, member: Member) -> dict[Part, list[str]]:
    """The numbers in each part of a member's day that is not empty."""
    found: Today = list_today(office.workplace, member)
    assert found.everything
    return {part: [row.facts.number for row in rows] for part, rows in found.parts.items() if rows}


def hand_to(office: Office, report: FiledReport, member: Member) -> None:
    assign_case(office.workplace, office.birgitte, report.number, member.account.id)


def waiting(office: Office, member: Member, due: date) -> FiledReport:
    """A case of a member's that waits for an administration and that everybody has read."""
    report = office.taken_up()
    told = {"administration": "TMF", "text": "Undersøg", "due": due}
    ordinal = office.in_scope(report.number)
    forward_matter(office.workplace, office.anders, report.number, ordinal, **told)
    hand_to(office, report, member)
    for one in (office.birgitte, office.anders):
        read_case(office.workplace, one, report.number)
    return report


def test_a_case_is_in_the_day_of_who_works_on_it_and_one_that_nobody_does_in_everybodys(
    office: Office,
) -> None:
    hers, nobodys = office.taken_up(), office.filed()
    hand_to(office, hers, office.anders)
    assert day_of(office, office.anders) == {
        Part.MINE: [hers.number],
        Part.NOBODYS: [nobodys.number],
    }
    assert day_of(office, office.chaima) == {Part.NOBODYS: [nobodys.number]}


def test_what_waits_stands_there_on_the_days_it_is_reminded_of_and_no_other(
    office: Office,
) -> None:
    due = office.workplace.today() + timedelta(days=28)
    report = waiting(office, office.anders, due)
    shown = []
    for _ in range(31):
        office.clock.advance(timedelta(days=1))
        if day_of(office, office.anders):
            shown.append((due - office.workplace.today()).days)
    assert shown == [14, 7, 1, 0, -1, -2, -3]
    assert day_of(office, office.chaima) == {}
    assert report.number in day_of(office, office.anders)[Part.MINE]


def test_a_word_of_the_reporters_stands_there_until_it_was_read_whoever_has_the_case(
    office: Office,
) -> None:
    report = waiting(office, office.anders, office.workplace.today() + timedelta(days=28))
    assert day_of(office, office.anders) == {}
    post_message(office.workplace, report.reporter, "Jeg er blevet fyret.")
    assert day_of(office, office.anders) == {Part.MINE: [report.number]}
    read_case(office.workplace, office.anders, report.number)
    assert day_of(office, office.anders) == {}


def test_who_stands_in_sees_it_apart_and_who_is_away_is_told_that_she_is(office: Office) -> None:
    report = office.taken_up()
    hand_to(office, report, office.anders)
    today = office.workplace.today()
    absence = Absence(today, today + timedelta(days=3), office.chaima.id)
    set_absence(office.workplace, office.anders.account, office.anders.account.id, absence)
    assert day_of(office, office.chaima) == {Part.STANDING_IN: [report.number]}
    assert day_of(office, office.birgitte) == {}
    assert list_today(office.workplace, office.anders).absence == absence
    assert list_today(office.workplace, office.chaima).absence is None
    office.clock.advance(timedelta(days=4))
    assert list_today(office.workplace, office.anders).absence is None
    assert day_of(office, office.chaima) == {}


def test_the_head_of_unit_sees_what_is_overdue_with_colleagues(office: Office) -> None:
    report = office.taken_up()
    hand_to(office, report, office.anders)
    office.clock.advance(timedelta(days=93))
    assert day_of(office, office.birgitte) == {Part.OVERDUE: [report.number]}
    assert day_of(office, office.chaima) == {}


def test_a_case_she_has_no_key_to_is_in_nobodys_day_of_hers(office: Office) -> None:
    office.filed(not_to=frozenset({office.chaima.id}))
    assert day_of(office, office.chaima) == {}
