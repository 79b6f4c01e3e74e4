"""What a notice says, under the server's secret: what happened, and in which case or dossier.

Who is to be told is decided when the mails are written, by who works on it and who is there then.
"""

from datetime import date
from enum import Enum

from crypto.errors import CannotOpen
from crypto.sealed_box import open_box, seal_box
from portal.services.workplace import Workplace
from portal.storage.notice_store import Notice

_PURPOSE = b"notice"


class Told(Enum):
    """Of a case: that it is new, or that somebody outside the unit had a word in it; of a dossier:
    that the unit had."""

    NEW_CASE = b"n"
    WORD = b"w"
    DOSSIER = b"d"


def sealed_notice(
    workplace: Workplace, notice_id: bytes, told: Told, about: bytes, send_on: date
) -> Notice:
    """A notice for a day. `about` is the id of the case or dossier, 16 bytes."""
    box = seal_box(workplace.secrets.server_key, _PURPOSE, notice_id, told.value + about)
    return Notice(notice_id, send_on, box)


def opened_notice(workplace: Workplace, notice: Notice) -> tuple[Told, bytes] | None:
    """What a notice says and what it is about; None when it was altered."""
    try:
        told = open_box(workplace.secrets.server_key, _PURPOSE, notice.id, notice.box)
        return Told(told[:1]), told[1:]
    except (CannotOpen, ValueError):
        return None
