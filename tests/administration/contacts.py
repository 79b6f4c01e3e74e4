"""What the tests of the contact persons' pages do again and again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from portal.domain.dossier import DossierKind
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.reporting.answer_question import answer_question
from tests.services.acts import open_offer
from tests.services.hearing import Hearing, hearing
from tests.support.office import Office
from tests.support.staff import StaffBrowser

if TYPE_CHECKING:
    from typing import Any

    from werkzeug.test import TestResponse

    from portal.services.workplace import Member
    from tests.support.portal import Portal

ACTIONS = ("confirm", "question", "more-time", "answer", "follow-up", "hand-over")
WRITTEN = {
    "question": {"text": "Hvilken kasse?"},
    "more-time": {"due": "2026-04-14", "reason": "Revisoren er syg."},
    "answer": {"result": "Kassen passer ikke.", "planned": "Ny procedure."},
    "follow-up": {"text": "Kassen er lukket af."},
    "hand-over": {"colleague": "0" * 32, "note": "Jeg er på ferie."},
}


def office_of(portal: Portal) -> Office:
    """The unit of a portal, as the helpers of the services take it."""
    return Office(portal.workplace, portal.clock, portal.birgitte, portal.anders, portal.chaima)


def sent_by_anders(portal: Portal, **outgoing: Any) -> Hearing:
    """A dossier that Anders sent to Karen and Lone of BUF."""
    return hearing(office_of(portal), **outgoing)


def passed_on(sent: Hearing) -> Hearing:
    """One more dossier to the same people, passed on outside the scheme."""
    office = sent.office
    report = office.taken_up()
    ordinal = office.rejected(report.number, offer=True)
    answer_question(office.workplace, report.reporter, open_offer(office, report), accepted=True)
    outgoing = Outgoing("BUF", "Til jeres orientering.", kind=DossierKind.OUTSIDE_SCHEME)
    where = (office.workplace, office.anders, report.number, ordinal)
    return replace(sent, report=report, matter=ordinal, dossier=send_dossier(*where, outgoing))


class Contact:
    """A contact person with a dossier in her browser."""

    def __init__(self, portal: Portal, member: Member, sent: Hearing) -> None:
        self.browser = StaffBrowser(portal, member)
        self.member = member
        self.address = f"/administration/dossiers/{sent.dossier.number}"

    def page(self, status: int = 200) -> str:
        return self.browser.get(self.address, status)

    def act(self, action: str, status: int = 303, **fields: object) -> TestResponse:
        return self.browser.post(f"{self.address}/{action}", status, **fields)

    def opens(self) -> str:
        """She confirms the notice of secrecy; the page of the dossier."""
        self.act("confirm")
        return self.page()
