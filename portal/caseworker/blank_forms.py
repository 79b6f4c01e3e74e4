"""The forms of the case page as they are first shown, with what is proposed in them."""

from collections.abc import Callable
from typing import Any

from portal.caseworker.assistance_form import AssistanceForm
from portal.caseworker.call_form import CallForm
from portal.caseworker.closing_forms import (
    AccessForm,
    CloseForm,
    EraseForm,
    HandlerForm,
    IdentityForm,
    ReopenForm,
)
from portal.caseworker.complaint_forms import RegisterForm
from portal.caseworker.dialogue_forms import FeedbackForm, MessageForm, NoteForm, StopWaitingForm
from portal.caseworker.disclosure_forms import blank_notice, blank_question
from portal.caseworker.elsewhere_forms import OtherBodyForm, blank_forwarding_elsewhere
from portal.caseworker.hearing_forms import WhoseMoveForm
from portal.caseworker.limit_forms import ExtendForm, PostponeForm, SetAsideForm, TakeUpAgainForm
from portal.caseworker.link_forms import LinkForm, MergeForm, UnlinkForm
from portal.caseworker.matter_forms import (
    AnswerForm,
    MatterForm,
    OutcomeForm,
    PassOnForm,
)
from portal.caseworker.mediation_forms import blank_agreement, blank_end, blank_offer
from portal.caseworker.other_door_form import blank_other_door
from portal.caseworker.triage_form import TriageForm, triage_answers
from portal.domain.complaint import ComplaintRegister
from portal.domain.matter import Matter
from portal.services.casework.read_case import CaseView
from portal.staff.written_form import SentOnce
from portal.web.workplace import workplace


def _blank_matter(view: CaseView, matter: Matter | None) -> SentOnce:
    if matter is None:
        return MatterForm(administration=view.file.report.facts.get("administration", ""))
    return MatterForm(
        summary=matter.summary, theme=matter.theme, administration=matter.administration
    )


def _blank_triage(view: CaseView, matter: Matter | None) -> SentOnce:
    answers: dict[str, Any] = {}
    if matter is not None:
        answers = triage_answers(matter, view.file.report.facts.get("relation", ""))
    return TriageForm(**answers)


def _blank_outcome(_view: CaseView, matter: Matter | None) -> SentOnce:
    if matter is None:
        return OutcomeForm()
    return OutcomeForm(outcome=matter.outcome, police_report=matter.police_report)


def _blank_handler(view: CaseView, _matter: Matter | None) -> SentOnce:
    return HandlerForm(account=view.handler.id.hex() if view.handler else "")


def _blank_register(view: CaseView, _matter: Matter | None) -> SentOnce:
    return RegisterForm.holding(view.file.register or ComplaintRegister())


def _blank_assistance(view: CaseView, _matter: Matter | None) -> SentOnce:
    held = view.file.assistance
    return AssistanceForm.holding(held) if held else AssistanceForm()


_Blank = Callable[[CaseView, Matter | None], SentOnce]

# By the form's name; about a matter, or about the case as a whole.
BLANK: dict[str, _Blank] = {
    "matter": _blank_matter,
    "triage": _blank_triage,
    "forward-elsewhere": lambda _view, matter: blank_forwarding_elsewhere(matter),
    "other-body": lambda _view, _matter: OtherBodyForm(),
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
    "register": _blank_register,
    "call": lambda _view, _matter: CallForm(),
    "assistance": _blank_assistance,
    "mediation-offer": lambda view, _matter: blank_offer(view),
    "mediation-agree": lambda _view, _matter: blank_agreement(),
    "mediation-end": lambda _view, _matter: blank_end(),
    "link": lambda _view, _matter: LinkForm(),
    "merge": lambda _view, _matter: MergeForm(),
    "unlink": lambda _view, _matter: UnlinkForm(),
    "other-door": lambda view, _matter: blank_other_door(view),
}
