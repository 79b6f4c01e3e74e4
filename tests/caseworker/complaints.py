"""What is done with complaints in many tests of the unit's pages."""

from dataclasses import dataclass

from crypto.receipt_code import ReceiptCode, new_code
from portal.domain.case_file import CaseFile
from portal.domain.complaint import ComplainedBefore
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.casework.read_case import read_case
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.services.workplace import Reporter
from tests.support.portal import Portal

# The register as its form sends it, with everything that is asked for at closing.
FULL: dict[str, object] = {
    "nature": "complaint",
    "channel": "telephone",
    "complained_before": "yes",
    "administration": "SOF",
    "unit_name": "Borgercenter Voksne",
    "wants": ["money", "communication"],
    "about": "good_administration",
    "sub_themes": ["processing_time", "missing_answer"],
    "gravity": "handling",
    "discrimination": "",
    "effort": "dialogue",
    "entered_into": "yes",
    "upheld": "yes",
    "solved": "partly",
    "learning": "concrete",
    "satisfaction": "unknown",
}


@dataclass(frozen=True)
class Filed:
    """A complaint's number and the code its citizen holds."""

    number: str
    code: ReceiptCode

    @property
    def citizen(self) -> Reporter:
        return Reporter.of(self.code)


def filed(portal: Portal, description: str = "Jeg venter på svar.", **told: object) -> Filed:
    """A complaint about the social services, as `NewComplaint` takes it."""
    code = new_code()
    said = {
        "administration": "SOF",
        "place": "Borgercenteret",
        "wish": "Et svar",
        "complained_before": ComplainedBefore.YES,
        **told,
    }
    facts = submit_complaint(portal.workplace, NewComplaint(description, **said), code)  # type: ignore[arg-type]
    return Filed(facts.number, code)


def taken_up(portal: Portal, description: str = "Jeg venter på svar.", **told: object) -> Filed:
    """A complaint that the head of unit has taken up."""
    complaint = filed(portal, description, **told)
    declare_impartiality(
        portal.workplace, portal.birgitte, complaint.number, impartial=True, reason=""
    )
    return complaint


def file_of(portal: Portal, number: str) -> CaseFile:
    """The case as the head of unit has it."""
    return read_case(portal.workplace, portal.birgitte, number).file
