"""Files that nobody has attached have a total, and are swept earlier when it is reached."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portal.services.files.receive_file import FileIntake
from portal.services.files.unclaimed import has_room_for_unclaimed

if TYPE_CHECKING:
    from portal.domain.dialogue import AttachedFile
    from tests.support.portal import Portal

KIB = 1024


def upload(portal: Portal, size: int = 200 * KIB) -> AttachedFile:
    intake = FileIntake(portal.workplace, "bilag.pdf", "application/pdf")
    intake.write(bytes(size))
    return intake.finish()


def test_what_a_case_took_is_not_counted(intake_portal: Portal) -> None:
    file = upload(intake_portal)
    assert not has_room_for_unclaimed(intake_portal.workplace, 200 * KIB)
    intake_portal.filed(files=(file,))
    assert has_room_for_unclaimed(intake_portal.workplace, 1)


def test_those_of_yesterday_go_a_day_early_where_it_is_tight(intake_portal: Portal) -> None:
    upload(intake_portal)
    intake_portal.clock.advance(timedelta(days=1))
    today = upload(intake_portal)
    assert has_room_for_unclaimed(intake_portal.workplace, 300 * KIB)
    with intake_portal.workplace.open_unit() as unit:
        assert unit.files.unattached_bytes() < 300 * KIB
    # What somebody is about to send is left to her.
    assert not has_room_for_unclaimed(intake_portal.workplace, 100 * KIB)
    assert intake_portal.filed(files=(today,)).number
