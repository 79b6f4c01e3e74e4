"""The steps of a story: each verb is one call of a service, as its page would make it."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from portal.demo.stories import Step, Telling
from portal.domain.case_file import NoteReader
from portal.domain.dialogue import EntryKind
from portal.domain.matter import Outcome
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg
from portal.services.casework.assign_case import assign_case
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.forward_matter import enter_answer, forward_matter
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.pass_on_matter import pass_on_matter
from portal.services.casework.postpone_answer import postpone_answer
from portal.services.casework.read_case import read_case
from portal.services.casework.set_case_aside import set_case_aside
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue


def play(telling: Telling, step: Step) -> None:
    """One step, by the verb it names."""
    VERBS[step["do"]](telling, step)


def _declare(telling: Telling, step: Step) -> None:
    declare_impartiality(
        telling.workplace,
        telling.member(step),
        telling.number,
        impartial=step["impartial"],
        reason=step.get("reason", ""),
    )


def _matter(telling: Telling, step: Step) -> None:
    matter = split_matter(
        telling.workplace,
        telling.member(step),
        telling.number,
        summary=step["summary"],
        theme=step["theme"],
        administration=step["administration"],
    )
    telling.matters[step["ref"]] = matter.ordinal


def _triage(telling: Telling, step: Step) -> None:
    assessment = Assessment(
        relation=Relation(step["relation"]),
        responsible=step["responsible"] == "yes",
        public_interest=step["public_interest"] == "yes",
        probable=step["probable"] == "yes",
        examinable=step["examinable"] == "yes",
        scope_leg=ScopeLeg(step["scope_leg"]),
    )
    triage_matter(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        assessment=assessment,
        decision=Decision(step["decision"]),
        ground=Ground(step["ground"]) if step.get("ground") else None,
        guidance=step.get("guidance", ""),
        offer_pass_on=step.get("offer_pass_on", False),
    )


def _forward(telling: Telling, step: Step) -> None:
    telling.administrations[step["matter"]] = step["administration"]
    forward_matter(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        administration=step["administration"],
        text=step["text"],
        due=telling.workplace.today() + timedelta(days=step.get("due_days", 28)),
    )


def _answer(telling: Telling, step: Step) -> None:
    enter_answer(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        administration=telling.administrations[step["matter"]],
        text=step["text"],
    )


def _ask(telling: Telling, step: Step) -> None:
    write_to_reporter(
        telling.workplace,
        telling.member(step),
        telling.number,
        step["text"],
        asks=True,
        about_matter=telling.matters[step["matter"]] if step.get("matter") else None,
    )


def _message(telling: Telling, step: Step) -> None:
    if step["by"] == "reporter":
        post_message(telling.workplace, telling.reporter, step["text"].strip())
    else:
        member = telling.member(step)
        write_to_reporter(telling.workplace, member, telling.number, step["text"])


def _consent(telling: Telling, step: Step) -> None:
    ordinal = str(telling.matters[step["matter"]])
    offers = [
        entry
        for entry in read_dialogue(telling.workplace, telling.reporter).waiting
        if entry.kind is EntryKind.OFFER and entry.facts["ordinal"] == ordinal
    ]
    accepted = step["answer"] == "yes"
    answer_question(telling.workplace, telling.reporter, offers[-1].id, accepted=accepted)


def _pass_on(telling: Telling, step: Step) -> None:
    ordinal = telling.matters[step["matter"]]
    member = telling.member(step)
    pass_on_matter(telling.workplace, member, telling.number, ordinal, text=step["text"])


def _note(telling: Telling, step: Step) -> None:
    reader = NoteReader(step["reader"])
    write_note(telling.workplace, telling.member(step), telling.number, step["text"], reader)


def _feedback(telling: Telling, step: Step) -> None:
    give_feedback(
        telling.workplace,
        telling.member(step),
        telling.number,
        done=step["done"],
        why=step["why"],
        interim=step.get("interim", False),
    )


def _extend(telling: Telling, step: Step) -> None:
    member = telling.member(step)
    extend_feedback(telling.workplace, member, telling.number, reason=step["reason"])


def _postpone(telling: Telling, step: Step) -> None:
    postpone_answer(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        administration=telling.administrations[step["matter"]],
        due=telling.workplace.today() + timedelta(days=step["due_days"]),
        reason=step["reason"],
    )


def _set_aside(telling: Telling, step: Step) -> None:
    until = telling.workplace.today() + timedelta(days=step["days"])
    member = telling.member(step)
    set_case_aside(telling.workplace, member, telling.number, until=until, reason=step["reason"])


def _hand_over(telling: Telling, step: Step) -> None:
    colleague = telling.staff[step["to"]].member.account.id
    assign_case(telling.workplace, telling.member(step), telling.number, colleague)


def _outcome(telling: Telling, step: Step) -> None:
    set_outcome(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        outcome=Outcome(step["outcome"]),
        police_report=step.get("police_report", False),
    )


def _close(telling: Telling, step: Step) -> None:
    member = telling.member(step)
    # Nobody closes a case over a word of the reporter's that she has not seen.
    read_case(telling.workplace, member, telling.number)
    close_case(telling.workplace, member, telling.number, reason=step["reason"])


def _reopen(telling: Telling, step: Step) -> None:
    reopen_case(telling.workplace, telling.member(step), telling.number, reason=step["reason"])


def _erase(telling: Telling, step: Step) -> None:
    member = telling.member(step)
    erase_case(telling.workplace, member, telling.number, journal_answered=True)


VERBS: Mapping[str, Callable[[Telling, Step], None]] = {
    "declare": _declare,
    "matter": _matter,
    "triage": _triage,
    "forward": _forward,
    "answer": _answer,
    "ask": _ask,
    "reply": _message,
    "message": _message,
    "consent": _consent,
    "pass_on": _pass_on,
    "note": _note,
    "feedback": _feedback,
    "extend": _extend,
    "postpone": _postpone,
    "set_aside": _set_aside,
    "hand_over": _hand_over,
    "outcome": _outcome,
    "close": _close,
    "reopen": _reopen,
    "erase": _erase,
}
