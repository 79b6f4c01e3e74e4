"""A complaint on its way in: nothing typed is lost, nothing filed twice, no code without a case."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from crypto.receipt_code import parse_code
from portal.domain.access import Desk, Role
from portal.domain.complaint import Channel, ComplainedBefore
from portal.intake.reporter_session import reporter_of
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.read_case import read_case
from portal.services.casework.show_identity import show_identity
from portal.services.reporting.read_dialogue import read_dialogue
from portal.storage.tables import cases
from tests.support.page_checks import CheckedClient
from tests.support.portal import PASSPHRASE, add_member, of_the_unit, open_portal

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table

    from portal.domain.dialogue import Entry
    from tests.intake.visitor import Visitor
    from tests.support.portal import Portal

FORM = "/complaint"
TOLD = {
    "own_workplace": "no",
    "description": "Jeg venter.\r\nDet har jeg gjort siden jul.",
    "administration": "SOF",
    "place": "Borgercenter Syd",
    "wish": "Et svar.",
    "complained_before": "yes",
    "on_behalf_of": "Min mor",
    "name": "Kim Borger",
    "contact": "12 34 56 78",
}
LEAST = {"description": "Jeg venter stadig.", "complained_before": "yes"}


def complain(visitor: Visitor, **fields: object) -> str:
    """Write and send a complaint; the code on the receipt."""
    visitor.read(FORM).send(FORM, **{**LEAST, **fields}).follow()
    return visitor.shown("receipt-code")


def count(portal: Portal, table: Table) -> int:
    with portal.workplace.database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def first_entry(portal: Portal, code: str) -> Entry:
    return read_dialogue(portal.workplace, reporter_of(parse_code(code))).entries[0]


def only_number(portal: Portal) -> str:
    with portal.workplace.database.engine.connect() as connection:
        return connection.execute(select(cases.c.number)).scalar_one()


def test_what_happened_and_whether_she_complained_before_are_enough(
    visitor: Visitor, portal: Portal
) -> None:
    entry = first_entry(portal, complain(visitor))
    assert entry.text == LEAST["description"]


def test_everything_that_was_told_reaches_the_case_and_its_register(
    visitor: Visitor, portal: Portal
) -> None:
    entry = first_entry(portal, complain(visitor, **TOLD))
    assert entry.text == TOLD["description"].replace("\r\n", "\n")
    for name in ("administration", "place", "wish", "complained_before", "on_behalf_of"):
        assert entry.facts[name] == TOLD[name]
    case = (portal.workplace, portal.birgitte, only_number(portal))
    declare_impartiality(*case, impartial=True, reason="")
    register = read_case(*case).file.register
    assert register is not None
    assert register.channel is Channel.FORM
    assert register.complained_before is ComplainedBefore.YES
    assert register.administration == "SOF"


def test_who_complains_lies_apart_from_the_complaint(visitor: Visitor, portal: Portal) -> None:
    assert "Kim" not in str(first_entry(portal, complain(visitor, **TOLD)))
    case = (of_the_unit(portal.workplace), portal.birgitte, only_number(portal))
    declare_impartiality(*case, impartial=True, reason="")
    identity = show_identity(*case, reason="Skal ringe op", passphrase=PASSPHRASE)
    assert (identity.name, identity.contact) == ("Kim Borger", "12 34 56 78")


def test_files_come_with_it_and_are_kept_while_the_form_is_mended(
    visitor: Visitor, portal: Portal
) -> None:
    letter = (io.BytesIO(b"%PDF-1.7 brev"), "brev.pdf")
    visitor.read(FORM).send(FORM, files=[letter])
    assert visitor.status == 422
    assert "brev.pdf" in visitor.text
    visitor.send(FORM, **LEAST).follow()
    entry = first_entry(portal, visitor.shown("receipt-code"))
    assert [file.name for file in entry.files] == ["brev.pdf"]


def test_a_complaint_is_not_sent_without_files_that_she_believes_are_in_it(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read(FORM).send(FORM, files=[(io.BytesIO(b"brev"), "brev.txt")])
    portal.clock.advance(timedelta(minutes=31))
    visitor.send(FORM, **LEAST)
    assert visitor.status == 422
    assert "De filer, du havde valgt før, er her ikke længere." in visitor.shown("error-summary")
    assert count(portal, cases) == 0


def test_with_an_error_everything_that_was_typed_comes_back(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read(FORM).send(FORM, **{**TOLD, "description": "  "})
    assert visitor.status == 422
    assert visitor.page.all("title")[0].text.startswith("Fejl: ")
    assert "Intet er sendt endnu" in visitor.shown("error-summary")
    assert "Skriv, hvad der er sket." in visitor.shown("error-summary")
    fields = {e.attributes.get("name"): e for e in visitor.page.all("input", "textarea")}
    for name in ("place", "on_behalf_of", "name", "contact"):
        assert fields[name].attributes["value"] == TOLD[name]
    assert fields["wish"].text.strip() == TOLD["wish"]
    chosen = {
        e.attributes["name"]: e.attributes["value"]
        for e in visitor.page.all("input")
        if "checked" in e.attributes
    }
    assert chosen == {"own_workplace": "no", "complained_before": "yes"}
    assert [e.attributes["value"] for e in visitor.page.all("option") if "selected" in e.attributes]
    assert count(portal, cases) == 0


def test_whether_she_complained_before_has_to_be_said(visitor: Visitor) -> None:
    visitor.read(FORM).send(FORM, description="Jeg venter.")
    assert visitor.status == 422
    assert "Vælg, om du har klaget til forvaltningen." in visitor.shown("error-summary")
    assert "Jeg venter." in visitor.shown("description")


@pytest.mark.parametrize("answer", ["no", "cannot"])
def test_who_has_not_complained_to_the_administration_can_complain_here_all_the_same(
    visitor: Visitor, portal: Portal, answer: str
) -> None:
    code = complain(visitor, complained_before=answer, forward_ok="yes")
    assert first_entry(portal, code).facts["complained_before"] == answer


@pytest.mark.parametrize(
    ("field", "value"),
    [("complained_before", "perhaps"), ("administration", "XYZ"), ("own_workplace", "perhaps")],
)
def test_a_choice_that_is_not_on_the_list_is_refused_in_danish(
    visitor: Visitor, portal: Portal, field: str, value: str
) -> None:
    visitor.read(FORM).send(FORM, **{**LEAST, field: value})
    assert visitor.status == 422
    assert "Vælg en" in visitor.shown("error-summary")
    assert count(portal, cases) == 0


@pytest.mark.parametrize(
    ("field", "limit"), [("description", 50_000), ("wish", 5_000), ("place", 500), ("name", 200)]
)
def test_what_is_too_long_comes_back_whole_with_its_limit(
    visitor: Visitor, field: str, limit: int
) -> None:
    text = "å" * (limit + 1)
    visitor.read(FORM).send(FORM, **{**LEAST, field: text})
    assert visitor.status == 422
    assert f"Skriv højst {limit} tegn her." in visitor.shown("error-summary")
    assert text in visitor.text
    assert visitor.send(FORM, **{**LEAST, field: text[:-1]}).status == 303


def test_a_wrong_form_token_gives_back_what_was_typed(visitor: Visitor, portal: Portal) -> None:
    visitor.read(FORM).send(FORM, **TOLD, csrf_token="0" * 64)
    assert visitor.status == 422
    assert "Det, du har skrevet, står her stadig" in visitor.shown("error-summary")
    assert "Det har jeg gjort siden jul." in visitor.shown("description")
    assert count(portal, cases) == 0
    assert visitor.send(FORM, **TOLD).status == 303


def test_a_form_that_was_open_for_half_a_day_is_still_taken(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read(FORM)
    portal.clock.advance(timedelta(hours=12))
    visitor.send(FORM, **LEAST).follow()
    assert visitor.shown("receipt-code")


def test_a_double_click_files_one_case_and_shows_one_code(visitor: Visitor, portal: Portal) -> None:
    visitor.read(FORM)
    form = {**visitor.hidden(FORM), **LEAST}
    answers = [visitor.client.post(FORM, data=form) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/report/receipt"] * 2
    assert count(portal, cases) == 1


def test_a_form_sent_again_after_the_code_was_kept_shows_no_code(
    visitor: Visitor, portal: Portal
) -> None:
    visitor.read(FORM)
    form = {**visitor.hidden(FORM), **LEAST}
    visitor.answer = visitor.client.post(FORM, data=form)
    visitor.follow().send("/report/receipt")
    assert visitor.place == "/complaint/kept"
    visitor.answer = visitor.client.post(FORM, data=form)
    assert visitor.place == "/complaint/kept"
    assert count(portal, cases) == 1


def test_a_look_at_the_head_of_the_form_files_nothing(visitor: Visitor, portal: Portal) -> None:
    assert visitor.client.head(FORM).status_code == 200
    assert count(portal, cases) == 0


def test_what_she_types_is_shown_as_text(visitor: Visitor) -> None:
    visitor.read(FORM).send(FORM, own_workplace="yes", description="<script>alert(1)</script>")
    assert "<script>" not in visitor.text
    assert "&lt;script&gt;" in visitor.text


def test_no_cookie_holds_a_word_of_the_complaint_or_the_code(visitor: Visitor) -> None:
    code = complain(visitor, description="Et sjældent ord: kvægavler.")
    held = str([cookie.value for cookie in visitor.client._cookies.values()])
    assert code not in held
    assert "kvægavler" not in held


def test_without_anybody_who_leads_the_desk_the_door_is_shut(
    database_url: str, tmp_path: Path
) -> None:
    """Reports can be taken in meanwhile: the whistleblowing desk has a head of its own."""
    app = open_portal(database_url, tmp_path, ["intake"])
    app.test_client_class = CheckedClient
    add_member(app.extensions["portal"], "Lene", Role.LEAD, Desk.WHISTLEBLOWING)
    browser = app.test_client()
    answer = browser.post(FORM, data=LEAST)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert LEAST["description"] in page
    assert "<form" not in page
    assert "Set-Cookie" not in answer.headers
    assert browser.get("/report/new").status_code == 200
    app.extensions["portal"].database.close()
