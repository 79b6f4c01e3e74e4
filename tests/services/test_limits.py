"""What is done with the dates of a case: extended, postponed, set aside."""

from datetime import date, timedelta

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFacts, LogLine
from portal.domain.case_status import RestsWith
from portal.domain.dialogue import EntryKind
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.priority import Pressure, priority_of
from portal.services.casework.close_case import reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.postpone_answer import postpone_answer
from portal.services.casework.read_case import read_case
from portal.services.casework.set_case_aside import set_case_aside, take_case_up_again
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import forwardings
from tests.services.acts import finish
from tests.support.office import Office
from tests.support.portal import FiledReport

FIRST, SECOND = date(2026, 6, 3), date(2026, 9, 3)
DUE, LATER = date(2026, 3, 31), date(2026, 4, 14)


def facts_of(office: Office, report: FiledReport) -> CaseFacts:
    with office.workplace.open_unit() as unit:
        found = unit.cases.by_number(report.number)
    assert found
    return found


def log_of(office: Office, report: FiledReport, event: CaseEvent) -> list[LogLine]:
    view = read_case(office.workplace, office.anders, report.number)
    return [line for line in view.log if line.event is event]


def feedback(office: Office, report: FiledReport, *, interim: bool) -> None:
    give_feedback(
        office.workplace, office.anders, report.number, done="x", why="y", interim=interim
    )


def extend(office: Office, report: FiledReport, reason: str = "Mange bilag.") -> None:
    extend_feedback(office.workplace, office.anders, report.number, reason=reason)


def forwarded(office: Office, report: FiledReport) -> int:
    ordinal = office.in_scope(report.number)
    told = {"administration": "TMF", "text": "Undersøg", "due": DUE}
    forward_matter(office.workplace, office.anders, report.number, ordinal, **told)
    return ordinal


def postpone(office: Office, report: FiledReport, ordinal: int, **told: object) -> None:
    known = {"administration": "TMF", "due": LATER, "reason": "Ferie"}
    postpone_answer(office.workplace, office.anders, report.number, ordinal, **(known | told))


def test_an_extension_adds_a_date_tells_the_reporter_and_leaves_the_first_alone(
    office: Office,
) -> None:
    report = office.taken_up()
    office.in_scope(report.number)
    extend(office, report, " Mange bilag. ")
    facts = facts_of(office, report)
    assert (facts.feedback_due, facts.extended_due, facts.due) == (FIRST, SECOND, FIRST)
    told = read_dialogue(office.workplace, report.reporter)
    assert (told.feedback_due, told.extended_due) == (FIRST, SECOND)
    entry = told.entries[-1]
    assert (entry.kind, entry.text) == (EntryKind.EXTENSION, "Mange bilag.")
    assert entry.facts == {"first": "2026-06-03", "second": "2026-09-03"}
    [line] = log_of(office, report, CaseEvent.FEEDBACK_EXTENDED)
    assert line.details == {"due": "2026-09-03", "reason": "Mange bilag."}


def test_after_interim_feedback_the_second_date_runs_until_the_final_one(office: Office) -> None:
    report = office.taken_up()
    office.in_scope(report.number)
    extend(office, report)
    office.clock.advance(timedelta(days=60))
    feedback(office, report, interim=True)
    assert facts_of(office, report).due == SECOND
    feedback(office, report, interim=False)
    facts = facts_of(office, report)
    assert (facts.due, facts.feedback_due, facts.extended_due) == (None, FIRST, SECOND)


def test_without_interim_feedback_an_extended_case_is_overdue_on_the_first_date(
    office: Office,
) -> None:
    report = office.taken_up()
    extend(office, report)
    facts = facts_of(office, report)
    assert priority_of(facts, FIRST).pressure is Pressure.SOON
    assert priority_of(facts, FIRST + timedelta(days=1)).pressure is Pressure.OVERDUE


@pytest.mark.parametrize("reason", ["", " \n"])
def test_an_extension_needs_a_reason(office: Office, reason: str) -> None:
    report = office.taken_up()
    with pytest.raises(InvalidInput):
        extend(office, report, reason)
    assert facts_of(office, report).extended_due is None


def test_the_time_is_extended_once_before_the_first_date_and_while_feedback_is_owed(
    office: Office,
) -> None:
    twice, late, answered, rejected = (office.taken_up() for _ in range(4))
    extend(office, twice)
    feedback(office, answered, interim=False)
    office.rejected(rejected.number)
    for report in (twice, answered, rejected):
        with pytest.raises(ForbiddenMove):
            extend(office, report)
    office.clock.advance(FIRST - office.workplace.today())
    with pytest.raises(ForbiddenMove):
        extend(office, late)
    assert len(read_dialogue(office.workplace, twice.reporter).entries) == 2


def test_an_administration_gets_more_time_with_a_reason_and_the_old_day_stays_on_record(
    office: Office,
) -> None:
    report = office.taken_up()
    ordinal = forwarded(office, report)
    assert facts_of(office, report).act_from == DUE + timedelta(days=1)
    postpone(office, report, ordinal)
    matter = read_case(office.workplace, office.anders, report.number).file.matters[0]
    [sent] = matter.forwardings
    assert sent.due == LATER
    assert [(p.was_due, p.reason, p.on) for p in sent.postponed] == [
        (DUE, "Ferie", office.workplace.today())
    ]
    [row] = office.rows(forwardings)
    assert (row.due, row.answered) == (LATER, False)
    facts = facts_of(office, report)
    assert (facts.act_from, facts.due) == (LATER + timedelta(days=1), FIRST)
    [line] = log_of(office, report, CaseEvent.ANSWER_POSTPONED)
    assert line.details["reason"] == "Ferie"


def test_a_postponed_answer_is_entered_as_any_other(office: Office) -> None:
    report = office.taken_up()
    ordinal = forwarded(office, report)
    postpone(office, report, ordinal)
    told = {"administration": "TMF", "text": "Det passer."}
    enter_answer(office.workplace, office.anders, report.number, ordinal, **told)
    [row] = office.rows(forwardings)
    assert row.answered
    with pytest.raises(ForbiddenMove):
        postpone(office, report, ordinal)


@pytest.mark.parametrize(
    ("told", "field", "reason"),
    [
        ({"due": DUE}, "due", "not_later"),
        ({"due": DUE - timedelta(days=1)}, "due", "not_later"),
        ({"reason": " "}, "reason", "missing"),
    ],
)
def test_an_answer_is_postponed_to_a_later_day_and_with_a_reason(
    office: Office, told: dict[str, object], field: str, reason: str
) -> None:
    report = office.taken_up()
    ordinal = forwarded(office, report)
    with pytest.raises(InvalidInput) as refused:
        postpone(office, report, ordinal, **told)
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_a_year_that_was_mistyped_is_refused_and_one_that_slipped_through_set_right(
    office: Office,
) -> None:
    report = office.taken_up()
    ordinal = forwarded(office, report)
    for due in (date(2031, 4, 14), date.max):
        with pytest.raises(InvalidInput) as refused:
            postpone(office, report, ordinal, due=due)
        assert refused.value.reason == "too_far"
    postpone(office, report, ordinal, due=date(2026, 12, 14))
    postpone(office, report, ordinal, due=LATER)
    [row] = office.rows(forwardings)
    assert row.due == LATER
    with pytest.raises(InvalidInput) as refused:
        postpone(office, report, ordinal, due=DUE)
    assert refused.value.reason == "not_later"


@pytest.mark.parametrize("due", [date(2028, 1, 1), date.max])
def test_nobody_is_asked_to_answer_in_a_far_year(office: Office, due: date) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    told = {"administration": "TMF", "text": "Undersøg", "due": due}
    with pytest.raises(InvalidInput) as refused:
        forward_matter(office.workplace, office.anders, report.number, ordinal, **told)
    assert (refused.value.field, refused.value.reason) == ("due", "too_far")
    with pytest.raises(InvalidInput) as refused:
        write_to_reporter(
            office.workplace, office.anders, report.number, "Hvornår?", asks=True, due=due
        )
    assert (refused.value.field, refused.value.reason) == ("due", "too_far")


def test_only_the_units_own_move_is_set_aside_and_an_answer_stays_overdue(office: Office) -> None:
    report = office.taken_up()
    until = date(2026, 4, 20)
    set_case_aside(office.workplace, office.anders, report.number, until=until, reason="Ferie")
    forwarded(office, report)
    assert facts_of(office, report).act_from == DUE + timedelta(days=1)
    with pytest.raises(ForbiddenMove):
        set_case_aside(office.workplace, office.anders, report.number, until=until, reason="x")


def test_final_feedback_meets_the_limit_for_good_also_when_the_case_is_opened_again(
    office: Office,
) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    extend(office, report)
    finish(office, report, ordinal)
    office.clock.advance(timedelta(days=300))
    reopen_case(office.workplace, office.anders, report.number, reason="Repressalier")
    facts = facts_of(office, report)
    assert facts.due is None
    assert read_dialogue(office.workplace, report.reporter).due is None
    assert priority_of(facts, office.workplace.today()).pressure is Pressure.UNITS_MOVE


def test_a_history_never_goes_backwards_when_a_clock_is_a_moment_behind(office: Office) -> None:
    report = office.filed()
    office.clock.advance(-timedelta(days=1))
    declare_impartiality(office.workplace, office.anders, report.number, impartial=True, reason="")
    turns = read_case(office.workplace, office.anders, report.number).file.turns
    days = [turn.on for turn in turns]
    assert days == sorted(days)


def test_a_day_that_has_passed_is_no_later_day(office: Office) -> None:
    report = office.taken_up()
    ordinal = forwarded(office, report)
    office.clock.advance(timedelta(days=60))
    with pytest.raises(InvalidInput):
        postpone(office, report, ordinal, due=DUE + timedelta(days=5))


def test_a_question_waits_until_its_own_day_when_one_was_said(office: Office) -> None:
    report = office.taken_up()
    until = date(2026, 3, 12)
    write_to_reporter(
        office.workplace, office.anders, report.number, "Hvornår?", asks=True, due=until
    )
    facts = facts_of(office, report)
    assert (facts.rests_with, facts.act_from) == (RestsWith.REPORTER, until + timedelta(days=1))
    [question] = read_dialogue(office.workplace, report.reporter).waiting
    assert question.due == until
    with pytest.raises(InvalidInput):
        write_to_reporter(
            office.workplace,
            office.anders,
            report.number,
            "Hvornår?",
            asks=True,
            due=office.workplace.today(),
        )


def test_a_case_that_is_set_aside_comes_back_on_its_day(office: Office) -> None:
    report = office.taken_up()
    until = date(2026, 3, 20)
    set_case_aside(office.workplace, office.anders, report.number, until=until, reason="Ferie")
    facts = facts_of(office, report)
    assert facts.act_from == until
    assert priority_of(facts, office.workplace.today()).pressure is Pressure.SET_ASIDE
    assert priority_of(facts, until).pressure is Pressure.UNITS_MOVE
    [line] = log_of(office, report, CaseEvent.SET_ASIDE)
    assert line.details == {"until": "2026-03-20", "reason": "Ferie"}


def test_whatever_else_is_done_a_case_stays_aside_until_the_reporter_writes(
    office: Office,
) -> None:
    report = office.taken_up()
    until = date(2026, 3, 20)
    set_case_aside(office.workplace, office.anders, report.number, until=until, reason="Ferie")
    office.split(report.number)
    assert facts_of(office, report).act_from == until
    post_message(office.workplace, report.reporter, "Der er nyt.")
    received = facts_of(office, report).received_on
    assert facts_of(office, report).act_from == received
    office.split(report.number)
    assert facts_of(office, report).act_from == received


def test_a_case_is_taken_up_again_before_its_time(office: Office) -> None:
    report = office.taken_up()
    work = (office.workplace, office.anders, report.number)
    with pytest.raises(ForbiddenMove):
        take_case_up_again(*work)
    set_case_aside(*work, until=date(2026, 3, 20), reason="Ferie")
    take_case_up_again(*work)
    facts = facts_of(office, report)
    assert facts.act_from == facts.received_on
    with pytest.raises(ForbiddenMove):
        take_case_up_again(*work)
    set_case_aside(*work, until=date(2026, 3, 25), reason="Igen")
    assert facts_of(office, report).act_from == date(2026, 3, 25)


def test_a_stranger_to_the_case_moves_no_date(office: Office) -> None:
    report = office.taken_up(not_to=frozenset({office.chaima.id}))
    stranger = (office.workplace, office.chaima, report.number)
    with pytest.raises(NotFound):
        extend_feedback(*stranger, reason="x")
    with pytest.raises(NotFound):
        set_case_aside(*stranger, until=date(2026, 3, 20), reason="x")
    with pytest.raises(NotFound):
        take_case_up_again(*stranger)
