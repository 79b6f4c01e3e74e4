"""The reporter is asked for consent, answers by code, takes it back, and is told beforehand."""

from __future__ import annotations

from datetime import date

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import RestsWith
from portal.domain.dialogue import EntryKind, Side
from portal.domain.disclosure import Basis, BasisKind, Obstacle
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import stop_waiting
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.withdraw_consent import withdraw_consent
from portal.storage.tables import notices
from tests.services.acts import finish, open_offer
from tests.services.asking import (
    ASKED,
    BREACH,
    TOLD,
    ask,
    entries_of,
    lock,
    rests_with,
    says,
    takes_back,
    tell,
)
from tests.support.office import Office
from tests.support.portal import FiledReport


@pytest.fixture
def report(office: Office) -> FiledReport:
    """A case with one matter in scope."""
    report = office.taken_up()
    office.in_scope(report.number)
    return report


def test_a_question_of_consent_gives_the_reporter_the_move_and_her_answer_gives_it_back(
    office: Office, report: FiledReport
) -> None:
    asked = ask(office, report)
    assert rests_with(office, report) is RestsWith.REPORTER
    [question] = read_dialogue(office.workplace, report.reporter).waiting
    assert (question.kind, question.side, question.text) == (
        EntryKind.CONSENT_ASKED,
        Side.UNIT,
        ASKED,
    )
    assert (question.due, question.facts) == (
        date(2026, 3, 17),
        {"ordinal": "1", "recipient": "SUF"},
    )
    post_message(office.workplace, report.reporter, "Jeg tænker over det.")
    assert rests_with(office, report) is RestsWith.REPORTER
    says(office, report, asked, yes=True)
    assert rests_with(office, report) is RestsWith.UNIT
    assert read_dialogue(office.workplace, report.reporter).waiting == ()


def test_her_yes_opens_the_lock_for_what_was_asked_and_nothing_else(
    office: Office, report: FiledReport
) -> None:
    assert lock(office, report) == (Obstacle.NO_CONSENT, Obstacle.NOT_ANOTHER_AUTHORITY)
    asked = ask(office, report)
    assert lock(office, report) == (Obstacle.CONSENT_OPEN, Obstacle.NOT_ANOTHER_AUTHORITY)
    says(office, report, asked, yes=True)
    answer = entries_of(office, report)[-1]
    assert lock(office, report) == Basis(BasisKind.CONSENT, consent=answer.id)
    assert lock(office, report, "BUF") == (Obstacle.NO_CONSENT, Obstacle.NOT_ANOTHER_AUTHORITY)


def test_a_no_keeps_the_lock_shut(office: Office, report: FiledReport) -> None:
    says(office, report, ask(office, report), yes=False)
    assert lock(office, report) == (Obstacle.CONSENT_REFUSED, Obstacle.NOT_ANOTHER_AUTHORITY)


def test_a_yes_is_taken_back_and_the_unit_is_told(office: Office, report: FiledReport) -> None:
    asked = ask(office, report)
    says(office, report, asked, yes=True)
    told_before = len(office.rows(notices))
    takes_back(office, report, asked)
    assert lock(office, report) == (Obstacle.CONSENT_WITHDRAWN, Obstacle.NOT_ANOTHER_AUTHORITY)
    assert rests_with(office, report) is RestsWith.UNIT
    assert len(office.rows(notices)) == told_before + 1
    with pytest.raises(NotFound):
        takes_back(office, report, asked)


def test_only_a_yes_to_a_question_of_consent_is_taken_back(
    office: Office, report: FiledReport
) -> None:
    asked = ask(office, report)
    refused = ask(office, report, "BUF")
    says(office, report, refused, yes=False)
    office.rejected(report.number, offer=True)
    offer = open_offer(office, report)
    says(office, report, offer, yes=True)
    for not_given in (asked, refused, offer, "a" * 32):
        with pytest.raises(NotFound):
            takes_back(office, report, not_given)


def test_nobody_answers_or_takes_back_in_another_case(office: Office, report: FiledReport) -> None:
    other = office.taken_up("Noget andet")
    asked = ask(office, report)
    with pytest.raises(NotFound):
        answer_question(office.workplace, other.reporter, asked, accepted=True)
    says(office, report, asked, yes=True)
    with pytest.raises(NotFound):
        withdraw_consent(office.workplace, other.reporter, asked)


def test_a_yes_may_be_taken_back_after_the_case_was_closed(
    office: Office, report: FiledReport
) -> None:
    asked = ask(office, report)
    says(office, report, asked, yes=True)
    finish(office, report, 1)
    assert rests_with(office, report) is None
    takes_back(office, report, asked)
    assert rests_with(office, report) is RestsWith.UNIT
    assert lock(office, report) == (Obstacle.CONSENT_WITHDRAWN, Obstacle.NOT_ANOTHER_AUTHORITY)


def test_closing_a_case_ends_the_wait_for_consent(office: Office, report: FiledReport) -> None:
    asked = ask(office, report)
    finish(office, report, 1)
    assert rests_with(office, report) is None
    with pytest.raises(NotFound):
        says(office, report, asked, yes=True)
    assert lock(office, report) == (Obstacle.CONSENT_CLOSED, Obstacle.NOT_ANOTHER_AUTHORITY)


def test_the_unit_may_stop_waiting_and_ask_anew(office: Office, report: FiledReport) -> None:
    first = ask(office, report)
    with pytest.raises(ForbiddenMove):
        ask(office, report)
    stop_waiting(office.workplace, office.anders, report.number, first)
    assert lock(office, report) == (Obstacle.CONSENT_CLOSED, Obstacle.NOT_ANOTHER_AUTHORITY)
    with pytest.raises(NotFound):
        says(office, report, first, yes=True)
    second = ask(office, report, text="Må SUF få at vide, at det er i køkkenet?")
    says(office, report, second, yes=True)
    assert isinstance(lock(office, report), Basis)


def test_asking_anew_after_a_no_is_possible_and_needs_a_new_yes(
    office: Office, report: FiledReport
) -> None:
    says(office, report, ask(office, report), yes=False)
    again = ask(office, report)
    assert lock(office, report) == (Obstacle.CONSENT_OPEN, Obstacle.NOT_ANOTHER_AUTHORITY)
    says(office, report, again, yes=True)
    assert isinstance(lock(office, report), Basis)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"recipient": "nobody"}, "recipient", "unknown"),
        ({"text": "  "}, "text", "missing"),
        ({"due": date(2026, 3, 2)}, "due", "not_ahead"),
        ({"due": date(2036, 3, 2)}, "due", "too_far"),
    ],
)
def test_a_question_of_consent_says_to_whom_what_and_by_when(
    office: Office, report: FiledReport, wrong: dict[str, object], field: str, reason: str
) -> None:
    asked = {"recipient": "SUF", "text": ASKED, **wrong}
    with pytest.raises(InvalidInput) as refused:
        ask_consent(office.workplace, office.anders, report.number, 1, **asked)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert len(entries_of(office, report)) == 2


def test_consent_is_asked_of_what_may_go_out_alone(office: Office) -> None:
    report = office.taken_up()
    undecided = office.split(report.number)
    rejected = office.rejected(report.number)
    agreed = office.rejected(report.number, offer=True)
    for nothing_goes_out in (undecided, rejected, agreed):
        with pytest.raises(ForbiddenMove):
            ask(office, report, ordinal=nothing_goes_out)
    says(office, report, open_offer(office, report), yes=True)
    ask(office, report, ordinal=agreed)
    assert (
        read_case(office.workplace, office.anders, report.number).matters_rest_with[
            entries_of(office, report)[-1].matter
        ]
        is RestsWith.REPORTER
    )
    with pytest.raises(NotFound):
        ask(office, report, ordinal=9)


def test_another_authority_may_be_told_once_the_reporter_was(
    office: Office, report: FiledReport
) -> None:
    assert lock(office, report, "police") == (Obstacle.NO_CONSENT, Obstacle.NOT_TOLD_BEFORE)
    tell(office, report)
    notice = entries_of(office, report)[-1]
    assert (notice.kind, notice.side, notice.text) == (
        EntryKind.DISCLOSURE_NOTICE,
        Side.UNIT,
        TOLD,
    )
    assert notice.facts == {"ordinal": "1", "recipient": "police", "ground": "address_breach"}
    assert lock(office, report, "police") == Basis(
        BasisKind.GROUND, ground=BREACH, notice=notice.id
    )
    assert rests_with(office, report) is RestsWith.UNIT


@pytest.mark.parametrize("recipient", ["SUF", "internal_audit", "dpo", "nobody"])
def test_no_notice_is_given_of_what_no_ground_allows(
    office: Office, report: FiledReport, recipient: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        tell(office, report, recipient)
    assert (refused.value.field, refused.value.reason) == ("recipient", "not_another_authority")


def test_a_notice_has_its_reasons_in_writing(office: Office, report: FiledReport) -> None:
    with pytest.raises(InvalidInput) as refused:
        tell(office, report, text=" ")
    assert (refused.value.field, refused.value.reason) == ("text", "missing")


def test_each_step_stands_in_the_log_without_the_words(office: Office, report: FiledReport) -> None:
    asked = ask(office, report)
    says(office, report, asked, yes=True)
    takes_back(office, report, asked)
    tell(office, report)
    log = read_case(office.workplace, office.birgitte, report.number).log
    by_event = {line.event: line for line in log}
    assert by_event[CaseEvent.CONSENT_ASKED].details == {"matter": "1", "recipient": "SUF"}
    assert by_event[CaseEvent.CONSENT_ANSWERED].details == {"answer": "yes"}
    assert by_event[CaseEvent.CONSENT_WITHDRAWN].at is None
    assert by_event[CaseEvent.DISCLOSURE_ANNOUNCED].details == {
        "matter": "1",
        "recipient": "police",
        "ground": "address_breach",
    }


def test_an_answer_that_is_awaited_too_long_comes_up_again(
    office: Office, report: FiledReport
) -> None:
    ask(office, report)
    facts = read_case(office.workplace, office.birgitte, report.number).file.facts
    assert facts.act_from == date(2026, 3, 18)
