"""A dossier is put together, looked at as its recipient will see it, and sent."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from portal.domain.case_file import Identity
from portal.domain.dossier import Dossier, DossierKind
from portal.domain.redaction import BAR
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.read_case import read_case
from portal.services.dossiers.read_dossier import (
    confirm_secrecy,
    list_dossiers,
    read_dossier,
    read_dossier_file,
)
from portal.services.workplace import Member
from tests.caseworker.unit import (
    IN_SCOPE,
    REJECTED,
    add_matter,
    say_yes,
    triage,
    view_of,
    words,
)
from tests.support.page_checks import read_page
from tests.support.portal import PASSPHRASE, FiledReport, Portal
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

TEXT = "Undersøg, hvorfor kassen ikke passer.\n\nSvaret skal være hos os senest 31. marts 2026."
DUE = "2026-03-31"
NO_RISK = {"contains_identity": "no", "may_reveal": "no"}


class Bench:
    """A matter in scope of SOF, whose contact persons are Karen and Lone."""

    def __init__(self, portal: Portal, **report: Any) -> None:
        self.portal = portal
        self.karen = portal.contact("Karen", "SOF")
        self.lone = portal.contact("Lone", "SOF")
        self.report: FiledReport = portal.taken_up(**report)
        self.browser = StaffBrowser(portal, portal.birgitte)
        add_matter(self.browser, self.report)
        triage(self.browser, self.report, **IN_SCOPE)

    @property
    def url(self) -> str:
        return f"/staff/cases/{self.report.number}/matters/1/dossier"

    @property
    def forward_url(self) -> str:
        return f"/staff/cases/{self.report.number}/matters/1/forward"

    def fields(self, **more: object) -> dict[str, object]:
        told = {
            "administration": "SOF",
            "shown_for": "SOF",
            "text": TEXT,
            "due": DUE,
            "recipients": [self.karen.id, self.lone.id],
            **NO_RISK,
            "preview": "1",
        }
        return {**told, **more}

    def look(self, status: int = 200, **more: object) -> str:
        return self.browser.post(self.url, status, **self.fields(**more)).get_data(as_text=True)

    def send(self, page: str, status: int = 303) -> TestResponse:
        """Press »Send« on a preview: with exactly the hidden fields that stand in it."""
        return self.browser.post(self.forward_url, status, **hidden_fields(page, "send"))

    def sent(self) -> tuple[Dossier, ...]:
        return tuple(view_of(self.portal, self.report).file.dossiers)

    def read_by(self, contact: Member, number: str) -> Dossier:
        confirm_secrecy(self.portal.workplace, contact, number)
        return read_dossier(self.portal.workplace, contact, number).dossier


def hidden_fields(page: str, form: str) -> dict[str, object]:
    """The hidden fields of a form on a page, but for its token."""
    inside = re.search(rf'<form[^>]*id="{form}".*?</form>', page, re.DOTALL)
    assert inside, "no such form on the page"
    found: dict[str, list[str]] = {}
    for one in read_page(inside[0]).all("input"):
        if one.attributes["name"] != "csrf_token" and "value" in one.attributes:
            found.setdefault(one.attributes["name"], []).append(one.attributes["value"])
    return dict(found)


def seen_by_the_recipient(page: str) -> str:
    return page.split('id="as-the-recipient-sees-it"', 1)[1].split("</section>", 1)[0]


@pytest.fixture
def bench(staff_portal: Portal) -> Bench:
    return Bench(staff_portal)


def test_the_form_proposes_the_administrations_name_dates_and_questions(bench: Bench) -> None:
    page = bench.browser.get(bench.url)
    text = next(e for e in read_page(page).all("textarea") if e.attributes["name"] == "text").text
    assert "Til Socialforvaltningen" in text
    assert "uskyldige" in text
    assert "§ 25" in text
    assert "Vi beder jer svare på disse spørgsmål" in text
    ticked = [
        e.attributes["value"]
        for e in read_page(page).all("input")
        if e.attributes.get("name") == "recipients" and "checked" in e.attributes
    ]
    assert set(ticked) == {bench.karen.id, bench.lone.id}


def test_the_form_as_it_was_proposed_cannot_go(bench: Bench) -> None:
    page = bench.browser.get(bench.url)
    text = next(e for e in read_page(page).all("textarea") if e.attributes["name"] == "text").text
    again = bench.look(422, text=text)
    assert "Skriv i teksten, hvad forvaltningen skal undersøge." in again


def test_what_was_looked_at_is_what_goes_and_nothing_goes_before(bench: Bench) -> None:
    page = bench.look()
    assert bench.sent() == ()
    assert "hvorfor kassen ikke passer" in seen_by_the_recipient(page)
    bench.send(page)
    [sent] = bench.sent()
    assert (sent.kind, sent.administration, sent.text) == (DossierKind.HEARING, "SOF", TEXT)
    assert bench.read_by(bench.karen, sent.number).text == TEXT
    assert bench.read_by(bench.lone, sent.number).text == TEXT


def test_the_preview_shows_what_its_recipient_reads_word_for_word(bench: Bench) -> None:
    first = view_of(bench.portal, bench.report).file.report
    words_of_hers = first.text.split()[0]
    page = bench.look(
        take=["1"],
        extract_1=f"{words_of_hers} så [[Søren fra vagten]] tage pengene.",
        text=TEXT + " Spørg [[ham]].",
    )
    seen = seen_by_the_recipient(page)
    assert "Søren fra vagten" not in seen
    assert BAR in seen
    bench.send(page)
    [sent] = bench.sent()
    read = bench.read_by(bench.karen, sent.number)
    assert read.text == TEXT + f" Spørg {BAR}."
    assert [one.text for one in read.extracts] == [f"{words_of_hers} så {BAR} tage pengene."]
    assert "Søren" not in str(read)
    for text in (read.text, *(one.text for one in read.extracts)):
        assert all(line in seen for line in text.splitlines())


def test_a_second_press_sends_one(bench: Bench) -> None:
    page = bench.look()
    bench.send(page)
    bench.send(page)
    assert len(bench.sent()) == 1


def test_who_is_not_ticked_or_barred_gets_nothing(bench: Bench) -> None:
    page = bench.look(recipients=[bench.karen.id], barred=[bench.lone.id])
    bench.send(page)
    [sent] = bench.sent()
    assert [one.number for one in list_dossiers(bench.portal.workplace, bench.karen).dossiers] == [
        sent.number
    ]
    assert list_dossiers(bench.portal.workplace, bench.lone).dossiers == ()
    assert bench.lone.id not in sent.may_hold


def test_barring_everybody_is_said_at_the_field(bench: Bench) -> None:
    page = bench.look(422, barred=[bench.karen.id, bench.lone.id])
    assert "Vælg mindst én, der skal have den." in page


def test_a_contact_person_who_is_named_in_the_case_is_not_offered(staff_portal: Portal) -> None:
    bench = Bench(staff_portal, description="Det er Karen Prøve, der tager af kassen.")
    page = bench.browser.get(bench.url)
    offered = {
        e.attributes["value"]
        for e in read_page(page).all("input")
        if e.attributes.get("name") == "recipients"
    }
    assert offered == {bench.lone.id}
    assert "fordi navnet står i sagen" in words(page)
    refused = bench.look(recipients=[bench.karen.id])
    assert "De, der får den" in refused
    again = bench.send(refused, 422).get_data(as_text=True)
    assert "kan ikke få den" in again
    assert bench.sent() == ()


@pytest.mark.parametrize("marked", ["contains_identity", "may_reveal"])
def test_what_may_reveal_the_reporter_is_locked_until_she_agrees(bench: Bench, marked: str) -> None:
    page = bench.look(**{marked: "yes"})
    assert 'id="locked"' in page
    assert 'id="send"' not in page
    # Somebody who sends the form all the same meets the lock itself.
    name = next(iter(re.findall(r'name="preview" value="([^"]+)"', page)), "")
    fields = {**hidden_fields(page, "edit"), "preview": name}
    bench.browser.post(bench.forward_url, 422, **fields)
    assert bench.sent() == ()
    ask_consent(
        bench.portal.workplace,
        bench.portal.birgitte,
        bench.report.number,
        1,
        recipient="SOF",
        text="Må forvaltningen få det at vide?",
    )
    say_yes(bench.portal, bench.report)
    bench.send(bench.look(**{marked: "yes"}))
    [sent] = bench.sent()
    assert sent.text == TEXT


def test_the_two_questions_must_be_answered(bench: Bench) -> None:
    page = bench.look(422, contains_identity="", may_reveal="")
    assert "Svar på, om det, der sendes, kan afsløre indberetteren." in page
    assert TEXT.splitlines()[0] in page


def test_names_numbers_and_addresses_are_pointed_out(bench: Bench) -> None:
    page = bench.look(text=f"{TEXT} Se 010190-1234, og ring 23 45 67 89 til {'Lone'}.")
    said = words(page)
    assert "010190-1234" in said
    assert "cpr-nummer" in said
    assert "Portalen finder ikke alt" in said


def test_the_text_is_compared_with_the_identity_for_her_passphrase(staff_portal: Portal) -> None:
    bench = Bench(staff_portal, identity=Identity("Mette Hemmeligsen", ""))
    told = TEXT + " Mette Hemmeligsen så det."
    assert "ikke sammenlignet" in words(bench.look(text=told))
    wrong = bench.look(422, text=told, passphrase="forkert sætning")
    assert "Hemmeligsen så det" in wrong
    page = bench.look(text=told, passphrase=PASSPHRASE)
    assert "ligner indberetterens navn" in words(page)
    assert PASSPHRASE not in page


def test_a_file_goes_as_a_working_copy_without_what_is_blacked_out(bench: Bench) -> None:
    note = BytesIO("Søren fra vagten tog pengene.".encode())
    page = bench.look(files=[(note, "søren fra vagten.txt")], black_out="Søren fra vagten")
    [address] = re.findall(r'href="([^"]+/dossier/[^"]+/files/[^"]+)"', page)
    answer = bench.browser.client.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Søren" not in answer.get_data(as_text=True)
    bench.send(page)
    [sent] = bench.sent()
    [file] = sent.files
    assert "ren fra vagten" not in file.name.lower()
    confirm_secrecy(bench.portal.workplace, bench.karen, sent.number)
    _file, pieces = read_dossier_file(bench.portal.workplace, bench.karen, sent.number, file.id)
    assert "Søren" not in b"".join(pieces).decode()
    assert bench.browser.client.get(address).status_code == 404


def test_a_file_that_cannot_be_cleaned_goes_with_a_reason_alone(bench: Bench) -> None:
    page = bench.look(422, files=[(BytesIO(b"\x00\x01\x02odd"), "måling.bin")])
    assert "kan ikke renses" in words(page)
    [reason] = {
        e.attributes["name"]
        for e in read_page(page).all("input")
        if e.attributes.get("name", "").startswith("uncleaned_")
    }
    assert TEXT.splitlines()[0] in page
    page = bench.look(**{reason: "Kun den viser målingen."})
    assert "Kun den viser målingen." in words(page)
    assert "Kun den viser målingen." not in seen_by_the_recipient(page)
    bench.send(page)
    [sent] = bench.sent()
    assert [file.name for file in sent.files] == ["måling.bin"]
    assert "Kun den viser" not in str(bench.read_by(bench.karen, sent.number))
    [line] = view_of(bench.portal, bench.report).file.disclosures
    assert [(one.name, one.because) for one in line.uncleaned] == [
        ("måling.bin", "Kun den viser målingen.")
    ]


def test_an_extract_is_put_in_to_be_edited_and_not_sent_unread(bench: Bench) -> None:
    page = bench.browser.post(
        bench.url, **bench.fields(take=["1"], preview="", take_in="1"), status=200
    ).get_data(as_text=True)
    first = view_of(bench.portal, bench.report).file.report.text
    extract = next(
        e for e in read_page(page).all("textarea") if e.attributes["name"] == "extract_1"
    )
    assert extract.text.strip() == first.strip()
    unread = bench.look(422, take=["1"])
    assert "de er først sat ind nu" in unread


def test_marks_that_do_not_fit_are_said_at_their_field_and_nothing_is_lost(bench: Bench) -> None:
    page = bench.look(422, text=TEXT + " [[Søren")
    assert "Der mangler ]]" in page
    assert "[[Søren" in page


def test_going_back_from_the_preview_loses_nothing(bench: Bench) -> None:
    page = bench.look(black_out="Søren", take=["1"], extract_1="Kort uddrag.")
    again = bench.browser.post(bench.url, 200, edit="1", **hidden_fields(page, "edit")).get_data(
        as_text=True
    )
    form = read_page(again)
    said = {e.attributes["name"]: e.text for e in form.all("textarea")}
    assert said["text"].strip() == TEXT
    assert said["black_out"].strip() == "Søren"
    assert said["extract_1"].strip() == "Kort uddrag."


def test_another_administration_brings_its_own_contact_persons(bench: Bench) -> None:
    maja = bench.portal.contact("Maja", "KFF")
    page = bench.look(422, administration="KFF")
    assert "Vælg modtagerne" in page
    assert maja.id in page
    bench.send(bench.look(administration="KFF", shown_for="KFF", recipients=[maja.id]))
    assert [one.administration for one in bench.sent()] == ["KFF"]


def test_a_day_in_the_text_that_is_not_the_day_set_is_pointed_out(bench: Bench) -> None:
    page = bench.look(422, due="2026-04-15")
    assert "I teksten står, at svaret skal komme senest 31. marts 2026" in page


def test_without_a_preview_the_contracts_form_sends_to_who_is_proposed(bench: Bench) -> None:
    bench.browser.post(
        bench.forward_url, administration="SOF", text="Undersøg kassen.", due="2026-04-01"
    )
    [sent] = bench.sent()
    assert bench.read_by(bench.lone, sent.number).text == "Undersøg kassen."


def test_whom_the_contracts_form_bars_gets_nothing(bench: Bench) -> None:
    bench.browser.post(
        bench.forward_url,
        administration="SOF",
        text="Undersøg kassen.",
        due="2026-04-01",
        recipients=[bench.karen.id, bench.lone.id],
        barred=[bench.lone.id],
    )
    [sent] = bench.sent()
    assert bench.lone.id not in sent.may_hold
    assert list_dossiers(bench.portal.workplace, bench.lone).dossiers == ()


def test_who_is_ticked_and_barred_is_barred(bench: Bench) -> None:
    page = bench.look(barred=[bench.lone.id])
    bench.send(page)
    [sent] = bench.sent()
    assert bench.lone.id not in sent.may_hold


def test_an_administration_without_contact_persons_gets_nothing(bench: Bench) -> None:
    refused = bench.browser.post(
        bench.forward_url, 422, administration="BUF", text="Undersøg kassen.", due="2026-04-01"
    ).get_data(as_text=True)
    assert "ingen kontaktperson" in refused
    assert "Undersøg kassen." in refused
    assert bench.sent() == ()


def test_a_draft_leads_back_to_the_builder(bench: Bench) -> None:
    mark = hidden_fields(bench.browser.get(bench.url), "send-dossier")["submission"]
    kept = bench.fields(draft="1", black_out="Søren", submission=mark)
    bench.browser.post(bench.url, 303, **kept)
    page = bench.browser.get("/staff/drafts")
    [address] = set(re.findall(r'href="(/staff/drafts/[^"]+)"', page))
    answer = bench.browser.client.get(address)
    assert answer.status_code == 303
    form = bench.browser.get(answer.headers["Location"])
    assert TEXT.splitlines()[0] in form
    assert "Søren" in form
    waiting = hidden_fields(form, "send-dossier")
    bench.send(bench.look(draft_id=waiting["draft_id"], submission=waiting["submission"]))
    assert address not in bench.browser.get("/staff/drafts")


def test_a_rejected_matter_goes_outside_the_scheme_to_whom_the_reporter_agreed(
    staff_portal: Portal,
) -> None:
    bench = Bench.__new__(Bench)
    bench.portal = staff_portal
    bench.karen, bench.lone = (
        staff_portal.contact("Karen", "SOF"),
        staff_portal.contact("Lone", "SOF"),
    )
    bench.report = staff_portal.taken_up()
    bench.browser = StaffBrowser(staff_portal, staff_portal.birgitte)
    add_matter(bench.browser, bench.report)
    triage(bench.browser, bench.report, **{**REJECTED, "offer_pass_on": "y"})
    bench.browser.get(bench.url, 409)
    say_yes(staff_portal, bench.report)
    page = bench.browser.get(bench.url)
    assert "uden for whistleblowerordningen" in page
    assert 'name="due"' not in page
    bench.send(bench.look(due=""))
    [sent] = bench.sent()
    assert (sent.kind, sent.due) == (DossierKind.OUTSIDE_SCHEME, None)


def test_another_members_preview_is_nobody_elses(bench: Bench) -> None:
    page = bench.look(files=[(BytesIO(b"Kassen."), "note.txt")])
    [address] = re.findall(r'href="([^"]+/dossier/[^"]+/files/[^"]+)"', page)
    anders = StaffBrowser(bench.portal, bench.portal.anders)
    assert anders.client.get(address).status_code in (303, 404)
    read_case(bench.portal.workplace, bench.portal.birgitte, bench.report.number)
