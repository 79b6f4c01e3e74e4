"""A person is asked whether she goes on at the other door; nothing is moved but by herself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from crypto.errors import CannotOpen
from crypto.receipt_code import new_code
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.complaint import Nature
from portal.domain.dialogue import EntryKind
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.other_door import has_agreed_to_the_other_door
from portal.services.casework.close_case import close_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.offer_other_door import offer_other_door
from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import stop_waiting
from portal.services.complaining.register_complaint import register_complaint
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.consents import check_consents
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.count_year import count_period
from portal.services.workplace import Reporter
from portal.storage.case_store import ReporterKeys
from portal.storage.tables import cases
from tests.support.portal import FiledReport

if TYPE_CHECKING:
    from portal.domain.case_file import CaseFile
    from portal.domain.dialogue import Entry
    from tests.support.office import Office

WRITTEN = "Min søn bor på Solgården. Han er ikke blevet badet i to uger."
CARRIED = "Min søn er ikke blevet badet i to uger."
WHY = "Det er din søns sag, og derfor en klage."


@pytest.fixture
def report(office: Office) -> FiledReport:
    return office.taken_up(WRITTEN)


@pytest.fixture
def complaint(office: Office) -> FiledReport:
    code = new_code()
    facts = submit_complaint(office.workplace, NewComplaint(WRITTEN), code)
    declare_impartiality(office.workplace, office.birgitte, facts.number, impartial=True, reason="")
    return FiledReport(facts.number, code)


def offer(office: Office, case: FiledReport, carried: str = CARRIED, text: str = WHY) -> Entry:
    offer_other_door(office.workplace, office.birgitte, case.number, text=text, carried=carried)
    return read_dialogue(office.workplace, case.reporter).waiting[-1]


def says(office: Office, case: FiledReport, asked: Entry, *, yes: bool) -> None:
    answer_question(office.workplace, case.reporter, asked.id, accepted=yes)


def file_of(office: Office, case: FiledReport) -> CaseFile:
    return read_case(office.workplace, office.birgitte, case.number).file


def logged(office: Office, case: FiledReport) -> list[CaseEvent]:
    return [line.event for line in read_case(office.workplace, office.birgitte, case.number).log]


def count(office: Office) -> int:
    return len(office.rows(cases))


@pytest.mark.parametrize(
    ("case", "to"), [("report", CaseKind.COMPLAINT), ("complaint", CaseKind.REPORT)]
)
def test_the_question_says_why_and_what_she_would_carry_and_gives_her_the_move(
    office: Office, request: pytest.FixtureRequest, case: str, to: CaseKind
) -> None:
    filed = request.getfixturevalue(case)
    asked = offer(office, filed)
    assert (asked.kind, asked.text, asked.due) == (EntryKind.OTHER_DOOR, WHY, date(2026, 3, 17))
    assert asked.facts == {"to": to, "carried": CARRIED}
    facts = file_of(office, filed).facts
    assert (facts.rests_with, facts.state) == (RestsWith.REPORTER, CaseState.OPEN)
    assert CaseEvent.MOVE_TO_OTHER_DOOR_OFFERED in logged(office, filed)


@pytest.mark.parametrize("case", ["report", "complaint"])
def test_a_yes_is_written_down_and_sends_nothing(
    office: Office, request: pytest.FixtureRequest, case: str
) -> None:
    filed = request.getfixturevalue(case)
    before = count(office)
    says(office, filed, offer(office, filed), yes=True)
    file = file_of(office, filed)
    assert has_agreed_to_the_other_door(file.entries)
    assert file.facts.rests_with is RestsWith.UNIT
    assert CaseEvent.MOVED_TO_OTHER_DOOR in logged(office, filed)
    assert count(office) == before


def test_a_no_leaves_the_case_as_it_was(office: Office, report: FiledReport) -> None:
    says(office, report, offer(office, report), yes=False)
    file = file_of(office, report)
    assert not has_agreed_to_the_other_door(file.entries)
    assert (file.facts.state, file.facts.rests_with) == (CaseState.OPEN, RestsWith.UNIT)
    assert CaseEvent.MOVED_TO_OTHER_DOOR not in logged(office, report)
    assert logged(office, report).count(CaseEvent.CONSENT_ANSWERED) == 1
    offer(office, report)


def test_one_question_waits_at_a_time_and_none_follows_a_yes(
    office: Office, report: FiledReport
) -> None:
    asked = offer(office, report)
    with pytest.raises(ForbiddenMove):
        offer(office, report)
    says(office, report, asked, yes=True)
    with pytest.raises(ForbiddenMove):
        offer(office, report)


def test_the_unit_takes_the_question_back(office: Office, report: FiledReport) -> None:
    asked = offer(office, report)
    stop_waiting(office.workplace, office.birgitte, report.number, asked.id)
    assert file_of(office, report).facts.rests_with is RestsWith.UNIT
    with pytest.raises(NotFound):
        says(office, report, asked, yes=True)
    assert not has_agreed_to_the_other_door(file_of(office, report).entries)


@pytest.mark.parametrize(
    ("text", "carried", "field", "reason"),
    [
        (" ", CARRIED, "text", "missing"),
        (WHY, "\n", "carried", "missing"),
        (WHY, f"{CARRIED} Vera gjorde det.", "carried", "not_hers"),
    ],
)
def test_what_is_not_asked_in_full_or_not_in_her_words_is_not_asked(
    office: Office, report: FiledReport, text: str, carried: str, field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        offer(office, report, carried, text)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert read_dialogue(office.workplace, report.reporter).waiting == ()


def test_nobody_of_the_other_desk_can_ask(office: Office, complaint: FiledReport) -> None:
    with pytest.raises(NotFound):
        offer_other_door(
            office.workplace, office.anders, complaint.number, text=WHY, carried=CARRIED
        )


def test_her_answer_is_signed_over_all_that_she_was_shown(
    office: Office, report: FiledReport
) -> None:
    says(office, report, offer(office, report), yes=True)
    file = file_of(office, report)
    asked, answer = file.entries[-2:]
    with office.database.open_unit() as unit:
        keys: ReporterKeys = unit.cases.reporter_keys(file.facts.id)
    check_consents(file.facts.id, (asked, answer), keys)
    told = asked.facts
    for changed in (
        {"facts": {**told, "carried": f"{told['carried']} Vera gjorde det."}},
        {"facts": {**told, "to": "report"}},
        {"text": "Noget andet."},
        # The border between the two texts cannot be moved either.
        {"facts": {**told, "carried": f"{CARRIED}\n{WHY}"}, "text": ""},
    ):
        forged = type(asked)(**{**vars(asked), **changed})
        with pytest.raises(CannotOpen):
            check_consents(file.facts.id, (forged, answer), keys)


def test_a_complaint_turns_out_to_be_a_report_only_once_she_has_said_yes(
    office: Office, complaint: FiledReport
) -> None:
    case = (office.workplace, office.birgitte, complaint.number)
    with pytest.raises(InvalidInput) as refused:
        register_complaint(*case, nature=Nature.REPORT)
    assert (refused.value.field, refused.value.reason) == ("nature", "unknown")
    says(office, complaint, offer(office, complaint), yes=True)
    register_complaint(*case, nature=Nature.REPORT)
    close_case(*case, reason="Hører til ved den anden dør")
    assert file_of(office, complaint).facts.state is CaseState.CLOSED
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    account = count_complaints(office.workplace, office.birgitte, first, last)
    assert (account.received.complaint, account.received.report) == (0, 1)
    assert count_period(office.workplace, office.birgitte, first, last).received == 0


def test_a_report_still_needs_its_matters_rejected_with_guidance(
    office: Office, report: FiledReport
) -> None:
    says(office, report, offer(office, report), yes=True)
    case = (office.workplace, office.birgitte, report.number)
    with pytest.raises(ForbiddenMove):
        close_case(*case, reason="Er en klage")
    office.rejected(report.number)
    close_case(*case, reason="Er en klage")
    assert file_of(office, report).facts.state is CaseState.CLOSED


def test_what_she_sends_then_is_a_case_that_no_row_ties_to_the_first(
    office: Office, report: FiledReport
) -> None:
    says(office, report, offer(office, report), yes=True)
    code = new_code()
    sent = submit_complaint(office.workplace, NewComplaint(CARRIED), code)
    assert sent.number != report.number
    [first] = read_dialogue(office.workplace, Reporter.of(code)).entries
    assert first.text == CARRIED
    with office.database.engine.connect() as connection:
        ids = {row.number: row.id for row in connection.execute(select(cases))}
    mine, hers = ids[report.number], ids[sent.number]
    for table, rows in every_row(office).items():
        for row in rows:
            assert not {mine, hers} <= set(row), table


def every_row(office: Office) -> dict[str, list[tuple[object, ...]]]:
    with office.database.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in cases.metadata.sorted_tables
        }
