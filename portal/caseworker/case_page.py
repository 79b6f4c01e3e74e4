"""The page of one case, with its forms: one of them open when it came back with errors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Response, make_response, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.case_form import CaseForm, forget_old_sendings, matter_choices
from portal.caseworker.case_overview import overview_of
from portal.caseworker.case_timeline import case_timeline
from portal.caseworker.closing_forms import (
    AccessForm,
    CloseForm,
    EraseForm,
    HandlerForm,
    IdentityForm,
    ReopenForm,
)
from portal.caseworker.dialogue_forms import FeedbackForm, MessageForm, NoteForm, StopWaitingForm
from portal.caseworker.draft_places import form_at
from portal.caseworker.event_words import case_event_text
from portal.caseworker.limit_forms import ExtendForm, PostponeForm, SetAsideForm, TakeUpAgainForm
from portal.caseworker.matter_forms import (
    AnswerForm,
    ForwardForm,
    MatterForm,
    OutcomeForm,
    PassOnForm,
    letter_to_fill_in,
)
from portal.caseworker.pages import show
from portal.caseworker.triage_form import TriageForm, triage_answers
from portal.domain.account import Account
from portal.domain.dialogue import AttachedFile
from portal.domain.draft import Draft
from portal.domain.errors import NotFound
from portal.domain.matter import Matter
from portal.services.casework.read_case import CaseView, read_case
from portal.services.drafts.list_drafts import drafts_in_case
from portal.staff.access import member
from portal.staff.fields import listed
from portal.staff.pages import locale
from portal.web.uploads import gather_files
from portal.web.workplace import municipality, workplace


@dataclass(frozen=True)
class Opened:
    """A form that is shown again with what was typed. `matter` is the matter's number.

    `heading` stands over the list of what is wrong; `focus` names the field the reader is taken to;
    `files` are those of a message, gathered already.
    """

    action: str
    form: CaseForm
    matter: int | None = None
    heading: str = ""
    focus: str = ""
    files: tuple[AttachedFile, ...] | None = None

    @property
    def place(self) -> str:
        return place_of(self.action, self.matter)


@dataclass(frozen=True)
class CaseForms:
    """The forms of one case's page: each blank, but for the one that came back."""

    view: CaseView
    opened: Opened | None = field(default=None)

    def of(self, action: str, matter: Matter | None = None) -> CaseForm:
        """The form of an action, ready to be shown."""
        if self.opened is not None and self.is_open(action, matter):
            form = self.opened.form
        else:
            form = _BLANK[action](self.view, matter)
        _offer_choices(form, self.view, matter)
        form.stand_at(place_of(action, matter.ordinal if matter else None))
        return form

    def is_open(self, action: str, matter: Matter | None = None) -> bool:
        """Whether this form came back."""
        wanted = place_of(action, matter.ordinal if matter else None)
        return self.opened is not None and self.opened.place == wanted


def case_page(
    number: str,
    opened: Opened | None = None,
    status: int = 200,
    *,
    draft: Draft | None = None,
    wrong: str = "",
) -> Response:
    """The page of a case; `draft` opens its form with what was written, `wrong` says what is wrong
    with it. Raises NotFound, ImpartialityNotDeclared, CannotOpen."""
    view = read_case(workplace(), member(), number)
    forget_old_sendings()
    if draft is not None:
        opened = _opened_again(draft, view, wrong)
    forms = CaseForms(view, opened)
    if opened is not None:
        # The list of what is wrong stands above the form and leads to its fields.
        forms.of(opened.action, _matter(view, opened.matter))
    page = show(
        "case.html",
        view=view,
        case=view.file.facts,
        overview=overview_of(view, workplace().today()),
        timeline=case_timeline(view, workplace().today()),
        forms=forms,
        opened=opened,
        name_with_absence=name_with_absence,
        today=workplace().today(),
        drafts=drafts_in_case(workplace(), member(), view.file.facts.id),
        kept_files=_files_so_far(number, opened),
        file_url=lambda file: _file_url(number, file),
        event_text=lambda line: case_event_text(line, municipality(), locale(), view.names),
        excluded=[view.names[one] for one in view.file.excluded if one in view.names],
        matter_numbers={matter.id: matter.ordinal for matter in view.file.matters},
    )
    return make_response(page, status)


def case_url(number: str) -> str:
    return url_for("caseworker.case", number=number)


def has_form(action: str) -> bool:
    """Whether the page has a form for this action."""
    return action in _BLANK


def files_place(number: str) -> str:
    """Under which name the session keeps the files of a message that is not sent yet."""
    return f"message:{number}"


def place_of(action: str, matter: int | None) -> str:
    """The id of a form on the page."""
    return f"{action}-{matter}" if matter else action


def _files_so_far(number: str, opened: Opened | None) -> tuple[AttachedFile, ...]:
    if opened is not None and opened.files is not None:
        return opened.files
    return gather_files(files_place(number)).files


def _matter(view: CaseView, ordinal: int | None) -> Matter | None:
    if ordinal is None:
        return None
    matter = view.file.matter(ordinal)
    if matter is None:
        raise NotFound("no such matter")
    return matter


def _file_url(number: str, file: AttachedFile) -> str:
    return url_for("caseworker.case_file", number=number, file_id=file.id)


def _opened_again(draft: Draft, view: CaseView, wrong: str) -> Opened | None:
    """The form of a draft with what was written in it; None when the page has none for it."""
    place = form_at(draft.address)
    if place is None or not has_form(place.action):
        return None
    if place.matter is not None and view.file.matter(place.matter) is None:
        return None
    blank = _BLANK[place.action](view, _matter(view, place.matter))
    form = type(blank)(MultiDict(draft.fields))
    form.draft_id.data = draft.id
    form.form_errors.extend([wrong] if wrong else [])
    return Opened(place.action, form, place.matter, _("Kladden er ikke gemt") if wrong else "")


def _offer_choices(form: CaseForm, view: CaseView, matter: Matter | None) -> None:
    """Lists that depend on what stands in the case."""
    if isinstance(form, MessageForm):
        form.about_matter.choices = matter_choices(view.file, _("Hele sagen"))
    elif isinstance(form, AccessForm):
        form.account.choices = listed([("", _("Vælg …")), *_people(view.may_be_given_access)])
    elif isinstance(form, HandlerForm):
        form.account.choices = listed([("", _("Ingen")), *_people(view.may_handle)])
    elif isinstance(form, AnswerForm | PostponeForm) and matter is not None:
        waiting = {f.administration for f in matter.forwardings if f.awaits_answer}
        pairs = municipality().choices("administration", locale())
        form.administration.choices = listed(pair for pair in pairs if pair[0] in waiting)


def _people(accounts: tuple[Account, ...]) -> list[tuple[str, str]]:
    return [(account.id.hex(), name_with_absence(account)) for account in accounts]


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

_BLANK: dict[str, _Blank] = {
    "matter": _blank_matter,
    "triage": _blank_triage,
    "forward": _blank_forwarding,
    "answer": lambda _view, _matter: AnswerForm(),
    "outcome": _blank_outcome,
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
    "handler": _blank_handler,
    "identity": lambda _view, _matter: IdentityForm(),
}
