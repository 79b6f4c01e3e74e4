"""Matters in a member's hands: split, decided, examined, settled."""

from datetime import date, timedelta

import pytest

from portal.domain.case_status import RestsWith
from portal.domain.dialogue import EntryKind
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.matter import Outcome
from portal.domain.triage import Decision, Ground
from portal.services.casework.close_case import close_case
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.list_cases import list_cases
from portal.services.casework.read_case import CaseView, read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import change_matter, split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.case_store import WorklistQuery
from portal.storage.tables import forwardings
from tests.services.acts import DUE
from tests.support.office import ALL_YES, TOO_VAGUE, Office
from tests.support.portal import FiledReport


def view_of(office: Office, report: FiledReport) -> CaseView:
    return read_case(office.workplace, office.birgitte, report.number)


def forward(
    office: Office,
    report: FiledReport,
    ordinal: int,
    administration: str = "BUF",
    due: date = DUE,
    text: str = "Undersøg kassen.",
) -> None:
    forward_matter(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        administration=administration,
        text=text,
        due=due,
    )


def answer(office: Office, report: FiledReport, ordinal: int, administration: str = "BUF") -> None:
    enter_answer(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        administration=administration,
        text="Det passer.",
    )


def awaited(office: Office) -> list[tuple[str, date]]:
    [row] = list_cases(office.workplace, office.anders, WorklistQuery()).rows
    return list(row.awaited)


def test_a_report_is_split_into_matters_that_are_numbered_and_keep_their_first_theme(
    office: Office,
) -> None:
    report = office.taken_up()
    office.split(report.number, "  Kassen stemmer ikke  ")
    office.split(report.number, "Bilag mangler")
    change_matter(
        office.workplace,
        office.anders,
        report.number,
        2,
        summary="Bilag er falske",
        theme="criminal_offence",
        administration="TMF",
    )
    first, second = view_of(office, report).file.matters
    assert (first.ordinal, first.summary, first.theme) == (1, "Kassen stemmer ikke", "finance")
    assert (second.ordinal, second.summary) == (2, "Bilag er falske")
    assert (second.theme, second.first_theme) == ("criminal_offence", "finance")
    assert second.administration == "TMF"


@pytest.mark.parametrize(
    ("slip", "field"),
    [
        ({"summary": " "}, "summary: missing"),
        ({"theme": "weather"}, "theme: unknown"),
        ({"administration": "ØKF"}, "administration: unknown"),
        ({"administration": ""}, "administration: unknown"),
    ],
)
def test_a_matter_needs_a_summary_and_known_codes(
    office: Office, slip: dict[str, str], field: str
) -> None:
    report = office.taken_up()
    office.split(report.number)
    told = {"summary": "Kassen", "theme": "finance", "administration": "BUF"} | slip
    with pytest.raises(InvalidInput, match=field):
        split_matter(office.workplace, office.anders, report.number, **told)
    with pytest.raises(InvalidInput, match=field):
        change_matter(office.workplace, office.anders, report.number, 1, **told)
    assert len(view_of(office, report).file.matters) == 1


def test_a_matter_that_is_not_there_is_not_found(office: Office) -> None:
    report = office.taken_up()
    office.split(report.number)
    for ordinal in (0, 2, -1):
        with pytest.raises(NotFound):
            set_outcome(
                office.workplace,
                office.anders,
                report.number,
                ordinal,
                outcome=Outcome.CONFIRMED,
                police_report=False,
            )


def test_some_matters_of_a_report_are_in_scope_and_others_rejected(office: Office) -> None:
    report = office.taken_up()
    office.in_scope(report.number)
    office.rejected(report.number)
    first, second = view_of(office, report).file.matters
    assert (first.in_scope, second.rejected) == (True, True)
    assert second.triage
    assert second.triage.ground is Ground.NOT_SUBSTANTIATED
    told = read_dialogue(office.workplace, report.reporter).entries[1:]
    assert [entry.kind for entry in told] == [EntryKind.DECISION] * 2


@pytest.mark.parametrize(
    ("decided", "slip"),
    [
        ({"decision": Decision.REJECTED, "ground": None}, "ground: missing"),
        ({"decision": Decision.REJECTED, "guidance": " "}, "guidance: missing"),
        ({"decision": Decision.REJECTED, "ground": Ground.NOT_SERIOUS}, "ground: not_from_answers"),
        ({"decision": Decision.IN_SCOPE, "ground": None}, "decision: answers_speak_against"),
    ],
)
def test_a_decision_that_does_not_follow_leaves_no_trace(
    office: Office, decided: dict[str, object], slip: str
) -> None:
    report = office.taken_up()
    office.split(report.number)
    whole = {"assessment": TOO_VAGUE, "ground": Ground.NOT_SUBSTANTIATED, "guidance": "Gå"}
    with pytest.raises(InvalidInput, match=slip):
        triage_matter(office.workplace, office.anders, report.number, 1, **(whole | decided))
    view = view_of(office, report)
    assert view.file.matters[0].triage is None
    assert len(view.file.entries) == 1
    assert not [line for line in view.log if line.event == "case:matter:triaged"]


def test_an_offer_is_not_made_for_a_matter_in_scope(office: Office) -> None:
    report = office.taken_up()
    office.split(report.number)
    decided = {"assessment": ALL_YES, "decision": Decision.IN_SCOPE, "ground": None}
    with pytest.raises(InvalidInput, match="offer_pass_on: only_for_rejection"):
        triage_matter(
            office.workplace, office.anders, report.number, 1, **decided, offer_pass_on=True
        )


def test_a_forwarded_matter_rests_with_its_administration_until_the_answer_is_entered(
    office: Office,
) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    forward(office, report, ordinal)
    assert view_of(office, report).file.facts.rests_with is RestsWith.ADMINISTRATION
    assert awaited(office) == [("BUF", DUE)]
    [line] = [line for line in view_of(office, report).log if "forwarded" in line.event]
    assert line.details == {"matter": "1", "administration": "BUF", "due": "2026-03-31"}
    answer(office, report, ordinal)
    assert view_of(office, report).file.facts.rests_with is RestsWith.UNIT
    assert awaited(office) == []
    [sent] = view_of(office, report).file.matters[0].forwardings
    assert (sent.text, sent.answer, sent.answered_on) == (
        "Undersøg kassen.",
        "Det passer.",
        date(2026, 3, 3),
    )


def test_of_two_matters_at_one_administration_one_is_answered_at_a_time(office: Office) -> None:
    report = office.taken_up()
    first, second = office.in_scope(report.number), office.in_scope(report.number)
    later = DUE + timedelta(days=7)
    forward(office, report, first)
    forward(office, report, second)
    forward(office, report, second, "TMF", later)
    assert awaited(office) == [("BUF", DUE), ("BUF", DUE), ("TMF", later)]
    answer(office, report, second)
    assert awaited(office) == [("BUF", DUE), ("TMF", later)]
    rests = list(view_of(office, report).matters_rest_with.values())
    assert rests == [RestsWith.ADMINISTRATION, RestsWith.ADMINISTRATION]
    answer(office, report, second, "TMF")
    rests = list(view_of(office, report).matters_rest_with.values())
    assert rests == [RestsWith.ADMINISTRATION, RestsWith.UNIT]


@pytest.mark.parametrize(
    ("slip", "field"),
    [
        ({"administration": "XYZ"}, "administration: unknown"),
        ({"text": "  "}, "text: missing"),
        ({"due": date(2026, 3, 2)}, "due: before_sending"),
    ],
)
def test_a_forwarding_needs_an_administration_a_text_and_a_day_ahead(
    office: Office, slip: dict[str, object], field: str
) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    with pytest.raises(InvalidInput, match=field):
        forward(office, report, ordinal, **slip)
    assert office.rows(forwardings) == []


def test_an_answer_nobody_waits_for_is_refused(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    with pytest.raises(ForbiddenMove):
        answer(office, report, ordinal)
    forward(office, report, ordinal)
    with pytest.raises(ForbiddenMove):
        answer(office, report, ordinal, "TMF")
    answer(office, report, ordinal)
    with pytest.raises(ForbiddenMove):
        answer(office, report, ordinal)


def test_an_outcome_waits_for_the_administration_unless_the_reporter_is_in_danger(
    office: Office,
) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    forward(office, report, ordinal)
    settle = {"outcome": Outcome.CONFIRMED, "police_report": True}
    with pytest.raises(ForbiddenMove):
        set_outcome(office.workplace, office.anders, report.number, ordinal, **settle)
    stop = {"outcome": Outcome.STOPPED_TO_PROTECT, "police_report": False}
    set_outcome(office.workplace, office.anders, report.number, ordinal, **stop)
    view = view_of(office, report)
    assert view.file.facts.rests_with is RestsWith.UNIT
    assert list(view.matters_rest_with.values()) == [None]
    [row] = list_cases(office.workplace, office.anders, WorklistQuery()).rows
    assert row.awaited == (), "nobody waits for an answer that was called off"


def test_an_outcome_can_be_corrected_and_both_stand_in_the_log(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    for outcome, police in ((Outcome.REFUTED, False), (Outcome.CONFIRMED, True)):
        settle = {"outcome": outcome, "police_report": police}
        set_outcome(office.workplace, office.anders, report.number, ordinal, **settle)
        office.clock.advance(timedelta(hours=1))
    [matter] = view_of(office, report).file.matters
    assert (matter.outcome, matter.police_report) == (Outcome.CONFIRMED, True)
    lines = [line for line in view_of(office, report).log if line.event == "case:matter:settled"]
    assert [(line.details["outcome"], line.details["police_report"]) for line in lines] == [
        ("refuted", "no"),
        ("confirmed", "yes"),
    ]


def test_feedback_says_what_was_done_and_why(office: Office) -> None:
    report = office.taken_up()
    for done, why, field in (("", "y", "done"), ("x", " ", "why")):
        with pytest.raises(InvalidInput, match=f"{field}: missing"):
            give_feedback(
                office.workplace, office.anders, report.number, done=done, why=why, interim=False
            )
    give_feedback(
        office.workplace, office.anders, report.number, done=" Rettet ", why=" Fejl ", interim=True
    )
    entry = read_dialogue(office.workplace, report.reporter).entries[-1]
    assert entry.kind is EntryKind.FEEDBACK
    assert entry.facts == {"done": "Rettet", "why": "Fejl", "interim": "yes"}


def test_the_log_of_a_case_is_read_in_the_order_things_were_done(office: Office) -> None:
    report = office.taken_up()
    for act in (
        lambda: office.split(report.number),
        lambda: give_feedback(
            office.workplace, office.anders, report.number, done="x", why="y", interim=True
        ),
        lambda: view_of(office, report),
    ):
        office.clock.advance(timedelta(milliseconds=1))
        act()
    events = [line.event for line in view_of(office, report).log]
    assert events[0] == "case:report:received"
    assert events[-3:] == ["case:matter:added", "case:feedback:given", "case:file:opened"]


def test_the_first_opening_of_a_day_is_logged_for_each_member(office: Office) -> None:
    report = office.taken_up()
    for day in range(2):
        for _ in range(3):
            view_of(office, report)
            read_case(office.workplace, office.anders, report.number)
        opened = [line for line in view_of(office, report).log if line.event == "case:file:opened"]
        assert len(opened) == 2 * (day + 1)
        office.clock.advance(timedelta(days=1))
    assert {line.by for line in opened} == {office.birgitte.id, office.anders.id}


def test_a_case_is_not_closed_before_it_may_be(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.split(report.number)
    with pytest.raises(ForbiddenMove, match="open_matter, no_feedback"):
        close_case(office.workplace, office.anders, report.number, reason="Færdig")
    assert view_of(office, report).closing_obstacles == ("open_matter", "no_feedback")
    assert ordinal == 1
