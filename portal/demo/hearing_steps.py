"""The steps of a story in which a matter is out of the unit's hands: with an administration or
another body."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from portal.demo.stories import Step, Telling
from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import Extract
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.postpone_answer import postpone_answer
from portal.services.casework.read_case import read_case
from portal.services.dossiers.answer_dossier import (
    answer_dossier,
    ask_for_more_time,
    ask_the_unit,
    tell_follow_up,
)
from portal.services.dossiers.assess_answer import accept_answer, ask_again
from portal.services.dossiers.follow_up import ask_for_follow_up, register_follow_up
from portal.services.dossiers.hand_over_dossier import hand_over_dossier
from portal.services.dossiers.move_matter import Move, move_matter
from portal.services.dossiers.prepare_dossier import Planned, prepare_dossier
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.dossiers.reply_in_dossier import (
    give_more_time,
    refuse_more_time,
    reply_in_dossier,
)
from portal.services.dossiers.send_dossier import send_dossier
from portal.services.dossiers.working_copies import make_working_copy


def _forward(telling: Telling, step: Step) -> None:
    _send(telling, step, step["administration"], due=_day(telling, step))


def _pass_on(telling: Telling, step: Step) -> None:
    _send(telling, step, telling.administrations[step["matter"]])


def _send(telling: Telling, step: Step, administration: str, due: date | None = None) -> None:
    workplace, member, number = telling.workplace, telling.member(step), telling.number
    ordinal = telling.matters[step["matter"]]
    black_out = tuple(step.get("black_out", ()))
    originals = list(_files_of_case(telling, step))
    recipients = [telling.staff[part].member.id for part in step.get("to", ())]
    planned = Planned(
        administration=administration,
        text=step["text"],
        extracts=tuple(Extract(text.strip()) for text in step.get("extracts", ())),
        black_out=black_out,
        due=due,
        recipients=tuple(recipients) or None,
        may_reveal=step.get("may_reveal", False),
        spoken_word=step.get("spoken_word", ""),
    )
    copies = [make_working_copy(workplace, file, black_out=black_out) for file in originals]
    prepared = prepare_dossier(
        workplace, member, number, ordinal, planned, copies, originals=originals
    )
    dossier = send_dossier(workplace, member, number, ordinal, prepared.outgoing)
    telling.dossiers[step["matter"]] = dossier.number


def _files_of_case(telling: Telling, step: Step) -> Iterator[AttachedFile]:
    wanted: Sequence[str] = step.get("copies", ())
    if not wanted:
        return
    opened = read_case(telling.workplace, telling.member(step), telling.number)
    for entry in opened.file.entries:
        yield from (file for file in entry.files if file.name in wanted)


def _forward_elsewhere(telling: Telling, step: Step) -> None:
    telling.sent_to[step["matter"]] = step["administration"]
    forward_matter(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        administration=step["administration"],
        text=step["text"],
        due=_due(telling, step),
    )


def _write_answer_in(telling: Telling, step: Step) -> None:
    enter_answer(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        administration=telling.sent_to[step["matter"]],
        text=step["text"],
    )


def _postpone(telling: Telling, step: Step) -> None:
    postpone_answer(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        administration=telling.sent_to[step["matter"]],
        due=_due(telling, step),
        reason=step["reason"],
    )


def _move(telling: Telling, step: Step) -> None:
    ordinal = telling.matters[step["matter"]]
    move = Move(body=step["body"], reason=step["reason"], sent=step["text"])
    move_matter(telling.workplace, telling.member(step), telling.number, ordinal, move)


def _open(telling: Telling, step: Step) -> None:
    confirm_secrecy(telling.workplace, telling.member(step), telling.dossiers[step["matter"]])


def _answer(telling: Telling, step: Step) -> None:
    _open(telling, step)
    answer_dossier(
        telling.workplace,
        telling.member(step),
        telling.dossiers[step["matter"]],
        result=step["text"],
        planned=step["planned"],
        files=telling.seal_files(step),
    )


def _question(telling: Telling, step: Step) -> None:
    _open(telling, step)
    dossier = telling.dossiers[step["matter"]]
    ask_the_unit(telling.workplace, telling.member(step), dossier, step["text"])


def _more_time(telling: Telling, step: Step) -> None:
    _open(telling, step)
    ask_for_more_time(
        telling.workplace,
        telling.member(step),
        telling.dossiers[step["matter"]],
        due=_due(telling, step),
        reason=step["reason"],
    )


def _hand_over_dossier(telling: Telling, step: Step) -> None:
    _open(telling, step)
    hand_over_dossier(
        telling.workplace,
        telling.member(step),
        telling.dossiers[step["matter"]],
        telling.staff[step["to"]].member.id,
        note=step["text"],
    )


def _follow_up(telling: Telling, step: Step) -> None:
    _open(telling, step)
    dossier = telling.dossiers[step["matter"]]
    tell_follow_up(telling.workplace, telling.member(step), dossier, text=step["text"])


def _enough(telling: Telling, step: Step) -> None:
    dossier = telling.dossiers[step["matter"]]
    accept_answer(telling.workplace, telling.member(step), telling.number, dossier)


def _ask_again(telling: Telling, step: Step) -> None:
    ask_again(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.dossiers[step["matter"]],
        text=step["text"],
        due=_day(telling, step),
    )


def _reply_in_dossier(telling: Telling, step: Step) -> None:
    dossier = telling.dossiers[step["matter"]]
    member = telling.member(step)
    reply_in_dossier(telling.workplace, member, telling.number, dossier, text=step["text"])


def _give_time(telling: Telling, step: Step) -> None:
    give_more_time(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.dossiers[step["matter"]],
        due=_due(telling, step),
        reason=step["reason"],
    )


def _refuse_time(telling: Telling, step: Step) -> None:
    dossier = telling.dossiers[step["matter"]]
    member = telling.member(step)
    refuse_more_time(telling.workplace, member, telling.number, dossier, reason=step["reason"])


def _ask_follow_up(telling: Telling, step: Step) -> None:
    ask_for_follow_up(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.dossiers[step["matter"]],
        text=step["text"],
        due=_day(telling, step),
    )


def _register_follow_up(telling: Telling, step: Step) -> None:
    dossier = telling.dossiers[step["matter"]]
    member = telling.member(step)
    register_follow_up(telling.workplace, member, telling.number, dossier, note=step["text"])


def _day(telling: Telling, step: Step) -> date | None:
    """The day that a step sets; None leaves it to what is usual."""
    return _due(telling, step) if "due_days" in step else None


def _due(telling: Telling, step: Step) -> date:
    return telling.workplace.today() + timedelta(days=step["due_days"])


HEARING_VERBS: Mapping[str, Callable[[Telling, Step], None]] = {
    "forward": _forward,
    "pass_on": _pass_on,
    "forward_elsewhere": _forward_elsewhere,
    "write_answer_in": _write_answer_in,
    "postpone": _postpone,
    "move": _move,
    "open": _open,
    "answer": _answer,
    "question": _question,
    "more_time": _more_time,
    "hand_over_dossier": _hand_over_dossier,
    "follow_up": _follow_up,
    "enough": _enough,
    "ask_again": _ask_again,
    "reply_in_dossier": _reply_in_dossier,
    "give_time": _give_time,
    "refuse_time": _refuse_time,
    "ask_follow_up": _ask_follow_up,
    "register_follow_up": _register_follow_up,
}
