"""Who the reporter is: under a key of its own, which opens with the passphrase typed again.

crypto/SPEC.md section 18. Neither the stolen database nor a session gives it away.
"""

from crypto.sealed_box import open_box, seal_box
from crypto.sealing import IDENTITY, IDENTITY_GENERATION, case_key_info, open_with
from portal.domain.case_file import CaseFacts, Identity
from portal.services.accounts.staff_box import StaffSecrets
from portal.storage import record_shapes as shapes
from portal.storage.case_key_store import KeyCopy

_PURPOSE = b"identity"
# Room for the longest name and contact, so that the size tells nobody whether one was given.
_IDENTITY_BYTES = 6144
# What was written before identities had a key of their own is JSON in the unit's compartment.
_OLD = b"{"


def seal_identity(identity_key: bytes, case_id: bytes, identity: Identity) -> bytes:
    """The content of a case's identity record. A case without identity has one of the same size."""
    content = shapes.write(shapes.IDENTITY, identity)
    return seal_box(identity_key, _PURPOSE, case_id, content, minimum=_IDENTITY_BYTES)


def open_identity(
    facts: CaseFacts, copy: KeyCopy, secrets: StaffSecrets, content: bytes
) -> Identity:
    """Who the reporter said she is. Raises CannotOpen."""
    if has_no_key(content):
        identity: Identity = shapes.read(shapes.IDENTITY, content)
        return identity
    key = open_identity_key(facts, copy, secrets)
    opened: Identity = shapes.read(shapes.IDENTITY, open_box(key, _PURPOSE, facts.id, content))
    return opened


def open_identity_key(facts: CaseFacts, copy: KeyCopy, secrets: StaffSecrets) -> bytes:
    """The identity key of a case, 32 bytes, out of a member's copy. Raises CannotOpen."""
    return open_with(
        secrets.identity_pair, copy.identity_box, identity_key_info(facts.id, copy.holder)
    )


def identity_key_info(case_id: bytes, holder: bytes) -> bytes:
    """What a sealed identity key is bound to."""
    return case_key_info(
        purpose=IDENTITY, case_id=case_id, generation=IDENTITY_GENERATION, holder=holder
    )


def has_no_key(content: bytes) -> bool:
    """Whether an identity was written before identities had keys of their own."""
    return content.startswith(_OLD)
