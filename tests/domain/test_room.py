"""What is refused first when the disk fills up."""

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.room import Room

GIB = 1024**3
SIZES = st.integers(0, 2**50)


@given(SIZES, SIZES, SIZES)
def test_files_are_refused_before_cases_and_the_operator_hears_before_that(
    free: int, total: int, keep: int
) -> None:
    room = Room(free, total, keep)
    assert room.takes_cases or not room.takes_files
    assert room.grows_tight or room.takes_files


@given(SIZES, SIZES, SIZES)
def test_more_free_space_never_refuses_more(free: int, total: int, keep: int) -> None:
    fuller, emptier = Room(free, total, keep), Room(free + 1, total, keep)
    assert emptier.takes_files >= fuller.takes_files
    assert emptier.takes_cases >= fuller.takes_cases


def test_a_disk_of_a_hundred_gigabytes() -> None:
    at = [Room(free, 100 * GIB, GIB) for free in (4 * GIB, 3 * GIB, GIB, GIB // 4)]
    seen = [(room.grows_tight, room.takes_files, room.takes_cases) for room in at]
    assert seen == [
        (False, True, True),
        (True, True, True),
        (True, False, True),
        (True, False, False),
    ]
