"""Which figures of a published report would be others today."""

from datetime import date

from portal.domain.publication import ChangedFigure, ReportKind, changed_figures
from portal.reports.edition import printed_figures
from portal.services.publishing.count_for_everybody import count_for_everybody
from portal.services.publishing.keep_edition import newest_edition, printed_in
from portal.services.publishing.read_draft import read_draft
from portal.services.workplace import Member, Workplace


def compare_with_now(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    language: str = "da",
) -> tuple[ChangedFigure, ...]:
    """Each place of the newest edition in which something else would be printed, if the draft as it
    is kept were published now, in the words of `language` (`da` or `en`); empty when nothing has
    gone out yet.

    Raises what `read_draft` and `count_for_everybody` raise.
    """
    draft = read_draft(workplace, member, kind, first, last)
    counted = count_for_everybody(workplace, member, draft)
    newest = newest_edition(counted.published, draft)
    if newest is None:
        return ()
    with workplace.open_unit() as unit:
        before = printed_in(unit, newest)
    now = printed_figures(counted.report, workplace.municipality)
    return changed_figures(before[language], now[language])
