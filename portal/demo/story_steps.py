"""The steps of a story: each verb is one call of a service, as its page would make it."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from portal.demo.hearing_steps import HEARING_VERBS
from portal.demo.stories import Step, Telling
from portal.domain.case_file import Identity, NoteReader
from portal.domain.dialogue import ANSWERED_BY_YES_OR_NO
from portal.domain.matter import Outcome
from portal.domain.party import NoticeState, PartyRole
from portal.domain.triage import Assessment, Decision, Ground, Relation, ScopeLeg
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.assign_case import assign_case
from portal.services.casework.close_case import close_case, reopen_case
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.erase_case import erase_case
from portal.services.casework.extend_feedback import extend_feedback
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.read_case import read_case
from portal.services.casework.set_case_aside import set_case_aside
from portal.services.casework.set_outcome import set_outcome
from portal.services.casework.split_matter import split_matter
from portal.services.casework.triage_matter import triage_matter
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.parties.add_remarks import add_remarks
from portal.services.parties.note_notice import note_notice
from portal.services.parties.register_party import PartyTyped, register_party
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.submit_report import NewReport, submit_report


class ReportTelling(Telling):
    """A report while it is told."""

    def file(self) -> None:
        story = self.story
        identity = Identity(story.get("identity_name", ""), story.get("identity_contact", ""))
        report = NewReport(
            description=story["report"].strip(),
            relation=Relation(story.get("relation", "unknown")),
            administration=story.get("administration", ""),
            place=story.get("place", ""),
            period=story.get("period", ""),
            witnesses=story.get("witnesses", ""),
            identity=identity,
            files=self.seal_files(story),
        )
        self.number = submit_report(self.workplace, report, self.code).number

    def play(self, step: Step) -> None:
        VERBS[step["do"]](self, step)


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
    telling.administrations[step["ref"]] = step["administration"]


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


def _ask_consent(telling: Telling, step: Step) -> None:
    ask_consent(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.matters[step["matter"]],
        recipient=step["recipient"],
        text=step["text"],
        due=telling.workplace.today() + timedelta(days=step["due_days"]),
    )


def _consent(telling: Telling, step: Step) -> None:
    ordinal = str(telling.matters[step["matter"]])
    asked = [
        entry
        for entry in read_dialogue(telling.workplace, telling.reporter).waiting
        if entry.kind in ANSWERED_BY_YES_OR_NO and entry.facts.get("ordinal") == ordinal
    ]
    accepted = step["answer"] == "yes"
    answer_question(telling.workplace, telling.reporter, asked[-1].id, accepted=accepted)


def _party(telling: Telling, step: Step) -> None:
    typed = PartyTyped(
        role=PartyRole(step["role"]),
        name=step["name"],
        about=step["about"],
        matters=(telling.matters[step["matter"]],),
    )
    today = telling.workplace.today()
    member = telling.member(step)
    party = register_party(telling.workplace, member, telling.number, typed, obtained_on=today)
    telling.parties[step["ref"]] = party.ordinal


def _notice(telling: Telling, step: Step) -> None:
    today = telling.workplace.today()
    note_notice(
        telling.workplace,
        telling.member(step),
        telling.number,
        telling.parties[step["party"]],
        state=NoticeState(step["state"]),
        text=step["text"],
        on=today if step["state"] == NoticeState.GIVEN else None,
        until=today + timedelta(days=step["days"]) if "days" in step else None,
    )


def _remarks(telling: Telling, step: Step) -> None:
    ordinal = telling.parties[step["party"]]
    member = telling.member(step)
    add_remarks(telling.workplace, member, telling.number, ordinal, text=step["text"])


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
    "ask": _ask,
    "reply": _message,
    "message": _message,
    "ask_consent": _ask_consent,
    "consent": _consent,
    "party": _party,
    "notice": _notice,
    "remarks": _remarks,
    "note": _note,
    "feedback": _feedback,
    "extend": _extend,
    "set_aside": _set_aside,
    "hand_over": _hand_over,
    "outcome": _outcome,
    "close": _close,
    "reopen": _reopen,
    "erase": _erase,
    **HEARING_VERBS,
}
