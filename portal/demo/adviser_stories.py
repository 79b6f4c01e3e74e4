"""The invented cases of the citizens' adviser, as they lie in stories_of_the_adviser/*.toml: what
citizens complain about, what administrations ask, and what she looks into by herself."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter

from portal.demo.adviser_steps import COMPLAINT_VERBS, SUPERVISION_VERBS, new_supervision
from portal.demo.staff import DemoStaff
from portal.demo.stories import STORIES, Step, Story, Telling
from portal.domain.assistance import Assistance
from portal.domain.case_file import Identity
from portal.domain.complaint import Channel, ComplainedBefore
from portal.domain.dialogue import EntryKind
from portal.domain.errors import NotFound
from portal.services.adviser.log_assistance import log_assistance
from portal.services.adviser.open_supervision import open_supervision
from portal.services.complaining.forward_on_word import OnWord
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.complaining.take_down_complaint import take_down_complaint
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Workplace

FOLDER = STORIES.with_name("stories_of_the_adviser")
# By which the steps of a complaint name its one matter.
THE_MATTER = "complaint"

_COMPLAINTS = ("complaints", "sent_straight", "carried_far", "supervised")
_ASSISTANCE: TypeAdapter[Assistance] = TypeAdapter(Assistance)


def read_complaints() -> list[dict[str, Any]]:
    """Every complaint, oldest first."""
    return _oldest_first([one for name in _COMPLAINTS for one in _read(name)["complaint"]])


def read_supervisions() -> list[dict[str, Any]]:
    """Everything that the adviser looks into on her own initiative, oldest first."""
    return _oldest_first(_read("supervisions")["supervision"])


def read_assistance() -> list[dict[str, Any]]:
    """Everything that administrations asked, oldest first."""
    return _oldest_first(_read("assistance")["assistance"], day="logged_days_ago")


def _oldest_first(
    told: list[dict[str, Any]], day: str = "received_days_ago"
) -> list[dict[str, Any]]:
    return sorted(told, key=lambda story: -int(story[day]))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


class ComplaintTelling(Telling):
    """A complaint while it is told: filed by the citizen with the form, or taken down by a
    member."""

    def file(self) -> None:
        story, workplace = self.story, self.workplace
        complaint = _complaint_of(story)
        if "taken_by" in story:
            member = self.staff[story["taken_by"]].member
            self.number = take_down_complaint(workplace, member, complaint, self.code)
        else:
            self.number = submit_complaint(workplace, complaint, self.code).number
        self.matters[THE_MATTER] = 1
        if complaint.on_word:
            self.dossiers[THE_MATTER] = self._sent_straight()

    def _sent_straight(self) -> str:
        """The number of the dossier that the citizen had sent as she filed the complaint."""
        entries = read_dialogue(self.workplace, self.reporter).entries
        [sent] = [one for one in entries if one.kind is EntryKind.FORWARDED_ON_WORD]
        with self.workplace.open_unit() as unit:
            row = unit.dossiers.by_id(bytes.fromhex(sent.facts["dossier"]))
        if row is None:
            raise NotFound("no such dossier")
        return row.number

    def play(self, step: Step) -> None:
        COMPLAINT_VERBS[step["do"]](self, step)


class SupervisionTelling(Telling):
    """Supervision on the adviser's own initiative while it is told; nobody follows it by a code."""

    def file(self) -> None:
        new = new_supervision(self, self.story)
        member = self.staff[self.story["opened_by"]].member
        self.number = open_supervision(self.workplace, member, new)

    def play(self, step: Step) -> None:
        SUPERVISION_VERBS[step["do"]](self, step)


def _complaint_of(story: Story) -> NewComplaint:
    before = story.get("complained_before")
    return NewComplaint(
        description=story["complaint"].strip(),
        administration=story.get("administration", ""),
        place=story.get("place", ""),
        wish=story.get("wish", ""),
        complained_before=ComplainedBefore(before) if before else None,
        on_behalf_of=story.get("on_behalf_of", ""),
        channel=Channel(story.get("channel", Channel.FORM)),
        identity=Identity(story.get("identity_name", ""), story.get("identity_contact", "")),
        on_word=_on_word_of(story) if story.get("straight_on") else None,
    )


def _on_word_of(story: Story) -> OnWord:
    """What the citizen lets go to the administration: all that she typed, under the headings of the
    form."""
    parts = {
        "Det er sket": "complaint",
        "Hvor": "place",
        "Det vil borgeren gerne opnå": "wish",
        "Borgerens navn": "identity_name",
        "Sådan kan borgeren kontaktes": "identity_contact",
    }
    said = [(heading, story.get(name, "").strip()) for heading, name in parts.items()]
    text = "\n\n".join(f"{heading}:\n{words}" for heading, words in said if words)
    return OnWord(text, tells_who="identity_name" in story)


def tell_assistance(workplace: Workplace, staff: Mapping[str, DemoStaff], story: Story) -> str:
    """Log one question of an administration's staff today, and return the number of its case."""
    today = workplace.today()
    return log_assistance(workplace, staff[story["by"]].member, _assistance_of(story, today))


def _assistance_of(story: Story, today: date) -> Assistance:
    told = {name: value for name, value in story.items() if name in Assistance.__annotations__}
    asked = today - timedelta(days=story["asked_days_before"])
    days = {"asked_on": asked, "answered_on": today if story["answered"] else None}
    return _ASSISTANCE.validate_python(told | days)
