"""What the unit publishes: which reports there are, and how far each is."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, abort, make_response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.document_files import attached_file
from portal.caseworker.kinds import works_on
from portal.caseworker.pages import caseworker, show
from portal.caseworker.publication_forms import ChosenReportForm
from portal.caseworker.publication_page import publication_page
from portal.caseworker.publication_place import (
    REPORT,
    ReportPlace,
    draft_at,
    drafts_of,
    report_at,
)
from portal.caseworker.publication_words import KIND_WORDS, period_text, report_title, state_text
from portal.domain.access import Permission
from portal.domain.period import Period, last_part_before
from portal.domain.publication import (
    FORMS,
    LANGUAGES,
    THRESHOLDS,
    PublishedReport,
    ReportDraft,
    ReportKind,
)
from portal.domain.report_draft import unready
from portal.reports.edition import Edition, edition_document
from portal.reports.media_types import MEDIA_TYPES
from portal.services.publishing.build_documents import build_documents
from portal.services.publishing.count_for_everybody import count_for_everybody
from portal.services.publishing.list_published import list_published
from portal.staff.access import member, requires
from portal.staff.pages import go_to, locale
from portal.web.workplace import municipality, workplace

_FILE_NAMES = {ReportKind.ANNUAL: "whistleblowerordning", ReportKind.ACCOUNT: "klager"}


@dataclass(frozen=True)
class ListedReport:
    """A report that is due, being written, or out; `edition` is the newest that went out."""

    place: ReportPlace
    state: str
    edition: PublishedReport | None


@caseworker.get("/publications")
@requires(Permission.REPORT_WRITE)
def publications() -> Response:
    return _list_page(ChosenReportForm(kind="", first=None, last=None))


@caseworker.get("/publications/choose")
@requires(Permission.REPORT_WRITE)
def choose_publication() -> AnyResponse:
    form = ChosenReportForm(request.args)
    form.offer(_kinds())
    if not form.validate():
        return _list_page(form, 422)
    place = ReportPlace(ReportKind(form.kind.data), Period(form.first.data, form.last.data))
    return go_to(place.address())


@caseworker.get(REPORT)
@requires(Permission.REPORT_WRITE)
def publication(kind: str, first: str, last: str) -> Response:
    return publication_page(report_at(kind, first, last))


@caseworker.get(f"{REPORT}/preview")
@requires(Permission.REPORT_WRITE)
def publication_preview(kind: str, first: str, last: str) -> str:
    """The report as it would go out now."""
    place = report_at(kind, first, last)
    draft = draft_at(place)
    counted = count_for_everybody(workplace(), member(), draft)
    edition = Edition(counted.report, draft.words)
    return show(
        "publication_preview.html",
        place=place,
        title=report_title(place.kind, place.period),
        document=edition_document(edition, municipality(), locale()),
    )


@caseworker.get(f"{REPORT}/files/<name>")
@requires(Permission.REPORT_WRITE)
def publication_file(kind: str, first: str, last: str, name: str) -> Response:
    """A file of the draft as it would go out now."""
    place = report_at(kind, first, last)
    language, _dot, form = name.partition(".")
    if language not in LANGUAGES or form not in FORMS:
        abort(404)
    built = build_documents(workplace(), member(), *place.asked, forms=[form], languages=[language])
    [(built_name, content)] = built.items()
    days = f"{place.period.first.isoformat()}-{place.period.last.isoformat()}"
    suffix = built_name.rpartition(".")[2]
    called = f"udkast-{_FILE_NAMES[place.kind]}-{days}-{language}.{suffix}"
    return attached_file(content, MEDIA_TYPES[suffix], called)


def _list_page(form: ChosenReportForm, status: int = 200) -> Response:
    kinds = _kinds()
    if not kinds:
        abort(404)
    form.offer(kinds)
    page = show(
        "publications.html",
        form=form,
        lists=[(kind, KIND_WORDS[kind], _reports(kind)) for kind in kinds],
        quick=[(kind, list(_quick(kind))) for kind in kinds],
        period_text=period_text,
    )
    return make_response(page, status)


def _kinds() -> list[ReportKind]:
    return [kind for kind in ReportKind if works_on(kind.of)]


def _quick(kind: ReportKind) -> Iterator[tuple[str, str]]:
    """The periods beside the year that are reported of most, with their addresses."""
    today = workplace().today()
    for months, name in ((6, _("Sidste halvår")), (3, _("Sidste kvartal"))):
        yield name, ReportPlace(kind, last_part_before(today, months)).address()


def _reports(kind: ReportKind) -> list[ListedReport]:
    """Last year's report, those that were begun and those that are out, the latest period first."""
    drafts = {draft.period: draft for draft in drafts_of(kind)}
    newest: dict[Period, PublishedReport] = {}
    for edition in list_published(workplace()):
        if edition.kind is kind:
            newest.setdefault(edition.period, edition)
    last_year = last_part_before(workplace().today(), 12)
    periods = {last_year, *drafts, *newest}
    ordered = sorted(periods, key=lambda period: (period.last, period.first), reverse=True)
    return [_listed(kind, period, drafts.get(period), newest.get(period)) for period in ordered]


def _listed(
    kind: ReportKind, period: Period, draft: ReportDraft | None, edition: PublishedReport | None
) -> ListedReport:
    draft = draft or ReportDraft(kind, period, THRESHOLDS[0])
    missing = unready(draft, workplace().today())
    return ListedReport(ReportPlace(kind, period), state_text(draft, edition, missing), edition)
