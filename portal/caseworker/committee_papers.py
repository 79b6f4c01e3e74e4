"""The papers for a meeting of the committee, and all of them in one."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext as _

from portal.caseworker.adviser_list_words import (
    as_of_today,
    committee_document,
    recommendations_document,
    title_of,
)
from portal.caseworker.kinds import works_on
from portal.domain.case_status import CaseKind
from portal.reports.pending_text import pending_sentence, pending_table
from portal.reports.tables import Document
from portal.services.adviser.list_recommendations import (
    WantedRecommendations,
    list_recommendations,
)
from portal.services.adviser.list_supervisions import list_supervisions
from portal.services.statistics.count_year import count_pending
from portal.staff.access import member
from portal.staff.pages import locale
from portal.web.workplace import workplace


class Paper(StrEnum):
    PENDING = "pending"
    SUPERVISIONS = "supervisions"
    RECOMMENDATIONS = "recommendations"
    ALL = "all"


@dataclass(frozen=True)
class Days:
    """`on`: with whom cases rested at its end. `since`: supervisions closed then or later."""

    on: dt.date
    since: dt.date


# Whose desk each paper lies on.
_DESKS = {
    Paper.PENDING: CaseKind.REPORT,
    Paper.SUPERVISIONS: CaseKind.OWN_MOTION,
    Paper.RECOMMENDATIONS: CaseKind.OWN_MOTION,
}


def papers_of_reader() -> list[Paper]:
    """The papers that lie on the desk of who is signed in."""
    return [paper for paper, kind in _DESKS.items() if works_on(kind)]


def paper_document(paper: Paper, days: Days) -> Document:
    """A paper in the reader's language. Raises as `count_pending` does, InvalidInput excepted for
    a day that has come."""
    if paper is Paper.ALL:
        return _in_one([_WRITTEN[one](days) for one in papers_of_reader()])
    return _WRITTEN[paper](days)


def _pending(days: Days) -> Document:
    """The sentence of the annual account and the table behind it, for any day."""
    counted = count_pending(workplace(), member(), days.on)
    sentence = pending_sentence(counted, locale(), now=days.on == workplace().today())
    table = pending_table(counted, locale())
    lines = (as_of_today(), sentence)
    return Document(locale(), title_of(_("Sager under behandling")), lines, (table,))


def _supervisions(days: Days) -> Document:
    return committee_document(list_supervisions(workplace(), member()), days.since)


def _recommendations(_days: Days) -> Document:
    found = list_recommendations(workplace(), member(), WantedRecommendations())
    return recommendations_document(found, "")


def _in_one(papers: list[Document]) -> Document:
    lines = dict.fromkeys(line for paper in papers for line in paper.lines)
    parts = tuple(part for paper in papers for part in paper.parts)
    return Document(locale(), title_of(_("Bilag til udvalget")), tuple(lines), parts)


_WRITTEN: Mapping[Paper, Callable[[Days], Document]] = {
    Paper.PENDING: _pending,
    Paper.SUPERVISIONS: _supervisions,
    Paper.RECOMMENDATIONS: _recommendations,
}
