"""A dossier: what was forwarded to an administration, and what came of it.

Everything in it is written down as acts, oldest first; where it stands follows from them. A dossier
is sealed under a key of its own: who reads it reads nothing else of the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from portal.domain.case_status import RestsWith
from portal.domain.dialogue import AttachedFile


class DossierKind(StrEnum):
    """To be examined and answered; or passed on outside the scheme, where nothing is awaited."""

    HEARING = "hearing"
    OUTSIDE_SCHEME = "outside_scheme"


class ActKind(StrEnum):
    """What somebody does with a dossier. The first group is a contact person's, the second the
    unit's; an answer that came by another way is written in by the unit."""

    OPENED = "opened"
    QUESTION = "question"
    MORE_TIME_ASKED = "more_time_asked"
    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    HANDED_OVER = "handed_over"

    REPLY = "reply"
    MORE_TIME_GIVEN = "more_time_given"
    MORE_TIME_REFUSED = "more_time_refused"
    ASKED_AGAIN = "asked_again"
    ENOUGH = "enough"
    RECIPIENT_ADDED = "recipient_added"
    RECIPIENT_REMOVED = "recipient_removed"
    CALLED_OFF = "called_off"
    FOLLOW_UP_ASKED = "follow_up_asked"
    FOLLOW_UP_REGISTERED = "follow_up_registered"


class Stage(StrEnum):
    """How far a dossier is."""

    AWAITED = "awaited"
    ANSWERED = "answered"
    ENOUGH = "enough"
    CALLED_OFF = "called_off"
    FOLLOW_UP_AWAITED = "follow_up_awaited"
    FOLLOW_UP_CAME = "follow_up_came"
    CONCLUDED = "concluded"
    PASSED_ON = "passed_on"


class Awaits(StrEnum):
    """What an administration owes. It stands in a plain column, for lists and reminders."""

    ANSWER = "answer"
    FOLLOW_UP = "follow_up"


_S, _A = Stage, ActKind
# From a stage, an act leads to a stage. What is missing cannot be done.
STAGES: Mapping[tuple[Stage, ActKind], Stage] = {
    (_S.AWAITED, _A.ANSWER): _S.ANSWERED,
    (_S.AWAITED, _A.CALLED_OFF): _S.CALLED_OFF,
    (_S.AWAITED, _A.QUESTION): _S.AWAITED,
    (_S.AWAITED, _A.REPLY): _S.AWAITED,
    (_S.AWAITED, _A.MORE_TIME_ASKED): _S.AWAITED,
    (_S.AWAITED, _A.MORE_TIME_GIVEN): _S.AWAITED,
    (_S.AWAITED, _A.MORE_TIME_REFUSED): _S.AWAITED,
    (_S.ANSWERED, _A.ANSWER): _S.ANSWERED,
    (_S.ANSWERED, _A.ASKED_AGAIN): _S.AWAITED,
    (_S.ANSWERED, _A.ENOUGH): _S.ENOUGH,
    (_S.ANSWERED, _A.CALLED_OFF): _S.CALLED_OFF,
    (_S.ENOUGH, _A.ASKED_AGAIN): _S.AWAITED,
    (_S.ENOUGH, _A.FOLLOW_UP_ASKED): _S.FOLLOW_UP_AWAITED,
    (_S.ENOUGH, _A.FOLLOW_UP): _S.FOLLOW_UP_CAME,
    (_S.FOLLOW_UP_AWAITED, _A.FOLLOW_UP): _S.FOLLOW_UP_CAME,
    (_S.FOLLOW_UP_AWAITED, _A.FOLLOW_UP_ASKED): _S.FOLLOW_UP_AWAITED,
    (_S.FOLLOW_UP_AWAITED, _A.FOLLOW_UP_REGISTERED): _S.CONCLUDED,
    (_S.FOLLOW_UP_CAME, _A.FOLLOW_UP): _S.FOLLOW_UP_CAME,
    (_S.FOLLOW_UP_CAME, _A.FOLLOW_UP_REGISTERED): _S.CONCLUDED,
    (_S.CONCLUDED, _A.FOLLOW_UP): _S.FOLLOW_UP_CAME,
    (_S.CONCLUDED, _A.FOLLOW_UP_ASKED): _S.FOLLOW_UP_AWAITED,
}
# These change nothing of where it stands.
ANYWHERE = frozenset({_A.OPENED, _A.HANDED_OVER, _A.RECIPIENT_ADDED, _A.RECIPIENT_REMOVED})
# After these the unit has something to do, and before its answer to them nobody else has.
CALLS_ON_THE_UNIT = frozenset({_A.QUESTION, _A.MORE_TIME_ASKED, _A.ANSWER, _A.FOLLOW_UP})


@dataclass(frozen=True)
class Act:
    """`by` is an account id in hex, `name` what its owner was called then. `text` is what was
    written, `planned` of an answer the follow-up that is planned; `due` the day an act sets or asks
    for; `to` whom it was handed to (account ids in hex). `turned`: it made the case's move the
    unit's."""

    kind: ActKind
    by: str
    name: str
    on: date
    at: datetime | None = None
    text: str = ""
    planned: str = ""
    due: date | None = None
    to: tuple[str, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    by_unit: bool = False
    turned: bool = False


# What the unit does between the citizen and the administration of a complaint she sent herself: the
# answer is still for her. With anything else it has stepped in.
_BETWEEN_THEM = frozenset(
    {
        _A.REPLY,
        _A.MORE_TIME_GIVEN,
        _A.MORE_TIME_REFUSED,
        _A.RECIPIENT_ADDED,
        _A.RECIPIENT_REMOVED,
        _A.ENOUGH,
    }
)


@dataclass(frozen=True)
class AnswerKey:
    """The key (64 hex digits) of a dossier (its id in hex) that a citizen sent herself: with it she
    reads the answers."""

    dossier: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class Extract:
    """A passage taken over from what the reporter wrote, with what was blacked out gone from it.
    The day on which she wrote it is not in it: it would help to find her."""

    text: str


@dataclass(frozen=True)
class WorkingCopy:
    """A file as it goes out: `file` is sealed under a key of its own; `remarks` say what its type
    may still hide (codes of portal/cleaning). `uncleaned_because`: the reason for which it goes out
    as it came. Both are the unit's: a dossier takes the file alone."""

    file: AttachedFile
    remarks: tuple[str, ...] = ()
    uncleaned_because: str = ""


@dataclass(frozen=True)
class Dossier:
    """`id` is 32 hex digits, `number` what people call it: it is not the case's. `may_hold` are the
    accounts (ids in hex) that may be given its key, whoever asks; `due` is the day first set for
    the answer, None outside the scheme. `of_adviser`: it comes from the citizens' adviser, and no
    whistleblower's secrecy is in it; `on_word`: the citizen sent it herself, and no member has
    looked at it."""

    id: str
    number: str
    kind: DossierKind
    administration: str
    sent_on: date
    due: date | None
    text: str
    extracts: tuple[Extract, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    may_hold: tuple[str, ...] = ()
    acts: tuple[Act, ...] = field(default=())
    of_adviser: bool = False
    on_word: bool = False

    @property
    def stage(self) -> Stage:
        stage = Stage.AWAITED if self.kind is DossierKind.HEARING else Stage.PASSED_ON
        for act in self.acts:
            stage = STAGES.get((stage, act.kind), stage)
        return stage

    @property
    def round(self) -> int:
        """How often an answer was asked for, from 1."""
        return 1 + sum(act.kind is ActKind.ASKED_AGAIN for act in self.acts)

    @property
    def awaits(self) -> Awaits | None:
        return {Stage.AWAITED: Awaits.ANSWER, Stage.FOLLOW_UP_AWAITED: Awaits.FOLLOW_UP}.get(
            self.stage
        )

    @property
    def due_now(self) -> date | None:
        """The day by which what is awaited now is owed; None when nothing is."""
        if self.awaits is None:
            return None
        set_by = (ActKind.MORE_TIME_GIVEN, ActKind.ASKED_AGAIN, ActKind.FOLLOW_UP_ASKED)
        days = [act.due for act in self.acts if act.kind in set_by and act.due is not None]
        return days[-1] if days else self.due

    @property
    def open_question(self) -> Act | None:
        """The newest question of a contact person that the unit has not replied to."""
        return self._unanswered(ActKind.QUESTION, {ActKind.REPLY})

    @property
    def time_wanted(self) -> Act | None:
        """A request for more time that the unit has not decided."""
        decided = {ActKind.MORE_TIME_GIVEN, ActKind.MORE_TIME_REFUSED}
        return self._unanswered(ActKind.MORE_TIME_ASKED, decided)

    @property
    def waits_for_unit(self) -> bool:
        """Whether the unit has to assess an answer, reply, decide or register."""
        if self.stage in (Stage.ANSWERED, Stage.FOLLOW_UP_CAME):
            return True
        return self.stage is Stage.AWAITED and bool(self.open_question or self.time_wanted)

    @property
    def move(self) -> RestsWith | None:
        """Whose move it is; None when nobody's."""
        if self.waits_for_unit:
            return RestsWith.UNIT
        return RestsWith.ADMINISTRATION if self.awaits else None

    @property
    def answer(self) -> Act | None:
        """The newest answer of the present round."""
        since = self._last(ActKind.ASKED_AGAIN)
        answers = [act for act in self.acts[since + 1 :] if act.kind is ActKind.ANSWER]
        return answers[-1] if answers else None

    @property
    def follow_ups(self) -> tuple[Act, ...]:
        """What the administration told of what it did, oldest first."""
        return tuple(act for act in self.acts if act.kind is ActKind.FOLLOW_UP)

    @property
    def citizen_reads(self) -> bool:
        """Whether a citizen sent it, and what is answered now is for her to read: the unit has not
        stepped in."""
        return self.on_word and not any(map(_steps_in, self.acts))

    @property
    def told_citizen(self) -> tuple[Act, ...]:
        """Of what a citizen sent herself: the administration's answers, which she reads. Once the
        unit has stepped in, it is between the unit and the administration."""
        if not self.on_word:
            return ()
        theirs = takewhile(lambda act: not _steps_in(act), self.acts)
        return tuple(act for act in theirs if act.kind is ActKind.ANSWER)

    def opened_by(self, account: str) -> bool:
        """Whether an account has read the notice of secrecy and opened it (WBL § 25)."""
        return any(act.kind is ActKind.OPENED and act.by == account for act in self.acts)

    def _last(self, *kinds: ActKind) -> int:
        return max((at for at, act in enumerate(self.acts) if act.kind in kinds), default=-1)

    def _unanswered(self, asked: ActKind, answers: set[ActKind]) -> Act | None:
        # An answer to the hearing, or a new round, leaves no question behind.
        over = self._last(*answers, ActKind.ANSWER, ActKind.ASKED_AGAIN)
        at = self._last(asked)
        return self.acts[at] if at > over else None


def _steps_in(act: Act) -> bool:
    return act.by_unit and act.kind not in _BETWEEN_THEM
