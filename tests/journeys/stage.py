"""A portal that is played forward: stopped, its jobs run, and started on a later day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.server import Installation, RunningServer


@dataclass
class Stage:
    """The portal between two days: stopped, its jobs run, started at the same address."""

    installation: Installation
    server: RunningServer

    def go_to(self, moment: str) -> None:
        self.server.stop()
        self.jobs(moment)
        port = int(self.server.origin.rpartition(":")[2])
        self.server = self.installation.start("--no-jobs", port=port)

    def jobs(self, moment: str) -> None:
        self.installation.set_clock(moment)
        origin = {"PORTAL_BASE_URL": "https://portal.example"}
        ran = self.installation.run("run-jobs", settings=origin)
        assert ran.returncode == 0, ran.stderr
