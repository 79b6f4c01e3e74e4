"""Whatever somebody types, in any field of any form, is text: on the page it comes back on, and on
every page that shows it later."""

import pytest

from tests.administration.contacts import Contact, sent_by_anders
from tests.caseworker import complaints, supervised
from tests.support.hostile_walk import ATTRIBUTE, ELEMENT, HARM, RECKONED, Walk, faults_of, forms_of
from tests.support.portal import Portal
from tests.support.staff import StaffBrowser

# What is shown where does not depend on the engine.
one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@one_engine
def test_harm_in_every_field_of_the_public_side_stays_text(intake_portal: Portal) -> None:
    walk = Walk(intake_portal.browser()).go("/", "/report/new", "/complaint", "/case")
    assert walk.faults == []
    assert {"/report/new description", "/complaint wish", "/case receipt_code"} <= walk.typed_into
    assert walk.shown


@one_engine
def test_harm_in_every_field_of_the_units_side_stays_text(staff_portal: Portal) -> None:
    sent = sent_by_anders(staff_portal)
    complaint = complaints.taken_up(staff_portal, HARM)
    lead = StaffBrowser(staff_portal, staff_portal.birgitte)
    supervision = supervised.opened(lead, subject=HARM[:100])
    cases = (sent.report.number, complaint.number, supervision)
    walk = Walk(lead.client).go("/staff/cases", *(f"/staff/cases/{number}" for number in cases))
    assert walk.faults == []
    assert len(walk.typed_into) > 60
    assert {"GET /staff/cases/id", "GET /staff/guidance", "GET /staff/supervisions"} <= walk.shown


@one_engine
def test_harm_in_every_field_of_a_contact_person_stays_text(staff_portal: Portal) -> None:
    sent = sent_by_anders(staff_portal)
    karen = Contact(staff_portal, sent.karen, sent)
    karen.opens()
    walk = Walk(karen.browser.client).go("/administration", karen.address)
    assert walk.faults == []
    assert "GET /administration/dossiers/id" in walk.shown


@pytest.mark.parametrize(
    "html",
    [f"<p>{HARM}</p>", f'<input value="{HARM}">', f"<p>{RECKONED}</p>", f"<p {ATTRIBUTE}=1>"],
)
def test_the_walk_finds_harm_that_is_more_than_text(html: str) -> None:
    assert faults_of(html)


def test_the_walk_fills_in_what_a_browser_would_send() -> None:
    page = (
        '<form action="/a" method="post"><input name="t"><textarea name="l"></textarea>'
        '<input type="hidden" name="h" value="1"><select name="s"><option value=""><option'
        ' value="x"></select><input type="radio" name="r" value="no"></form>'
    )
    (form,) = forms_of(page, "/b")
    assert form.filled("zz") == {"t": "zz", "l": "zz", "h": "1", "s": "x", "r": "no"}
    assert f"<{ELEMENT}" in HARM
