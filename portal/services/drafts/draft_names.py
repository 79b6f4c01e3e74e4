"""How drafts are found without being opened: when one is kept its author is signed out, and when a
case is erased its drafts go, whoever wrote them.

Both names are keyed with the server's secret, which lies outside the database and its backups:
whoever steals the database does not learn which case a draft belongs to.
"""

from crypto.derivation import derive
from crypto.identifiers import ID_BYTES, new_id
from crypto.labels import DRAFT_ID, DRAFT_TAG, bind
from portal.domain.errors import NotFound
from portal.services.workplace import Workplace


def draft_id(workplace: Workplace, account_id: bytes, address: str, submission: str) -> bytes:
    """The id of the draft of one sending (16 bytes), the same each time it is kept; a random one
    for a form without the mark of a sending."""
    if not submission:
        return new_id()
    info = bind(DRAFT_ID, account_id, address, submission)
    return derive(workplace.secrets.server_key, info, ID_BYTES)


def case_tag(workplace: Workplace, case_id: bytes, account_id: bytes) -> bytes:
    """What marks an account's drafts in a case, 32 bytes."""
    return derive(workplace.secrets.server_key, bind(DRAFT_TAG, case_id, account_id))


def id_from(draft_id: str) -> bytes:
    """An id as it stands in an address. Raises NotFound when it is none."""
    try:
        return bytes.fromhex(draft_id)
    except ValueError:
        raise NotFound("no such draft") from None
