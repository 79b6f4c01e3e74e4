"""A complaint that the administration has not had goes there on the citizen's word, and nowhere
without it."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from crypto.receipt_code import parse_code
from portal.domain.access import Desk
from portal.domain.case_file import CaseFile
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.disclosure import BasisKind
from portal.intake.reporter_session import reporter_of
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.read_case import read_case
from portal.services.dossiers.answer_dossier import answer_dossier
from portal.services.dossiers.read_dossier import (
    confirm_secrecy,
    list_dossiers,
    read_dossier_file,
)
from portal.services.files.receive_file import FileIntake
from portal.services.reporting.read_dialogue import read_dialogue
from tests.intake.test_complaint import only_number
from tests.support.portal import add_contact

if TYPE_CHECKING:
    from portal.domain.dossier import Dossier
    from portal.services.workplace import Member
    from tests.intake.visitor import Visitor
    from tests.support.portal import Portal

FORM = "/complaint"
FIRST_TIME = {
    "own_workplace": "no",
    "description": "Jeg har ventet i fire måneder på et svar.",
    "administration": "SOF",
    "place": "Borgercenter Voksne",
    "wish": "Et svar.",
    "complained_before": "no",
    "name": "Kim Borger",
    "contact": "12 34 56 78",
}


@pytest.fixture
def marie(portal: Portal) -> Member:
    """The contact person for complaints in the social services."""
    return add_contact(portal.workplace, "Marie", "SOF", desk=Desk.COMPLAINTS)


def send(visitor: Visitor, **fields: object) -> str:
    """Write and send a complaint with what is given, once more where she is shown first what would
    go; the code on the receipt."""
    told = {**FIRST_TIME, **fields}
    if visitor.read(FORM).send(FORM, **told).status == 422:
        told.pop("files", None)
        visitor.send(FORM, **told)
    visitor.follow()
    return visitor.shown("receipt-code")


def sent_to(portal: Portal, contact: Member) -> Dossier:
    [found] = list_dossiers(portal.workplace, contact).dossiers
    return found


def answer(portal: Portal, contact: Member, result: str, **more: object) -> None:
    number = sent_to(portal, contact).number
    confirm_secrecy(portal.workplace, contact, number)
    answer_dossier(portal.workplace, contact, number, result=result, planned="", **more)  # type: ignore[arg-type]


def taken_up(portal: Portal) -> CaseFile:
    number = only_number(portal)
    declare_impartiality(portal.workplace, portal.birgitte, number, impartial=True, reason="")
    return read_case(portal.workplace, portal.birgitte, number).file


def test_she_sees_what_would_go_to_whom_before_anything_goes(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    assert visitor.read(FORM).send(FORM, **FIRST_TIME).status == 422
    page = visitor.text
    assert "Vælg, om klagen skal sendes direkte til forvaltningen." in page
    shown = page[page.index('id="to-go"') :]
    for told in (FIRST_TIME["description"], "Borgercenter Voksne", "Et svar.", "Kim Borger"):
        assert told in shown
    assert "Socialforvaltningen" in page
    assert list_dossiers(portal.workplace, marie).dossiers == ()


def test_on_her_word_the_contact_persons_get_exactly_what_she_saw(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    assert visitor.read(FORM).send(FORM, **FIRST_TIME).status == 422
    shown = visitor.element("to-go").text
    visitor.send(FORM, **FIRST_TIME, forward_ok="yes").follow()
    dossier = sent_to(portal, marie)
    assert "".join(dossier.text.split()) == "".join(shown.split())
    assert dossier.due == portal.workplace.today() + timedelta(days=28)
    assert "Socialforvaltningen" in visitor.text
    assert visitor.shown("straight-on")


def test_it_waits_for_the_administration_and_is_counted_as_sent_on_her_word(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    code = send(visitor, forward_ok="yes")
    case = read_dialogue(portal.workplace, reporter_of(parse_code(code)))
    assert (case.state, case.rests_with) == (CaseState.RECEIVED, RestsWith.ADMINISTRATION)
    file = taken_up(portal)
    assert file.register is not None
    assert file.register.forwarded_on_word
    # The unit has something to do from the day after it was to be answered.
    assert file.facts.act_from == sent_to(portal, marie).due + timedelta(days=1)
    [line] = file.disclosures
    assert (line.basis.kind, line.by) == (BasisKind.OWN_WORD, "reporter")
    assert line.contains_identity


def test_said_no_it_comes_to_the_unit_alone(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    send(visitor, forward_ok="no")
    assert list_dossiers(portal.workplace, marie).dossiers == ()
    file = taken_up(portal)
    assert file.register is not None
    assert not file.register.forwarded_on_word


def test_who_sends_the_fields_alone_is_not_asked_and_nothing_goes(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    token = visitor.read(FORM).hidden(FORM)["csrf_token"]
    visitor.answer = visitor.client.post(FORM, data={**FIRST_TIME, "csrf_token": token})
    visitor.follow()
    assert visitor.shown("receipt-code")
    assert list_dossiers(portal.workplace, marie).dossiers == ()


@pytest.mark.parametrize(
    "told",
    [
        {"complained_before": "yes"},
        {"complained_before": "cannot"},
        {"administration": ""},
        {"administration": "TMF"},
        {"on_behalf_of": "Min mor"},
        {"own_workplace": "yes", "as_complaint": "y"},
    ],
    ids=["been there", "cannot alone", "not known", "nobody there", "for somebody", "workplace"],
)
def test_what_may_not_go_by_itself_goes_nowhere_whatever_the_form_says(
    visitor: Visitor, portal: Portal, marie: Member, told: dict[str, str]
) -> None:
    send(visitor, forward_ok="yes", **told)
    assert list_dossiers(portal.workplace, marie).dossiers == ()


def test_who_works_on_reports_alone_gets_no_complaint(visitor: Visitor, portal: Portal) -> None:
    other = add_contact(portal.workplace, "Gerda", "SOF", desk=Desk.WHISTLEBLOWING)
    send(visitor, forward_ok="yes")
    assert list_dossiers(portal.workplace, other).dossiers == ()


def test_whom_the_complaint_names_does_not_get_it(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    lone = add_contact(portal.workplace, "Lone", "SOF", desk=Desk.COMPLAINTS)
    send(visitor, description="Lone svarer ikke.", forward_ok="yes")
    assert list_dossiers(portal.workplace, lone).dossiers == ()
    assert sent_to(portal, marie)


@pytest.mark.parametrize(
    "named",
    [
        {"description": "Marie Prøve svarer ikke."},
        {"description": "Marie håner mig."},
        {"description": "Fru Prøve håner mig."},
        {"contact": "Ring til Marie Prøve"},
        {"file_name": "Marie Prøve.txt"},
    ],
    ids=["in full", "by first name", "by family name", "in the contact", "in a file's name"],
)
def test_where_everybody_may_be_named_it_comes_to_the_unit_and_she_is_told(
    visitor: Visitor, portal: Portal, marie: Member, named: dict[str, str]
) -> None:
    told: dict[str, object] = dict(named)
    if "file_name" in named:
        told = {"files": [(io.BytesIO(b"Hej"), named["file_name"])]}
    code = send(visitor, **told, forward_ok="yes")
    assert "Klagen er ikke sendt direkte" in visitor.shown("stayed")
    visitor.enter(code)
    assert "Klagen er ikke sendt direkte" in visitor.read("/case/dialogue").text
    assert list_dossiers(portal.workplace, marie).dossiers == ()
    file = taken_up(portal)
    assert file.register is not None
    assert not file.register.forwarded_on_word


@pytest.mark.parametrize(
    "changed",
    [{"administration": "BUF"}, {"description": "Noget andet."}, {"name": "En anden"}],
    ids=["administration", "text", "name"],
)
def test_a_yes_is_to_what_she_was_shown(
    visitor: Visitor, portal: Portal, marie: Member, changed: dict[str, str]
) -> None:
    other = add_contact(portal.workplace, "Karen", "BUF", desk=Desk.COMPLAINTS)
    visitor.read(FORM).send(FORM, **FIRST_TIME)
    visitor.send(FORM, **{**FIRST_TIME, **changed}, forward_ok="yes")
    assert visitor.status == 422
    assert "Det, der skal sendes, er ændret." in visitor.text
    for contact in (marie, other):
        assert list_dossiers(portal.workplace, contact).dossiers == ()
    visitor.send(FORM, **{**FIRST_TIME, **changed}, forward_ok="yes").follow()
    assert visitor.shown("straight-on")


def test_whether_it_is_her_workplace_is_answered_before_it_goes(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    told = {**FIRST_TIME, "own_workplace": "", "forward_ok": "yes"}
    for _try in range(2):
        assert visitor.read(FORM).send(FORM, **told).status == 422
    assert "Svar, før klagen kan sendes direkte til forvaltningen." in visitor.text
    assert list_dossiers(portal.workplace, marie).dossiers == ()


def test_sent_twice_it_goes_once(visitor: Visitor, portal: Portal, marie: Member) -> None:
    visitor.read(FORM).send(FORM, **FIRST_TIME)
    typed = {**visitor.hidden(FORM), **FIRST_TIME, "forward_ok": "yes"}
    for _sending in range(2):
        assert visitor.client.post(FORM, data=typed).status_code == 303
    assert sent_to(portal, marie)


def test_the_answer_is_hers_to_read_with_her_code(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    code = send(visitor, forward_ok="yes")
    answer(portal, marie, "Vi beklager. Du får svar i morgen.")
    visitor.enter(code)
    page = visitor.read("/case/dialogue").text
    assert "Svar fra Socialforvaltningen" in page
    assert "Vi beklager. Du får svar i morgen." in page
    assert "Er du ikke tilfreds med svaret" in page
    # Nobody of the unit has to say it again for the complaint to be closed.
    assert (
        "no_answer"
        not in read_case(
            portal.workplace, portal.birgitte, taken_up(portal).facts.number
        ).closing_obstacles
    )


def test_a_file_of_the_answer_is_hers_too(visitor: Visitor, portal: Portal, marie: Member) -> None:
    code = send(visitor, forward_ok="yes")
    intake = FileIntake(portal.workplace, "svar.txt", "text/plain")
    intake.write(b"Svaret som brev")
    answer(portal, marie, "Se brevet.", files=(intake.finish(),))
    visitor.enter(code)
    page = visitor.read("/case/dialogue").text
    address = page.split("svar.txt")[0].rsplit('href="', 1)[1].split('"')[0]
    assert visitor.client.get(address).data == b"Svaret som brev"


def test_files_go_as_cleaned_copies_and_what_cannot_be_cleaned_stays(
    visitor: Visitor, portal: Portal, marie: Member
) -> None:
    files = [(io.BytesIO(b"Hej kommune"), "brev.txt"), (io.BytesIO(b"\x00\x01"), "ukendt.xyz")]
    send(visitor, forward_ok="yes", files=files)
    dossier = sent_to(portal, marie)
    [file] = dossier.files
    confirm_secrecy(portal.workplace, marie, dossier.number)
    _, content = read_dossier_file(portal.workplace, marie, dossier.number, file.id)
    assert b"".join(content) == b"Hej kommune"
    assert len(taken_up(portal).entries[0].files) == 2
