from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.case_status import RestsWith
from portal.domain.dossier import (
    CALLS_ON_THE_UNIT,
    STAGES,
    Act,
    ActKind,
    Awaits,
    Dossier,
    DossierKind,
    Stage,
)
from portal.domain.dossier_acts import acted
from portal.domain.errors import DomainError, ForbiddenMove, InvalidInput
from portal.domain.hearing import calls_on_the_unit, follow_up_came, matter_heard
from portal.domain.matter import Forwarding, Matter

SENT, DUE = date(2026, 3, 3), date(2026, 3, 31)
LATER = date(2026, 4, 14)
ANSWERED = date(2026, 3, 20)


def sent(kind: DossierKind = DossierKind.HEARING) -> Dossier:
    due = DUE if kind is DossierKind.HEARING else None
    return Dossier("d" * 32, "D2026-7KQ4M", kind, "SUF", SENT, due, "Undersøg kassen.")


def does(kind: ActKind, *, on: date = ANSWERED, due: date | None = None, text: str = "Ord") -> Act:
    return Act(kind, "k" * 32, "Karen", on, text=text, due=due)


def after(*acts: Act) -> Dossier:
    dossier = sent()
    for act in acts:
        dossier = acted(dossier, act)
    return dossier


ANSWER = does(ActKind.ANSWER)
ENOUGH = does(ActKind.ENOUGH)
QUESTION = does(ActKind.QUESTION)
WANTS_TIME = does(ActKind.MORE_TIME_ASKED, due=LATER)


def test_an_answer_is_awaited_by_the_day_that_was_set() -> None:
    dossier = sent()
    assert (dossier.stage, dossier.awaits, dossier.due_now) == (Stage.AWAITED, Awaits.ANSWER, DUE)
    assert dossier.move is RestsWith.ADMINISTRATION
    assert dossier.round == 1


def test_what_is_outside_the_scheme_awaits_nothing() -> None:
    dossier = sent(DossierKind.OUTSIDE_SCHEME)
    assert (dossier.stage, dossier.awaits, dossier.due_now) == (Stage.PASSED_ON, None, None)
    assert dossier.move is None


@pytest.mark.parametrize("kind", sorted(set(ActKind) - {ActKind.OPENED, ActKind.HANDED_OVER,
                                                        ActKind.RECIPIENT_ADDED,
                                                        ActKind.RECIPIENT_REMOVED}))  # fmt: skip
def test_nothing_is_done_with_what_is_outside_the_scheme(kind: ActKind) -> None:
    with pytest.raises(ForbiddenMove):
        acted(sent(DossierKind.OUTSIDE_SCHEME), does(kind, due=LATER))


@pytest.mark.parametrize(
    ("acts", "move"),
    [
        ([QUESTION], RestsWith.UNIT),
        ([QUESTION, does(ActKind.REPLY)], RestsWith.ADMINISTRATION),
        ([WANTS_TIME], RestsWith.UNIT),
        ([WANTS_TIME, does(ActKind.MORE_TIME_GIVEN, due=LATER)], RestsWith.ADMINISTRATION),
        ([WANTS_TIME, does(ActKind.MORE_TIME_REFUSED)], RestsWith.ADMINISTRATION),
        ([QUESTION, WANTS_TIME, does(ActKind.REPLY)], RestsWith.UNIT),
        ([ANSWER], RestsWith.UNIT),
        ([QUESTION, ANSWER], RestsWith.UNIT),
        ([ANSWER, does(ActKind.ASKED_AGAIN, due=LATER)], RestsWith.ADMINISTRATION),
        ([QUESTION, ANSWER, does(ActKind.ASKED_AGAIN, due=LATER)], RestsWith.ADMINISTRATION),
        ([ANSWER, ENOUGH], None),
        ([ANSWER, ENOUGH, does(ActKind.FOLLOW_UP_ASKED, due=LATER)], RestsWith.ADMINISTRATION),
        ([ANSWER, ENOUGH, does(ActKind.FOLLOW_UP)], RestsWith.UNIT),
        ([ANSWER, ENOUGH, does(ActKind.FOLLOW_UP), does(ActKind.FOLLOW_UP_REGISTERED)], None),
        ([does(ActKind.CALLED_OFF)], None),
        ([does(ActKind.OPENED)], RestsWith.ADMINISTRATION),
    ],
)
def test_whose_move_it_is_follows_from_what_was_done(
    acts: list[Act], move: RestsWith | None
) -> None:
    assert after(*acts).move is move


def test_a_new_round_has_its_own_answer_and_its_own_day() -> None:
    dossier = after(ANSWER, does(ActKind.ASKED_AGAIN, due=LATER))
    assert (dossier.round, dossier.answer, dossier.due_now) == (2, None, LATER)
    second = acted(dossier, does(ActKind.ANSWER, on=LATER, text="Nu med bilag"))
    assert second.answer is not None
    assert second.answer.text == "Nu med bilag"


@pytest.mark.parametrize("kind", [ActKind.MORE_TIME_ASKED, ActKind.MORE_TIME_GIVEN])
@pytest.mark.parametrize("due", [DUE, DUE - timedelta(days=1), None])
def test_more_time_is_more(kind: ActKind, due: date | None) -> None:
    with pytest.raises(InvalidInput) as refused:
        acted(sent(), does(kind, due=due))
    assert refused.value.field == "due"


def test_more_time_given_after_the_day_has_passed_lies_ahead() -> None:
    with pytest.raises(InvalidInput):
        acted(sent(), does(ActKind.MORE_TIME_GIVEN, on=LATER, due=LATER - timedelta(days=1)))


@pytest.mark.parametrize(
    "kind", [ActKind.REPLY, ActKind.MORE_TIME_REFUSED, ActKind.ENOUGH, ActKind.ASKED_AGAIN]
)
def test_nothing_is_answered_that_nobody_asked(kind: ActKind) -> None:
    with pytest.raises(ForbiddenMove):
        acted(sent(), does(kind, due=LATER))


def test_a_follow_up_is_asked_for_twice_at_the_most() -> None:
    asked = does(ActKind.FOLLOW_UP_ASKED, due=LATER)
    twice = after(ANSWER, ENOUGH, asked, asked)
    with pytest.raises(ForbiddenMove):
        acted(twice, asked)


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_answer_without_words_is_none(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        acted(sent(), does(ActKind.ANSWER, text=text))
    assert (refused.value.field, refused.value.reason) == ("text", "missing")


def test_the_matter_shows_what_its_dossier_says() -> None:
    forwarding = Forwarding("SUF", SENT, DUE, "", dossier="d" * 32)
    matter = Matter("m" * 32, 1, "Kassen", "finance", "SUF", "finance", forwardings=(forwarding,))
    [heard] = matter_heard(matter, {"d" * 32: after(WANTS_TIME)}).forwardings
    assert (heard.awaits_answer, heard.waits_for_unit, heard.text) == (
        True,
        True,
        "Undersøg kassen.",
    )
    given = after(WANTS_TIME, does(ActKind.MORE_TIME_GIVEN, due=LATER), ANSWER)
    [heard] = matter_heard(matter, {"d" * 32: given}).forwardings
    assert (heard.answered_on, heard.answer, heard.due) == (ANSWERED, "Ord", LATER)
    assert [late.was_due for late in heard.postponed] == [DUE]
    assert heard.waits_for_unit


def test_a_forwarding_by_other_means_is_left_alone() -> None:
    by_letter = Forwarding("SUF", SENT, DUE, "Brev")
    matter = Matter("m" * 32, 1, "Kassen", "finance", "SUF", "finance", forwardings=(by_letter,))
    assert matter_heard(matter, {"d" * 32: after(ANSWER)}) == matter


def test_only_what_comes_from_outside_ends_a_time_set_aside() -> None:
    entered = replace(ANSWER, by_unit=True)
    assert calls_on_the_unit([after(QUESTION, does(ActKind.REPLY), entered)]) == 1


def test_a_follow_up_that_nobody_registered_is_known() -> None:
    came = after(ANSWER, ENOUGH, does(ActKind.FOLLOW_UP))
    assert follow_up_came([sent(), came])
    assert not follow_up_came([acted(came, does(ActKind.FOLLOW_UP_REGISTERED))])


any_act = st.builds(
    does,
    st.sampled_from(ActKind),
    on=st.dates(SENT, SENT + timedelta(days=200)),
    due=st.none() | st.dates(SENT, SENT + timedelta(days=500)),
    text=st.sampled_from(["", "Ord"]),
)


@given(st.lists(any_act, max_size=25))
def test_a_dossier_always_stands_where_the_table_leads(acts: list[Act]) -> None:
    dossier, stage = sent(), Stage.AWAITED
    for act in acts:
        try:
            dossier = acted(dossier, act)
        except DomainError:
            continue
        stage = STAGES.get((stage, act.kind), stage)
        assert dossier.stage is stage
        assert (dossier.due_now is None) == (dossier.awaits is None)
        assert dossier.round == 1 + sum(a.kind is ActKind.ASKED_AGAIN for a in dossier.acts)
        if act.kind in CALLS_ON_THE_UNIT and not act.by_unit:
            # Whatever an administration writes, the unit has something to do.
            assert dossier.move is RestsWith.UNIT
        if dossier.awaits is Awaits.ANSWER:
            assert dossier.due_now is not None
            assert dossier.due_now >= SENT
