"""A matter: one alleged wrong within a report. Decision, forwarding and outcome belong to it."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from portal.domain.deadlines import check_answer_day
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.triage import Decision, Triage


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    PARTLY_CONFIRMED = "partly_confirmed"
    REFUTED = "refuted"
    UNSETTLED = "unsettled"
    STOPPED_TO_PROTECT = "stopped_to_protect"


class PassOn(StrEnum):
    """The offer to pass a rejected matter to its administration outside the scheme."""

    NOT_OFFERED = "not_offered"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PASSED_ON = "passed_on"


@dataclass(frozen=True)
class Postponement:
    """A later day for an administration's answer, and why. `was_due` is the day it replaced."""

    on: date
    was_due: date
    reason: str


@dataclass(frozen=True)
class Forwarding:
    """What was sent to an administration to be examined, and what came back.

    `called_off_on` is the day from which the unit no longer waits for an answer. `dossier` is the
    id in hex of the dossier it went out as, and `key` that dossier's key; both are empty for what
    was sent by other means. Of a dossier, what came back is read from it (hearing.py).
    `waits_for_unit`: the unit has to assess, reply or decide before anybody else goes on.
    `outside_scheme`: passed on after a rejection, and no answer asked for.
    """

    administration: str
    sent_on: date
    due: date
    text: str
    answered_on: date | None = None
    answer: str = ""
    called_off_on: date | None = None
    postponed: tuple[Postponement, ...] = ()
    dossier: str = ""
    key: str = field(default="", repr=False)
    waits_for_unit: bool = False
    outside_scheme: bool = False

    @property
    def awaits_answer(self) -> bool:
        if self.outside_scheme:
            return False
        return self.answered_on is None and self.called_off_on is None


@dataclass(frozen=True)
class MatterStanding:
    """What decides whose move a matter is, without what it is about.

    The reporter's side reads this, and nothing else, of a matter.
    """

    id: str
    ordinal: int
    decided: bool
    rejected: bool
    with_administration: bool
    settled: bool
    pass_on: PassOn
    waits_for_unit: bool = False

    @property
    def finished(self) -> bool:
        """Whether nobody has a move left: an outcome, or a rejection without an open offer."""
        if self.rejected:
            return self.pass_on not in (PassOn.OFFERED, PassOn.ACCEPTED)
        return self.settled


@dataclass(frozen=True)
class Matter:
    """`id` is 32 hex digits; `ordinal` counts from 1 within the case.

    `of_complaint`: the one matter of a complaint, by which administrations are heard. It is never
    triaged and has no theme or outcome: those of a complaint stand in its register.
    """

    id: str
    ordinal: int
    summary: str
    theme: str
    administration: str
    first_theme: str
    triage: Triage | None = None
    guidance: str = ""
    pass_on: PassOn = PassOn.NOT_OFFERED
    forwardings: tuple[Forwarding, ...] = field(default=())
    outcome: Outcome | None = None
    police_report: bool = False
    sorted_on: date | None = None
    decided_on: date | None = None
    settled_on: date | None = None
    of_complaint: bool = False

    @property
    def decision(self) -> Decision | None:
        return self.triage.decision if self.triage else None

    @property
    def rejected(self) -> bool:
        return self.decision is Decision.REJECTED

    @property
    def in_scope(self) -> bool:
        return self.of_complaint or self.decision is Decision.IN_SCOPE

    @property
    def with_administration(self) -> bool:
        return any(forwarding.awaits_answer for forwarding in self.forwardings)

    @property
    def waits_for_unit(self) -> bool:
        """Whether the unit has to deal with what an administration sent back."""
        return any(forwarding.waits_for_unit for forwarding in self.forwardings)

    @property
    def standing(self) -> MatterStanding:
        return MatterStanding(
            id=self.id,
            ordinal=self.ordinal,
            decided=self.of_complaint or self.triage is not None,
            rejected=self.rejected,
            with_administration=self.with_administration,
            settled=self.outcome is not None,
            pass_on=self.pass_on,
            waits_for_unit=self.waits_for_unit,
        )

    @property
    def finished(self) -> bool:
        return self.standing.finished

    def is_forwarded_as(self, dossier: str) -> bool:
        """Whether a dossier (its id in hex) was made of it."""
        return any(sent.dossier == dossier for sent in self.forwardings)


def matter_of_complaint(matter_id: str, administration: str) -> Matter:
    """The one matter of a complaint, by its id (32 hex); `administration` is a code, or empty."""
    return Matter(
        id=matter_id,
        ordinal=1,
        summary="",
        theme="",
        administration=administration,
        first_theme="",
        of_complaint=True,
    )


def describe(matter: Matter, *, summary: str, theme: str, administration: str) -> Matter:
    """Correct what a matter is about. The theme of the first sorting stays: the report counts it.
    Raises InvalidInput (`administration`, `offered`): the reporter was asked of just that one."""
    offered = matter.pass_on in (PassOn.OFFERED, PassOn.ACCEPTED, PassOn.PASSED_ON)
    if offered and administration != matter.administration:
        raise InvalidInput("administration", "offered")
    return replace(matter, summary=summary, theme=theme, administration=administration)


def triaged(
    matter: Matter, triage: Triage, *, guidance: str, offer_pass_on: bool, on: date
) -> Matter:
    """The matter with a decision, taken for the first time or corrected.

    A rejection carries guidance (WBL travaux to § 12(3); Copenhagen's practice). Raises
    ForbiddenMove once an administration was asked, an outcome was set or the reporter has
    answered the offer; InvalidInput (`guidance`, `missing`) for a rejection without guidance.
    """
    if matter.forwardings or matter.outcome is not None:
        raise ForbiddenMove("the matter is being examined or has an outcome")
    if matter.pass_on in (PassOn.ACCEPTED, PassOn.DECLINED, PassOn.PASSED_ON):
        raise ForbiddenMove("the reporter has answered the offer")
    rejected = triage.decision is Decision.REJECTED
    if rejected and not guidance.strip():
        raise InvalidInput("guidance", "missing")
    if not rejected and offer_pass_on:
        raise InvalidInput("offer_pass_on", "only_for_rejection")
    return replace(
        matter,
        triage=triage,
        guidance=guidance if rejected else "",
        pass_on=PassOn.OFFERED if offer_pass_on else PassOn.NOT_OFFERED,
        decided_on=on,
    )


def forwarded(matter: Matter, forwarding: Forwarding) -> Matter:
    """The matter with one more forwarding. Raises ForbiddenMove unless in scope and unfinished,
    InvalidInput (`due`, `before_sending`) for an answer wanted before it was asked for."""
    if not matter.in_scope or matter.finished:
        raise ForbiddenMove("only a matter in scope that has no outcome is forwarded")
    if forwarding.due < forwarding.sent_on:
        raise InvalidInput("due", "before_sending")
    if any(
        f.awaits_answer and f.administration == forwarding.administration
        for f in matter.forwardings
    ):
        raise ForbiddenMove("this administration already has the matter")
    return replace(matter, forwardings=(*matter.forwardings, forwarding))


def answered(matter: Matter, administration: str, answer: str, on: date) -> Matter:
    """The matter with an administration's answer entered. Raises ForbiddenMove if none is
    awaited."""
    sent = awaited_from(matter, administration)
    return _with_forwarding(matter, sent, replace(sent, answered_on=on, answer=answer))


def postponed(matter: Matter, administration: str, due: date, reason: str, on: date) -> Matter:
    """The matter with a later day for the answer that an administration owes.

    A day that was mistyped is set right in the same way. Raises ForbiddenMove if none is awaited
    from it, InvalidInput: `due` (`not_later`: the day must lie after the one first agreed, differ
    from the present one and not lie before today; `too_far`), `reason` (`missing`).
    """
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    sent = awaited_from(matter, administration)
    first = sent.postponed[0].was_due if sent.postponed else sent.due
    if due <= first or due == sent.due or due < on:
        raise InvalidInput("due", "not_later")
    check_answer_day(on, due)
    later = Postponement(on, sent.due, reason.strip())
    return _with_forwarding(
        matter, sent, replace(sent, due=due, postponed=(*sent.postponed, later))
    )


def awaited_from(matter: Matter, administration: str) -> Forwarding:
    """The oldest forwarding that an administration has not answered. Raises ForbiddenMove."""
    for sent in matter.forwardings:
        if sent.awaits_answer and sent.administration == administration:
            return sent
    raise ForbiddenMove("no answer is awaited from this administration")


def _with_forwarding(matter: Matter, old: Forwarding, new: Forwarding) -> Matter:
    return replace(
        matter, forwardings=tuple(new if sent is old else sent for sent in matter.forwardings)
    )


def settled(matter: Matter, outcome: Outcome, *, police_report: bool, on: date) -> Matter:
    """The matter with its outcome. Raises ForbiddenMove unless in scope and with no administration.

    Stopping to protect the reporter is possible while an administration still has it: its answer is
    then no longer waited for.
    """
    if not matter.in_scope:
        raise ForbiddenMove("only a matter in scope has an outcome")
    if matter.with_administration and outcome is not Outcome.STOPPED_TO_PROTECT:
        raise ForbiddenMove("an administration's answer is awaited")
    forwardings = tuple(
        replace(sent, called_off_on=on if sent.awaits_answer else None, waits_for_unit=False)
        if sent.awaits_answer or sent.waits_for_unit
        else sent
        for sent in matter.forwardings
    )
    return replace(
        matter,
        outcome=outcome,
        police_report=police_report,
        forwardings=forwardings,
        settled_on=on,
    )
