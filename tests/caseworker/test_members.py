"""The unit's list on its page: who stands there, who waits, and what somebody changed behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, update

from portal.caseworker import list_banner
from portal.domain.access import AccountState, Desk, Role
from portal.services.accounts.attempts import IN_HER_SESSION, count_attempt, throttle_of
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.list_accounts import list_members
from portal.services.members.look_at_list import look_at_list
from portal.storage.tables import accounts, unit_lists
from tests.caseworker.unit import element, newcomer, words
from tests.support.page_checks import read_page
from tests.support.portal import PASSPHRASE, Portal, add_member, secrets_of
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from portal.services.workplace import Member

PAGE = "/staff/members"
EVERY_PAGE = ("today", "cases", "guidance", "account", "there-is-no-such-page")
BANNERS = ("list-broken", "list-alarm", "list-waiting")


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def dorthe(staff_portal: Portal) -> Member:
    """A caseworker who waits."""
    return newcomer(staff_portal)


def change(portal: Portal, who: Member, **values: object) -> None:
    """Whoever can write the database changes an account."""
    with portal.workplace.database.engine.begin() as connection:
        connection.execute(update(accounts).where(accounts.c.id == who.account.id).values(**values))


def roll_back(portal: Portal) -> None:
    """Whoever can write the database brings the list back that was before the newest."""
    newest = look_at_list(portal.workplace).version
    with portal.workplace.database.engine.begin() as connection:
        connection.execute(delete(unit_lists).where(unit_lists.c.version == newest))


def their_words(browser: StaffBrowser, who: Member) -> str:
    return element(browser.get(PAGE), id=f"words-{who.id}").text


def form_of(browser: StaffBrowser, who: Member) -> dict[str, object]:
    """The form as a member fills it in who has compared the words."""
    return {"words": their_words(browser, who), "compared": "y", "passphrase": PASSPHRASE}


def take_up(browser: StaffBrowser, who: Member, status: int = 303, **fields: object) -> str:
    given = {**form_of(browser, who), **fields}
    return browser.post(f"{PAGE}/{who.id}/take-up", status, **given).text


def remove(browser: StaffBrowser, who: Member, status: int = 303, **fields: object) -> str:
    given = {"passphrase": PASSPHRASE, **fields}
    return browser.post(f"{PAGE}/{who.id}/remove", status, **given).text


def banners(page: str) -> list[str]:
    ids = {one.attributes.get("id", "") for one in read_page(page).elements}
    return [banner for banner in BANNERS if banner in ids]


def readers(portal: Portal) -> set[str]:
    return {member.name for member in list_members(portal.workplace)}


@pytest.mark.parametrize(
    "role", [Role.CASEWORKER, Role.LEAD, Role.ADMINISTRATOR, Role.AUDITOR], ids=str
)
def test_whoever_works_with_the_portal_sees_who_stands_on_the_list(
    staff_portal: Portal, role: Role
) -> None:
    desk = Desk.COMPLAINTS if role in (Role.CASEWORKER, Role.LEAD) else None
    someone = StaffBrowser(staff_portal, add_member(staff_portal.workplace, "Nogen", role, desk))
    page = someone.get(PAGE)
    version = look_at_list(staff_portal.workplace).version
    said = element(page, id="list-version").text
    assert said == f"Version {version}, underskrevet af Birgitte Prøve."
    row = " ".join(element(page, data_member="anders@kommune.example").text.split())
    assert row == "Anders Prøve Sagsbehandler Indberetninger anders@kommune.example"
    assert "Medlemmer" in page.split("<main")[0]


def test_a_newcomer_is_taken_up_by_a_colleague_whose_words_are_hers(
    staff_portal: Portal, birgitte: StaffBrowser, dorthe: Member
) -> None:
    own = StaffBrowser(staff_portal, dorthe)
    hers = element(own.get("/staff/account"), id="own-words").text
    assert len(hers.split()) == 6
    assert their_words(birgitte, dorthe) == hers
    assert "Dorthe Prøve" not in readers(staff_portal)
    take_up(birgitte, dorthe)
    page = birgitte.get(PAGE)
    assert "Dorthe Prøve står på listen, som du har underskrevet." in words(page)
    assert element(page, data_member="dorthe@kommune.example")
    assert "Dorthe Prøve" in readers(staff_portal)
    page = own.get("/staff/account")
    # She may need them again, when cases are recovered to her.
    assert element(page, id="own-words").text == hers
    version = look_at_list(staff_portal.workplace).version
    assert f"underskrevne liste, version {version}." in element(page, id="own-place").text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"compared": ""}, "Sæt kryds, når I har talt sammen"),
        ({"passphrase": " "}, "Skriv din adgangssætning."),
        ({"passphrase": "en hel anden sætning"}, "Adgangssætningen er forkert."),
        ({"token": ""}, "Siden har været åben for længe"),
        ({"words": "seks andre ord end disse her"}, "Kontoen er ændret, siden du åbnede siden"),
    ],
    ids=["tick", "none", "wrong", "token", "words"],
)
def test_what_is_missing_is_said_and_nothing_is_signed(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    dorthe: Member,
    change: dict[str, str],
    said: str,
) -> None:
    before = look_at_list(staff_portal.workplace).version
    page = take_up(birgitte, dorthe, 422, **change)
    assert said in element(page, id="error-summary").text
    assert "en hel anden sætning" not in page
    kept = "checked" in element(page, id=f"sign-{dorthe.id}-compared").attributes
    assert kept == (set(change) <= {"passphrase", "token"})
    assert look_at_list(staff_portal.workplace).version == before
    take_up(birgitte, dorthe)


def test_after_too_many_wrong_passphrases_the_form_says_how_long_to_wait(
    staff_portal: Portal, birgitte: StaffBrowser, dorthe: Member
) -> None:
    email = birgitte.member.account.email
    throttle = throttle_of(staff_portal.workplace, email, IN_HER_SESSION)
    for _ in range(5):
        count_attempt(staff_portal.workplace, throttle)
    page = take_up(birgitte, dorthe, 422)
    assert "Prøv igen om 16 sekunder." in element(page, id="error-summary").text
    staff_portal.clock.advance(timedelta(seconds=15))
    take_up(birgitte, dorthe)


def test_an_account_that_is_changed_while_it_is_compared_has_to_be_compared_again(
    staff_portal: Portal, birgitte: StaffBrowser, dorthe: Member
) -> None:
    given = form_of(birgitte, dorthe)
    change(staff_portal, dorthe, role=Role.LEAD)
    page = birgitte.post(f"{PAGE}/{dorthe.id}/take-up", 422, **given).text
    assert "ordene er nu nogle andre" in element(page, id="error-summary").text
    assert "checked" not in element(page, id=f"sign-{dorthe.id}-compared").attributes
    now = element(page, id=f"words-{dorthe.id}").text
    assert now != given["words"]
    assert element(page, name="words").attributes["value"] == now
    assert "Dorthe Prøve" not in readers(staff_portal)


def test_what_a_colleague_was_quicker_to_sign_is_not_signed_twice(
    staff_portal: Portal, birgitte: StaffBrowser, dorthe: Member
) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    given = form_of(anders, dorthe)
    take_up(birgitte, dorthe)
    version = look_at_list(staff_portal.workplace).version
    anders.post(f"{PAGE}/{dorthe.id}/take-up", **given)
    assert "Intet er underskrevet." in words(anders.get(PAGE))
    remove(anders, dorthe)
    remove(anders, staff_portal.chaima)
    anders.post(f"{PAGE}/nobody/take-up", **given)
    assert look_at_list(staff_portal.workplace).version == version


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR], ids=str)
def test_who_may_not_sign_reads_the_words_and_has_no_form(
    staff_portal: Portal, dorthe: Member, role: Role
) -> None:
    someone = StaffBrowser(staff_portal, add_member(staff_portal.workplace, "Nogen", role, None))
    page = someone.get(PAGE)
    assert element(page, id=f"words-{dorthe.id}")
    assert "passphrase" not in page
    given = {"compared": "y", "passphrase": PASSPHRASE}
    someone.post(f"{PAGE}/{dorthe.id}/take-up", 404, **given)
    someone.post(f"{PAGE}/{dorthe.id}/remove", 404, **given)


def test_who_waits_herself_signs_nothing(staff_portal: Portal, dorthe: Member) -> None:
    other = newcomer(staff_portal, "Ellen")
    own = StaffBrowser(staff_portal, dorthe)
    page = own.get(PAGE)
    assert "passphrase" not in page
    assert "Du kan først underskrive" in element(page, id="unlisted").text
    assert banners(own.get("/staff/cases")) == []
    assert "Det er din egen konto" in element(page, data_differing=dorthe.account.email).text
    refused = take_up(own, other, 422)
    assert "Du står ikke selv på listen" in words(refused)
    take_up(own, dorthe, 404)
    assert readers(staff_portal) == {"Anders Prøve", "Birgitte Prøve", "Chaima Prøve"}


def test_a_closed_account_is_taken_off_the_list(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    chaima = staff_portal.chaima
    disable_account(staff_portal.workplace, None, chaima.account.email)
    page = birgitte.get(PAGE)
    assert "kontoen er lukket" in element(page, data_differing=chaima.account.email).text
    assert f"words-{chaima.id}" not in page
    refused = remove(birgitte, chaima, 422, passphrase="en hel anden sætning")
    assert "Adgangssætningen er forkert." in element(refused, id="error-summary").text
    # Its form is the other one: there are no words to compare.
    birgitte.post(f"{PAGE}/{chaima.id}/take-up", compared="y", passphrase=PASSPHRASE)
    assert look_at_list(staff_portal.workplace).alarms
    remove(birgitte, chaima)
    page = birgitte.get(PAGE)
    assert "Chaima Prøve står ikke længere på listen." in words(page)
    assert "chaima@kommune.example" not in page


@pytest.mark.parametrize("key", ["identity_key", "signing_key"])
def test_keys_changed_in_the_database_raise_an_alarm_and_are_not_those_she_reads_aloud(
    staff_portal: Portal, birgitte: StaffBrowser, key: str
) -> None:
    anders = staff_portal.anders
    own = StaffBrowser(staff_portal, anders)
    change(staff_portal, anders, **{key: getattr(secrets_of("Intruder").public_keys, key)})
    section = element(birgitte.get(PAGE), data_differing=anders.account.email)
    assert "Kontoen er en anden, end da den blev taget op: nøgler." in section.text
    hers = element(own.get("/staff/account"), id="own-words").text
    assert their_words(birgitte, anders) != hers
    for place in EVERY_PAGE:
        status = 404 if place.startswith("there") else 200
        for browser in (birgitte, own):
            assert banners(browser.get(f"/staff/{place}", status)) == ["list-alarm"]
    # Reports go on being sealed to the keys that were signed.
    listed = next(
        one for one in list_members(staff_portal.workplace) if one.id == anders.account.id
    )
    assert getattr(listed, key) == getattr(secrets_of("Anders").public_keys, key)


def test_whose_sealing_key_was_changed_in_the_database_is_out_and_her_colleagues_are_told(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    anders = staff_portal.anders
    own = StaffBrowser(staff_portal, anders)
    change(staff_portal, anders, public_key=secrets_of("Intruder").public_keys.public_key)
    assert own.client.get("/staff/account").headers["Location"] == "/staff/login"
    assert banners(birgitte.get("/staff/cases")) == ["list-alarm"]
    section = element(birgitte.get(PAGE), data_differing=anders.account.email)
    assert "Kontoen er en anden, end da den blev taget op: nøgler." in section.text


def test_what_else_was_changed_is_named(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    change(staff_portal, staff_portal.anders, role=Role.LEAD, desk=Desk.BOTH, name="Anders And")
    section = element(birgitte.get(PAGE), data_differing=staff_portal.anders.account.email)
    assert "end da den blev taget op: navn, rolle, arbejdsområde." in section.text
    take_up(birgitte, staff_portal.anders)
    assert look_at_list(staff_portal.workplace).is_calm


def test_an_account_put_into_the_database_reads_nothing_and_is_seen(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    keys = secrets_of("Intruder").public_keys
    row = {
        "id": b"i" * 16,
        "email": "intruder@kommune.example",
        "name": "Ny Kollega",
        "role": Role.LEAD,
        "desk": Desk.BOTH,
        "administration": "",
        "unit_name": "",
        "state": AccountState.ACTIVE,
        "box": b"box",
        **vars(keys),
    }
    with staff_portal.workplace.database.engine.begin() as connection:
        connection.execute(insert(accounts).values(**row))
    assert "Ny Kollega" not in readers(staff_portal)
    report = staff_portal.filed()
    with staff_portal.workplace.open_unit() as unit:
        facts = unit.cases.by_number(report.number)
        assert facts is not None
        assert b"i" * 16 not in unit.case_keys.members(facts.id)
    assert banners(birgitte.get("/staff/cases")) == ["list-waiting"]
    assert "Ny Kollega" in element(birgitte.get(PAGE), data_differing=row["email"]).text


def test_a_list_that_was_rolled_back_is_said_on_every_page_and_nothing_can_be_signed(
    staff_portal: Portal, birgitte: StaffBrowser, dorthe: Member
) -> None:
    given = form_of(birgitte, dorthe)
    torben = StaffBrowser(
        staff_portal, add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    )
    roll_back(staff_portal)
    for browser in (birgitte, torben):
        assert banners(browser.get("/staff/account")) == ["list-broken"]
        page = browser.get(PAGE)
        assert "docs/operations.md" in element(page, id="broken").text
        assert "passphrase" not in page
        assert "data-member" not in page
    birgitte.post(f"{PAGE}/{dorthe.id}/take-up", **given)
    page = words(birgitte.get(PAGE))
    assert "Intet er underskrevet." in page
    assert readers(staff_portal) == set()


def test_newcomers_are_told_of_to_those_who_can_take_them_up(
    staff_portal: Portal, birgitte: StaffBrowser, dorthe: Member
) -> None:
    rikke = StaffBrowser(
        staff_portal, add_member(staff_portal.workplace, "Rikke", Role.AUDITOR, None)
    )
    for place in EVERY_PAGE:
        status = 404 if place.startswith("there") else 200
        assert banners(birgitte.get(f"/staff/{place}", status)) == ["list-waiting"]
    assert banners(rikke.get("/staff/log")) == []
    assert "1 kollega venter" in element(birgitte.get("/staff/today"), id="list-waiting").text
    take_up(birgitte, dorthe)
    assert banners(birgitte.get("/staff/today")) == []


def test_the_list_is_looked_at_once_a_page_and_for_nobody_outside(
    staff_portal: Portal, birgitte: StaffBrowser, dorthe: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def counted(workplace):
        looked.append(workplace)
        return look_at_list(workplace)

    monkeypatch.setattr(list_banner, "look_at_list", counted)
    birgitte.get(PAGE)
    birgitte.get("/staff/account")
    assert len(looked) == 2
    contact = StaffBrowser(staff_portal, staff_portal.contact())
    assert banners(contact.get("/administration")) == []
    assert banners(staff_portal.browser().get("/staff/login").text) == []
    assert len(looked) == 2


def test_who_signed_in_before_there_was_a_list_is_asked_to_sign_in_again(
    staff_portal: Portal, dorthe: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.staff.own_words", lambda *_known: "")
    page = StaffBrowser(staff_portal, dorthe).get("/staff/account")
    assert "own-words" not in page
    assert "Log ud, og log ind igen" in words(page)


def test_whom_nothing_is_sealed_to_has_no_words(staff_portal: Portal) -> None:
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    page = StaffBrowser(staff_portal, torben).get("/staff/account")
    assert "own-words" not in page
    assert "own-place" not in page
