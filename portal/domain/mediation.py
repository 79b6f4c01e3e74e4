"""Formal mediation between a citizen and an administration.

Both agree to it; it never runs alongside supervision, and is never about the decision itself.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MediationEnd(StrEnum):
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True)
class Mediation:
    """`about` is what is mediated. `citizen_agreed_on` and `administration_agreed_on` are the days
    on which each side said yes, None until then; it has begun once both have. `result` is what came
    of it, in words."""

    about: str
    administration: str
    offered_on: date
    citizen_agreed_on: date | None = None
    administration_agreed_on: date | None = None
    ended_on: date | None = None
    end: MediationEnd | None = None
    result: str = ""

    @property
    def has_begun(self) -> bool:
        return self.citizen_agreed_on is not None and self.administration_agreed_on is not None
