"""The register of parties: the notice of GDPR art. 14, what was said, and what stood there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.legal_calendar import add_months
from portal.domain.party import (
    Described,
    NoticeState,
    Party,
    PartyRole,
    corrected,
    heard,
    notice_due,
    notice_given,
    notice_not_required,
    notice_postponed,
    registered,
    removed,
)

TODAY = date(2026, 3, 3)
ANDERS, BIRGITTE = "a" * 32, "b" * 32
KIRSTEN = Described(PartyRole.PERSON_CONCERNED, "Kirsten Holm", "leder, Solgården", ("m1",))


def party(obtained_on: date = TODAY, described: Described = KIRSTEN) -> Party:
    return registered("f" * 32, 1, described, obtained_on=obtained_on, by=ANDERS, on=TODAY)


def given_on(one: Party, on: date, today: date = TODAY) -> Party:
    return notice_given(one, on, "Ved brev", by=ANDERS, today=today)


def postponed(one: Party, until: date, today: date = TODAY) -> Party:
    return notice_postponed(one, until, "Beviser kan forsvinde", by=BIRGITTE, today=today)


@pytest.mark.parametrize(
    ("obtained_on", "last"),
    [
        (date(2026, 3, 3), date(2026, 4, 3)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2025, 12, 31), date(2026, 1, 31)),
    ],
)
def test_the_notice_is_owed_within_a_month_of_obtaining_the_data(
    obtained_on: date, last: date
) -> None:
    one = party(obtained_on)
    assert one.notice_state is NoticeState.DUE
    assert notice_due(one) == last


def test_a_notice_that_was_given_is_owed_no_more() -> None:
    told = given_on(party(), TODAY)
    assert notice_due(told) is None
    assert (told.notice_state, told.notice and told.notice.on) == (NoticeState.GIVEN, TODAY)


def test_a_notice_that_was_put_off_is_looked_at_again_on_its_day() -> None:
    until = TODAY + timedelta(days=40)
    told = postponed(party(), until)
    assert notice_due(told) == until
    later = until + timedelta(days=1)
    again = postponed(told, later + timedelta(days=30), later)
    assert notice_due(again) == later + timedelta(days=30)
    assert [one.until for one in again.notices] == [until, later + timedelta(days=30)]


def test_no_notice_is_owed_where_the_law_says_so_and_it_may_be_given_later() -> None:
    told = notice_not_required(party(), "Tavshedspligt", by=ANDERS, today=TODAY)
    assert notice_due(told) is None
    assert given_on(told, TODAY).notice_state is NoticeState.GIVEN


def test_a_notice_that_was_given_cannot_be_taken_back_and_its_day_can_be_set_right() -> None:
    yesterday = TODAY - timedelta(days=1)
    told = given_on(party(yesterday), TODAY)
    with pytest.raises(ForbiddenMove):
        postponed(told, TODAY + timedelta(days=1))
    with pytest.raises(ForbiddenMove):
        notice_not_required(told, "Alligevel ikke", by=ANDERS, today=TODAY)
    right = given_on(told, yesterday)
    assert [one.on for one in right.notices] == [TODAY, yesterday]


def test_a_legal_person_is_a_party_and_is_owed_no_notice() -> None:
    company = Described(PartyRole.PERSON_CONCERNED, "Nordlys Vask ApS", "", (), legal_person=True)
    one = party(described=company)
    assert notice_due(one) is None
    with pytest.raises(ForbiddenMove):
        given_on(one, TODAY)
    with pytest.raises(ForbiddenMove):
        postponed(one, TODAY + timedelta(days=1))
    assert heard(one, "Vi er uenige.", by=ANDERS, on=TODAY).remarks


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: party(TODAY + timedelta(days=1)), "obtained_on: in_future"),
        (
            lambda: party(described=Described(PartyRole.WITNESS, " ", "", ())),
            "name: missing",
        ),
        (lambda: given_on(party(), TODAY + timedelta(days=1)), "on: in_future"),
        (lambda: given_on(party(), TODAY - timedelta(days=1)), "on: before_obtained"),
        (lambda: notice_given(party(), TODAY, " ", by=ANDERS, today=TODAY), "text: missing"),
        (lambda: postponed(party(), TODAY), "until: not_ahead"),
        (lambda: postponed(party(), add_months(TODAY, 6) + timedelta(days=1)), "until: too_far"),
        (
            lambda: notice_postponed(
                party(), TODAY + timedelta(days=1), "", by=ANDERS, today=TODAY
            ),
            "text: missing",
        ),
        (lambda: notice_not_required(party(), " ", by=ANDERS, today=TODAY), "text: missing"),
        (lambda: heard(party(), "\n", by=ANDERS, on=TODAY), "text: missing"),
        (lambda: removed(party(), "", by=ANDERS, on=TODAY), "reason: missing"),
        (
            lambda: corrected(
                party(), Described(PartyRole.WITNESS, "", "", ()), by=ANDERS, on=TODAY
            ),
            "name: missing",
        ),
    ],
)
def test_what_lacks_something_is_refused_by_its_field(wrong, said: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{said}$"):
        wrong()


def test_a_notice_may_be_put_off_for_half_a_year_to_the_day() -> None:
    assert notice_due(postponed(party(), add_months(TODAY, 6))) == add_months(TODAY, 6)


def test_a_correction_keeps_what_stood_there_who_changed_it_and_when() -> None:
    right = Described(PartyRole.WITNESS, " Kirsten Holm Friis ", " ", ("m2", "m1", "m2"))
    one = corrected(party(), right, by=BIRGITTE, on=TODAY + timedelta(days=2))
    assert (one.role, one.name, one.about) == (PartyRole.WITNESS, "Kirsten Holm Friis", "")
    assert one.matters == ("m2", "m1")
    [kept] = one.corrections
    assert (kept.by, kept.on, kept.before) == (BIRGITTE, TODAY + timedelta(days=2), KIRSTEN)
    assert (one.registered_by, one.registered_on) == (ANDERS, TODAY)


def test_a_correction_that_changes_nothing_leaves_no_trace() -> None:
    assert corrected(party(), KIRSTEN, by=BIRGITTE, on=TODAY) == party()


def test_what_a_party_said_is_kept_in_its_order() -> None:
    one = heard(
        heard(party(), " Det passer ikke. ", by=ANDERS, on=TODAY), "Nej.", by=BIRGITTE, on=TODAY
    )
    assert [(said.by, said.text) for said in one.remarks] == [
        (ANDERS, "Det passer ikke."),
        (BIRGITTE, "Nej."),
    ]


def test_nothing_more_is_done_with_a_party_that_was_removed() -> None:
    gone = removed(given_on(party(), TODAY), "En anden med samme navn", by=ANDERS, on=TODAY)
    assert notice_due(gone) is None
    assert gone.notices
    for move in (
        lambda: given_on(gone, TODAY),
        lambda: postponed(gone, TODAY + timedelta(days=1)),
        lambda: heard(gone, "Nej", by=ANDERS, on=TODAY),
        lambda: corrected(gone, KIRSTEN, by=ANDERS, on=TODAY),
        lambda: removed(gone, "Igen", by=ANDERS, on=TODAY),
    ):
        with pytest.raises(ForbiddenMove):
            move()
    assert notice_due(removed(party(), "Fejl", by=ANDERS, on=TODAY)) is None


def move(one: Party, name: str, text: str, today: date) -> Party:
    match name:
        case "give":
            return notice_given(one, today, text, by=ANDERS, today=today)
        case "put off":
            return notice_postponed(one, today + timedelta(days=9), text, by=ANDERS, today=today)
        case "none":
            return notice_not_required(one, text, by=ANDERS, today=today)
        case "say":
            return heard(one, text, by=ANDERS, on=today)
        case "correct":
            right = Described(PartyRole.WITNESS, text, "", ())
            return corrected(one, right, by=ANDERS, on=today)
    return removed(one, text, by=ANDERS, on=today)


NAMES = st.sampled_from(["give", "put off", "none", "say", "correct", "remove"])


@given(st.lists(st.tuples(NAMES, st.text())))
def test_whatever_is_done_history_only_grows_and_a_given_notice_stays_given(
    moves: list[tuple[str, str]],
) -> None:
    one = party()
    for number, (name, text) in enumerate(moves):
        before, was_given = one, one.notice_state is NoticeState.GIVEN
        try:
            one = move(before, name, text, TODAY + timedelta(days=number))
        except (InvalidInput, ForbiddenMove):
            continue
        for kept in ("notices", "remarks", "corrections"):
            old = getattr(before, kept)
            assert getattr(one, kept)[: len(old)] == old
        assert not was_given or one.notice_state is NoticeState.GIVEN
        assert (one.obtained_on, before.removed) == (TODAY, None)
