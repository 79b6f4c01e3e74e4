"""A complaint rests with the unit until it is closed, which takes an answer and a full register;
then it is kept for its own time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from crypto.receipt_code import new_code
from portal.domain.access import Desk, Role
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.closing import obstacles_to_closing
from portal.domain.complaint import Learning, Nature, Satisfaction, Solved
from portal.domain.errors import ForbiddenMove, InvalidInput, NotPermitted
from portal.services.casework.close_case import (
    close_case,
    reopen_case,
)
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.list_today import Part, list_today
from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.complaining.register_complaint import register_complaint
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.complaining.take_down_complaint import take_down_complaint
from portal.services.reporting.post_message import post_message
from portal.services.workplace import Reporter

if TYPE_CHECKING:
    from crypto.receipt_code import ReceiptCode
    from portal.domain.case_file import CaseFile
    from tests.support.office import Office

FULL: dict[str, Any] = {
    "administration": "SOF",
    "wants": ("money",),
    "about": "general_law",
    "sub_themes": ("access",),
    "gravity": "handling",
    "entered_into": False,
    "solved": Solved.NOT,
    "learning": Learning.NONE,
    "satisfaction": Satisfaction.UNKNOWN,
}


def taken_up(office: Office) -> tuple[str, ReceiptCode]:
    code = new_code()
    number = submit_complaint(office.workplace, NewComplaint("Jeg venter."), code).number
    declare_impartiality(office.workplace, office.birgitte, number, impartial=True, reason="")
    return number, code


def file_of(office: Office, number: str) -> CaseFile:
    return read_case(office.workplace, office.birgitte, number).file


def write(office: Office, number: str, text: str = "Fredag.", *, asks: bool = False) -> None:
    write_to_reporter(office.workplace, office.birgitte, number, text, asks=asks)


def close(office: Office, number: str) -> None:
    close_case(office.workplace, office.birgitte, number, reason="Løst")


def register(office: Office, number: str, **changed: Any) -> None:
    register_complaint(office.workplace, office.birgitte, number, **changed)


def test_it_is_not_closed_before_it_is_answered_and_registered(office: Office) -> None:
    number, _code = taken_up(office)
    read_case(office.workplace, office.birgitte, number)
    with pytest.raises(ForbiddenMove, match="register_incomplete, no_answer"):
        close(office, number)
    register(office, number, **FULL)
    write(office, number, "Hvornår?", asks=True)
    with pytest.raises(ForbiddenMove, match=r"^no_answer$"):
        close(office, number)
    write(office, number)
    assert obstacles_to_closing(file_of(office, number)) == ()
    close(office, number)
    assert file_of(office, number).facts.state is CaseState.CLOSED


def test_an_enquiry_is_closed_as_it_is(office: Office) -> None:
    number, _code = taken_up(office)
    register(office, number, nature=Nature.ENQUIRY)
    close(office, number)
    facts = file_of(office, number).facts
    assert (facts.state, facts.rests_with, facts.due) == (CaseState.CLOSED, None, None)


def test_it_rests_with_the_unit_and_with_the_citizen_while_a_question_is_open(
    office: Office,
) -> None:
    number, code = taken_up(office)

    def holder() -> RestsWith | None:
        return file_of(office, number).facts.rests_with

    assert holder() is RestsWith.UNIT
    write(office, number, "Hvornår?", asks=True)
    assert holder() is RestsWith.REPORTER
    post_message(office.workplace, Reporter.of(code), "I mandags.")
    assert holder() is RestsWith.UNIT
    write(office, number)
    # Answered, it is still the unit's to close.
    assert holder() is RestsWith.UNIT


def test_it_stands_among_what_is_to_be_done_today(office: Office) -> None:
    number, _code = taken_up(office)
    read_case(office.workplace, office.birgitte, number)
    [mine] = list_today(office.workplace, office.birgitte).parts[Part.MINE]
    assert (mine.facts.number, mine.facts.due) == (number, date(2026, 3, 31))


def test_a_citizen_who_writes_again_is_answered_again(office: Office) -> None:
    number, code = taken_up(office)
    register(office, number, **FULL)
    write(office, number)
    close(office, number)
    post_message(office.workplace, Reporter.of(code), "Ikke løst.")
    reopen_case(office.workplace, office.birgitte, number, reason="Ikke løst")
    assert obstacles_to_closing(file_of(office, number)) == ("no_answer",)


def test_it_is_kept_and_erased_by_its_own_time(office: Office) -> None:
    number, _code = taken_up(office)
    register(office, number, nature=Nature.ENQUIRY)
    close(office, number)
    assert read_case(office.workplace, office.birgitte, number).erase_after == date(2027, 3, 3)

    def erase() -> None:
        erase_case(office.workplace, office.birgitte, number, journal_answered=True)

    office.clock.set(office.clock.now().replace(year=2027, day=2))
    with pytest.raises(ForbiddenMove, match="too_early"):
        erase()
    office.clock.set(office.clock.now().replace(day=3))
    erase()


def test_a_closed_complaint_keeps_what_the_account_counts(office: Office) -> None:
    number, _code = taken_up(office)
    register(office, number, **FULL)
    write(office, number)
    close(office, number)
    with pytest.raises(InvalidInput) as refused:
        register(office, number, learning=None)
    assert (refused.value.field, refused.value.reason) == ("learning", "missing")
    register(office, number, learning=Learning.GENERAL)


def test_a_member_takes_a_complaint_down_and_has_it(office: Office) -> None:
    code = new_code()
    said = NewComplaint("Jeg venter.")
    number = take_down_complaint(office.workplace, office.birgitte, said, code)
    assert file_of(office, number).facts.state is CaseState.OPEN
    # The same form twice finds the same case, declared on once.
    assert take_down_complaint(office.workplace, office.birgitte, said, code) == number
    assert len(file_of(office, number).declarations) == 1


def test_what_was_filed_and_not_taken_up_is_finished_by_the_same_form(office: Office) -> None:
    code = new_code()
    said = NewComplaint("Jeg venter.")
    facts = submit_complaint(office.workplace, said, code)
    number = take_down_complaint(office.workplace, office.birgitte, said, code)
    assert number == facts.number
    assert file_of(office, number).facts.state is CaseState.OPEN


def test_nobody_takes_down_what_she_could_not_open(office: Office) -> None:
    said = NewComplaint("Jeg venter.")
    rune = office.newcomer("Rune", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    for stranger in (rune, office.anders):
        code = new_code()
        with pytest.raises(NotPermitted):
            take_down_complaint(office.workplace, stranger, said, code)
        with office.workplace.open_unit() as unit:
            assert unit.cases.by_locator(code.locator) is None
