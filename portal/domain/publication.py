"""What the unit publishes: a report's draft, who has read it, and what was frozen when it went out.

Every municipality publishes a report of its whistleblower scheme (WBL § 27). What was published is
never changed: a later change of facts gives a correction beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.municipality import LocalText
from portal.domain.period import Period


class ReportKind(StrEnum):
    """The annual report of the whistleblower scheme, or the annual account of complaints."""

    ANNUAL = "annual"
    ACCOUNT = "account"


@dataclass(frozen=True)
class ExactCell:
    """A figure that control would withhold and that is to be told all the same: `figure` is its
    name in withholding.py, `because` the reason, `asked_by` and `confirmed_by` account ids in hex.
    It is told once a second person, another than who asked, has confirmed it."""

    figure: str
    because: str
    asked_by: str
    asked_on: date
    confirmed_by: str = ""
    confirmed_on: date | None = None

    @property
    def granted(self) -> bool:
        return bool(self.confirmed_by) and self.confirmed_by != self.asked_by


@dataclass(frozen=True)
class OwnWords:
    """What the unit writes itself: paragraphs of a foreword, a remark by the code of the table it
    stands under, and of a whistleblower report the subjects examined and rejected, one a line."""

    foreword: LocalText = LocalText("", "")
    examined: LocalText = LocalText("", "")
    rejected: LocalText = LocalText("", "")
    remarks: Mapping[str, LocalText] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A second person has read the words and found that nobody can be recognised. `words` is the
    SHA-256 (hex) of the words she read: other words have to be read again."""

    by: str
    on: date
    words: str


@dataclass(frozen=True)
class ReportDraft:
    """The draft of one report. `threshold` is the smallest figure told, 3 or 5. `written_by` are
    the account ids (hex) of everybody who wrote the words as they stand."""

    kind: ReportKind
    period: Period
    threshold: int
    words: OwnWords = OwnWords()
    written_by: tuple[str, ...] = ()
    exact: tuple[ExactCell, ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True)
class PublishedReport:
    """What went out, and is frozen. `id` is 32 hex digits; `number` counts the editions of one
    report from 1: from 2 on it is a correction, and `because` says of what. `digest` is the
    SHA-256 (hex) over the files in the order of their names. `withheld` are the figures that were
    not told, `told` those that were, by their names in withholding.py.
    """

    id: str
    kind: ReportKind
    period: Period
    number: int
    published_on: date
    published_by: str
    digest: str
    threshold: int
    told: Mapping[str, int]
    withheld: frozenset[str]
    because: LocalText = LocalText("", "")

    @property
    def corrects(self) -> bool:
        return self.number > 1
