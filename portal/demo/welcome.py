"""What `portal demo` prints: where to go and how to get in."""

import json
from base64 import b32decode

import click

from crypto.one_time_code import code_at
from portal.clock import Clock
from portal.demo.filling import DEMO_FILE
from portal.domain.access import Desk
from portal.domain.case_status import CaseKind, CaseState
from portal.settings import Settings

# Those whose contact persons see most of what there is to see.
_SHOWN = ("BUF", "SUF", "SOF")


def print_welcome(settings: Settings, clock: Clock) -> None:
    """The addresses, the demo's sign-ins with a one-time code that works now, and a receipt
    code."""
    demo = json.loads((settings.data_dir / DEMO_FILE).read_text("utf-8"))
    report, complaint = (
        next(case["code"] for case in demo["cases"] if (case["kind"], case["state"]) == wanted)
        for wanted in ((CaseKind.REPORT, CaseState.OPEN), (CaseKind.COMPLAINT, CaseState.OPEN))
    )
    unit = [one for one in demo["staff"] if not one["administration"]]
    contacts = {one["administration"]: one for one in reversed(demo["staff"])}
    lines = [
        "",
        f"The portal answers at       {settings.base_url}/",
        f"A case to follow            {settings.base_url}/case",
        f"  a report's receipt code   {report}",
        f"  a complaint's             {complaint}",
        f"The unit signs in at        {settings.base_url}/staff/login",
        "",
    ]
    for person in unit:
        lines += _sign_in(person, clock)
    lines += ["", "Contact persons sign in there too, and see what was sent to them alone:", ""]
    for administration in _SHOWN:
        lines += _sign_in(contacts[administration], clock)
    lines += [
        "",
        "The other contact persons' sign-ins and every receipt code:",
        f"  {settings.data_dir / DEMO_FILE}",
        "",
    ]
    click.echo("\n".join(lines))


def _sign_in(person: dict[str, str], clock: Clock) -> list[str]:
    code = code_at(b32decode(person["otp_secret"]), clock.now())
    return [
        f"  {person['email']}  ({_part(person)})",
        f"    passphrase              {person['passphrase']}",
        f"    one-time code now       {code}   secret for an app: {person['otp_secret']}",
    ]


def _part(person: dict[str, str]) -> str:
    """What somebody is, with the administration that a contact person answers for; the desk, where
    it is not both."""
    told = [person["role"], person["administration"]]
    if person["desk"] == Desk.COMPLAINTS:
        told.append("complaints only")
    return " ".join(word for word in told if word)
