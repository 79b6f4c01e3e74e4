"""Copies of a case's keys: made for one holder, opened by that holder."""

from dataclasses import dataclass, field

from crypto.case_key import CaseKeys
from crypto.key_pair import KeyPair
from crypto.recovery import RECOVERY_HOLDER
from crypto.sealing import ROOT, SHARED, case_key_info, open_with, seal_to
from portal.domain.account import Account
from portal.domain.case_file import CaseFacts
from portal.services.identities import identity_key_info
from portal.services.seen_marker import unread_marker
from portal.storage.case_key_store import REPORTER, KeyCopy


@dataclass(frozen=True)
class KeysToHand:
    """What a holder is given: the root key, and the identity key where the giver has it (32 bytes
    each; the latter may be empty)."""

    root: bytes = field(repr=False)
    identity: bytes = field(repr=False, default=b"")


def member_copy(facts: CaseFacts, keys: KeysToHand, reader: Account) -> KeyCopy:
    """The keys sealed to one member, with a marker that says she has seen nothing. `reader` is as
    the unit's list has her."""
    return _copy(facts, keys, reader.id, reader.public_key, reader.identity_key)


def recovery_copy(facts: CaseFacts, keys: KeysToHand, recovery_key: bytes) -> KeyCopy:
    """The keys sealed to the recovery key, which is not on this machine."""
    return _copy(facts, keys, RECOVERY_HOLDER, recovery_key, recovery_key)


def reporter_copy(facts: CaseFacts, root: bytes, reporter_key: bytes) -> KeyCopy:
    """The shared key sealed to the key pair of the reporter's code."""
    shared = CaseKeys.from_root(root).shared
    box = seal_to(reporter_key, shared, _info(facts, SHARED, REPORTER, facts.generation))
    return KeyCopy(REPORTER, facts.generation, box, unread_marker())


def open_member_copy(facts: CaseFacts, copy: KeyCopy, key_pair: KeyPair) -> bytes:
    """The root key, 32 bytes. Raises CannotOpen."""
    return open_with(key_pair, copy.box, _info(facts, ROOT, copy.holder, copy.generation))


def open_reporter_copy(facts: CaseFacts, copy: KeyCopy, key_pair: KeyPair) -> bytes:
    """The shared key, 32 bytes. Raises CannotOpen."""
    return open_with(key_pair, copy.box, _info(facts, SHARED, REPORTER, copy.generation))


def seal_identity_key(case_id: bytes, holder: bytes, identity_key: bytes, public: bytes) -> bytes:
    """An identity key (32 bytes) sealed to a holder's identity key pair."""
    return seal_to(public, identity_key, identity_key_info(case_id, holder))


def _copy(
    facts: CaseFacts, keys: KeysToHand, holder: bytes, public: bytes, identity_public: bytes
) -> KeyCopy:
    box = seal_to(public, keys.root, _info(facts, ROOT, holder, facts.generation))
    identity = b""
    if keys.identity:
        identity = seal_identity_key(facts.id, holder, keys.identity, identity_public)
    return KeyCopy(holder, facts.generation, box, unread_marker(), identity)


def _info(facts: CaseFacts, purpose: str, holder: bytes, generation: int) -> bytes:
    return case_key_info(purpose=purpose, case_id=facts.id, generation=generation, holder=holder)
