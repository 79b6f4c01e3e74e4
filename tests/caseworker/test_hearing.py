"""The unit's side of a dossier on the case's page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import RestsWith
from portal.domain.dossier import Dossier, Stage
from portal.services.dossiers.answer_dossier import (
    answer_dossier,
    ask_for_more_time,
    ask_the_unit,
    tell_follow_up,
)
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.files.receive_file import FileIntake
from portal.services.workplace import Member
from tests.caseworker.unit import IN_SCOPE, add_matter, element, open_forms, triage, view_of, words
from tests.caseworker.writing import drafts_of, follow, open_form
from tests.support.page_checks import read_page
from tests.support.portal import FiledReport, Portal
from tests.support.staff import StaffBrowser

DUE = date(2026, 3, 31)


class Heard:
    """A case with a dossier that Birgitte sent to Karen and Lone of SOF."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.karen = portal.contact("Karen", "SOF")
        self.lone = portal.contact("Lone", "SOF")
        self.report: FiledReport = portal.taken_up()
        add_matter(self.browser(), self.report)
        triage(self.browser(), self.report, **IN_SCOPE)
        outgoing = Outgoing(administration="SOF", text="Undersøg <b>kassen</b>.", due=DUE)
        self.dossier = send_dossier(
            portal.workplace, portal.birgitte, self.report.number, 1, outgoing
        ).number
        confirm_secrecy(portal.workplace, self.karen, self.dossier)

    def browser(self) -> StaffBrowser:
        return StaffBrowser(self.portal, self.portal.birgitte)

    def page(self) -> str:
        return self.browser().case(self.report.number)

    def act(self, name: str, **fields: object) -> None:
        """Send a form of the dossier, in which nothing may reveal the reporter."""
        told = {"may_reveal": "no", **fields}
        self.browser().act(self.report.number, f"dossiers/{self.dossier}/{name}", **told)

    def refused(self, name: str, status: int, **fields: object) -> str:
        address = f"/staff/cases/{self.report.number}/dossiers/{self.dossier}/{name}"
        told = {"may_reveal": "no", **fields}
        return self.browser().post(address, status, **told).text

    def now(self) -> Dossier:
        found = view_of(self.portal, self.report).file.dossier(self.dossier)
        assert found is not None
        return found

    def answered(self, text: str = "Kassen passer ikke.") -> None:
        answer_dossier(
            self.portal.workplace, self.karen, self.dossier, result=text, planned="Ny procedure."
        )

    def settled(self) -> None:
        self.browser().act(
            self.report.number, "matters/1/outcome", outcome="confirmed", police_report="no"
        )

    def rests_with(self) -> RestsWith | None:
        return view_of(self.portal, self.report).file.facts.rests_with


@pytest.fixture
def heard(staff_portal: Portal) -> Heard:
    return Heard(staff_portal)


def test_a_dossier_stands_in_its_case_with_who_has_it_and_who_opened_it(heard: Heard) -> None:
    page = heard.page()
    article = element(page, data_dossier=heard.dossier)
    assert article.attributes["data-stage"] == Stage.AWAITED
    assert article.attributes["data-round"] == "1"
    said = words(page)
    assert "Karen Prøve: har åbnet det" in said
    assert "Lone Prøve: har ikke åbnet det" in said
    assert "Undersøg &lt;b&gt;kassen&lt;/b&gt;." in page


def test_a_question_is_shown_and_answered(heard: Heard) -> None:
    ask_the_unit(heard.portal.workplace, heard.karen, heard.dossier, "Hvilken kasse?")
    said = words(heard.page())
    assert "Hvilken kasse?" in said
    assert "Svar på spørgsmålet fra Socialforvaltningen." in said
    heard.act("reply", text="Den i kælderen.")
    assert [act.text for act in heard.now().acts][-1] == "Den i kælderen."
    assert heard.rests_with() is RestsWith.ADMINISTRATION


def test_more_time_is_given_or_refused_with_a_reason(heard: Heard) -> None:
    later = DUE + timedelta(days=14)
    for _time in range(2):
        ask_for_more_time(
            heard.portal.workplace, heard.karen, heard.dossier, due=later, reason="Sygdom."
        )
        if heard.now().due_now == DUE and not _time:
            heard.act("refuse-time", reason="Det haster.")
            assert heard.now().due_now == DUE
    fields = open_form_of(heard.page(), "dossier-more-time", heard.dossier)
    assert fields["due"] == later.isoformat()
    heard.act("more-time", due=later.isoformat(), reason="Sygdom er en god grund.")
    assert heard.now().due_now == later
    assert "Sygdom er en god grund." in words(heard.page())


def open_form_of(page: str, name: str, key: str) -> dict[str, str]:
    """The fields of a form of the page, as they are proposed."""
    inside = page.split(f'id="form-{name}-{key}"')[1].split("</details>", maxsplit=1)[0]
    return {
        field.attributes["name"]: field.attributes.get("value", "")
        for field in read_page(inside).all("input")
        if "name" in field.attributes
    }


def test_an_answer_is_enough_or_asked_again_in_a_new_round(heard: Heard) -> None:
    heard.answered()
    assert heard.rests_with() is RestsWith.UNIT
    heard.act("ask-again", text="Hvad viser bilagene?", due="2026-04-20")
    assert (heard.now().round, heard.now().stage) == (2, Stage.AWAITED)
    assert heard.rests_with() is RestsWith.ADMINISTRATION
    heard.answered("Bilagene mangler.")
    heard.act("enough")
    assert heard.now().stage is Stage.ENOUGH
    said = words(heard.page())
    for one in ("Kassen passer ikke.", "Hvad viser bilagene?", "Bilagene mangler."):
        assert one in said


def test_the_proposed_text_of_a_new_round_is_to_be_filled_in(heard: Heard) -> None:
    heard.answered()
    page = heard.page()
    inside = page.split(f'id="form-dossier-ask-again-{heard.dossier}"')[1]
    proposed = next(iter(read_page(inside.split("</details>")[0]).all("textarea"))).text
    again = heard.refused("ask-again", 422, text=proposed, due="2026-04-20")
    assert "Skriv i teksten, hvad der mangler." in words(again)


def test_an_answer_that_came_by_telephone_is_written_in(heard: Heard) -> None:
    heard.act("answer", text="Ringet ind af Karen: kassen passer.")
    assert heard.now().stage is Stage.ANSWERED
    assert heard.rests_with() is RestsWith.UNIT


def test_what_the_stage_does_not_allow_is_not_offered_and_refused_with_what_was_typed(
    heard: Heard,
) -> None:
    offered = heard.page()
    for name in ("reply", "refuse-time", "enough", "ask-again", "follow-up-ask"):
        assert f'id="form-dossier-{name}-' not in offered
    page = heard.refused("reply", 409, text="Den i kælderen.")
    assert "Den i kælderen." in page
    assert open_forms(page) == [f"form-dossier-reply-{heard.dossier}"]
    assert "Der er intet ubesvaret spørgsmål." in words(page)


def test_the_follow_up_is_asked_for_told_registered_and_proposed_for_the_feedback(
    heard: Heard,
) -> None:
    heard.answered()
    heard.act("enough")
    heard.settled()
    assert "Ny procedure." in heard.page().split("form-dossier-follow-up-ask")[1]
    heard.act("follow-up-ask", text="Hvad har I gjort?", due="2026-06-03")
    tell_follow_up(heard.portal.workplace, heard.karen, heard.dossier, text="Ny kasse er indkøbt.")
    said = words(heard.page())
    assert "Socialforvaltningen har den 3. marts 2026 oplyst: Ny kasse er indkøbt." in said
    heard.act("follow-up-register", note="Noteret.")
    assert heard.now().stage is Stage.CONCLUDED


def test_a_follow_up_that_nobody_told_is_registered_once_it_is_late(heard: Heard) -> None:
    heard.answered()
    heard.act("enough")
    heard.settled()
    heard.act("follow-up-ask", text="Hvad har I gjort?", due="2026-04-01")
    heard.refused("follow-up-register", 409, note="")
    heard.portal.clock.set(heard.portal.clock.now().replace(month=4, day=2))
    heard.act("follow-up-register", note="")
    assert heard.now().stage is Stage.CONCLUDED


def test_a_recipient_is_added_and_another_removed(heard: Heard) -> None:
    mona: Member = heard.portal.contact("Mona", "SOF")
    heard.act("recipients", add=mona.id, remove="")
    assert "Mona Prøve: har ikke åbnet det" in words(heard.page())
    heard.act("recipients", add="", remove=heard.lone.id)
    assert "Lone Prøve: har" not in words(heard.page())
    page = heard.refused("recipients", 422, add=mona.id, remove=heard.karen.id)
    assert "Vælg én" in words(page)


def test_every_act_stands_in_the_cases_log_in_words(heard: Heard) -> None:
    heard.answered()
    heard.act("ask-again", text="Hvad viser bilagene?", due="2026-04-20")
    heard.act("more-time", due="2026-04-27", reason="Ferie.")
    heard.act("answer", text="Intet.")
    heard.act("enough")
    said = words(heard.page())
    for one in (
        "Spurgte Socialforvaltningen igen, med svar senest 20. april 2026",
        "Gav Socialforvaltningen frist til den 27. april 2026: Ferie.",
        "Skrev svaret fra Socialforvaltningen ind",
        "Vurderede svaret fra Socialforvaltningen: det er nok",
    ):
        assert one in said


def test_every_event_of_the_log_has_words() -> None:
    from portal.caseworker.event_words import _CASE

    assert set(_CASE) == set(CaseEvent)


def test_the_line_in_time_shows_each_round(heard: Heard) -> None:
    heard.portal.clock.advance(timedelta(days=3))
    heard.answered()
    heard.act("ask-again", text="Hvad viser bilagene?", due="2026-04-20")
    said = words(heard.page())
    assert "Svar fra Socialforvaltningen om forhold 1 6. marts 2026" in said
    assert "Socialforvaltningen spurgt igen om forhold 1 6. marts 2026" in said
    assert "Svar fra Socialforvaltningen om forhold 1 senest 20. april 2026" in said


def test_a_reply_waits_as_a_draft_in_its_form(heard: Heard) -> None:
    ask_the_unit(heard.portal.workplace, heard.karen, heard.dossier, "Hvilken kasse?")
    browser = heard.browser()
    address = f"/staff/cases/{heard.report.number}/dossiers/{heard.dossier}/reply"
    answer = browser.post(address, text="Den i kælderen", submission="en", draft="1")
    form = open_form(follow(browser.client, answer.headers["Location"]))
    assert (form["action"], form["text"]) == (address, "Den i kælderen")
    assert len(drafts_of(heard.portal, heard.portal.birgitte)) == 1


def test_whose_move_it_is_is_set_by_hand(heard: Heard) -> None:
    browser = heard.browser()
    browser.act(
        heard.report.number, "move", rests_with="unit", since="2026-03-03", reason="De ringede."
    )
    page = heard.page()
    assert "Hos enheden" in words(page)
    assert "De ringede." in element(page, id="move-by-hand").text
    answer = browser.post(
        f"/staff/cases/{heard.report.number}/move",
        422,
        rests_with="reporter",
        since="2026-03-01",
        reason="Nej.",
    )
    assert "Dagen må ikke ligge før" in words(answer.text)


def test_a_file_that_came_with_an_answer_is_downloaded_and_that_is_written_down(
    heard: Heard,
) -> None:
    content = b"regnskab" * 20_000
    intake = FileIntake(heard.portal.workplace, "regnskab.pdf", "application/pdf")
    intake.write(content)
    answer_dossier(
        heard.portal.workplace,
        heard.karen,
        heard.dossier,
        result="Se bilaget.",
        planned="",
        files=(intake.finish(),),
    )
    place = f"/staff/cases/{heard.report.number}/dossiers/{heard.dossier}/files/"
    page = heard.page()
    address = place + page.split(f'href="{place}', 2)[2].split('"', 1)[0]
    answer = heard.browser().client.get(address)
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Hentede filen regnskab.pdf" in words(heard.page())
    anders = StaffBrowser(heard.portal, heard.portal.anders)
    assert anders.client.get(address).status_code != 200


def test_in_english_every_form_of_a_dossier_leads_somewhere(heard: Heard) -> None:
    """The language stands in each address."""
    ask_the_unit(heard.portal.workplace, heard.karen, heard.dossier, "Hvilken kasse?")
    browser = heard.browser()
    page = browser.get(f"/staff/cases/{heard.report.number}?lang=en")
    actions = {e.attributes["action"] for e in read_page(page).all("form")}
    of_dossiers = [one for one in actions if "/dossiers/" in one]
    assert len(of_dossiers) > 3
    for action in of_dossiers:
        assert browser.post(action, 422, token="x").status_code == 422
