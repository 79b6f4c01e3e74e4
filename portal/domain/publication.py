"""What the unit publishes: a report's draft, who has read it, and what was frozen when it went out.

Every municipality publishes a report of its whistleblower scheme (WBL § 27). What was published is
never changed: a later change of facts gives a correction beside it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Final

from portal.domain.case_status import CaseKind
from portal.domain.municipality import LocalText
from portal.domain.period import Period

# The smallest figures that may be told: the unit chooses one of them for each report.
THRESHOLDS: Final = (3, 5)
LANGUAGES: Final = ("da", "en")
NO_TEXT: Final = LocalText("", "")
# `zip`: a CSV file for each table.
FORMS: Final = ("html", "pdf", "docx", "xlsx", "zip", "json")


class ReportKind(StrEnum):
    """The annual report of the whistleblower scheme, or the annual account of complaints."""

    ANNUAL = "annual"
    ACCOUNT = "account"

    @property
    def of(self) -> CaseKind:
        """The kind of case it is counted from: whose desk that is, writes it."""
        return CaseKind.REPORT if self is ReportKind.ANNUAL else CaseKind.COMPLAINT


def file_name(language: str, form: str) -> str:
    """The name of one file of a publication: `da.pdf`."""
    return f"{language}.{form}"


@dataclass(frozen=True)
class ExactCell:
    """A figure that control would withhold and that is to be told all the same: `figure` is its
    name in `withheld_figures`, `count` the number that it was then, `because` the reason,
    `asked_by` and `confirmed_by` account ids in hex. It is told once a second person, another than
    who asked, has confirmed it."""

    figure: str
    count: int
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

    foreword: LocalText = NO_TEXT
    examined: LocalText = NO_TEXT
    rejected: LocalText = NO_TEXT
    remarks: Mapping[str, LocalText] = field(default_factory=dict)

    @property
    def texts(self) -> Iterator[tuple[str, LocalText]]:
        """Every text with the name of its field; that of a remark is `remark_` and its table."""
        yield "foreword", self.foreword
        yield "examined", self.examined
        yield "rejected", self.rejected
        for code, remark in self.remarks.items():
            yield f"remark_{code}", remark

    @property
    def empty(self) -> bool:
        return not any(text.da or text.en for _, text in self.texts)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the words as JSON with sorted keys, in UTF-8."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


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
    the account ids (hex) of everybody who wrote the words as they stand. `version` counts its
    changes; 0: nothing was kept yet."""

    kind: ReportKind
    period: Period
    threshold: int
    words: OwnWords = OwnWords()
    written_by: tuple[str, ...] = ()
    exact: tuple[ExactCell, ...] = ()
    reading: Reading | None = None
    version: int = 0

    @property
    def words_read(self) -> bool:
        """Whether somebody who wrote none of the words has read them as they stand."""
        reading = self.reading
        return (
            reading is not None
            and reading.words == self.words.digest
            and reading.by not in self.written_by
        )

    def exact_now(self, counts: Mapping[str, int]) -> frozenset[str]:
        """The figures that are told though control would withhold them: whoever agreed did so to a
        number, and to no other that the figure may have by now."""
        return frozenset(
            cell.figure
            for cell in self.exact
            if cell.granted and counts.get(cell.figure) == cell.count
        )


@dataclass(frozen=True)
class PrintedFigure:
    """What stands in one place of a report: `value` as it is written there, under the headings of
    the table, the row and the column in one language; `table` is the table's code."""

    table: str
    title: str
    row: str
    column: str
    value: str

    @property
    def place(self) -> tuple[str, str, str]:
        return self.table, self.row, self.column


# What is printed in each language.
Printed = Mapping[str, tuple[PrintedFigure, ...]]


@dataclass(frozen=True)
class ChangedFigure:
    """A place in which another figure would stand, or stands now, than was published: the words
    around it, and what is written there; empty where there was, or is, no such place."""

    title: str
    row: str
    column: str
    before: str
    now: str


@dataclass(frozen=True)
class Correction:
    """What an edition after the first says of the one before it, `corrected`; `changes` by
    language."""

    corrected: "PublishedReport"
    because: LocalText
    changes: Mapping[str, tuple[ChangedFigure, ...]]


@dataclass(frozen=True)
class PublishedReport:
    """What went out, and is frozen.

    `id` is 32 hex digits; `number` counts the editions of one report from 1: from 2 on it is a
    correction, and `because` says of what. `digest` is the SHA-256 (hex) over the files in the
    order of their names, `words` that of the unit's own words. `withheld` are the figures that were
    not told, `told` those that were, by their names in annual_figures.py or account_sums.py.
    `published_by` is an account id in hex.
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
    words: str
    because: LocalText = NO_TEXT

    @property
    def corrects(self) -> bool:
        return self.number > 1


def changed_figures(
    before: Iterable[PrintedFigure], now: Iterable[PrintedFigure]
) -> tuple[ChangedFigure, ...]:
    """The places where something else stands now, in the order of what was printed before, then
    those that are new."""
    old, new = ({figure.place: figure for figure in printed} for printed in (before, now))
    changes = []
    for place in dict.fromkeys((*old, *new)):
        was, is_now = old.get(place), new.get(place)
        named = is_now or was
        if named is not None and (was and was.value) != (is_now and is_now.value):
            told = (one.value if one else "" for one in (was, is_now))
            changes.append(ChangedFigure(named.title, named.row, named.column, *told))
    return tuple(changes)


def files_digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over the files of a publication, in the order of their names."""
    whole = sha256()
    for name in sorted(files):
        whole.update(files[name])
    return whole.hexdigest()
