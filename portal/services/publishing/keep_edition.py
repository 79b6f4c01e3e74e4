"""What is looked at before an edition goes out, and how it is kept: whole, once, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crypto.identifiers import new_id
from portal.domain.access import Permission
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import DraftChanged, NotReadyToPublish
from portal.domain.municipality import LocalText
from portal.domain.publication import (
    NO_TEXT,
    Printed,
    PublishedReport,
    ReportDraft,
    ReportKind,
    files_digest,
)
from portal.reports.edition import printed_figures
from portal.services.publishing.change_draft import REPORTS
from portal.services.publishing.count_for_everybody import CountedForEverybody, count_for_everybody
from portal.services.publishing.read_draft import draft_as_kept, read_draft
from portal.services.publishing.report_desk import check_desk
from portal.services.publishing.what_is_missing import what_is_missing
from portal.services.statistics.statistics_key import open_statistics_key
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class ReadyReport:
    """A draft that may go out, the report it gives, and what would be printed in that."""

    draft: ReportDraft
    counted: CountedForEverybody
    printed: Printed

    @property
    def newest(self) -> PublishedReport | None:
        """The newest edition that has gone out."""
        return newest_edition(self.counted.published, self.draft)

    def is_told_by(self, edition: PublishedReport, printed: Printed) -> bool:
        """Whether an edition, in which this is printed, has the same figures and words."""
        return edition.words == self.draft.words.digest and printed == self.printed


def newest_edition(
    published: Sequence[PublishedReport], draft: ReportDraft
) -> PublishedReport | None:
    """The newest edition of the report that a draft is of."""
    editions = [report for report in published if report.period == draft.period]
    return max(editions, key=lambda report: report.number, default=None)


def printed_in(unit: UnitOfWork, edition: PublishedReport) -> Printed:
    """What is printed in an edition."""
    return unit.publications.printed(bytes.fromhex(edition.id))


def ready_to_go_out(
    workplace: Workplace, member: Member, kind: ReportKind, first: date, last: date, version: int
) -> ReadyReport:
    """The draft that the head of unit saw, and its report, counted and controlled.

    Raises DraftChanged, NotReadyToPublish, NotPermitted, NotFound, CannotOpen, BrokenList, and what
    `count_for_everybody` raises.
    """
    check_desk(member, kind, Permission.REPORT_PUBLISH)
    draft = read_draft(workplace, member, kind, first, last)
    if draft.version != version:
        raise DraftChanged
    if reasons := what_is_missing(workplace, member, draft):
        raise NotReadyToPublish(reasons)
    counted = count_for_everybody(workplace, member, draft)
    return ReadyReport(draft, counted, printed_figures(counted.report, workplace.municipality))


def keep_edition(
    workplace: Workplace,
    member: Member,
    ready: ReadyReport,
    files: Mapping[str, bytes],
    *,
    event: SystemEvent,
    because: LocalText = NO_TEXT,
) -> PublishedReport:
    """Keep the next edition of a report with its files and its line in the portal's log, all in one
    commit, and return it; or the edition that tells the same, when somebody was first.

    Raises DraftChanged when the draft, or what was published, is another than when it was counted;
    NotFound, CannotOpen, BrokenList.
    """
    draft, counted = ready.draft, ready.counted
    with workplace.open_unit(write=True) as unit:
        unit.wait_for_others(REPORTS)
        published = tuple(unit.publications.of_kind(draft.kind))
        newest = newest_edition(published, draft)
        if newest is not None and newest != ready.newest and _tells(unit, ready, newest):
            return newest
        if published != counted.published or not _is_still(workplace, unit, member, draft):
            raise DraftChanged
        edition = PublishedReport(
            id=new_id().hex(),
            kind=draft.kind,
            period=draft.period,
            number=newest.number + 1 if newest else 1,
            published_on=workplace.today(),
            published_by=member.id,
            digest=files_digest(files),
            threshold=draft.threshold,
            told=dict(counted.told),
            withheld=counted.withheld,
            words=draft.words.digest,
            because=because,
        )
        unit.publications.add(edition, ready.printed, files)
        unit.system_log.add(event, workplace.now(), actor=member.account.id)
        unit.commit()
    return edition


def _tells(unit: UnitOfWork, ready: ReadyReport, edition: PublishedReport) -> bool:
    return ready.is_told_by(edition, printed_in(unit, edition))


def _is_still(workplace: Workplace, unit: UnitOfWork, member: Member, draft: ReportDraft) -> bool:
    key_pair = open_statistics_key(workplace, unit, member)
    return draft_as_kept(unit, key_pair, draft.kind, draft.period) == draft
