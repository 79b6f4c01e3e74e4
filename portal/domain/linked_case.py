"""Two cases that belong together: related, or one of them carried on in the other."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LinkKind(StrEnum):
    """`merged_into`: this case goes on in the other; `merged_from`: the other goes on in this."""

    RELATED = "related"
    MERGED_INTO = "merged_into"
    MERGED_FROM = "merged_from"


@dataclass(frozen=True)
class LinkedCase:
    """`number` is the other case's; `by` the account id in hex of who linked them."""

    number: str
    kind: LinkKind
    on: date
    by: str
    reason: str = ""
