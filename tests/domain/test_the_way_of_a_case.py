"""Whatever order the moves of a case come in, its state makes sense.

Hypothesis plays unit and reporter against each other through the pure rules. A move that the rules
refuse changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portal.domain.case_status import CaseState, RestsWith, matter_rests_with
from portal.domain.dialogue import EntryKind
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.matter import Outcome, PassOn
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg
from tests.domain.examples import ALL_YES
from tests.domain.pure_case import PureCase

MOST_MATTERS = 3
NO = Assessment(Relation.WORKER, True, True, False, True, ScopeLeg.EU_ACT)

# The rules about states are few and tried one by one; here most moves are tried where they may be.
in_the_units_hands = precondition(lambda self: self.case.state is CaseState.OPEN)
with_a_matter = precondition(
    lambda self: self.case.state is CaseState.OPEN and bool(self.case.matters)
)
indices = st.runner().flatmap(lambda self: st.integers(0, len(self.case.matters) - 1))
administrations = st.sampled_from(["BUF", "TMF"])


class WayOfACase(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.case = PureCase()

    # Given beginnings bring the later moves within reach; a case may still begin from nothing.
    @initialize(
        ways=st.lists(st.sampled_from(["new", "in scope", "rejected", "offered"]), max_size=3)
    )
    def begin(self, ways: list[str]) -> None:
        if ways:
            self.case.take_up()
        for index, way in enumerate(ways):
            self.case.split()
            if way == "in scope":
                self.take_in(index)
            elif way != "new":
                self.reject(index, offer=way == "offered")

    @contextmanager
    def trying(self) -> Iterator[None]:
        """A move that the rules may refuse; then nothing has changed."""
        before = (self.case.state, list(self.case.entries), self.case.matters)
        try:
            yield
        except (ForbiddenMove, InvalidInput):
            assert (self.case.state, self.case.entries, self.case.matters) == before

    @precondition(lambda self: self.case.state is CaseState.RECEIVED)
    @rule()
    def take_up(self) -> None:
        with self.trying():
            self.case.take_up()

    @precondition(
        lambda self: self.case.state is CaseState.OPEN and len(self.case.matters) < MOST_MATTERS
    )
    @rule()
    def split(self) -> None:
        with self.trying():
            self.case.split()

    @with_a_matter
    @rule(index=indices, theme=st.sampled_from(["law", "finance"]))
    def describe(self, index: int, theme: str) -> None:
        with self.trying():
            self.case.describe(index, theme)

    @with_a_matter
    @rule(
        index=indices,
        probable=st.booleans(),
        decision=st.sampled_from(Decision),
        ground=st.sampled_from([None, Ground.NOT_SUBSTANTIATED, Ground.EXCLUDED_BY_LAW]),
        guidance=st.sampled_from(["Gå til politiet.", ""]),
        offer=st.booleans(),
    )
    def decide_anyhow(
        self,
        index: int,
        probable: bool,
        decision: Decision,
        ground: Ground | None,
        guidance: str,
        offer: bool,
    ) -> None:
        with self.trying():
            self.case.triage(
                index,
                ALL_YES if probable else NO,
                decision,
                ground,
                guidance=guidance,
                offer=offer,
            )

    @with_a_matter
    @rule(index=indices)
    def take_in(self, index: int) -> None:
        with self.trying():
            self.case.triage(index, ALL_YES, Decision.IN_SCOPE, None, guidance="", offer=False)

    @with_a_matter
    @rule(index=indices, offer=st.booleans())
    def reject(self, index: int, offer: bool) -> None:
        ground = Ground.NOT_SUBSTANTIATED
        with self.trying():
            self.case.triage(
                index, NO, Decision.REJECTED, ground, guidance="Gå til politiet.", offer=offer
            )

    @with_a_matter
    @rule(index=indices, administration=administrations)
    def forward(self, index: int, administration: str) -> None:
        with self.trying():
            self.case.forward(index, administration)

    @with_a_matter
    @rule(index=indices, administration=administrations)
    def answer(self, index: int, administration: str) -> None:
        with self.trying():
            self.case.answer(index, administration)

    @with_a_matter
    @rule(index=indices, outcome=st.sampled_from(Outcome))
    def settle(self, index: int, outcome: Outcome) -> None:
        with self.trying():
            self.case.settle(index, outcome)

    @with_a_matter
    @rule(index=st.none() | indices)
    def ask(self, index: int | None) -> None:
        with self.trying():
            self.case.ask(index)

    @precondition(lambda self: self.case.waiting)
    @rule(data=st.data())
    def stop_waiting(self, data: st.DataObject) -> None:
        with self.trying():
            self.case.stop_waiting(data.draw(st.sampled_from(self.case.waiting)))

    @with_a_matter
    @rule(index=indices)
    def pass_on(self, index: int) -> None:
        with self.trying():
            self.case.pass_on(index)

    @in_the_units_hands
    @rule(interim=st.booleans())
    def give_feedback(self, interim: bool) -> None:
        with self.trying():
            self.case.give_feedback(interim=interim)

    @rule()
    def unit_writes(self) -> None:
        with self.trying():
            self.case.unit_writes()

    @rule()
    def reporter_writes(self) -> None:
        with self.trying():
            self.case.reporter_writes()

    @precondition(lambda self: any(e.kind is EntryKind.OFFER for e in self.case.waiting))
    @rule(data=st.data(), accepted=st.booleans())
    def reporter_answers(self, data: st.DataObject, accepted: bool) -> None:
        offers = [entry for entry in self.case.waiting if entry.kind is EntryKind.OFFER]
        with self.trying():
            self.case.reporter_answers(data.draw(st.sampled_from(offers)), accepted=accepted)

    @with_a_matter
    @rule()
    def close(self) -> None:
        with self.trying():
            self.case.close()

    @precondition(lambda self: self.case.state is CaseState.CLOSED)
    @rule()
    def reopen(self) -> None:
        with self.trying():
            self.case.reopen()

    # Seldom, or every case would be over before it began.
    @precondition(lambda self: self.case.rests_with is None and len(self.case.entries) > 10)
    @rule()
    def erase(self) -> None:
        with self.trying():
            self.case.erase()

    @invariant()
    def an_open_case_rests_with_somebody(self) -> None:
        if self.case.state in (CaseState.RECEIVED, CaseState.OPEN):
            assert self.case.rests_with is not None

    @invariant()
    def a_rejection_has_a_ground_and_guidance_and_nothing_else_has(self) -> None:
        for one in self.case.matters:
            assert one.rejected == bool(one.triage and one.triage.ground) == bool(one.guidance)

    @invariant()
    def a_closed_case_has_matters_all_finished_and_no_open_question(self) -> None:
        if self.case.state in (CaseState.CLOSED, CaseState.ERASED):
            assert self.case.matters
            assert all(one.finished for one in self.case.matters)
            assert self.case.waiting == []

    @invariant()
    def a_matter_rests_with_somebody_until_it_is_finished_and_then_with_nobody(self) -> None:
        for one in self.case.matters:
            for asked in (True, False):
                assert one.finished == (matter_rests_with(one.standing, asked=asked) is None)

    @invariant()
    def a_case_rests_with_who_has_something_to_do(self) -> None:
        whose = self.case.rests_with
        if whose is RestsWith.REPORTER:
            assert self.case.waiting
        if whose is RestsWith.ADMINISTRATION:
            assert any(one.with_administration for one in self.case.matters)

    @invariant()
    def an_offer_waits_for_exactly_the_matters_that_are_offered(self) -> None:
        offered = [one.id for one in self.case.matters if one.pass_on is PassOn.OFFERED]
        waiting = [entry.matter for entry in self.case.waiting if entry.kind is EntryKind.OFFER]
        assert sorted(offered) == sorted(filter(None, waiting))

    @invariant()
    def both_sides_see_the_same_standing(self) -> None:
        assert self.case.standings_for_the_reporter == [one.standing for one in self.case.matters]

    @invariant()
    def the_first_theme_stays(self) -> None:
        assert {one.first_theme for one in self.case.matters} <= {"finance"}


TestTheWayOfACase = WayOfACase.TestCase
TestTheWayOfACase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_a_case_goes_its_whole_way() -> None:
    case = PureCase()
    assert (case.state, case.rests_with) == (CaseState.RECEIVED, RestsWith.UNIT)
    case.take_up()
    for _ in range(3):
        case.split()
    case.triage(0, ALL_YES, Decision.IN_SCOPE, None, guidance="", offer=False)
    for index, offer in ((1, True), (2, False)):
        case.triage(
            index,
            NO,
            Decision.REJECTED,
            Ground.NOT_SUBSTANTIATED,
            guidance="Gå til politiet.",
            offer=offer,
        )
    case.forward(0, "BUF")
    assert case.rests_with is RestsWith.ADMINISTRATION
    case.answer(0, "BUF")
    assert case.rests_with is RestsWith.UNIT
    case.settle(0, Outcome.CONFIRMED)
    assert case.rests_with is RestsWith.REPORTER
    case.reporter_answers(case.waiting[0], accepted=True)
    assert case.rests_with is RestsWith.UNIT
    case.pass_on(1)
    case.give_feedback(interim=False)
    case.close()
    assert (case.state, case.rests_with) == (CaseState.CLOSED, None)
    case.reporter_writes()
    assert case.rests_with is RestsWith.UNIT
    case.unit_writes()
    assert case.rests_with is None
    case.reopen()
    assert (case.state, case.rests_with) == (CaseState.OPEN, RestsWith.UNIT)
    case.give_feedback(interim=False)
    case.close()
    case.erase()
    assert (case.state, case.rests_with) == (CaseState.ERASED, None)
