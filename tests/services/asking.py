"""What people do with consents again and again in the tests, and what the lock then says."""

from __future__ import annotations

from portal.domain.case_status import RestsWith
from portal.domain.dialogue import Entry
from portal.domain.disclosure import Basis, Disclosure, DisclosureGround, Obstacle, basis_of
from portal.domain.errors import LockedByLaw
from portal.services.casework.announce_disclosure import announce_disclosure
from portal.services.casework.ask_consent import ask_consent
from portal.services.casework.read_case import read_case
from portal.services.reporting.answer_question import answer_question
from portal.services.reporting.read_dialogue import read_dialogue
from portal.services.reporting.withdraw_consent import withdraw_consent
from tests.support.office import Office
from tests.support.portal import FiledReport

ASKED = "Må SUF få at vide, at det er på Solgården?"
TOLD = "Politiet skal bruge dit navn for at afhøre dig."
BREACH = DisclosureGround.ADDRESS_BREACH


def ask(
    office: Office, report: FiledReport, recipient: str = "SUF", ordinal: int = 1, text: str = ASKED
) -> str:
    """Ask for consent; the question's id."""
    ask_consent(
        office.workplace, office.anders, report.number, ordinal, recipient=recipient, text=text
    )
    return entries_of(office, report)[-1].id


def tell(office: Office, report: FiledReport, recipient: str = "police", text: str = TOLD) -> None:
    announce_disclosure(
        office.workplace,
        office.anders,
        report.number,
        1,
        recipient=recipient,
        ground=BREACH,
        text=text,
    )


def says(office: Office, report: FiledReport, asked: str, *, yes: bool) -> None:
    answer_question(office.workplace, report.reporter, asked, accepted=yes)


def takes_back(office: Office, report: FiledReport, asked: str) -> None:
    withdraw_consent(office.workplace, report.reporter, asked)


def entries_of(office: Office, report: FiledReport) -> tuple[Entry, ...]:
    """The conversation, as both sides read it."""
    ours = read_case(office.workplace, office.birgitte, report.number).file.entries
    assert ours == read_dialogue(office.workplace, report.reporter).entries
    return ours


def rests_with(office: Office, report: FiledReport) -> RestsWith | None:
    return read_dialogue(office.workplace, report.reporter).rests_with


def lock(
    office: Office, report: FiledReport, recipient: str = "SUF"
) -> Basis | tuple[Obstacle, ...]:
    """What the lock says of telling a recipient of the first matter who the reporter is."""
    view = read_case(office.workplace, office.birgitte, report.number)
    disclosure = Disclosure(
        view.file.matters[0].id,
        recipient,
        other_authority=office.workplace.municipality.is_other_authority(recipient),
        contains_identity=True,
        may_reveal=False,
        ground=BREACH,
    )
    try:
        return basis_of(disclosure, view.file.entries, office.workplace.today())
    except LockedByLaw as locked:
        return locked.obstacles
