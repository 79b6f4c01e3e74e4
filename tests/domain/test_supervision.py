"""Which state of a supervision may follow which, what its letters need, and what it comes to."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.mediation import Mediation, MediationEnd
from portal.domain.supervision import (
    BEGINNINGS,
    OVER,
    STATES,
    UNDER_WAY,
    Letter,
    LetterKind,
    StateSet,
    Supervision,
    SupervisionState,
    about,
    begun,
    check_not_mediated,
    concluded,
    in_state,
    with_letter,
)

DAY = date(2026, 3, 3)
LATER = date(2026, 3, 10)
TODAY = date(2026, 3, 31)
STARTED = Supervision("Ventetid", ("SOF", "BUF"), (StateSet(SupervisionState.STARTED, DAY),))


def refusal(of: pytest.ExceptionInfo[InvalidInput]) -> tuple[str, str]:
    return of.value.field, of.value.reason


def standing(state: SupervisionState) -> Supervision:
    return replace(STARTED, states=(StateSet(state, DAY),), conclusion="Der ventes for længe.")


def letter(kind: LetterKind, on: date = LATER, **more: object) -> Letter:
    return Letter(0, kind, "SOF", on, "Om ventetid", **more)  # type: ignore[arg-type]


def reported(on: date = LATER) -> Supervision:
    sent = letter(LetterKind.PRELIMINARY_REPORT, on, due=date(2026, 3, 24))
    return with_letter(STARTED, sent, today=TODAY)


def test_it_begins_with_a_subject_and_an_administration_in_one_of_the_first_states() -> None:
    begins = begun("  Ventetid ", ("SOF",), SupervisionState.DECIDED, DAY, today=TODAY)
    assert (begins.subject, begins.state, begins.begun_on) == (
        "Ventetid",
        SupervisionState.DECIDED,
        DAY,
    )


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"subject": " "}, ("subject", "missing")),
        ({"administrations": ()}, ("administrations", "missing")),
        ({"on": date(2026, 4, 1)}, ("on", "in_future")),
        ({"on": date.min}, ("on", "too_early")),
        *[
            ({"state": state}, ("state", "no_beginning"))
            for state in SupervisionState
            if state not in BEGINNINGS
        ],
    ],
)
def test_a_beginning_without_what_it_needs_is_refused(
    changed: dict[str, object], refused: tuple[str, str]
) -> None:
    said = {
        "subject": "Ventetid",
        "administrations": ("SOF",),
        "state": SupervisionState.STARTED,
        "on": DAY,
        **changed,
    }
    with pytest.raises(InvalidInput) as error:
        begun(**said, today=TODAY)  # type: ignore[arg-type]
    assert refusal(error) == refused


@pytest.mark.parametrize(("before", "after"), list(product(SupervisionState, repeat=2)))
def test_a_state_follows_only_where_the_table_says_so(
    before: SupervisionState, after: SupervisionState
) -> None:
    supervision = standing(before)
    if after in STATES[before]:
        moved = in_state(supervision, after, LATER, "Andre sager går forud", today=TODAY)
        assert moved.states == (
            *supervision.states,
            StateSet(after, LATER, "Andre sager går forud"),
        )
    else:
        with pytest.raises(ForbiddenMove):
            in_state(supervision, after, LATER, "Andre sager går forud", today=TODAY)


def test_every_state_can_be_left_again_and_reached() -> None:
    assert set(STATES) == set(SupervisionState)
    assert {after for following in STATES.values() for after in following} == set(SupervisionState)
    assert not OVER & UNDER_WAY


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SupervisionState.STARTED, SupervisionState.ON_HOLD),
        (SupervisionState.CLARIFYING, SupervisionState.NOT_PURSUED),
        (SupervisionState.CLOSED, SupervisionState.STARTED),
        (SupervisionState.NOT_PURSUED, SupervisionState.CLARIFYING),
    ],
)
def test_what_is_put_on_hold_given_up_or_taken_up_again_has_a_reason(
    before: SupervisionState, after: SupervisionState
) -> None:
    with pytest.raises(InvalidInput) as error:
        in_state(standing(before), after, LATER, " ", today=TODAY)
    assert refusal(error) == ("reason", "missing")


def test_an_ordinary_step_needs_no_reason() -> None:
    moved = in_state(
        standing(SupervisionState.DECIDED), SupervisionState.STARTED, LATER, "", today=TODAY
    )
    assert moved.state is SupervisionState.STARTED
    assert not moved.is_over


def test_it_is_not_closed_without_a_conclusion() -> None:
    with pytest.raises(InvalidInput) as error:
        in_state(STARTED, SupervisionState.CLOSED, LATER, "", today=TODAY)
    assert refusal(error) == ("state", "no_conclusion")
    done = concluded(STARTED, "Kritik.", criticism=True, published_on=None, today=TODAY)
    assert in_state(done, SupervisionState.CLOSED, LATER, "", today=TODAY).is_over


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2026, 4, 1), "in_future"),
        (date.min, "too_early"),
        (date(2026, 3, 2), "before_last_state"),
    ],
)
def test_the_days_of_its_states_only_go_forwards_until_today(on: date, reason: str) -> None:
    with pytest.raises(InvalidInput) as error:
        in_state(STARTED, SupervisionState.ON_HOLD, on, "Vi venter", today=TODAY)
    assert refusal(error) == ("on", reason)


def test_what_it_is_about_can_be_set_right_but_for_whom_it_wrote_to() -> None:
    grown = about(reported(), " Sagstider ", ("SOF", "TMF"))
    assert (grown.subject, grown.administrations) == ("Sagstider", ("SOF", "TMF"))
    for subject, administrations, refused in (
        (" ", ("SOF",), ("subject", "missing")),
        ("Sagstider", (), ("administrations", "missing")),
        ("Sagstider", ("BUF",), ("administrations", "written_to")),
    ):
        with pytest.raises(InvalidInput) as error:
            about(reported(), subject, administrations)
        assert refusal(error) == refused


def test_letters_are_numbered_in_the_order_they_were_registered() -> None:
    first = with_letter(STARTED, letter(LetterKind.OPENING), today=TODAY)
    second = with_letter(first, letter(LetterKind.REPLY, DAY), today=TODAY)
    assert [(one.ordinal, one.comes_in) for one in second.letters] == [(1, False), (2, True)]


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        (replace(letter(LetterKind.OPENING), text=" "), ("text", "missing")),
        (
            replace(letter(LetterKind.OPENING), administration="TMF"),
            ("administration", "not_asked"),
        ),
        (letter(LetterKind.OPENING, date(2026, 4, 1)), ("on", "in_future")),
        (letter(LetterKind.OPENING, date.min), ("on", "too_early")),
        (letter(LetterKind.OPENING, date(2026, 3, 2)), ("on", "before_beginning")),
        (letter(LetterKind.PRELIMINARY_REPORT), ("due", "missing")),
        (letter(LetterKind.OPENING, due=DAY), ("due", "before_letter")),
        (letter(LetterKind.REPLY, due=TODAY), ("due", "of_incoming")),
        (letter(LetterKind.REMARKS), ("kind", "no_preliminary")),
        (letter(LetterKind.FINAL_REPORT), ("reason", "missing")),
    ],
)
def test_a_letter_that_cannot_be_is_refused(sent: Letter, refused: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput) as error:
        with_letter(STARTED, sent, today=TODAY)
    assert refusal(error) == refused


def test_a_final_report_follows_on_a_preliminary_one_or_says_why_not() -> None:
    after = with_letter(
        reported(), letter(LetterKind.FINAL_REPORT, reason="Uden betydning"), today=TODAY
    )
    assert after.letters[-1].kind is LetterKind.FINAL_REPORT
    hurried = letter(LetterKind.FINAL_REPORT, reason=" Forvaltningen er enig ")
    alone = with_letter(STARTED, hurried, today=TODAY)
    assert alone.letters[-1].reason == "Forvaltningen er enig"


def test_a_letter_that_was_mistyped_is_set_right_in_its_place() -> None:
    answered = with_letter(reported(), letter(LetterKind.REMARKS), today=TODAY)
    right = letter(LetterKind.PRELIMINARY_REPORT, DAY, due=LATER)
    after = with_letter(answered, right, instead_of=1, today=TODAY)
    assert [(one.ordinal, one.on) for one in after.letters] == [(1, DAY), (2, LATER)]
    for wrong, number, refused in (
        (letter(LetterKind.OPENING), 1, ("kind", "no_preliminary")),
        (right, 3, ("instead_of", "unknown")),
    ):
        with pytest.raises(InvalidInput) as error:
            with_letter(answered, wrong, instead_of=number, today=TODAY)
        assert refusal(error) == refused


def test_a_preliminary_report_counts_for_its_administration_and_from_its_day() -> None:
    other = replace(letter(LetterKind.REMARKS), administration="BUF")
    for came in (other, letter(LetterKind.REMARKS, DAY)):
        with pytest.raises(InvalidInput) as error:
            with_letter(reported(), came, today=TODAY)
        assert refusal(error) == ("kind", "no_preliminary")
    assert with_letter(reported(), letter(LetterKind.REMARKS), today=TODAY)


def test_what_is_unanswered_is_told_until_its_administration_has_written() -> None:
    asked = with_letter(reported(), letter(LetterKind.OPENING, DAY, due=LATER), today=TODAY)
    assert [one.due for one in asked.unanswered] == [LATER, date(2026, 3, 24)]
    of_other = replace(letter(LetterKind.REPLY), administration="BUF")
    assert with_letter(asked, of_other, today=TODAY).unanswered == asked.unanswered
    early = with_letter(asked, letter(LetterKind.REPLY, date(2026, 3, 5)), today=TODAY)
    assert [one.kind for one in early.unanswered] == [LetterKind.PRELIMINARY_REPORT]
    assert with_letter(early, letter(LetterKind.REMARKS), today=TODAY).unanswered == ()


def test_a_conclusion_says_whether_it_is_criticism_and_can_be_corrected() -> None:
    done = concluded(STARTED, " Kritik. ", criticism=True, published_on=LATER, today=TODAY)
    assert (done.conclusion, done.criticism, done.published_on) == ("Kritik.", True, LATER)
    mild = concluded(done, "Ingen kritik.", criticism=False, published_on=None, today=TODAY)
    assert (mild.criticism, mild.published_on) == (False, None)


@pytest.mark.parametrize(
    "state",
    [s for s in SupervisionState if s not in (SupervisionState.STARTED, SupervisionState.CLOSED)],
)
def test_what_was_not_looked_into_has_no_conclusion(state: SupervisionState) -> None:
    with pytest.raises(ForbiddenMove):
        concluded(standing(state), "Kritik.", criticism=True, published_on=None, today=TODAY)


@pytest.mark.parametrize(
    ("conclusion", "published_on", "refused"),
    [
        (" ", None, ("conclusion", "missing")),
        ("Kritik.", date(2026, 4, 1), ("published_on", "in_future")),
        ("Kritik.", date.min, ("published_on", "too_early")),
        ("Kritik.", date(2026, 3, 2), ("published_on", "before_beginning")),
    ],
)
def test_a_conclusion_without_words_or_on_an_impossible_day_is_refused(
    conclusion: str, published_on: date | None, refused: tuple[str, str]
) -> None:
    with pytest.raises(InvalidInput) as error:
        concluded(STARTED, conclusion, criticism=True, published_on=published_on, today=TODAY)
    assert refusal(error) == refused


def test_a_formal_mediation_that_runs_forbids_it_and_no_other_does() -> None:
    offered = Mediation("Omgangstonen", "SOF", DAY)
    begins = replace(offered, citizen_agreed_on=DAY, administration_agreed_on=LATER)
    over = replace(begins, ended_on=LATER, end=MediationEnd.AGREED)
    for allowed in (None, offered, replace(offered, citizen_agreed_on=DAY), over):
        check_not_mediated(allowed)
    with pytest.raises(InvalidInput) as error:
        check_not_mediated(begins)
    assert refusal(error) == ("mediation", "under_way")
