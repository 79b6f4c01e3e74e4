"""Somebody wants a figure told that control would withhold."""

from datetime import date

from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput
from portal.domain.publication import ReportDraft, ReportKind
from portal.domain.report_draft import with_exact_asked
from portal.services.publishing.change_draft import change_draft
from portal.services.publishing.count_for_everybody import count_for_everybody
from portal.services.publishing.read_draft import read_draft
from portal.services.workplace import Member, Workplace


def ask_exact(
    workplace: Workplace,
    member: Member,
    kind: ReportKind,
    first: date,
    last: date,
    *,
    figure: str,
    because: str,
    version: int,
) -> ReportDraft:
    """Ask that a figure (its name in `withheld_figures`) be told, with the reason (20 to 2,000
    characters). It is, once a second person has confirmed it.

    Raises DraftChanged, InvalidInput (`figure`: `not_withheld`, `asked_already`; `because`:
    `too_short`, `too_long`), what `read_draft` raises and what counting raises.
    """
    draft = read_draft(workplace, member, kind, first, last)
    asked = {cell.figure for cell in draft.exact}
    counted = count_for_everybody(workplace, member, draft)
    if figure not in counted.withheld | asked:
        raise InvalidInput("figure", "not_withheld")
    count = counted.counts[figure]
    return change_draft(
        *(workplace, member, kind, first, last),
        lambda kept: with_exact_asked(kept, figure, count, because, member.id, workplace.today()),
        version=version,
        event=SystemEvent.EXACT_FIGURE_ASKED,
    )
