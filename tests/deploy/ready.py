"""A portal that is ready to take reports, without a command or a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.commands.ground import lay_ground
from portal.domain.access import Desk, Role
from portal.settings import load_settings
from tests.support.portal import add_member, open_portal

if TYPE_CHECKING:
    from tests.support.server import Installation


def laid_ground(installation: Installation) -> None:
    """A portal with a head of unit, so that it takes reports."""
    url = installation.settings["PORTAL_DATABASE_URL"]
    told = {"env": "test", "data_dir": str(installation.data_folder), "database_url": url}
    lay_ground(load_settings(overrides=told))
    workplace = open_portal(url, installation.data_folder, ["intake"]).extensions["portal"]
    add_member(workplace, "Birgitte", Role.LEAD, Desk.BOTH)
    workplace.database.close()
