"""Which report an address of the pages of publishing names, and its draft."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import abort, url_for

from crypto.errors import CannotOpen
from portal.caseworker.kinds import works_on
from portal.caseworker.reconciliation_views import not_counted
from portal.domain.errors import DoesNotReconcile, InvalidInput, NotFound
from portal.domain.period import Period
from portal.domain.publication import ChangedFigure, PublishedReport, ReportDraft, ReportKind
from portal.domain.report_draft import Unready, unready
from portal.services.publishing.compare_with_now import compare_with_now
from portal.services.publishing.count_for_everybody import CountedForEverybody, count_for_everybody
from portal.services.publishing.list_drafts import list_drafts
from portal.services.publishing.list_published import list_published
from portal.services.publishing.read_draft import read_draft
from portal.services.publishing.what_is_missing import what_is_missing
from portal.services.statistics.count_complaints import AccountDoesNotReconcile
from portal.staff.access import member
from portal.staff.pages import locale
from portal.web.workplace import workplace

# Below this every page of one report has its address.
REPORT: Final = "/publications/<kind>/<first>/<last>"
_FIRST_YEAR, _LAST_YEAR = 2000, 2999


@dataclass(frozen=True)
class ReportPlace:
    """The report of a kind and a period."""

    kind: ReportKind
    period: Period

    @property
    def asked(self) -> tuple[ReportKind, date, date]:
        """As the services take it."""
        return self.kind, self.period.first, self.period.last

    def address(self, page: str = "publication", **more: Any) -> str:
        """The address of one of its pages."""
        first, last = self.period.first.isoformat(), self.period.last.isoformat()
        return url_for(f"caseworker.{page}", kind=self.kind, first=first, last=last, **more)


def report_at(kind: str, first: str, last: str) -> ReportPlace:
    """The report that an address names. 404 where there is none to who asks."""
    return find_report(kind, first, last) or abort(404)


def find_report(kind: str, first: str, last: str) -> ReportPlace | None:
    """The report that an address names; None for no report, another desk's, and one that lies
    ahead."""
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        place = ReportPlace(ReportKind(kind), period)
    except (ValueError, InvalidInput):
        return None
    # 20250101 is a day too: one report has one address.
    if (period.first.isoformat(), period.last.isoformat()) != (first, last):
        return None
    known = period.first.year >= _FIRST_YEAR and period.last.year <= _LAST_YEAR
    if not known or period.first > workplace().today() or not works_on(place.kind.of):
        return None
    return place


def draft_at(place: ReportPlace) -> ReportDraft:
    """Its draft. Answers with a page that says so where who asks has no key to it yet, or it was
    altered."""
    try:
        return read_draft(workplace(), member(), *place.asked)
    except (NotFound, CannotOpen) as error:
        abort(not_counted(error))


def drafts_of(kind: ReportKind) -> list[ReportDraft]:
    """All drafts of a kind, the latest period first. Answers as `draft_at` does."""
    try:
        return list_drafts(workplace(), member(), kind)
    except (NotFound, CannotOpen) as error:
        abort(not_counted(error))


def counted_at(draft: ReportDraft) -> CountedForEverybody | None:
    """Its figures as everybody may know them; None where they do not fit together."""
    try:
        return count_for_everybody(workplace(), member(), draft)
    except (DoesNotReconcile, AccountDoesNotReconcile):
        return None


def missing_at(draft: ReportDraft) -> tuple[Unready, ...]:
    """Why it cannot be published yet. What does not fit together is told elsewhere."""
    try:
        return what_is_missing(workplace(), member(), draft)
    except DoesNotReconcile:
        return unready(draft, workplace().today())


def changes_at(place: ReportPlace) -> tuple[ChangedFigure, ...] | None:
    """What would be printed otherwise than in its newest edition; None where its figures do not fit
    together."""
    try:
        return compare_with_now(workplace(), member(), *place.asked, locale())
    except (DoesNotReconcile, AccountDoesNotReconcile):
        return None


def editions_at(place: ReportPlace) -> list[PublishedReport]:
    """What went out of it, the newest first."""
    return [
        one
        for one in list_published(workplace())
        if (one.kind, one.period) == (place.kind, place.period)
    ]
