"""Mediation in a complaint is offered, agreed to and ended; calls are written down beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from portal.domain.audit_events import CaseEvent
from portal.domain.call import Call, CallWith
from portal.domain.complaint import Effort
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound
from portal.domain.mediation import Agrees, MediationEnd
from portal.domain.supervision import StateSet, Supervision, SupervisionState
from portal.services.adviser.agree_to_mediation import agree_to_mediation
from portal.services.adviser.end_mediation import end_mediation
from portal.services.adviser.log_call import log_call
from portal.services.adviser.offer_mediation import offer_mediation
from portal.services.casework.read_case import CaseView, read_case
from portal.services.complaining.register_complaint import register_complaint
from portal.services.member_work import working_on
from tests.services.test_complaint_closing import FULL, close, register, taken_up, write

if TYPE_CHECKING:
    from tests.support.office import Office

TODAY = date(2026, 3, 3)


def offer(office: Office, number: str, **changed: Any) -> None:
    told: dict[str, Any] = {
        "about": "Tonen i samtalerne",
        "administration": "SOF",
        "about_decision": False,
        "on": TODAY,
    }
    offer_mediation(office.workplace, office.birgitte, number, **told | changed)


def agree(office: Office, number: str, side: Agrees) -> None:
    agree_to_mediation(office.workplace, office.birgitte, number, side, on=TODAY)


def end(office: Office, number: str, how: MediationEnd = MediationEnd.AGREED) -> None:
    end_mediation(office.workplace, office.birgitte, number, how, result="Enige", on=TODAY)


def supervise(office: Office, number: str, state: SupervisionState) -> None:
    with working_on(office.workplace, office.birgitte, number) as work:
        work.write_supervision(Supervision("Tonen", ("SOF",), (StateSet(state, TODAY),)))
        work.finish()


def view_of(office: Office, number: str) -> CaseView:
    return read_case(office.workplace, office.birgitte, number)


def effort(office: Office, number: str) -> Effort:
    register = view_of(office, number).file.register
    assert register is not None
    return register.effort


def test_it_begins_when_both_have_agreed_and_the_register_says_so(office: Office) -> None:
    number, _code = taken_up(office)
    offer(office, number)
    agree(office, number, Agrees.CITIZEN)
    assert effort(office, number) is Effort.DIALOGUE
    agree(office, number, Agrees.ADMINISTRATION)
    assert effort(office, number) is Effort.MEDIATION
    end(office, number)
    view = view_of(office, number)
    mediation = view.file.mediation
    assert mediation is not None
    assert (mediation.end, mediation.ended_on) == (MediationEnd.AGREED, TODAY)
    said = [one.details for one in view.log if one.event is CaseEvent.MEDIATION_CHANGED]
    changes = {"offered", "citizen", "administration", "agreed"}
    assert {one["change"] for one in said} == changes


def test_a_higher_rung_of_the_register_stands(office: Office) -> None:
    number, _code = taken_up(office)
    register_complaint(office.workplace, office.birgitte, number, effort=Effort.SUPERVISION)
    offer(office, number)
    agree(office, number, Agrees.CITIZEN)
    agree(office, number, Agrees.ADMINISTRATION)
    assert effort(office, number) is Effort.SUPERVISION


def test_it_is_neither_offered_nor_begun_beside_supervision(office: Office) -> None:
    number, _code = taken_up(office)
    offer(office, number)
    supervise(office, number, SupervisionState.STARTED)
    with pytest.raises(InvalidInput, match="supervision"):
        agree(office, number, Agrees.CITIZEN)
    end(office, number, MediationEnd.DECLINED)
    with pytest.raises(InvalidInput, match="supervision"):
        offer(office, number)
    supervise(office, number, SupervisionState.CLOSED)
    offer(office, number)


def test_what_may_not_be_offered_is_not_written(office: Office) -> None:
    number, _code = taken_up(office)
    for wrong in ({"about_decision": True}, {"administration": "XXX"}, {"about": ""}):
        with pytest.raises(InvalidInput):
            offer(office, number, **wrong)
    assert view_of(office, number).file.mediation is None
    with pytest.raises(ForbiddenMove):
        agree(office, number, Agrees.CITIZEN)
    with pytest.raises(ForbiddenMove):
        end(office, number)


def test_of_a_report_nothing_of_the_kind_is_written(office: Office) -> None:
    report = office.taken_up()
    with pytest.raises(ForbiddenMove):
        offer(office, report.number)
    with pytest.raises(ForbiddenMove):
        log_call(office.workplace, office.birgitte, report.number, Call(CallWith.CITIZEN), "Hej")


def test_a_complaint_is_not_closed_while_its_mediation_is_not_over(office: Office) -> None:
    number, _code = taken_up(office)
    register(office, number, **FULL)
    write(office, number)
    offer(office, number)
    with pytest.raises(ForbiddenMove, match="mediation_open"):
        close(office, number)
    end(office, number, MediationEnd.DECLINED)
    close(office, number)


def test_calls_stand_by_themselves_the_oldest_first(office: Office) -> None:
    number, _code = taken_up(office)

    def call(whom: CallWith, said: str, **more: Any) -> None:
        log_call(office.workplace, office.birgitte, number, Call(whom, **more), said)

    call(CallWith.ADMINISTRATION, "De svarer fredag.", spoke_with=" Afsnitslederen ", minutes=12)
    call(CallWith.CITIZEN, "Hun er lettet.", next_step="Jeg ringer fredag.")
    with pytest.raises(InvalidInput):
        call(CallWith.CITIZEN, " ")
    view = view_of(office, number)
    assert [note.text for note in view.calls] == ["De svarer fredag.", "Hun er lettet."]
    assert view.calls[0].call == Call(CallWith.ADMINISTRATION, "Afsnitslederen", 12)
    assert view.notes == ()
    said = [one.details for one in view.log if one.event is CaseEvent.NOTE_WRITTEN]
    assert sorted(one["call"] for one in said) == ["administration", "citizen"]


def test_who_holds_no_key_does_nothing(office: Office) -> None:
    number, _code = taken_up(office)
    with pytest.raises(NotFound):
        log_call(office.workplace, office.anders, number, Call(CallWith.CITIZEN), "Hej")
    with pytest.raises(NotFound):
        agree_to_mediation(office.workplace, office.anders, number, Agrees.CITIZEN, on=TODAY)
