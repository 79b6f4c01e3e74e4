"""The page of one dossier: the notice of secrecy, and once she has confirmed it everything else."""

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from crypto.errors import CannotOpen
from portal.administration.dossier_forms import (
    FORMS,
    WITH_FILES,
    AnswerForm,
    HandOverForm,
    allowed_forms,
)
from portal.administration.dossier_words import (
    late_text,
    shown_acts,
    stage_text,
    subject_text,
    unit_name,
)
from portal.administration.draft_places import action_of
from portal.administration.pages import show
from portal.administration.worklist_rows import days_late
from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import Dossier
from portal.domain.draft import Draft
from portal.domain.errors import NotFound
from portal.services.dossiers.read_dossier import DossierView, read_dossier
from portal.services.drafts.list_drafts import count_drafts, list_drafts, read_draft
from portal.staff.access import member
from portal.staff.file_pages import FileLinks
from portal.staff.written_form import SentOnce, forget_old_sendings
from portal.web.forms import PortalForm
from portal.web.uploads import gather_files
from portal.web.workplace import workplace


@dataclass(frozen=True)
class Opened:
    """A form that is shown again with what was typed. `heading` stands over the list of what is
    wrong; `files` are those that came with it, gathered already."""

    action: str
    form: SentOnce
    heading: str = ""
    files: tuple[AttachedFile, ...] | None = None


@dataclass(frozen=True)
class DossierForms:
    """The forms of one dossier's page: each blank, but for the one that came back."""

    number: str
    view: DossierView
    opened: Opened | None

    def has(self, action: str) -> bool:
        """Whether the page shows a form: it may be used now, or it came back with what was
        typed."""
        if self.is_open(action):
            return True
        # The files of this request belong to the form that came back, and to no other.
        if self.opened is not None and self.opened.action in WITH_FILES and action in WITH_FILES:
            return False
        return action in allowed_forms(self.view)

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the forms that the page shows."""
        return tuple(action for action in FORMS if self.has(action))

    def is_open(self, action: str) -> bool:
        """Whether this form came back."""
        return self.opened is not None and self.opened.action == action

    def of(self, action: str) -> SentOnce:
        """The form of an action, ready to be shown."""
        came_back = self.opened if self.is_open(action) else None
        form = came_back.form if came_back else FORMS[action]()
        if isinstance(form, HandOverForm):
            form.offer(self.view)
        if isinstance(form, AnswerForm) and self.view.dossier.citizen_reads:
            form.speak_to_the_citizen()
        form.stand_at(action)
        return form

    def files(self, action: str) -> tuple[AttachedFile, ...]:
        """The files of a form so far, from an earlier try."""
        came_back = self.opened if self.is_open(action) else None
        if came_back is not None and came_back.files is not None:
            return came_back.files
        return gather_files(files_place(action, self.number)).files


def dossier_page(number: str, opened: Opened | None = None, status: int = 200) -> Response:
    """The page of a dossier, with the draft that its address asks for.

    Raises NotFound, also for a form that came back before she confirmed the notice of secrecy;
    CannotOpen, BrokenList.
    """
    view = read_dossier(workplace(), member(), number)
    if not view.confirmed:
        if opened is not None:
            raise NotFound("the notice of secrecy comes first")
        return secrecy_page(view.dossier, PortalForm())
    forget_old_sendings()
    waiting = _drafts(number)
    if opened is None:
        opened = _opened_draft(number)
    forms = DossierForms(number, view, opened)
    if opened is not None:
        # The list of what is wrong stands above the form and leads to its fields.
        forms.of(opened.action)
    page = show(
        "dossier.html",
        dossier=view.dossier,
        forms=forms,
        opened=opened,
        holders=[one.name for one in view.colleagues if one.id.hex() in view.holders],
        acts=shown_acts(
            view.dossier, member().id, {one.id.hex(): one.name for one in view.colleagues}
        ),
        unit=unit_name(view.dossier),
        state=stage_text(view.dossier),
        subject=subject_text(view.dossier),
        late=late_text(late) if (late := days_late(view.dossier, workplace().today())) else "",
        drafts=waiting,
        file_url=links_of(number),
    )
    return make_response(page, status)


def secrecy_page(dossier: Dossier, form: PortalForm, status: int = 200) -> Response:
    """The notice of secrecy alone (WBL § 25; of a complaint forvaltningsloven § 27)."""
    page = show(
        "secrecy.html",
        number=dossier.number,
        dossier=dossier,
        unit=unit_name(dossier),
        form=form,
    )
    return make_response(page, status)


def links_of(number: str) -> FileLinks:
    """Where the files of a dossier are saved from and looked at."""
    return FileLinks("administration.dossier_file", {"number": number})


def dossier_url(number: str, **more: Any) -> str:
    return url_for("administration.dossier", number=number, **more)


def files_place(action: str, number: str) -> str:
    """Under which name the session keeps the files of a form that is not sent yet."""
    return f"{action}:{number}"


def _drafts(number: str) -> list[Draft]:
    """What she was writing in this dossier when her session ran out."""
    if not count_drafts(workplace(), member().account.id):
        return []
    try:
        return [one for one in list_drafts(workplace(), member()) if one.number == number]
    except CannotOpen:
        # Kept for keys that she lost, or altered: what was sent to her opens all the same.
        return []


def _opened_draft(number: str) -> Opened | None:
    """The form of the draft that the address asks for. The page is good without it: an address that
    was kept must not lead nowhere."""
    asked = request.args.get("draft", "") if request.method == "GET" else ""
    try:
        draft = read_draft(workplace(), member(), asked) if asked else None
    except (NotFound, CannotOpen):
        return None
    action = action_of(draft) if draft is not None and draft.number == number else ""
    if draft is None or not action:
        return None
    form = FORMS[action](MultiDict(draft.fields))
    form.draft_id.data = draft.id
    return Opened(action, form, _("Kladden er ikke sendt"))
