"""A member reads a case: everything in it, its log, and who else can open it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from crypto.errors import CannotOpen
from portal.domain.account import Account
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import CaseFile, LogLine, Note, NoteReader
from portal.domain.case_status import CaseState, RestsWith, matter_rests_with
from portal.domain.closing import obstacles_to_closing
from portal.domain.dialogue import Entry, asked_about, open_questions
from portal.domain.retention import advisers_time, erase_after
from portal.services.case_log import read_log
from portal.services.dossiers.holders import DossierHolders, holders_of_dossiers
from portal.services.handler import handler_of
from portal.services.member_work import MemberWork, working_on
from portal.services.members.readers import readers_of
from portal.services.own_notes import open_own_note
from portal.services.workplace import Member, Workplace

_READABLE = (CaseState.RECEIVED, CaseState.OPEN, CaseState.CLOSED)


@dataclass(frozen=True)
class CaseView:
    """A case as its page shows it. `names` maps account ids in hex to names, for notes and log.

    `matters_rest_with` is by matter id; `may_be_given_access` are members without a key who are
    neither excluded by the reporter nor disqualified. `handler` is who works on it, None while
    nobody does or her account is closed; `may_handle` are those it can be handed to.
    `erase_after` is the day from which a closed case may be erased; it follows from how the case
    ended, so it stands in no plain column. `dossier_holders` is by dossier number.
    """

    file: CaseFile = field(repr=False)
    log: tuple[LogLine, ...] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False)
    waiting: tuple[Entry, ...] = field(repr=False)
    matters_rest_with: dict[str, RestsWith | None]
    closing_obstacles: tuple[str, ...]
    names: dict[str, str]
    holders: tuple[Account, ...]
    erase_after: date | None
    may_be_given_access: tuple[Account, ...]
    handler: Account | None
    may_handle: tuple[Account, ...]
    dossier_holders: Mapping[str, DossierHolders]

    @property
    def calls(self) -> tuple[Note, ...]:
        """What was said by telephone, the oldest first; they do not stand among the notes."""
        return tuple(note for note in self.file.notes if note.call is not None)


def read_case(workplace: Workplace, member: Member, number: str) -> CaseView:
    """Open a case for reading. The first opening of a day is written in its log.

    Raises NotFound, ImpartialityNotDeclared, CannotOpen.
    """
    with working_on(workplace, member, number, *_READABLE) as work:
        log = read_log(work)
        if not _opened_today(work, log):
            work.log(CaseEvent.OPENED)
            log = read_log(work)
        work.mark_seen()
        accounts = work.unit.accounts.every()
        holders = work.unit.case_keys.members(work.facts.id)
        readers = readers_of(workplace, work.unit, work.facts.kind)
        dossier_holders = holders_of_dossiers(work, tuple(accounts))
        work.unit.commit()
    # Who the reporter is, is shown on request only, and then written down (show_identity).
    file = replace(work.file, identity=b"")
    asked = set(asked_about(file.entries))
    handler = handler_of(workplace, file.facts)
    able = [one for one in readers if file.may_be_held_by(one.id.hex())]
    may_handle = tuple(one for one in able if one.id in holders)
    return CaseView(
        file=file,
        log=tuple(log),
        notes=_readable_notes(file, member),
        waiting=tuple(open_questions(file.entries)),
        matters_rest_with={
            matter.id: matter_rests_with(matter.standing, asked=None in asked or matter.id in asked)
            for matter in file.matters
        },
        closing_obstacles=obstacles_to_closing(file),
        names={account.id.hex(): account.name for account in accounts},
        holders=tuple(one for one in accounts if one.id in holders),
        erase_after=_erase_after(workplace, file),
        may_be_given_access=tuple(one for one in able if one.id not in holders),
        handler=next((one for one in may_handle if one.id == handler), None),
        may_handle=may_handle,
        dossier_holders=dossier_holders,
    )


def _erase_after(workplace: Workplace, file: CaseFile) -> date | None:
    if file.facts.closed_on is None:
        return None
    months = workplace.municipality.retention.months
    advisers = advisers_time(file)
    return erase_after(file.facts.closed_on, file.matters, months, advisers=advisers)


def _opened_today(work: MemberWork, log: list[LogLine]) -> bool:
    return any(
        line.event is CaseEvent.OPENED and line.by == work.by and line.on == work.on for line in log
    )


def _readable_notes(file: CaseFile, member: Member) -> tuple[Note, ...]:
    """The unit's notes, and of those to oneself the member's own, opened; not those that she wrote
    under keys that she has lost since."""
    notes = []
    for note in (one for one in file.notes if one.call is None):
        if note.reader is not NoteReader.SELF:
            notes.append(note)
        elif note.author == member.id:
            with suppress(CannotOpen):
                notes.append(open_own_note(note, member, file.facts.id))
    return tuple(notes)
