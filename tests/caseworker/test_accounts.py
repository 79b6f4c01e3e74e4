"""The administrator makes and closes accounts; the log tells what was done in words."""

from datetime import timedelta

import pytest

from portal.domain.access import AccountState, Role
from portal.domain.audit_events import CaseEvent, SystemEvent
from portal.services.accounts.list_accounts import list_accounts
from portal.storage.tables import unit_key_copies
from tests.caseworker.unit import element, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

DITTE = {
    "email": "ditte@kommune.example",
    "name": "Ditte Holst",
    "role": "caseworker",
    "desk": "whistleblowing",
}


@pytest.fixture
def torben(staff_portal: Portal) -> StaffBrowser:
    someone = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    return StaffBrowser(staff_portal, someone)


def test_an_invitation_shows_its_link_once(staff_portal: Portal, torben: StaffBrowser) -> None:
    torben.post("/staff/accounts", **DITTE)
    page = torben.get("/staff/accounts")
    link = element(page, id="activation-link").text.strip()
    assert link.startswith("http://127.0.0.1:8000/staff/activate/")
    row = element(page, data_account="ditte@kommune.example")
    assert row.attributes["data-account-state"] == "invited"
    assert "Sagsbehandler Indberetninger Inviteret" in " ".join(row.text.split())
    assert "activation-link" not in torben.get("/staff/accounts")
    path = link.removeprefix("http://127.0.0.1:8000")
    assert "Ditte Holst" in staff_portal.browser().get(path).text


def test_a_second_invitation_replaces_the_first_link(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    links = []
    for _ in range(2):
        torben.post("/staff/accounts", **DITTE)
        page = torben.get("/staff/accounts")
        links.append(
            element(page, id="activation-link").text.strip().removeprefix("http://127.0.0.1:8000")
        )
    answers = [staff_portal.browser().get(link).status_code for link in links]
    assert answers == [410, 200]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "ikke en adresse"}, "Det er ikke en e-mailadresse."),
        ({"email": "anders@kommune.example"}, "Der er allerede en konto med den adresse."),
        ({"name": " "}, "Skriv medarbejderens navn."),
        ({"role": "king"}, "Vælg medarbejderens rolle."),
        ({"role": "contact"}, "Vælg den forvaltning, kontaktpersonen svarer for."),
        ({"role": "contact", "administration": "XYZ"}, "Vælg en af mulighederne på listen."),
        ({"unit_name": "I" * 201}, "Skriv højst 200 tegn"),
        ({"desk": ""}, "Vælg et arbejdsområde"),
        ({"desk": "nonsense"}, "Vælg en af mulighederne på listen."),
    ],
)
def test_an_invitation_that_lacks_something_is_not_made(
    staff_portal: Portal, torben: StaffBrowser, change: dict[str, str], said: str
) -> None:
    before = len(list_accounts(staff_portal.workplace))
    page = torben.post("/staff/accounts", 422, **{**DITTE, **change}).text
    assert said in element(page, id="error-summary").text
    assert len(list_accounts(staff_portal.workplace)) == before


def test_a_contact_person_is_invited_with_her_administration(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    fields = {**DITTE, "role": "contact", "desk": "", "administration": "BUF"}
    torben.post("/staff/accounts", **fields, unit_name="Skolen ved Søen", for_one_dossier="y")
    row = element(torben.get("/staff/accounts"), data_account="ditte@kommune.example")
    said = " ".join(row.text.split())
    assert "Kontaktperson Indberetninger og klager" in said
    assert "Børne- og Ungdomsforvaltningen, Skolen ved Søen" in said
    ditte = next(one for one in list_accounts(staff_portal.workplace) if one.is_contact)
    assert (ditte.administration, ditte.for_one_dossier) == ("BUF", True)


def test_only_a_contact_person_has_an_administration(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    torben.post("/staff/accounts", **DITTE, administration="BUF", for_one_dossier="y")
    everyone = list_accounts(staff_portal.workplace)
    assert {(one.administration, one.for_one_dossier) for one in everyone} == {("", False)}


def test_an_account_is_closed(staff_portal: Portal, torben: StaffBrowser) -> None:
    torben.post("/staff/accounts/disable", email="anders@kommune.example")
    page = torben.get("/staff/accounts")
    assert "Anders Prøve kan ikke længere logge ind." in words(page)
    row = element(page, data_account="anders@kommune.example")
    assert row.attributes["data-account-state"] == "disabled"
    closing = element(page, id="closing-email").text
    assert "birgitte@kommune.example" in closing
    assert "anders@kommune.example" not in closing


def test_a_closed_account_is_opened_again(staff_portal: Portal, torben: StaffBrowser) -> None:
    assert "Åbn en lukket konto igen" not in torben.get("/staff/accounts")
    torben.post("/staff/accounts/disable", email="anders@kommune.example")
    torben.post("/staff/accounts/enable", email="anders@kommune.example")
    page = torben.get("/staff/accounts")
    assert "Anders Prøve kan logge ind igen." in words(page)
    row = element(page, data_account="anders@kommune.example")
    assert row.attributes["data-account-state"] == "active"
    again = torben.post("/staff/accounts/enable", 422, email="anders@kommune.example").text
    assert "kan åbnes igen" in element(again, id="error-summary").text


def test_a_reset_account_gets_a_link_that_is_shown_once(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    torben.post("/staff/accounts/reset", email="anders@kommune.example")
    page = torben.get("/staff/accounts")
    assert "Kontoen for Anders Prøve er nulstillet" in element(page, id="invitation").text
    link = element(page, id="activation-link").text.strip()
    row = element(page, data_account="anders@kommune.example")
    assert row.attributes["data-account-state"] == "invited"
    assert "activation-link" not in torben.get("/staff/accounts")
    path = link.removeprefix("http://127.0.0.1:8000")
    assert "Anders Prøve" in staff_portal.browser().get(path).text
    assert anders.client.get("/staff/cases").headers["Location"] == "/staff/login"


def test_what_cannot_be_reset_is_said_beside_the_form(torben: StaffBrowser) -> None:
    own = torben.member.account.email
    assert own not in element(torben.get("/staff/accounts"), id="resetting-email").text
    for email, said in (
        ("birgitte@kommune.example", "Kontoen er den eneste aktive leder"),
        ("nobody@kommune.example", "Der er ingen konto med den adresse, som kan nulstilles."),
        (own, "Din egen konto kan kun en anden administrator nulstille."),
        ("", "Vælg den konto, der skal nulstilles."),
    ):
        page = torben.post("/staff/accounts/reset", 422, email=email).text
        assert said in element(page, id="error-summary").text


def test_cases_that_only_a_closed_account_can_open_are_pointed_out(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    others = frozenset({staff_portal.birgitte.id, staff_portal.chaima.id})
    staff_portal.filed(not_to=others)
    staff_portal.filed()
    assert "som ingen kan åbne" not in torben.get("/staff/accounts")
    torben.post("/staff/accounts/disable", email="anders@kommune.example")
    page = words(torben.get("/staff/accounts"))
    assert "1 sag kan kun åbnes af Anders Prøve, hvis konto er lukket." in page


def test_statistics_that_only_a_closed_account_can_read_are_pointed_out(
    staff_portal: Portal, torben: StaffBrowser
) -> None:
    with staff_portal.workplace.database.engine.begin() as connection:
        others = unit_key_copies.c.holder != staff_portal.anders.account.id
        connection.execute(unit_key_copies.delete().where(others))
    assert "som ingen kan læse" not in torben.get("/staff/accounts")
    torben.post("/staff/accounts/disable", email="anders@kommune.example")
    page = words(torben.get("/staff/accounts"))
    assert "Statistik, som ingen kan læse" in page
    assert "Nøglen til statistikken har kun Anders Prøve, hvis konto er lukket." in page
    torben.post("/staff/accounts/enable", email="anders@kommune.example")
    assert "som ingen kan læse" not in torben.get("/staff/accounts")


def test_on_a_phone_each_account_is_a_card_that_says_what_is_what(torben: StaffBrowser) -> None:
    page = torben.get("/staff/accounts")
    table = read_page(page).all("table")[0]
    assert {"cards"} <= set(table.attributes["class"].split())
    cells = [e for e in read_page(page).all("td") if "data-label" in e.attributes]
    assert {e.attributes["data-label"] for e in cells} == {
        "E-mailadresse",
        "Rolle",
        "Arbejdsområde",
        "Tilstand",
    }
    assert all(e.attributes["role"] == "cell" for e in cells)


def test_the_only_active_lead_and_unknown_addresses_are_refused(torben: StaffBrowser) -> None:
    for email, said in (
        ("birgitte@kommune.example", "Kontoen er den eneste aktive leder"),
        ("nobody@kommune.example", "Der er ingen konto med den adresse."),
    ):
        page = torben.post("/staff/accounts/disable", 422, email=email).text
        assert said in element(page, id="error-summary").text


def test_the_lead_sees_the_accounts_and_changes_none(staff_portal: Portal) -> None:
    birgitte = StaffBrowser(staff_portal, staff_portal.birgitte)
    page = birgitte.get("/staff/accounts")
    assert "anders@kommune.example" in page
    assert "Luk kontoen" not in page
    assert 'name="role"' not in page
    birgitte.post("/staff/accounts", 404, **DITTE)
    birgitte.post("/staff/accounts/disable", 404, email="anders@kommune.example")
    birgitte.post("/staff/accounts/enable", 404, email="anders@kommune.example")
    birgitte.post("/staff/accounts/reset", 404, email="anders@kommune.example")
    accounts = list_accounts(staff_portal.workplace)
    assert all(account.state is AccountState.ACTIVE for account in accounts)


def test_the_log_says_who_did_what_and_when(staff_portal: Portal, torben: StaffBrowser) -> None:
    torben.post("/staff/accounts", **DITTE)
    staff_portal.clock.advance(timedelta(minutes=1))
    torben.post("/staff/accounts/disable", email="anders@kommune.example")
    rows = [
        e for e in read_page(torben.get("/staff/log")).all("tr") if "data-event" in e.attributes
    ]
    lines = [" ".join(row.text.split()) for row in rows]
    assert lines[:2] == [
        "03.03.2026 12:01 Torben Prøve Lukkede en konto Anders Prøve",
        "03.03.2026 12:00 Torben Prøve Inviterede en medarbejder Ditte Holst",
    ]


def test_everybody_sees_their_own_account(staff_portal: Portal) -> None:
    page = words(StaffBrowser(staff_portal, staff_portal.anders).get("/staff/account"))
    for part in ("Anders Prøve", "anders@kommune.example", "Sagsbehandler", "Indberetninger"):
        assert part in page


def test_every_event_has_its_words() -> None:
    from portal.caseworker import event_words, system_event_words

    assert set(event_words._CASE) == set(CaseEvent)
    from flask import Flask
    from flask_babel import Babel

    app = Flask("words")
    Babel(app)
    with app.test_request_context():
        assert all(system_event_words.system_event_text(event) for event in SystemEvent)
