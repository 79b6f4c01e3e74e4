"""How a report's draft may change, and what is missing before it may be published.

Two people answer for what could point at somebody: nobody confirms her own words, and nobody her
own wish to tell a figure that control would withhold.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from portal.domain.errors import InvalidInput, NotFound
from portal.domain.municipality import LocalText
from portal.domain.own_words import cleaned_text, cleaned_words
from portal.domain.publication import THRESHOLDS, ExactCell, OwnWords, Reading, ReportDraft

SHORTEST_REASON: Final = 20
LONGEST_REASON: Final = 2_000


class Unready(StrEnum):
    """Why a report cannot be published yet."""

    NOT_OVER = "not_over"
    WORDS_UNREAD = "words_unread"
    EXACT_UNCONFIRMED = "exact_unconfirmed"
    BEFORE_PORTAL = "before_portal"


def unready(draft: ReportDraft, today: date) -> tuple[Unready, ...]:
    """What has to be done, or waited for, before a draft may be published; empty: nothing. That
    its period lies before the portal no draft tells."""
    return tuple(_missing(draft, today))


def _missing(draft: ReportDraft, today: date) -> Iterator[Unready]:
    if draft.period.last >= today:
        yield Unready.NOT_OVER
    if not draft.words.empty and not draft.words_read:
        yield Unready.WORDS_UNREAD
    if not all(cell.granted for cell in draft.exact):
        yield Unready.EXACT_UNCONFIRMED


def with_written(draft: ReportDraft, words: OwnWords, by: str) -> ReportDraft:
    """The draft with other words, written by an account (hex); a reading of those before is void.

    The same words change nothing. Raises InvalidInput as `cleaned_words` does.
    """
    words = cleaned_words(words)
    if words == draft.words:
        return draft
    writers = () if words.empty else tuple(dict.fromkeys((*draft.written_by, by)))
    return replace(draft, words=words, written_by=writers, reading=None)


def with_read(draft: ReportDraft, by: str, on: date) -> ReportDraft:
    """The words were read by a second person. Raises InvalidInput (`words`: `nothing_written`,
    `own_words`)."""
    if draft.words.empty:
        raise InvalidInput("words", "nothing_written")
    if by in draft.written_by:
        raise InvalidInput("words", "own_words")
    return (
        draft if draft.words_read else replace(draft, reading=Reading(by, on, draft.words.digest))
    )


def with_threshold(draft: ReportDraft, threshold: int) -> ReportDraft:
    """Raises InvalidInput (`threshold`, `not_offered`) for anything but THRESHOLDS."""
    if threshold not in THRESHOLDS:
        raise InvalidInput("threshold", "not_offered")
    return replace(draft, threshold=threshold)


def with_exact_asked(
    draft: ReportDraft, figure: str, count: int, because: str, by: str, on: date
) -> ReportDraft:
    """The draft with the wish that a figure be told exactly, with the number that it is. The same
    wish of the same person changes nothing.

    Raises InvalidInput (`because`: `too_short`, `too_long`; `figure`, `asked_already`).
    """
    because = reason(because, "because")
    known = _cell(draft, figure)
    if known is None:
        return replace(draft, exact=(*draft.exact, ExactCell(figure, count, because, by, on)))
    if (known.count, known.because, known.asked_by) != (count, because, by):
        raise InvalidInput("figure", "asked_already")
    return draft


def with_exact_confirmed(draft: ReportDraft, figure: str, by: str, on: date) -> ReportDraft:
    """A second person agrees that a figure is told. One that was confirmed stays as it is.

    Raises NotFound for a figure nobody asked for, InvalidInput (`figure`, `own_wish`).
    """
    cell = _cell(draft, figure)
    if cell is None:
        raise NotFound("nobody asked for this figure")
    if cell.granted:
        return draft
    if cell.asked_by == by:
        raise InvalidInput("figure", "own_wish")
    confirmed = replace(cell, confirmed_by=by, confirmed_on=on)
    return replace(draft, exact=tuple(confirmed if one is cell else one for one in draft.exact))


def without_exact(draft: ReportDraft, figure: str) -> ReportDraft:
    """The wish is taken back, confirmed or not: the figure is withheld as control has it."""
    return replace(draft, exact=tuple(cell for cell in draft.exact if cell.figure != figure))


def reason(text: str, field: str) -> str:
    """A reason that somebody wrote, 20 to 2,000 characters. Raises InvalidInput (`field`:
    `too_short`, `too_long`)."""
    text = cleaned_text(text)
    if len(text) < SHORTEST_REASON:
        raise InvalidInput(field, "too_short")
    if len(text) > LONGEST_REASON:
        raise InvalidInput(field, "too_long")
    return text


def _cell(draft: ReportDraft, figure: str) -> ExactCell | None:
    return next((cell for cell in draft.exact if cell.figure == figure), None)


def correction_reason(because: LocalText) -> LocalText:
    """Why a report is corrected, as it will be printed: in Danish, and in English if it is given.

    Raises InvalidInput (`because_da`: `too_short`, `too_long`; `because_en`, `too_long`).
    """
    english = cleaned_text(because.en)
    if len(english) > LONGEST_REASON:
        raise InvalidInput("because_en", "too_long")
    return LocalText(reason(because.da, "because_da"), english)
