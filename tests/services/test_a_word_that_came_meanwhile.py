"""What the reporter writes while a member is about to close her case is not closed away unread."""

import pytest

from portal.domain.case_status import CaseState
from portal.domain.errors import ForbiddenMove
from portal.domain.matter import Outcome
from portal.services.casework.close_case import close_case
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from tests.services.acts import open_offer
from tests.support.office import Office
from tests.support.portal import FiledReport


def _ready_to_close(office: Office) -> FiledReport:
    report = office.taken_up()
    workplace, member, number = office.workplace, office.anders, report.number
    ordinal = office.in_scope(number)
    confirmed = Outcome.CONFIRMED
    set_outcome(workplace, member, number, ordinal, outcome=confirmed, police_report=False)
    give_feedback(workplace, member, number, done="Rettet.", why="Fejl.", interim=False)
    return report


def _close(office: Office, report: FiledReport) -> None:
    close_case(office.workplace, office.anders, report.number, reason="Undersøgt")


def test_a_case_is_not_closed_over_a_word_its_closer_has_not_seen(office: Office) -> None:
    report = _ready_to_close(office)
    read_case(office.workplace, office.anders, report.number)
    post_message(office.workplace, report.reporter, "Jeg er blevet fyret.")
    with pytest.raises(ForbiddenMove):
        _close(office, report)
    read_case(office.workplace, office.birgitte, report.number)
    with pytest.raises(ForbiddenMove):
        _close(office, report)


def test_once_she_has_seen_it_she_may_close_the_case(office: Office) -> None:
    report = _ready_to_close(office)
    post_message(office.workplace, report.reporter, "Tak for hjælpen.")
    read_case(office.workplace, office.anders, report.number)
    _close(office, report)
    view = read_case(office.workplace, office.anders, report.number)
    assert view.file.facts.state is CaseState.CLOSED


def test_an_answer_to_an_offer_is_such_a_word_too(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=False)
    with pytest.raises(ForbiddenMove):
        _close(office, report)
    read_case(office.workplace, office.anders, report.number)
    _close(office, report)
