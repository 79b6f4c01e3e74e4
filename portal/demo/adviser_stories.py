"""The invented cases of the citizens' adviser, as they lie in stories_of_the_adviser/*.toml: what
citizens complain about, and what administrations ask."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter

from portal.demo.staff import DemoStaff
from portal.demo.stories import STORIES, Step, Story, Telling
from portal.demo.story_steps import VERBS
from portal.domain.assistance import Assistance
from portal.domain.call import Call, CallWith
from portal.domain.case_file import Identity
from portal.domain.complaint import Channel, ComplainedBefore, ComplaintRegister
from portal.services.adviser.log_assistance import log_assistance
from portal.services.adviser.log_call import log_call
from portal.services.complaining.register_complaint import register_complaint
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.complaining.take_down_complaint import take_down_complaint
from portal.services.workplace import Workplace

FOLDER = STORIES.with_name("stories_of_the_adviser")

_REGISTER: TypeAdapter[ComplaintRegister] = TypeAdapter(ComplaintRegister)
_ASSISTANCE: TypeAdapter[Assistance] = TypeAdapter(Assistance)


def read_complaints() -> list[dict[str, Any]]:
    """Every complaint, oldest first."""
    told: list[dict[str, Any]] = _read("complaints")["complaint"]
    return sorted(told, key=lambda story: -int(story["received_days_ago"]))


def read_assistance() -> list[dict[str, Any]]:
    """Everything that administrations asked, oldest first."""
    told: list[dict[str, Any]] = _read("assistance")["assistance"]
    return sorted(told, key=lambda story: -int(story["logged_days_ago"]))


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

    def play(self, step: Step) -> None:
        COMPLAINT_VERBS[step["do"]](self, step)


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
    )


def tell_assistance(workplace: Workplace, staff: Mapping[str, DemoStaff], story: Story) -> str:
    """Log one question of an administration's staff today, and return the number of its case."""
    today = workplace.today()
    return log_assistance(workplace, staff[story["by"]].member, _assistance_of(story, today))


def _assistance_of(story: Story, today: date) -> Assistance:
    told = {name: value for name, value in story.items() if name in Assistance.__annotations__}
    asked = today - timedelta(days=story["asked_days_before"])
    days = {"asked_on": asked, "answered_on": today if story["answered"] else None}
    return _ASSISTANCE.validate_python(told | days)


def _register(telling: Telling, step: Step) -> None:
    told = {name: value for name, value in step.items() if name not in ("on", "by", "do")}
    register = _REGISTER.validate_python(told)
    fields = {name: getattr(register, name) for name in told}
    register_complaint(telling.workplace, telling.member(step), telling.number, **fields)


def _call(telling: Telling, step: Step) -> None:
    call = Call(
        CallWith(step["with"]), step.get("spoke_with", ""), next_step=step.get("next_step", "")
    )
    log_call(telling.workplace, telling.member(step), telling.number, call, step["text"])


COMPLAINT_VERBS: Mapping[str, Callable[[Telling, Step], None]] = {
    **{
        verb: VERBS[verb]
        for verb in ("declare", "ask", "reply", "message", "note", "feedback", "hand_over", "close")
    },
    "register": _register,
    "call": _call,
}
