"""The forms of the case page as they are first shown, with what is proposed in them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal.caseworker.case_form import CaseForm
from portal.caseworker.closing_forms import (
    AccessForm,
    CloseForm,
    EraseForm,
    HandlerForm,
    IdentityForm,
    ReopenForm,
)
from portal.caseworker.dialogue_forms import FeedbackForm, MessageForm, NoteForm, StopWaitingForm
from portal.caseworker.disclosure_forms import blank_notice, blank_question
from portal.caseworker.hearing_forms import WhoseMoveForm
from portal.caseworker.limit_forms import ExtendForm, PostponeForm, SetAsideForm, TakeUpAgainForm
from portal.caseworker.matter_forms import (
    AnswerForm,
    ForwardForm,
    MatterForm,
    OutcomeForm,
    PassOnForm,
    letter_to_fill_in,
)
from portal.caseworker.triage_form import TriageForm, triage_answers
from portal.domain.matter import Matter
from portal.services.casework.read_case import CaseView
from portal.web.workplace import municipality, workplace


def _blank_matter(view: CaseView, matter: Matter | None) -> CaseForm:
    if matter is None:
        return MatterForm(administration=view.file.report.facts.get("administration", ""))
    return MatterForm(
        summary=matter.summary, theme=matter.theme, administration=matter.administration
    )


def _blank_triage(view: CaseView, matter: Matter | None) -> CaseForm:
    answers: dict[str, Any] = {}
    if matter is not None:
        answers = triage_answers(matter, view.file.report.facts.get("relation", ""))
    return TriageForm(**answers)


def _blank_forwarding(_view: CaseView, matter: Matter | None) -> CaseForm:
    days = municipality().limits.administration_answer_days
    return ForwardForm(
        administration=matter.administration if matter else "",
        due=workplace().today() + timedelta(days=days),
        text=letter_to_fill_in(),
    )


def _blank_outcome(_view: CaseView, matter: Matter | None) -> CaseForm:
    if matter is None:
        return OutcomeForm()
    return OutcomeForm(outcome=matter.outcome, police_report=matter.police_report)


def _blank_handler(view: CaseView, _matter: Matter | None) -> CaseForm:
    return HandlerForm(account=view.handler.id.hex() if view.handler else "")


_Blank = Callable[[CaseView, Matter | None], CaseForm]

# By the form's name; about a matter, or about the case as a whole.
BLANK: dict[str, _Blank] = {
    "matter": _blank_matter,
    "triage": _blank_triage,
    "forward": _blank_forwarding,
    "answer": lambda _view, _matter: AnswerForm(),
    "outcome": _blank_outcome,
    "consent": lambda _view, matter: blank_question(matter),
    "disclosure-notice": lambda _view, _matter: blank_notice(),
    "pass-on": lambda _view, _matter: PassOnForm(),
    "message": lambda _view, _matter: MessageForm(),
    "stop-waiting": lambda _view, _matter: StopWaitingForm(),
    "note": lambda _view, _matter: NoteForm(reader="unit"),
    "extend": lambda _view, _matter: ExtendForm(),
    "postpone": lambda _view, _matter: PostponeForm(),
    "set-aside": lambda _view, _matter: SetAsideForm(),
    "take-up": lambda _view, _matter: TakeUpAgainForm(),
    "feedback": lambda _view, _matter: FeedbackForm(),
    "close": lambda _view, _matter: CloseForm(),
    "reopen": lambda _view, _matter: ReopenForm(),
    "erase": lambda _view, _matter: EraseForm(),
    "access": lambda _view, _matter: AccessForm(),
    "whose-move": lambda _view, _matter: WhoseMoveForm(since=workplace().today()),
    "handler": _blank_handler,
    "identity": lambda _view, _matter: IdentityForm(),
}
