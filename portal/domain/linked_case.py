"""Two cases that belong together: related, or one of them carried on in the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from portal.domain.case_status import CaseKind
from portal.domain.errors import ForbiddenMove, InvalidInput


class LinkKind(StrEnum):
    """`merged_into`: this case goes on in the other; `merged_from`: the other goes on in this."""

    RELATED = "related"
    MERGED_INTO = "merged_into"
    MERGED_FROM = "merged_from"


# Never a report: the link would tell one desk of the other's cases.
LINKED_KINDS = frozenset({CaseKind.COMPLAINT, CaseKind.OWN_MOTION})

_OTHER_END = {
    LinkKind.RELATED: LinkKind.RELATED,
    LinkKind.MERGED_INTO: LinkKind.MERGED_FROM,
    LinkKind.MERGED_FROM: LinkKind.MERGED_INTO,
}


@dataclass(frozen=True)
class LinkedCase:
    """`number` is the other case's; `by` the account id in hex of who linked them."""

    number: str
    kind: LinkKind
    on: date
    by: str
    reason: str = ""

    def seen_from(self, number: str) -> "LinkedCase":
        """The same link as it stands in the other case, where it leads back to `number`."""
        return replace(self, number=number, kind=_OTHER_END[self.kind])


def linked(links: Sequence[LinkedCase], link: LinkedCase) -> tuple[LinkedCase, ...]:
    """The links of a case with one more. A merging takes the place of a relation with the same
    case. Raises InvalidInput (`other`, `linked`) where it says nothing new."""
    before = of_number(links, link.number)
    if before is not None and (
        link.kind is LinkKind.RELATED or before.kind is not LinkKind.RELATED
    ):
        raise InvalidInput("other", "linked")
    return (*(one for one in links if one is not before), link)


def unlinked(links: Sequence[LinkedCase], number: str) -> tuple[LinkedCase, ...]:
    """The links of a case without the relation to another. Raises InvalidInput (`other`,
    `unlinked`) where there is none, ForbiddenMove for a merging: that is undone by reopening."""
    link = of_number(links, number)
    if link is None:
        raise InvalidInput("other", "unlinked")
    if link.kind is not LinkKind.RELATED:
        raise ForbiddenMove("the cases are merged")
    return tuple(one for one in links if one is not link)


def taken_apart(links: Sequence[LinkedCase], number: str) -> tuple[LinkedCase, ...]:
    """The links of a case after a merging with another was undone: they are related."""
    return tuple(
        replace(one, kind=LinkKind.RELATED) if one.number == number else one for one in links
    )


def merged_into(links: Sequence[LinkedCase]) -> str | None:
    """The number of the case in which this one goes on, None for one that goes on by itself."""
    into = [one.number for one in links if one.kind is LinkKind.MERGED_INTO]
    return into[0] if into else None


def of_number(links: Sequence[LinkedCase], number: str) -> LinkedCase | None:
    """The link to the case with this number, or None."""
    return next((one for one in links if one.number == number), None)
