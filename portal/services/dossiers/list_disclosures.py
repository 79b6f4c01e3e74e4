"""The register of disclosures over all cases that a member may read."""

from dataclasses import dataclass
from datetime import date

from portal.domain.audit_events import SystemEvent
from portal.domain.case_file import CaseFile
from portal.domain.case_status import CaseKind
from portal.domain.dialogue import Entry
from portal.domain.disclosure_register import Disclosed
from portal.services.casework.open_cases import OPENED_AT_MOST, open_cases
from portal.services.workplace import Member, Workplace
from portal.storage.case_store import WorklistQuery
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Wanted:
    """What of the register is looked for: from a day, until a day, to a recipient (a code); all of
    it where nothing is set."""

    first: date | None = None
    last: date | None = None
    recipient: str = ""

    def __contains__(self, line: Disclosed) -> bool:
        after = self.first is None or line.on >= self.first
        before = self.last is None or line.on <= self.last
        return after and before and self.recipient in ("", line.recipient)


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register with the case it belongs to; `matter` is the matter's number, 0 in a
    case of the citizens' adviser (`of_adviser`); `rests_on` is the entry of the consent, or of the
    notice to the reporter, that it rests on."""

    number: str
    matter: int
    disclosed: Disclosed
    rests_on: Entry | None
    of_adviser: bool = False


@dataclass(frozen=True)
class Register:
    """The newest line first. `undeclared` counts cases the member has not declared herself
    impartial in; `unopened` are the numbers of those that were altered; `everything` is False when
    there are more cases than were opened: the newest OPENED_AT_MOST."""

    lines: tuple[RegisterLine, ...]
    undeclared: int
    unopened: tuple[str, ...]
    everything: bool


def list_disclosures(workplace: Workplace, member: Member, wanted: Wanted) -> Register:
    """What was told to whom, in the cases that the member holds a key to and has declared herself
    impartial in: nothing is read behind a declaration's back."""
    with workplace.open_unit() as unit:
        return _register(unit, workplace, member, wanted)


def export_disclosures(workplace: Workplace, member: Member, wanted: Wanted) -> Register:
    """The same to be taken out of the portal, which is written down in the log of accounts."""
    found = list_disclosures(workplace, member, wanted)
    with workplace.open_unit(write=True) as unit:
        unit.system_log.add(
            SystemEvent.DISCLOSURES_EXPORTED, workplace.now(), actor=member.account.id
        )
        unit.commit()
    return found


def register_of(file: CaseFile) -> tuple[RegisterLine, ...]:
    """Every line of one case, the newest first."""
    of_adviser = file.facts.kind is not CaseKind.REPORT
    ordinals = {} if of_adviser else {matter.id: matter.ordinal for matter in file.matters}
    entries = {entry.id: entry for entry in file.entries}
    return tuple(
        RegisterLine(
            number=file.facts.number,
            matter=ordinals.get(line.matter, 0),
            disclosed=line,
            rests_on=entries.get(line.basis.consent or line.basis.notice or ""),
            of_adviser=of_adviser,
        )
        for line in reversed(file.disclosures)
    )


def _register(unit: UnitOfWork, workplace: Workplace, member: Member, wanted: Wanted) -> Register:
    newest = WorklistQuery(sort="newest", page_size=OPENED_AT_MOST)
    cases, count = unit.cases.worklist(member.account.id, newest)
    opened = open_cases(unit, workplace, member, cases)
    lines = [
        line for file in opened.files for line in register_of(file) if line.disclosed in wanted
    ]
    lines.sort(key=lambda line: line.disclosed.on, reverse=True)
    everything = count <= len(cases)
    return Register(tuple(lines), len(opened.undeclared), opened.unopened, everything)
