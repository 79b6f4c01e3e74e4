"""A complaint is filed, sealed to the complaints' desk, and registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crypto.receipt_code import new_code
from portal.domain.access import Desk, Role
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind
from portal.domain.complaint import (
    Channel,
    ComplainedBefore,
    ComplaintRegister,
    Effort,
    Nature,
    Solved,
)
from portal.domain.dialogue import EntryKind
from portal.domain.errors import AlreadyFiled, InvalidInput, NotFound, UnitNotReady
from portal.domain.supervision import SupervisionState
from portal.services.accounts.list_accounts import unit_is_ready
from portal.services.adviser.begin_supervision import begin_supervision
from portal.services.adviser.open_supervision import NewSupervision
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.read_case import read_case
from portal.services.complaining.register_complaint import register_complaint
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.member_work import working_on
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.workplace import Reporter
from tests.support.portal import add_member

if TYPE_CHECKING:
    from crypto.receipt_code import ReceiptCode
    from portal.domain.case_file import CaseFacts
    from tests.support.office import Office

SAID = NewComplaint(
    "Jeg har ventet på svar siden maj.",
    administration="SOF",
    wish="Et svar.",
    complained_before=ComplainedBefore.YES,
)


def filed(office: Office, said: NewComplaint = SAID) -> tuple[CaseFacts, ReceiptCode]:
    code = new_code()
    return submit_complaint(office.workplace, said, code), code


def taken_up(office: Office) -> str:
    facts, _code = filed(office)
    declare_impartiality(office.workplace, office.birgitte, facts.number, impartial=True, reason="")
    return facts.number


def test_a_complaint_is_read_by_its_code_and_by_the_desk(office: Office) -> None:
    facts, code = filed(office)
    assert facts.kind is CaseKind.COMPLAINT
    [first] = read_dialogue(office.workplace, Reporter.of(code)).entries
    assert (first.kind, first.text) == (EntryKind.COMPLAINT, SAID.description)
    assert first.facts["wish"] == "Et svar."
    declare_impartiality(office.workplace, office.birgitte, facts.number, impartial=True, reason="")
    file = read_case(office.workplace, office.birgitte, facts.number).file
    assert file.register == ComplaintRegister(
        channel=Channel.FORM, complained_before=ComplainedBefore.YES, administration="SOF"
    )


def test_desks_are_apart(office: Office) -> None:
    """Who works on complaints alone holds no report's key, and the other way round."""
    kaja = office.newcomer("Kaja", Role.CASEWORKER, Desk.COMPLAINTS).account.id
    rune = office.newcomer("Rune", Role.CASEWORKER, Desk.WHISTLEBLOWING).account.id
    complaint, _code = filed(office)
    report = office.filed()
    with office.workplace.open_unit() as unit:
        of_complaint = set(unit.case_keys.members(complaint.id))
        facts = unit.cases.by_number(report.number)
        assert facts is not None
        of_report = set(unit.case_keys.members(facts.id))
    assert kaja in of_complaint - of_report
    assert rune in of_report - of_complaint


def test_the_same_form_twice_makes_one_complaint(office: Office) -> None:
    code = new_code()
    submit_complaint(office.workplace, SAID, code)
    with pytest.raises(AlreadyFiled):
        submit_complaint(office.workplace, SAID, code)


def test_the_register_is_filled_in_and_stands_in_the_log(office: Office) -> None:
    number = taken_up(office)
    register_complaint(
        office.workplace, office.birgitte, number, wants=("money",), solved=Solved.PARTLY
    )
    view = read_case(office.workplace, office.birgitte, number)
    assert view.file.register is not None
    assert (view.file.register.wants, view.file.register.solved) == (("money",), Solved.PARTLY)
    changed = [line.details for line in view.log if line.event is CaseEvent.REGISTER_CHANGED]
    assert changed == [{"fields": "solved, wants"}]


@pytest.mark.parametrize("changed", [{"about": "x"}, {"wants": ("money", "x")}])
def test_a_code_that_is_nobodys_is_refused(office: Office, changed: dict[str, object]) -> None:
    number = taken_up(office)
    with pytest.raises(InvalidInput, match="unknown"):
        register_complaint(office.workplace, office.birgitte, number, **changed)


@pytest.mark.parametrize("sent", [False, True])
def test_whether_it_went_straight_on_stands_as_it_was_filed(office: Office, *, sent: bool) -> None:
    number = taken_up(office)
    with working_on(office.workplace, office.birgitte, number) as work:
        work.write_register(ComplaintRegister(forwarded_on_word=sent))
        work.finish()
    with pytest.raises(InvalidInput, match="forwarded_on_word: set_when_filed"):
        register_complaint(office.workplace, office.birgitte, number, forwarded_on_word=not sent)
    kept = register_complaint(office.workplace, office.birgitte, number, wants=("money",))
    assert kept.forwarded_on_word is sent


def test_teaching_stays_where_it_stands_and_comes_nowhere_else(office: Office) -> None:
    number = taken_up(office)
    with pytest.raises(InvalidInput, match="nature: unknown"):
        register_complaint(office.workplace, office.birgitte, number, nature=Nature.TEACHING)
    with working_on(office.workplace, office.birgitte, number) as work:
        work.write_register(ComplaintRegister(nature=Nature.TEACHING))
        work.finish()
    kept = register_complaint(office.workplace, office.birgitte, number, nature=Nature.TEACHING)
    assert kept.nature is Nature.TEACHING


def test_the_effort_does_not_go_below_the_supervision_in_the_case(office: Office) -> None:
    number = taken_up(office)
    new = NewSupervision("Ventetid", ("SOF",), SupervisionState.STARTED, office.workplace.today())
    begin_supervision(office.workplace, office.birgitte, number, new)
    with pytest.raises(InvalidInput, match="effort: used_more"):
        register_complaint(office.workplace, office.birgitte, number, effort=Effort.MEDIATION)
    kept = register_complaint(office.workplace, office.birgitte, number, wants=("money",))
    assert kept.effort is Effort.SUPERVISION


def test_nobody_registers_in_a_case_that_is_not_hers(office: Office) -> None:
    number = taken_up(office)
    stranger = add_member(office.workplace, "Ny", Role.CASEWORKER, Desk.COMPLAINTS)
    with pytest.raises(NotFound):
        register_complaint(office.workplace, stranger, number, wants=("money",))


def test_each_desk_is_ready_by_its_own_head(office: Office) -> None:
    assert unit_is_ready(office.workplace, CaseKind.COMPLAINT)
    office.newcomer("Lis", Role.LEAD, Desk.WHISTLEBLOWING)
    with office.workplace.open_unit(write=True) as unit:
        unit.accounts.disable(office.birgitte.account.id)
        unit.commit()
    assert unit_is_ready(office.workplace, CaseKind.REPORT)
    assert not unit_is_ready(office.workplace, CaseKind.COMPLAINT)
    with pytest.raises(UnitNotReady):
        filed(office)
