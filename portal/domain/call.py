"""Calls by telephone: how the adviser goes between a citizen and an administration."""

from dataclasses import dataclass
from enum import StrEnum


class CallWith(StrEnum):
    CITIZEN = "citizen"
    ADMINISTRATION = "administration"


@dataclass(frozen=True)
class Call:
    """With which side, and with whom there, by function and not by name; `minutes` about, 0 where
    nobody looked; `next_step` is what was agreed to come next. What was said is the text of the
    note that it belongs to."""

    with_whom: CallWith
    spoke_with: str = ""
    minutes: int = 0
    next_step: str = ""
