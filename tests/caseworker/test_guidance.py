"""The unit's guidance texts: read by every member, kept by the head of unit."""

import pytest

from portal.domain.access import Role
from portal.services.guidance import list_guidance, remove_guidance
from tests.caseworker.unit import element, words
from tests.support.page_checks import read_page
from tests.support.portal import Portal, add_member
from tests.support.staff import StaffBrowser

TEXT = {
    "title_da": "Ring til os",
    "body_da": "Vi har åbent fra 9 til 20.",
    "title_en": "Call us",
    "body_en": "We are open from 9 to 20.",
    "grounds": ["not_serious", "outside_circle"],
}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def _titles(page: str) -> list[str]:
    return [h.text.strip() for h in read_page(page).all("h2")]


def test_every_member_reads_the_texts_and_the_lead_alone_changes_them(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    page = anders.get("/staff/guidance")
    texts = staff_portal.workplace.municipality.guidance
    assert len(_titles(page)) == len(texts)
    assert texts[0].body.da.split(".")[0] in page
    assert "/staff/guidance/new" not in page
    assert "/staff/guidance/new" in birgitte.get("/staff/guidance")
    anders.get("/staff/guidance/new", 404)
    anders.post("/staff/guidance/manager/remove", 404)
    torben = add_member(staff_portal.workplace, "Torben", Role.ADMINISTRATOR, None)
    StaffBrowser(staff_portal, torben).get("/staff/guidance", 404)


def test_a_new_text_can_be_chosen_for_a_rejection(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    birgitte.post("/staff/guidance/new", **TEXT)
    page = birgitte.get("/staff/guidance")
    assert "Teksten »Ring til os« er gemt." in page
    assert "Ring til os" in _titles(page)
    kept = next(t for t in list_guidance(staff_portal.workplace) if t.title.da == "Ring til os")
    assert kept.grounds == ("not_serious", "outside_circle")
    assert kept.body.en == "We are open from 9 to 20."


def test_a_text_that_lacks_something_comes_back_with_the_rest(birgitte: StaffBrowser) -> None:
    response = birgitte.post("/staff/guidance/new", 422, **{**TEXT, "body_en": " "})
    assert "Skriv teksten på engelsk." in element(response.text, id="error-summary").text
    assert "Vi har åbent" in response.text
    response = birgitte.post("/staff/guidance/new", 422, **{**TEXT, "grounds": ["nonsense"]})
    assert "Vælg en grund." in element(response.text, id="error-summary").text
    response = birgitte.post("/staff/guidance/new", 422, **{**TEXT, "grounds": []})
    assert "Vælg mindst én grund" in element(response.text, id="error-summary").text


def test_a_text_is_corrected_in_place(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    page = birgitte.get("/staff/guidance/manager")
    delivered = staff_portal.workplace.municipality.guidance_text("manager")
    assert element(page, id="title_da").attributes["value"] == delivered.title.da
    checked = [
        e.attributes["value"] for e in read_page(page).all("input") if "checked" in e.attributes
    ]
    assert tuple(checked) == delivered.grounds
    birgitte.post("/staff/guidance/manager", **TEXT)
    titles = [text.title.da for text in list_guidance(staff_portal.workplace)]
    assert "Ring til os" in titles
    assert delivered.title.da not in titles
    birgitte.get("/staff/guidance/nonsense", 404)


def test_a_text_is_removed_but_never_the_last(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    birgitte.post("/staff/guidance/manager/remove")
    codes = [text.code for text in list_guidance(staff_portal.workplace)]
    assert "manager" not in codes
    birgitte.post("/staff/guidance/manager/remove", 404)
    for code in codes[1:]:
        remove_guidance(staff_portal.workplace, staff_portal.birgitte, code)
    refused = birgitte.post(f"/staff/guidance/{codes[0]}/remove", 422)
    assert "Det er den sidste tekst." in words(refused.text)
