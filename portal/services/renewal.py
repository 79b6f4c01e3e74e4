"""A case gets new keys when somebody who knew the old ones may no longer read on.

Everything is sealed anew under a root that follows from nothing before, and signed by a member: to
the key she once had, the database as it is now gives nothing. A copy of it from before still does:
what she could read then cannot be taken back.
"""

from dataclasses import replace

from crypto.case_key import CaseKeys, new_root
from crypto.identifiers import shuffled
from crypto.recovery import RECOVERY_HOLDER
from portal.domain.case_file import CaseFacts
from portal.services.dossiers.renew_dossier import renew_dossiers
from portal.services.generations import sign_generation
from portal.services.key_copies import KeysToHand, member_copy, recovery_copy, reporter_copy
from portal.services.member_work import MemberWork
from portal.services.members.readers import listed_holders, recovery_key_of
from portal.storage.case_key_store import REPORTER, KeyCopy


def renew_keys(work: MemberWork) -> None:
    """Begin the next generation of a case's keys for those who hold a copy now and stand on the
    unit's list. The caller saves and commits.

    Only for those to whom somebody who had the keys gave hers: a row that was added to the database
    gets nothing. In a case from before there was a list, nothing is renewed while somebody who may
    sign in holds a copy and is not listed yet: she would lose the case. Raises BrokenList,
    CannotOpen.
    """
    if _somebody_is_not_listed_yet(work):
        return
    unit, old = work.unit, work.facts
    facts = replace(old, generation=old.generation + 1)
    root = new_root()
    keys = CaseKeys.from_root(root)
    copies = _copies_anew(work, facts, KeysToHand(root))
    unit.records.seal_anew(old, work.keys, facts, keys)
    unit.case_keys.remove_all(facts.id)
    unit.case_keys.add(facts.id, shuffled(copies))
    unit.cases.begin_generation(facts.id, facts.generation)
    unit.generations.remove_all(facts.id)
    sign_generation(work.workplace, unit, facts, keys, work.member)
    work.continue_with(facts, root)
    renew_dossiers(work)


def _somebody_is_not_listed_yet(work: MemberWork) -> bool:
    if work.unit.cases.reporter_keys(work.facts.id).signing_key:
        return False
    holders = set(work.unit.case_keys.members(work.facts.id))
    listed = {one.id for one in listed_holders(work.workplace, work.unit)}
    # A contact person who holds one was a member once, and loses it with the next renewal.
    active = {one.id for one in work.unit.accounts.every() if one.active and not one.is_contact}
    return bool((holders & active) - listed)


def _copies_anew(work: MemberWork, facts: CaseFacts, keys: KeysToHand) -> list[KeyCopy]:
    """What each holder gets instead of the copy she has: the new root, the identity key that she
    held, and her own marker of what she has seen."""
    workplace, unit = work.workplace, work.unit
    members = {one.id: one for one in listed_holders(workplace, unit)}
    recovery = recovery_key_of(workplace, unit)
    copies = []
    for copy in unit.case_keys.every(facts.id):
        if copy.generation != work.facts.generation:
            continue
        if copy.holder == REPORTER:
            made = reporter_copy(facts, keys.root, unit.cases.reporter_keys(facts.id).key)
        elif copy.holder == RECOVERY_HOLDER and recovery:
            made = recovery_copy(facts, keys, recovery)
        elif copy.holder in members and work.is_held_by(copy.holder):
            made = member_copy(facts, keys, members[copy.holder])
        else:
            continue
        copies.append(replace(made, seen=copy.seen, identity_box=copy.identity_box))
    return copies
