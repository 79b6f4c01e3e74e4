"""From the form to the closed case, in a real browser without JavaScript, on both engines.

And while it travels, and after, not one of its words lies readable anywhere the portal writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.actors import Employee, Member
from tests.journeys.setting import activated_member, invite_caseworker, set_up
from tests.support.leak_search import search

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.engines import PostgresServer
    from tests.support.server import Installation

LEAD = "leder@kommune.example"
CASEWORKER = "jurist@kommune.example"

# Words that stand nowhere else, so that finding one means that it leaked.
DESCRIPTION = (
    "Lederen på plejehjemmet Rosenkvarts låser medicinskabet Zirkonhylden og skriver doser i"
    " journalen, som ingen beboer har fået. Nattevagten Obsidianfugl har set det tre gange."
)
TOLD = {
    "relation": "worker",
    "administration": "SUF",
    "place": "Plejehjemmet Rosenkvarts, stuen",
    "period": "Siden Vinterkometen i februar",
    "witnesses": "Nattevagten Obsidianfugl",
    "identity_name": "Malakitta Feldspatsen",
    "identity_contact": "malakitta@feldspat.example",
}
FILES = {
    "Rosenkvarts vagtplan.txt": "Vagtplan: uge 9, Turmalinvagten mangler hver nat.",
    "Zirkonhylden foto.jpg": "JFIF pretend bytes with the word Labradoritlampe inside",
}
SUMMARIES = [
    "Medicin gives ikke, Beryllsagen",
    "Journalen er urigtig, Topasnotatet",
    "Kaffen er dyr, Ametystkanden",
]
GUIDANCE = "Tal med din tillidsrepræsentant om Ametystkanden og kantinens priser."
QUESTION = "Hvornår skete det sidst? Skriv gerne klokkeslæt, Opalvinduet."
ANSWER = "Det skete sidst den nat, da Granitmånen var fuld."
NOTE = "Internt: ring ikke til Rosenkvarts, Lapiskontoret ved besked."
DONE = "Forvaltningen har gennemgået skabet og ansat en Smaragdvikar."
WHY = "Fordi tilsynet fandt, at Karneolreglen ikke blev fulgt."
REASON = "Alle forhold er undersøgt, Jaspislukning."

SECRET_WORDS = [
    *("Rosenkvarts", "Zirkonhylden", "Obsidianfugl", "Vinterkometen", "Malakitta", "Feldspatsen"),
    *("feldspat.example", "Turmalinvagten", "Labradoritlampe", "Beryllsagen", "Topasnotatet"),
    *("Ametystkanden", "Opalvinduet", "Granitmånen", "Lapiskontoret", "Smaragdvikar"),
    *("Karneolreglen", "Jaspislukning", "vagtplan.txt", "nattevagten"),
]


@dataclass
class Story:
    """One portal, the people in it, and everywhere it may have written."""

    installation: Installation
    origin: str
    open_page: Callable[..., Page]
    places: list[Path]
    lead_link: str
    passphrases: list[str] = field(default_factory=list)

    def employee(self) -> Employee:
        return Employee(self.open_page(java_script_enabled=False), self.origin)

    def member(self, email: str, link: str) -> Member:
        page = self.open_page(java_script_enabled=False)
        member = activated_member(page, self.origin, email, link)
        self.passphrases.append(member.passphrase)
        return member

    def nothing_leaked(self, *codes: str) -> None:
        """Search every byte for the words of the report, the code and the passphrases."""
        bare = [code.replace("-", "") for code in codes]
        halves = [code[:14] for code in codes]
        words = [*SECRET_WORDS, *codes, *bare, *halves, *self.passphrases]
        assert search(self.places, words) == []


@pytest.fixture
def story(
    installation: Installation, open_page: Callable[..., Page], request: pytest.FixtureRequest
) -> Story:
    """A portal that was set up, with its first head of unit invited, and its server running."""
    places = [installation.folder]
    if installation.settings["PORTAL_DATABASE_URL"].startswith("postgresql"):
        postgres: PostgresServer = request.getfixturevalue("postgres_server")
        places += [postgres.data_folder, postgres.log_file]
    else:
        database = Path(installation.settings["PORTAL_DATABASE_URL"].removeprefix("sqlite:///"))
        places += [database.parent]
    installation.settings["PORTAL_MAX_UPLOAD_MB"] = "50"
    lead_link = set_up(installation, LEAD)
    server = installation.start()
    return Story(installation, server.origin, open_page, places, lead_link)


def test_a_report_travels_from_the_form_to_the_closed_case(story: Story, tmp_path: Path) -> None:
    lead = story.member(LEAD, story.lead_link)
    invitation = invite_caseworker(story.installation, CASEWORKER)
    caseworker = story.member(CASEWORKER, invitation)
    lead.takes_up(caseworker)

    employee = story.employee()
    employee.reports(DESCRIPTION, _files(tmp_path / "hers"), **TOLD)
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}", employee.code)
    story.nothing_leaked(employee.code)
    employee.keeps_her_code()

    [number] = caseworker.worklist()
    caseworker.opens(number)
    assert not caseworker.sees("Zirkonhylden"), "nothing is shown before the declaration"
    caseworker.declares_herself_impartial()
    caseworker.opens(number)
    assert caseworker.sees("Zirkonhylden")
    assert not caseworker.sees("Malakitta"), "the identity is shown on request only"
    for summary in SUMMARIES:
        caseworker.splits(summary, "health", "SUF")
    caseworker.decides(1, "in_scope")
    caseworker.decides(2, "in_scope")
    caseworker.decides(3, "rejected", scope_leg="none", ground="not_serious", guidance=GUIDANCE)
    caseworker.does("note", note=NOTE, reader="unit")
    caseworker.does("message", message=QUESTION, asks="yes")
    story.nothing_leaked(employee.code)

    employee.comes_back()
    assert employee.state() == "open"
    assert any("Opalvinduet" in said for said in employee.hears())
    assert any("Ametystkanden" in said for said in employee.hears())
    assert not employee.sees("Lapiskontoret"), "the unit's notes are the unit's"
    employee.writes(ANSWER)
    employee.leaves()

    caseworker.opens(number)
    assert caseworker.sees("Granitmånen")
    caseworker.settles(1, "confirmed")
    caseworker.settles(2, "partly_confirmed")
    caseworker.does("feedback", done=DONE, why=WHY)
    caseworker.does("close", reason=REASON)
    outcomes = caseworker.page.locator("[data-matter]").all()
    assert [matter.get_attribute("data-decision") for matter in outcomes] == [
        *("in_scope", "in_scope", "rejected")
    ]

    employee.comes_back()
    assert employee.state() == "closed"
    assert any("Smaragdvikar" in said and "Karneolreglen" in said for said in employee.hears())
    story.nothing_leaked(employee.code)
    story.installation.stop_all()
    story.nothing_leaked(employee.code)


def _files(folder: Path) -> list[Path]:
    # Outside the places that are searched: these are the employee's own.
    folder = folder.parent.parent / f"{folder.parent.name}-employee"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content * 3000, "utf-8")
    return [folder / name for name in FILES]
