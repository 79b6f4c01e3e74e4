"""Finding names in a text, so that somebody may be warned: who is named, and by which words.

What is found is pointed out and what is not found proves nothing: a person is recognised by many
things that are no name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.known_name import KnownName, known_names
from portal.domain.written_words import WrittenText

# It begins where nothing of its kind stands before: a long word without an @ is read once.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_SPACE = r"[ \t\u00a0]"
_ABROAD = rf"(?:\+|\b00)\d{{1,3}}{_SPACE}?"
_PHONE = re.compile(
    rf"(?<![\w.,+/-])(?:{_ABROAD}\d(?:[ \u00a0.-]?\d){{5,12}}|"
    rf"[2-9]\d(?:\d{{6}}|(?:{_SPACE}\d\d){{3}}|(?:\.\d\d){{3}}|(?:-\d\d){{3}}|"
    rf"\d\d{_SPACE}\d{{4}}|(?:{_SPACE}\d{{3}}){{2}}))(?![\w/-]|[.,]\d)(?!{_SPACE}?(?:kr\b|DKK\b|mio))"
)
_TWO_YEARS = re.compile(r"(?:19|20)\d\d\s(?:19|20)\d\d")
_CPR = re.compile(
    r"(?<![\d.,-])(\d\d)[ .]?(\d\d)[ .]?(\d\d)\s?[-–—‐‑]?\s?(\d{4})(?![\d]|[.,-]\d)"  # noqa: RUF001
)
# In a file's name anything may stand around it, and an underscore within.
_CPR_IN_NAME = re.compile(r"(?<!\d)(\d\d)[ ._-]?(\d\d)[ ._-]?(\d\d)[ ._–—‐‑-]{0,3}\d{4}(?!\d)")  # noqa: RUF001
_BETWEEN_DIGITS = r"[\s.()/–-]{0,3}"
_DANISH_CODE = "45"
_DANISH_NUMBER = 8
_REPLACEMENT = 60


class Certainty(StrEnum):
    """CERTAIN: the name in full (or with an initial), an address, a number. POSSIBLE: a first name
    or a surname alone."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class NameFound:
    """`name` is the one that was looked for, `as_written` the piece of the text."""

    name: str
    as_written: str
    certainty: Certainty


def found_names(text: str, names: Iterable[str]) -> tuple[NameFound, ...]:
    """Where a text names the persons of whom `names` tell, the certain ones first, each piece once.

    Each of `names` is a name, or what somebody wrote of how to reach her: then the e-mail
    addresses, telephone numbers and civil registration numbers in it are looked for, too.
    """
    written = WrittenText(text)
    readings = [written]
    if written.broken:
        readings.append(WrittenText(text, mended=True))
    found: dict[NameFound, None] = {}
    for name in names:
        hits = [hit for reading in readings for hit in _found_of(reading, name)]
        found |= dict.fromkeys(
            NameFound(name, text[hit.start : hit.end], hit.certainty)
            for hit in _without_parts(hits)
        )
    return tuple(sorted(found, key=lambda hit: hit.certainty is not Certainty.CERTAIN))


def find_cpr(text: str) -> tuple[str, ...]:
    """What looks like a Danish civil registration number (DDMMYY-XXXX), as it is written.

    The day must be one of the calendar, or 60 days higher (a replacement number). The old check
    digit is not asked for: numbers given since 2007 need not have it (cpr.dk).
    """
    written = WrittenText(text)
    return tuple(
        dict.fromkeys(written.as_written(*found.span()) for found in _cpr_in(written.plain))
    )


def name_without_cpr(name: str, instead: str = "cpr-fjernet") -> str:
    """A file's name with each thing in it that looks like a civil registration number replaced; the
    same name where there is none. Names stand in lists and logs, where no number has to stand."""

    def replaced(found: re.Match[str]) -> str:
        return instead if _is_birthday(*map(int, found.groups())) else found.group()

    return _CPR_IN_NAME.sub(replaced, name)


def find_contacts(text: str) -> tuple[str, ...]:
    """The e-mail addresses and telephone numbers of a text, as they are written, in its order."""
    written = WrittenText(text)
    found = sorted(found.span() for found in (*_emails_in(written), *_phones_in(written)))
    return tuple(dict.fromkeys(written.as_written(*span) for span in found))


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    certainty: Certainty


def _without_parts(hits: list[_Hit]) -> Iterator[_Hit]:
    """The hits without the possible ones that are part of a certain one."""
    covered = {
        place
        for hit in hits
        if hit.certainty is Certainty.CERTAIN
        for place in range(hit.start, hit.end)
    }
    for hit in hits:
        if hit.certainty is Certainty.CERTAIN or hit.start not in covered:
            yield hit


def _found_of(written: WrittenText, name: str) -> Iterator[_Hit]:
    field = WrittenText(name)
    for pattern in _patterns_of(field):
        for found in pattern.finditer(written.plain):
            yield _Hit(*written.place_of(*found.span()), Certainty.CERTAIN)
    for known in known_names(_without_contacts(field), reached=bool(_spans(field))):
        yield from _found_words(written, known)


def _found_words(written: WrittenText, known: KnownName) -> Iterator[_Hit]:
    taken: set[int] = set()
    for first, last in known.in_full(written):
        taken.update(range(first, last + 1))
        doubt = known.in_doubt(written, first, last)
        yield _hit(written, first, last, Certainty.POSSIBLE if doubt else Certainty.CERTAIN)
    for place in known.alone(written):
        if place not in taken:
            yield _hit(written, place, place, Certainty.POSSIBLE)


def _hit(written: WrittenText, first: int, last: int, certainty: Certainty) -> _Hit:
    words = written.words
    return _Hit(*written.place_of(words[first].start, words[last].end), certainty)


def _patterns_of(name: WrittenText) -> Iterator[re.Pattern[str]]:
    for email in _emails_in(name):
        yield re.compile(rf"(?<![\w.+-]){re.escape(email.group())}(?![\w-]|\.\w)", re.IGNORECASE)
    for number in _cpr_in(name.plain):
        yield re.compile(rf"(?<!\d){_digits_apart(number.group())}(?!\d)")
    for phone in _phones_in(name):
        digits = re.sub(r"\D", "", phone.group()).removeprefix("00")
        if len(digits) == len(_DANISH_CODE) + _DANISH_NUMBER:
            digits = digits.removeprefix(_DANISH_CODE)
        country = rf"(?:(?:\+|00)?{_DANISH_CODE}{_BETWEEN_DIGITS})?"
        before = country if len(digits) == _DANISH_NUMBER else r"(?:\+|00)?"
        yield re.compile(rf"(?<!\d){before}{_digits_apart(digits)}(?!\d)")


def _digits_apart(number: str) -> str:
    return _BETWEEN_DIGITS.join(re.sub(r"\D", "", number))


def _without_contacts(name: WrittenText) -> str:
    rest = name.plain
    for start, end in _spans(name):
        # A comma keeps what stood before an address apart from what stood behind it.
        rest = rest[:start] + "," * (end - start) + rest[end:]
    return rest


def _spans(name: WrittenText) -> list[tuple[int, int]]:
    found = (*_emails_in(name), *_phones_in(name), *_cpr_in(name.plain))
    return [hit.span() for hit in found]


def _emails_in(written: WrittenText) -> Iterator[re.Match[str]]:
    return _EMAIL.finditer(written.plain)


def _phones_in(written: WrittenText) -> Iterator[re.Match[str]]:
    numbers = [hit.span() for hit in _cpr_in(written.plain)]
    for hit in _PHONE.finditer(written.plain):
        within = any(start < hit.end() and hit.start() < end for start, end in numbers)
        if not within and not _TWO_YEARS.fullmatch(hit.group()):
            yield hit


def _cpr_in(plain: str) -> Iterator[re.Match[str]]:
    return (hit for hit in _CPR.finditer(plain) if _is_birthday(*map(int, hit.groups()[:3])))


def _is_birthday(day: int, month: int, year: int) -> bool:
    # Of the two centuries that two digits may mean, a leap year in either will do.
    for century in (1900, 2000):
        try:
            date(century + year, month, day - _REPLACEMENT if day > _REPLACEMENT else day)
        except ValueError:
            continue
        return True
    return False
