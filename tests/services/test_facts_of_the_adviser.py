"""What the statistics know of complaints that are merged or mediated, of assistance, supervision
and recommendations: written as the case goes, kept when it is erased, counted in the account."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import update

from crypto.labels import STATISTICAL_FACT, bind
from crypto.sealing import seal_text_to
from portal.demo.adviser_year import adviser_year
from portal.domain.account_parts import AccountPart
from portal.domain.adviser_facts import (
    AssistanceFacts,
    RecommendationFacts,
    Stood,
    SupervisionFacts,
)
from portal.domain.assistance import Assistance, AssistanceKind, Effect
from portal.domain.case_status import CaseKind
from portal.domain.complaint import Nature
from portal.domain.mediation import Agrees
from portal.domain.period import year_of
from portal.domain.recommendation import RecommendationKind, Standing
from portal.domain.supervision import SupervisionState
from portal.services.adviser.log_assistance import log_assistance
from portal.services.casework.close_case import reopen_case
from portal.services.casework.erase_case import erase_case
from portal.services.casework.read_case import read_case
from portal.services.complaining.merge_complaints import merge_complaints
from portal.services.member_work import working_on
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.statistics_key import open_statistics_key, statistics_key_of
from portal.storage.fact_store import _SHAPE, _Box
from portal.storage.tables import facts
from tests.services.test_complaint_closing import taken_up
from tests.services.test_mediation import agree, offer
from tests.services.test_supervisions import NEW, begun, opened, recommend

if TYPE_CHECKING:
    from portal.domain.annual_account import AnnualAccount
    from portal.domain.statistics import StatisticalFacts
    from tests.support.office import Office

TODAY = date(2026, 3, 3)
ANSWERED = Assistance(
    AssistanceKind.ADVICE,
    "SOF",
    "En leder i Borgercenter Voksne",
    "Notatpligt",
    date(2026, 2, 23),
    TODAY,
    quarters=6,
    competence_raised=True,
    changed_practice=Effect.UNKNOWN,
    answer="Skriv det ned samme dag.",
)


def of_case(office: Office, number: str = "") -> StatisticalFacts:
    """The facts of a case; those of the only erased one without a number."""
    with office.database.open_unit() as unit:
        every = unit.facts.every(open_statistics_key(office.workplace, unit, office.birgitte))
    [found] = [case.facts for case in every if case.number == number]
    return found


def account(office: Office) -> AnnualAccount:
    year = year_of(office.workplace.today().year)
    return count_complaints(office.workplace, office.birgitte, year.first, year.last)


def log(office: Office, assistance: Assistance = ANSWERED) -> str:
    return log_assistance(office.workplace, office.birgitte, assistance)


def test_assistance_is_known_by_its_codes_and_days_and_by_no_word_of_it(office: Office) -> None:
    told = of_case(office, log(office))
    assert told.assistance == AssistanceFacts(
        AssistanceKind.ADVICE, "SOF", date(2026, 2, 23), TODAY, 6, True, Effect.UNKNOWN
    )
    assert (told.kind, told.complaint, told.supervision) == (CaseKind.ASSISTANCE, None, None)
    written = _SHAPE.dump_json(_Box(whole=told)).decode()
    for text in (ANSWERED.asked_by, ANSWERED.subject, ANSWERED.answer):
        assert text not in written
    assert account(office).assistance.duration.days == 8


def test_the_facts_of_assistance_outlive_its_erasure(office: Office) -> None:
    number = log(office)
    before = of_case(office, number)
    office.clock.set(datetime.fromisoformat("2029-03-03T12:00:00+01:00"))
    erase_case(office.workplace, office.birgitte, number, journal_answered=True)
    assert of_case(office) == before


def test_supervision_is_known_by_its_states_and_whether_it_is_in_a_complaint(
    office: Office,
) -> None:
    stood = (Stood(TODAY, SupervisionState.STARTED),)
    own = of_case(office, opened(office)).supervision
    assert own == SupervisionFacts(
        own_motion=True, administrations=NEW.administrations, states=stood
    )
    in_complaint = of_case(office, begun(office)).supervision
    assert in_complaint == replace(own, own_motion=False)
    tables = account(office).tables
    assert tables[AccountPart.SUPERVISIONS].counts["started"] == 1
    assert tables[AccountPart.SUPERVISIONS_IN_COMPLAINTS].counts["started"] == 1


def test_a_recommendation_is_known_without_its_text(office: Office) -> None:
    number = opened(office)
    recommend(office, number)
    [given] = of_case(office, number).recommendations
    assert given == RecommendationFacts(
        RecommendationKind.CALL, "SOF", TODAY, (2026,), Standing.CANNOT_BE_JUDGED, None
    )
    assert account(office).tables[AccountPart.RECOMMENDATIONS].counts["call"] == 1


def test_a_mediation_counts_once_both_have_agreed(office: Office) -> None:
    number, _code = taken_up(office)
    offer(office, number)
    agree(office, number, Agrees.CITIZEN)
    assert _mediated(office, number) is False
    agree(office, number, Agrees.ADMINISTRATION)
    assert _mediated(office, number) is True
    assert account(office).tables[AccountPart.MEDIATED].counts == {"yes": 1, "no": 0}


def _mediated(office: Office, number: str) -> bool:
    complaint = of_case(office, number).complaint
    assert complaint is not None
    return complaint.mediated


def test_a_complaint_that_goes_on_in_another_is_counted_once_until_it_comes_back(
    office: Office,
) -> None:
    number, other = taken_up(office)[0], taken_up(office)[0]
    read_case(office.workplace, office.birgitte, number)
    merge_complaints(office.workplace, office.birgitte, number, other, reason="Samme afgørelse")
    merged = account(office)
    assert (merged.received.complaint, merged.received.merged) == (1, 1)
    assert (merged.stock.received, merged.stock.closed, merged.stock.closing) == (2, 1, 1)
    reopen_case(office.workplace, office.birgitte, number, reason="Noget andet")
    back = account(office)
    assert (back.received.complaint, back.received.merged) == (2, 0)
    assert back.stock.closing == 2


def test_a_complaint_that_turned_out_to_be_a_report_has_a_line_of_its_own(office: Office) -> None:
    number, _code = taken_up(office)
    with working_on(office.workplace, office.birgitte, number) as work:
        assert work.file.register is not None
        work.write_register(replace(work.file.register, nature=Nature.REPORT))
        work.finish()
    counted = account(office)
    assert (counted.received.complaint, counted.received.report) == (0, 1)
    assert (counted.everything.total, counted.stock.closing) == (0, 1)


def test_facts_from_before_these_were_kept_still_open_and_are_written_anew(office: Office) -> None:
    number = log(office)
    content = json.loads(_SHAPE.dump_json(_Box(whole=of_case(office, number))))
    for name in ("assistance", "supervision", "recommendations"):
        del content["whole"][name]
    with office.database.open_unit(write=True) as unit:
        key = statistics_key_of(office.workplace, unit)
        assert key is not None
        [row] = unit._connection.execute(facts.select()).all()
        box = seal_text_to(key, json.dumps(content).encode(), bind(STATISTICAL_FACT, row.id))
        unit._connection.execute(update(facts).values(box=box))
        unit.commit()
    assert of_case(office, number).assistance is None
    assert account(office).assistance.duration.closed == 1
    assert of_case(office, number).assistance is not None


def test_a_year_of_erased_cases_is_kept_as_if_each_had_been_erased(office: Office) -> None:
    year = adviser_year(year_of(2025))[:40]
    with office.database.open_unit(write=True) as unit:
        key = statistics_key_of(office.workplace, unit)
        assert key is not None
        unit.facts.add_untied(key, [])
        assert unit._connection.execute(facts.select()).all() == []
        unit.facts.add_untied(key, year)
        unit.commit()
    assert {row.case_id for row in office.rows(facts)} == {None}
    with office.database.open_unit() as unit:
        every = unit.facts.every(open_statistics_key(office.workplace, unit, office.birgitte))
    assert {case.number for case in every} == {""}
    assert sorted(map(repr, (case.facts for case in every))) == sorted(map(repr, year))
