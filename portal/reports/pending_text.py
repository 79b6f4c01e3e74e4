"""With whom pending cases rested on a day: the sentence, and the table behind it."""

from portal.domain.case_status import RestsWith
from portal.domain.stock import Pending
from portal.reports import words
from portal.reports.tables import Table, long_day


def pending_sentence(pending: Pending, language: str, *, now: bool = False) -> str:
    """The sentence of the annual account, for any day; `now` for today, which is not over."""
    form = {0: "none", 1: "one"}.get(pending.total, "many")
    sentences = words.PENDING_NOW if now else words.PENDING_SENTENCE
    return (
        sentences[form]
        .text(language)
        .format(
            day=long_day(pending.on, language),
            total=pending.total,
            unit=pending.unit,
            administration=pending.administration,
            reporter=pending.reporter,
        )
    )


def pending_table(pending: Pending, language: str) -> Table:
    """The same numbers as a table."""
    counts = {
        RestsWith.UNIT: pending.unit,
        RestsWith.ADMINISTRATION: pending.administration,
        RestsWith.REPORTER: pending.reporter,
    }
    rows = [(words.CODES[code].text(language), count) for code, count in counts.items()]
    return Table(
        "pending",
        words.TITLES["pending"].text(language).format(day=long_day(pending.on, language)),
        tuple(words.COLUMNS[column].text(language) for column in ("rests_with", "count")),
        (*rows, (words.TOTAL.text(language), pending.total)),
    )
