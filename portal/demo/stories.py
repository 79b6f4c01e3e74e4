"""The invented cases as they lie in stories/*.toml, read and told through the services."""

import tomllib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from crypto.receipt_code import ReceiptCode, new_code
from portal.demo.staff import DemoStaff
from portal.domain.dialogue import AttachedFile
from portal.services.files.receive_file import FileIntake
from portal.services.workplace import Member, Reporter, Workplace

STORIES = Path(__file__).parent / "stories"

Story = Mapping[str, Any]
Step = Mapping[str, Any]


def read_stories() -> list[dict[str, Any]]:
    """Every story, oldest first."""
    stories: list[dict[str, Any]] = []
    for path in sorted(STORIES.glob("*.toml")):
        stories += tomllib.loads(path.read_text("utf-8"))["case"]
    return sorted(stories, key=lambda story: -int(story["received_days_ago"]))


@dataclass
class StoryClock:
    """Stands where the story is."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass
class Telling(ABC):
    """One story while it is told: who plays, and what the steps refer back to.

    By a matter's ref: its number, the administration it is about, its newest dossier's number, and
    to whom it was sent by other means; by a party's ref its number. `numbers`: by a story's id the
    number of its case, of all that were filed before.
    """

    workplace: Workplace
    staff: Mapping[str, DemoStaff]
    story: Story
    code: ReceiptCode = field(default_factory=new_code, repr=False)
    numbers: dict[str, str] = field(default_factory=dict)
    number: str = ""
    matters: dict[str, int] = field(default_factory=dict)
    administrations: dict[str, str] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)
    dossiers: dict[str, str] = field(default_factory=dict)
    sent_to: dict[str, str] = field(default_factory=dict)

    @property
    def reporter(self) -> Reporter:
        return Reporter.of(self.code)

    def member(self, step: Step) -> Member:
        return self.staff[step["by"]].member

    @abstractmethod
    def file(self) -> None:
        """The case as it comes in; its number is known from then on."""

    @abstractmethod
    def play(self, step: Step) -> None:
        """One step, by the verb it names."""

    def seal_files(self, told: Mapping[str, Any]) -> tuple[AttachedFile, ...]:
        """The files that a report or a step brings with it, uploaded as from a page."""
        return tuple(self._seal(file) for file in told.get("files", ()))

    def _seal(self, file: Mapping[str, str]) -> AttachedFile:
        intake = FileIntake(self.workplace, file["name"], "text/plain")
        intake.write(file["text"].strip().encode())
        return intake.finish()
