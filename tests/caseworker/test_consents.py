"""The unit asks for consent and tells beforehand, from the matter on the case's page."""

import pytest

from portal.domain.case_status import RestsWith
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import Dialogue, read_dialogue
from portal.services.reporting.withdraw_consent import withdraw_consent
from tests.caseworker.unit import (
    IN_SCOPE,
    REJECTED,
    add_matter,
    element,
    matter_of,
    open_forms,
    say_yes,
    triage,
    view_of,
    words,
)
from tests.caseworker.writing import drafts_of, follow, open_form, submit
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser

ASKED = {"recipient": "SUF", "text": "At det er i køkkenet, fordi SUF ellers ikke kan finde det."}
TOLD = {
    "recipient": "police",
    "ground": "right_of_defence",
    "text": "Dit navn, fordi retten skal kunne høre dig.",
}


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal, birgitte: StaffBrowser) -> FiledReport:
    """A report with one matter in scope."""
    report = staff_portal.taken_up("Der mangler penge i kassen.", administration="SOF")
    add_matter(birgitte, report)
    triage(birgitte, report, **IN_SCOPE)
    return report


def heard(portal: Portal, report: FiledReport) -> Dialogue:
    return read_dialogue(portal.workplace, report.reporter)


def ask(birgitte: StaffBrowser, report: FiledReport, status: int = 303, **change: str) -> str:
    fields = {**ASKED, "due": "2026-03-20", **change}
    return birgitte.act(report.number, "matters/1/consent", status, **fields)


def tell(birgitte: StaffBrowser, report: FiledReport, status: int = 303, **change: str) -> str:
    fields = {**TOLD, **change}
    return birgitte.act(report.number, "matters/1/disclosure-notice", status, **fields)


def matter(page: str) -> str:
    return " ".join(element(page, data_matter="1").text.split())


def test_the_question_is_proposed_to_the_matters_administration_with_the_usual_time(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.case(report.number)
    chosen = element(page, id="consent-1-recipient").text
    offered = read_page(page.split('id="consent-1-recipient"')[1].split("</select>")[0])
    options = {o.attributes["value"]: o.attributes for o in offered.all("option")}
    assert "selected" in options["SOF"]
    assert {"police", "internal_audit", "BUF"} <= set(options)
    assert "Intern Revision" in chosen
    assert element(page, id="consent-1-due").attributes["value"] == "2026-03-17"
    assert "Vi vil gerne gøre det, fordi:" in element(page, id="consent-1-text").text


def test_the_unit_asks_and_sees_each_step_by_the_matter(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    ask(birgitte, report)
    page = birgitte.case(report.number)
    assert "Indberetteren er spurgt om samtykke." in element(page, id="notice").text
    line = "Sundheds- og Omsorgsforvaltningen: bedt om samtykke 3. marts 2026"
    assert f"{line}, intet svar endnu." in matter(page)
    assert "Indberetteren svarer på spørgsmålet om samtykke senest" in words(page)
    [question] = heard(staff_portal, report).waiting
    assert (question.text, question.facts["recipient"]) == (ASKED["text"], "SUF")
    assert question.due is not None
    assert question.due.isoformat() == "2026-03-20"
    assert heard(staff_portal, report).rests_with is RestsWith.REPORTER

    answer_question(staff_portal.workplace, report.reporter, question.id, accepted=True)
    page = birgitte.case(report.number)
    assert f"{line}, ja 3. marts 2026." in matter(page)
    withdraw_consent(staff_portal.workplace, report.reporter, question.id)
    page = birgitte.case(report.number)
    assert f"{line}, ja 3. marts 2026, trukket tilbage 3. marts 2026." in matter(page)
    told = words(page)
    for heading in ("Spørgsmål om samtykke", "Svar om samtykke", "Samtykke trukket tilbage"):
        assert f"{heading}: Sundheds- og Omsorgsforvaltningen" in told
    for said in (
        "Bad indberetteren om samtykke til at give oplysninger om forhold 1 til Sundheds- og",
        "Sagde ja til, at oplysningerne gives videre",
        "Trak sit samtykke tilbage",
    ):
        assert said in told


def test_a_no_and_a_wait_that_was_given_up_are_told_apart(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    ask(birgitte, report)
    [question] = heard(staff_portal, report).waiting
    answer_question(staff_portal.workplace, report.reporter, question.id, accepted=False)
    assert "2026, nej 3. marts 2026." in matter(birgitte.case(report.number))
    ask(birgitte, report, recipient="BUF")
    [question] = heard(staff_portal, report).waiting
    birgitte.act(report.number, "stop-waiting", question=question.id)
    assert "2026, der ventes ikke længere på svar." in matter(birgitte.case(report.number))


def test_each_line_leads_to_its_entry(birgitte: StaffBrowser, report: FiledReport) -> None:
    ask(birgitte, report)
    tell(birgitte, report)
    page = read_page(birgitte.case(report.number))
    links = {a.attributes["href"] for a in page.all("a")}
    ids = {e.attributes["id"] for e in page.elements if "id" in e.attributes}
    for place in ("entry-3", "entry-4"):
        assert f"#{place}" in links
        assert place in ids


def test_the_same_question_is_not_asked_twice_while_it_waits(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    ask(birgitte, report)
    page = ask(birgitte, report, 409)
    assert "det samme spørgsmål venter på svar" in words(page)
    assert ASKED["text"] in element(page, id="consent-1-text").text
    assert len(heard(staff_portal, report).waiting) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"recipient": ""}, "Vælg, hvem oplysningerne skal gives til."),
        ({"recipient": "nobody"}, "Vælg, hvem oplysningerne skal gives til."),
        ({"text": " "}, "Skriv, hvad der skal gives videre, og hvorfor."),
        ({"due": "2026-03-02"}, "Vælg en dag efter i dag."),
        ({"due": "2036-03-02"}, "Vælg en dag inden for et år."),
        ({"due": "snart"}, "Vælg den dag, svaret skal være der."),
    ],
)
def test_a_question_that_lacks_something_comes_back_with_what_was_typed(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    change: dict[str, str],
    said: str,
) -> None:
    page = ask(birgitte, report, 422, **change)
    assert said in element(page, id="error-summary").text
    assert open_forms(page) == ["form-consent-1"]
    typed = change.get("text", ASKED["text"])
    assert typed.strip() == element(page, id="consent-1-text").text.strip()
    assert heard(staff_portal, report).waiting == ()


@pytest.mark.parametrize(
    ("place", "action"), [("consent-1-text", "consent"), ("disclosure-notice-1-text", "notice")]
)
def test_a_proposed_text_is_not_sent_as_it_is(
    birgitte: StaffBrowser, report: FiledReport, place: str, action: str
) -> None:
    blank = element(birgitte.case(report.number), id=place).text
    send = ask if action == "consent" else tell
    assert "Skriv i teksten, hvad der" in words(send(birgitte, report, 422, text=blank))


def test_the_reporter_is_told_before_another_authority_is(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    tell(birgitte, report)
    page = birgitte.case(report.number)
    assert "Intet er givet videre endnu." in element(page, id="notice").text
    assert (
        "Københavns Politi: besked givet 3. marts 2026. For at sikre en berørt persons ret til et"
        " forsvar" in matter(page)
    )
    told = words(page)
    assert "Besked før videregivelse til Københavns Politi" in told
    assert "før oplysninger om forhold 1 gives til Københavns Politi uden samtykke" in told
    notice = heard(staff_portal, report).entries[-1]
    assert notice.facts == {"ordinal": "1", "recipient": "police", "ground": "right_of_defence"}


def test_a_notice_is_offered_to_other_authorities_alone(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.case(report.number)
    offered = read_page(page.split('id="disclosure-notice-1-recipient"')[1].split("</select>")[0])
    values = {o.attributes["value"] for o in offered.all("option")}
    assert "police" in values
    assert not {"SOF", "internal_audit", "dpo"} & values


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"recipient": "internal_audit"}, "Vælg, hvem oplysningerne skal gives til."),
        ({"recipient": "SOF"}, "Vælg, hvem oplysningerne skal gives til."),
        ({"ground": ""}, "Vælg, hvilket formål videregivelsen har."),
        ({"ground": "curiosity"}, "Vælg, hvilket formål videregivelsen har."),
        ({"text": ""}, "Skriv, hvad der gives videre, og hvorfor det er nødvendigt."),
    ],
)
def test_a_notice_that_lacks_something_comes_back_with_what_was_typed(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    change: dict[str, str],
    said: str,
) -> None:
    page = tell(birgitte, report, 422, **change)
    assert said in element(page, id="error-summary").text
    assert open_forms(page) == ["form-disclosure-notice-1"]
    typed = change.get("text", TOLD["text"])
    assert typed == element(page, id="disclosure-notice-1-text").text.strip()
    assert len(heard(staff_portal, report).entries) == 2


def test_what_may_not_go_out_has_no_form_and_is_refused(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    add_matter(birgitte, report)
    for decided in (None, REJECTED):
        if decided:
            triage(birgitte, report, **decided)
        page = birgitte.case(report.number)
        assert "Spørg om samtykke til" not in page
        assert "Giv besked om videregivelse" not in page
        assert "intet af det kan gives videre" in words(ask(birgitte, report, 409))
        assert "intet af det kan gives videre" in words(tell(birgitte, report, 409))


def test_a_rejected_matter_may_be_asked_about_once_the_reporter_agreed_to_pass_it_on(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    add_matter(birgitte, report)
    triage(birgitte, report, **REJECTED, offer_pass_on="y")
    assert "Spørg om samtykke til" not in birgitte.case(report.number)
    say_yes(staff_portal, report)
    assert "Spørg om samtykke til" in birgitte.case(report.number)
    ask(birgitte, report)
    assert view_of(staff_portal, report).file.facts.rests_with is RestsWith.REPORTER
    assert matter_of(staff_portal, report).rejected


def test_both_forms_are_kept_as_drafts_and_sent_from_there(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    kept = {
        "consent": ({**ASKED, "due": "2026-03-20"}, "spørgsmål om samtykke, til indberetteren"),
        "disclosure-notice": (TOLD, "besked om videregivelse, til indberetteren"),
    }
    for action, (fields, said) in kept.items():
        address = f"/staff/cases/{report.number}/matters/1/{action}"
        response = birgitte.post(address, **fields, submission=action, draft="1")
        page = follow(birgitte.client, response.headers["Location"])
        form = open_form(page)
        assert form["text"] == fields["text"]
        assert form["action"] == address
        assert f"{said}, forhold 1" in words(birgitte.get("/staff/drafts"))
        assert len(heard(staff_portal, report).entries) == 2
    submit(birgitte.client, {**form, **TOLD})
    assert len(heard(staff_portal, report).entries) == 3
    assert len(drafts_of(staff_portal, staff_portal.birgitte)) == 1
