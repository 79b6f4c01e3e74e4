from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import RestsWith
from portal.domain.errors import ForbiddenMove, ImpartialityNotDeclared, InvalidInput
from portal.domain.priority import Pressure, priority_of
from portal.services.casework.assign_case import assign_case
from portal.services.casework.correct_move import correct_move
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.read_case import CaseView, read_case
from portal.services.dossiers.answer_dossier import ask_the_unit
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.dossiers.reply_in_dossier import reply_in_dossier
from portal.services.reporting.post_message import post_message
from portal.services.statistics.count_year import count_pending
from portal.storage.tables import case_log, records
from tests.services.acts import closed
from tests.services.hearing import hearing
from tests.support.office import Office
from tests.support.portal import FiledReport

MARCH_3, MARCH_5, MARCH_10 = (date(2026, 3, day) for day in (3, 5, 10))
UNIT, ADMINISTRATION, REPORTER = RestsWith.UNIT, RestsWith.ADMINISTRATION, RestsWith.REPORTER
WHY = "Svaret kom i telefonen."


def correct(
    office: Office,
    report: FiledReport,
    rests_with: RestsWith = UNIT,
    since: date = MARCH_3,
    reason: str = WHY,
) -> None:
    correct_move(
        office.workplace,
        office.anders,
        report.number,
        rests_with=rests_with,
        since=since,
        reason=reason,
    )


def sent_by_letter(office: Office) -> FiledReport:
    """A case that rests with an administration, which was sent a letter on 3 March."""
    report = office.taken_up()
    forward_matter(
        office.workplace,
        office.anders,
        report.number,
        office.in_scope(report.number),
        administration="BUF",
        text="Undersøg kassen.",
        due=date(2026, 3, 31),
    )
    return report


def view(office: Office, report: FiledReport) -> CaseView:
    return read_case(office.workplace, office.anders, report.number)


def rests_with(office: Office, report: FiledReport) -> RestsWith | None:
    return view(office, report).file.facts.rests_with


def pending(office: Office, on: date) -> tuple[int, int, int]:
    """How many pending cases rested with the unit, administrations and reporters."""
    counted = count_pending(office.workplace, office.birgitte, on)
    return counted.unit, counted.administration, counted.reporter


def test_an_answer_that_came_by_telephone_makes_it_the_units_move(office: Office) -> None:
    report = sent_by_letter(office)
    office.clock.advance(timedelta(days=7))
    correct(office, report)
    assert rests_with(office, report) is UNIT
    [line] = [line for line in view(office, report).log if line.event is CaseEvent.MOVE_CORRECTED]
    assert line.details == {"rests_with": "unit", "since": "2026-03-03", "reason": WHY}


def test_a_report_of_a_past_day_is_right_after_a_correction(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    forward_matter(
        office.workplace, office.anders, report.number, ordinal,
        administration="BUF", text="Undersøg kassen.", due=date(2026, 4, 7),
    )  # fmt: skip
    office.clock.advance(timedelta(days=9))
    assert pending(office, date(2026, 3, 7)) == (0, 1, 0)
    correct(office, report, since=date(2026, 3, 6))
    assert pending(office, date(2026, 3, 5)) == (0, 1, 0)
    assert pending(office, date(2026, 3, 6)) == (1, 0, 0)
    assert pending(office, date(2026, 3, 12)) == (1, 0, 0)


def test_a_correction_holds_while_nobody_acts(office: Office) -> None:
    report = sent_by_letter(office)
    correct(office, report)
    assign_case(office.workplace, office.anders, report.number, office.birgitte.account.id)
    assert rests_with(office, report) is UNIT


def test_a_correction_ends_with_the_next_act_of_the_unit(office: Office) -> None:
    report = sent_by_letter(office)
    correct(office, report, REPORTER)
    enter_answer(
        office.workplace, office.anders, report.number, 1, administration="BUF", text="Det passer."
    )
    assert rests_with(office, report) is UNIT


def test_a_correction_ends_with_a_word_of_the_reporters(office: Office) -> None:
    report = office.taken_up()
    correct(office, report, ADMINISTRATION)
    post_message(office.workplace, report.reporter, "Er der nyt?")
    assert rests_with(office, report) is UNIT


def test_a_correction_ends_when_an_administration_asks(office: Office) -> None:
    sent = hearing(office)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    correct(office, sent.report, REPORTER)
    ask_the_unit(office.workplace, sent.karen, sent.dossier.number, "Hvilken kasse?")
    assert rests_with(office, sent.report) is UNIT
    reply_in_dossier(
        office.workplace, office.anders, sent.number, sent.dossier.number, text="Den i kælderen."
    )
    assert rests_with(office, sent.report) is ADMINISTRATION


def test_that_a_contact_person_opens_a_dossier_ends_no_correction(office: Office) -> None:
    sent = hearing(office)
    correct(office, sent.report)
    confirm_secrecy(office.workplace, sent.karen, sent.dossier.number)
    assign_case(office.workplace, office.anders, sent.number, office.birgitte.account.id)
    assert rests_with(office, sent.report) is UNIT


def test_what_waits_for_others_by_hand_comes_back_after_the_usual_time(office: Office) -> None:
    report = office.taken_up()
    correct(office, report, ADMINISTRATION)
    facts = view(office, report).file.facts
    assert priority_of(facts, MARCH_5).pressure is Pressure.WAITING
    assert facts.act_from == date(2026, 4, 1)


def test_a_correction_can_be_corrected(office: Office) -> None:
    report = sent_by_letter(office)
    correct(office, report)
    correct(office, report, REPORTER)
    assert rests_with(office, report) is REPORTER


def test_a_correction_is_nothing_that_the_reporters_key_opens(office: Office) -> None:
    report = sent_by_letter(office)
    before = {row.id for row in office.rows(records)}
    correct(office, report)
    stored = b"".join(row.box for row in (*office.rows(records), *office.rows(case_log)))
    assert WHY.encode() not in stored
    assert len({row.id for row in office.rows(records)} - before) == 1
    post_message(office.workplace, report.reporter, "Er der nyt?")


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"since": date(2026, 3, 2)}, "since", "before_last_turn"),
        ({"since": MARCH_10}, "since", "in_future"),
        ({"reason": " \n"}, "reason", "missing"),
        ({"rests_with": ADMINISTRATION}, "rests_with", "unchanged"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    office: Office, wrong: dict[str, object], field: str, reason: str
) -> None:
    report = sent_by_letter(office)
    with pytest.raises(InvalidInput) as error:
        correct(office, report, **wrong)  # type: ignore[arg-type]
    assert (error.value.field, error.value.reason) == (field, reason)


def test_a_closed_case_rests_with_nobody_by_hand(office: Office) -> None:
    report = closed(office)
    with pytest.raises(ForbiddenMove):
        correct(office, report)


def test_who_is_not_impartial_corrects_nothing(office: Office) -> None:
    report = office.filed()
    with pytest.raises(ImpartialityNotDeclared):
        correct(office, report, REPORTER)
