"""A dossier in a contact person's hands: opened with her copy of its key, and acted in.

She holds nothing of the case. What she does makes the move the unit's all the same: that stands in
plain columns, and the unit checks it against the dossier when it next opens the case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from crypto.errors import CannotOpen
from portal.domain.account import Account
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import CALLS_ON_THE_UNIT, Act, ActKind
from portal.domain.dossier_acts import acted
from portal.domain.errors import NotFound
from portal.domain.priority import act_from
from portal.services.dossiers.dossier_keys import check_dossier_key, open_dossier_key
from portal.services.members.readers import listed_contacts
from portal.services.reminding.tell_the_unit import tell_of_an_administrations_word
from portal.services.statistics.statistics_key import statistics_key_of
from portal.services.workplace import Member, Workplace
from portal.storage.dossier_store import DossierRow, opened_row, sealed_row
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Said:
    """What goes into an act besides who did what and when (domain/dossier.py:Act)."""

    text: str = ""
    planned: str = ""
    due: date | None = None
    to: tuple[str, ...] = ()
    files: tuple[AttachedFile, ...] = field(default=())


class ContactWork:
    """Raises NotFound when there is no such dossier, the contact person holds no key to it, or is
    none of its administration any more: told apart to nobody. Raises CannotOpen for a dossier that
    nobody vouched for or that was altered, BrokenList."""

    def __init__(self, unit: UnitOfWork, workplace: Workplace, member: Member, number: str) -> None:
        row = unit.dossiers.by_number(number)
        if row is None:
            raise NotFound("no such dossier")
        # In the same order as the unit's side takes them: the case first.
        facts = unit.cases.by_id(row.case_id, lock=unit.writes)
        row = unit.dossiers.by_number(number, lock=unit.writes)
        if row is None or facts is None or facts.state is CaseState.ERASED:
            raise NotFound("no such dossier")
        self.unit, self.workplace, self.member = unit, workplace, member
        self._facts, self._row = facts, row
        self._key = _key_of(workplace, unit, member, row)
        self.dossier = opened_row(row, self._key)
        if member.id not in self.dossier.may_hold:
            raise NotFound("this dossier is not for her")

    @property
    def colleagues(self) -> list[Account]:
        """To whom else of the administration it may be handed, by name."""
        return [
            one
            for one in listed_contacts(self.workplace, self.unit, self.dossier.administration)
            if one.id.hex() in self.dossier.may_hold and one.id != self.member.account.id
        ]

    @property
    def key(self) -> bytes:
        """The dossier's key, 32 bytes."""
        return self._key

    def act(self, kind: ActKind, said: Said) -> None:
        """Write one act, with the files that come with it. The caller commits.

        Raises what `acted` raises; NotFound when a file was swept meanwhile.
        """
        turned = kind in CALLS_ON_THE_UNIT and self._facts.rests_with is not RestsWith.UNIT
        act = Act(
            kind=kind,
            by=self.member.id,
            name=self.member.account.name,
            on=self.workplace.today(),
            at=self.workplace.now(),
            text=said.text.strip(),
            planned=said.planned.strip(),
            due=said.due,
            to=said.to,
            files=said.files,
            turned=turned,
        )
        self.dossier = acted(self.dossier, act)
        for file in said.files:
            if not self.unit.files.attach_to_dossier(bytes.fromhex(file.id), self._row.id):
                raise NotFound("the file is gone")
        self._row = sealed_row(self._row, self._key, self.dossier)
        self.unit.dossiers.replace(self._row)
        if kind in CALLS_ON_THE_UNIT:
            self._call_on_the_unit(act)
            tell_of_an_administrations_word(self.workplace, self.unit, self._facts)

    def _call_on_the_unit(self, act: Act) -> None:
        """From now on it is the unit's move, also in a case that it had set aside."""
        before = self._facts
        begins = act_from(
            RestsWith.UNIT, before.received_on, waits_until=None, set_aside_until=None
        )
        self.unit.cases.turn(before.id, RestsWith.UNIT, begins)
        public_key = statistics_key_of(self.workplace, self.unit)
        if act.turned and public_key is not None:
            turn = Turn(act.on, before.state, RestsWith.UNIT)
            self.unit.facts.add_turn(public_key, before.id, turn)


@contextmanager
def in_dossier(
    workplace: Workplace, member: Member, number: str, *, write: bool = True
) -> Iterator[ContactWork]:
    """A dossier to work in. To write in it she must have read the notice of secrecy first (WBL §
    25). Nothing is kept without a commit. Raises as ContactWork does."""
    with workplace.open_unit(write=write) as unit:
        yield ContactWork(unit, workplace, member, number)


def _key_of(workplace: Workplace, unit: UnitOfWork, member: Member, row: DossierRow) -> bytes:
    listed = {one.id for one in listed_contacts(workplace, unit, row.plain.administration)}
    box = unit.dossiers.key_of(row.id, member.account.id)
    if member.account.id not in listed or box is None:
        raise NotFound("no key to this dossier")
    try:
        key = open_dossier_key(box, row.id, member.account.id, member.key_pair)
    except CannotOpen:
        # Sealed to keys that she lost: it is as if she had none.
        raise NotFound("no key that opens this dossier") from None
    check_dossier_key(workplace, unit, row, key)
    return key
