"""A case in which an administration is asked, for the tests of dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.domain.case_file import CaseFile
from portal.domain.dossier import Dossier
from portal.services.casework.read_case import read_case
from portal.services.dossiers.answer_dossier import answer_dossier
from portal.services.dossiers.read_dossier import confirm_secrecy
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.member_work import MemberWork
from portal.services.workplace import Member
from tests.support.office import Office
from tests.support.portal import FiledReport, secrets_of

DUE = date(2026, 3, 31)


@dataclass(frozen=True)
class Hearing:
    """Anders has sent a matter to Karen (`karen`) and Lone (`lone`) of BUF."""

    office: Office
    report: FiledReport
    matter: int
    karen: Member
    lone: Member
    dossier: Dossier

    @property
    def number(self) -> str:
        return self.report.number

    def file(self) -> CaseFile:
        """The case as Anders reads it."""
        return read_case(self.office.workplace, self.office.anders, self.number).file

    def now(self) -> Dossier:
        """The dossier as the unit sees it, without writing anything."""
        with self.office.workplace.open_unit() as unit:
            work = MemberWork(unit, self.office.workplace, self.office.anders, self.number)
            found = work.file.dossier(self.dossier.number)
        assert found is not None
        return found

    def answered(self, by: Member | None = None, result: str = "Kassen passer ikke.") -> None:
        """Karen, or who is given, answers."""
        who = by or self.karen
        confirm_secrecy(self.office.workplace, who, self.dossier.number)
        answer_dossier(
            self.office.workplace, who, self.dossier.number, result=result, planned="Ny procedure."
        )


def karen_of(office: Office) -> Member:
    """A contact person of BUF, made when she is first asked for."""
    return _contact(office, "Karen")


def lone_of(office: Office) -> Member:
    """Another one, who stands in for her."""
    return _contact(office, "Lone")


def _contact(office: Office, name: str) -> Member:
    with office.workplace.open_unit() as unit:
        known = unit.accounts.by_email(f"{name.lower()}@kommune.example")
    return Member(known, secrets_of(name).key_pair) if known else office.contact(name, "BUF")


def hearing(office: Office, **outgoing: Any) -> Hearing:
    """A report, one matter in scope, and a dossier that is on its way."""
    karen, lone = karen_of(office), lone_of(office)
    report = office.taken_up()
    matter = office.in_scope(report.number)
    told = {"administration": "BUF", "text": "Undersøg kassen.", "due": DUE} | outgoing
    dossier = send_dossier(office.workplace, office.anders, report.number, matter, Outgoing(**told))
    return Hearing(office, report, matter, karen, lone, dossier)
