"""A case is closed, kept, opened again, and at last erased for good."""

from datetime import date, datetime

import pytest

from portal.domain.access import Role
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.dialogue import EntryKind
from portal.domain.errors import (
    AlreadyFiled,
    CaseErased,
    ForbiddenMove,
    InvalidInput,
    NotFound,
    NotPermitted,
)
from portal.domain.matter import Outcome
from portal.services.accounts.list_accounts import read_system_log
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.forward_matter import forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import (
    case_keys,
    case_log,
    cases,
    file_chunks,
    files,
    forwardings,
    records,
)
from tests.services.acts import DUE, closed, finish, open_offer, received
from tests.support.office import Office
from tests.support.portal import FiledReport


def close(office: Office, report: FiledReport) -> None:
    close_case(office.workplace, office.anders, report.number, reason="Undersøgt")


def obstacles(office: Office, report: FiledReport) -> tuple[str, ...]:
    """What stands against closing, as the page says and as the attempt is refused."""
    named = read_case(office.workplace, office.anders, report.number).closing_obstacles
    if named:
        with pytest.raises(ForbiddenMove) as refused:
            close(office, report)
        assert str(refused.value) == ", ".join(named)
    return named


def feedback(office: Office, report: FiledReport, *, interim: bool = False) -> None:
    give_feedback(
        office.workplace, office.anders, report.number, done="Rettet", why="Fejl", interim=interim
    )


def test_each_obstacle_to_closing_stands_until_it_is_out_of_the_way(office: Office) -> None:
    report = office.taken_up()
    assert obstacles(office, report) == ("no_matter",)
    ordinal = office.in_scope(report.number)
    assert obstacles(office, report) == ("open_matter", "no_feedback")
    feedback(office, report, interim=True)
    settle = {"outcome": Outcome.PARTLY_CONFIRMED, "police_report": False}
    set_outcome(office.workplace, office.anders, report.number, ordinal, **settle)
    assert obstacles(office, report) == ("no_feedback",)
    feedback(office, report)
    assert obstacles(office, report) == ()
    office.rejected(report.number, offer=True)
    assert obstacles(office, report) == ("open_matter",)
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=False)
    assert obstacles(office, report) == ()
    close(office, report)


def test_a_rejection_needs_no_feedback(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number)
    close(office, report)
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert dialogue.state is CaseState.CLOSED
    assert dialogue.entries[-1].kind is EntryKind.CLOSING


@pytest.mark.parametrize(
    ("outcome", "day"),
    [
        (Outcome.CONFIRMED, date(2028, 3, 3)),
        (Outcome.REFUTED, date(2026, 9, 3)),
        (Outcome.UNSETTLED, date(2027, 3, 3)),
    ],
)
def test_how_a_case_ended_sets_the_day_it_may_be_erased_and_no_column_tells_it(
    office: Office, outcome: Outcome, day: date
) -> None:
    report = closed(office, outcome)
    [row] = office.rows(cases)
    plain = (row.state, row.rests_with, row.due, row.closed_on)
    assert plain == ("closed", None, None, date(2026, 3, 3))
    assert day not in row
    assert read_case(office.workplace, office.anders, report.number).erase_after == day


def limit_that_runs(office: Office) -> date | None:
    [row] = office.rows(cases)
    return row.due


def test_the_limit_runs_from_the_report_until_feedback_interim_too(office: Office) -> None:
    report = office.filed()
    assert limit_that_runs(office) == date(2026, 6, 3)
    declare_impartiality(office.workplace, office.anders, report.number, impartial=True, reason="")
    office.in_scope(report.number)
    assert limit_that_runs(office) == date(2026, 6, 3)
    feedback(office, report, interim=True)
    assert limit_that_runs(office) is None


def test_no_limit_runs_once_every_matter_was_rejected_or_the_case_is_closed(
    office: Office,
) -> None:
    report = office.taken_up()
    office.rejected(report.number)
    assert limit_that_runs(office) is None
    office.in_scope(report.number)
    assert limit_that_runs(office) == date(2026, 6, 3)
    finish(office, report, 2)
    assert limit_that_runs(office) is None


def test_closing_and_opening_again_need_a_reason_which_the_reporter_is_not_shown(
    office: Office,
) -> None:
    report = closed(office)
    with pytest.raises(InvalidInput, match="reason: missing"):
        close_case(office.workplace, office.anders, report.number, reason=" ")
    with pytest.raises(InvalidInput, match="reason: missing"):
        reopen_case(office.workplace, office.anders, report.number, reason="")
    assert "Undersøgt" not in repr(read_dialogue(office.workplace, report.reporter))
    lines = read_case(office.workplace, office.anders, report.number).log
    assert {"state": "closed", "reason": "Undersøgt"} in [line.details for line in lines]


def test_questions_still_open_are_closed_with_the_case(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number)
    write_to_reporter(office.workplace, office.anders, report.number, "Hvornår?", asks=True)
    close(office, report)
    assert read_dialogue(office.workplace, report.reporter).waiting == ()


def test_a_case_opened_again_is_the_units_and_owes_feedback_again(office: Office) -> None:
    report = closed(office)
    reopen_case(office.workplace, office.anders, report.number, reason="Nyt bilag")
    [row] = office.rows(cases)
    assert (row.state, row.rests_with, row.closed_on) == ("open", "unit", None)
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert (dialogue.state, dialogue.entries[-1].kind) == (CaseState.OPEN, EntryKind.REOPENING)
    lines = read_case(office.workplace, office.anders, report.number).log
    assert {"state": "open", "reason": "Nyt bilag"} in [line.details for line in lines]
    assert obstacles(office, report) == ("no_feedback",)
    with pytest.raises(ForbiddenMove):
        reopen_case(office.workplace, office.anders, report.number, reason="Igen")
    feedback(office, report)
    close(office, report)
    assert office.rows(cases)[0].state == "closed"


def test_a_closed_case_is_not_closed_again(office: Office) -> None:
    report = closed(office)
    with pytest.raises(ForbiddenMove):
        close(office, report)


def years_later(office: Office) -> None:
    office.clock.set(datetime.fromisoformat("2028-03-03T12:00:00+01:00"))


def erase(office: Office, report: FiledReport, *, journal_answered: bool = True) -> None:
    erase_case(office.workplace, office.birgitte, report.number, journal_answered=journal_answered)


def test_nothing_is_erased_before_its_time_or_behind_the_reporters_back(office: Office) -> None:
    report = closed(office)
    with pytest.raises(ForbiddenMove, match="too_early"):
        erase(office, report)
    office.clock.set(datetime.fromisoformat("2028-03-02T23:59:59+01:00"))
    with pytest.raises(ForbiddenMove, match="too_early"):
        erase(office, report)
    years_later(office)
    with pytest.raises(ForbiddenMove, match="journal_unanswered"):
        erase(office, report, journal_answered=False)
    post_message(office.workplace, report.reporter, "Jeg er blevet fyret.")
    with pytest.raises(ForbiddenMove, match="reporter_wrote"):
        erase(office, report)
    assert read_dialogue(office.workplace, report.reporter).rests_with is RestsWith.UNIT
    write_to_reporter(office.workplace, office.anders, report.number, "Vi ser på det.")
    erase(office, report)
    assert office.rows(cases)[0].state == "erased"


def test_only_a_closed_case_is_erased_and_only_by_the_head_of_unit(office: Office) -> None:
    report = office.taken_up()
    years_later(office)
    with pytest.raises(ForbiddenMove):
        erase(office, report)
    finish(office, report, office.in_scope(report.number), Outcome.REFUTED)
    office.clock.set(datetime.fromisoformat("2029-01-01T12:00:00+01:00"))
    with pytest.raises(NotPermitted):
        erase_case(office.workplace, office.anders, report.number, journal_answered=True)


def test_a_head_of_unit_without_a_key_or_a_declaration_erases_nothing(office: Office) -> None:
    report = closed(office)
    years_later(office)
    stranger = office.newcomer(role=Role.LEAD)
    with pytest.raises(NotFound):
        erase_case(office.workplace, stranger, report.number, journal_answered=True)
    declare_impartiality(
        office.workplace, office.birgitte, report.number, impartial=False, reason="Min søster"
    )
    with pytest.raises(NotFound):
        erase(office, report)
    assert office.rows(cases)[0].state == "closed"


def test_an_erased_case_leaves_its_number_and_the_day_and_nothing_else(office: Office) -> None:
    file = received(office, b"bilag")
    report = office.taken_up(files=(file,))
    ordinal = office.in_scope(report.number)
    forward_matter(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        administration="BUF",
        text="Undersøg",
        due=DUE,
    )
    finish(office, report, ordinal, Outcome.STOPPED_TO_PROTECT)
    kept = office.taken_up("En anden sag", files=(received(office, b"andet bilag"),))
    years_later(office)
    erase(office, report)
    gone, other = sorted(office.rows(cases), key=lambda row: row.number != report.number)
    assert (gone.number, gone.state, gone.rests_with) == (report.number, "erased", None)
    new_year = date(2026, 1, 1)
    assert (gone.received_on, gone.feedback_due) == (new_year, new_year)
    assert gone.acknowledged_on is gone.extended_due is gone.due is None
    assert gone.act_from is gone.closed_on is None
    assert len(gone.handler) == len(other.handler)
    assert gone.handler != other.handler
    assert gone.erased_on == date(2028, 3, 3)
    for table in (case_keys, records, case_log, files, forwardings):
        assert {row.case_id for row in office.rows(table)} <= {other.id}
    assert len(office.rows(files)) == len(office.rows(file_chunks)) == 1
    assert read_dialogue(office.workplace, kept.reporter).entries[0].text == "En anden sag"


def test_of_an_erased_case_the_reporter_is_told_and_the_unit_finds_nothing(
    office: Office,
) -> None:
    report = closed(office)
    years_later(office)
    erase(office, report)
    for attempt in (
        lambda: read_dialogue(office.workplace, report.reporter),
        lambda: post_message(office.workplace, report.reporter, "Hallo?"),
        lambda: answer_question(office.workplace, report.reporter, "a" * 32, accepted=True),
    ):
        with pytest.raises(CaseErased):
            attempt()
    for member in (office.birgitte, office.anders):
        with pytest.raises(NotFound):
            read_case(office.workplace, member, report.number)
        assert list_cases(office.workplace, member, WorklistQuery()).count == 0
    with pytest.raises(NotFound):
        erase(office, report)
    with pytest.raises(AlreadyFiled):
        submit_report(office.workplace, NewReport("Igen"), report.code)


def test_that_a_case_was_erased_stands_in_the_portals_log_without_saying_which(
    office: Office,
) -> None:
    report = closed(office)
    years_later(office)
    erase(office, report)
    line = read_system_log(office.workplace)[0]
    assert (line.event, line.actor, line.subject) == (
        "case:file:erased",
        office.birgitte.account.name,
        "",
    )
