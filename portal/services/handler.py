"""Who works on a case, sealed under the server's secret.

The jobs hold no key of a case and have to know whom to remind; whoever steals the database is not
to know who works on what. The secret lies outside the database and its backups.
"""

from crypto.errors import CannotOpen
from crypto.sealed_box import open_box, seal_box
from portal.domain.case_file import CaseFacts
from portal.services.workplace import Workplace

_PURPOSE = b"handler"
_NOBODY = bytes(16)


def sealed_handler(workplace: Workplace, case_id: bytes, account_id: bytes | None) -> bytes:
    """A box that names an account, or nobody: both look alike."""
    return seal_box(workplace.secrets.server_key, _PURPOSE, case_id, account_id or _NOBODY)


def handler_of(workplace: Workplace, facts: CaseFacts) -> bytes | None:
    """The account id of who works on a case, or None while nobody does."""
    try:
        opened = open_box(workplace.secrets.server_key, _PURPOSE, facts.id, facts.handler)
    except CannotOpen:
        # A case from before there were handlers; a box that was altered names nobody either, and
        # then the head of unit is reminded.
        return None
    return None if opened == _NOBODY else opened
