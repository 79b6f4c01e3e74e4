"""The forms of a case's page about its supervision as they are first shown."""

from collections.abc import Callable

from portal.caseworker.recommendation_forms import ChangeForm, RecommendationForm
from portal.caseworker.supervision_forms import (
    BeginForm,
    ConclusionForm,
    LetterForm,
    StateForm,
    SubjectForm,
)
from portal.domain.recommendation import Recommendation
from portal.services.casework.read_case import CaseView
from portal.staff.fields import NO, YES
from portal.staff.written_form import SentOnce
from portal.web.workplace import workplace


def _blank_begin(view: CaseView, _one: Recommendation | None) -> SentOnce:
    register = view.file.register
    known = [register.administration] if register and register.administration else []
    return BeginForm(administrations=known, on=workplace().today())


def _blank_subject(view: CaseView, _one: Recommendation | None) -> SentOnce:
    supervision = view.file.supervision
    if supervision is None:
        return SubjectForm()
    return SubjectForm(
        subject=supervision.subject, administrations=list(supervision.administrations)
    )


def _blank_conclusion(view: CaseView, _one: Recommendation | None) -> SentOnce:
    supervision = view.file.supervision
    if supervision is None or supervision.criticism is None:
        return ConclusionForm()
    return ConclusionForm(
        conclusion=supervision.conclusion,
        criticism=YES if supervision.criticism else NO,
        published_on=supervision.published_on,
    )


# The forms of a case's page, by name; about one recommendation, or about the supervision.
SUPERVISION_FORMS: dict[str, Callable[[CaseView, Recommendation | None], SentOnce]] = {
    "supervision-begin": _blank_begin,
    "supervision-subject": _blank_subject,
    "supervision-state": lambda _view, _one: StateForm(on=workplace().today()),
    "supervision-letter": lambda _view, _one: LetterForm(on=workplace().today()),
    "supervision-conclusion": _blank_conclusion,
    "recommendation": lambda _view, _one: RecommendationForm(given_on=workplace().today()),
    "recommendation-change": lambda _view, one: ChangeForm.holding(one) if one else ChangeForm(),
}
