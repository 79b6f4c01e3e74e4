"""A report goes out for good, and is corrected when its figures or words have changed."""

from flask import Response, abort, make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.pages import caseworker, show
from portal.caseworker.publication_forms import CorrectForm, PublishForm
from portal.caseworker.publication_page import exact_names
from portal.caseworker.publication_place import (
    REPORT,
    ReportPlace,
    changes_at,
    counted_at,
    draft_at,
    editions_at,
    missing_at,
    report_at,
)
from portal.caseworker.publication_words import (
    FILE_WORDS,
    going_out_refusal,
    name_of,
    refusals,
    report_title,
    unready_texts,
)
from portal.domain.access import Permission
from portal.domain.errors import (
    AlreadyPublished,
    DoesNotReconcile,
    DraftChanged,
    InvalidInput,
    NothingToCorrect,
    NotReadyToPublish,
)
from portal.domain.publication import PublishedReport
from portal.services.publishing.correct_report import correct_report
from portal.services.publishing.publish_report import publish_report
from portal.services.statistics.count_complaints import AccountDoesNotReconcile
from portal.staff.access import member, requires
from portal.staff.pages import go_to, tell
from portal.web.formatting import has_page
from portal.web.workplace import workplace

_REFUSED = (
    AccountDoesNotReconcile,
    AlreadyPublished,
    DoesNotReconcile,
    DraftChanged,
    NothingToCorrect,
    NotReadyToPublish,
)


@caseworker.route(f"{REPORT}/publish", methods=["GET", "POST"])
@requires(Permission.REPORT_PUBLISH)
def publish_publication(kind: str, first: str, last: str) -> AnyResponse:
    """What will be public, looked at once more."""
    place, form = report_at(kind, first, last), PublishForm.of_request()
    if request.method == "GET" and editions_at(place):
        return go_to(place.address("publication_changes"))
    if not form.is_good():
        return _publish_page(place, form, 422 if request.method == "POST" else 200)
    try:
        edition = publish_report(workplace(), member(), *place.asked, version=form.seen)
    except _REFUSED as error:
        form.form_errors.append(going_out_refusal(error))
        return _publish_page(place, form, 409)
    return _is_out(place, edition, _("Rapporten er offentliggjort."))


@caseworker.get(f"{REPORT}/changes")
@requires(Permission.REPORT_WRITE)
def publication_changes(kind: str, first: str, last: str) -> Response:
    """What would be told otherwise than it was published."""
    return _changes_page(report_at(kind, first, last), CorrectForm())


@caseworker.post(f"{REPORT}/correct")
@requires(Permission.REPORT_PUBLISH)
def correct_publication(kind: str, first: str, last: str) -> AnyResponse:
    place, form = report_at(kind, first, last), CorrectForm.of_request()
    if not form.is_good():
        return _changes_page(place, form, 422)
    asked = (workplace(), member(), *place.asked)
    try:
        edition = correct_report(*asked, form.because, version=form.seen)
    except InvalidInput as error:
        form.add_error(error, refusals())
        return _changes_page(place, form, 422)
    except _REFUSED as error:
        form.form_errors.append(going_out_refusal(error))
        return _changes_page(place, form, 409)
    done = _("Rettelsen er offentliggjort. De tidligere udgaver kan stadig læses.")
    return _is_out(place, edition, done)


def _is_out(place: ReportPlace, edition: PublishedReport, done: str) -> AnyResponse:
    """Back to the report, with a link to what everybody sees where this process serves it."""
    public = "intake.published_edition"
    address = url_for(public, published_id=edition.id) if has_page(public) else ""
    tell(done, address, _("Se den offentlige side"))
    return go_to(place.address(_anchor="published"))


def _publish_page(place: ReportPlace, form: PublishForm, status: int) -> Response:
    draft = draft_at(place)
    counted = counted_at(draft)
    page = show(
        "publication_publish.html",
        place=place,
        title=report_title(place.kind, place.period),
        form=form,
        draft=draft,
        counted=counted,
        missing=unready_texts(missing_at(draft)),
        exact=list(exact_names(draft, counted).values()),
        reader=name_of(draft.reading.by) if draft.reading else "",
        **FILE_WORDS,
    )
    return make_response(page, status)


def _changes_page(place: ReportPlace, form: CorrectForm, status: int = 200) -> Response:
    editions = editions_at(place)
    if not editions:
        abort(404)
    draft = draft_at(place)
    changes = changes_at(place)
    page = show(
        "publication_changes.html",
        place=place,
        title=report_title(place.kind, place.period),
        form=form,
        draft=draft,
        edition=editions[0],
        counted=changes is not None,
        changes=changes or (),
        other_words=draft.words.digest != editions[0].words,
        missing=unready_texts(missing_at(draft)),
    )
    return make_response(page, status)
