"""The unit and the reporter at the lock of WBL § 26, for a machine that plays them in any order.

Beside the services stands a second reading (second_reading.py), and after each step both must say
the same. What is refused must have left every row of the database as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)

from portal.domain.disclosure import DisclosureGround
from portal.domain.dossier import DossierKind
from portal.domain.matter import Outcome
from portal.domain.triage import Decision, Ground
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_to_reporter import stop_waiting
from portal.services.dossiers.move_matter import Move, move_matter
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.dossiers.write_answer_in import write_answer_in
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.withdraw_consent import withdraw_consent
from tests.services.played_case import Played
from tests.services.second_reading import CONTACTS, Asked, Gone, Way, Wrong
from tests.support.office import ALL_YES, GUIDANCE, TOO_VAGUE

recipients = st.sampled_from(("BUF", "SUF", "police", "internal_audit", "nobody"))
administrations = st.sampled_from(("BUF", "BUF", "BUF", "SUF", "SUF", "police"))
bodies = st.sampled_from(("police", "internal_audit", "police", "internal_audit", "BUF"))
grounds = st.sampled_from(DisclosureGround)
reasons = st.sampled_from(("", "Beviser går tabt.", "", " "))
marks = st.fixed_dictionaries({"contains_identity": st.booleans(), "may_reveal": st.booleans()})
decisions = st.sampled_from(("in scope", "in scope", "in scope", "offer", "rejected"))
# One in six forgets the text, one the day.
TEXTS = ("På Solgården.", "Kassen.", "Hun er ny.", "Det er Åse.", "Undersøg det.", " ")
texts, days = st.sampled_from(TEXTS), st.sampled_from((28, 0, 14, 28, 14, -1))
before = st.sampled_from(
    ("yes", "told", "yes", "told", "told otherwise", "asked", "no", "taken back", "")
)
which = st.integers(0, 99)


class AtTheLock(Played):
    """A case with a matter in scope and one that was rejected with the offer to pass it on."""

    checked = -1

    @initialize()
    def the_matters(self) -> None:
        self.reading.matters += [
            Wrong(1, decision="in scope"),
            Wrong(2, decision="rejected", offer="open", asked=self.file().entries[-1].id),
        ]

    @precondition(lambda self: sum(not one.is_over for one in self.reading.matters) < 3)
    @rule(decision=decisions)
    def split(self, decision: str) -> None:
        if self.tries(lambda: self.office.split(self.number), allowed=self.reading.is_open):
            self.reading.matters.append(Wrong(len(self.reading.matters) + 1))
            self.decide(len(self.reading.matters) * 4 - 4, decision)

    @rule(which=which, decision=decisions)
    def decide(self, which: int, decision: str) -> None:
        matter = self.reading.matters[which // 4 % len(self.reading.matters)]
        rejected = decision != "in scope"
        decided = {
            "assessment": TOO_VAGUE if rejected else ALL_YES,
            "decision": Decision.REJECTED if rejected else Decision.IN_SCOPE,
            "ground": Ground.NOT_SUBSTANTIATED if rejected else None,
            "guidance": GUIDANCE if rejected else "",
            "offer_pass_on": decision == "offer",
        }
        untouched = not (matter.settled or matter.was_sent) and matter.offer in ("", "open")
        if self.tries(
            lambda: triage_matter(*self.case, matter.ordinal, **decided),  # type: ignore[arg-type]
            allowed=self.reading.is_open and untouched,
        ):
            matter.decision = "rejected" if rejected else "in scope"
            matter.offer, matter.asked = "", ""
            if decision == "offer":
                matter.offer, matter.asked = "open", self.file().entries[-1].id

    def answer_offer(self, matter: Wrong, yes: bool) -> None:
        if matter.asked and self.says(matter.asked, yes=yes, allowed=matter.offer == "open"):
            matter.offer = "yes" if yes else "no"

    def says(self, asked: str, *, yes: bool, allowed: bool) -> bool:
        workplace = self.office.workplace
        return self.tries(
            lambda: answer_question(workplace, self.reporter, asked, accepted=yes), allowed=allowed
        )

    @rule(which=which, recipient=recipients, text=texts)
    def asks(self, which: int, recipient: str, text: str) -> None:
        self.ask(self.pick(which), recipient, text)

    def ask(self, matter: Wrong, recipient: str, text: str) -> None:
        last = self.reading.last_asked(matter, recipient)
        waits = last is not None and not last.answer
        allowed = self.reading.may_go_out(matter) and recipient != "nobody" and not waits
        if self.tries(
            lambda: ask_consent(*self.case, matter.ordinal, recipient=recipient, text=text),
            allowed=allowed and bool(text.strip()),
        ):
            asked = Asked(self.file().entries[-1].id, matter, recipient)
            self.reading.questions.append(asked)

    @precondition(lambda self: self.reading.questions)
    @rule(which=which, word=st.sampled_from(("yes", "no", "taken back", "closed")))
    def answer(self, which: int, word: str) -> None:
        """The reporter's word, or the unit's that it waits for none."""
        asked = self.reading.questions[which % len(self.reading.questions)]
        if word == "taken back":
            done = self.tries(
                lambda: withdraw_consent(self.office.workplace, self.reporter, asked.id),
                allowed=asked.answer == "yes",
            )
        elif word == "closed":
            allowed = self.reading.is_open and not asked.answer
            done = self.tries(lambda: stop_waiting(*self.case, asked.id), allowed=allowed)
        else:
            done = self.says(asked.id, yes=word == "yes", allowed=not asked.answer)
        asked.answer = word if done else asked.answer

    @rule(which=which, recipient=bodies, ground=grounds, text=texts)
    def announces(self, which: int, recipient: str, ground: DisclosureGround, text: str) -> None:
        self.announce(self.pick(which), recipient, ground, text)

    def announce(self, matter: Wrong, recipient: str, ground: DisclosureGround, text: str) -> None:
        allowed = self.reading.may_go_out(matter) and recipient == "police"
        if self.tries(
            lambda: announce_disclosure(
                *self.case, matter.ordinal, recipient=recipient, ground=ground, text=text
            ),
            allowed=allowed and bool(text.strip()),
        ):
            self.reading.told.append((matter, recipient, ground))

    @rule(which=which, to=administrations, text=texts, marked=marks, days=days, before=before,
          fits=st.sampled_from((True, True, True, False)))  # fmt: skip
    def send(
        self, which: int, to: str, text: str, marked: Any, days: int, before: str, fits: bool
    ) -> None:
        matter = self.pick(which)
        self.comes_before(matter, to, before)
        outside = (matter.decision == "rejected") is fits
        kind = DossierKind.OUTSIDE_SCHEME if outside else DossierKind.HEARING
        due = self.office.workplace.today() + timedelta(days) if days else None
        outgoing = Outgoing(to, text, due=due, kind=kind, **marked)
        way = Way.PASSED_ON if outside else Way.EXAMINED
        self.goes(
            lambda: send_dossier(*self.case, matter.ordinal, outgoing), matter, to, way, marked,
            typed=bool(text.strip()) and (outside or days >= 0), dossier=True,
        )  # fmt: skip

    @rule(which=which, to=administrations, text=texts, marked=marks, days=days, before=before)
    def send_otherwise(
        self, which: int, to: str, text: str, marked: Any, days: int, before: str
    ) -> None:
        matter, typed = self.pick(which), bool(text.strip())
        if matter.decision == "rejected":
            self.comes_before(matter, "BUF", before)
            self.goes(
                lambda: pass_on_matter(*self.case, matter.ordinal, text=text, **marked),
                matter, "BUF", Way.PASSED_ON, marked, typed=typed,
            )  # fmt: skip
            return
        self.comes_before(matter, to, before)
        due = self.office.workplace.today() + timedelta(days)
        told = {"administration": to, "text": text, "due": due, **marked}
        self.goes(
            lambda: forward_matter(*self.case, matter.ordinal, **told),
            matter, to, Way.EXAMINED, marked, typed=typed and days >= 0,
        )  # fmt: skip

    @rule(which=which, to=bodies, text=texts, marked=marks, before=before,
          ground=st.none() | grounds, because=reasons)  # fmt: skip
    def move(
        self, which: int, to: str, text: str, marked: Any, before: str, ground: Any, because: str
    ) -> None:
        matter = self.pick(which)
        self.comes_before(matter, to, before, ground)
        without = {"ground": ground, "unannounced_because": because}
        moved = Move(to, "Hører til dem.", text, **marked, **without)
        self.goes(
            lambda: move_matter(*self.case, matter.ordinal, moved),
            matter, to, Way.MOVED, marked, typed=bool(text.strip()), **without,
        )  # fmt: skip

    def comes_before(
        self, matter: Wrong, to: str, what: str, ground: DisclosureGround | None = None
    ) -> None:
        """Chance alone would hardly ever ask of the very matter and recipient that is sent then."""
        if what and matter.offer == "open":
            self.answer_offer(matter, yes=what != "no")
        if what.startswith("told"):
            wanted = [one for one in DisclosureGround if (one is ground) is (what == "told")]
            self.announce(matter, to, (wanted or [*DisclosureGround])[0], "De får det.")
        elif what:
            self.ask(matter, to, "Må de få det at vide?")
            words = {"yes": ["yes"], "no": ["no"], "taken back": ["yes", "taken back"]}
            for word in words.get(what, []) if self.reading.questions else []:
                self.answer(-1, word)

    def goes(
        self, act: Callable[[], object], matter: Wrong, to: str, way: Way, marked: dict[str, bool],
        *, typed: bool, dossier: bool = False, **without: Any,
    ) -> None:  # fmt: skip
        basis = self.reading.basis(matter, to, tells=any(marked.values()), **without)
        allowed = typed and self.reading.allows(matter, to, way)
        if self.tries(act, allowed=allowed, basis=basis):
            self.reading.went(matter, to, way, basis, dossier=dossier, **marked)

    @rule(which=which)
    def a_day_passes_and_an_answer_comes(self, which: int) -> None:
        self.office.clock.advance(timedelta(days=1))
        owing = [one for one in self.reading.matters if one.with_]
        matter = owing[which % len(owing)] if owing else self.pick(which)
        administration = min(matter.with_, default="SUF")
        allowed = self.reading.is_open and bool(matter.with_)
        dossier = self.dossier_with(matter, administration)
        told = {"administration": administration, "text": "Intet galt."}
        if not dossier:
            done = self.tries(
                lambda: enter_answer(*self.case, matter.ordinal, **told), allowed=allowed
            )
        else:
            act = partial(write_answer_in, *self.case, dossier, text=told["text"])
            done = self.tries(act, allowed=allowed)
            # What the unit writes into a dossier, its contact persons read.
            line = (administration, False, False, "none_needed")
            self.reading.gone += [Gone(Way.WRITTEN_IN, dossier=False, line=line)] * done
        if done:
            matter.with_.discard(administration)

    def dossier_with(self, matter: Wrong, administration: str) -> str:
        """The number of the dossier that is awaited from an administration; empty for a letter."""
        file = self.file()
        [real] = [one for one in file.matters if one.ordinal == matter.ordinal]
        awaited = {
            sent.dossier
            for sent in real.forwardings
            if sent.awaits_answer and sent.administration == administration
        }
        return next((one.number for one in file.dossiers if one.id in awaited), "")

    @rule(which=which, outcome=st.sampled_from((Outcome.REFUTED, Outcome.STOPPED_TO_PROTECT)))
    def settle(self, which: int, outcome: Outcome) -> None:
        matter = self.pick(which)
        ends = outcome is Outcome.STOPPED_TO_PROTECT or not matter.with_
        if self.tries(
            lambda: set_outcome(*self.case, matter.ordinal, outcome=outcome, police_report=False),
            allowed=self.reading.is_open and matter.decision == "in scope" and ends,
        ):
            matter.settled = True
            matter.with_.clear()

    @precondition(lambda self: all(one.is_over for one in self.reading.matters))
    @rule()
    def close_or_reopen(self) -> None:
        if not self.reading.is_open:
            self.tries(lambda: reopen_case(*self.case, reason="Nyt."), allowed=True)
            self.reading.is_open = True
            return
        give_feedback(*self.case, done="Rettet.", why="Fejl.", interim=False)
        self.tries(lambda: close_case(*self.case, reason="Slut."), allowed=True)
        self.reading.close()

    @invariant()
    def nothing_went_but_what_the_second_reading_let_go(self) -> None:
        rows, gone = self.rows(), self.reading.gone
        sent = [one.line[0] for one in gone if one.dossier]
        letters = [one for one in gone if one.way is Way.EXAMINED and not one.dossier]
        assert len(rows["dossiers"]) == len(sent)
        assert len(rows["dossier_keys"]) == sum(CONTACTS[one] for one in sent)
        assert len(rows["forwardings"]) == len(letters)
        if self.checked != len(gone):
            self.is_in_the_register()

    def is_in_the_register(self) -> None:
        lines = [
            (one.recipient, one.contains_identity, one.may_reveal, one.basis.kind)
            for one in self.file().disclosures
        ]
        assert lines == [one.line for one in self.reading.gone]
        self.checked = len(lines)

    def teardown(self) -> None:
        try:
            self.is_in_the_register()
        finally:
            super().teardown()
