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
from portal.domain.deadlines import check_answer_day, feedback_limit, require_extendable
from portal.domain.disclosure import require_disclosable
from portal.domain.dossier import Act, ActKind, Dossier, DossierKind, Extract, Stage
from portal.domain.dossier_acts import acted
from portal.domain.hearing import matter_heard
from portal.domain.matter import (
    Forwarding,
    Matter,
    Outcome,
    PassOn,
    answered,
    forwarded,
    postponed,
    settled,
    triaged,
)
from portal.domain.offer import matter_answered, passed_on
from portal.domain.party import (
    Described,
    NoticeState,
    Party,
    PartyRole,
    heard,
    notice_given,
    notice_postponed,
    registered,
)
from portal.domain.priority import check_set_aside
from portal.domain.redaction import redacted
from portal.domain.retention import erase_after
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg, decide
from portal.municipality import load_municipality

Step = dict[str, Any]

MUNICIPALITY = load_municipality()
MEMBERS = ("caseworker", "lead", "other_caseworker")
# Who answers for an administration, and her colleague where there is one.
CONTACTS = {
    "OKF": ("contact_OKF",),
    "KFF": ("contact_KFF",),
    "BUF": ("contact_BUF", "contact2_BUF"),
    "SUF": ("contact_SUF", "contact2_SUF"),
    "SOF": ("contact_SOF", "contact2_SOF"),
    "TMF": ("contact_TMF",),
    "BIF": ("contact_BIF",),
}
CONTACTS_VERBS = {"open", "answer", "question", "more_time", "hand_over_dossier", "follow_up"}
AFTER_CLOSING = {"ask_follow_up", "follow_up", "register_follow_up", "open", "reopen", "erase"}
QUESTIONS = ("responsible", "public_interest", "probable", "examinable")

# verb: (fields it must have, fields it may have)
VERBS: dict[str, tuple[set[str], set[str]]] = {
    "declare": ({"impartial"}, {"reason"}),
    "matter": ({"ref", "summary", "theme", "administration"}, set()),
    "triage": (
        {"matter", "relation", *QUESTIONS, "scope_leg", "decision"},
        {"ground", "guidance", "offer_pass_on"},
    ),
    "forward": (
        {"matter", "administration", "text", "due_days"},
        {"to", "extracts", "copies", "black_out", "may_reveal"},
    ),
    "forward_elsewhere": ({"matter", "administration", "text", "due_days"}, set()),
    "write_answer_in": ({"matter", "text"}, set()),
    "postpone": ({"matter", "due_days", "reason"}, set()),
    "move": ({"matter", "body", "reason", "text"}, set()),
    "open": ({"matter"}, set()),
    "answer": ({"matter", "text", "planned"}, {"files"}),
    "question": ({"matter", "text"}, set()),
    "more_time": ({"matter", "due_days", "reason"}, set()),
    "hand_over_dossier": ({"matter", "to", "text"}, set()),
    "follow_up": ({"matter", "text"}, set()),
    "enough": ({"matter"}, set()),
    "ask_again": ({"matter", "text", "due_days"}, set()),
    "reply_in_dossier": ({"matter", "text"}, set()),
    "give_time": ({"matter", "due_days", "reason"}, set()),
    "refuse_time": ({"matter", "reason"}, set()),
    "ask_follow_up": ({"matter", "text", "due_days"}, set()),
    "register_follow_up": ({"matter", "text"}, set()),
    "party": ({"ref", "role", "name", "about", "matter"}, set()),
    "notice": ({"party", "state", "text"}, {"days"}),
    "remarks": ({"party", "text"}, set()),
    "ask_consent": ({"matter", "recipient", "text", "due_days"}, set()),
    "ask": ({"matter", "text"}, set()),
    "reply": ({"text"}, set()),
    "message": ({"text"}, set()),
    "consent": ({"matter", "answer"}, set()),
    "pass_on": ({"matter", "text"}, set()),
    "note": ({"text", "reader"}, set()),
    "feedback": ({"done", "why"}, {"interim"}),
    "extend": ({"reason"}, set()),
    "set_aside": ({"days", "reason"}, set()),
    "hand_over": ({"to"}, set()),
    "outcome": ({"matter", "outcome"}, {"police_report"}),
    "close": ({"reason"}, set()),
    "reopen": ({"reason"}, set()),
    "erase": ({"reason"}, set()),
}


class ImpossibleStory(AssertionError):
    """A step that the rules do not allow."""


def require(holds: bool, complaint: str) -> None:
    if not holds:
        raise ImpossibleStory(complaint)


@dataclass
class PlayedDossier:
    """A dossier, and the parts that hold a key to it."""

    content: Dossier
    holders: set[str]

    def opened_by(self, part: str) -> bool:
        return self.content.opened_by(part)


@dataclass
class StoryPlay:
    """One case while its steps are played; `received` is the day of receipt."""

    received: date
    state: CaseState = CaseState.RECEIVED
    matters: dict[str, Matter] = field(default_factory=dict)
    impartial: dict[str, bool] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    dossiers: list[PlayedDossier] = field(default_factory=list)
    newest: dict[str, PlayedDossier] = field(default_factory=dict)
    consents: dict[tuple[str, str], bool | None] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    moved_to: list[str] = field(default_factory=list)
    final_feedback: bool = False
    erase_after: date | None = None
    erased_on: date | None = None

    def play(self, step: Step) -> None:
        """Play one step. Raises ImpossibleStory, or the domain's own error, when it cannot be."""
        verb, by = step["do"], step["by"]
        if verb in ("reply", "consent"):
            require(by == "reporter", f"{verb} is the reporter's")
        elif verb in CONTACTS_VERBS:
            holders = self.newest[step["matter"]].holders
            require(by in holders, f"{by} has no key to the dossier")
        elif verb == "message":
            require(by == "reporter" or self.impartial.get(by, False), "an undeclared member")
        else:
            require(by in MEMBERS, f"{verb} is a member's")
            if verb != "declare":
                require(self.impartial.get(by, False), f"{by} has not declared herself impartial")
        if self.state is CaseState.CLOSED:
            late = verb == "message" and by == "reporter"
            require(late or verb in AFTER_CLOSING, f"{verb} after closing")
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
        administration, ref = step["administration"], step["matter"]
        MUNICIPALITY.administration(administration)
        require_disclosable(self.matters[ref])
        if step.get("may_reveal"):
            require(self.consents.get((ref, administration)) is True, "no consent")
        due = on + timedelta(days=step["due_days"])
        check_answer_day(on, due)
        sent = self._send(step, administration, DossierKind.HEARING, due, on)
        self.matters[ref] = forwarded(self.matters[ref], sent)

    def _pass_on(self, step: Step, on: date) -> None:
        matter = self.matters[step["matter"]]
        sent = self._send(step, matter.administration, DossierKind.OUTSIDE_SCHEME, None, on)
        self.matters[step["matter"]] = passed_on(matter, sent)

    def _send(
        self, step: Step, administration: str, kind: DossierKind, due: date | None, on: date
    ) -> Forwarding:
        recipients = step.get("to", CONTACTS[administration])
        require(set(recipients) <= set(CONTACTS[administration]), "no contact person of hers")
        dossier = Dossier(
            id=str(len(self.dossiers)),
            number=f"D{len(self.dossiers)}",
            kind=kind,
            administration=administration,
            sent_on=on,
            due=due,
            text=redacted(step["text"]),
            extracts=tuple(Extract(redacted(one)) for one in step.get("extracts", ())),
            may_hold=CONTACTS[administration],
        )
        played = PlayedDossier(dossier, set(recipients))
        self.dossiers.append(played)
        self.newest[step["matter"]] = played
        outside = kind is DossierKind.OUTSIDE_SCHEME
        return Forwarding(
            administration, on, due or on, "", dossier=dossier.id, outside_scheme=outside
        )

    def _forward_elsewhere(self, step: Step, on: date) -> None:
        MUNICIPALITY.administration(step["administration"])
        due = on + timedelta(days=step["due_days"])
        matter = self.matters[step["matter"]]
        self.matters[step["matter"]] = forwarded(
            matter, Forwarding(step["administration"], on, due, step["text"])
        )

    def _write_answer_in(self, step: Step, on: date) -> None:
        matter = self.matters[step["matter"]]
        self.matters[step["matter"]] = answered(
            matter, self._awaited_elsewhere(matter), step["text"], on
        )

    def _awaited_elsewhere(self, matter: Matter) -> str:
        [awaited] = [
            sent.administration
            for sent in matter.forwardings
            if sent.awaits_answer and not sent.dossier
        ]
        return awaited

    def _move(self, step: Step, _on: date) -> None:
        require(step["body"] in {body.code for body in MUNICIPALITY.bodies}, "an unknown body")
        require_disclosable(self.matters[step["matter"]])
        self.moved_to.append(step["body"])

    def _open(self, step: Step, on: date) -> None:
        if not self.newest[step["matter"]].opened_by(step["by"]):
            self._act(step, on, ActKind.OPENED)

    def _answer(self, step: Step, on: date) -> None:
        require(bool(step["planned"].strip()), "an answer says what is planned")
        self._open(step, on)
        self._act(step, on, ActKind.ANSWER)

    def _question(self, step: Step, on: date) -> None:
        self._open(step, on)
        self._act(step, on, ActKind.QUESTION)

    def _more_time(self, step: Step, on: date) -> None:
        self._open(step, on)
        self._act(step, on, ActKind.MORE_TIME_ASKED)

    def _hand_over_dossier(self, step: Step, on: date) -> None:
        self._open(step, on)
        dossier = self.newest[step["matter"]]
        require(step["to"] in dossier.content.may_hold, "she may not hold it")
        require(step["to"] not in dossier.holders, "she has it")
        self._act(step, on, ActKind.HANDED_OVER)
        dossier.holders.add(step["to"])

    def _follow_up(self, step: Step, on: date) -> None:
        self._open(step, on)
        self._act(step, on, ActKind.FOLLOW_UP)

    def _enough(self, step: Step, on: date) -> None:
        self._act(step, on, ActKind.ENOUGH)

    def _ask_again(self, step: Step, on: date) -> None:
        self._act(step, on, ActKind.ASKED_AGAIN)

    def _reply_in_dossier(self, step: Step, on: date) -> None:
        self._act(step, on, ActKind.REPLY)

    def _give_time(self, step: Step, on: date) -> None:
        self._act(step, on, ActKind.MORE_TIME_GIVEN)

    def _refuse_time(self, step: Step, on: date) -> None:
        self._act(step, on, ActKind.MORE_TIME_REFUSED)

    def _ask_follow_up(self, step: Step, on: date) -> None:
        require(self.matters[step["matter"]].outcome is not None, "no outcome yet")
        self._act(step, on, ActKind.FOLLOW_UP_ASKED)

    def _register_follow_up(self, step: Step, on: date) -> None:
        due = self.newest[step["matter"]].content.due_now
        require(due is None or due < on, "it is awaited still")
        self._act(step, on, ActKind.FOLLOW_UP_REGISTERED)

    def _act(self, step: Step, on: date, kind: ActKind) -> None:
        """One act, as the domain allows it, and the matter as it then stands."""
        self._write(self.newest[step["matter"]], step, on, kind)
        known = {one.content.id: one.content for one in self.dossiers}
        self.matters[step["matter"]] = matter_heard(self.matters[step["matter"]], known)

    def _write(self, dossier: PlayedDossier, step: Step, on: date, kind: ActKind) -> None:
        due = on + timedelta(days=step["due_days"]) if "due_days" in step else None
        text = step.get("text", step.get("reason", ""))
        by_unit = step["by"] in MEMBERS
        act = Act(kind, step["by"], step["by"], on, text=text, due=due, by_unit=by_unit)
        dossier.content = acted(dossier.content, act)

    def _party(self, step: Step, on: date) -> None:
        require(self.state is CaseState.OPEN, "parties stand in an open case")
        require(step["matter"] in self.matters, "a party of no matter")
        told = Described(PartyRole(step["role"]), step["name"], step["about"], (step["matter"],))
        ordinal = len(self.parties) + 1
        self.parties[step["ref"]] = registered(
            step["ref"], ordinal, told, obtained_on=on, by=step["by"], on=on
        )

    def _notice(self, step: Step, on: date) -> None:
        party, text, by = self.parties[step["party"]], step["text"], step["by"]
        if step["state"] == NoticeState.GIVEN:
            noted = notice_given(party, on, text, by=by, today=on)
        else:
            until = on + timedelta(days=step["days"])
            noted = notice_postponed(party, until, text, by=by, today=on)
        self.parties[step["party"]] = noted

    def _remarks(self, step: Step, on: date) -> None:
        party = self.parties[step["party"]]
        self.parties[step["party"]] = heard(party, step["text"], by=step["by"], on=on)

    def _ask_consent(self, step: Step, on: date) -> None:
        require(MUNICIPALITY.is_recipient(step["recipient"]), "an unknown recipient")
        require_disclosable(self.matters[step["matter"]])
        check_answer_day(on, on + timedelta(days=step["due_days"]))
        require(step["due_days"] > 0, "no day ahead")
        self.consents[step["matter"], step["recipient"]] = None
        self.questions.append(step["matter"])
        self.turns.append("unit")

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
        accepted = step["answer"] == "yes"
        matter = self.matters[step["matter"]]
        asked = [one for one, answer in self.consents.items() if answer is None]
        if matter.pass_on is PassOn.OFFERED:
            self.matters[step["matter"]] = matter_answered(matter, {matter.id: accepted})
        else:
            [open_now] = [one for one in asked if one[0] == step["matter"]]
            self.consents[open_now] = accepted
            self.questions.remove(step["matter"])
        self.turns.append("reporter")

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
        awaited = self._awaited_elsewhere(matter)
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
        settled_now = settled(matter, outcome, police_report=police, on=on)
        self.matters[step["matter"]] = settled_now
        mine = {sent.dossier for sent in settled_now.forwardings if sent.dossier}
        for dossier in self.dossiers:
            if dossier.content.id in mine and dossier.content.stage is Stage.ANSWERED:
                self._write(dossier, step, on, ActKind.ENOUGH)

    def _close(self, _step: Step, on: date) -> None:
        standings = [matter.standing for matter in self.matters.values()]
        obstacles = closing_obstacles(standings, final_feedback_given=self.final_feedback)
        require(not obstacles, f"cannot be closed: {obstacles}")
        require(not self.questions, "a question is still open")
        self.state = moved(self.state, CaseMove.CLOSE)
        months = MUNICIPALITY.retention.months
        self.erase_after = erase_after(on, list(self.matters.values()), months)

    def _reopen(self, _step: Step, _on: date) -> None:
        self.state = moved(self.state, CaseMove.REOPEN)
        self.erase_after = None
        # What was told before was told of what was known then.
        self.final_feedback = False

    def _erase(self, step: Step, on: date) -> None:
        require(step["by"] == "lead", "the head of unit erases")
        self.state = moved(self.state, CaseMove.ERASE)
        require(self.erase_after is not None and on >= self.erase_after, "kept for longer")
        self.erased_on = on
