"""What members do is what the report counts; who holds no key counts nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crypto.identifiers import new_id
from portal.domain.access import Desk, Role
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.errors import DoesNotReconcile, InvalidInput, NotFound, NotPermitted
from portal.domain.matter import Outcome
from portal.domain.reconciliation import Finding, Misfit
from portal.domain.triage import Ground
from portal.services.casework.close_case import reopen_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.reporting.post_message import post_message
from portal.services.statistics.count_year import count_pending, count_period
from portal.services.statistics.statistics_key import share_statistics_key
from portal.storage.tables import facts
from portal.storage.unit_key_store import STATISTICS
from tests.services.acts import finish
from tests.support.counted import a_case, a_matter
from tests.support.office import Office

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
TODAY = date(2026, 3, 3)


def test_a_report_that_went_its_whole_way_is_counted(office: Office) -> None:
    done = office.taken_up()
    office.rejected(done.number)
    ordinal = office.in_scope(done.number)
    finish(office, done, ordinal, Outcome.CONFIRMED)
    waiting = office.taken_up()
    office.in_scope(waiting.number)
    office.filed()
    report = count_period(office.workplace, office.birgitte, FIRST, LAST)
    assert (report.received, report.matters) == (3, 3)
    assert report.themes.counts["finance"] == 3
    assert report.decisions.counts == {"in_scope": 2, "rejected": 1, "undecided": 0}
    assert report.grounds.counts["not_substantiated"] == 1
    assert (report.outcomes.counts["confirmed"], report.outcomes.counts["open"]) == (1, 1)
    assert (report.stock.opening, report.stock.closed, report.stock.closing) == (0, 1, 2)
    assert report.pending.counts == {"unit": 2, "administration": 0, "reporter": 0}
    assert (report.feedback.given, report.feedback.within) == (1, 1)
    assert (report.as_of, report.until) == (TODAY, TODAY)


def test_a_case_opened_again_is_pending_again(office: Office) -> None:
    done = office.taken_up()
    finish(office, done, office.in_scope(done.number))
    office.clock.advance(timedelta(days=30))
    reopen_case(office.workplace, office.anders, done.number, reason="Nyt")
    stock = count_period(office.workplace, office.anders, FIRST, LAST).stock
    assert (stock.closed, stock.reopened, stock.closing) == (0, 1, 1)
    assert count_pending(office.workplace, office.anders, TODAY).total == 0


def test_a_word_of_the_reporter_to_a_closed_case_does_not_open_it(office: Office) -> None:
    done = office.taken_up()
    finish(office, done, office.in_scope(done.number))
    post_message(office.workplace, done.reporter, text="Tak.", files=())
    report = count_period(office.workplace, office.anders, FIRST, LAST)
    assert report.stock.closing == 0


def test_a_correction_is_counted_as_it_stands(office: Office) -> None:
    case = office.taken_up()
    ordinal = office.in_scope(case.number)
    for outcome in (Outcome.CONFIRMED, Outcome.REFUTED):
        set_outcome(
            *(office.workplace, office.anders, case.number, ordinal),
            outcome=outcome,
            police_report=False,
        )
    outcomes = count_period(office.workplace, office.anders, FIRST, LAST).outcomes.counts
    assert (outcomes["confirmed"], outcomes["refuted"]) == (0, 1)


def test_who_has_no_copy_of_the_key_counts_nothing(office: Office) -> None:
    newcomer = office.newcomer()
    with pytest.raises(NotFound):
        count_period(office.workplace, newcomer, FIRST, LAST)
    with pytest.raises(NotFound):
        count_pending(office.workplace, newcomer, TODAY)


def test_an_administrator_counts_nothing(office: Office) -> None:
    administrator = office.newcomer("Otto", Role.ADMINISTRATOR, None)
    with pytest.raises(NotPermitted):
        count_period(office.workplace, administrator, FIRST, LAST)


def test_facts_that_are_missing_are_added_before_anything_is_counted(office: Office) -> None:
    office.taken_up()
    with office.database.engine.begin() as connection:
        connection.execute(facts.delete())
    assert count_period(office.workplace, office.birgitte, FIRST, LAST).received == 1


def test_a_case_that_nobody_can_add_is_named(office: Office) -> None:
    case = office.filed(not_to=frozenset({office.chaima.id}))
    with office.database.engine.begin() as connection:
        connection.execute(facts.delete())
    with pytest.raises(DoesNotReconcile) as refused:
        count_period(office.workplace, office.chaima, FIRST, LAST)
    assert refused.value.findings == (Finding(Misfit.NO_FACTS, case.number),)
    assert case.number not in str(refused.value)


def test_an_erased_case_that_tells_an_impossible_history_is_found(office: Office) -> None:
    backwards = [
        Turn(TODAY, CaseState.RECEIVED, RestsWith.UNIT),
        Turn(TODAY - timedelta(days=1), CaseState.OPEN, RestsWith.UNIT),
    ]
    with office.workplace.open_unit(write=True) as unit:
        public_key = unit.unit_keys.public_key(STATISTICS)
        assert public_key is not None
        unit.facts.untie(public_key, new_id(), replace(a_case(TODAY), turns=tuple(backwards)))
        unit.commit()
    for count in (
        lambda: count_period(office.workplace, office.birgitte, FIRST, LAST),
        lambda: count_pending(office.workplace, office.birgitte, TODAY),
    ):
        with pytest.raises(DoesNotReconcile) as refused:
            count()
        assert refused.value.findings == (Finding(Misfit.GOES_BACKWARDS, ""),)


def test_sums_that_do_not_fit_are_refused(office: Office) -> None:
    groundless = replace(a_matter(ground=Ground.NOT_SERIOUS), ground=None)
    with office.workplace.open_unit(write=True) as unit:
        public_key = unit.unit_keys.public_key(STATISTICS)
        assert public_key is not None
        unit.facts.untie(public_key, new_id(), a_case(TODAY, groundless))
        unit.commit()
    with pytest.raises(DoesNotReconcile) as refused:
        count_period(office.workplace, office.birgitte, FIRST, LAST)
    assert refused.value.findings == (Finding(Misfit.GROUNDS),)


def test_days_that_lie_ahead_are_refused(office: Office) -> None:
    with pytest.raises(InvalidInput, match="on: in_future"):
        count_pending(office.workplace, office.birgitte, TODAY + timedelta(days=1))
    with pytest.raises(InvalidInput, match="first: not_begun"):
        count_period(office.workplace, office.birgitte, date(2027, 1, 1), date(2027, 12, 31))
    with pytest.raises(InvalidInput, match="last: before_first"):
        count_period(office.workplace, office.birgitte, LAST, FIRST)


def test_an_auditor_counts_what_is_complete(office: Office) -> None:
    auditor = office.newcomer("Rita", Role.AUDITOR, None)
    office.filed()
    share_statistics_key(office.workplace, office.birgitte)
    assert count_period(office.workplace, auditor, FIRST, LAST).received == 1


def test_a_case_counts_once_and_with_the_unit_first(office: Office) -> None:
    for _ in range(2):
        office.filed()
    pending = count_pending(office.workplace, office.anders, TODAY)
    assert (pending.unit, pending.total) == (2, 2)
    assert count_pending(office.workplace, office.anders, TODAY - timedelta(days=1)).total == 0


def test_a_newcomer_to_the_desk_of_complaints_has_none_of_it(office: Office) -> None:
    member = office.newcomer("Eva", Role.CONTACT, Desk.COMPLAINTS)
    with pytest.raises(NotPermitted):
        count_pending(office.workplace, member, TODAY)
