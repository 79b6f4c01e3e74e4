"""What is asked of the reporter and what she has answered, read from the conversation alone."""

from dataclasses import replace

from portal.domain.dialogue import (
    ANSWERED_BY_YES_OR_NO,
    EntryKind,
    Side,
    asked_about,
    consents,
    final_feedback_given,
    offers_answered,
    open_questions,
)
from tests.domain.examples import conversation, entry

REPORT = (EntryKind.REPORT, Side.REPORTER)
HER_MESSAGE = (EntryKind.MESSAGE, Side.REPORTER)
OUR_MESSAGE = (EntryKind.MESSAGE, Side.UNIT)
QUESTION = entry(EntryKind.QUESTION, name="a" * 32)
ABOUT_ONE = entry(EntryKind.QUESTION, name="b" * 32, matter="1" * 32)
OFFER = entry(EntryKind.OFFER, name="c" * 32, matter="1" * 32)
OFFER_AGAIN = entry(EntryKind.OFFER, name="d" * 32, matter="1" * 32)
OFFER_OF_TWO = entry(EntryKind.OFFER, name="e" * 32, matter="2" * 32)
MAY_WE = entry(EntryKind.CONSENT_ASKED, name="9" * 32, matter="1" * 32, facts={"recipient": "SUF"})
FEEDBACK = entry(EntryKind.FEEDBACK, facts={"done": "x", "why": "y", "interim": "no"})
INTERIM = entry(EntryKind.FEEDBACK, facts={"done": "x", "why": "y", "interim": "yes"})


def consent(about: str, answer: str):
    return entry(
        EntryKind.CONSENT,
        Side.REPORTER,
        matter="1" * 32,
        about=about * 32,
        facts={"answer": answer},
    )


def closing(about: str):
    return entry(EntryKind.QUESTION_CLOSED, about=about * 32)


def waiting(*turns) -> list[str]:
    return [one.id[0] for one in open_questions(conversation(*turns))]


def test_nothing_is_asked_by_a_report_a_message_a_note_or_a_decision() -> None:
    others = [
        (kind, side)
        for kind in EntryKind
        for side in Side
        if kind not in (EntryKind.QUESTION, *ANSWERED_BY_YES_OR_NO)
    ]
    assert waiting(*others) == []
    assert waiting() == []


def test_a_question_waits_until_the_reporter_writes() -> None:
    assert waiting(REPORT, QUESTION) == ["a"]
    assert waiting(REPORT, QUESTION, OUR_MESSAGE) == ["a"]
    assert waiting(REPORT, QUESTION, HER_MESSAGE) == []


def test_a_message_answers_every_question_before_it_and_none_after() -> None:
    assert waiting(REPORT, QUESTION, ABOUT_ONE) == ["a", "b"]
    assert waiting(REPORT, QUESTION, ABOUT_ONE, HER_MESSAGE) == []
    assert waiting(REPORT, QUESTION, HER_MESSAGE, ABOUT_ONE) == ["b"]


def test_an_offer_waits_for_a_consent_whatever_else_the_reporter_writes() -> None:
    assert waiting(REPORT, OFFER, HER_MESSAGE) == ["c"]
    assert waiting(REPORT, OFFER, consent("c", "yes")) == []
    assert waiting(REPORT, OFFER, consent("c", "no")) == []


def test_a_consent_answers_its_offer_and_no_question() -> None:
    assert waiting(REPORT, QUESTION, OFFER, consent("c", "yes")) == ["a"]
    assert waiting(REPORT, OFFER, OFFER_OF_TWO, consent("c", "yes")) == ["e"]


def test_the_unit_may_stop_waiting_for_a_question_or_an_offer() -> None:
    assert waiting(REPORT, QUESTION, OFFER, closing("a")) == ["c"]
    assert waiting(REPORT, QUESTION, OFFER, closing("c")) == ["a"]


def test_a_question_of_consent_waits_for_yes_or_no_and_is_a_question_about_its_matter() -> None:
    assert waiting(REPORT, MAY_WE, HER_MESSAGE) == ["9"]
    assert waiting(REPORT, MAY_WE, consent("9", "yes")) == []
    assert waiting(REPORT, MAY_WE, consent("9", "no")) == []
    assert waiting(REPORT, MAY_WE, closing("9")) == []
    assert asked_about(conversation(REPORT, MAY_WE)) == ["1" * 32]
    assert asked_about(conversation(REPORT, MAY_WE, consent("9", "yes"))) == []


def test_an_answer_to_an_offer_says_nothing_to_a_question_of_consent() -> None:
    said = (REPORT, OFFER, MAY_WE, consent("c", "yes"))
    assert consents(conversation(*said))["1" * 32, "SUF"].waits
    assert offers_answered(conversation(REPORT, OFFER, MAY_WE, consent("9", "yes"))) == {}


def test_of_each_matter_and_recipient_the_newest_question_of_consent_is_told() -> None:
    again = replace(MAY_WE, id="8" * 32)
    other = replace(MAY_WE, id="7" * 32, facts={"recipient": "police"})
    found = consents(conversation(REPORT, MAY_WE, consent("9", "yes"), again, other))
    assert {place: one.asked.id[0] for place, one in found.items()} == {
        ("1" * 32, "SUF"): "8",
        ("1" * 32, "police"): "7",
    }
    assert all(one.waits and one.answered is None for one in found.values())


def test_a_yes_that_was_taken_back_is_told_apart_from_a_no() -> None:
    taken_back = conversation(REPORT, MAY_WE, consent("9", "yes"), consent("9", "no"))
    refused = conversation(REPORT, MAY_WE, consent("9", "no"))
    for entries, withdrawn in ((taken_back, True), (refused, False)):
        found = consents(entries)["1" * 32, "SUF"]
        assert (found.answer, found.withdrawn, found.waits) == (False, withdrawn, False)
        assert found.answered == entries[-1]
        assert found.given == (entries[-2] if withdrawn else None)


def test_a_question_is_about_its_matter_or_about_the_whole_case_and_an_offer_is_no_question() -> (
    None
):
    assert asked_about(conversation(REPORT, QUESTION, ABOUT_ONE, OFFER)) == [None, "1" * 32]


def test_the_answer_to_an_offer_is_a_plain_yes_or_no() -> None:
    assert offers_answered(conversation(REPORT, OFFER)) == {}
    assert offers_answered(conversation(REPORT, OFFER, consent("c", "yes"))) == {"1" * 32: True}
    assert offers_answered(conversation(REPORT, OFFER, consent("c", "no"))) == {"1" * 32: False}
    assert offers_answered(conversation(REPORT, OFFER, consent("c", "?"))) == {"1" * 32: False}


def test_only_the_newest_offer_of_a_matter_counts() -> None:
    old_yes = (REPORT, OFFER, consent("c", "yes"))
    assert offers_answered(conversation(*old_yes, OFFER_AGAIN)) == {}
    both = conversation(*old_yes, OFFER_AGAIN, consent("d", "no"))
    assert offers_answered(both) == {"1" * 32: False}


def test_feedback_that_is_not_interim_is_final() -> None:
    assert not final_feedback_given(conversation(REPORT))
    assert not final_feedback_given(conversation(REPORT, INTERIM))
    assert final_feedback_given(conversation(REPORT, INTERIM, FEEDBACK))
    assert final_feedback_given(conversation(REPORT, FEEDBACK, INTERIM))


def test_a_case_that_was_opened_again_owes_feedback_again() -> None:
    reopened = (REPORT, FEEDBACK, entry(EntryKind.CLOSING), entry(EntryKind.REOPENING))
    assert not final_feedback_given(conversation(*reopened))
    assert final_feedback_given(conversation(*reopened, FEEDBACK))
    assert not final_feedback_given(
        conversation(*reopened, FEEDBACK, entry(EntryKind.CLOSING), entry(EntryKind.REOPENING))
    )
