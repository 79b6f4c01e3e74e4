"""The unit's pages of what it publishes: written, read by another, published, and corrected."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from portal.domain.access import Desk, Role
from portal.services.drafts.list_drafts import list_drafts
from portal.services.publishing.read_publication import read_publication_file
from portal.storage.tables import publication_files, report_drafts
from tests.caseworker.publishing import (
    BECAUSE,
    CORRECTED,
    LIST,
    WORDS,
    YEAR,
    browser_of,
    count_from_elsewhere,
    draft_of,
    published,
    sent,
    with_the_year,
)
from tests.caseworker.test_statistics import alter
from tests.caseworker.unit import element, newcomer, words
from tests.domain.counted_complaints import a_complaint
from tests.support.counted import a_case, a_matter
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_contact
from tests.support.staff import StaffBrowser

LATE = [a_case(date(2023, 12, 30), a_matter("law"), closed_on=date(2024, 2, 1))] * 3
FORMS = ("html", "pdf", "docx", "xlsx", "zip", "json")


@pytest.fixture
def portal(whole_portal: Portal) -> Portal:
    return with_the_year(whole_portal)


@pytest.fixture
def birgitte(portal: Portal) -> StaffBrowser:
    """The head of unit."""
    return StaffBrowser(portal, portal.birgitte)


@pytest.fixture
def anders(portal: Portal) -> StaffBrowser:
    return StaffBrowser(portal, portal.anders)


@pytest.fixture
def chaima(portal: Portal) -> StaffBrowser:
    return StaffBrowser(portal, portal.chaima)


def state(page: str) -> str:
    return " ".join(element(page, id="state").text.split())


def withheld(page: str) -> dict[str, str]:
    """What the figures that are not told are called, by their names."""
    found = (one for one in read_page(page).elements if "data-withheld" in one.attributes)
    return {one.attributes["data-withheld"]: one.text.strip() for one in found}


def plain_client(portal: Portal) -> FlaskClient:
    """A client that takes a report's file for what it is: no page of the portal's."""
    return FlaskClient(portal.app, portal.app.response_class)


def ready(anders: StaffBrowser, chaima: StaffBrowser) -> None:
    """Words that one wrote and another has read."""
    sent(anders, "words", **WORDS)
    sent(chaima, "reading")


def test_the_whole_way_from_words_to_a_public_page(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser, birgitte: StaffBrowser
) -> None:
    assert f'href="{YEAR}"' not in birgitte.get(LIST)
    sent(anders, "words", **WORDS)
    assert "En kollega skal læse teksterne" in words(birgitte.get(LIST))
    sent(chaima, "reading")
    assert state(chaima.get(YEAR)) == "Klar til offentliggørelse"
    assert "Lederen af enheden offentliggør rapporten" in words(chaima.get(YEAR))
    assert "Teksterne er læst af Chaima Prøve" in words(birgitte.get(f"{YEAR}/publish"))
    sent(birgitte, "publish", sure="y")
    page = birgitte.get(YEAR)
    assert "Rapporten er offentliggjort." in words(page)
    [edition] = published(portal)
    assert edition.digest in page
    citizen = portal.browser()
    public = citizen.get(f"/reports/{edition.id}")
    assert public.status_code == 200
    for name in (f"{language}.{form}" for language in ("da", "en") for form in FORMS):
        answer = plain_client(portal).get(f"/reports/{edition.id}/{name}")
        assert answer.status_code == 200, name
        assert answer.data == read_publication_file(portal.workplace, edition.id, name)
    assert f"/reports/{edition.id}" in page


@pytest.mark.parametrize(
    ("role", "desk"),
    [
        (Role.CASEWORKER, Desk.COMPLAINTS),
        (Role.LEAD, Desk.COMPLAINTS),
        (Role.ADMINISTRATOR, None),
        (Role.AUDITOR, None),
    ],
)
def test_to_nobody_else_is_there_such_a_report(
    portal: Portal, role: Role, desk: Desk | None
) -> None:
    rune = browser_of(portal, "Rune", role, desk)
    for page in ("", "/preview", "/words", "/remarks", "/publish", "/changes", "/files/da.json"):
        rune.get(YEAR + page, 404)
    for form in ("words", "remarks", "reading", "threshold", "exact", "publish", "correct"):
        rune.post(f"{YEAR}/{form}", 404, version=0, **WORDS)
    assert draft_of(portal).version == 0
    assert published(portal) == []


def test_a_contact_person_finds_no_such_page(portal: Portal) -> None:
    karen = StaffBrowser(portal, add_contact(portal.workplace, "Karen", "BUF"))
    karen.get(LIST, 404)
    karen.get(YEAR, 404)


def test_each_desk_has_its_own_reports_and_its_menu(portal: Portal) -> None:
    kaja = browser_of(portal, "Kaja", Role.LEAD, Desk.COMPLAINTS)
    wilma = browser_of(portal, "Wilma", Role.CASEWORKER, Desk.WHISTLEBLOWING)
    rikke = browser_of(portal, "Rikke", Role.AUDITOR, None)
    account = YEAR.replace("annual", "account")
    assert "Beretning om klager" in kaja.get(LIST)
    assert "whistleblowerordningen" not in words(kaja.get(LIST))
    assert "Emner, der er undersøgt" not in kaja.get(f"{account}/words")
    wilma.get(account, 404)
    assert f'href="{LIST}"' in wilma.get("/staff/cases")
    assert f'href="{LIST}"' not in rikke.get("/staff/statistics")
    rikke.get(LIST, 404)


def test_the_complaints_desk_publishes_an_account_of_its_own(portal: Portal) -> None:
    count_from_elsewhere(portal, [a_complaint(date(2025, 5, 1))])
    kaja = browser_of(portal, "Kaja", Role.LEAD, Desk.COMPLAINTS)
    year = f"{LIST}/account/2025-01-01/2025-12-31"
    kaja.post(f"{year}/remarks", version=0, table="administrations", remark_da="Ingen klager.")
    assert "Bemærkning til »Klager efter forvaltning«" in words(kaja.get(year))
    mia = browser_of(portal, "Mia", Role.CASEWORKER, Desk.COMPLAINTS)
    mia.post(f"{year}/reading", version=1)
    kaja.post(f"{year}/publish", version=2, sure="y")
    [edition] = published(portal)
    assert edition.kind == "account"
    assert "Offentliggjort" in words(mia.get(LIST))


def test_a_caseworker_publishes_nothing(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser
) -> None:
    ready(anders, chaima)
    chaima.get(f"{YEAR}/publish", 404)
    sent(chaima, "publish", 404, sure="y")
    sent(chaima, "correct", 404, **CORRECTED)
    assert published(portal) == []


def test_other_words_have_to_be_read_again(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser, birgitte: StaffBrowser
) -> None:
    ready(anders, chaima)
    sent(chaima, "words", **{**WORDS, "rejected_da": "Høj arbejdsmængde"})
    assert state(birgitte.get(YEAR)) == "En kollega skal læse teksterne"
    page = sent(birgitte, "publish", 409, sure="y")
    assert "En kollega skal læse teksterne" in element(page, id="error-summary").text
    assert published(portal) == []


def test_nobody_reads_her_own_words_for_another(anders: StaffBrowser, portal: Portal) -> None:
    sent(anders, "words", **WORDS)
    assert "Du har selv skrevet i teksterne" in element(anders.get(YEAR), id="own-words").text
    page = sent(anders, "reading", 422)
    assert "En kollega må læse dem" in element(page, id="error-summary").text
    assert draft_of(portal).reading is None


def test_a_small_figure_is_told_once_a_colleague_has_agreed(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser, birgitte: StaffBrowser
) -> None:
    figure = "themes.environment"
    assert withheld(anders.get(YEAR))[figure] == "Forhold efter tema: Miljøfare"
    assert words(anders.get(YEAR)).count("Forhold efter tema: Miljøfare: 1 ") == 1
    sent(anders, "exact", figure=figure, because=BECAUSE)
    assert told(anders, "environment") is None
    assert state(birgitte.get(YEAR)) == "Et lille tal mangler en kollegas godkendelse"
    sent(birgitte, "publish", 409, sure="y")
    page = sent(anders, f"exact/{figure}/confirm", 422)
    assert "Du har selv bedt om det" in element(page, id="error-summary").text
    assert BECAUSE in chaima.get(YEAR)
    assert "Tallet er 1 " in words(chaima.get(YEAR))
    sent(chaima, f"exact/{figure}/confirm")
    assert told(chaima, "environment") == 1
    assert "Forhold efter tema: Miljøfare" in birgitte.get(f"{YEAR}/publish")
    sent(birgitte, f"exact/{figure}/withdraw")
    assert told(chaima, "environment") is None
    sent(birgitte, "publish", sure="y")
    [edition] = published(portal)
    assert figure in edition.withheld


def told(browser: StaffBrowser, theme: str) -> int | None:
    """How many matters of a theme the report would tell of."""
    themes = json.loads(browser.get(f"{YEAR}/files/da.json"))["themes"]
    return next(one["count"] for one in themes if one["code"] == theme)


def test_a_reason_that_says_nothing_is_refused_and_stays_in_its_field(
    portal: Portal, anders: StaffBrowser
) -> None:
    page = sent(anders, "exact", 422, figure="themes.environment", because="Fordi")
    assert element(page, name="because").text.strip() == "Fordi"
    assert "selected" in element(page, value="themes.environment").attributes
    sent(anders, "exact", 422, figure="themes.law", because=BECAUSE)
    sent(anders, "exact/themes.law/confirm", 404)
    assert draft_of(portal).exact == ()


def test_a_report_published_twice_goes_out_once(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser, birgitte: StaffBrowser
) -> None:
    ready(anders, chaima)
    for _ in range(2):
        sent(birgitte, "publish", sure="y")
    assert len(published(portal)) == 1
    answer = birgitte.client.get(f"{YEAR}/publish")
    assert answer.headers["Location"] == f"{YEAR}/changes"


def test_nothing_goes_out_before_the_files_were_looked_at(
    portal: Portal, birgitte: StaffBrowser
) -> None:
    page = sent(birgitte, "publish", 422)
    assert "når du har set det hele igennem" in element(page, id="error-summary").text
    assert published(portal) == []


def test_a_correction_shows_each_figure_as_it_was_and_as_it_is(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser, birgitte: StaffBrowser
) -> None:
    ready(anders, chaima)
    birgitte.get(f"{YEAR}/changes", 404)
    sent(birgitte, "publish", sure="y")
    assert "Der er intet at rette" in element(birgitte.get(f"{YEAR}/changes"), id="unchanged").text
    count_from_elsewhere(portal, LATE)
    page = birgitte.get(f"{YEAR}/changes")
    assert "tal er ændret siden offentliggørelsen" in words(page)
    rows = html.fromstring(page).xpath("//tr[@data-change]")
    changes = [[cell.text_content() for cell in row.xpath("./td")] for row in rows]
    assert ["Antal", "105", "108"] in changes
    assert "Lederen af enheden offentliggør rettelsen" in words(anders.get(f"{YEAR}/changes"))
    page = sent(birgitte, "correct", 422, because_da="Fejl", sure="y")
    assert element(page, name="because_da").text.strip() == "Fejl"
    for _ in range(2):
        sent(birgitte, "correct", **CORRECTED)
    newest, oldest = published(portal)
    assert (newest.number, oldest.number) == (2, 1)
    assert CORRECTED["because_da"] in birgitte.get(YEAR)
    written = read_publication_file(portal.workplace, newest.id, "da.html").decode()
    assert CORRECTED["because_da"] in written


def test_who_saves_second_loses_nothing_and_sees_what_was_saved_first(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser
) -> None:
    sent(anders, "words", version=0, **WORDS)
    mine = {**WORDS, "foreword_da": "Mit eget forord."}
    page = sent(chaima, "words", 409, version=0, **mine)
    assert element(page, name="foreword_da").text.strip() == "Mit eget forord."
    assert WORDS["foreword_da"] in element(page, id="kept").text
    assert draft_of(portal).words.foreword.da == WORDS["foreword_da"]
    again = element(page, name="version").attributes["value"]
    sent(chaima, "words", version=again, **mine)
    assert draft_of(portal).words.foreword.da == "Mit eget forord."
    assert set(draft_of(portal).written_by) == {portal.anders.id, portal.chaima.id}


def test_words_that_are_too_long_stay_in_their_field(portal: Portal, anders: StaffBrowser) -> None:
    page = sent(anders, "words", 422, **{**WORDS, "foreword_da": "a " * 10_001})
    assert element(page, name="examined_da").text.strip() == WORDS["examined_da"]
    assert draft_of(portal).version == 0


def test_each_line_that_could_point_at_somebody_is_marked(anders: StaffBrowser) -> None:
    line = "Sygeplejersken på Plejehjemmet Solsikken"
    sent(anders, "words", **{**WORDS, "examined_da": f"Mobning af medarbejdere\n{line}"})
    page = html.fromstring(anders.get(YEAR))
    [marked] = page.xpath("//li[.//*[@data-warning]]")
    told = " ".join(marked.text_content().split())
    assert told.startswith(line)
    assert "»Plejehjemmet Solsikken« er et bestemt sted" in told


def test_a_remark_stands_under_its_table_and_is_taken_away_when_it_is_emptied(
    portal: Portal, anders: StaffBrowser
) -> None:
    remark = {"table": "themes", "remark_da": "Temaerne er enhedens egne.", "remark_en": ""}
    sent(anders, "remarks", **remark)
    assert "Bemærkning til »Forhold efter tema«" in words(anders.get(YEAR))
    assert "Temaerne er enhedens egne." in anders.get(f"{YEAR}/preview")
    assert "Temaerne er enhedens egne." in anders.get(f"{YEAR}/files/da.html")
    free = {
        one.attributes["value"] for one in read_page(anders.get(f"{YEAR}/remarks")).all("option")
    }
    assert "grounds" in free
    assert "themes" not in free
    page = anders.get(f"{YEAR}/remarks?table=themes")
    assert element(page, name="remark_da").text.strip() == "Temaerne er enhedens egne."
    sent(anders, "remarks", 422, **{**remark, "table": "no_such_table"})
    sent(anders, "words", **WORDS)
    assert "themes" in draft_of(portal).words.remarks
    sent(anders, "remarks", **{**remark, "remark_da": " "})
    assert draft_of(portal).words.remarks == {}


def test_the_smallest_figure_told_is_three_or_five(portal: Portal, anders: StaffBrowser) -> None:
    at_three = withheld(anders.get(YEAR))
    sent(anders, "threshold", threshold="5")
    assert len(withheld(anders.get(YEAR))) > len(at_three)
    sent(anders, "threshold", 422, threshold="4")
    assert draft_of(portal).threshold == 5


@pytest.mark.parametrize("form", ["reading", "threshold"])
def test_what_a_colleague_changed_meanwhile_is_shown_before_anything_is_done(
    portal: Portal, anders: StaffBrowser, chaima: StaffBrowser, form: str
) -> None:
    sent(anders, "words", **WORDS)
    sent(anders, "words", **{**WORDS, "rejected_da": "Høj arbejdsmængde"})
    page = sent(chaima, form, 409, version=1, threshold="5")
    assert "En kollega har ændret udkastet" in element(page, id="error-summary").text
    assert "Høj arbejdsmængde" in page
    assert (draft_of(portal).reading, draft_of(portal).threshold) == (None, 3)


@pytest.mark.parametrize(
    "address",
    [
        "annual/2023-01-01",
        "annual/2023-12-31/2023-01-01",
        "annual/2023-01-01/2023-13-01",
        "annual/1999-01-01/1999-12-31",
        "annual/2026-03-04/2026-12-31",
        "monthly/2023-01-01/2023-12-31",
        "annual/2023-01-01/2023-12-31/files/da.exe",
        "annual/2023-01-01/2023-12-31/files/de.pdf",
    ],
)
def test_an_address_that_names_no_report_leads_nowhere(
    birgitte: StaffBrowser, address: str
) -> None:
    birgitte.get(f"{LIST}/{address}", 404)


def test_another_period_is_chosen_by_its_days(birgitte: StaffBrowser) -> None:
    asked = f"{LIST}/choose?kind=annual&from=2023-01-01&to="
    answer = birgitte.client.get(f"{asked}2023-06-30")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"{LIST}/annual/2023-01-01/2023-06-30",
    )
    page = birgitte.get(f"{asked}2022-06-30", 422)
    assert "Perioden slutter, før den begynder." in element(page, id="error-summary").text
    assert element(page, name="from").attributes["value"] == "2023-01-01"
    birgitte.get(f"{LIST}/choose?from=2023-01-01&to=2023-06-30", 422)


def test_a_period_that_still_runs_can_be_written_about_and_not_published(
    portal: Portal, birgitte: StaffBrowser
) -> None:
    running = f"{LIST}/annual/2026-01-01/2026-12-31"
    assert "Perioden er ikke slut" in words(birgitte.get(running))
    birgitte.post(f"{running}/publish", 409, version=0, sure="y")
    assert published(portal) == []


def test_a_period_before_the_portal_can_be_written_about_and_not_published(
    portal: Portal, birgitte: StaffBrowser
) -> None:
    before = f"{LIST}/annual/2022-01-01/2022-12-31"
    page = birgitte.get(before)
    why = "Perioden ligger helt eller delvis, før portalen blev taget i brug"
    assert why in words(page)
    assert "Tallene stemmer med hinanden" not in words(page)
    for at in ("", "/publish"):
        assert "som den bliver" not in words(birgitte.get(before + at))
    birgitte.post(f"{before}/publish", 422, version=0)
    refused = birgitte.post(f"{before}/publish", 409, version=0, sure="y").get_data(as_text=True)
    assert why in element(refused, id="error-summary").text
    assert published(portal) == []


def test_words_can_be_written_while_figures_do_not_fit_together(
    portal: Portal, anders: StaffBrowser, birgitte: StaffBrowser
) -> None:
    alter(portal, portal.taken_up().number)
    assert "Tallene stemmer ikke med hinanden" in words(anders.get(YEAR))
    sent(anders, "words", **WORDS)
    assert draft_of(portal).words.rejected.da == "Dårlig ledelse"
    assert "Tallene stemmer ikke" in words(birgitte.get(f"{YEAR}/publish"))
    anders.get(f"{YEAR}/files/da.pdf", 409)


def test_who_has_no_key_to_the_statistics_is_told_what_to_do(portal: Portal) -> None:
    dorthe = StaffBrowser(portal, newcomer(portal))
    page = dorthe.get(YEAR, 409)
    assert "Du har ikke nøglen til statistikken endnu" in words(page)
    dorthe.get(LIST, 409)


def test_what_was_being_written_waits_as_a_draft_and_opens_in_its_form(
    portal: Portal, anders: StaffBrowser
) -> None:
    for form, field in (("words", "foreword_da"), ("remarks", "remark_da")):
        fields = {"version": 0, "table": "themes", field: "Et halvt forord"}
        address = anders.post(f"{YEAR}/{form}", draft="1", **fields).headers["Location"]
        assert address.startswith(f"{YEAR}/{form}?draft=")
        page = anders.get(address)
        assert element(page, name=field).text.strip() == "Et halvt forord"
        page = anders.post(f"{YEAR}/{form}", 422, draft="1", version=0).get_data(as_text=True)
        assert "Der er intet at gemme endnu" in element(page, id="error-summary").text
    assert "Tekst til en rapport, der skal offentliggøres" in words(anders.get("/staff/drafts"))
    assert draft_of(portal).version == 0


def test_words_sent_after_the_session_ran_out_are_kept(
    portal: Portal, anders: StaffBrowser
) -> None:
    anders.get(f"{YEAR}/words")
    portal.clock.advance(timedelta(minutes=31))
    answer = anders.post(f"{YEAR}/words", version=0, **WORDS)
    assert answer.headers["Location"] == "/staff/login"
    [kept] = list_drafts(portal.workplace, portal.anders)
    assert WORDS["foreword_da"] in kept.texts
    assert draft_of(portal).version == 0


def test_a_stolen_database_shows_no_word_of_a_draft(portal: Portal, anders: StaffBrowser) -> None:
    sent(anders, "words", **WORDS)
    with portal.workplace.database.engine.connect() as connection:
        [row] = connection.execute(report_drafts.select()).all()
        assert connection.execute(publication_files.select()).all() == []
    assert WORDS["rejected_da"].encode() not in row.box
