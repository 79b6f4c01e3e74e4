"""Reporter and unit talk: questions, answers, offers, consents, and whose move it then is."""

from datetime import date

import pytest

from portal.domain.case_status import CaseState, RestsWith
from portal.domain.dialogue import EntryKind, Side
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.matter import Outcome, PassOn
from portal.domain.triage import Decision, Ground
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.read_case import read_case
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_to_reporter import stop_waiting, write_to_reporter
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from tests.services.acts import closed, open_offer, received
from tests.support.office import ALL_YES, GUIDANCE, TOO_VAGUE, Office
from tests.support.portal import FiledReport


def rests_with(office: Office, report: FiledReport) -> RestsWith | None:
    """Whose move both sides say it is."""
    reporters = read_dialogue(office.workplace, report.reporter).rests_with
    units = read_case(office.workplace, office.birgitte, report.number).file.facts.rests_with
    assert reporters is units
    return reporters


def ask(office: Office, report: FiledReport, about: int | None = None) -> None:
    write_to_reporter(
        office.workplace, office.anders, report.number, "Hvornår?", asks=True, about_matter=about
    )


def standing(office: Office, report: FiledReport) -> PassOn:
    """Where the offer of the first matter stands, as both sides say."""
    [hers] = read_dialogue(office.workplace, report.reporter).matters
    [ours] = read_case(office.workplace, office.birgitte, report.number).file.matters
    assert hers == ours.standing
    return hers.pass_on


def test_a_question_gives_the_reporter_the_move_and_her_reply_gives_it_back(
    office: Office,
) -> None:
    report = office.taken_up()
    ask(office, report)
    assert rests_with(office, report) is RestsWith.REPORTER
    [question] = read_dialogue(office.workplace, report.reporter).waiting
    assert (question.text, question.due) == ("Hvornår?", date(2026, 3, 17))
    post_message(office.workplace, report.reporter, "I går.")
    assert rests_with(office, report) is RestsWith.UNIT
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert dialogue.waiting == ()
    assert [(entry.kind, entry.side, entry.text) for entry in dialogue.entries] == [
        (EntryKind.REPORT, Side.REPORTER, "Der mangler penge."),
        (EntryKind.QUESTION, Side.UNIT, "Hvornår?"),
        (EntryKind.MESSAGE, Side.REPORTER, "I går."),
    ]


def test_a_message_from_the_unit_asks_for_nothing(office: Office) -> None:
    report = office.taken_up()
    write_to_reporter(office.workplace, office.anders, report.number, "  Vi arbejder på det. ")
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert rests_with(office, report) is RestsWith.UNIT
    assert (dialogue.entries[-1].text, dialogue.waiting) == ("Vi arbejder på det.", ())


def test_a_question_about_a_matter_names_it_and_moves_that_matter(office: Office) -> None:
    report = office.taken_up()
    first, second = office.in_scope(report.number), office.in_scope(report.number)
    ask(office, report, first)
    assert rests_with(office, report) is RestsWith.UNIT
    ask(office, report, second)
    assert rests_with(office, report) is RestsWith.REPORTER
    view = read_case(office.workplace, office.anders, report.number)
    assert [one.matter for one in view.waiting] == [one.id for one in view.file.matters]
    assert set(view.matters_rest_with.values()) == {RestsWith.REPORTER}


@pytest.mark.parametrize("nothing", ["", "   \n "])
def test_an_empty_message_is_no_message(office: Office, nothing: str) -> None:
    report = office.taken_up()
    with pytest.raises(InvalidInput, match="message: missing"):
        post_message(office.workplace, report.reporter, nothing)
    with pytest.raises(InvalidInput, match="message: missing"):
        write_to_reporter(office.workplace, office.anders, report.number, nothing)
    assert len(read_dialogue(office.workplace, report.reporter).entries) == 1


def test_a_file_alone_is_a_message_from_the_reporter(office: Office) -> None:
    report = office.taken_up()
    file = received(office, b"bilag")
    post_message(office.workplace, report.reporter, "", (file,))
    assert read_dialogue(office.workplace, report.reporter).entries[-1].files == (file,)


def test_a_form_sent_twice_is_written_once_on_either_side(office: Office) -> None:
    report = office.taken_up()
    for _ in range(2):
        post_message(office.workplace, report.reporter, "I går.", token="a" * 43)
        write_to_reporter(office.workplace, office.anders, report.number, "Tak.", token="b" * 43)
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert [entry.text for entry in dialogue.entries[1:]] == ["I går.", "Tak."]
    post_message(office.workplace, report.reporter, "I går.", token="c" * 43)
    post_message(office.workplace, report.reporter, "I går.")
    post_message(office.workplace, report.reporter, "I går.")
    assert len(read_dialogue(office.workplace, report.reporter).entries) == 6


def test_a_question_about_a_finished_matter_or_one_that_is_not_there_is_refused(
    office: Office,
) -> None:
    report = office.taken_up()
    ordinal = office.in_scope(report.number)
    outcome = Outcome.REFUTED
    set_outcome(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        outcome=outcome,
        police_report=False,
    )
    with pytest.raises(ForbiddenMove):
        ask(office, report, ordinal)
    with pytest.raises(NotFound):
        ask(office, report, 9)


def test_the_unit_may_stop_waiting_and_decides_on_what_it_has(office: Office) -> None:
    report = office.taken_up()
    ask(office, report)
    [question] = read_case(office.workplace, office.anders, report.number).waiting
    stop_waiting(office.workplace, office.anders, report.number, question.id)
    assert rests_with(office, report) is RestsWith.UNIT
    assert read_dialogue(office.workplace, report.reporter).waiting == ()
    for not_open in (question.id, "a" * 32, ""):
        with pytest.raises(NotFound):
            stop_waiting(office.workplace, office.anders, report.number, not_open)


def test_a_rejection_reaches_the_reporter_with_ground_guidance_and_offer(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    dialogue = read_dialogue(office.workplace, report.reporter)
    decision, offer = dialogue.entries[-2:]
    assert (decision.kind, decision.text) == (EntryKind.DECISION, GUIDANCE)
    assert decision.facts == {
        "ordinal": "1",
        "decision": "rejected",
        "ground": "not_substantiated",
    }
    assert (offer.kind, offer.due) == (EntryKind.OFFER, date(2026, 3, 17))
    assert offer.facts == {"ordinal": "1", "administration": "BUF"}
    assert dialogue.waiting == (offer,)
    assert dialogue.rests_with is RestsWith.REPORTER


def test_with_a_yes_the_matter_is_the_units_to_pass_on_and_then_finished(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.rejected(report.number, offer=True)
    with pytest.raises(ForbiddenMove):
        pass_on_matter(office.workplace, office.anders, report.number, ordinal, text="Se her")
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=True)
    assert standing(office, report) is PassOn.ACCEPTED
    assert rests_with(office, report) is RestsWith.UNIT
    with pytest.raises(InvalidInput, match="text: missing"):
        pass_on_matter(office.workplace, office.anders, report.number, ordinal, text=" ")
    pass_on_matter(office.workplace, office.anders, report.number, ordinal, text="Se her")
    assert standing(office, report) is PassOn.PASSED_ON
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert dialogue.entries[-1].kind is EntryKind.PASSED_ON
    assert "Se her" not in repr(dialogue.entries)
    with pytest.raises(ForbiddenMove):
        pass_on_matter(office.workplace, office.anders, report.number, ordinal, text="Igen")


def test_with_a_no_the_matter_is_finished_and_never_passed_on(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.rejected(report.number, offer=True)
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=False)
    assert standing(office, report) is PassOn.DECLINED
    view = read_case(office.workplace, office.birgitte, report.number)
    assert (view.file.matters[0].finished, view.closing_obstacles) == (True, ())
    with pytest.raises(ForbiddenMove):
        pass_on_matter(office.workplace, office.anders, report.number, ordinal, text="Se her")


def test_an_offer_is_answered_once(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    offer = open_offer(office, report)
    answer_question(office.workplace, report.reporter, offer, accepted=False)
    for again in (offer, "a" * 32):
        with pytest.raises(NotFound):
            answer_question(office.workplace, report.reporter, again, accepted=True)
    assert standing(office, report) is PassOn.DECLINED


def test_a_question_is_not_answered_as_if_it_were_an_offer(office: Office) -> None:
    report = office.taken_up()
    ask(office, report)
    [question] = read_dialogue(office.workplace, report.reporter).waiting
    with pytest.raises(NotFound):
        answer_question(office.workplace, report.reporter, question.id, accepted=True)


def test_an_offer_of_another_case_cannot_be_answered(office: Office) -> None:
    one, other = office.taken_up(), office.taken_up()
    office.rejected(one.number, offer=True)
    with pytest.raises(NotFound):
        answer_question(office.workplace, other.reporter, open_offer(office, one), accepted=True)


def test_an_offer_the_unit_no_longer_waits_for_can_not_be_answered(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    offer = open_offer(office, report)
    stop_waiting(office.workplace, office.anders, report.number, offer)
    assert standing(office, report) is PassOn.NOT_OFFERED
    with pytest.raises(NotFound):
        answer_question(office.workplace, report.reporter, offer, accepted=True)


def test_a_corrected_decision_takes_its_offer_back_and_may_make_another(office: Office) -> None:
    report = office.taken_up()
    ordinal = office.rejected(report.number, offer=True)
    first = open_offer(office, report)
    triage_matter(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        assessment=ALL_YES,
        decision=Decision.IN_SCOPE,
        ground=None,
    )
    assert standing(office, report) is PassOn.NOT_OFFERED
    assert read_dialogue(office.workplace, report.reporter).waiting == ()
    with pytest.raises(NotFound):
        answer_question(office.workplace, report.reporter, first, accepted=True)
    triage_matter(
        office.workplace,
        office.anders,
        report.number,
        ordinal,
        assessment=TOO_VAGUE,
        decision=Decision.REJECTED,
        ground=Ground.NOT_SUBSTANTIATED,
        guidance=GUIDANCE,
        offer_pass_on=True,
    )
    second = open_offer(office, report)
    assert second != first
    answer_question(office.workplace, report.reporter, second, accepted=True)
    assert standing(office, report) is PassOn.ACCEPTED


def test_a_corrected_decision_takes_back_no_other_offer_and_no_question(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    second = office.rejected(report.number, offer=True)
    ask(office, report)
    waiting = read_dialogue(office.workplace, report.reporter).waiting
    triage_matter(
        office.workplace,
        office.anders,
        report.number,
        second,
        assessment=ALL_YES,
        decision=Decision.IN_SCOPE,
        ground=None,
    )
    left = read_dialogue(office.workplace, report.reporter).waiting
    assert left == (waiting[0], waiting[2])
    assert [entry.kind for entry in left] == [EntryKind.OFFER, EntryKind.QUESTION]


def test_a_message_does_not_answer_an_offer(office: Office) -> None:
    report = office.taken_up()
    office.rejected(report.number, offer=True)
    post_message(office.workplace, report.reporter, "Jeg tænker over det.")
    assert rests_with(office, report) is RestsWith.REPORTER
    assert open_offer(office, report)


def test_the_reporter_is_told_the_standing_of_her_matters_and_no_more(office: Office) -> None:
    report = office.taken_up()
    office.split(report.number, "Kassereren har taget af kassen")
    office.in_scope(report.number)
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert [(one.ordinal, one.decided, one.rejected) for one in dialogue.matters] == [
        (1, False, False),
        (2, True, False),
    ]
    assert "Kassereren" not in repr(dialogue)


def test_a_message_after_closing_gives_the_unit_the_move_until_it_writes_back(
    office: Office,
) -> None:
    report = closed(office)
    assert rests_with(office, report) is None
    post_message(office.workplace, report.reporter, "Nu er jeg blevet fyret.")
    assert rests_with(office, report) is RestsWith.UNIT
    dialogue = read_dialogue(office.workplace, report.reporter)
    assert (dialogue.state, dialogue.closed_on) == (CaseState.CLOSED, date(2026, 3, 3))
    with pytest.raises(ForbiddenMove):
        ask(office, report)
    write_to_reporter(office.workplace, office.anders, report.number, "Det ser vi på.")
    assert rests_with(office, report) is None


def test_of_the_reporter_the_log_knows_the_day_and_of_staff_the_minute(office: Office) -> None:
    report = office.taken_up()
    post_message(office.workplace, report.reporter, "I går.")
    write_to_reporter(office.workplace, office.anders, report.number, "Tak.")
    view = read_case(office.workplace, office.birgitte, report.number)
    assert {line.at for line in view.log if line.by == "reporter"} == {None}
    assert {line.at for line in view.log if line.by != "reporter"} == {office.clock.now()}
    assert {line.by for line in view.log} == {"reporter", office.birgitte.id, office.anders.id}


def test_the_log_begins_with_the_receipt_whatever_else_she_wrote_that_day(office: Office) -> None:
    report = office.filed()
    for word in ("Et.", "To.", "Tre."):
        post_message(office.workplace, report.reporter, word)
    declare_impartiality(
        office.workplace, office.birgitte, report.number, impartial=True, reason=""
    )
    first, *rest = read_case(office.workplace, office.birgitte, report.number).log
    assert first.event == "case:report:received"
    assert [line.event for line in rest[:3]] == ["case:message:received"] * 3
