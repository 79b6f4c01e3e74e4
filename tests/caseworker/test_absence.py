"""A member says when she is away, or the head of unit for her; and chooses her language."""

from datetime import date, timedelta

import pytest

from portal.domain.access import Desk, Role
from portal.domain.reminding import Absence
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.list_accounts import find_account
from portal.services.accounts.preferences import Preferences, preferences_of, set_absence
from portal.services.casework.give_access import give_access
from portal.services.workplace import Member
from tests.caseworker.unit import element, words
from tests.support.page_checks import read_page
from tests.support.portal import PASSPHRASE, Portal, add_member
from tests.support.staff import StaffBrowser

TODAY = date(2026, 3, 3)
LAST = date(2026, 3, 20)


@pytest.fixture
def anders(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.anders)


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def chosen(portal: Portal, member: Member) -> Preferences:
    account = find_account(portal.workplace, member.account.id)
    assert account
    return preferences_of(portal.workplace, account)


def away(portal: Portal, member: Member, last: date | None = LAST, first: date = TODAY) -> None:
    absence = Absence(first, last, None)
    set_absence(portal.workplace, portal.birgitte.account, member.account.id, absence)


def typed(portal: Portal, **change: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "first": TODAY.isoformat(),
        "last": LAST.isoformat(),
        "stand_in": portal.chaima.id,
    }
    return fields | change


def test_a_member_gives_her_own_absence_and_ends_it(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    assert "Jeg er tilbage" not in anders.get("/staff/account")
    anders.post("/staff/account/absence", **typed(staff_portal))
    assert chosen(staff_portal, staff_portal.anders).absence == Absence(
        TODAY, LAST, staff_portal.chaima.id
    )
    page = anders.get("/staff/account")
    assert "Dit fravær er gemt." in words(page)
    said = " ".join(element(page, id="absence").text.split())
    assert said == (
        "Fraværende fra og med 3. marts 2026 til og med 20. marts 2026."
        " Stedfortræder: Chaima Prøve."
    )
    assert "Jeg er tilbage" in words(page)
    anders.post("/staff/account/back")
    assert chosen(staff_portal, staff_portal.anders).absence is None
    page = words(anders.get("/staff/account"))
    assert "Du er ikke længere meldt fraværende." in page
    assert "Jeg er tilbage" not in page


def test_neither_a_last_day_nor_a_stand_in_need_be_known(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    anders.post("/staff/account/absence", **typed(staff_portal, last="", stand_in=""))
    assert chosen(staff_portal, staff_portal.anders).absence == Absence(TODAY)
    said = " ".join(element(anders.get("/staff/account"), id="absence").text.split())
    assert said == "Fraværende fra og med 3. marts 2026 og indtil videre. Stedfortræder: ingen."


def test_an_absence_that_lies_ahead_is_called_off(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    ahead = TODAY + timedelta(days=7)
    anders.post("/staff/account/absence", **typed(staff_portal, first=ahead.isoformat()))
    page = anders.get("/staff/account")
    assert "Slet det planlagte fravær" in words(page)
    assert element(page, id="first").attributes["value"] == ahead.isoformat()
    anders.post("/staff/account/back")
    assert chosen(staff_portal, staff_portal.anders).absence is None


def test_an_absence_that_is_over_is_not_shown_any_more(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    away(staff_portal, staff_portal.anders)
    staff_portal.clock.advance(timedelta(days=18))
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    page = anders.get("/staff/account")
    assert 'id="absence"' not in page
    assert (
        "value" not in element(page, id="first").attributes
        or not element(page, id="first").attributes["value"]
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first": ""}, "Vælg den første fraværsdag."),
        ({"first": "i morgen"}, "Vælg den første fraværsdag."),
        ({"last": "snart"}, "Vælg den sidste fraværsdag, eller lad feltet stå tomt."),
        ({"last": "2026-03-02"}, "Den sidste fraværsdag ligger før den første."),
        ({"first": "2026-02-01", "last": "2026-03-02"}, "Den sidste fraværsdag er allerede gået."),
        ({"first": "2028-03-04", "last": ""}, "Den første fraværsdag kan højst ligge to år frem."),
        ({"last": "2028-03-04"}, "Den sidste fraværsdag kan højst ligge to år frem."),
        ({"stand_in": "nogen"}, "Vælg en kollega på listen, eller ingen."),
        ({"stand_in": "0" * 32}, "Den kollega kan ikke være stedfortræder."),
        ({"token": ""}, "Siden har været åben for længe"),
    ],
)
@pytest.mark.parametrize("own", [True, False], ids=["her own", "a colleague's"])
def test_an_absence_that_cannot_be_is_refused_with_what_was_typed(
    staff_portal: Portal,
    anders: StaffBrowser,
    birgitte: StaffBrowser,
    change: dict[str, object],
    said: str,
    own: bool,
) -> None:
    browser = anders if own else birgitte
    address = "account" if own else f"accounts/{staff_portal.anders.id}"
    fields = typed(staff_portal, **change)
    page = browser.post(f"/staff/{address}/absence", 422, **fields).text
    assert said in element(page, id="error-summary").text
    for name in ("first", "last"):
        assert element(page, id=name).attributes["value"] == fields[name]
    assert chosen(staff_portal, staff_portal.anders).absence is None


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            Absence(TODAY, date(2026, 3, 10)),
            "Chaima Prøve er selv fraværende til og med 10. marts 2026.",
        ),
        (
            Absence(LAST),
            "Chaima Prøve er selv fraværende indtil videre.",
        ),
        (Absence(LAST + timedelta(days=1)), ""),
        (None, ""),
    ],
    ids=["for a while", "from the last day on", "afterwards", "never"],
)
def test_a_stand_in_who_is_away_herself_is_pointed_out(
    staff_portal: Portal,
    anders: StaffBrowser,
    birgitte: StaffBrowser,
    own: Absence | None,
    said: str,
) -> None:
    chaima = staff_portal.chaima.account
    set_absence(staff_portal.workplace, chaima, chaima.id, own)
    anders.post("/staff/account/absence", **typed(staff_portal))
    for page in (
        anders.get("/staff/account"),
        birgitte.get(f"/staff/accounts/{staff_portal.anders.id}/absence"),
    ):
        assert ("stand-in-away" in page) == bool(said)
        whole = f"{said} Så længe går påmindelserne til lederen af enheden."
        assert (whole in words(page)) == bool(said)


def test_an_administrator_is_not_told_who_is_away(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    away(staff_portal, staff_portal.anders)
    page = StaffBrowser(staff_portal, torben).get("/staff/accounts")
    assert "Anders Prøve" in page
    assert "fraværende" not in page
    assert "Anders Prøve (fraværende" in words(birgitte.get("/staff/accounts"))


def test_the_head_of_unit_says_that_a_colleague_is_away_and_back(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    page = birgitte.get("/staff/accounts")
    place = f"/staff/accounts/{staff_portal.anders.id}"
    assert f'href="{place}/absence"' in page
    form = birgitte.get(f"{place}/absence")
    assert "Et fravær giver ingen adgang til sager." in words(form)
    assert staff_portal.anders.id not in element(form, id="stand_in").text
    birgitte.post(f"{place}/absence", **typed(staff_portal))
    page = words(birgitte.get("/staff/accounts"))
    assert "Fraværet for Anders Prøve er gemt." in page
    assert "Anders Prøve (fraværende til og med 20. marts 2026)" in page
    assert "Kollegaen er tilbage" in words(birgitte.get(f"{place}/absence"))
    birgitte.post(f"{place}/back", 422, token="")
    assert chosen(staff_portal, staff_portal.anders).absence
    birgitte.post(f"{place}/back")
    page = words(birgitte.get("/staff/accounts"))
    assert "Anders Prøve er ikke længere meldt fraværende." in page
    assert "(fraværende" not in page
    log = words(birgitte.get("/staff/log"))
    assert log.count("Ændrede, hvornår en medarbejder er fraværende") == 2
    assert "20. marts" not in log


def test_nobody_else_touches_a_colleagues_absence(staff_portal: Portal) -> None:
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    place = f"/staff/accounts/{staff_portal.anders.id}"
    for member in (torben, staff_portal.chaima):
        browser = StaffBrowser(staff_portal, member)
        browser.get(f"{place}/absence", 404)
        browser.post(f"{place}/absence", 404, **typed(staff_portal))
        browser.post(f"{place}/back", 404)
    page = StaffBrowser(staff_portal, torben).get("/staff/accounts")
    assert "/absence" not in page
    assert chosen(staff_portal, staff_portal.anders).absence is None


def test_only_active_members_have_a_page_for_it(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    disable_account(staff_portal.workplace, None, staff_portal.chaima.account.email)
    for account in (torben.id, staff_portal.chaima.id, "0" * 32, "nonsense"):
        birgitte.get(f"/staff/accounts/{account}/absence", 404)
        birgitte.post(f"/staff/accounts/{account}/back", 404)
        assert f"/staff/accounts/{account}/" not in birgitte.get("/staff/accounts")


def test_who_is_reminded_of_nothing_is_asked_for_no_absence(staff_portal: Portal) -> None:
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    browser = StaffBrowser(staff_portal, torben)
    assert "Fravær" not in words(browser.get("/staff/account"))
    browser.post("/staff/account/absence", 404, **typed(staff_portal))
    browser.post("/staff/account/back", 404)


def test_lists_to_pick_a_colleague_from_say_who_is_away(
    staff_portal: Portal, anders: StaffBrowser, birgitte: StaffBrowser
) -> None:
    dorthe = add_member(staff_portal.workplace, "Dorthe", Role.CASEWORKER, Desk.BOTH)
    report = staff_portal.filed(not_to=frozenset({staff_portal.anders.id}))
    birgitte.act(report.number, "impartiality", impartial="yes", reason="")
    away(staff_portal, staff_portal.chaima)
    page = birgitte.case(report.number)
    assert (
        "Chaima Prøve (fraværende til og med 20. marts 2026)"
        in element(page, id="handler-account").text
    )
    newcomer = add_member(staff_portal.workplace, "Ellen", Role.CASEWORKER, Desk.BOTH)
    away(staff_portal, newcomer, last=None)
    choices = element(birgitte.case(report.number), id="access-account").text
    assert "Ellen Prøve (fraværende indtil videre)" in choices
    give_access(
        staff_portal.workplace,
        staff_portal.birgitte,
        report.number,
        newcomer.account.id,
        passphrase=PASSPHRASE,
    )
    holders = words(birgitte.case(report.number))
    assert "Ellen Prøve (fraværende indtil videre)" in holders
    stand_ins = element(anders.get("/staff/account"), id="stand_in").text
    assert "Chaima Prøve (fraværende til og med 20. marts 2026)" in stand_ins
    assert dorthe.account.name in stand_ins


def test_somebody_whose_absence_lies_ahead_or_whose_account_is_closed_is_not_called_away(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    away(staff_portal, staff_portal.anders, first=TODAY + timedelta(days=1))
    away(staff_portal, staff_portal.chaima)
    disable_account(staff_portal.workplace, None, staff_portal.chaima.account.email)
    assert "(fraværende" not in birgitte.get("/staff/accounts")


def test_a_chosen_language_is_that_of_the_pages_until_the_address_says_otherwise(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    answer = anders.post("/staff/account/language", language="en")
    page = anders.get(answer.headers["Location"])
    assert chosen(staff_portal, staff_portal.anders).language == "en"
    assert _language(page) == "en"
    page = anders.get("/staff/account")
    assert _language(page) == "en"
    assert "checked" in element(page, id="language-1").attributes
    assert 'href="/staff/account"' in page
    assert 'action="/staff/account/absence"' in page
    page = anders.get("/staff/cases?lang=da")
    assert _language(page) == "da"
    assert 'href="/staff/account?lang=da"' in page
    assert 'name="lang" value="da"' in page
    answer = anders.post("/staff/account/language?lang=da", language="da")
    assert _language(anders.get("/staff/account")) == "da"


def test_a_language_is_the_members_own(
    staff_portal: Portal, anders: StaffBrowser, birgitte: StaffBrowser
) -> None:
    anders.post("/staff/account/language", language="en")
    assert _language(birgitte.get("/staff/account")) == "da"
    assert _language(staff_portal.browser().get("/staff/login").text) == "da"


def test_a_language_that_is_not_offered_is_refused(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    for language in ("sv", ""):
        page = anders.post("/staff/account/language", 422, language=language).text
        assert "Vælg dit sprog." in element(page, id="error-summary").text
    assert chosen(staff_portal, staff_portal.anders).language == "da"


def test_an_absence_stays_as_it_is_when_the_form_is_too_old(
    staff_portal: Portal, anders: StaffBrowser
) -> None:
    away(staff_portal, staff_portal.anders)
    page = anders.post("/staff/account/back", 422, token="").text
    assert "Siden har været åben for længe" in element(page, id="error-summary").text
    assert chosen(staff_portal, staff_portal.anders).absence


def _language(page: str) -> str:
    return next(iter(read_page(page).all("html"))).attributes["lang"]
