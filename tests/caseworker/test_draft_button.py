"""»Gem kladde« keeps a form and does nothing else; a draft opens in its form and can be sent."""

from io import BytesIO

import pytest

from portal.services.guidance import list_guidance
from portal.staff.draft_keeping import WRITTEN_FIELDS
from tests.caseworker.supervised import RECOMMENDED, opened
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
from tests.caseworker.writing import (
    LONG,
    drafts_of,
    fill_with_drafts,
    follow,
    messages_of,
    open_form,
    submit,
)
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser


@pytest.fixture
def report(staff_portal: Portal) -> FiledReport:
    return staff_portal.taken_up()


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


def test_the_button_keeps_a_form_and_does_nothing_else(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    response = birgitte.post(
        f"/staff/cases/{report.number}/message", message=LONG, submission="en", draft="1"
    )
    page = follow(birgitte.client, response.headers["Location"])
    assert "Kladden er gemt, og intet er sendt. Kun du kan læse den." in words(page)
    assert messages_of(staff_portal, report) == []
    form = open_form(page)
    assert form["message"] == LONG
    # She goes on, and keeps it again; then it is sent.
    submit(birgitte.client, {**form, "message": "Kort", "draft": "1"})
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    assert draft.texts == ("Kort",)
    submit(birgitte.client, {**form, "message": "Færdig"})
    assert messages_of(staff_portal, report) == ["Færdig"]
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


def test_sent_from_the_page_it_was_kept_on_it_does_not_wait_any_more(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    fields = {"note": "Ring", "reader": "unit", "submission": "en"}
    birgitte.act(report.number, "note", **fields, draft="1")
    assert len(drafts_of(staff_portal, staff_portal.birgitte)) == 1
    # With the browser's way back, so that nothing tells that it was kept but its mark.
    birgitte.act(report.number, "note", **fields)
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


def test_a_draft_that_came_back_with_an_error_still_waits_and_then_goes(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "feedback", done="Vi har spurgt.", submission="en", draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    form = open_form(follow(birgitte.client, f"/staff/drafts/{draft.id}"))
    refused = submit(birgitte.client, form, 422)
    assert drafts_of(staff_portal, staff_portal.birgitte) == [draft]
    submit(birgitte.client, {**open_form(refused), "why": "Det er alvorligt."})
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


def test_opened_in_two_windows_it_is_sent_from_one_and_the_other_says_so(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "note", note=LONG, reader="unit", submission="en", draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    other = StaffBrowser(staff_portal, staff_portal.birgitte)
    forms = [
        open_form(follow(browser.client, f"/staff/drafts/{draft.id}"))
        for browser in (birgitte, other)
    ]
    submit(birgitte.client, forms[0])
    page = submit(other.client, forms[1], 409)
    assert "Kladden er sendt eller kasseret i et andet vindue" in words(page)
    assert len(view_of(staff_portal, report).notes) == 1
    form = open_form(page)
    assert form["note"] == LONG
    submit(other.client, {**form, "note": "Noget andet"})
    assert len(view_of(staff_portal, report).notes) == 2


def test_with_a_token_that_is_no_good_nothing_is_kept_and_everything_is_shown(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    page = birgitte.act(report.number, "message", 422, message=LONG, draft="1", token="forkert")
    assert "Siden har været åben for længe" in page
    assert "Åen løber" in page
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


def test_beyond_the_limit_the_form_comes_back_and_says_why(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    fill_with_drafts(staff_portal, report)
    page = birgitte.act(report.number, "note", 422, note=LONG, submission="en", draft="1")
    assert "Kladden er ikke gemt" in words(page)
    assert "Du har for mange kladder" in words(page)
    assert open_form(page)["note"] == LONG
    page = birgitte.post("/staff/guidance/new", 422, body_da=LONG, draft="1").text
    assert "Du har for mange kladder" in words(page)
    assert "Åen løber" in page


def test_before_the_declaration_too_a_text_that_cannot_be_kept_is_shown(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    fill_with_drafts(staff_portal, report)
    untouched = staff_portal.filed("Skabet er tomt.")
    page = birgitte.act(untouched.number, "note", 422, note=LONG, submission="en", draft="1")
    assert "Du har for mange kladder" in words(page)
    assert element(page, data_text="").text.strip().replace("\r", "") == LONG
    assert "Skabet er tomt." not in page


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
        "matters/1/forward-elsewhere": {**SENT, "text": LONG},
        "matters/1/answer": {"administration": "SOF", "text": LONG},
        "matters/2/pass-on": {"text": LONG},
    }
    for place, fields in kept.items():
        response = birgitte.post(f"/staff/cases/{number}/{place}", **fields, draft="1")
        form = open_form(follow(birgitte.client, response.headers["Location"]))
        assert form["action"] == f"/staff/cases/{number}/{place}"
        texts = {name: value for name, value in fields.items() if name in form}
        assert {name: form[name] for name in texts} == texts
    drafts = drafts_of(staff_portal, staff_portal.birgitte)
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
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    address = f"/staff/drafts/{draft.id}/discard"
    assert address in birgitte.get("/staff/drafts")
    assert "Åen løber" in birgitte.post(address, 422, token="forkert").text
    for _ in range(2):
        birgitte.post(address)
    assert "Du har ingen kladder" in birgitte.get("/staff/drafts")
    birgitte.get(f"/staff/drafts/{draft.id}", 404)
    # The address of its form still leads to the case.
    assert open_forms(birgitte.get(f"/staff/cases/{report.number}?draft={draft.id}")) == []


def test_a_form_in_which_nothing_is_written_is_not_kept_and_nothing_of_it_is_lost(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    said = "Der er intet at gemme endnu: skriv noget først."
    page = birgitte.act(report.number, "note", 422, note=" ", reader="self", draft="1")
    assert said in element(page, id="error-summary").text
    assert open_form(page)["reader"] == "self"
    fields = {"title_da": "", "body_en": " ", "grounds": "not_serious"}
    page = birgitte.post("/staff/guidance/new", 422, **fields, draft="1").text
    assert said in element(page, id="error-summary").text
    assert "checked" in element(page, value="not_serious").attributes
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


def test_a_single_word_is_worth_keeping(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "note", note="ring", reader="self", draft="1")
    assert len(drafts_of(staff_portal, staff_portal.birgitte)) == 1


def test_every_field_in_which_something_is_written_is_known(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    for _ in range(2):
        add_matter(birgitte, report)
    pages = birgitte.case(report.number)
    birgitte.act(report.number, "matters/1/triage", **IN_SCOPE)
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    birgitte.act(report.number, "matters/2/triage", **REJECTED, offer_pass_on="y")
    say_yes(staff_portal, report)
    pages += birgitte.case(report.number) + birgitte.get("/staff/guidance/new")
    supervision = opened(birgitte)
    birgitte.act(supervision, "recommendation", **RECOMMENDED)
    pages += birgitte.case(supervision)
    year = "/staff/publications/annual/2025-01-01/2025-12-31"
    pages += birgitte.get(f"{year}/words") + birgitte.get(f"{year}/remarks")
    areas = {e.attributes["name"] for e in read_page(pages).all("textarea")}
    lines = {"title_da", "title_en", "subject"}
    # They stand on the page of a report only once a figure is withheld, or it has been published.
    lines |= {"because", "because_da", "because_en"}
    assert areas | lines == WRITTEN_FIELDS


def test_a_draft_for_a_matter_there_is_not_is_shown_to_be_copied(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    address = f"/staff/cases/{report.number}/matters/9/answer"
    response = birgitte.post(address, text=LONG, draft="1")
    page = follow(birgitte.client, response.headers["Location"])
    assert "Formularen, som den er skrevet i, findes ikke mere." in words(page)
    assert element(page, data_text="").text.strip().replace("\r", "") == LONG
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    page = birgitte.get(f"/staff/cases/{report.number}?draft={draft.id}")
    assert open_forms(page) == []
    birgitte.post(f"/staff/drafts/{draft.id}/discard")
    fill_with_drafts(staff_portal, report)
    page = birgitte.post(address, 422, text=f"{LONG} igen", draft="1").text
    assert "Du har for mange kladder" in words(page)
    assert "Åen løber" in page


def test_for_a_case_there_is_not_nothing_is_kept_and_the_text_is_shown(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    page = birgitte.act("2026-AAAAA", "note", 422, note=LONG, reader="unit", draft="1")
    assert "Kladden er ikke gemt." in element(page, id="error-summary").text
    assert element(page, data_text="").text.strip().replace("\r", "") == LONG
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


def test_before_a_declaration_a_draft_leads_to_it(staff_portal: Portal) -> None:
    report = staff_portal.taken_up()
    anders = StaffBrowser(staff_portal, staff_portal.anders)
    anders.act(report.number, "matters/9/answer", text=LONG, draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.anders)
    page = follow(anders.client, f"/staff/drafts/{draft.id}")
    assert "inhabil" in words(page)


def test_a_draft_of_one_guidance_text_does_not_open_in_another(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    one, other = list_guidance(staff_portal.workplace)[:2]
    birgitte.post(f"/staff/guidance/{one.code}", body_da=LONG, draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    assert "Åen løber" in birgitte.get(f"/staff/guidance/{one.code}?draft={draft.id}")
    for code in (other.code, "new"):
        assert "Åen løber" not in birgitte.get(f"/staff/guidance/{code}?draft={draft.id}")


def test_a_draft_of_another_case_does_not_open_in_this_one(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    other = staff_portal.taken_up()
    birgitte.act(report.number, "note", note=LONG, draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    assert "Åen løber" not in birgitte.get(f"/staff/cases/{other.number}?draft={draft.id}")


def test_where_the_case_cannot_be_opened_any_more_the_text_can_be_copied(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "message", message=LONG, asks="y", draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
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
        page = follow(birgitte.client, response.headers["Location"])
        assert "Åen løber" in page
        assert element(page, name="submission").attributes["value"] == "en"
    assert len(drafts_of(staff_portal, staff_portal.birgitte)) == 2
    birgitte.post("/staff/guidance/new", **fields, submission="en")
    [left] = drafts_of(staff_portal, staff_portal.birgitte)
    assert "Vejledningstekst" in words(birgitte.get("/staff/drafts"))
    birgitte.post(f"/staff/guidance/{known.code}/remove")
    page = birgitte.get(f"/staff/drafts/{left.id}")
    assert "findes ikke mere" in words(page)
    assert "Åen løber" in page


def test_a_draft_is_opened_and_sent_in_the_readers_language(
    staff_portal: Portal, report: FiledReport, birgitte: StaffBrowser
) -> None:
    birgitte.act(report.number, "note", note=LONG, reader="unit", submission="en", draft="1")
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    form = open_form(follow(birgitte.client, f"/staff/drafts/{draft.id}?lang=en"))
    assert form["action"].endswith("lang=en")
    submit(birgitte.client, form)
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


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
    [draft] = drafts_of(staff_portal, staff_portal.birgitte)
    assert "bilag.pdf" not in repr(draft.fields)
    assert "bilag.pdf" not in follow(birgitte.client, f"/staff/drafts/{draft.id}")
