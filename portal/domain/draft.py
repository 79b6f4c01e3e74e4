"""What a member was writing when she had to stop. It waits for her, and for nobody else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

KEPT_FOR = timedelta(days=60)
# So that nobody can fill the table; a form of ours holds two long texts at the most.
MOST_DRAFTS = 50
MOST_CHARACTERS = 200_000

SUBMISSION = "submission"

Fields = tuple[tuple[str, str], ...]

# What lists and boxes of a form send: codes, numbers, days, the letters of an administration.
_CHOSEN = re.compile(r"[a-z0-9_:-]{0,40}|[A-Z]{2,4}")
_BEGINNING = 120


@dataclass(frozen=True)
class Draft:
    """A form as it would have been sent. `id` is 16 bytes in hex; `number` names the case or the
    dossier it belongs to, empty for none; `address` is the path it was going to.

    `sendable`: its author can still open it. Files are never part of a draft.
    """

    id: str
    number: str
    address: str
    fields: Fields = field(repr=False)
    kept_on: date
    sendable: bool = True

    @property
    def kept_until(self) -> date:
        """The last day it waits."""
        return self.kept_on + KEPT_FOR

    @property
    def texts(self) -> tuple[str, ...]:
        """What was written, without what was merely chosen."""
        return texts_in(self.fields)

    @property
    def beginning(self) -> str:
        """The first words of the longest text, in one line."""
        words = " ".join(max(self.texts, key=len, default="").split())
        if len(words) <= _BEGINNING:
            return words
        return f"{words[:_BEGINNING].rsplit(' ', 1)[0]} …"


def texts_in(fields: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The values of a form that somebody wrote; empty when there is nothing to keep it for."""
    values = [value for name, value in fields if name != SUBMISSION]
    return tuple(value for value in values if not _CHOSEN.fullmatch(value.strip()))


def submission_in(fields: Iterable[tuple[str, str]]) -> str:
    """The mark of this one sending, empty for a form without it."""
    return dict(fields).get(SUBMISSION, "")
