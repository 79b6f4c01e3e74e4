"""A case made of the rules alone: what the services do, without database, keys or people."""

from __future__ import annotations

from dataclasses import replace

from portal.domain.case_status import (
    CaseState,
    Move,
    RestsWith,
    case_rests_with,
    closing_obstacles,
    moved,
)
from portal.domain.dialogue import (
    Entry,
    EntryKind,
    Side,
    asked_about,
    final_feedback_given,
    offers_answered,
    open_questions,
)
from portal.domain.errors import ForbiddenMove
from portal.domain.matter import (
    Forwarding,
    Matter,
    MatterStanding,
    Outcome,
    answered,
    describe,
    forwarded,
    settled,
    triaged,
)
from portal.domain.offer import matter_answered, offer_withdrawn, passed_on, standing_answered
from portal.domain.triage import Assessment, Decision, Ground, decide
from tests.domain.examples import TODAY, matter


class PureCase:
    """Keeps what would be stored: matters and standings as last written, and the conversation."""

    def __init__(self) -> None:
        self.state = CaseState.RECEIVED
        self.entries: list[Entry] = []
        self._matters: list[Matter] = []
        self._standings: tuple[MatterStanding, ...] = ()
        self._say(EntryKind.REPORT, Side.REPORTER)

    @property
    def matters(self) -> list[Matter]:
        """The matters as the unit reads them, the reporter's answers included."""
        answers = offers_answered(self.entries)
        return [matter_answered(one, answers) for one in self._matters]

    @property
    def standings_for_the_reporter(self) -> list[MatterStanding]:
        """What the reporter's side works out from the standings the unit wrote last."""
        answers = offers_answered(self.entries)
        return [standing_answered(one, answers) for one in self._standings]

    @property
    def waiting(self) -> list[Entry]:
        return open_questions(self.entries)

    @property
    def asked(self) -> list[str | None]:
        return asked_about(self.entries)

    @property
    def rests_with(self) -> RestsWith | None:
        return case_rests_with(
            self.state,
            [one.standing for one in self.matters],
            self.asked,
            reporter_had_last_word=self.entries[-1].side is Side.REPORTER,
        )

    def take_up(self) -> None:
        self.state = moved(self.state, Move.TAKE_UP)

    def split(self) -> None:
        self._require_open()
        self._matters.append(matter(ordinal=len(self._matters) + 1))
        self._save()

    def describe(self, index: int, theme: str) -> None:
        self._require_open()
        self._change(
            index, describe(self.matters[index], summary="x", theme=theme, administration="TMF")
        )

    def triage(
        self,
        index: int,
        assessment: Assessment,
        decision: Decision,
        ground: Ground | None,
        *,
        guidance: str,
        offer: bool,
    ) -> None:
        triage = decide(assessment, decision, ground)
        self._require_open()
        after = triaged(
            self.matters[index], triage, guidance=guidance, offer_pass_on=offer, on=TODAY
        )
        for entry in self.waiting:
            if entry.kind is EntryKind.OFFER and entry.matter == after.id:
                self._say(EntryKind.QUESTION_CLOSED, about=entry.id)
        self._matters[index] = after
        self._say(EntryKind.DECISION, matter=after.id)
        if offer:
            self._say(EntryKind.OFFER, matter=after.id)
        self._save()

    def forward(self, index: int, administration: str) -> None:
        self._require_open()
        sent = Forwarding(administration, TODAY, TODAY, "Undersøg dette.")
        self._change(index, forwarded(self.matters[index], sent))

    def answer(self, index: int, administration: str) -> None:
        self._require_open()
        self._change(index, answered(self.matters[index], administration, "Det passer.", TODAY))

    def settle(self, index: int, outcome: Outcome) -> None:
        self._require_open()
        self._change(index, settled(self.matters[index], outcome, police_report=False, on=TODAY))

    def ask(self, index: int | None) -> None:
        self._require_open()
        about = None if index is None else self.matters[index]
        if about and about.finished:
            raise ForbiddenMove("the matter is finished")
        self._say(EntryKind.QUESTION, matter=about.id if about else None)

    def stop_waiting(self, entry: Entry) -> None:
        self._require_open()
        if entry.kind is EntryKind.OFFER:
            index = next(i for i, one in enumerate(self._matters) if one.id == entry.matter)
            withdrawn = offer_withdrawn(self.matters[index])
            self._say(EntryKind.QUESTION_CLOSED, about=entry.id)
            self._change(index, withdrawn)
        else:
            self._say(EntryKind.QUESTION_CLOSED, about=entry.id)

    def pass_on(self, index: int) -> None:
        self._require_open()
        self._change(index, passed_on(self.matters[index]))
        self._say(EntryKind.PASSED_ON, matter=self._matters[index].id)

    def give_feedback(self, *, interim: bool) -> None:
        self._require_open()
        self._say(EntryKind.FEEDBACK, facts={"interim": "yes" if interim else "no"})

    def unit_writes(self) -> None:
        if self.state not in (CaseState.OPEN, CaseState.CLOSED):
            raise ForbiddenMove("not taken up")
        self._say(EntryKind.MESSAGE)

    def reporter_writes(self) -> None:
        self._require_not_erased()
        self._say(EntryKind.MESSAGE, Side.REPORTER)

    def reporter_answers(self, offer: Entry, *, accepted: bool) -> None:
        self._require_not_erased()
        said = {"answer": "yes" if accepted else "no"}
        self._say(EntryKind.CONSENT, Side.REPORTER, matter=offer.matter, about=offer.id, facts=said)

    def close(self) -> None:
        self._require_open()
        standings = [one.standing for one in self.matters]
        given = final_feedback_given(self.entries)
        if closing_obstacles(standings, final_feedback_given=given):
            raise ForbiddenMove("not yet")
        for entry in self.waiting:
            self._say(EntryKind.QUESTION_CLOSED, about=entry.id)
        self._say(EntryKind.CLOSING)
        self.state = moved(self.state, Move.CLOSE)

    def reopen(self) -> None:
        self.state = moved(self.state, Move.REOPEN)
        self._say(EntryKind.REOPENING)

    def erase(self) -> None:
        self.state = moved(self.state, Move.ERASE)

    def _require_open(self) -> None:
        if self.state is not CaseState.OPEN:
            raise ForbiddenMove(f"the case is {self.state}")

    def _require_not_erased(self) -> None:
        if self.state is CaseState.ERASED:
            raise ForbiddenMove("erased")

    def _change(self, index: int, after: Matter) -> None:
        self._matters[index] = after
        self._save()

    def _save(self) -> None:
        self._standings = tuple(one.standing for one in self.matters)

    def _say(
        self,
        kind: EntryKind,
        side: Side = Side.UNIT,
        *,
        matter: str | None = None,
        about: str | None = None,
        facts: dict[str, str] | None = None,
    ) -> None:
        ordinal = len(self.entries) + 1
        entry = Entry(f"{ordinal:032x}", ordinal, kind, side, TODAY, matter=matter, about=about)
        self.entries.append(replace(entry, facts=facts or {}))
        if side is Side.UNIT:
            self._save()
