"""Copies of a case's key: made for one holder, opened by that holder."""

from crypto.case_key import CaseKeys
from crypto.key_pair import KeyPair
from crypto.sealing import ROOT, SHARED, case_key_info, open_with, seal_to
from portal.domain.account import Account
from portal.domain.case_file import CaseFacts
from portal.services.seen_marker import unread_marker
from portal.storage.case_key_store import REPORTER, KeyCopy


def member_copy(facts: CaseFacts, root: bytes, reader: Account) -> KeyCopy:
    """The root key (32 bytes) sealed to one member, with a marker that says she has seen
    nothing."""
    box = seal_to(reader.public_key, root, _info(facts, ROOT, reader.id, facts.generation))
    return KeyCopy(reader.id, facts.generation, box, unread_marker())


def reporter_copy(facts: CaseFacts, root: bytes, key_pair: KeyPair) -> KeyCopy:
    """The shared key sealed to the key pair of the reporter's code."""
    shared = CaseKeys.from_root(root).shared
    box = seal_to(key_pair.public, shared, _info(facts, SHARED, REPORTER, facts.generation))
    return KeyCopy(REPORTER, facts.generation, box, unread_marker())


def open_member_copy(facts: CaseFacts, copy: KeyCopy, key_pair: KeyPair) -> bytes:
    """The root key, 32 bytes. Raises CannotOpen."""
    return open_with(key_pair, copy.box, _info(facts, ROOT, copy.holder, copy.generation))


def open_reporter_copy(facts: CaseFacts, copy: KeyCopy, key_pair: KeyPair) -> bytes:
    """The shared key, 32 bytes. Raises CannotOpen."""
    return open_with(key_pair, copy.box, _info(facts, SHARED, REPORTER, copy.generation))


def _info(facts: CaseFacts, purpose: str, holder: bytes, generation: int) -> bytes:
    return case_key_info(purpose=purpose, case_id=facts.id, generation=generation, holder=holder)
