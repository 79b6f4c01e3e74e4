"""Supervision: a written inquiry, in one complaint or on the adviser's own initiative."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.legal_calendar import check_not_too_early
from portal.domain.mediation import Mediation


class SupervisionState(StrEnum):
    """How far it is. What is on hold or not pursued has a reason."""

    CLARIFYING = "clarifying"
    DECIDED = "decided"
    STARTED = "started"
    ON_HOLD = "on_hold"
    CLOSED = "closed"
    NOT_PURSUED = "not_pursued"


_S = SupervisionState
# From a state, those that may follow. What is missing cannot be done.
STATES: Mapping[SupervisionState, tuple[SupervisionState, ...]] = {
    _S.CLARIFYING: (_S.DECIDED, _S.STARTED, _S.ON_HOLD, _S.NOT_PURSUED),
    _S.DECIDED: (_S.STARTED, _S.ON_HOLD, _S.NOT_PURSUED),
    _S.STARTED: (_S.ON_HOLD, _S.CLOSED, _S.NOT_PURSUED),
    _S.ON_HOLD: (_S.CLARIFYING, _S.DECIDED, _S.STARTED, _S.NOT_PURSUED),
    _S.CLOSED: (_S.STARTED,),
    _S.NOT_PURSUED: (_S.CLARIFYING, _S.DECIDED, _S.STARTED),
}
BEGINNINGS = (_S.CLARIFYING, _S.DECIDED, _S.STARTED)
# Nobody has anything left to do in it.
OVER = frozenset({_S.CLOSED, _S.NOT_PURSUED})
# No formal mediation runs beside these.
UNDER_WAY = frozenset({_S.DECIDED, _S.STARTED, _S.ON_HOLD})
# What it came to is written down once it was looked into.
_LOOKED_INTO = frozenset({_S.STARTED, _S.CLOSED})


class LetterKind(StrEnum):
    """A letter of a supervision; `remarks` and `reply` come in, the others go out."""

    OPENING = "opening"
    PRELIMINARY_REPORT = "preliminary_report"
    FINAL_REPORT = "final_report"
    CLOSING = "closing"
    FOLLOW_UP = "follow_up"
    REMARKS = "remarks"
    REPLY = "reply"


INCOMING = frozenset({LetterKind.REMARKS, LetterKind.REPLY})


@dataclass(frozen=True)
class Letter:
    """One letter in or out: with which administration (its code), on which day, and for one that
    goes out the day by which an answer is wanted, if any. `text` says what it is about; `reason`
    why a final report went out without a preliminary one."""

    ordinal: int
    kind: LetterKind
    administration: str
    on: date
    text: str
    due: date | None = None
    reason: str = ""

    @property
    def comes_in(self) -> bool:
        return self.kind in INCOMING


@dataclass(frozen=True)
class StateSet:
    """From a day on: the state, and why."""

    state: SupervisionState
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Supervision:
    """`administrations` are codes. `states` are oldest first, the last one counts. `published_on`
    is the day on which the conclusion was made public, None where it was not."""

    subject: str
    administrations: tuple[str, ...]
    states: tuple[StateSet, ...]
    letters: tuple[Letter, ...] = ()
    conclusion: str = ""
    criticism: bool | None = None
    published_on: date | None = None

    @property
    def state(self) -> SupervisionState:
        return self.states[-1].state

    @property
    def begun_on(self) -> date:
        return self.states[0].on

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def unanswered(self) -> tuple[Letter, ...]:
        """The letters that an answer is wanted to and has not come, the first day first: nothing of
        that administration's is of the day of the letter or later."""
        waiting = [sent for sent in self.letters if sent.due and not self._answered(sent)]
        return tuple(sorted(waiting, key=lambda sent: (sent.due or sent.on, sent.ordinal)))

    def _answered(self, sent: Letter) -> bool:
        return any(
            came.comes_in and came.administration == sent.administration and came.on >= sent.on
            for came in self.letters
        )

    def has_letter(self, kind: LetterKind, administration: str, until: date) -> bool:
        """Whether a letter of a kind was exchanged with an administration until a day."""
        return any(
            (one.kind, one.administration) == (kind, administration) and one.on <= until
            for one in self.letters
        )


def begun(
    subject: str,
    administrations: tuple[str, ...],
    state: SupervisionState,
    on: date,
    *,
    today: date,
) -> Supervision:
    """A supervision from its first day, which may lie behind. Raises InvalidInput: `subject` and
    `administrations` (`missing`), `state` (`no_beginning`), `on` (`in_future`,
    `too_early`)."""
    _check_subject(subject, administrations)
    if state not in BEGINNINGS:
        raise InvalidInput("state", "no_beginning")
    _check_day("on", on, today=today)
    return Supervision(subject.strip(), administrations, (StateSet(state, on),))


def about(supervision: Supervision, subject: str, administrations: tuple[str, ...]) -> Supervision:
    """The supervision with what it is about set right. Raises InvalidInput: `subject` and
    `administrations` (`missing`), `administrations` (`written_to`: letters were exchanged with one
    that would go)."""
    _check_subject(subject, administrations)
    if not {letter.administration for letter in supervision.letters} <= set(administrations):
        raise InvalidInput("administrations", "written_to")
    return replace(supervision, subject=subject.strip(), administrations=administrations)


def _check_subject(subject: str, administrations: tuple[str, ...]) -> None:
    if not subject.strip():
        raise InvalidInput("subject", "missing")
    if not administrations:
        raise InvalidInput("administrations", "missing")


def in_state(
    supervision: Supervision, state: SupervisionState, on: date, reason: str, *, today: date
) -> Supervision:
    """The supervision in another state from a day on.

    A reason is owed for what is put on hold, not pursued, or taken up again after it was over; a
    conclusion before it is closed. Raises ForbiddenMove (STATES has no such step), InvalidInput:
    `reason` (`missing`), `state` (`no_conclusion`), `on` (`in_future`, `too_early`,
    `before_last_state`).
    """
    if state not in STATES[supervision.state]:
        raise ForbiddenMove(f"{supervision.state} does not lead to {state}")
    needs_reason = state in (_S.ON_HOLD, _S.NOT_PURSUED) or supervision.is_over
    if needs_reason and not reason.strip():
        raise InvalidInput("reason", "missing")
    if state is _S.CLOSED and not supervision.conclusion:
        raise InvalidInput("state", "no_conclusion")
    _check_day("on", on, today=today)
    if on < supervision.states[-1].on:
        raise InvalidInput("on", "before_last_state")
    return replace(supervision, states=(*supervision.states, StateSet(state, on, reason.strip())))


def with_letter(
    supervision: Supervision, letter: Letter, *, instead_of: int | None = None, today: date
) -> Supervision:
    """The supervision with one more letter, or with one that was mistyped set right (`instead_of`,
    its number); the number is given here.

    A preliminary report asks for remarks by a day. A final report follows on a preliminary one to
    the same administration, or says why it does not; so do remarks, which are about one. Raises
    InvalidInput: `text` (`missing`), `administration` (`not_asked`), `on` (`in_future`,
    `too_early`, `before_beginning`), `due` (`missing`, `before_letter`, `of_incoming`), `reason`
    (`missing`), `kind` (`no_preliminary`: also where one was taken away from remarks that are
    there), `instead_of` (`unknown`).
    """
    ordinal = instead_of or len(supervision.letters) + 1
    reason = letter.reason.strip() if letter.kind is LetterKind.FINAL_REPORT else ""
    added = replace(letter, ordinal=ordinal, text=letter.text.strip(), reason=reason)
    letters = (*supervision.letters, added)
    if instead_of is not None:
        if instead_of not in {one.ordinal for one in supervision.letters}:
            raise InvalidInput("instead_of", "unknown")
        letters = tuple(added if one.ordinal == ordinal else one for one in supervision.letters)
    after = replace(supervision, letters=letters)
    _check_day("on", added.on, today=today)
    for one in letters:
        _check_letter(after, one)
    return after


def _check_letter(supervision: Supervision, letter: Letter) -> None:
    if not letter.text:
        raise InvalidInput("text", "missing")
    if letter.administration not in supervision.administrations:
        raise InvalidInput("administration", "not_asked")
    if letter.on < supervision.begun_on:
        raise InvalidInput("on", "before_beginning")
    _check_due(letter)
    preliminary = supervision.has_letter(
        LetterKind.PRELIMINARY_REPORT, letter.administration, letter.on
    )
    if letter.kind is LetterKind.REMARKS and not preliminary:
        raise InvalidInput("kind", "no_preliminary")
    if letter.kind is LetterKind.FINAL_REPORT and not preliminary and not letter.reason:
        raise InvalidInput("reason", "missing")


def _check_due(letter: Letter) -> None:
    if letter.due is None:
        if letter.kind is LetterKind.PRELIMINARY_REPORT:
            raise InvalidInput("due", "missing")
        return
    if letter.comes_in:
        raise InvalidInput("due", "of_incoming")
    if letter.due < letter.on:
        raise InvalidInput("due", "before_letter")


def concluded(
    supervision: Supervision,
    conclusion: str,
    *,
    criticism: bool,
    published_on: date | None,
    today: date,
) -> Supervision:
    """The supervision with what it came to, written for the first time or corrected.

    Raises ForbiddenMove unless it is started or closed; InvalidInput: `conclusion` (`missing`),
    `published_on` (`in_future`, `too_early`, `before_beginning`).
    """
    if supervision.state not in _LOOKED_INTO:
        raise ForbiddenMove("nothing was looked into yet")
    if not conclusion.strip():
        raise InvalidInput("conclusion", "missing")
    if published_on is not None:
        _check_day("published_on", published_on, today=today)
        if published_on < supervision.begun_on:
            raise InvalidInput("published_on", "before_beginning")
    return replace(
        supervision,
        conclusion=conclusion.strip(),
        criticism=criticism,
        published_on=published_on,
    )


def check_not_mediated(mediation: Mediation | None) -> None:
    """Raises InvalidInput (`mediation`, `under_way`) while a formal mediation runs in the same
    complaint: the adviser cannot be between two sides and inquire into one of them."""
    if mediation is not None and mediation.under_way:
        raise InvalidInput("mediation", "under_way")


def check_not_supervised(supervision: Supervision | None) -> None:
    """Raises InvalidInput (`supervision`, `under_way`) where a formal mediation may not be offered
    or begin in the same complaint: one of UNDER_WAY is."""
    if supervision is not None and supervision.state in UNDER_WAY:
        raise InvalidInput("supervision", "under_way")


def _check_day(field: str, on: date, *, today: date) -> None:
    if on > today:
        raise InvalidInput(field, "in_future")
    check_not_too_early(field, on, today)
