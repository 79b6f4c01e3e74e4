"""Plays one invented case by the rules of the domain: a story tells nothing that cannot happen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portal.domain.case_status import (
    CaseState,
    RestsWith,
    case_rests_with,
    closing_obstacles,
    moved,
)
from portal.domain.case_status import Move as CaseMove
from portal.domain.deadlines import feedback_limit, require_extendable
from portal.domain.matter import (
    Forwarding,
    Matter,
    Outcome,
    PassOn,
    answered,
    forwarded,
    matter_answered,
    passed_on,
    postponed,
    settled,
    triaged,
)
from portal.domain.priority import check_set_aside
from portal.domain.retention import erase_after
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg, decide
from portal.municipality import load_municipality

Step = dict[str, Any]

MUNICIPALITY = load_municipality()
MEMBERS = ("caseworker", "lead", "other_caseworker")
QUESTIONS = ("responsible", "public_interest", "probable", "examinable")

# verb: (fields it must have, fields it may have)
VERBS: dict[str, tuple[set[str], set[str]]] = {
    "declare": ({"impartial"}, {"reason"}),
    "matter": ({"ref", "summary", "theme", "administration"}, set()),
    "triage": (
        {"matter", "relation", *QUESTIONS, "scope_leg", "decision"},
        {"ground", "guidance", "offer_pass_on"},
    ),
    "forward": ({"matter", "administration", "text", "due_days"}, set()),
    "answer": ({"matter", "text"}, set()),
    "ask": ({"matter", "text"}, set()),
    "reply": ({"text"}, set()),
    "message": ({"text"}, set()),
    "consent": ({"matter", "answer"}, set()),
    "pass_on": ({"matter", "text"}, set()),
    "note": ({"text", "reader"}, set()),
    "feedback": ({"done", "why"}, {"interim"}),
    "extend": ({"reason"}, set()),
    "postpone": ({"matter", "due_days", "reason"}, set()),
    "set_aside": ({"days", "reason"}, set()),
    "hand_over": ({"to"}, set()),
    "outcome": ({"matter", "outcome"}, {"police_report"}),
    "close": ({"reason"}, set()),
    "erase": ({"reason"}, set()),
}


class ImpossibleStory(AssertionError):
    """A step that the rules do not allow."""


def require(holds: bool, complaint: str) -> None:
    if not holds:
        raise ImpossibleStory(complaint)


@dataclass
class StoryPlay:
    """One case while its steps are played; `received` is the day of receipt."""

    received: date
    state: CaseState = CaseState.RECEIVED
    matters: dict[str, Matter] = field(default_factory=dict)
    impartial: dict[str, bool] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    final_feedback: bool = False
    erase_after: date | None = None
    erased_on: date | None = None

    def play(self, step: Step) -> None:
        """Play one step. Raises ImpossibleStory, or the domain's own error, when it cannot be."""
        verb, by = step["do"], step["by"]
        if verb in ("reply", "consent"):
            require(by == "reporter", f"{verb} is the reporter's")
        elif verb == "message":
            require(by == "reporter" or self.impartial.get(by, False), "an undeclared member")
        else:
            require(by in MEMBERS, f"{verb} is a member's")
            if verb != "declare":
                require(self.impartial.get(by, False), f"{by} has not declared herself impartial")
        if self.state is CaseState.CLOSED:
            late = verb == "erase" or (verb == "message" and by == "reporter")
            require(late, f"{verb} after closing")
        require(self.state is not CaseState.ERASED, "a step after erasure")
        playing: Callable[[Step, date], None] = getattr(self, f"_{verb}")
        playing(step, self.received + timedelta(days=step["on"]))

    def rests_with(self) -> RestsWith | None:
        asked = [self.matters[ref].id for ref in self.questions]
        return case_rests_with(self.state, [m.standing for m in self.matters.values()], asked)

    def _declare(self, step: Step, _on: date) -> None:
        require(step["impartial"] or bool(step.get("reason")), "a no needs its reason")
        self.impartial[step["by"]] = step["impartial"]
        if step["impartial"] and self.state is CaseState.RECEIVED:
            self.state = moved(self.state, CaseMove.TAKE_UP)

    def _matter(self, step: Step, _on: date) -> None:
        MUNICIPALITY.label("theme", step["theme"], "da")
        MUNICIPALITY.administration(step["administration"])
        require(step["ref"] not in self.matters, "a matter's ref twice")
        self.matters[step["ref"]] = Matter(
            id=step["ref"],
            ordinal=len(self.matters) + 1,
            summary=step["summary"],
            theme=step["theme"],
            administration=step["administration"],
            first_theme=step["theme"],
        )

    def _triage(self, step: Step, on: date) -> None:
        require(all(step[question] in ("yes", "no") for question in QUESTIONS), "yes or no")
        answers = {question: step[question] == "yes" for question in QUESTIONS}
        ground = step.get("ground")
        triage = decide(
            Assessment(
                relation=Relation(step["relation"]),
                scope_leg=ScopeLeg(step["scope_leg"]),
                **answers,
            ),
            Decision(step["decision"]),
            Ground(ground) if ground else None,
        )
        self.matters[step["matter"]] = triaged(
            self.matters[step["matter"]],
            triage,
            guidance=step.get("guidance", ""),
            offer_pass_on=step.get("offer_pass_on", False),
            on=on,
        )

    def _forward(self, step: Step, on: date) -> None:
        MUNICIPALITY.administration(step["administration"])
        due = on + timedelta(days=step["due_days"])
        matter = self.matters[step["matter"]]
        require(not matter.with_administration, "an answer would belong to two forwardings")
        self.matters[step["matter"]] = forwarded(
            matter, Forwarding(step["administration"], on, due, step["text"])
        )

    def _answer(self, step: Step, on: date) -> None:
        matter = self.matters[step["matter"]]
        awaited = [f.administration for f in matter.forwardings if f.awaits_answer]
        require(len(awaited) == 1, "no answer is awaited")
        self.matters[step["matter"]] = answered(matter, awaited[0], step["text"], on)

    def _ask(self, step: Step, _on: date) -> None:
        require(step["matter"] in self.matters, "a question about no matter")
        self.questions.append(step["matter"])
        self.turns.append("unit")

    def _reply(self, _step: Step, _on: date) -> None:
        require(bool(self.questions), "no question is open")
        self.questions.pop()
        self.turns.append("reporter")

    def _message(self, step: Step, _on: date) -> None:
        self.turns.append("reporter" if step["by"] == "reporter" else "unit")

    def _consent(self, step: Step, _on: date) -> None:
        require(step["answer"] in ("yes", "no"), "yes or no")
        matter = self.matters[step["matter"]]
        require(matter.pass_on is PassOn.OFFERED, "no offer is open")
        self.matters[step["matter"]] = matter_answered(matter, {matter.id: step["answer"] == "yes"})
        self.turns.append("reporter")

    def _pass_on(self, step: Step, _on: date) -> None:
        self.matters[step["matter"]] = passed_on(self.matters[step["matter"]])

    def _note(self, step: Step, _on: date) -> None:
        require(step["reader"] in ("unit", "self", "reporter"), "an unknown reader")

    def _feedback(self, step: Step, _on: date) -> None:
        require(bool(step["done"].strip() and step["why"].strip()), "feedback says what and why")
        if not step.get("interim", False):
            self.final_feedback = True
        self.turns.append("unit")

    def _extend(self, step: Step, on: date) -> None:
        require(bool(step["reason"].strip()), "an extension has a reason")
        due = feedback_limit(self.received, self.received).statutory
        standings = [matter.standing for matter in self.matters.values()]
        require_extendable(
            on,
            due,
            None,
            all_rejected=bool(standings) and all(one.rejected for one in standings),
            final_feedback_given=self.final_feedback,
        )
        self.turns.append("unit")

    def _postpone(self, step: Step, on: date) -> None:
        matter = self.matters[step["matter"]]
        [awaited] = [f.administration for f in matter.forwardings if f.awaits_answer]
        due = on + timedelta(days=step["due_days"])
        self.matters[step["matter"]] = postponed(matter, awaited, due, step["reason"], on)

    def _set_aside(self, step: Step, on: date) -> None:
        require(self.rests_with() is RestsWith.UNIT, "only the unit's own move is set aside")
        check_set_aside(on, on + timedelta(days=step["days"]), step["reason"], None)

    def _hand_over(self, step: Step, _on: date) -> None:
        require(step["to"] in MEMBERS, "a case is handed to a member")

    def _outcome(self, step: Step, on: date) -> None:
        matter = self.matters[step["matter"]]
        outcome = Outcome(step["outcome"])
        police = step.get("police_report", False)
        self.matters[step["matter"]] = settled(matter, outcome, police_report=police, on=on)

    def _close(self, _step: Step, on: date) -> None:
        standings = [matter.standing for matter in self.matters.values()]
        obstacles = closing_obstacles(standings, final_feedback_given=self.final_feedback)
        require(not obstacles, f"cannot be closed: {obstacles}")
        require(not self.questions, "a question is still open")
        self.state = moved(self.state, CaseMove.CLOSE)
        months = MUNICIPALITY.retention.months
        self.erase_after = erase_after(on, list(self.matters.values()), months)

    def _erase(self, step: Step, on: date) -> None:
        require(step["by"] == "lead", "the head of unit erases")
        self.state = moved(self.state, CaseMove.ERASE)
        require(self.erase_after is not None and on >= self.erase_after, "kept for longer")
        self.erased_on = on
