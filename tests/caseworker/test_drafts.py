"""What somebody wrote for longer than a session lasts, or saved on purpose, waits for her alone."""

import re
from datetime import timedelta
from io import BytesIO

import pytest

from crypto.identifiers import new_token
from crypto.one_time_code import code_at
from portal.domain.draft import MOST_DRAFTS, Draft
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.drafts.keep_draft import keep_draft
from portal.services.drafts.list_drafts import list_drafts
from portal.services.guidance import list_guidance
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Member
from tests.caseworker.unit import (
    FEEDBACK,
    IN_SCOPE,
    REJECTED,
    SENT,
    add_matter,
    element,
    open_forms,
    say_yes,
    view_of,
    words,
)
from tests.support.page_checks import CheckedClient, read_page
from tests.support.portal import OTP_SECRET, PASSPHRASE, FiledReport, Portal
from tests.support.staff import StaffBrowser

LONG = "Kære indberetter\n\nÅen løber <b>langt</b>, og det tog tid 🦉.\n  – æøå"
HALF_AN_HOUR = timedelta(minutes=31)


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up()


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def too_late(staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser) -> StaffBrowser:
    """The head of unit, who has just sent a message half an hour too late."""
    birgitte.get("/staff/cases")
    staff_portal.clock.advance(HALF_AN_HOUR)
    _send_late(birgitte, report)
    return birgitte


def _send_late(browser: StaffBrowser, report: FiledReport, **more: object) -> None:
    fields = {"message": LONG, "asks": "y", "submission": "en", **more}
    response = browser.post(f"/staff/cases/{report.number}/message", **fields)
    assert response.headers["Location"] == "/staff/login"


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def _sign_in(portal: Portal, client: CheckedClient, who: str) -> str:
    """Sign in by the pages; the first page, with what it says."""
    fields = {"email": f"{who}@kommune.example", "passphrase": PASSPHRASE}
    token = _token(client.get("/staff/login").text)
    client.post("/staff/login", data={"csrf_token": token, **fields})
    otp = code_at(OTP_SECRET, portal.clock.now())
    token = _token(client.get("/staff/login/otp").text)
    response = client.post("/staff/login/otp", data={"csrf_token": token, "otp": otp})
    assert response.headers["Location"] == "/staff/cases"
    return client.get("/staff/cases").text


def _follow(client: CheckedClient, address: str) -> str:
    """The page that an address leads to."""
    response = client.get(address)
    while response.status_code == 303:
        response = client.get(response.headers["Location"].partition("#")[0])
    assert response.status_code == 200
    return response.text


def _open_form(page: str) -> dict[str, str]:
    """Action and fields of the one form that stands open, as a browser would send them."""
    [place] = open_forms(page)
    inside = page.split(f'id="{place}"')[1].split("</details>", maxsplit=1)[0]
    fields = {"action": read_page(inside).all("form")[0].attributes["action"]}
    for field in read_page(inside).all("input"):
        kind = field.attributes.get("type", "text")
        if kind != "file" and (kind not in ("checkbox", "radio") or "checked" in field.attributes):
            fields[field.attributes["name"]] = field.attributes.get("value", "")
    for area in read_page(inside).all("textarea"):
        fields[area.attributes["name"]] = area.text.replace("\r\n", "\n").removeprefix("\n")
    return fields


def _submit(client: CheckedClient, fields: dict[str, str], status: int = 303) -> str:
    data = {name: value for name, value in fields.items() if name != "action"}
    response = client.post(fields["action"], data=data)
    assert response.status_code == status, words(response.text)
    return response.text


def _drafts(portal: Portal, member: Member) -> list[Draft]:
    return list_drafts(portal.workplace, member)


def _messages(portal: Portal, report: FiledReport) -> list[str]:
    entries = read_dialogue(portal.workplace, report.reporter).entries
    return [entry.text.replace("\r", "") for entry in entries[1:]]


def test_what_was_sent_too_late_waits_on_any_computer_and_is_sent_once(
    staff_portal: Portal, report: FiledReport, too_late: StaffBrowser
) -> None:
    page = words(too_late.client.get("/staff/login").text)
    assert "Du er blevet logget ud" in page
    assert "Det er gemt som kladde" in page
    elsewhere = staff_portal.browser()
    first = _sign_in(staff_portal, elsewhere, "birgitte")
    assert "Du har 1 kladde, som ikke er sendt. Se dine kladder" in words(first)
    assert element(first, id="drafts").text == "Kladder (1)"
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    listed = elsewhere.get("/staff/drafts").text
    assert f"Sag {report.number}: besked til indberetteren" in words(listed)
    assert "Kære indberetter Åen løber &lt;b&gt;langt" in words(listed)
    page = _follow(elsewhere, f"/staff/drafts/{draft.id}")
    form = _open_form(page)
    assert (form["message"], form["asks"], form["submission"]) == (LONG, "y", "en")
    assert _messages(staff_portal, report) == []
    _submit(elsewhere, form)
    assert _messages(staff_portal, report) == [LONG]
    assert _drafts(staff_portal, staff_portal.birgitte) == []
    assert "Kladder" not in words(elsewhere.get("/staff/cases").text)
    # The second click of a double click finds it sent.
    _submit(elsewhere, form)
    assert _messages(staff_portal, report) == [LONG]


def test_a_colleague_who_signs_in_on_the_same_browser_sees_nothing_of_it(
    staff_portal: Portal, too_late: StaffBrowser, report: FiledReport
) -> None:
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    declare_impartiality(
        staff_portal.workplace, staff_portal.anders, report.number, impartial=True, reason=""
    )
    seen = _sign_in(staff_portal, too_late.client, "anders")
    assert too_late.client.get(f"/staff/drafts/{draft.id}").status_code == 404
    token = _token(seen)
    address = f"/staff/drafts/{draft.id}/discard"
    assert too_late.client.post(address, data={"csrf_token": token}).status_code == 303
    for page in ("/staff/drafts", "/staff/cases", f"/staff/cases/{report.number}"):
        seen += too_late.client.get(page).text
    seen += too_late.client.get(f"/staff/cases/{report.number}?draft={draft.id}").text
    assert "Åen løber" not in seen
    assert draft.id not in seen.replace(f"draft={draft.id}", "")
    assert _drafts(staff_portal, staff_portal.birgitte) == [draft]


def test_a_second_click_on_the_same_button_keeps_it_once(
    staff_portal: Portal, report: FiledReport, too_late: StaffBrowser
) -> None:
    _send_late(too_late, report)
    assert len(_drafts(staff_portal, staff_portal.birgitte)) == 1


def test_what_stood_in_another_window_is_kept_too_even_much_later(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.get("/staff/cases")
    for turn in range(3):
        staff_portal.clock.advance(HALF_AN_HOUR)
        # She looks at another window, finds herself signed out, and turns to the telephone.
        assert birgitte.client.get("/staff/cases").status_code == 303
        assert birgitte.client.get("/staff/login").status_code == 200
        _send_late(birgitte, report, submission=str(turn))
    assert len(_drafts(staff_portal, staff_portal.birgitte)) == 3


def test_after_the_sign_in_the_old_window_gives_back_what_was_typed(
    staff_portal: Portal, report: FiledReport, too_late: StaffBrowser
) -> None:
    _sign_in(staff_portal, too_late.client, "birgitte")
    page = too_late.act(report.number, "message", 422, message=LONG, submission="to")
    assert "Siden har været åben for længe" in page
    assert "Åen løber" in page


def test_a_form_that_no_page_of_hers_made_is_not_kept(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.get("/staff/cases")
    staff_portal.clock.advance(HALF_AN_HOUR)
    _send_late(birgitte, report, token="0" * 64)
    assert _drafts(staff_portal, staff_portal.birgitte) == []
    assert "kunne ikke gemmes som kladde" in birgitte.client.get("/staff/login").text


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("identity", {"reason": "Hvem er hun?"}),
        ("access", {"account": "0" * 32}),
        ("message", {"message": "  ", "asks": "y"}),
    ],
)
def test_of_a_form_without_writing_in_it_nothing_is_kept(
    staff_portal: Portal,
    report: FiledReport,
    birgitte: StaffBrowser,
    place: str,
    fields: dict[str, str],
) -> None:
    birgitte.get("/staff/cases")
    staff_portal.clock.advance(HALF_AN_HOUR)
    birgitte.post(f"/staff/cases/{report.number}/{place}", **fields)
    assert _drafts(staff_portal, staff_portal.birgitte) == []
    assert "som kladde" not in birgitte.client.get("/staff/login").text


def test_what_cannot_be_kept_is_said_before_it_is_lost(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.get("/staff/cases")
    _fill(staff_portal, report)
    staff_portal.clock.advance(HALF_AN_HOUR)
    _send_late(birgitte, report)
    page = words(birgitte.client.get("/staff/login").text)
    assert "Gå tilbage i browseren, og kopiér teksten" in page


def _fill(portal: Portal, report: FiledReport) -> None:
    """As many drafts of the head of unit as there may be."""
    address = f"/staff/cases/{report.number}/note"
    for _ in range(MOST_DRAFTS):
        fields = [("note", "Ring til Hanne"), ("submission", new_token())]
        keep_draft(portal.workplace, portal.birgitte.account, address, fields, report.number)


def test_the_button_keeps_a_form_and_does_nothing_else(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    response = birgitte.post(
        f"/staff/cases/{report.number}/message", message=LONG, submission="en", draft="1"
    )
    page = _follow(birgitte.client, response.headers["Location"])
    assert "Kladden er gemt, og intet er sendt. Kun du kan læse den." in words(page)
    assert _messages(staff_portal, report) == []
    form = _open_form(page)
    assert form["message"] == LONG
    # She goes on, and keeps it again; then it is sent.
    _submit(birgitte.client, {**form, "message": "Kort", "draft": "1"})
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    assert draft.texts == ("Kort",)
    _submit(birgitte.client, {**form, "message": "Færdig"})
    assert _messages(staff_portal, report) == ["Færdig"]
    assert _drafts(staff_portal, staff_portal.birgitte) == []


def test_sent_from_the_page_it_was_kept_on_it_does_not_wait_any_more(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    fields = {"note": "Ring", "reader": "unit", "submission": "en"}
    birgitte.act(report.number, "note", **fields, draft="1")
    assert len(_drafts(staff_portal, staff_portal.birgitte)) == 1
    # With the browser's way back, so that nothing tells that it was kept but its mark.
    birgitte.act(report.number, "note", **fields)
    assert _drafts(staff_portal, staff_portal.birgitte) == []


def test_a_draft_that_came_back_with_an_error_still_waits_and_then_goes(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "feedback", done="Vi har spurgt.", submission="en", draft="1")
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    form = _open_form(_follow(birgitte.client, f"/staff/drafts/{draft.id}"))
    refused = _submit(birgitte.client, form, 422)
    assert _drafts(staff_portal, staff_portal.birgitte) == [draft]
    _submit(birgitte.client, {**_open_form(refused), "why": "Det er alvorligt."})
    assert _drafts(staff_portal, staff_portal.birgitte) == []


def test_opened_in_two_windows_it_is_sent_from_one_and_the_other_says_so(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "note", note=LONG, reader="unit", submission="en", draft="1")
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    other = StaffBrowser(staff_portal, staff_portal.birgitte)
    forms = [
        _open_form(_follow(browser.client, f"/staff/drafts/{draft.id}"))
        for browser in (birgitte, other)
    ]
    _submit(birgitte.client, forms[0])
    page = _submit(other.client, forms[1], 409)
    assert "Kladden er sendt eller kasseret i et andet vindue" in words(page)
    assert len(view_of(staff_portal, report).notes) == 1
    form = _open_form(page)
    assert form["note"] == LONG
    _submit(other.client, {**form, "note": "Noget andet"})
    assert len(view_of(staff_portal, report).notes) == 2


def test_with_a_token_that_is_no_good_nothing_is_kept_and_everything_is_shown(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    page = birgitte.act(report.number, "message", 422, message=LONG, draft="1", token="forkert")
    assert "Siden har været åben for længe" in page
    assert "Åen løber" in page
    assert _drafts(staff_portal, staff_portal.birgitte) == []


def test_beyond_the_limit_the_form_comes_back_and_says_why(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    _fill(staff_portal, report)
    page = birgitte.act(report.number, "note", 422, note=LONG, submission="en", draft="1")
    assert "Kladden er ikke gemt" in words(page)
    assert "Du har for mange kladder" in words(page)
    assert _open_form(page)["note"] == LONG
    page = birgitte.post("/staff/guidance/new", 422, body_da=LONG, draft="1").text
    assert "Du har for mange kladder" in words(page)
    assert "Åen løber" in page


def test_every_long_form_of_the_case_page_can_wait_and_is_opened_as_it_was(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    number = report.number
    for _ in range(2):
        add_matter(birgitte, report)
    birgitte.act(number, "matters/1/triage", **IN_SCOPE)
    birgitte.act(number, "matters/2/triage", **REJECTED, offer_pass_on="y")
    say_yes(staff_portal, report)
    kept = {
        "message": {"message": LONG, "asks": "y", "about_matter": "1"},
        "note": {"note": LONG, "reader": "self"},
        "feedback": {**FEEDBACK, "interim": "y"},
        "matters": {"summary": LONG, "theme": "law", "administration": "BUF"},
        "matters/2": {"summary": LONG, "theme": "law", "administration": "BUF"},
        "matters/1/triage": {**REJECTED, "guidance": LONG, "offer_pass_on": "y"},
        "matters/1/forward": {**SENT, "text": LONG},
        "matters/1/answer": {"administration": "SOF", "text": LONG},
        "matters/2/pass-on": {"text": LONG},
    }
    for place, fields in kept.items():
        response = birgitte.post(f"/staff/cases/{number}/{place}", **fields, draft="1")
        form = _open_form(_follow(birgitte.client, response.headers["Location"]))
        assert form["action"] == f"/staff/cases/{number}/{place}"
        texts = {name: value for name, value in fields.items() if name in form}
        assert {name: form[name] for name in texts} == texts
    drafts = _drafts(staff_portal, staff_portal.birgitte)
    assert {draft.address.split(f"{number}/")[1] for draft in drafts} == set(kept)
    assert f"Du har {len(kept)} kladder i denne sag" in words(birgitte.case(number))
    listed = words(birgitte.get("/staff/drafts"))
    assert f"Sag {number}: vurdering, til indberetteren, forhold 1" in listed


def test_every_form_with_room_for_a_text_has_the_button_but_that_of_the_identity(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    add_matter(birgitte, report)
    page = birgitte.case(report.number)
    forms = [form.split("</form>")[0] for form in page.split("<form ")[1:]]
    long_ones = {form.split('id="')[1].split('"')[0] for form in forms if "<textarea" in form}
    buttons = [e for e in read_page(page).all("button") if e.attributes.get("name") == "draft"]
    assert len(long_ones) > 5
    assert {e.attributes["form"] for e in buttons} == long_ones - {"send-identity"}
    # Enter in a field presses the first button of a form: it must be one that stands in it.
    assert not [form for form in forms if 'name="draft"' in form]


def test_a_draft_can_be_thrown_away_after_a_second_thought(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "note", note=LONG, draft="1")
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    address = f"/staff/drafts/{draft.id}/discard"
    assert address in birgitte.get("/staff/drafts")
    assert "Åen løber" in birgitte.post(address, 422, token="forkert").text
    for _ in range(2):
        birgitte.post(address)
    assert "Du har ingen kladder" in birgitte.get("/staff/drafts")
    birgitte.get(f"/staff/drafts/{draft.id}", 404)
    # The address of its form still leads to the case.
    assert open_forms(birgitte.get(f"/staff/cases/{report.number}?draft={draft.id}")) == []


def test_a_draft_of_another_case_does_not_open_in_this_one(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    other = staff_portal.taken_up()
    birgitte.act(report.number, "note", note=LONG, draft="1")
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    assert "Åen løber" not in birgitte.get(f"/staff/cases/{other.number}?draft={draft.id}")


def test_where_the_case_cannot_be_opened_any_more_the_text_can_be_copied(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "message", message=LONG, asks="y", draft="1")
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    with staff_portal.workplace.open_unit(write=True) as unit:
        facts = unit.cases.by_number(report.number)
        assert facts
        unit.case_keys.remove(facts.id, staff_portal.birgitte.account.id)
        unit.commit()
    page = birgitte.get(f"/staff/drafts/{draft.id}")
    assert "Kladden kan ikke sendes" in words(page)
    assert element(page, data_text="").text.strip().replace("\r", "") == LONG
    assert "Kladden kan ikke sendes" in words(birgitte.get("/staff/drafts"))
    birgitte.post(f"/staff/drafts/{draft.id}/discard")


def test_a_guidance_text_waits_as_well(staff_portal: Portal, birgitte: StaffBrowser) -> None:
    known = list_guidance(staff_portal.workplace)[0]
    fields = {
        "title_da": "Gå til lægen",
        "body_da": LONG,
        "title_en": "See a doctor",
        "body_en": LONG,
        "grounds": "not_serious",
    }
    for address in ("/staff/guidance/new", f"/staff/guidance/{known.code}"):
        response = birgitte.post(address, **fields, submission="en", draft="1")
        page = _follow(birgitte.client, response.headers["Location"])
        assert "Åen løber" in page
        assert element(page, name="submission").attributes["value"] == "en"
    assert len(_drafts(staff_portal, staff_portal.birgitte)) == 2
    birgitte.post("/staff/guidance/new", **fields, submission="en")
    [left] = _drafts(staff_portal, staff_portal.birgitte)
    assert "Vejledningstekst" in words(birgitte.get("/staff/drafts"))
    birgitte.post(f"/staff/guidance/{known.code}/remove")
    page = birgitte.get(f"/staff/drafts/{left.id}")
    assert "findes ikke mere" in words(page)
    assert "Åen løber" in page


def test_a_draft_is_opened_and_sent_in_the_readers_language(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "note", note=LONG, reader="unit", submission="en", draft="1")
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    form = _open_form(_follow(birgitte.client, f"/staff/drafts/{draft.id}?lang=en"))
    assert form["action"].endswith("lang=en")
    _submit(birgitte.client, form)
    assert _drafts(staff_portal, staff_portal.birgitte) == []


def test_files_are_no_part_of_a_draft_and_the_form_says_so(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    assert "Filer kommer ikke med i en kladde." in birgitte.case(report.number)
    data = {
        "csrf_token": birgitte.token,
        "message": LONG,
        "draft": "1",
        "files": (BytesIO(b"bilag"), "bilag.pdf"),
    }
    address = f"/staff/cases/{report.number}/message"
    assert birgitte.client.post(address, data=data).status_code == 303
    [draft] = _drafts(staff_portal, staff_portal.birgitte)
    assert "bilag.pdf" not in repr(draft.fields)
    assert "bilag.pdf" not in _follow(birgitte.client, f"/staff/drafts/{draft.id}")
