"""A report is written, read by a second person and published; then everybody can read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from portal.app import build_workplace
from portal.clock import SystemClock
from portal.settings import Settings
from portal.storage.unit_key_store import STATISTICS
from tests.journeys.actors import Member, clock_of
from tests.journeys.setting import activated_member, link_in, set_up
from tests.support.axe import check_accessible
from tests.support.browser import DESKTOP, PHONE
from tests.support.counted import a_case, a_matter, cases_of_2023

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from portal.domain.statistics import StatisticalFacts
    from tests.support.server import Installation

LEAD, WRITER, READER = (f"{name}@kommune.example" for name in ("leder", "jens", "lise"))
YEAR = "/staff/publications/annual/2023-01-01/2023-12-31"
NARROWEST = 320
FOREWORD = "Flere har henvendt sig end året før."
SUBJECTS = "Mobning af medarbejdere\nSygeplejersken på Plejehjemmet Solsikken"
CORRECTED = "Tre indberetninger blev registreret for sent."
LATE = [a_case(date(2023, 12, 30), a_matter("law"), closed_on=date(2024, 2, 1))] * 3
BECAUSE = "Antallet er så velkendt i forvejen, at ingen kan genkendes af det."

one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@one_engine
def test_a_report_is_written_by_one_read_by_another_and_published_by_the_head_of_unit(
    installation: Installation, open_page: Callable[..., Page]
) -> None:
    link = set_up(installation, LEAD)
    links = {email: _invited(installation, email) for email in (WRITER, READER)}
    server = installation.start()
    lead = activated_member(open_page(), server.origin, LEAD, link)
    writer, reader = (
        _taken_up(lead, Member(open_page(), server.origin, clock_of(server.origin), email), link)
        for email, link in links.items()
    )
    _count(installation, cases_of_2023())
    # Whoever holds the key to the statistics hands it on when she signs in.
    lead.page.context.clear_cookies()
    lead.signs_in(steps=1)

    _writes(writer)
    _write_at_once(writer, lead)
    _asks_for_a_small_figure(writer)
    _reads(reader)
    _publishes(lead)
    _count(installation, LATE)
    _corrects(lead)

    citizen = open_page(java_script_enabled=False, viewport=PHONE)
    citizen.goto(f"{server.origin}/reports")
    expect(citizen.get_by_text(CORRECTED).first).to_be_visible()
    citizen.get_by_role("link", name="Whistleblowerordningen: 2023").first.click()
    with citizen.expect_download() as taken:
        citizen.get_by_role("link", name="PDF (På dansk").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    assert citizen.context.cookies() == []


def _writes(writer: Member) -> None:
    page = writer.page
    writer.go("/staff/cases")
    page.get_by_role("link", name="Offentliggørelse").click()
    _looks_right(page)
    writer.go(YEAR)
    page.get_by_role("link", name="Skriv eller ret teksterne").click()
    form = writer.form_with("foreword_da")
    form.locator("[name=foreword_da]").fill(FOREWORD)
    form.locator("[name=examined_da]").fill(SUBJECTS)
    _looks_right(page)
    writer.send(form)
    expect(page.locator("[data-warning]")).to_have_count(1)
    expect(page.locator("#own-words")).to_be_visible()
    page.get_by_role("link", name="Tilføj en bemærkning til en tabel").click()
    form = writer.form_with("remark_da")
    form.locator("[name=table]").select_option("themes")
    form.locator("[name=remark_da]").fill("Temaerne er enhedens egne.")
    _looks_right(page)
    writer.send(form)


def _write_at_once(writer: Member, lead: Member) -> None:
    """Who saves second sees both texts, and puts them together."""
    for one in (writer, lead):
        one.go(f"{YEAR}/words")
        one.form_with("foreword_da").locator("[name=foreword_en]").fill(f"By {one.email}")
    lead.send(lead.form_with("foreword_en"))
    writer.send(writer.form_with("foreword_en"))
    expect(writer.page.locator("#kept")).to_contain_text(f"By {lead.email}")
    expect(writer.page.locator("[name=foreword_en]")).to_have_value(f"By {writer.email}")
    _looks_right(writer.page)
    writer.send(writer.form_with("foreword_en"))


def _asks_for_a_small_figure(writer: Member) -> None:
    form = writer.form_with("figure")
    form.locator("[name=figure]").select_option(label="Forhold efter tema: Miljøfare: 1")
    form.locator("[name=because]").fill(BECAUSE)
    writer.send(form)
    expect(writer.page.locator("#state")).to_contain_text("Et lille tal mangler")
    _looks_right(writer.page)


def _reads(reader: Member) -> None:
    page = reader.page
    reader.go(YEAR)
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF (På dansk").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    page.get_by_role("button", name="Jeg har læst teksterne").click()
    page.get_by_role("button", name="Godkend, at tallet oplyses").click()
    expect(page.locator("#state")).to_have_text("Klar til offentliggørelse")


def _publishes(lead: Member) -> None:
    page = lead.page
    lead.go(YEAR)
    page.get_by_role("link", name="Gå til offentliggørelse").click()
    page.get_by_role("button", name="Offentliggør nu").click()
    expect(page.locator("#error-summary")).to_be_focused()
    _looks_right(page)
    page.get_by_label("Jeg har set filerne igennem").check()
    page.get_by_role("button", name="Offentliggør nu").click()
    expect(page.locator("#notice")).to_contain_text("Rapporten er offentliggjort.")
    _looks_right(page)
    page.get_by_role("link", name="Se ændringer, og ret rapporten").click()
    expect(page.locator("#unchanged")).to_be_visible()
    _looks_right(page)


def _corrects(lead: Member) -> None:
    page = lead.page
    lead.go(f"{YEAR}/changes")
    form = lead.form_with("because_da")
    form.locator("[name=because_da]").fill(CORRECTED)
    form.get_by_label("Jeg har set tallene og teksterne igennem").check()
    _looks_right(page)
    lead.send(form)
    expect(page.locator("[data-edition='2']")).to_contain_text(CORRECTED)
    lead.go(f"{YEAR}/preview")
    _looks_right(page)


def _looks_right(page: Page) -> None:
    """On a phone and on a desk, unfolded, and without scrolling sideways at 400 %."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        check_accessible(page)
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    page.set_viewport_size(DESKTOP)


def _invited(installation: Installation, email: str) -> str:
    name = email.partition("@")[0].capitalize()
    added = installation.run("staff", "add", email, "--name", name, "--role", "caseworker")
    assert added.returncode == 0, added.stderr
    return link_in(added.stdout)


def _taken_up(lead: Member, newcomer: Member, link: str) -> Member:
    newcomer.activates(link)
    newcomer.signs_in()
    lead.takes_up(newcomer)
    return newcomer


def _count(installation: Installation, wholes: list[StatisticalFacts]) -> None:
    """Facts of cases that are not there, as if each had been erased."""
    settings = Settings(
        env="test",
        data_dir=installation.data_folder,
        database_url=installation.settings["PORTAL_DATABASE_URL"],
    )
    clock = SystemClock(datetime.fromisoformat(installation.settings["PORTAL_NOW"]))
    workplace = build_workplace(settings, clock)
    with workplace.open_unit(write=True) as unit:
        public_key = unit.unit_keys.public_key(STATISTICS)
        assert public_key is not None
        unit.facts.add_untied(public_key, wholes)
        unit.commit()
    workplace.database.close()
