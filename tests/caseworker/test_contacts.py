"""The unit's page of contact persons, and what stands of them on the pages that members know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from portal.domain.access import Role
from portal.domain.reminding import Absence
from portal.domain.unit_list import UnitList
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.list_accounts import find_account, list_accounts, list_contacts
from portal.services.accounts.preferences import preferences_of, set_absence
from portal.services.members.unit_list import current_list, sign_list
from portal.storage.tables import accounts
from tests.caseworker.unit import element, words
from tests.support.page_checks import read_page
from tests.support.portal import PASSPHRASE, Portal, add_contact, add_member
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.services.workplace import Member

PAGE = "/staff/contacts"
TODAY = date(2026, 3, 3)
LONE = {
    "email": "lone@kommune.example",
    "name": "Lone Bjerregaard",
    "administration": "SUF",
    "unit_name": "Plejecentret Åsen",
    "desk": "both",
}


@pytest.fixture
def anders(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.anders)


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def relist(portal: Portal, change: Callable[[UnitList], UnitList]) -> None:
    """Another version of the list, signed by Birgitte."""
    anchors = portal.workplace.anchor
    with portal.workplace.open_unit(write=True) as unit:
        now = current_list(anchors, unit)
        assert now is not None
        anchor = sign_list(anchors, unit, portal.birgitte, change(now))
        unit.commit()
    anchors.move_to(anchor)


def row_of(page: str, who: Member) -> str:
    return " ".join(element(page, data_contact=who.account.email).text.split())


def absence_of(portal: Portal, who: Member) -> Absence | None:
    account = find_account(portal.workplace, who.account.id)
    assert account
    return preferences_of(portal.workplace, account).absence


def test_an_invitation_shows_its_link_once(staff_portal: Portal, anders: StaffBrowser) -> None:
    anders.post(PAGE, **LONE, for_one_dossier="y")
    page = anders.get(PAGE)
    link = element(page, id="activation-link").text.strip()
    row = " ".join(element(page, data_contact="lone@kommune.example").text.split())
    for part in (
        "Lone Bjerregaard",
        "Sundheds- og Omsorgsforvaltningen",
        "Plejecentret Åsen",
        "Indberetninger og klager",
        "Kun til én forsendelse",
        "Inviteret, linket virker til",
    ):
        assert part in row
    assert "activation-link" not in anders.get(PAGE)
    path = link.removeprefix("http://127.0.0.1:8000")
    assert "Lone Bjerregaard" in staff_portal.browser().get(path).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "ikke en adresse"}, "Det er ikke en e-mailadresse."),
        ({"email": "chaima@kommune.example"}, "Der er allerede en konto med den adresse."),
        ({"name": " "}, "Skriv medarbejderens navn."),
        ({"administration": ""}, "Vælg den forvaltning, kontaktpersonen svarer for."),
        ({"administration": "XYZ"}, "Vælg den forvaltning, kontaktpersonen svarer for."),
        ({"desk": ""}, "Vælg et arbejdsområde."),
        ({"unit_name": "I" * 201}, "Skriv højst 200 tegn"),
        ({"token": ""}, "Siden har været åben for længe"),
    ],
)
def test_what_lacks_something_comes_back_with_what_was_typed(
    staff_portal: Portal, anders: StaffBrowser, change: dict[str, str], said: str
) -> None:
    typed = {**LONE, **change}
    page = anders.post(PAGE, 422, **typed, for_one_dossier="y").text
    assert said in element(page, id="error-summary").text
    for name in ("email", "name", "unit_name"):
        assert element(page, id=name).attributes["value"] == typed[name]
    assert "checked" in element(page, id="for_one_dossier").attributes
    assert not any(one.is_contact for one in list_accounts(staff_portal.workplace))


def test_a_member_can_invite_nobody_to_the_unit_by_it(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    anders.post(PAGE, **LONE, role="lead")
    made = next(one for one in list_accounts(staff_portal.workplace) if one.email == LONE["email"])
    assert made.role is Role.CONTACT


def test_the_page_is_the_units_own(staff_portal: Portal) -> None:
    strangers = [
        add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None),
        add_member(staff_portal.workplace, "Rikke", Role.AUDITOR, None),
        staff_portal.contact(),
    ]
    for stranger in strangers:
        browser = StaffBrowser(staff_portal, stranger)
        browser.get(PAGE, 404)
        browser.post(PAGE, 404, **LONE)
        assert PAGE not in browser.get("/staff/account")


def test_it_says_by_administration_who_can_be_sent_to(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    assert "Der er ingen kontaktpersoner endnu." in words(anders.get(PAGE))
    sara, karen = staff_portal.contact("Sara", "SUF"), staff_portal.contact("Karen", "OKF")
    page = anders.get(PAGE)
    rows = [
        e.attributes["data-contact"]
        for e in read_page(page).all("tr")
        if "data-contact" in e.attributes
    ]
    assert rows == [karen.account.email, sara.account.email]
    assert "Aktiv, på listen" in row_of(page, sara)
    missing = element(page, id="without-contact").text
    assert "Børne- og Ungdomsforvaltningen" in missing
    assert "Sundheds- og Omsorgsforvaltningen" not in missing


def test_who_is_not_on_the_list_is_told_apart(staff_portal: Portal, anders: StaffBrowser) -> None:
    sara = staff_portal.contact("Sara", "SUF")
    relist(staff_portal, lambda now: now.without(sara.account.id))
    page = anders.get(PAGE)
    assert "ikke på listen med sine nuværende nøgler" in row_of(page, sara)
    assert "Sundheds- og Omsorgsforvaltningen" in element(page, id="without-contact").text
    disable_account(staff_portal.workplace, None, sara.account.email)
    assert "Lukket" in row_of(anders.get(PAGE), sara)


def test_it_says_who_is_away_and_who_stands_in(
    staff_portal: Portal, anders: StaffBrowser, birgitte: StaffBrowser
) -> None:
    karen, sara = staff_portal.contact("Karen"), staff_portal.contact("Sara")
    absence = Absence(TODAY, date(2026, 3, 20), sara.id)
    set_absence(staff_portal.workplace, karen.account, karen.account.id, absence)
    row = row_of(anders.get(PAGE), karen)
    assert "Karen Prøve (fraværende til og med 20. marts 2026) Stedfortræder: Sara Prøve" in row
    assert "Stedfortræder" not in row_of(anders.get(PAGE), sara)
    link = f"/staff/accounts/{karen.id}/absence"
    assert link not in anders.get(PAGE)
    assert link in birgitte.get(PAGE)


def test_the_head_of_unit_says_that_a_contact_person_is_ill(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    karen, sara = staff_portal.contact("Karen"), staff_portal.contact("Sara")
    elsewhere = staff_portal.contact("Lone", "SUF")
    place = f"/staff/accounts/{karen.id}"
    page = birgitte.get(f"{place}/absence")
    offered = element(page, id="stand_in").text
    assert sara.account.name in offered
    for other in (karen, elsewhere, staff_portal.anders):
        assert other.account.name not in offered
    assert "Under fraværet går portalens mails om modtagne sager til stedfortræderen." in page
    fields = {"first": TODAY.isoformat(), "last": ""}
    refused = birgitte.post(f"{place}/absence", 422, **fields, stand_in=elsewhere.id).text
    assert "Den kollega kan ikke være stedfortræder." in element(refused, id="error-summary").text
    answer = birgitte.post(f"{place}/absence", **fields, stand_in=sara.id)
    assert answer.headers["Location"] == PAGE
    assert absence_of(staff_portal, karen) == Absence(TODAY, None, sara.id)
    assert birgitte.post(f"{place}/back").headers["Location"] == PAGE
    assert absence_of(staff_portal, karen) is None


def test_a_contact_person_says_herself_that_she_is_away(staff_portal: Portal) -> None:
    karen, sara = staff_portal.contact("Karen"), staff_portal.contact("Sara")
    passing = add_contact(staff_portal.workplace, "Maja", "BUF", for_one_dossier=True)
    set_absence(staff_portal.workplace, sara.account, sara.account.id, Absence(TODAY))
    browser = StaffBrowser(staff_portal, karen)
    offered = element(browser.get("/staff/account"), id="stand_in").text
    assert sara.account.name in offered
    assert passing.account.name not in offered
    assert staff_portal.anders.account.name not in offered
    fields = {"first": TODAY.isoformat(), "last": "", "stand_in": sara.id}
    browser.post("/staff/account/absence", **fields)
    assert absence_of(staff_portal, karen) == Absence(TODAY, None, sara.id)
    page = words(browser.get("/staff/account"))
    assert "Så længe går mails til de andre i forvaltningen, som sagen er sendt til." in page
    assert "lederen af enheden får besked" not in page
    browser.post("/staff/account/back")
    assert absence_of(staff_portal, karen) is None


def test_her_own_page_says_whom_she_answers_for_and_her_words(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    karen = add_contact(staff_portal.workplace, "Karen", "BUF", unit_name="Skolen ved Søen")
    page = words(StaffBrowser(staff_portal, karen).get("/staff/account"))
    for part in ("Kontaktperson", "Børne- og Ungdomsforvaltningen", "Skolen ved Søen"):
        assert part in page
    assert "Du står på enhedens underskrevne liste" in page
    assert "gendannes" not in page
    assert "Forvaltning" not in words(anders.get("/staff/account"))


def test_she_is_taken_up_by_the_words_on_her_own_page(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    karen = staff_portal.contact()
    relist(staff_portal, lambda now: now.without(karen.account.id))
    hers = element(
        StaffBrowser(staff_portal, karen).get("/staff/account"), id="own-words"
    ).text.strip()
    page = anders.get("/staff/members")
    assert element(page, id=f"words-{karen.id}").text.strip() == hers
    waiting = element(page, data_differing=karen.account.email).text
    assert "Børne- og Ungdomsforvaltningen" in waiting
    assert "Forvaltningen skal også være rigtig." in waiting
    anders.post(
        f"/staff/members/{karen.id}/take-up", words=hers, compared="y", passphrase=PASSPHRASE
    )
    assert [one.id for one in list_contacts(staff_portal.workplace)] == [karen.account.id]


def test_members_and_contact_persons_stand_apart(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    assert "Kontaktpersoner" not in words(anders.get("/staff/members"))
    karen = staff_portal.contact()
    page = anders.get("/staff/members")
    rows = [e.attributes for e in read_page(page).all("tr")]
    listed = [row["data-member"] for row in rows if "data-member" in row]
    assert len(listed) == 3
    assert karen.account.email not in listed
    assert "Børne- og Ungdomsforvaltningen" in row_of(page, karen)
    assert "De kan hverken åbne sager eller statistik" in words(page)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"administration": "SUF"}, "forvaltning"),
        ({"for_one_dossier": True}, "om det kun er til én forsendelse"),
    ],
    ids=["administration", "one dossier"],
)
def test_another_administration_than_was_signed_raises_the_alarm(
    staff_portal: Portal, anders: StaffBrowser, values: dict[str, object], said: str
) -> None:
    karen = staff_portal.contact()
    with staff_portal.workplace.database.engine.begin() as connection:
        row = update(accounts).where(accounts.c.id == karen.account.id)
        connection.execute(row.values(**values))
    banner = element(anders.get("/staff/today"), id="list-alarm").text
    assert "1 konto passer ikke til listen" in banner
    alarm = " ".join(
        element(anders.get("/staff/members"), data_differing=karen.account.email).text.split()
    )
    assert f"Kontoen er en anden, end da den blev taget op: {said}." in alarm


def test_one_who_is_gone_is_taken_off_the_list(staff_portal: Portal, anders: StaffBrowser) -> None:
    karen = staff_portal.contact()
    disable_account(staff_portal.workplace, None, karen.account.email)
    page = anders.get("/staff/members")
    gone = element(page, data_differing=karen.account.email).text
    assert "Så længe kontoen ikke er aktiv, kan intet sendes til den." in gone
    anders.post(f"/staff/members/{karen.id}/remove", passphrase=PASSPHRASE)
    assert karen.account.email not in anders.get("/staff/members")


def test_an_administration_that_is_no_more_is_shown_by_its_code(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    karen = staff_portal.contact()
    with staff_portal.workplace.database.engine.begin() as connection:
        row = update(accounts).where(accounts.c.id == karen.account.id)
        connection.execute(row.values(administration="OLD"))
    relist(
        staff_portal,
        lambda now: now.with_member(
            replace(
                next(one for one in now.members if one.account == karen.account.id),
                administration="OLD",
            )
        ),
    )
    assert "OLD" in row_of(anders.get(PAGE), karen)
    assert "OLD" in row_of(anders.get("/staff/members"), karen)
