"""The statistics of any period: on the page, and as files."""

from flask import Response, abort, make_response, request

from crypto.errors import CannotOpen
from portal.caseworker.pages import caseworker, show
from portal.caseworker.reconciliation_views import not_counted
from portal.caseworker.statistics_choice import (
    Edition,
    asked_for,
    quick_periods,
    reports_of_reader,
)
from portal.caseworker.statistics_report import counted, document_of, report_file
from portal.domain.access import Permission
from portal.domain.annual_report import AnnualReport
from portal.domain.case_status import RestsWith
from portal.domain.errors import NotFound
from portal.domain.publication import FORMS, LANGUAGES
from portal.domain.stock import Pending
from portal.reports.pending_text import pending_sentence
from portal.services.publishing.count_shown import Shown
from portal.staff.access import requires
from portal.staff.pages import locale
from portal.web.workplace import workplace


@caseworker.get("/statistics")
@requires(Permission.STATISTICS_READ)
def statistics() -> Response:
    choice, form = asked_for()
    try:
        report = counted(choice)
    except (NotFound, CannotOpen) as error:
        return not_counted(error)
    page = show(
        "statistics.html",
        choice=choice,
        form=form,
        kinds=reports_of_reader(),
        editions=list(Edition),
        quick=list(quick_periods()),
        document=document_of(report, locale()),
        pending=_pending_sentence(report),
        formats=FORMS,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@caseworker.get("/statistics/file")
@requires(Permission.STATISTICS_READ)
def statistics_file() -> Response:
    choice, form = asked_for()
    wanted, language = request.args.get("format", ""), request.args.get("language", "")
    if form.errors or wanted not in FORMS or language not in LANGUAGES:
        abort(400)
    try:
        return report_file(choice, wanted, language)
    except (NotFound, CannotOpen) as error:
        return not_counted(error)


def _pending_sentence(report: Shown) -> str:
    """With whom the cases pending on the last day that is counted rested; empty where it is not
    told."""
    if not isinstance(report, AnnualReport):
        return ""
    counts = [report.pending.counts[code] for code in RestsWith]
    if None in counts:
        return ""
    pending = Pending(report.until, *(count or 0 for count in counts))
    return pending_sentence(pending, locale(), now=report.until == workplace().today())
