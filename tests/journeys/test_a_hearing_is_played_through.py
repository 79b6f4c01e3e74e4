"""Five months of a hearing, by the portal's own clock: an employee, a member of the unit, a contact
person of an administration and her stand-in, each in a real browser.

Consent is refused and then given, a question asked, more time granted, a reminder sent once, an
answer with a PDF asked again, the follow-up told, the feedback given. And while it travels not one
of its words lies readable anywhere the portal writes.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.actors import Employee, clock_of
from tests.journeys.hearing_actors import ContactPerson, Hearer
from tests.journeys.setting import set_up
from tests.journeys.stage import Stage
from tests.support.leak_search import search

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.support.engines import PostgresServer
    from tests.support.mail_server import MailServer
    from tests.support.server import Installation

LEAD, KAREN, LONE = "leder@kommune.example", "karen@kommune.example", "lone@kommune.example"
REPORT = (
    "Souschefen i vuggestuen Kvartsgården skriver timer på, som ingen har arbejdet. Jeg så det, da"
    " jeg som den eneste havde nattevagt ved Zirkonbordet."
)
ASKED = "Må Børne- og Ungdomsforvaltningen få at vide, hvornår du så det, Topasspørgsmålet?"
ASKED_AGAIN = "Må forvaltningen få at vide, at det var en nat i marts, men ikke hvilken, Beryllet?"
TEXT = "Undersøg timerne i vuggestuen for [[Kvartsgården]]. Det skete en nat i marts."
EXTRACT = "Souschefen skriver timer på, som ingen har arbejdet. [[Jeg så det ved Zirkonbordet.]]"
HIDDEN = ["Kvartsgården", "Zirkonbordet"]
SECRETS = [
    *HIDDEN,
    "Topasspørgsmålet",
    "Beryllet",
    "Opalrunden",
    "Ametystsvaret",
    "Granitprocedure",
]


@pytest.fixture
def places(installation: Installation, request: pytest.FixtureRequest) -> list[Path]:
    """Everywhere the portal and its database write."""
    url = installation.settings["PORTAL_DATABASE_URL"]
    if url.startswith("sqlite"):
        return [installation.folder, Path(url.removeprefix("sqlite:///")).parent]
    postgres: PostgresServer = request.getfixturevalue("postgres_server")
    return [installation.folder, postgres.data_folder, postgres.log_file]


# Restarted eleven times, it takes over a minute; each engine is played to in the services' tests.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_hearing_is_played_through(
    installation: Installation,
    open_page: Callable[..., Page],
    mail_server: MailServer,
    places: list[Path],
    tmp_path: Path,
) -> None:
    installation.settings["PORTAL_SMTP_URL"] = mail_server.url
    installation.set_clock("2026-03-02T09:00:00+01:00")
    link = set_up(installation, LEAD)
    stage = Stage(installation, installation.start("--no-jobs"))
    origin = stage.server.origin
    unit = Hearer(open_page(java_script_enabled=False), origin, clock_of(origin), LEAD)
    unit.activates(link)
    unit.signs_in()
    karen, lone = (
        _contact(unit, open_page(java_script_enabled=False), email, name)
        for email, name in ((KAREN, "Karen Stensgaard"), (LONE, "Lone Rødkilde"))
    )
    employee = Employee(open_page(java_script_enabled=False), origin)
    employee.reports(REPORT, [])
    employee.keeps_her_code()

    # Monday and Tuesday: consent is asked, and refused. The dossier is locked.
    [number] = unit.worklist()
    unit.opens(number)
    unit.declares_herself_impartial()
    unit.splits("Timer, ingen har arbejdet", "law", "BUF")
    unit.decides(1, "in_scope")
    _builds(unit, number)
    assert unit.is_locked()
    unit.opens(number)
    unit.asks_consent(1, ASKED)
    stage.go_to("2026-03-03T10:00:00+01:00")
    employee.comes_back()
    employee.says("no")
    unit.signs_in()
    _builds(unit, number)
    assert unit.is_locked()
    assert unit.sees("Indberetteren har sagt nej")
    unit.opens(number)
    unit.asks_consent(1, ASKED_AGAIN)
    assert karen.page.goto(f"{origin}/administration") is not None

    # A week later she agrees to less, and it goes out: to Karen alone, as it was looked at.
    stage.go_to("2026-03-10T10:00:00+01:00")
    employee.comes_back()
    employee.says("yes")
    unit.signs_in()
    _builds(unit, number)
    assert not unit.is_locked()
    seen = unit.as_the_recipient_sees_it()
    assert not [word for word in HIDDEN if word in seen]
    unit.sends_what_she_sees()
    unit.opens(number)
    assert unit.stage() == "awaited"

    # Karen gets a mail that tells nothing, reads the notice of secrecy, and asks.
    mail_server.taken.clear()
    stage.go_to("2026-03-11T10:00:00+01:00")
    [mail] = [one for one in mail_server.taken if one.recipients == (KAREN,)]
    assert "Kvarts" not in mail.text
    assert "sag" not in mail.message["Subject"].lower()
    karen.signs_in()
    assert karen.groups() == ["new"]
    [(dossier, _stage)] = karen.received().items()
    karen.opens_dossier(dossier)
    assert "timerne" not in karen.page.content()
    karen.confirms_secrecy()
    assert karen.reads() == seen
    assert number not in karen.page.content()
    karen.acts("question", text="Hvilken måned, Opalrunden?")
    unit.signs_in()
    assert _rests_with(unit, number) == "unit"
    unit.acts_in(dossier, "reply", text="Marts måned.")
    assert _rests_with(unit, number) == "administration"

    # She needs longer, falls ill, and hands it to Lone.
    stage.go_to("2026-03-20T10:00:00+01:00")
    karen.signs_in()
    karen.opens_dossier(dossier)
    assert karen.sees("Marts måned.")
    karen.acts("more-time", due="2026-04-28", reason="Vagtplanerne skal hentes.")
    karen.opens_dossier(dossier)
    karen.hands_over_to("Lone Rødkilde", "Jeg skal opereres.")
    unit.signs_in()
    unit.opens(number)
    unit.acts_in(dossier, "more-time", due="2026-04-28", reason="Planerne ligger i et arkiv.")
    assert _rests_with(unit, number) == "administration"

    # Reminders: each once, however often the jobs run. The day passes.
    mail_server.taken.clear()
    for moment in ("2026-04-27T08:00:00+02:00", "2026-04-27T12:00:00+02:00"):
        stage.jobs(moment)
    reminded = [one.recipients for one in mail_server.taken]
    assert sorted(reminded) == sorted(set(reminded))
    assert (LONE,) in reminded
    stage.go_to("2026-04-29T10:00:00+02:00")
    lone.signs_in()
    assert "new" in lone.groups()
    lone.opens_dossier(dossier)
    lone.confirms_secrecy()
    assert lone.reads() == seen
    lone.go("/administration")
    assert "overdue" in lone.groups()

    # Lone answers with a PDF; it is not enough, and a second round is.
    lone.opens_dossier(dossier)
    lone.acts(
        "answer",
        [_pdf(tmp_path / "vagtplan.pdf")],
        result="Timerne er skrevet på, Ametystsvaret.",
        planned="Ny Granitprocedure fra juni.",
    )
    unit.signs_in()
    unit.opens(number)
    assert _rests_with(unit, number) == "unit"
    assert unit.stage() == "answered"
    expect(unit.page.get_by_role("link", name="Hent vagtplan.pdf")).to_have_count(1)
    unit.acts_in(dossier, "ask-again", text="Hvem godkendte timerne?", due="2026-05-13")
    stage.go_to("2026-05-13T10:00:00+02:00")
    lone.signs_in()
    lone.opens_dossier(dossier)
    assert lone.sees("Hvem godkendte timerne?")
    lone.acts("answer", result="Lederen godkendte dem.", planned="")
    unit.signs_in()
    unit.opens(number)
    unit.acts_in(dossier, "enough")
    unit.settles(1, "confirmed")
    unit.does("extend", reason="Vi venter på, hvad forvaltningen gør.")
    unit.does(
        "feedback", done="Forvaltningen har undersøgt det.", why="Timerne passer ikke.", interim="y"
    )
    unit.acts_in(dossier, "follow-up-ask", text="Hvad har I gjort?", due="2026-07-10")
    assert unit.stage() == "follow_up_awaited"

    # The follow-up comes late, is registered, and goes into the feedback.
    stage.go_to("2026-07-14T10:00:00+02:00")
    lone.signs_in()
    lone.opens_dossier(dossier)
    lone.acts("follow-up", text="Proceduren er indført, og timerne er betalt tilbage.")
    assert lone.received() == {dossier: "follow_up_came"}
    unit.signs_in()
    unit.opens(number)
    unit.acts_in(dossier, "follow-up-register", note="Noteret.")
    unit.does("feedback", done="Timerne er betalt tilbage.", why="Undersøgelsen viste det.")
    unit.does("close", reason="Forholdet er undersøgt.")
    stage.go_to("2026-08-03T10:00:00+02:00")
    employee.comes_back()
    assert employee.state() == "closed"
    assert "Timerne er betalt tilbage." in employee.hears()[-2] + employee.hears()[-1]
    assert search(places, SECRETS) == []


def _contact(unit: Hearer, page: Page, email: str, name: str) -> ContactPerson:
    """A contact person with an account, taken up on the list after her six words were compared."""
    contact = ContactPerson(page, unit.origin, unit.now, email)
    contact.activates(unit.invites_contact(email, name, "BUF"))
    contact.signs_in()
    unit.takes_up(contact)
    unit.go("/staff/contacts")
    expect(unit.page.locator(f"[data-contact='{email}'][data-usable=yes]")).to_have_count(1)
    return contact


def _builds(unit: Hearer, number: str) -> None:
    """The dossier of the story: it could reveal the reporter, and is for Karen."""
    unit.builds(
        number,
        1,
        only="Karen Stensgaard",
        extract=EXTRACT,
        text=TEXT,
        contains_identity="no",
        may_reveal="yes",
    )


def _rests_with(unit: Hearer, number: str) -> str:
    """With whom the case rests, by the worklist; leaves the member on the case's page."""
    unit.go("/staff/cases")
    row = unit.page.locator(f"tr[data-case='{number}']")
    rests_with = row.get_attribute("data-rests-with") or ""
    unit.opens(number)
    return rests_with


def _pdf(path: Path) -> Path:
    """A small document, as a program writes one."""
    document, written = pikepdf.new(), BytesIO()
    document.add_blank_page()
    document.save(written)
    path.write_bytes(written.getvalue())
    return path
