"""What a report, a return with the code and the worklist cost, beside the sealing alone."""

from __future__ import annotations

from crypto.case_key import CaseKeys, new_root
from crypto.identifiers import new_id
from crypto.key_pair import KeyPair
from crypto.receipt_code import new_code
from crypto.sealed_record import Place, seal_record
from crypto.sealing import ROOT, case_key_info, seal_to
from portal.domain.access import AccountState, Desk, Role
from portal.domain.account import Account
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.submit_report import NewReport, submit_report
from portal.services.workplace import Reporter, Workplace
from tests.bench.measuring import report, seconds
from tests.support.portal import Portal

TEXT = "Der mangler penge i kassen, og bilagene passer ikke. " * 40
MEMBERS = 12


def _twelve_members(workplace: Workplace) -> None:
    with workplace.open_unit(write=True) as unit:
        missing = MEMBERS - len(unit.accounts.report_readers())
        for number in range(missing):
            account = Account(
                id=new_id(),
                email=f"m{number}@bench.example",
                name=f"Member {number}",
                role=Role.CASEWORKER,
                desk=Desk.BOTH,
                state=AccountState.INVITED,
            )
            unit.accounts.add(account, new_id() * 2, workplace.today())
            unit.accounts.activate(account.id, public_key=KeyPair.new().public, box=b"")
        unit.commit()


def test_filing_a_report_with_twelve_members(intake_portal: Portal) -> None:
    _twelve_members(intake_portal.workplace)
    publics = [KeyPair.new().public for _ in range(MEMBERS + 1)]

    def sealing_alone() -> None:
        root, case_id = new_root(), new_id()
        new_code().key_pair()
        for public in publics:
            info = case_key_info(purpose=ROOT, case_id=case_id, generation=1, holder=new_id())
            seal_to(public, root, info)
        keys = CaseKeys.from_root(root)
        for _ in range(4):
            place = Place(case_id, new_id(), "records", 1, 1)
            seal_record(keys.shared, "entry", TEXT.encode(), place)

    def filing() -> None:
        submit_report(intake_portal.workplace, NewReport(TEXT), new_code())

    report("filing a report of 2 KB", seconds(filing), "its sealing", seconds(sealing_alone))


def test_coming_back_with_the_code(intake_portal: Portal) -> None:
    filed = intake_portal.filed(TEXT)
    code = filed.code

    def key_pair_alone() -> None:
        code.key_pair()

    def coming_back() -> None:
        read_dialogue(intake_portal.workplace, Reporter.of(code))

    measured, floor = seconds(coming_back, runs=50), seconds(key_pair_alone, runs=50)
    report("coming back with the code", measured, "making the key pair", floor)
