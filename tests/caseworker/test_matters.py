"""A report is split into matters; each is decided, examined and ended for itself."""

import pytest

from portal.domain.matter import Outcome, PassOn
from portal.domain.triage import Decision, Ground
from portal.services.casework.set_outcome import set_outcome
from portal.services.reporting.read_dialogue import read_dialogue
from tests.caseworker.unit import (
    FEEDBACK,
    IN_SCOPE,
    REJECTED,
    SENT,
    add_matter,
    element,
    matter_of,
    open_forms,
    say_yes,
    triage,
    view_of,
    words,
)
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser


@pytest.fixture
def birgitte(staff_portal: Portal) -> StaffBrowser:
    return StaffBrowser(staff_portal, staff_portal.birgitte)


@pytest.fixture
def report(staff_portal: Portal, birgitte: StaffBrowser) -> FiledReport:
    """A report with one matter."""
    report = staff_portal.taken_up("Der mangler penge i kassen.", administration="SOF")
    add_matter(birgitte, report)
    return report


def test_a_matter_stands_on_the_page_with_what_it_is_about(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    matter = element(birgitte.case(report.number), data_matter="1")
    assert matter.attributes["data-decision"] == ""
    assert matter.attributes["data-outcome"] == ""
    for said in ("Forhold 1: Økonomi", "Ikke vurderet", "Kassen", "Socialforvaltningen"):
        assert said in " ".join(matter.text.split())


def test_after_each_step_the_page_says_what_was_done_in_its_title_too(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = birgitte.case(report.number)
    assert "<title>Forholdet er oprettet. Sag" in page
    assert "Forholdet er oprettet." in element(page, id="notice").text
    assert "Forholdet er oprettet." not in birgitte.case(report.number)


def test_a_matter_that_lacks_something_comes_back_open_with_what_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    fields = {"summary": "Kassen stemmer ikke", "theme": "nonsense"}
    page = birgitte.act(report.number, "matters", 422, **fields)
    assert open_forms(page) == ["form-matter"]
    assert "Kassen stemmer ikke" in page
    summary = element(page, id="error-summary")
    assert "autofocus" in summary.attributes
    assert "Vælg forholdets tema." in summary.text
    assert "<title>Fejl: " in page


def test_a_matter_can_be_corrected(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    fields = {"summary": "To kasser", "theme": "law", "administration": "BUF"}
    birgitte.act(report.number, "matters/1", **fields)
    matter = matter_of(staff_portal, report)
    assert (matter.summary, matter.theme, matter.administration) == ("To kasser", "law", "BUF")
    assert "Økonomi → Lov- og retskrav" in birgitte.case(report.number)


@pytest.mark.parametrize("place", ["matters/2", "matters/2/triage", "matters/9/forward-elsewhere"])
def test_a_matter_that_is_not_there_is_not_found_good_form_or_bad(
    birgitte: StaffBrowser, report: FiledReport, place: str
) -> None:
    birgitte.act(report.number, place, 404, summary="x")
    good = {"theme": "law", "summary": "x", **IN_SCOPE, **SENT}
    birgitte.act(report.number, place, 404, **good)


def test_a_decision_in_scope_is_kept_with_its_answers_and_told_to_the_reporter(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **IN_SCOPE)
    matter = element(birgitte.case(report.number), data_matter="1")
    assert matter.attributes["data-decision"] == "in_scope"
    assert "Inden for ordningen" in matter.text
    told = read_dialogue(staff_portal.workplace, report.reporter).entries[-1]
    assert told.facts["decision"] == "in_scope"


def test_answers_that_speak_against_it_refuse_a_decision_in_scope(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    wrong = {**IN_SCOPE, "probable": "no"}
    page = birgitte.act(report.number, "matters/1/triage", 422, **wrong)
    assert open_forms(page) == ["form-triage-1"]
    assert "Svarene taler imod" in element(page, id="error-summary").text
    assert "checked" in element(page, id="triage-1-probable-1").attributes
    assert matter_of(staff_portal, report).triage is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ground": ""}, "Vælg grunden til afvisningen."),
        ({"ground": "no_public_interest"}, "Grunden følger ikke af dine svar."),
        ({"guidance": " "}, "Skriv en vejledning, eller vælg en af enhedens tekster."),
        ({"decision": ""}, "Vælg, om forholdet er inden for ordningen."),
        ({"probable": ""}, "Svar på, om forholdet er sandsynliggjort"),
        ({"relation": "nonsense"}, "Vælg, hvad indberetteren er"),
    ],
)
def test_a_rejection_that_lacks_something_is_not_sent(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    change: dict[str, str],
    said: str,
) -> None:
    page = birgitte.act(report.number, "matters/1/triage", 422, **{**REJECTED, **change})
    assert said in element(page, id="error-summary").text
    assert matter_of(staff_portal, report).triage is None


def test_a_rejection_goes_out_with_ground_guidance_and_offer(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **REJECTED, offer_pass_on="y")
    matter = matter_of(staff_portal, report)
    assert matter.triage is not None
    assert (matter.decision, matter.triage.ground) == (Decision.REJECTED, Ground.NOT_SERIOUS)
    assert matter.pass_on is PassOn.OFFERED
    waiting = read_dialogue(staff_portal.workplace, report.reporter).waiting
    assert [entry.kind for entry in waiting] == ["offer"]
    said = words(birgitte.case(report.number))
    for part in ("Afvist", "Tal med din leder.", "Tilbudt: indberetteren har ikke svaret"):
        assert part in said


def test_the_unit_s_own_text_is_used_where_none_was_written(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    chosen = {**REJECTED, "guidance": "", "guidance_text": "manager:da"}
    triage(birgitte, report, **chosen)
    kept = staff_portal.workplace.municipality.guidance_text("manager").body.da.strip()
    assert matter_of(staff_portal, report).guidance == kept


def test_a_text_is_put_into_the_form_to_be_edited_and_nothing_is_decided(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    started = {**REJECTED, "guidance": "Kære kollega", "guidance_text": "hr:en", "insert": "1"}
    page = birgitte.act(report.number, "matters/1/triage", 200, **started)
    field = element(page, id="triage-1-guidance")
    english = staff_portal.workplace.municipality.guidance_text("hr").body.en.strip()
    assert field.text.strip() == f"Kære kollega\n\n{english}"
    assert "autofocus" in field.attributes
    assert open_forms(page) == ["form-triage-1"]
    assert "checked" in element(page, id="triage-1-scope_leg-3").attributes
    assert matter_of(staff_portal, report).triage is None


def test_a_text_is_not_put_into_a_form_that_is_not_ours(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    fields = {"guidance_text": "hr:da", "insert": "1"}
    birgitte.act(report.number, "matters/1/triage", 422, token="", **fields)


def test_a_decision_can_be_corrected_until_something_rests_on_it(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **REJECTED)
    page = birgitte.case(report.number)
    assert "checked" in element(page, id="triage-1-decision-1").attributes
    assert element(page, id="triage-1-guidance").text.strip() == "Tal med din leder."
    triage(birgitte, report, **IN_SCOPE)
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    assert "form-triage-1" not in birgitte.case(report.number)
    refused = birgitte.act(report.number, "matters/1/triage", 409, **REJECTED)
    assert "Vurderingen kan ikke ændres" in refused
    assert "Tal med din leder." in element(refused, id="triage-1-guidance").text
    assert matter_of(staff_portal, report).in_scope


def test_forwarding_and_answer_stand_in_a_table_and_in_full(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **IN_SCOPE)
    blank = birgitte.case(report.number)
    assert element(blank, id="forward-elsewhere-1-due").attributes["value"] == "2026-03-31"
    assert "§ 25" in element(blank, id="forward-elsewhere-1-text").text
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    page = birgitte.case(report.number)
    row = element(page, data_forwarding="1", data_administration="SOF")
    assert "1. april 2026 Ikke endnu" in " ".join(row.text.split())
    assert "Undersøg kassen." in page
    answer = {"administration": "SOF", "text": "Kassereren er væk."}
    birgitte.act(report.number, "matters/1/answer", **answer)
    page = birgitte.case(report.number)
    assert "Kassereren er væk." in page
    assert "Skriv udfaldet af forhold 1: svaret er kommet." in page
    assert birgitte.act(report.number, "matters/1/answer", 409, **answer)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"due": "2026-03-02"}, "Fristen kan ikke ligge før i dag."),
        ({"due": "i morgen"}, "Vælg den dag, forvaltningen skal have svaret."),
        ({"text": ""}, "Skriv den tekst, forvaltningen får."),
        ({"administration": "XXX"}, "Vælg den forvaltning, der skal undersøge forholdet."),
    ],
)
def test_a_forwarding_that_lacks_something_is_not_kept(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    change: dict[str, str],
    said: str,
) -> None:
    triage(birgitte, report, **IN_SCOPE)
    page = birgitte.act(report.number, "matters/1/forward-elsewhere", 422, **{**SENT, **change})
    assert said in element(page, id="error-summary").text
    assert open_forms(page) == ["form-forward-elsewhere-1"]
    assert matter_of(staff_portal, report).forwardings == ()


def test_the_proposed_letter_is_not_sent_with_its_gap_open(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **IN_SCOPE)
    letter = element(birgitte.case(report.number), id="forward-elsewhere-1-text").text
    typed = letter.replace("\n", "\r\n") + " "
    page = birgitte.act(
        report.number, "matters/1/forward-elsewhere", 422, **{**SENT, "text": typed}
    )
    assert "hvad forvaltningen skal undersøge" in element(page, id="error-summary").text
    assert matter_of(staff_portal, report).forwardings == ()
    filled = letter.replace("dokumentation:", "dokumentation: Kassen stemmer ikke.")
    birgitte.act(report.number, "matters/1/forward-elsewhere", **{**SENT, "text": filled})


def test_a_form_that_comes_too_late_keeps_what_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **IN_SCOPE)
    set_outcome(
        staff_portal.workplace,
        staff_portal.birgitte,
        report.number,
        1,
        outcome=Outcome.REFUTED,
        police_report=False,
    )
    page = birgitte.act(report.number, "matters/1/forward-elsewhere", 409, **SENT)
    assert "Forholdet kan ikke sendes nu" in element(page, id="error-summary").text
    assert "Undersøg kassen." in element(page, id="forward-elsewhere-1-text").text


def test_an_outcome_is_kept_with_the_police_report(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **IN_SCOPE)
    birgitte.act(report.number, "matters/1/outcome", 422)
    fields = {"outcome": "confirmed", "police_report": "yes"}
    birgitte.act(report.number, "matters/1/outcome", **fields)
    page = birgitte.case(report.number)
    matter = element(page, data_matter="1")
    assert matter.attributes["data-outcome"] == "confirmed"
    assert "Anmeldt til politiet" in matter.text
    birgitte.act(report.number, "matters/1/outcome", outcome="refuted", police_report="no")
    corrected = matter_of(staff_portal, report)
    assert (corrected.outcome, corrected.police_report) == (Outcome.REFUTED, False)


def test_while_an_administration_has_it_a_matter_can_only_be_stopped(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **IN_SCOPE)
    birgitte.act(report.number, "matters/1/forward-elsewhere", **SENT)
    page = birgitte.act(report.number, "matters/1/outcome", 409, outcome="confirmed")
    assert "kan det kun stoppes" in element(page, id="error-summary").text
    birgitte.act(report.number, "matters/1/outcome", outcome="stopped_to_protect")
    assert matter_of(staff_portal, report).outcome is Outcome.STOPPED_TO_PROTECT


def test_a_matter_is_passed_on_once_the_reporter_has_said_yes(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    triage(birgitte, report, **REJECTED, offer_pass_on="yes")
    assert birgitte.act(report.number, "matters/1/pass-on", 409, text="Sendt til SOF")
    say_yes(staff_portal, report)
    page = birgitte.case(report.number)
    assert "indberetteren har sagt ja" in words(page)
    birgitte.act(report.number, "matters/1/pass-on", text="Sendt til SOF")
    page = birgitte.case(report.number)
    assert "Oplysningerne er givet videre" in page
    assert matter_of(staff_portal, report).pass_on is PassOn.PASSED_ON


def test_a_double_click_does_a_thing_once(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    mark = {"submission": "en-afsendelse"}
    for _ in range(2):
        birgitte.act(report.number, "feedback", **FEEDBACK, **mark)
    entries = view_of(staff_portal, report).file.entries
    assert [entry.kind for entry in entries].count("feedback") == 1
    birgitte.act(report.number, "note", 422, reader="unit", submission="to")
    birgitte.act(report.number, "note", note="Nu med tekst", reader="unit", submission="to")
    assert [note.text for note in view_of(staff_portal, report).notes] == ["Nu med tekst"]
