"""The demo as it was filled: each story ends as its steps say, and all find what is theirs."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from crypto.receipt_code import parse_code
from portal.demo import print_welcome
from portal.demo.adviser_stories import read_complaints
from portal.domain.access import Desk, Role
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.domain.complaint import Effort
from portal.domain.dossier import ActKind, Dossier, Stage
from portal.domain.errors import CaseErased, NotFound
from portal.domain.matter import Matter
from portal.domain.mediation import MediationEnd
from portal.domain.period import year_of
from portal.domain.recommendation import Standing
from portal.domain.redaction import BAR
from portal.domain.supervision import LetterKind, SupervisionState
from portal.services.adviser.list_assistance import list_assistance
from portal.services.adviser.list_recommendations import (
    WantedRecommendations,
    list_recommendations,
)
from portal.services.adviser.list_supervisions import list_supervisions
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import read_case
from portal.services.dossiers.read_dossier import (
    confirm_secrecy,
    list_dossiers,
    read_dossier,
    read_dossier_file,
)
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.statistics.count_complaints import count_complaints
from portal.services.statistics.count_year import count_period
from portal.services.workplace import Reporter
from portal.storage.case_store import WorklistQuery
from tests.demo.filled_demo import Filled, filled_in
from tests.demo.story_play import CONTACTS, MEMBERS
from tests.demo.test_stories import group_of
from tests.support.attack_on_accounts import learned_of_account
from tests.support.attack_on_reports import learned_of_report

WELCOMED = ("contact_SUF", "contact_BUF", "contact_SOF")
EVERY_CONTACT = [part for parts in CONTACTS.values() for part in parts]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with filled_in(tmp_path_factory.mktemp("demo") / "data") as demo:
        yield demo


def test_every_story_ends_as_its_steps_say(filled: Filled) -> None:
    for code, state, play in filled.plays():
        facts = filled.facts(code)
        assert state == facts.state == play.state
        if play.state is CaseState.OPEN and play.turns[-1:] != ["reporter"]:
            assert facts.rests_with == play.rests_with()
        if play.state in (CaseState.OPEN, CaseState.CLOSED):
            file = filled.case_of(code, play).file
            assert [_ending(one) for one in file.matters] == [
                _ending(one) for one in play.matters.values()
            ]
            assert [_standing(one) for one in file.dossiers] == [
                _standing(one.content) for one in play.dossiers
            ]
            assert [one.notice_state for one in file.parties] == [
                one.notice_state for one in play.parties.values()
            ]


def _ending(matter: Matter) -> tuple[Any, ...]:
    return matter.summary, matter.decision, matter.pass_on, matter.outcome, matter.police_report


def _standing(dossier: Dossier) -> tuple[Any, ...]:
    acts = [act.kind for act in dossier.acts]
    return dossier.administration, dossier.text.strip(), dossier.stage, dossier.due_now, acts


def test_the_reporter_reads_every_case_that_was_not_erased(filled: Filled) -> None:
    for code, state, _play in filled.plays():
        if state == CaseState.ERASED:
            with pytest.raises(CaseErased):
                read_dialogue(filled.workplace, Reporter.of(code))
        else:
            assert read_dialogue(filled.workplace, Reporter.of(code)).entries


@pytest.mark.parametrize("part", EVERY_CONTACT)
def test_a_contact_person_opens_every_dossier_that_she_is_meant_to(
    filled: Filled, part: str
) -> None:
    member = filled.member(part)
    found = list_dossiers(filled.workplace, member)
    assert not found.unreadable
    meant = [
        one.content
        for _code, state, play in filled.plays()
        if state != CaseState.ERASED
        for one in play.dossiers
        if part in one.holders
    ]
    reports = [one for one in found.dossiers if not one.of_adviser]
    assert sorted(map(_standing, reports), key=str) == sorted(map(_standing, meant), key=str)
    for dossier in found.dossiers:
        view = read_dossier(filled.workplace, member, dossier.number)
        assert view.dossier == dossier
        assert view.confirmed == dossier.opened_by(member.id)


@pytest.mark.parametrize("part", ["contact_SUF", "contact_BUF", "contact_SOF"])
def test_her_list_has_something_in_every_group(filled: Filled, part: str) -> None:
    member = filled.member(part)
    dossiers = list_dossiers(filled.workplace, member).dossiers
    groups = {group_of(one, member.id, filled.filled_on) for one in dossiers}
    assert groups == {"new", "overdue", "due", "answered", "done"}


def test_a_working_copy_and_the_documentation_of_an_answer_can_be_read(filled: Filled) -> None:
    with_copy = [one for one in filled.dossiers_of("SOF") if one.files]
    [copy] = [file for one in with_copy for file in one.files]
    assert copy.name == "meldinger-om-alarmen.txt"
    member = filled.member("contact_SOF")
    confirm_secrecy(filled.workplace, member, with_copy[0].number)
    _file, pieces = read_dossier_file(filled.workplace, member, with_copy[0].number, copy.id)
    text = b"".join(pieces).decode()
    assert "17/10" in text
    assert "afskrift" not in text
    answers = [act for one in filled.dossiers_of("BUF") for act in one.acts if act.files]
    assert [act.kind for act in answers] == [ActKind.ANSWER]


def test_an_extract_has_bars_and_nothing_of_what_lay_under_them(filled: Filled) -> None:
    extracts = [part.text for one in filled.dossiers_of("SOF") for part in one.extracts]
    assert any(BAR in text for text in extracts)
    assert not any("min makker" in text or "[[" in text for text in extracts)


def test_what_was_passed_on_outside_the_scheme_awaits_nothing(filled: Filled) -> None:
    [passed] = [one for one in filled.dossiers_of("KFF") if one.stage is Stage.PASSED_ON]
    assert passed.due_now is None


def test_demo_json_says_for_whom_a_contact_person_answers(filled: Filled) -> None:
    for person in filled.written["staff"]:
        assert bool(person["administration"]) == (person["role"] == Role.CONTACT)


def test_the_welcome_shows_one_way_in_for_each_side_and_where_the_others_are(
    filled: Filled, capsys: pytest.CaptureFixture[str]
) -> None:
    print_welcome(filled.settings, filled.clock)
    words = capsys.readouterr().out
    for part in (*MEMBERS, *WELCOMED):
        assert filled.person(part)["email"] in words
        assert filled.person(part)["passphrase"] in words
    assert "demo.json" in words
    adviser = [one for one in filled.written["staff"] if one["desk"] == Desk.COMPLAINTS]
    assert f"{adviser[0]['email']}  (caseworker complaints only)" in words
    complaints = [one["code"] for one in filled.written["cases"] if one["kind"] == "complaint"]
    assert any(code in words for code in complaints)
    assert len(words.splitlines()) < 45


def test_whoever_complained_reads_her_case_and_the_complaints_stand_in_all_states(
    filled: Filled,
) -> None:
    told = [case for case in filled.written["cases"] if case["kind"] == CaseKind.COMPLAINT]
    assert len(told) == len(read_complaints())
    assert {case["state"] for case in told} == {
        CaseState.RECEIVED,
        CaseState.OPEN,
        CaseState.CLOSED,
    }
    resting = set()
    for case, story in zip(told, read_complaints(), strict=True):
        code = parse_code(case["code"])
        entries = read_dialogue(filled.workplace, Reporter.of(code)).entries
        assert entries[0].text == story["complaint"].strip()
        resting.add(filled.facts(code).rests_with)
    assert {RestsWith.UNIT, RestsWith.REPORTER} <= resting


def test_what_citizens_sent_themselves_is_awaited_or_answered_and_read(filled: Filled) -> None:
    awaited, _state = filled.answers_to("byggeplads-uden-svar")
    assert (awaited.acts, awaited.due) == ((), filled.filled_on + timedelta(days=21))
    answered, state = filled.answers_to("brevet-til-den-gamle-adresse")
    [act] = answered.acts
    assert act.text.strip().startswith("Vi har set på din sag.")
    assert (answered.due, answered.with_unit, state) == (None, False, CaseState.OPEN)


def test_a_complaint_was_heard_mediated_and_solved(filled: Filled) -> None:
    file = filled.complaint("boern-sat-ud-af-hallen")
    [dossier] = file.dossiers
    acts = [act.kind for act in dossier.acts]
    assert acts == [ActKind.OPENED, ActKind.ANSWER, ActKind.ENOUGH]
    calls = [note.call.with_whom for note in file.notes if note.call]
    assert calls == ["citizen", "administration", "citizen", "administration"]
    assert file.mediation is not None
    assert file.mediation.end is MediationEnd.AGREED
    assert file.register is not None
    assert file.register.effort is Effort.MEDIATION


def test_a_complaint_was_supervised_to_its_end(filled: Filled) -> None:
    file = filled.complaint("stoette-sat-ned-uden-partshoering")
    assert file.supervision is not None
    assert (file.supervision.state, file.supervision.criticism) == (SupervisionState.CLOSED, True)
    letters = [letter.kind for letter in file.supervision.letters]
    assert letters == ["opening", "reply", "preliminary_report", "remarks", "final_report"]
    assert [one.kind for one in file.recommendations] == ["criticism", "recommendation", "call"]


def test_two_complaints_are_linked_with_each_other(filled: Filled) -> None:
    one = filled.complaint("affald-hentes-ikke")
    other = filled.complaint("affald-i-naboens-gaard")
    assert [link.number for link in one.links] == [other.facts.number]
    assert [link.number for link in other.links] == [one.facts.number]


def test_the_adviser_s_own_supervisions_stand_in_her_lists(filled: Filled) -> None:
    written = filled.written["supervisions"]
    assert [one["kind"] for one in written] == [CaseKind.OWN_MOTION] * 2
    for part in ("lead", "adviser"):
        listed = list_supervisions(filled.workplace, filled.member(part)).by_state
        own = {
            state: [one.number for one in lines if one.own_motion]
            for state, lines in listed.items()
        }
        assert own[SupervisionState.CLOSED] == [written[0]["number"]]
        assert own[SupervisionState.STARTED] == [written[1]["number"]]
        [under_way] = [one for one in listed[SupervisionState.STARTED] if one.own_motion]
        waiting = under_way.supervision.unanswered
        assert [one.kind for one in waiting] == [LetterKind.PRELIMINARY_REPORT] * 2
        assert all(one.due and one.due > filled.filled_on for one in waiting)


def test_what_was_recommended_is_repeated_judged_and_once_declined(filled: Filled) -> None:
    number = filled.written["supervisions"][0]["number"]
    lead = filled.member("lead")
    lines = list_recommendations(filled.workplace, lead, WantedRecommendations()).lines
    given = [line.recommendation for line in lines if line.number == number]
    assert {one.administration for one in given} == {"BIF", "SOF", "TMF"}
    assert {one.given_on.year for one in given} == {2024}
    assert sorted(one.years for one in given) == [(2024, 2025), (2024, 2025), (2024, 2025, 2026)]
    assert {one.standing for one in given} == {
        Standing.CARRIED_OUT,
        Standing.PARTLY,
        Standing.NOT_CARRIED_OUT,
    }
    assert all(one.view for one in given)
    assert any(one.remark for one in given)
    [declined] = [one for one in given if one.declined_because]
    assert declined.committee_told_on is not None


def test_who_works_on_complaints_alone_opens_every_one_and_no_report(filled: Filled) -> None:
    adviser = filled.member("adviser")
    rows = list_cases(filled.workplace, adviser, WorklistQuery()).rows
    readable = {row.facts.number for row in rows}
    for case in filled.written["cases"]:
        facts = filled.facts(parse_code(case["code"]))
        if facts.kind is CaseKind.REPORT:
            with pytest.raises(NotFound):
                read_case(filled.workplace, adviser, facts.number)
        elif facts.state is CaseState.OPEN:
            assert facts.number in readable
            read_case(filled.workplace, adviser, facts.number)


def test_what_administrations_asked_is_answered_or_waits(filled: Filled) -> None:
    rows = list_assistance(filled.workplace, filled.member("adviser"), 2026).rows
    assert sorted(row.assistance.answered_on is None for row in rows) == [False, True]


def test_the_account_of_the_year_before_is_like_that_of_2023(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = filled.account_of(year_of(2025), monkeypatch, capsys)
    assert account["received"]["complaints"] == 912
    assert account["everything"]["total"] == 1050
    assert account["shares"]["upheld"]["percent"] == 61
    assert account["shares"]["solved"]["percent"] > 90
    assert round(account["shares"]["satisfied"]["percent"]) == 82
    assert round(account["shares"]["not_satisfied"]["percent"]) == 4
    assert account["days"]["mean"] == 17.3
    assert account["discrimination"]["total"] == 31
    assert {row["code"]: row["count"] for row in account["forwarded"]["rows"]}["yes"] == 90
    assert {row["code"]: row["count"] for row in account["channels"]["rows"]}["telephone"] == 194
    assert (account["assistance"]["answered"], account["assistance"]["mean"]) == (131, 8.2)
    # One citizen named one ground: no figure of citizens but this is too small to be told.
    assert [one["part"] for one in account["withheld"]] == ["discrimination"]


def test_the_report_of_the_year_before_has_the_years_beside_it(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = filled.report("annual", year_of(2025), monkeypatch, capsys)
    # A hundred and five of a whole year, and the stories that were told of in it.
    assert report["received"] >= 105
    assert report["matters"] >= 202
    stock = report["stock"]
    assert stock["opening"] + stock["received"] == stock["closed"] + stock["closing"]
    assert [one["received"] for one in report["previous"]] == [104, 105]
    assert [one["imported"] for one in report["previous"]] == [True, True]
    assert report["previous"][0]["closing"] == 34


@pytest.mark.parametrize(("year", "received"), [(2022, 116), (2023, 105), (2024, 104)])
def test_the_years_that_were_published_before_can_be_printed(
    filled: Filled,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    year: int,
    received: int,
) -> None:
    report = filled.report("annual", year_of(year), monkeypatch, capsys)
    assert (report["received"], report["imported"]) == (received, True)


def test_no_small_figure_of_the_demos_own_report_and_account_can_be_worked_out(
    filled: Filled,
) -> None:
    year, lead = year_of(filled.filled_on.year - 1), filled.member("lead")
    days = (year.first, year.last)
    assert learned_of_report(count_period(filled.workplace, lead, *days)) == {}
    assert learned_of_account(count_complaints(filled.workplace, lead, *days)) == {}
