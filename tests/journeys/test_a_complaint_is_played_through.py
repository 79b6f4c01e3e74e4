"""Four months of a complaint, by the portal's own clock: a citizen, a contact person and a member
of the citizens' adviser, each in a real browser without JavaScript.

It goes straight to the administration on the citizen's word and is not answered. The adviser
telephones to and fro, which helps half of the way; supervision ends in criticism and a
recommendation; the account of the year counts it all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.actors import clock_of
from tests.journeys.complaint_actors import Adviser, Citizen
from tests.journeys.hearing_actors import ContactPerson
from tests.journeys.setting import set_up
from tests.journeys.stage import Stage

if TYPE_CHECKING:
    from typing import Any

    from playwright.sync_api import Page

    from tests.support.mail_server import MailServer
    from tests.support.server import Installation

LEAD, MARIE = "leder@kommune.example", "marie@kommune.example"
STORY = "Jeg søgte om hjælp i november og har intet hørt, Turkisbrevet."
FIRST_TIME = {
    "own_workplace": "no",
    "description": STORY,
    "administration": "SOF",
    "place": "Borgercenter Voksne",
    "wish": "Et svar på min ansøgning.",
    "complained_before": "no",
    "name": "Kim Rubinborger",
    "contact": "12 34 56 78",
}
CLOSING = {
    "unit_name": "Borgercenter Voksne",
    "wants": ["communication"],
    "about": "good_administration",
    "sub_themes": ["processing_time", "missing_answer"],
    "gravity": "handling",
    "entered_into": "yes",
    "upheld": "yes",
    "solved": "wholly",
    "learning": "general",
    "satisfaction": "satisfied",
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_complaint_is_played_through(
    installation: Installation, open_page: Callable[..., Page], mail_server: MailServer
) -> None:
    installation.settings["PORTAL_SMTP_URL"] = mail_server.url
    installation.set_clock("2026-03-02T09:00:00+01:00")
    link = set_up(installation, LEAD)
    stage = Stage(installation, installation.start("--no-jobs"))
    origin = stage.server.origin
    unit = Adviser(open_page(java_script_enabled=False), origin, clock_of(origin), LEAD)
    unit.activates(link)
    unit.signs_in()
    marie = _contact(unit, open_page(java_script_enabled=False))

    # Monday: she sees what would go to whom, says yes, and keeps her code.
    citizen = Citizen(open_page(java_script_enabled=False), origin)
    citizen.fills_in(**FIRST_TIME)
    citizen.sends()
    seen = citizen.what_would_go()
    assert STORY in seen
    assert "Kim Rubinborger" in seen
    citizen.says_yes_to_sending_it_straight_on()
    assert citizen.sees("Socialforvaltningen")
    citizen.keeps_her_code()
    [dossier] = marie.received()
    marie.opens_dossier(dossier)
    marie.confirms_secrecy()
    assert STORY in marie.reads()

    # The day passes, and nobody has answered: she is told so, and writes; the adviser takes it up.
    stage.go_to("2026-03-31T10:00:00+02:00")
    citizen.comes_back()
    assert citizen.sees("skulle have svaret senest")
    citizen.writes("Der er ikke kommet noget svar.")
    unit.signs_in()
    [number] = unit.worklist()
    unit.opens(number)
    unit.declares_herself_impartial()
    unit.calls(number, "citizen", "Kim er ked af ikke at få besked.", "Jeg ringer til centret.")
    unit.calls(number, "administration", "De leder efter ansøgningen.", "De svarer på fredag.")
    assert unit.sees("De leder efter ansøgningen.")

    # The answer comes late, and to the citizen's own eyes.
    stage.go_to("2026-04-07T10:00:00+02:00")
    marie.signs_in()
    marie.opens_dossier(dossier)
    marie.acts("answer", result="Ansøgningen lå i en forkert bunke.", planned="Svar i næste uge.")
    citizen.comes_back()
    assert any("forkert bunke" in one for one in citizen.answers_of_administrations())

    # It was not the first time: supervision, with a preliminary report, criticism and more.
    unit.signs_in()
    unit.opens(number)
    unit.acts_in(dossier, "enough")
    unit.does("supervision-begin", subject="Ansøgninger, der bliver væk", state="started")
    expect(unit.page.locator("#supervision")).to_be_visible()
    unit.does(
        "supervision-letter",
        kind="preliminary_report",
        administration="SOF",
        text="Foreløbig rapport om ansøgninger",
        due="2026-05-12",
    )
    stage.go_to("2026-05-11T10:00:00+02:00")
    unit.signs_in()
    unit.opens(number)
    unit.does(
        "supervision-letter", kind="remarks", administration="SOF", text="Bemærkninger fra SOF"
    )
    unit.does(
        "supervision-letter", kind="final_report", administration="SOF", text="Endelig rapport"
    )
    unit.does(
        "supervision-conclusion",
        conclusion="Ansøgninger bliver ikke registreret den dag, de kommer.",
        criticism="yes",
    )
    unit.does(
        "recommendation",
        kind="call",
        administration="SOF",
        text="Registrér ansøgninger den dag, de kommer.",
    )
    unit.does("supervision-state", state="closed")
    unit.go("/staff/recommendations")
    assert unit.sees("Registrér ansøgninger den dag, de kommer.")

    # She is answered, the register is filled in, and the complaint is closed.
    unit.opens(number)
    unit.does(
        "feedback",
        done="Forvaltningen har fået kritik og registrerer nu ansøgningerne.",
        why="Du skulle have haft et svar i december.",
    )
    unit.registers(number, **CLOSING)
    unit.does("close", reason="Løst")
    citizen.comes_back()
    assert citizen.state() == "closed"

    account = _account(installation, unit)
    assert account["received"]["complaints"] == 1
    assert _counted(account["upheld"]) == {"yes": 1}
    assert _counted(account["forwarded"]) == {"yes": 1}
    assert _counted(account["efforts"]) == {"supervision": 1}


def _counted(table: dict[str, Any]) -> dict[str, int]:
    return {line["code"]: line["count"] for line in table["rows"] if line["count"]}


def _contact(unit: Adviser, page: Page) -> ContactPerson:
    """A contact person of the social services, taken up on the list by voice."""
    contact = ContactPerson(page, unit.origin, unit.now, MARIE)
    contact.activates(unit.invites_contact(MARIE, "Marie Safirholm", "SOF"))
    contact.signs_in()
    unit.takes_up(contact)
    return contact


def _account(installation: Installation, unit: Adviser) -> Any:
    """The account of the year, as the command line prints it for who signs in with it."""
    told = {
        "PORTAL_PASSPHRASE": unit.passphrase,
        "PORTAL_OTP": unit.one_time_code(1),
    }
    period = ("--from", "2026-01-01", "--to", "2026-12-31")
    printed = installation.run(
        *("report", "account", *period, "--format", "json", "--internal", "--as", LEAD),
        settings=told,
    )
    assert printed.returncode == 0, printed.stderr
    return json.loads(printed.stdout)
