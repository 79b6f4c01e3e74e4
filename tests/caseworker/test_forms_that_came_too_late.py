"""A form of an adviser's case that can no longer be done comes back with all that was typed; that
what is said of it leads to fields that are there, the browser of the tests sees to."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import pytest

from tests.caseworker.complaints import FULL, Filed, taken_up
from tests.caseworker.supervised import (
    BEGIN,
    CONCLUSION,
    LETTER,
    NEW,
    RECOMMENDED,
    STANDS,
    opened,
)
from tests.caseworker.test_assistance import SAID
from tests.caseworker.unit import FEEDBACK, element
from tests.support.page_checks import read_page
from tests.support.portal import Portal
from tests.support.staff import StaffBrowser

OTHER = "2026-7KQ4M"
OFFER = {
    "about": "Tonen i samtalerne",
    "administration": "BUF",
    "about_decision": "no",
    "offered_on": "2026-03-01",
}
AGREED = {"side": "citizen", "agreed_on": "2026-03-02"}
ENDED = {"end": "agreed", "ended_on": "2026-03-02", "result": "Ny kontaktperson"}
STATE = {"state": "on_hold", "on": "2026-03-02", "reason": "Vi venter på Ankestyrelsen"}
SUBJECT = {"subject": "Ventetid på breve", "administrations": ["BUF"]}
LINK = {"other": OTHER, "reason": "Samme forløb"}
DOOR = {"text": "Det er fra dit arbejde.", "carried": "Jeg venter på svar."}

# Every form that the pages of a complaint have and those of a report have not.
FORMS: Mapping[str, Mapping[str, object]] = {
    "mediation-offer": OFFER,
    "mediation-agree": AGREED,
    "mediation-end": ENDED,
    "supervision-begin": BEGIN,
    "supervision-subject": SUBJECT,
    "supervision-state": STATE,
    "supervision-letter": LETTER,
    "supervision-conclusion": CONCLUSION,
    "recommendation": RECOMMENDED,
    "link": LINK,
    "unlink": LINK,
    "merge": LINK,
    "other-door": DOOR,
    "register": FULL,
    "call": {"with_whom": "citizen", "spoke_with": "Sønnen", "note": " ", "minutes": "4"},
}
OF_SUPERVISION = [name for name in FORMS if name.startswith(("supervision-", "recommendation"))]


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def complaint(staff_portal: Portal) -> Filed:
    return taken_up(staff_portal)


def untouched(_browser: StaffBrowser, _number: str) -> None:
    """Nothing was done in it."""


def supervised(browser: StaffBrowser, number: str) -> None:
    browser.act(number, "supervision-begin", **BEGIN)
    browser.act(number, "supervision-letter", **LETTER)


def not_pursued(browser: StaffBrowser, number: str) -> None:
    browser.act(number, "supervision-begin", **BEGIN)
    browser.act(number, "recommendation", **RECOMMENDED)
    fields = {"state": "not_pursued", "on": "2026-03-03", "reason": "Løst"}
    browser.act(number, "supervision-state", **fields)


def mediated(browser: StaffBrowser, number: str) -> None:
    browser.act(number, "mediation-offer", **OFFER)
    for side in ("citizen", "administration"):
        browser.act(number, "mediation-agree", **{**AGREED, "side": side})


def no_longer_mediated(browser: StaffBrowser, number: str) -> None:
    mediated(browser, number)
    browser.act(number, "mediation-end", **ENDED)


def closed(browser: StaffBrowser, number: str) -> None:
    browser.act(number, "register", **FULL)
    browser.act(number, "feedback", **FEEDBACK)
    browser.act(number, "close", reason="Løst")


def asked_at_the_other_door(browser: StaffBrowser, number: str) -> None:
    browser.act(number, "other-door", **DOOR)


State = Callable[[StaffBrowser, str], None]
STATES: tuple[State, ...] = (
    untouched,
    supervised,
    not_pursued,
    mediated,
    no_longer_mediated,
    closed,
    asked_at_the_other_door,
)


def form_of(page: str, number: str, action: str) -> str:
    """The HTML of a form on a case's page. AssertionError where it is not there."""
    address = f'action="/staff/cases/{number}/{action}"'
    assert address in page, action
    return page.split(address, 1)[1].split("</form>", 1)[0]


def typed_in(form: str) -> dict[str, list[str]]:
    """What a form holds, by the names of its fields."""
    held: dict[str, list[str]] = defaultdict(list)
    name = ""
    for one in read_page(form).elements:
        name = one.attributes.get("name", name)
        value = one.attributes.get("value", "")
        if one.tag == "textarea":
            held[name].append(one.text.strip())
        elif one.tag == "option" and "selected" in one.attributes:
            held[name].append(value)
        elif one.tag == "input":
            choice = one.attributes["type"] in ("radio", "checkbox")
            if not choice or "checked" in one.attributes:
                held[name].append(value)
    return held


def came_back(page: str, number: str, action: str, fields: Mapping[str, object]) -> None:
    """The form stands on the page, open, with everything in it."""
    held = typed_in(form_of(page, number, action))
    for name, value in fields.items():
        several = value if isinstance(value, list) else [value]
        expected = [one for one in map(str, several) if one.strip()]
        assert sorted(one for one in held[name] if one) == sorted(expected), (action, name)


@pytest.mark.parametrize(
    ("state", "too_late"),
    [
        (
            untouched,
            [
                "mediation-agree",
                "mediation-end",
                "unlink",
                "link",
                "merge",
                "call",
                *(name for name in OF_SUPERVISION if name != "supervision-begin"),
            ],
        ),
        (supervised, ["supervision-begin", "supervision-subject", "mediation-offer", "register"]),
        (
            not_pursued,
            ["supervision-begin", "supervision-state", "supervision-conclusion", "recommendation"],
        ),
        (mediated, ["mediation-offer", "mediation-agree", "supervision-begin", "register"]),
        (no_longer_mediated, ["mediation-offer", "mediation-agree", "mediation-end", "register"]),
        (
            closed,
            [
                "mediation-offer",
                "mediation-agree",
                "mediation-end",
                "supervision-begin",
                "supervision-state",
                "supervision-letter",
                "merge",
                "other-door",
            ],
        ),
        (asked_at_the_other_door, ["other-door"]),
    ],
)
def test_what_a_colleague_made_impossible_meanwhile_keeps_what_was_typed(
    birgitte: StaffBrowser, complaint: Filed, state: State, too_late: list[str]
) -> None:
    state(birgitte, complaint.number)
    address = f"/staff/cases/{complaint.number}"
    for action in too_late:
        data = {"csrf_token": birgitte.token, **FORMS[action]}
        response = birgitte.client.post(f"{address}/{action}", data=data)
        assert response.status_code in (409, 422), action
        came_back(response.get_data(as_text=True), complaint.number, action, FORMS[action])


@pytest.mark.parametrize("state", STATES)
def test_what_is_missing_is_pointed_at_wherever_the_complaint_stands(
    birgitte: StaffBrowser, complaint: Filed, state: State
) -> None:
    state(birgitte, complaint.number)
    for action, fields in FORMS.items():
        wrong = dict.fromkeys(fields, "")
        wrong |= {"power_of_attorney": "x", "instead_of": "x", "minutes": "x"}
        page = birgitte.act(complaint.number, action, 422, **wrong)
        form_of(page, complaint.number, action)


def test_one_on_own_initiative_keeps_what_was_typed_too(birgitte: StaffBrowser) -> None:
    number = opened(birgitte)
    birgitte.act(number, "recommendation", **RECOMMENDED)
    birgitte.act(number, "supervision-conclusion", **CONCLUSION)
    birgitte.act(number, "supervision-state", state="closed", on="2026-03-03", reason="")
    birgitte.act(number, "close", reason="Slut")
    late = {**STANDS, "committee_told_on": "2026-03-03", "year": "2027"}
    for action, fields, status in (
        ("supervision-state", STATE, 409),
        ("supervision-subject", SUBJECT, 422),
        ("supervision-letter", {**LETTER, "administration": "TMF"}, 422),
        ("supervision-conclusion", {**CONCLUSION, "published_on": "2027-03-03"}, 422),
        ("recommendation", {**RECOMMENDED, "administration": "TMF"}, 422),
        ("recommendations/1/change", late, 422),
        ("unlink", LINK, 422),
        ("link", LINK, 422),
    ):
        page = birgitte.act(number, action, status, **fields)
        came_back(page, number, action, fields)


def test_the_one_link_that_is_gone_is_still_named(
    staff_portal: Portal, birgitte: StaffBrowser, complaint: Filed
) -> None:
    other = taken_up(staff_portal, "Min mand venter på svar.")
    fields = {"other": other.number, "reason": "Samme forløb"}
    birgitte.act(complaint.number, "link", **fields)
    birgitte.act(complaint.number, "unlink", **fields)
    page = birgitte.act(complaint.number, "unlink", 422, **fields)
    came_back(page, complaint.number, "unlink", fields)
    assert "ikke knyttet sammen længere" in element(page, id="error-summary").text


TOO_EARLY = "Vælg en dag inden for de sidste 20 år."


@pytest.mark.parametrize("day", ["0001-01-01", "2006-03-02"])
def test_a_day_more_than_twenty_years_back_is_pointed_at_and_not_taken(
    birgitte: StaffBrowser, complaint: Filed, day: str
) -> None:
    def refused(number: str, action: str, field: str) -> None:
        page = birgitte.act(number, action, 422, **{**FORMS[action], field: day})
        assert TOO_EARLY in element(page, id=f"{action}-{field}-error").text

    refused(complaint.number, "supervision-begin", "on")
    refused(complaint.number, "mediation-offer", "offered_on")
    birgitte.act(complaint.number, "mediation-offer", **OFFER)
    refused(complaint.number, "mediation-agree", "agreed_on")
    for side in ("citizen", "administration"):
        birgitte.act(complaint.number, "mediation-agree", **{**AGREED, "side": side})
    refused(complaint.number, "mediation-end", "ended_on")
    number = opened(birgitte)
    for action, field in (
        ("supervision-state", "on"),
        ("supervision-letter", "on"),
        ("supervision-conclusion", "published_on"),
        ("recommendation", "given_on"),
    ):
        refused(number, action, field)
    page = birgitte.post("/staff/supervisions/new", 422, **{**NEW, "on": day}).text
    assert TOO_EARLY in element(page, id="on-error").text


def test_assistance_that_was_asked_for_too_long_ago_is_not_taken(
    birgitte: StaffBrowser,
) -> None:
    wrong = {**SAID, "asked_on": "0001-01-01"}
    page = birgitte.post("/staff/assistance/new", 422, **wrong).text
    assert TOO_EARLY in element(page, id="asked_on-error").text
    birgitte.post("/staff/assistance/new", **SAID)
    page = birgitte.get("/staff/assistance")
    [number] = {
        one.attributes["href"].rpartition("/")[2]
        for one in read_page(page).all("a")
        if "/staff/cases/" in one.attributes.get("href", "")
    }
    fields = {name: wrong[name] for name in wrong if name not in ("impartial", "submission")}
    page = birgitte.act(number, "assistance", 422, **fields)
    assert TOO_EARLY in element(page, id="assistance-asked_on-error").text
    came_back(page, number, "assistance", fields)
