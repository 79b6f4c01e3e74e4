"""A case in a member's hands: open, in a state that allows the work, saved and seen in one go."""

from collections.abc import Iterator
from contextlib import contextmanager

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from crypto.identifiers import new_secret
from crypto.recovery import RECOVERY_HOLDER
from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseState
from portal.domain.dialogue import Side
from portal.domain.errors import CaseAltered, ForbiddenMove, ImpartialityNotDeclared, NotFound
from portal.domain.matter import Matter
from portal.domain.party import Party
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.case_alarms import raise_case_alarm
from portal.services.case_work import CaseWork
from portal.services.identities import has_no_key, open_identity_key, seal_identity
from portal.services.key_copies import KeysToHand, seal_identity_key
from portal.services.member_keys import keys_of_member
from portal.services.members.readers import listed_holders, recovery_key_of
from portal.services.seen_marker import seen_marker, writes_seen
from portal.services.workplace import Member, Workplace
from portal.storage import record_shapes as shapes
from portal.storage.unit_of_work import UnitOfWork


class MemberWork(CaseWork):
    """A case opened with a member's copy of its key, within one unit of work.

    `root` is the case's root key, 32 bytes. Raises NotFound, CannotOpen and BrokenList as
    `keys_of_member` does, NotFound also for who may not hold a key, and CaseAltered.
    """

    def __init__(self, unit: UnitOfWork, workplace: Workplace, member: Member, number: str) -> None:
        opened = keys_of_member(unit, workplace, member, number)
        self.member = member
        self.root = opened.root
        self._seen = writes_seen(member.key_pair, opened.facts.id, opened.copy.seen)
        super().__init__(
            unit, workplace, opened.facts, opened.keys, by=member.id, at=workplace.now()
        )
        # Recovery cannot know whom the reporter excluded, or who was disqualified.
        if not self.file.may_be_held_by(member.id):
            raise NotFound("may not hold a key to this case")
        self.manifest.vouch_for(member.account.id)
        if unit.writes and has_no_key(self.file.identity):
            give_identity_a_key(self)

    def is_held_by(self, account_id: bytes) -> bool:
        """Whether an account may hold a copy, and holds one from somebody who had the keys."""
        return (
            self.unit.case_keys.of(self.facts.id, account_id) is not None
            and self.manifest.is_known_holder(account_id)
            and self.file.may_be_held_by(account_id.hex())
        )

    def continue_with(self, facts: CaseFacts, root: bytes) -> None:
        """Go on with the keys of the next generation."""
        self.manifest.take_in(self.keys)
        self.root = root
        self.keys = CaseKeys.from_root(root)
        self.set_facts(facts)

    def require_impartial(self) -> None:
        """Raises ImpartialityNotDeclared unless the member's latest declaration says so."""
        declaration = self.file.declaration_of(self.member.id)
        if declaration is None or not declaration.impartial:
            raise ImpartialityNotDeclared

    def require_state(self, *allowed: CaseState) -> None:
        """Raises ForbiddenMove unless the case is in one of these states."""
        if self.facts.state not in allowed:
            raise ForbiddenMove(f"the case is {self.facts.state}")

    def matter(self, ordinal: int) -> Matter:
        """The matter with this number, counted from 1. Raises NotFound."""
        matter = self.file.matter(ordinal)
        if matter is None:
            raise NotFound("no such matter")
        return matter

    def party(self, ordinal: int) -> Party:
        """The party with this number, counted from 1. Raises NotFound."""
        party = self.file.party(ordinal)
        if party is None:
            raise NotFound("no such party")
        return party

    def has_unread_word(self) -> bool:
        """Whether the last word is the reporter's and the member has not looked since it came."""
        return self.file.entries[-1].side is Side.REPORTER and not self.has_seen_all()

    def has_seen_all(self) -> bool:
        """Whether the member had seen everything in the case when it was opened, and nothing was
        written since."""
        return self._seen >= self._count()

    def mark_seen(self) -> None:
        """Write down that the member has seen everything written into the case so far."""
        case_id = self.facts.id
        marker = seen_marker(self.member.key_pair, case_id, self._count())
        self.unit.case_keys.mark_seen(case_id, self.member.account.id, marker)

    def _count(self) -> int:
        return self.unit.records.count_writes([self.facts.id]).get(self.facts.id, 0)

    def finish(self) -> None:
        """Save, mark what the member wrote as seen by her, and commit."""
        self.save()
        self.mark_seen()
        self.unit.commit()


def keys_to_hand(work: MemberWork, secrets: StaffSecrets) -> KeysToHand:
    """What a member can hand on of a case; no identity key where she has none that
    opens."""
    copy = work.unit.case_keys.of(work.facts.id, work.member.account.id)
    if copy is None or not copy.identity_box:
        return KeysToHand(work.root)
    try:
        return KeysToHand(work.root, open_identity_key(work.facts, copy, secrets))
    except CannotOpen:
        # Sealed to keys that she lost: she has the case, and not the identity.
        return KeysToHand(work.root)


def give_identity_a_key(work: MemberWork) -> None:
    """An identity from before identities had keys of their own gets one, as soon as everybody who
    holds the case stands on the unit's list with a key to seal it to."""
    unit, case_id = work.unit, work.facts.id
    listed = {one.id: one for one in listed_holders(work.workplace, unit)}
    holders = [one for one in unit.case_keys.members(case_id) if work.is_held_by(one)]
    if not set(holders) <= set(listed):
        return
    identity_key = new_secret()
    for holder in holders:
        box = seal_identity_key(case_id, holder, identity_key, listed[holder].identity_key)
        unit.case_keys.keep_identity(case_id, holder, box)
    recovery = recovery_key_of(work.workplace, unit)
    if recovery and unit.case_keys.of(case_id, RECOVERY_HOLDER):
        box = seal_identity_key(case_id, RECOVERY_HOLDER, identity_key, recovery)
        unit.case_keys.keep_identity(case_id, RECOVERY_HOLDER, box)
    identity = shapes.read(shapes.IDENTITY, work.file.identity)
    work.change_identity(seal_identity(identity_key, case_id, identity))


@contextmanager
def working_on(
    workplace: Workplace, member: Member, number: str, *allowed: CaseState
) -> Iterator[MemberWork]:
    """A case to work on, open or in one of the states `allowed`. Nothing is kept without `finish`.

    Raises NotFound, ImpartialityNotDeclared (forvaltningsloven § 3), ForbiddenMove (its state);
    CaseAltered and CannotOpen (it is not what was written), which raise an alarm too.
    """
    try:
        with workplace.open_unit(write=True) as unit:
            work = MemberWork(unit, workplace, member, number)
            work.require_impartial()
            work.require_state(*(allowed or (CaseState.OPEN,)))
            yield work
    except (CaseAltered, CannotOpen):
        raise_case_alarm(workplace, member, number)
        raise
