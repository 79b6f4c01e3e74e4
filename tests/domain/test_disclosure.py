"""The lock of WBL § 26: nothing that gives the reporter away goes without what the law asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.dialogue import Entry, EntryKind, Side
from portal.domain.disclosure import (
    Basis,
    BasisKind,
    Disclosure,
    DisclosureGround,
    Obstacle,
    basis_of,
)
from portal.domain.errors import LockedByLaw
from tests.domain.examples import TODAY, conversation, entry

MATTER = "1" * 32
OTHER_MATTER = "2" * 32
BREACH, DEFENCE = DisclosureGround.ADDRESS_BREACH, DisclosureGround.RIGHT_OF_DEFENCE
REPORT = (EntryKind.REPORT, Side.REPORTER)
TO_SUF = Disclosure(MATTER, "SUF", other_authority=False, contains_identity=True, may_reveal=False)
TO_POLICE = Disclosure(
    MATTER, "police", other_authority=True, contains_identity=False, may_reveal=True, ground=BREACH
)


def asked(name: str = "a", recipient: str = "SUF", matter: str = MATTER) -> Entry:
    return entry(
        EntryKind.CONSENT_ASKED, name=name * 32, matter=matter, facts={"recipient": recipient}
    )


def said(answer: str, about: str = "a", name: str = "b", side: Side = Side.REPORTER) -> Entry:
    return entry(
        EntryKind.CONSENT, side, name=name * 32, about=about * 32, facts={"answer": answer}
    )


def closed(about: str = "a") -> Entry:
    return entry(EntryKind.QUESTION_CLOSED, about=about * 32)


def told(
    recipient: str = "police", ground: str = BREACH, matter: str = MATTER, name: str = "c"
) -> Entry:
    return entry(
        EntryKind.DISCLOSURE_NOTICE,
        name=name * 32,
        matter=matter,
        facts={"recipient": recipient, "ground": ground},
    )


def obstacles(disclosure: Disclosure, *turns: Entry, on: date = TODAY) -> tuple[Obstacle, ...]:
    with pytest.raises(LockedByLaw) as caught:
        basis_of(disclosure, conversation(REPORT, *turns), on)
    return caught.value.obstacles


def basis(disclosure: Disclosure, *turns: Entry, on: date = TODAY) -> Basis:
    return basis_of(disclosure, conversation(REPORT, *turns), on)


def test_what_tells_nothing_of_the_reporter_needs_no_basis() -> None:
    harmless = replace(TO_SUF, contains_identity=False)
    assert basis(harmless) == Basis(BasisKind.NONE_NEEDED)
    assert basis(harmless, asked(), said("no")) == Basis(BasisKind.NONE_NEEDED)


@pytest.mark.parametrize(("identity", "reveals"), [(True, False), (False, True), (True, True)])
def test_identity_and_what_may_reveal_it_are_locked_alike(identity: bool, reveals: bool) -> None:
    disclosure = replace(TO_SUF, contains_identity=identity, may_reveal=reveals)
    assert Obstacle.NO_CONSENT in obstacles(disclosure)
    assert basis(disclosure, asked(), said("yes")).kind is BasisKind.CONSENT


def test_the_register_learns_which_answer_let_it_out() -> None:
    assert basis(TO_SUF, asked(), said("yes")) == Basis(BasisKind.CONSENT, consent="b" * 32)


@pytest.mark.parametrize(
    ("turns", "missing"),
    [
        ((), Obstacle.NO_CONSENT),
        ((asked(recipient="BUF"), said("yes")), Obstacle.NO_CONSENT),
        ((asked(matter=OTHER_MATTER), said("yes")), Obstacle.NO_CONSENT),
        ((asked(),), Obstacle.CONSENT_OPEN),
        ((asked(), said("yes", about="f")), Obstacle.CONSENT_OPEN),
        ((asked(), said("yes", side=Side.UNIT)), Obstacle.CONSENT_OPEN),
        ((asked(), closed()), Obstacle.CONSENT_CLOSED),
        ((asked(), closed(), said("yes")), Obstacle.CONSENT_CLOSED),
        ((asked(), said("no")), Obstacle.CONSENT_REFUSED),
        ((asked(), said("?")), Obstacle.CONSENT_REFUSED),
        ((asked(), said("yes"), said("no", name="d")), Obstacle.CONSENT_WITHDRAWN),
    ],
)
def test_only_a_yes_to_this_matter_and_this_recipient_opens_the_lock(
    turns: tuple[Entry, ...], missing: Obstacle
) -> None:
    assert obstacles(TO_SUF, *turns) == (missing, Obstacle.NOT_ANOTHER_AUTHORITY)


def test_a_new_question_takes_the_place_of_an_old_one_with_its_answer() -> None:
    again = (asked(), said("yes"), asked("e"))
    assert Obstacle.CONSENT_OPEN in obstacles(TO_SUF, *again)
    assert Obstacle.CONSENT_REFUSED in obstacles(TO_SUF, *again, said("no", about="e"))
    assert basis(TO_SUF, *again, said("yes", about="e", name="d")).consent == "d" * 32
    assert basis(TO_SUF, asked(), said("no"), asked("e"), said("yes", about="e", name="d"))


def test_an_old_yes_written_down_again_after_a_no_agrees_to_nothing() -> None:
    replayed = (asked(), said("yes"), said("no", name="d"), said("yes", name="e"))
    assert Obstacle.CONSENT_WITHDRAWN in obstacles(TO_SUF, *replayed)
    refused = (asked(), said("no"), said("yes", name="e"))
    assert Obstacle.CONSENT_REFUSED in obstacles(TO_SUF, *refused)


def test_a_yes_of_a_later_day_lets_nothing_out_today() -> None:
    assert Obstacle.CONSENT_OPEN in obstacles(
        TO_SUF, asked(), said("yes"), on=TODAY - timedelta(days=1)
    )


def test_another_authority_gets_it_without_consent_on_a_ground_once_the_reporter_was_told() -> None:
    assert basis(TO_POLICE, told()) == Basis(BasisKind.GROUND, ground=BREACH, notice="c" * 32)
    assert basis(TO_POLICE, told(), asked(recipient="police"), said("no")).kind is BasisKind.GROUND


def test_an_administration_of_the_same_municipality_never_gets_it_on_a_ground() -> None:
    own = replace(TO_SUF, ground=BREACH, unannounced_because="Det skader undersøgelsen.")
    assert obstacles(own, told("SUF")) == (Obstacle.NO_CONSENT, Obstacle.NOT_ANOTHER_AUTHORITY)


@pytest.mark.parametrize(
    "turns",
    [
        (),
        (told("national_scheme"),),
        (told(matter=OTHER_MATTER),),
        (told(ground=DEFENCE),),
        (replace(told(), on=TODAY + timedelta(days=1)),),
        (replace(told(), side=Side.REPORTER),),
    ],
)
def test_a_ground_needs_a_notice_of_this_disclosure_before_it(turns: tuple[Entry, ...]) -> None:
    assert obstacles(TO_POLICE, *turns) == (Obstacle.NO_CONSENT, Obstacle.NOT_TOLD_BEFORE)


def test_the_exception_from_telling_needs_a_reason() -> None:
    unannounced = replace(TO_POLICE, unannounced_because=" Beviser kan forsvinde. ")
    assert basis(unannounced) == Basis(
        BasisKind.GROUND, ground=BREACH, exception="Beviser kan forsvinde."
    )
    assert Obstacle.NOT_TOLD_BEFORE in obstacles(replace(TO_POLICE, unannounced_because="  "))


def test_who_was_told_after_all_rests_on_the_notice() -> None:
    unannounced = replace(TO_POLICE, unannounced_because="Beviser kan forsvinde.")
    assert basis(unannounced, told()) == Basis(BasisKind.GROUND, ground=BREACH, notice="c" * 32)


def test_all_that_is_missing_is_said_at_once() -> None:
    assert obstacles(replace(TO_POLICE, ground=None)) == (
        Obstacle.NO_CONSENT,
        Obstacle.NO_GROUND,
        Obstacle.NOT_TOLD_BEFORE,
    )


def test_the_error_tells_nothing_of_the_case() -> None:
    with pytest.raises(LockedByLaw) as caught:
        basis_of(TO_SUF, conversation(REPORT), TODAY)
    assert str(caught.value) == "no_consent, not_another_authority"


# From here on: any sequence of acts, judged by a slow oracle that knows of no rule above.

AUTHORITIES = {"SUF": False, "police": True}
places = st.tuples(st.sampled_from([MATTER, OTHER_MATTER]), st.sampled_from(sorted(AUTHORITIES)))


@dataclass(frozen=True)
class Act:
    """What somebody does: `asks`, `yes`, `no`, `closes`, `forges` (a yes by the unit's hand),
    `tells`, or `waits` a day. `which` picks one of the questions asked so far."""

    does: str
    place: tuple[str, str] = (MATTER, "SUF")
    ground: DisclosureGround = BREACH
    which: int = 0


acts = st.lists(
    st.builds(
        Act,
        does=st.sampled_from(["asks", "yes", "yes", "no", "closes", "forges", "tells", "waits"]),
        place=places,
        ground=st.sampled_from(DisclosureGround),
        which=st.integers(0, 3),
    ),
    max_size=14,
)
attempts = st.builds(
    lambda place, identity, reveals, ground, reason: Disclosure(
        *place,
        other_authority=AUTHORITIES[place[1]],
        contains_identity=identity,
        may_reveal=reveals,
        ground=ground,
        unannounced_because=reason,
    ),
    places,
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, *DisclosureGround]),
    st.sampled_from(["", " ", "Beviser kan forsvinde."]),
)


def played(done: list[Act]) -> tuple[list[Entry], date]:
    """The conversation that these acts leave behind, and the day it is then."""
    entries, questions, day = conversation(REPORT), [], TODAY
    for number, act in enumerate(done, start=2):
        matter, recipient = act.place
        name = f"{number:032x}"
        if act.does == "waits":
            day += timedelta(days=1)
            continue
        if act.does == "asks":
            made = entry(
                EntryKind.CONSENT_ASKED, name=name, matter=matter, facts={"recipient": recipient}
            )
            questions.append(made)
        elif act.does == "tells":
            facts = {"recipient": recipient, "ground": str(act.ground)}
            made = entry(EntryKind.DISCLOSURE_NOTICE, name=name, matter=matter, facts=facts)
        elif not questions:
            continue
        else:
            about = questions[act.which % len(questions)].id
            made = {
                "yes": replace(said("yes"), about=about, id=name),
                "no": replace(said("no"), about=about, id=name),
                "forges": replace(said("yes", side=Side.UNIT), about=about, id=name),
                "closes": replace(closed(), about=about, id=name),
            }[act.does]
        entries.append(replace(made, ordinal=number, on=day))
    return entries, day


def agreed(done: list[Act], place: tuple[str, str]) -> bool:
    """Whether the reporter's word stands for a place: told again from the acts alone, as a person
    would who was there. The newest question's own story is a list of words; hers is the first."""
    questions: list[tuple[tuple[str, str], list[str]]] = []
    for act in done:
        if act.does == "asks":
            questions.append((act.place, []))
        elif questions and act.does in ("yes", "no", "closes"):
            questions[act.which % len(questions)][1].append(act.does)
    stories = [words for asked_for, words in questions if asked_for == place]
    if not stories:
        return False
    words = stories[-1]
    return bool(words) and words[0] == "yes" and "no" not in words


def was_told(done: list[Act], attempt: Disclosure) -> bool:
    return any(
        act.does == "tells"
        and act.place == (attempt.matter, attempt.recipient)
        and act.ground == attempt.ground
        for act in done
    )


def lawful(done: list[Act], attempt: Disclosure) -> bool:
    if not attempt.contains_identity and not attempt.may_reveal:
        return True
    if agreed(done, (attempt.matter, attempt.recipient)):
        return True
    told_or_excused = was_told(done, attempt) or attempt.unannounced_because.strip() != ""
    return attempt.recipient == "police" and attempt.ground is not None and told_or_excused


@given(acts, attempts)
def test_nothing_that_gives_her_away_goes_without_a_basis_that_holds_then(
    done: list[Act], attempt: Disclosure
) -> None:
    for length in range(len(done) + 1):
        entries, day = played(done[:length])
        goes = isinstance(outcome(attempt, entries, day), Basis)
        assert goes is lawful(done[:length], attempt)


@given(acts, attempts)
def test_what_a_disclosure_rests_on_stands_in_the_conversation(
    done: list[Act], attempt: Disclosure
) -> None:
    entries, day = played(done)
    found = outcome(attempt, entries, day)
    if not isinstance(found, Basis):
        assert found
        return
    by_id = {one.id: one for one in entries}
    if found.kind is BasisKind.CONSENT:
        answer = by_id[found.consent or ""]
        question = by_id[answer.about or ""]
        assert (answer.side, answer.facts) == (Side.REPORTER, {"answer": "yes"})
        assert (question.matter, question.facts["recipient"]) == (attempt.matter, attempt.recipient)
    elif found.kind is BasisKind.GROUND:
        assert attempt.other_authority
        assert found.ground is attempt.ground
        assert (found.notice is None) == bool(found.exception)
    else:
        assert not attempt.locked


@given(acts, attempts)
def test_a_withdrawal_stops_what_has_not_gone_and_leaves_every_other_basis_alone(
    done: list[Act], attempt: Disclosure
) -> None:
    """She takes back her yes to each question about one place: that place is locked to consent,
    and what the lock says of any other place is what it said before."""
    entries, day = played(done)
    place = (attempt.matter, attempt.recipient)
    questions = [
        one.id
        for one in entries
        if one.kind is EntryKind.CONSENT_ASKED and (one.matter, one.facts["recipient"]) == place
    ]
    after = [*entries, *(replace(said("no"), about=about, on=day) for about in questions)]
    for matter in (MATTER, OTHER_MATTER):
        for recipient, authority in AUTHORITIES.items():
            other = replace(attempt, matter=matter, recipient=recipient, other_authority=authority)
            if (matter, recipient) != place:
                assert outcome(other, after, day) == outcome(other, entries, day)
            elif other.locked:
                found = outcome(other, after, day)
                assert not isinstance(found, Basis) or found.kind is BasisKind.GROUND


def outcome(disclosure: Disclosure, entries: list[Entry], on: date) -> Basis | tuple[Obstacle, ...]:
    try:
        return basis_of(disclosure, entries, on)
    except LockedByLaw as locked:
        return locked.obstacles
