"""Links between cases: made once, taken away again, and a merging only by reopening."""

from datetime import date

import pytest

from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.domain.linked_case import (
    LinkedCase,
    LinkKind,
    linked,
    merged_into,
    taken_apart,
    unlinked,
)

RELATED = LinkedCase("2026-AAAAA", LinkKind.RELATED, date(2026, 3, 3), "01", "Samme nabo")
INTO = LinkedCase("2026-AAAAA", LinkKind.MERGED_INTO, date(2026, 3, 4), "01", "Det samme")


def test_a_link_is_seen_from_both_ends() -> None:
    back = RELATED.seen_from("2026-BBBBB")
    assert (back.number, back.kind, back.reason) == ("2026-BBBBB", LinkKind.RELATED, "Samme nabo")
    from_here = INTO.seen_from("2026-BBBBB")
    assert from_here.kind is LinkKind.MERGED_FROM
    assert from_here.seen_from("2026-AAAAA") == INTO


def test_two_cases_are_linked_once() -> None:
    links = linked((), RELATED)
    with pytest.raises(InvalidInput, match="other: linked"):
        linked(links, RELATED)
    with pytest.raises(InvalidInput, match="other: linked"):
        linked(linked((), INTO), RELATED)
    with pytest.raises(InvalidInput, match="other: linked"):
        linked(linked((), INTO), INTO)


def test_a_merging_takes_the_place_of_the_relation() -> None:
    links = linked(linked((), RELATED), INTO)
    assert links == (INTO,)
    assert merged_into(links) == "2026-AAAAA"
    assert merged_into((RELATED, INTO.seen_from("2026-BBBBB"))) is None


def test_a_link_that_is_not_there_cannot_go() -> None:
    assert unlinked((RELATED,), RELATED.number) == ()
    with pytest.raises(InvalidInput, match="other: unlinked"):
        unlinked((RELATED,), "2026-CCCCC")


def test_a_merging_is_undone_by_taking_apart_alone() -> None:
    with pytest.raises(ForbiddenMove):
        unlinked((INTO,), INTO.number)
    other = LinkedCase("2026-CCCCC", LinkKind.MERGED_FROM, date(2026, 3, 3), "01")
    apart = taken_apart((other, INTO), INTO.number)
    assert [one.kind for one in apart] == [LinkKind.MERGED_FROM, LinkKind.RELATED]
    assert merged_into(apart) is None
