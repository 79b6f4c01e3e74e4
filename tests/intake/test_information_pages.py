"""What is told before anybody writes a word: complete, true and without a trace."""

import re
from html import unescape
from pathlib import Path

import pytest

from portal.municipality import load_municipality
from tests.intake.visitor import Visitor
from tests.support.clock import FixedClock
from tests.support.page_checks import CheckedClient
from tests.support.portal import NOON, open_portal

# These pages read no case, so that one engine will do.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGES = [
    "/",
    "/report",
    "/about",
    "/privacy",
    "/accessibility",
    "/contact",
    "/case/left",
    "/report/kept",
    "/reports",
    "/complaint/kept",
]


def words(visitor: Visitor) -> str:
    return " ".join(unescape(visitor.page.all("main")[0].text).split())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_only_tells_has_no_form_and_sets_no_cookie(
    visitor: Visitor, address: str
) -> None:
    visitor.read(address)
    assert visitor.status == 200
    assert visitor.page.all("form") == []
    assert visitor.cookies() == []


@pytest.mark.parametrize("address", [*PAGES, "/report/new", "/complaint", "/case"])
def test_a_page_leads_nowhere_that_does_not_exist(visitor: Visitor, address: str) -> None:
    visitor.read(address)
    links = {link.attributes["href"] for link in visitor.page.all("a")}
    for link in sorted(links):
        if link.startswith("/"):
            assert visitor.read(link).status in (200, 303), link


def test_the_front_page_has_three_doors_and_is_the_only_one_indexed(visitor: Visitor) -> None:
    visitor.read("/")
    doors = [link.attributes["href"] for link in visitor.page.all("a") if "h2" in link.inside]
    assert doors == ["/report", "/case", "/complaint"]
    assert "X-Robots-Tag" not in visitor.answer.headers
    assert "noindex" not in visitor.text
    for address in PAGES[1:]:
        visitor.read(address)
        assert visitor.answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert 'name="robots" content="noindex' in visitor.text


def test_the_guide_leads_to_the_form_and_to_the_complaint_and_sends_nothing(
    visitor: Visitor,
) -> None:
    visitor.read("/report")
    links = {link.attributes["href"] for link in visitor.page.all("main", "a") if link.tag == "a"}
    assert {"/report/new", "/complaint"} <= links
    radios = visitor.page.all("input")
    assert radios
    assert all("form" not in radio.inside for radio in radios)


@pytest.mark.parametrize("address", ["/report", "/about"])
def test_who_is_told_to_read_about_complaining_is_told_where_that_leads(
    visitor: Visitor, address: str
) -> None:
    visitor.read(address)
    links = [a for a in visitor.page.all("main", "a") if a.text.strip() == "Læs om at klage"]
    assert links
    assert {link.attributes["href"] for link in links} == {"/complaint"}
    assert "klage går til Borgerrådgiveren" in words(visitor) or "Den går til" in words(visitor)
    there = words(visitor.read("/complaint"))
    assert "kan du klage til Borgerrådgiveren" in there
    assert "Det kan du klage over" in there


def test_a_citizens_matter_is_led_to_the_complaint_and_an_employees_own_to_who_can_help(
    visitor: Visitor,
) -> None:
    told = words(visitor.read("/report"))
    assert "Handler det om din egen eller din families sag hos kommunen, er det en klage." in told
    assert "din tillidsrepræsentant eller din faglige organisation" in told
    assert "Du kan altid indberette." in told


@pytest.mark.parametrize("relation", [r for r in load_municipality().relations if r.letter])
def test_everybody_in_the_circle_of_persons_is_named(visitor: Visitor, relation) -> None:
    for address in ("/report", "/about"):
        assert relation.label.da in words(visitor.read(address))


def test_what_the_law_leaves_out_is_said_before_anybody_writes(visitor: Visitor) -> None:
    told = words(visitor.read("/about"))
    for left_out in (
        "klassificerede oplysninger",
        "retsplejelovens § 129",
        "sundhedslovens § 40",
        "rettens rådslagning",
        "strafferetsplejen (§ 1, stk. 3)",
    ):
        assert left_out in told


def test_the_conditions_for_publishing_are_exact(visitor: Visitor) -> None:
    """WBL § 5, stk. 2: three conditions, none of which is having reported to the municipality."""
    told = words(visitor.read("/about"))
    assert "både her og til en ekstern ordning, eller direkte til en ekstern ordning" in told
    assert "overhængende eller åbenbar fare for offentlighedens interesser" in told
    assert "ringe udsigt til, at overtrædelsen bliver imødegået effektivt" in told
    assert "Det er ikke nok kun at have indberettet her i kommunen" in told
    assert "rimelig grund" in told


@pytest.mark.parametrize("address", ["/", "/report", "/about", "/contact"])
def test_the_national_scheme_is_named_with_a_link_and_a_telephone(
    visitor: Visitor, address: str
) -> None:
    scheme = load_municipality().external_scheme
    visitor.read(address)
    assert scheme.phone in words(visitor)
    assert scheme.url in [link.attributes["href"] for link in visitor.page.all("a")]


@pytest.mark.parametrize("address", ["/", "/report", "/report/new", "/case", "/about"])
def test_the_reporter_is_warned_of_the_workplaces_network(visitor: Visitor, address: str) -> None:
    assert "Brug ikke arbejdspladsens udstyr eller netværk" in words(visitor.read(address))


def test_the_times_of_keeping_are_the_municipalitys(visitor: Visitor) -> None:
    visitor.read("/privacy")
    months = [element.text for element in visitor.page.all("dd")]
    kept = load_municipality().retention
    assert months == [
        f"{count} måneder"
        for count in (
            kept.rejected,
            kept.refuted,
            kept.confirmed,
            kept.other,
            kept.complaint,
            kept.supervision,
        )
    ]


def test_the_short_address_of_the_accessibility_statement_leads_there(visitor: Visitor) -> None:
    assert visitor.read("/was").place == "/accessibility"


def test_the_complaint_door_says_what_one_can_complain_of_and_how_else(visitor: Visitor) -> None:
    told = words(visitor.read("/complaint"))
    assert load_municipality().phone in told
    assert "kan ikke ændre en afgørelse" in told
    assert "Du skal som udgangspunkt have klaget dér, hvor din sag bliver behandlet" in told


def test_english_is_carried_along_by_every_link(visitor: Visitor) -> None:
    visitor.read("/?lang=en")
    assert visitor.page.all("html")[0].attributes["lang"] == "en"
    own = [a.attributes["href"] for a in visitor.page.all("a") if a.attributes["href"][0] == "/"]
    assert [link for link in own if "lang=" not in link] == []


def test_no_page_shows_a_time_of_day_of_the_visit(visitor: Visitor) -> None:
    for address in PAGES:
        assert not re.search(r"\b12[:.]00\b", visitor.read(address).text)


@pytest.fixture
def nobody_works_here(database_url: str, tmp_path: Path) -> CheckedClient:
    app = open_portal(database_url, tmp_path, ["intake"], FixedClock(NOON))
    app.test_client_class = CheckedClient
    yield app.test_client()
    app.extensions["portal"].database.close()


@pytest.mark.parametrize("address", ["/report/new", "/complaint"])
def test_until_the_unit_is_ready_other_ways_are_shown_and_nothing_is_taken_in(
    nobody_works_here: CheckedClient, address: str
) -> None:
    answer = nobody_works_here.get(address)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert load_municipality().phone in page
    assert load_municipality().external_scheme.phone in page or address == "/complaint"
    assert "<form" not in page
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/report/new", "/complaint"])
def test_what_is_sent_before_the_unit_is_ready_is_given_back_without_a_code(
    nobody_works_here: CheckedClient, address: str
) -> None:
    answer = nobody_works_here.post(address, data={"description": "Der mangler penge."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "Der mangler penge." in page
    assert "receipt-code" not in page
    assert "Set-Cookie" not in answer.headers
