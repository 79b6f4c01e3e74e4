"""A matter goes out by another way than the portal: to an administration, or to another body."""

from datetime import date
from itertools import product

import pytest

from portal.domain.case_file import CaseFile
from portal.domain.disclosure import BasisKind, Disclosure, DisclosureGround, Obstacle, basis_of
from portal.domain.disclosure_register import Disclosed, Purpose, SentBy
from portal.domain.errors import LockedByLaw
from portal.domain.matter import Outcome
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.set_outcome import set_outcome
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import read_dialogue
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
from tests.caseworker.writing import LONG, drafts_of, follow, open_form, submit
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser

HARMLESS = {"contains_identity": "no", "may_reveal": "no"}
LETTER = {"administration": "SUF", "text": "Undersøg kassen.", "due": "2026-04-01", **HARMLESS}
MOVE = {
    "body": "police",
    "reason": "Mistanke om underslæb.",
    "sent": "Resumé på en side.",
    "ground": "",
    "unannounced_because": "",
    **HARMLESS,
}
FORMS = {"forward-elsewhere": LETTER, "other-body": MOVE}


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


def send(birgitte: StaffBrowser, report: FiledReport, status: int = 303, **change: str) -> str:
    fields = {**LETTER, **change}
    return birgitte.act(report.number, "matters/1/forward-elsewhere", status, **fields)


def move(birgitte: StaffBrowser, report: FiledReport, status: int = 303, **change: str) -> str:
    return birgitte.act(report.number, "matters/1/other-body", status, **{**MOVE, **change})


def told(portal: Portal, report: FiledReport) -> tuple[Disclosed, ...]:
    return view_of(portal, report).file.disclosures


def is_asked(portal: Portal, report: FiledReport, recipient: str) -> str:
    """She is asked for her consent; the question's id."""
    ask_consent(
        portal.workplace,
        portal.birgitte,
        report.number,
        1,
        recipient=recipient,
        text="Må de få det?",
        due=portal.workplace.today().replace(day=20),
    )
    [question] = read_dialogue(portal.workplace, report.reporter).waiting
    return question.id


def answers(portal: Portal, report: FiledReport, question: str, *, yes: bool) -> None:
    answer_question(portal.workplace, report.reporter, question, accepted=yes)


def announce(portal: Portal, report: FiledReport, ground: DisclosureGround) -> None:
    where = (portal.workplace, portal.birgitte, report.number, 1)
    announce_disclosure(*where, recipient="police", ground=ground, text="De får dit navn.")


def summary(page: str) -> str:
    return " ".join(element(page, id="error-summary").text.split())


def test_a_letter_sent_by_another_way_is_kept_and_its_answer_is_entered(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    blank = birgitte.case(report.number)
    assert element(blank, id="forward-elsewhere-1-due").attributes["value"] == "2026-03-31"
    assert "§ 25" in element(blank, id="forward-elsewhere-1-text").text
    send(birgitte, report)
    page = birgitte.case(report.number)
    assert "Det er noteret, at forhold 1 sendes i dag." in element(page, id="notice").text
    row = element(page, data_forwarding="1", data_administration="SUF")
    assert "1. april 2026 Ikke endnu" in " ".join(row.text.split())
    [sent] = matter_of(staff_portal, report).forwardings
    assert (sent.administration, sent.text, sent.dossier) == ("SUF", "Undersøg kassen.", "")
    [line] = told(staff_portal, report)
    assert (line.recipient, line.sent_by, line.purpose, line.basis.kind) == (
        "SUF",
        SentBy.OTHER_MEANS,
        Purpose.EXAMINATION,
        BasisKind.NONE_NEEDED,
    )
    answer = {"administration": "SUF", "text": "Kassereren er væk."}
    birgitte.act(report.number, "matters/1/answer", **answer)
    assert "Kassereren er væk." in birgitte.case(report.number)


def test_a_letter_that_may_reveal_her_goes_with_her_yes_alone(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = send(birgitte, report, 422, may_reveal="yes")
    for said in (
        "Det kan ikke sendes, for det kan vise, hvem indberetteren er",
        "Indberetteren er ikke spurgt om samtykke",
        "Spørg om samtykke under forholdet.",
        "aldrig til en af kommunens egne",
        "svar nej til begge spørgsmål",
    ):
        assert said in summary(page)
    assert open_forms(page) == ["form-forward-elsewhere-1"]
    assert "Undersøg kassen." in element(page, id="forward-elsewhere-1-text").text
    assert "checked" in element(page, id="forward-elsewhere-1-may_reveal-0").attributes
    assert "checked" in element(page, id="forward-elsewhere-1-contains_identity-1").attributes
    assert element(page, id="forward-elsewhere-1-due").attributes["value"] == "2026-04-01"
    assert matter_of(staff_portal, report).forwardings == ()
    question = is_asked(staff_portal, report, "SUF")
    assert "Vent på svaret." in summary(send(birgitte, report, 422, may_reveal="yes"))
    answers(staff_portal, report, question, yes=True)
    send(birgitte, report, may_reveal="yes")
    [line] = told(staff_portal, report)
    assert (line.may_reveal, line.basis.kind) == (True, BasisKind.CONSENT)


def test_a_move_stands_by_its_matter_with_day_ground_and_what_was_sent(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    add_matter(birgitte, report, "Nøglerne")
    assert "Flyttet til en anden instans" not in words(birgitte.case(report.number))
    move(birgitte, report)
    page = birgitte.case(report.number)
    assert "Det er noteret, at forhold 1 flyttes i dag." in element(page, id="notice").text
    shown = " ".join(element(page, data_move="police").text.split())
    for said in (
        "3. marts 2026: Københavns Politi",
        "Mistanke om underslæb.",
        "Kunne ikke røbe indberetteren",
        "Kræver ikke samtykke",
        "Resumé på en side.",
    ):
        assert said in shown
    assert shown in " ".join(element(page, data_matter="1").text.split())
    assert "Mistanke om underslæb." not in element(page, data_matter="2").text
    [line] = told(staff_portal, report)
    assert (line.purpose, line.ground, line.what) == (Purpose.MOVED, MOVE["reason"], MOVE["sent"])
    assert matter_of(staff_portal, report).in_scope


def test_a_letter_to_an_administration_is_no_move(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    send(birgitte, report)
    page = read_page(birgitte.case(report.number))
    assert [e for e in page.elements if "data-move" in e.attributes] == []


def test_who_she_is_goes_to_another_authority_once_she_was_told_of_that_ground(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    page = move(birgitte, report, 422, contains_identity="yes")
    for said in (
        "Spørg om samtykke under forholdet.",
        "Vælg, hvilket af lovens to formål",
        "Giv besked under forholdet, til samme modtager og med samme formål",
    ):
        assert said in summary(page)
    assert 'href="#other-body-1-ground"' in page
    assert 'href="#other-body-1-unannounced_because"' in page
    announce(staff_portal, report, DisclosureGround.RIGHT_OF_DEFENCE)
    page = move(birgitte, report, 422, contains_identity="yes", ground="address_breach")
    assert "Giv besked" in summary(page)
    assert "to formål" not in summary(page)
    assert told(staff_portal, report) == ()
    move(birgitte, report, contains_identity="yes", ground="right_of_defence")
    [line] = told(staff_portal, report)
    assert (line.basis.kind, line.basis.ground) == (BasisKind.GROUND, "right_of_defence")
    shown = " ".join(element(birgitte.case(report.number), data_move="police").text.split())
    assert "ret til et forsvar (§ 26, stk. 2). Indberetteren fik besked 3. marts 2026" in shown


def test_without_a_notice_the_reason_for_that_stands_by_the_matter(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    why = "Beviser ville blive ødelagt."
    move(birgitte, report, may_reveal="yes", ground="address_breach", unannounced_because=why)
    shown = " ".join(element(birgitte.case(report.number), data_move="police").text.split())
    assert f"Indberetteren fik ikke besked, fordi: {why}" in shown


def test_one_of_the_municipalitys_own_bodies_needs_consent_whatever_the_ground(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    typed = {
        "body": "internal_audit",
        "may_reveal": "yes",
        "ground": "right_of_defence",
        "unannounced_because": "Det haster.",
    }
    page = move(birgitte, report, 422, **typed)
    assert "aldrig til en af kommunens egne" in summary(page)
    assert open_forms(page) == ["form-other-body-1"]
    for name in ("reason", "sent"):
        assert element(page, id=f"other-body-1-{name}").text.strip() == MOVE[name]
    assert element(page, id="other-body-1-unannounced_because").text.strip() == "Det haster."
    for name in ("body", "ground"):
        options = page.split(f'id="other-body-1-{name}"')[1].split("</select>")[0]
        [chosen] = [o for o in read_page(options).all("option") if "selected" in o.attributes]
        assert chosen.attributes["value"] == typed[name]
    assert told(staff_portal, report) == ()
    answers(staff_portal, report, is_asked(staff_portal, report, "internal_audit"), yes=True)
    move(birgitte, report, **typed)
    [line] = told(staff_portal, report)
    assert line.basis.kind is BasisKind.CONSENT


def test_each_obstacle_says_what_can_be_done(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    """All eight; each way on is a sentence of its own."""
    said = [summary(move(birgitte, report, 422, may_reveal="yes", body="dpo"))]
    question = is_asked(staff_portal, report, "dpo")
    said.append(summary(move(birgitte, report, 422, may_reveal="yes", body="dpo")))
    birgitte.act(report.number, "stop-waiting", question=question)
    said.append(summary(move(birgitte, report, 422, may_reveal="yes", body="dpo")))
    answers(staff_portal, report, is_asked(staff_portal, report, "dpo"), yes=False)
    said.append(summary(move(birgitte, report, 422, may_reveal="yes", body="dpo")))
    question = is_asked(staff_portal, report, "police")
    answers(staff_portal, report, question, yes=True)
    withdraw_consent(staff_portal.workplace, report.reporter, question)
    said.append(summary(move(birgitte, report, 422, may_reveal="yes")))
    ways_on = {
        Obstacle.NO_CONSENT: (0, "Spørg om samtykke under forholdet."),
        Obstacle.CONSENT_OPEN: (1, "Vent på svaret."),
        Obstacle.CONSENT_CLOSED: (2, "Du kan spørge igen."),
        Obstacle.CONSENT_REFUSED: (3, "sagt nej. Send kun det, der ikke kan afsløre"),
        Obstacle.CONSENT_WITHDRAWN: (4, "tilbage. Send kun det, der ikke kan afsløre"),
        Obstacle.NOT_ANOTHER_AUTHORITY: (0, "kun gives til en anden offentlig myndighed"),
        Obstacle.NO_GROUND: (4, "Det kræver loven, når der ikke er samtykke."),
        Obstacle.NOT_TOLD_BEFORE: (4, "eller skriv grunden."),
    }
    assert set(ways_on) == set(Obstacle)
    for number, way_on in ways_on.values():
        assert way_on in said[number]
    assert all("svar nej til begge spørgsmål" in one for one in said)
    assert told(staff_portal, report) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"administration": "police"}, "Vælg den forvaltning, der skal undersøge forholdet."),
        ({"text": " "}, "Skriv den tekst, forvaltningen får."),
        ({"contains_identity": ""}, "Svar på, om der står, hvem indberetteren er."),
        ({"contains_identity": "maybe"}, "Svar på, om der står, hvem indberetteren er."),
        ({"may_reveal": ""}, "Svar på, om det, der sendes, kan afsløre indberetteren."),
        ({"due": "snart"}, "Vælg den dag, forvaltningen skal have svaret."),
        ({"due": "2026-03-02"}, "Fristen kan ikke ligge før i dag."),
        ({"due": "2036-03-02"}, "Vælg en dag inden for et år."),
    ],
)
def test_a_letter_that_lacks_something_comes_back_with_what_was_typed(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    change: dict[str, str],
    said: str,
) -> None:
    page = send(birgitte, report, 422, **change)
    assert said in summary(page)
    assert open_forms(page) == ["form-forward-elsewhere-1"]
    typed = {**LETTER, **change}["text"].strip()
    assert element(page, id="forward-elsewhere-1-text").text.strip() == typed
    assert told(staff_portal, report) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": ""}, "Vælg, hvor forholdet flyttes hen."),
        ({"body": "SOF"}, "Vælg, hvor forholdet flyttes hen."),
        ({"body": "nobody"}, "Vælg, hvor forholdet flyttes hen."),
        ({"reason": " "}, "Skriv, hvorfor forholdet hører til der."),
        ({"sent": ""}, "Skriv, hvad der sendes."),
        ({"contains_identity": ""}, "Svar på, om der står, hvem indberetteren er."),
        ({"may_reveal": "true"}, "Svar på, om det, der sendes, kan afsløre indberetteren."),
        ({"ground": "curiosity"}, "Vælg en af mulighederne på listen."),
        ({"reason": "x" * 100_000}, "Teksten er for lang"),
    ],
)
def test_a_move_that_lacks_something_comes_back_with_what_was_typed(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    change: dict[str, str],
    said: str,
) -> None:
    page = move(birgitte, report, 422, **change)
    assert said in summary(page)
    assert open_forms(page) == ["form-other-body-1"]
    typed = {**MOVE, **change}
    for name in ("reason", "sent"):
        assert element(page, id=f"other-body-1-{name}").text.strip() == typed[name].strip()
    assert told(staff_portal, report) == ()


def test_the_proposed_letter_is_not_kept_with_its_gap_open(
    birgitte: StaffBrowser, report: FiledReport
) -> None:
    letter = element(birgitte.case(report.number), id="forward-elsewhere-1-text").text
    page = send(birgitte, report, 422, text=letter.replace("\n", "\r\n"))
    assert "hvad forvaltningen skal undersøge" in summary(page)


def test_the_forms_stand_where_something_may_go_out_and_nowhere_else(
    staff_portal: Portal, birgitte: StaffBrowser
) -> None:
    report = staff_portal.taken_up()
    add_matter(birgitte, report)

    def shown() -> tuple[bool, bool]:
        page = birgitte.case(report.number)
        return 'id="form-forward-elsewhere-1"' in page, 'id="form-other-body-1"' in page

    assert shown() == (False, False)
    triage(birgitte, report, **REJECTED, offer_pass_on="y")
    assert shown() == (False, False)
    for act in (send, move):
        assert "nu: " in summary(act(birgitte, report, 409))
    # She agreed to one administration, and to no other body.
    say_yes(staff_portal, report)
    assert shown() == (False, False)
    assert "nu: " in summary(move(birgitte, report, 409))


def test_a_form_that_comes_too_late_keeps_what_was_typed(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    where = (staff_portal.workplace, staff_portal.birgitte, report.number, 1)
    set_outcome(*where, outcome=Outcome.REFUTED, police_report=False)
    page = send(birgitte, report, 409)
    assert "Forholdet kan ikke sendes nu" in summary(page)
    assert "Undersøg kassen." in element(page, id="forward-elsewhere-1-text").text
    page = move(birgitte, report, 409)
    assert "Forholdet kan ikke flyttes nu" in summary(page)
    assert MOVE["sent"] in element(page, id="other-body-1-sent").text
    assert told(staff_portal, report) == ()


@pytest.mark.parametrize(
    ("action", "name", "said"),
    [
        ("forward-elsewhere", "text", "tekst til en forvaltning, uden om portalen, forhold 1"),
        ("other-body", "sent", "flytning til en anden instans, forhold 1"),
    ],
)
def test_a_form_is_kept_as_a_draft_and_sent_from_there(
    staff_portal: Portal,
    birgitte: StaffBrowser,
    report: FiledReport,
    action: str,
    name: str,
    said: str,
) -> None:
    address = f"/staff/cases/{report.number}/matters/1/{action}"
    fields = {**FORMS[action], name: LONG}
    response = birgitte.post(address, **fields, submission="en", draft="1")
    form = open_form(follow(birgitte.client, response.headers["Location"]))
    assert (form["action"], form[name], form["may_reveal"]) == (address, LONG, "no")
    assert said in words(birgitte.get("/staff/drafts"))
    assert told(staff_portal, report) == ()
    # `open_form` does not read what is chosen from a list.
    submit(birgitte.client, {**fields, **form})
    [line] = told(staff_portal, report)
    assert line.what.replace("\r", "") == LONG
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


@pytest.mark.parametrize("action", FORMS)
def test_a_draft_that_the_law_holds_back_still_waits(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport, action: str
) -> None:
    place = f"matters/1/{action}"
    fields = {**FORMS[action], "may_reveal": "yes", "submission": "en"}
    birgitte.act(report.number, place, **fields, draft="1")
    page = birgitte.act(report.number, place, 422, **fields)
    assert "Spørg om samtykke" in summary(page)
    assert len(drafts_of(staff_portal, staff_portal.birgitte)) == 1
    # Nothing came of it, so the same form may be sent again.
    birgitte.act(report.number, place, **{**fields, "may_reveal": "no"})
    assert len(told(staff_portal, report)) == 1
    assert drafts_of(staff_portal, staff_portal.birgitte) == []


@pytest.mark.parametrize("action", FORMS)
def test_a_double_click_is_written_down_once(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport, action: str
) -> None:
    for _ in range(2):
        birgitte.act(
            report.number, f"matters/1/{action}", **FORMS[action], submission="en-afsendelse"
        )
    assert len(told(staff_portal, report)) == 1


@pytest.mark.parametrize("action", FORMS)
def test_who_has_no_key_to_the_case_finds_nothing(
    staff_portal: Portal, birgitte: StaffBrowser, action: str
) -> None:
    hidden = staff_portal.taken_up(not_to=frozenset({staff_portal.chaima.id}))
    add_matter(birgitte, hidden)
    triage(birgitte, hidden, **IN_SCOPE)
    chaima = StaffBrowser(staff_portal, staff_portal.chaima)
    fields = FORMS[action]
    for sent in (fields, {}, {**fields, "may_reveal": "yes"}):
        chaima.act(hidden.number, f"matters/1/{action}", 404, **sent)
        birgitte.act(hidden.number, f"matters/9/{action}", 404, **sent)
    assert told(staff_portal, hidden) == ()


def test_no_form_is_taken_without_the_token_of_the_session(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport
) -> None:
    for act in (send, move):
        assert "Siden har været åben for længe" in summary(act(birgitte, report, 422, token=""))
    assert told(staff_portal, report) == ()


@pytest.mark.parametrize("body", ["police", "internal_audit", "dpo"])
def test_whatever_is_posted_nothing_is_kept_that_the_law_refuses(
    staff_portal: Portal, birgitte: StaffBrowser, report: FiledReport, body: str
) -> None:
    """She agreed to internal audit and was told of the police, for one of the two grounds."""
    answers(staff_portal, report, is_asked(staff_portal, report, "internal_audit"), yes=True)
    announce(staff_portal, report, DisclosureGround.ADDRESS_BREACH)
    file = view_of(staff_portal, report).file
    lawful = 0
    for (identity, reveal), ground, because in product(
        [("yes", "no"), ("no", "yes"), ("no", "no")], ["", *DisclosureGround], ["", "Det haster."]
    ):
        planned = Disclosure(
            matter=file.matters[0].id,
            recipient=body,
            other_authority=staff_portal.workplace.municipality.is_other_authority(body),
            contains_identity=identity == "yes",
            may_reveal=reveal == "yes",
            ground=DisclosureGround(ground) if ground else None,
            unannounced_because=because,
        )
        allowed = _is_lawful(planned, file, staff_portal.workplace.today())
        fields = {"contains_identity": identity, "may_reveal": reveal, "ground": ground}
        fields |= {"body": body, "unannounced_because": because}
        move(birgitte, report, 303 if allowed else 422, **fields)
        lawful += allowed
    assert len(told(staff_portal, report)) == lawful
    assert lawful == {"police": 12, "internal_audit": 18, "dpo": 6}[body]


def _is_lawful(planned: Disclosure, file: CaseFile, on: date) -> bool:
    try:
        basis_of(planned, file.entries, on)
    except LockedByLaw:
        return False
    return True
