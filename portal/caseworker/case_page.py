"""The page of one case, with its forms: one of them open when it came back with errors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import Response, make_response, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.assistance_page import assistance_parts
from portal.caseworker.blank_forms import BLANK
from portal.caseworker.blank_supervision_forms import SUPERVISION_FORMS
from portal.caseworker.case_overview import overview_of
from portal.caseworker.case_timeline import case_timeline
from portal.caseworker.complaint_page import complaint_parts, complaint_timeline
from portal.caseworker.complaint_words import speak_of_the_citizen
from portal.caseworker.consent_words import consent_lines, dialogue_headings
from portal.caseworker.disclosure_words import shown_lines
from portal.caseworker.draft_places import form_at
from portal.caseworker.event_words import case_event_text
from portal.caseworker.file_links import links_of_case, links_of_dossier
from portal.caseworker.form_choices import offer_choices
from portal.caseworker.hearing_forms import HEARING_FORMS
from portal.caseworker.hearing_words import (
    HeardDossier,
    act_heading,
    follow_ups_told,
    heard_dossier,
    heard_dossiers,
    stage_text,
)
from portal.caseworker.mediation_forms import ENDS
from portal.caseworker.other_door_words import other_door_parts
from portal.caseworker.own_case_words import OWN_KINDS, speak_of_nobody
from portal.caseworker.pages import show
from portal.caseworker.party_forms import PARTY_FORMS
from portal.caseworker.party_words import shown_parties
from portal.caseworker.supervision_page import own_motion_parts, supervision_parts
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseKind
from portal.domain.dialogue import AttachedFile
from portal.domain.disclosure import is_disclosable
from portal.domain.draft import Draft
from portal.domain.errors import NotFound
from portal.domain.matter import Matter
from portal.domain.party import Party
from portal.domain.recommendation import Recommendation
from portal.services.casework.read_case import CaseView, read_case
from portal.services.dossiers.list_disclosures import register_of
from portal.services.drafts.list_drafts import drafts_in_case
from portal.staff.access import member
from portal.staff.pages import locale
from portal.staff.written_form import SentOnce, forget_old_sendings
from portal.web.uploads import gather_files
from portal.web.workplace import municipality, workplace

# What a form is about, where it is not the case as a whole.
Subject = Matter | Party | HeardDossier | Recommendation


@dataclass(frozen=True)
class Opened:
    """A form that is shown again with what was typed. `matter` is the number of the matter, the
    party or the dossier that it is about.

    `heading` stands over the list of what is wrong; `focus` names the field the reader is taken to;
    `files` are those of a message, gathered already.
    """

    action: str
    form: SentOnce
    matter: int | str | None = None
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

    def of(self, action: str, matter: Subject | None = None) -> SentOnce:
        """The form of an action, ready to be shown."""
        if self.opened is not None and self.is_open(action, matter):
            form = self.opened.form
        else:
            form = _blank(action, self.view, matter)
        offer_choices(form, self.view, matter)
        if self.view.file.register is not None:
            speak_of_the_citizen(form)
        elif self.view.file.facts.kind in OWN_KINDS:
            speak_of_nobody(form)
        form.stand_at(place_of(action, matter.ordinal if matter else None))
        return form

    def is_open(self, action: str, matter: Subject | None = None) -> bool:
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
        forms.of(opened.action, subject_of(view, opened.action, opened.matter))
    kind = view.file.facts.kind
    template, parts_of = _PARTS[kind]
    page = show(
        template,
        view=view,
        case=view.file.facts,
        is_complaint=kind is CaseKind.COMPLAINT,
        case_name=name_of_case(view.file.facts),
        overview=overview_of(view, workplace().today()),
        closing_obstacles=view.closing_obstacles,
        forms=forms,
        opened=opened,
        name_with_absence=name_with_absence,
        today=workplace().today(),
        drafts=drafts_in_case(workplace(), member(), view.file.facts.id),
        kept_files=_files_so_far(number, opened),
        file_url=links_of_case(number),
        event_text=lambda line: case_event_text(
            line, municipality(), locale(), view.names, complaint=kind is not CaseKind.REPORT
        ),
        **parts_of(number, view),
    )
    return make_response(page, status)


def name_of_case(facts: CaseFacts) -> str:
    """What a case is called on its page and where another page leads to it."""
    number = facts.number
    return {
        CaseKind.REPORT: _("Sag %(number)s", number=number),
        CaseKind.COMPLAINT: _("Klage %(number)s", number=number),
        CaseKind.ASSISTANCE: _("Bistand %(number)s", number=number),
        CaseKind.OWN_MOTION: _("Tilsyn %(number)s", number=number),
    }[facts.kind]


def _complaint(number: str, view: CaseView) -> dict[str, Any]:
    return {
        "timeline": complaint_timeline(view, workplace().today()),
        **hearing_parts(number, view),
        **other_door_parts(view),
        **complaint_parts(view),
        "mediation_ends": ENDS,
        **supervision_parts(view),
    }


def _report(number: str, view: CaseView) -> dict[str, Any]:
    """What reports alone have: matters, dossiers, consents, parties, disclosures."""
    return {
        "timeline": case_timeline(view, workplace().today()),
        "excluded": [view.names[one] for one in view.file.excluded if one in view.names],
        "headings": dialogue_headings(view.file.entries),
        **other_door_parts(view),
        "consent_lines": lambda matter: consent_lines(view.file.entries, matter.id),
        "is_disclosable": is_disclosable,
        "matter_numbers": {matter.id: matter.ordinal for matter in view.file.matters},
        "parties": shown_parties(view, workplace().today()),
        "follow_ups_told": follow_ups_told(view),
        **hearing_parts(number, view),
    }


def _own_motion(number: str, view: CaseView) -> dict[str, Any]:
    return {**hearing_parts(number, view), **own_motion_parts(view)}


def hearing_parts(number: str, view: CaseView) -> dict[str, Any]:
    """What every case has in which administrations are heard."""
    return {
        "heard": heard_dossiers(view, workplace().today()),
        "stage_text": stage_text,
        "dossier_file_url": partial(links_of_dossier, number),
        "act_heading": act_heading,
        "disclosures": shown_lines(register_of(view.file), view.names),
    }


_Parts = Callable[[str, CaseView], dict[str, Any]]
# By kind: the template of its page, and what it is told besides what every case has.
_PARTS: Mapping[CaseKind, tuple[str, _Parts]] = {
    CaseKind.REPORT: ("case.html", _report),
    CaseKind.COMPLAINT: ("complaint.html", _complaint),
    CaseKind.ASSISTANCE: ("assistance.html", assistance_parts),
    CaseKind.OWN_MOTION: ("own_motion.html", _own_motion),
}


def case_url(number: str) -> str:
    return url_for("caseworker.case", number=number)


def has_form(action: str) -> bool:
    """Whether the page has a form for this action."""
    return any(action in forms for forms in (BLANK, PARTY_FORMS, HEARING_FORMS, SUPERVISION_FORMS))


def files_place(number: str) -> str:
    """Under which name the session keeps the files of a message that is not sent yet."""
    return f"message:{number}"


def place_of(action: str, matter: int | str | None) -> str:
    """The id of a form on the page."""
    return f"{action}-{matter}" if matter else action


def _files_so_far(number: str, opened: Opened | None) -> tuple[AttachedFile, ...]:
    if opened is not None and opened.files is not None:
        return opened.files
    return gather_files(files_place(number)).files


def subject_of(view: CaseView, action: str, number: int | str | None) -> Subject | None:
    """The matter, party or dossier that the form of an action is about. Raises NotFound."""
    if number is None:
        return None
    subject: Subject | None
    if isinstance(number, str):
        subject = heard_dossier(view, number, workplace().today())
    elif action in SUPERVISION_FORMS:
        subject = view.file.recommendation(number)
    else:
        file = view.file
        subject = file.party(number) if action in PARTY_FORMS else file.matter(number)
    if subject is None:
        raise NotFound("no such matter, party or dossier")
    return subject


def _opened_again(draft: Draft, view: CaseView, wrong: str) -> Opened | None:
    """The form of a draft with what was written in it; None when the page has none for it."""
    place = form_at(draft.address)
    if place is None or not has_form(place.action):
        return None
    try:
        subject = subject_of(view, place.action, place.matter)
    except NotFound:
        return None
    blank = _blank(place.action, view, subject)
    form = type(blank)(MultiDict(draft.fields))
    form.draft_id.data = draft.id
    form.form_errors.extend([wrong] if wrong else [])
    return Opened(place.action, form, place.matter, _("Kladden er ikke gemt") if wrong else "")


def _blank(action: str, view: CaseView, subject: Subject | None) -> SentOnce:
    if action in PARTY_FORMS:
        return PARTY_FORMS[action](view, subject if isinstance(subject, Party) else None)
    if action in HEARING_FORMS:
        heard = subject if isinstance(subject, HeardDossier) else None
        return HEARING_FORMS[action](view, heard)
    if action in SUPERVISION_FORMS:
        one = subject if isinstance(subject, Recommendation) else None
        return SUPERVISION_FORMS[action](view, one)
    return BLANK[action](view, subject if isinstance(subject, Matter) else None)
