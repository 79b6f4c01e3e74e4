"""What may be carried to the other door, and when somebody may be asked to carry it."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.case_status import CaseKind, complaint_obstacles
from portal.domain.complaint import ComplaintRegister, Nature
from portal.domain.dialogue import Entry, EntryKind, Side, open_questions
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.other_door import (
    check_carried,
    has_agreed_to_the_other_door,
    may_be_offered,
    offer_of_the_other_door,
    other_door,
)

DAY = date(2026, 3, 3)
WRITTEN = "Min søn bor på Solgården. Han er ikke blevet badet i to uger, og jeg er ansat der."
ASKED = Entry("a" * 32, 2, EntryKind.OTHER_DOOR, Side.UNIT, DAY, "Det er en klage.")
AGAIN = replace(ASKED, id="b" * 32, ordinal=4)
MESSAGE = Entry("c" * 32, 3, EntryKind.MESSAGE, Side.REPORTER, DAY, "Hvad mener I?")


def said(answer: str, about: Entry = ASKED, side: Side = Side.REPORTER) -> Entry:
    facts = {"answer": answer}
    return Entry("d" * 32, 3, EntryKind.CONSENT, side, DAY, about=about.id, facts=facts)


WITHDRAWN = Entry("e" * 32, 3, EntryKind.QUESTION_CLOSED, Side.UNIT, DAY, about=ASKED.id)


def test_a_report_may_be_a_complaint_and_a_complaint_a_report() -> None:
    assert other_door(CaseKind.REPORT) is CaseKind.COMPLAINT
    assert other_door(CaseKind.COMPLAINT) is CaseKind.REPORT


@pytest.mark.parametrize("kind", [CaseKind.ASSISTANCE, CaseKind.OWN_MOTION])
def test_what_the_unit_filed_itself_came_through_no_door(kind: CaseKind) -> None:
    with pytest.raises(ForbiddenMove):
        other_door(kind)


@pytest.mark.parametrize(
    "carried",
    [
        WRITTEN,
        "Min søn bor på Solgården. Han er ikke blevet badet i to uger.",
        "min SØN er ikke blevet badet\n\ni to uger!",
    ],
)
def test_words_may_be_left_out(carried: str) -> None:
    check_carried(carried, WRITTEN)


@pytest.mark.parametrize(
    "carried",
    [
        f"{WRITTEN} Hun hedder Vera.",
        "Min datter bor på Solgården.",
        "Solgården bor på min søn.",
        "Min søn min søn bor på Solgården.",
        "Min søn bor på Sol",
    ],
)
def test_no_word_is_put_into_her_mouth(carried: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_carried(carried, WRITTEN)
    assert (refused.value.field, refused.value.reason) == ("carried", "not_hers")


@pytest.mark.parametrize("carried", ["", " \n", "..."])
def test_nothing_cannot_be_carried(carried: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_carried(carried, WRITTEN)
    assert refused.value.reason == "missing"


@pytest.mark.parametrize(
    ("entries", "may"),
    [
        ([MESSAGE], True),
        ([ASKED], False),
        ([ASKED, MESSAGE], False),
        ([ASKED, said("no")], True),
        ([ASKED, said("yes")], False),
        ([ASKED, WITHDRAWN], True),
        ([ASKED, WITHDRAWN, AGAIN], False),
    ],
)
def test_one_question_is_open_at_a_time_and_none_follows_a_yes(
    entries: list[Entry], may: bool
) -> None:
    assert may_be_offered(entries) is may


@pytest.mark.parametrize(
    ("entries", "agreed"),
    [
        ([], False),
        ([ASKED], False),
        ([ASKED, said("yes")], True),
        ([ASKED, said("no")], False),
        ([ASKED, said("no"), said("yes")], False),
        ([ASKED, WITHDRAWN, said("yes")], False),
        ([ASKED, said("yes", side=Side.UNIT)], False),
        ([ASKED, said("no"), AGAIN, said("yes", AGAIN)], True),
    ],
)
def test_only_her_own_yes_to_the_newest_question_counts(entries: list[Entry], agreed: bool) -> None:
    assert has_agreed_to_the_other_door(entries) is agreed


def test_a_question_that_she_wrote_herself_asks_nothing() -> None:
    assert offer_of_the_other_door([replace(ASKED, side=Side.REPORTER)]) is None


def test_a_message_does_not_answer_it() -> None:
    assert open_questions([ASKED, MESSAGE]) == [ASKED]
    assert open_questions([ASKED, said("no")]) == []
    assert open_questions([ASKED, WITHDRAWN]) == []


def test_a_complaint_that_was_a_report_wants_nothing_more_to_be_closed() -> None:
    register = ComplaintRegister(nature=Nature.REPORT)
    assert complaint_obstacles(register, answered=False) == []
