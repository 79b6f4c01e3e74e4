"""Who is written to, on which day, and how often: one mail a person and day, whatever there is."""

from datetime import date, timedelta

from portal.domain.mail import MailState
from portal.domain.reminding import Absence
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.preferences import set_absence
from portal.services.casework.assign_case import assign_case
from portal.services.casework.close_case import close_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.forward_matter import forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.set_case_aside import set_case_aside
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.reminding.write_digests import write_digests
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.workplace import Member
from portal.storage.tables import accounts, cases, mails, notices
from tests.services.acts import open_offer
from tests.support.office import Office, all_at_once
from tests.support.portal import FiledReport

FIRST = date(2026, 6, 3)


def go_to(office: Office, day: date) -> None:
    office.clock.advance(day - office.workplace.today())


def written_to(office: Office) -> set[str]:
    """Who is written to when the day's reminders are written now; their mails are then sent."""
    today, now = office.workplace.today(), office.workplace.now()
    write_digests(office.workplace)
    with office.workplace.open_unit(write=True) as unit:
        names = {account.id: account.name.split()[0] for account in unit.accounts.every()}
        waiting = unit.mails.due(now)
        assert {mail.written_on for mail in waiting} <= {today}
        for mail in waiting:
            assert unit.mails.claim(mail.id, 1, now)
        unit.commit()
    told = [names[mail.recipient] for mail in waiting]
    assert len(told) == len(set(told))
    return set(told)


def days_written(office: Office, until: date) -> dict[date, set[str]]:
    """Day by day from tomorrow: who is written to, where anybody is."""
    found = {}
    while office.workplace.today() < until:
        office.clock.advance(timedelta(days=1))
        if told := written_to(office):
            found[office.workplace.today()] = told
    return found


def quiet(office: Office) -> None:
    """Let the mails about what has just come go out."""
    office.clock.advance(timedelta(days=1))
    written_to(office)


def feedback(office: Office, report: FiledReport, *, interim: bool = False) -> None:
    give_feedback(
        office.workplace, office.birgitte, report.number, done="x", why="y", interim=interim
    )


def away(office: Office, member: Member, first: date, last: date, stand_in: Member | None) -> None:
    absence = Absence(first, last, stand_in.id if stand_in else None)
    set_absence(office.workplace, office.birgitte.account, member.account.id, absence)


def test_a_new_report_is_told_of_the_next_day_to_everybody_it_was_sealed_to(
    office: Office,
) -> None:
    assert written_to(office) == set()
    office.filed()
    office.filed(not_to=frozenset({office.chaima.id}))
    assert written_to(office) == set()
    office.clock.advance(timedelta(days=1))
    assert written_to(office) == {"Birgitte", "Anders", "Chaima"}
    assert office.rows(notices) == []


def test_who_was_excluded_hears_nothing_of_a_report(office: Office) -> None:
    office.filed(not_to=frozenset({office.chaima.id}))
    office.clock.advance(timedelta(days=1))
    assert written_to(office) == {"Birgitte", "Anders"}


def test_ten_reports_of_a_day_make_one_mail_a_person(office: Office) -> None:
    for _ in range(10):
        office.filed()
    assert {row.send_on for row in office.rows(notices)} == {date(2026, 3, 4)}
    office.clock.advance(timedelta(days=1))
    assert written_to(office) == {"Birgitte", "Anders", "Chaima"}
    assert len(office.rows(mails)) == 3


def test_a_notice_names_neither_case_nor_person_to_who_has_the_database_alone(
    office: Office,
) -> None:
    report = office.taken_up()
    post_message(office.workplace, report.reporter, "Der er nyt.")
    [case] = office.rows(cases)
    people = [row.id for row in office.rows(accounts)]
    boxes = [row.box for row in office.rows(notices)]
    assert len({len(box) for box in boxes}) == 1
    for row in office.rows(notices):
        assert not any(known in row.id + row.box for known in [case.id, *people])


def test_who_is_told_is_decided_in_the_morning_by_who_works_on_it_and_is_there_then(
    office: Office,
) -> None:
    handed_on, fell_ill, left = office.taken_up(), office.taken_up(), office.taken_up()
    quiet(office)
    for report in (handed_on, fell_ill, left):
        assign_case(office.workplace, office.birgitte, report.number, office.anders.account.id)
        post_message(office.workplace, report.reporter, "Jeg er blevet fyret.")
    assign_case(office.workplace, office.birgitte, handed_on.number, office.chaima.account.id)
    tomorrow = office.workplace.today() + timedelta(days=1)
    away(office, office.anders, tomorrow, tomorrow, None)
    office.clock.advance(timedelta(days=1))
    assert written_to(office) == {"Chaima", "Birgitte"}
    post_message(office.workplace, left.reporter, "Igen.")
    disable_account(office.workplace, None, office.anders.account.email)
    office.clock.advance(timedelta(days=1))
    assert written_to(office) == {"Birgitte"}


def test_a_word_of_the_reporters_is_for_who_works_on_the_case(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    quiet(office)
    post_message(office.workplace, report.reporter, "Der er nyt.")
    post_message(office.workplace, report.reporter, "Og mere.")
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=True)
    office.clock.advance(timedelta(days=1))
    assert written_to(office) == {"Birgitte"}


def test_the_limit_is_warned_of_on_its_days_and_the_head_is_told_daily_once_it_has_passed(
    office: Office,
) -> None:
    report = office.taken_up()
    assign_case(office.workplace, office.anders, report.number, office.anders.account.id)
    quiet(office)
    warned = days_written(office, date(2026, 6, 6))
    assert warned == {
        date(2026, 5, 4): {"Anders"},
        date(2026, 5, 20): {"Anders"},
        date(2026, 5, 27): {"Anders"},
        date(2026, 6, 2): {"Anders"},
        date(2026, 6, 3): {"Anders"},
        date(2026, 6, 4): {"Birgitte"},
        date(2026, 6, 5): {"Birgitte"},
        date(2026, 6, 6): {"Birgitte"},
    }
    feedback(office, report)
    assert days_written(office, date(2026, 6, 20)) == {}


def test_warnings_go_by_the_last_open_day_and_overdue_by_the_statutory_one(
    office: Office,
) -> None:
    # Thursday 5 March and three months: 5 June is closed, so one acts on the 4th.
    go_to(office, date(2026, 3, 5))
    office.taken_up()
    quiet(office)
    warned = days_written(office, date(2026, 6, 7))
    assert list(warned) == [
        date(2026, 5, 5),
        date(2026, 5, 21),
        date(2026, 5, 28),
        date(2026, 6, 3),
        date(2026, 6, 4),
        date(2026, 6, 6),
        date(2026, 6, 7),
    ]


def test_an_extended_case_is_warned_of_twice_over(office: Office) -> None:
    report = office.taken_up()
    office.in_scope(report.number)
    quiet(office)
    extend_feedback(office.workplace, office.birgitte, report.number, reason="Mange bilag.")
    go_to(office, date(2026, 5, 15))
    written_to(office)
    feedback(office, report, interim=True)
    warned = days_written(office, date(2026, 9, 4))
    assert list(warned) == [
        date(2026, 8, 4),
        date(2026, 8, 20),
        date(2026, 8, 27),
        date(2026, 9, 2),
        date(2026, 9, 3),
        date(2026, 9, 4),
    ]


def test_an_answer_is_reminded_of_until_it_is_due_and_once_when_it_has_not_come(
    office: Office,
) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    quiet(office)
    due = office.workplace.today() + timedelta(days=10)
    told = {"administration": "TMF", "text": "Undersøg", "due": due}
    forward_matter(office.workplace, office.birgitte, report.number, ordinal, **told)
    warned = days_written(office, due + timedelta(days=6))
    # Of the 30 and 14 days before, none lay ahead when the answer was asked for. Saturday 14 March
    # is the day itself, so one is warned by Friday the 13th.
    assert due == date(2026, 3, 14)
    assert list(warned) == [
        date(2026, 3, 6),
        date(2026, 3, 12),
        date(2026, 3, 13),
        date(2026, 3, 15),
    ]


def test_when_the_reporter_has_not_answered_it_is_said_once(office: Office) -> None:
    report = office.taken_up()
    quiet(office)
    write_to_reporter(
        office.workplace,
        office.birgitte,
        report.number,
        "Hvornår?",
        asks=True,
        due=date(2026, 3, 10),
    )
    assert list(days_written(office, date(2026, 3, 30))) == [date(2026, 3, 11)]


def test_a_case_that_was_set_aside_is_told_of_on_its_day(office: Office) -> None:
    report = office.taken_up()
    quiet(office)
    until = date(2026, 3, 20)
    set_case_aside(office.workplace, office.birgitte, report.number, until=until, reason="Ferie")
    assert days_written(office, date(2026, 3, 30)) == {until: {"Birgitte"}}


def test_days_on_which_the_portal_did_not_run_are_made_up_for_once(office: Office) -> None:
    office.taken_up()
    quiet(office)
    go_to(office, date(2026, 5, 3))
    assert written_to(office) == set()
    # The warnings of 4, 20 and 27 May are behind when it runs again.
    go_to(office, date(2026, 5, 29))
    assert written_to(office) == {"Birgitte"}
    assert written_to(office) == set()
    assert list(days_written(office, date(2026, 6, 4))) == [
        date(2026, 6, 2),
        date(2026, 6, 3),
        date(2026, 6, 4),
    ]


def test_a_clock_that_was_set_back_writes_nothing_twice(office: Office) -> None:
    office.taken_up()
    quiet(office)
    go_to(office, date(2026, 5, 4))
    assert written_to(office) == {"Birgitte"}
    go_to(office, date(2026, 5, 3))
    assert written_to(office) == set()
    go_to(office, date(2026, 5, 4))
    assert written_to(office) == set()


def test_a_clock_that_was_far_ahead_once_silences_nothing(office: Office) -> None:
    office.taken_up()
    quiet(office)
    office.clock.advance(timedelta(days=365))
    written_to(office)
    office.clock.advance(-timedelta(days=365))
    go_to(office, date(2026, 5, 4))
    assert written_to(office) == {"Birgitte"}
    assert written_to(office) == set()


def test_an_altered_notice_stops_no_mail(office: Office) -> None:
    office.filed()
    office.filed()
    with office.database.engine.begin() as connection:
        first = office.rows(notices)[0].id
        connection.execute(notices.update().where(notices.c.id == first).values(box=b"x"))
    office.clock.advance(timedelta(days=1))
    assert written_to(office) == {"Birgitte", "Anders", "Chaima"}


def test_reminders_reach_who_is_there_and_what_is_overdue_the_head(office: Office) -> None:
    report = office.taken_up()
    assign_case(office.workplace, office.anders, report.number, office.anders.account.id)
    quiet(office)
    away(office, office.anders, date(2026, 5, 1), date(2026, 6, 30), office.chaima)
    assert days_written(office, date(2026, 5, 25)) == {
        date(2026, 5, 4): {"Chaima"},
        date(2026, 5, 20): {"Chaima"},
    }
    away(office, office.chaima, date(2026, 5, 25), date(2026, 6, 30), office.anders)
    assert days_written(office, date(2026, 5, 30)) == {date(2026, 5, 27): {"Birgitte"}}
    away(office, office.birgitte, date(2026, 6, 1), date(2026, 6, 30), None)
    newcomer = office.newcomer()
    with office.workplace.open_unit() as unit:
        assert newcomer.account.id in {one.id for one in unit.accounts.members()}
    # Nobody who holds a key is there: who is meant gets it all the same, and no stranger.
    assert days_written(office, date(2026, 6, 4)) == {
        date(2026, 6, 2): {"Anders"},
        date(2026, 6, 3): {"Anders"},
        date(2026, 6, 4): {"Birgitte"},
    }


def test_while_nobody_works_on_a_case_the_head_is_reminded(office: Office) -> None:
    report = office.taken_up()
    assign_case(office.workplace, office.anders, report.number, None)
    quiet(office)
    assert days_written(office, date(2026, 5, 5)) == {date(2026, 5, 4): {"Birgitte"}}


def test_who_was_disqualified_or_has_left_hears_nothing_more(office: Office) -> None:
    report = office.taken_up()
    assign_case(office.workplace, office.anders, report.number, office.anders.account.id)
    quiet(office)
    declare_impartiality(
        office.workplace, office.anders, report.number, impartial=False, reason="Bror"
    )
    assert days_written(office, date(2026, 5, 5)) == {date(2026, 5, 4): {"Birgitte"}}
    assign_case(office.workplace, office.birgitte, report.number, office.chaima.account.id)
    disable_account(office.workplace, None, office.chaima.account.email)
    assert days_written(office, date(2026, 5, 21)) == {date(2026, 5, 20): {"Birgitte"}}


def test_a_closed_case_reminds_nobody(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number)
    close_case(office.workplace, office.birgitte, report.number, reason="Afvist")
    quiet(office)
    assert days_written(office, date(2026, 6, 10)) == {}


def test_one_mail_waits_for_a_person_however_long_nothing_can_be_sent(office: Office) -> None:
    office.taken_up()
    for _ in range(100):
        office.clock.advance(timedelta(days=1))
        write_digests(office.workplace)
    waiting = [row for row in office.rows(mails) if row.state == MailState.WAITING]
    assert len({row.recipient for row in waiting}) == len(waiting) == 3


def test_two_at_once_write_each_reminder_once(office: Office) -> None:
    office.taken_up()
    quiet(office)
    go_to(office, date(2026, 5, 4))
    before = len(office.rows(mails))
    all_at_once(lambda _number: write_digests(office.workplace), 2)
    assert len(office.rows(mails)) == before + 1
