"""The forms of a case's page about its supervision as they are first shown."""

from collections.abc import Callable

from flask_babel import gettext as _

from portal.caseworker.recommendation_forms import ChangeForm, RecommendationForm
from portal.caseworker.supervision_forms import (
    BeginForm,
    ConclusionForm,
    LetterForm,
    StateForm,
    SubjectForm,
)
from portal.domain.recommendation import Recommendation, words_since
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


def _blank_change(view: CaseView, one: Recommendation | None) -> SentOnce:
    """What is known already; where the administration has not been heard on it, its newest word
    since, to be kept as its remark or changed."""
    if one is None:
        return ChangeForm()
    form = ChangeForm.holding(one)
    word = words_since(view.file.dossiers, one)
    if word is not None and not one.remark:
        form.remark.data, form.remark_on.data = word.text, word.on
        form.remark.description = _("Hentet fra forvaltningens svar. Læs det, før du gemmer.")
    return form


# The forms of a case's page, by name; about one recommendation, or about the supervision.
SUPERVISION_FORMS: dict[str, Callable[[CaseView, Recommendation | None], SentOnce]] = {
    "supervision-begin": _blank_begin,
    "supervision-subject": _blank_subject,
    "supervision-state": lambda _view, _one: StateForm(on=workplace().today()),
    "supervision-letter": lambda _view, _one: LetterForm(on=workplace().today()),
    "supervision-conclusion": _blank_conclusion,
    "recommendation": lambda _view, _one: RecommendationForm(given_on=workplace().today()),
    "recommendation-change": _blank_change,
}
