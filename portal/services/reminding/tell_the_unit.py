"""A reporter has acted: whoever is to know of it finds it in the next day's mail.

The notice is written in the transaction of the act itself, so that neither is without the other.
It names the case under the server's secret and nobody else: who is to be told is decided when the
mails are written, by who works on the case and who is there then. A person has one mail a day,
however much happened: neither a mail's hour nor the number of mails tells whose report came.
"""

from datetime import timedelta

from crypto.errors import CannotOpen
from crypto.identifiers import new_id
from crypto.sealed_box import open_box, seal_box
from portal.domain.case_file import CaseFacts
from portal.services.workplace import Workplace
from portal.storage.notice_store import Notice
from portal.storage.unit_of_work import UnitOfWork

_PURPOSE = b"notice"
_NEW, _WORD = b"n", b"w"


def tell_of_a_new_case(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts) -> None:
    """Everybody the case was sealed to has something to look at tomorrow."""
    _tell(workplace, unit, facts, _NEW)


def tell_of_the_reporters_word(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts) -> None:
    """Who works on the case has something to look at tomorrow."""
    _tell(workplace, unit, facts, _WORD)


def case_of_notice(workplace: Workplace, notice: Notice) -> tuple[bytes, bool] | None:
    """The case a notice is about and whether it is a new one; None when it was altered."""
    try:
        told = open_box(workplace.secrets.server_key, _PURPOSE, notice.id, notice.box)
    except CannotOpen:
        return None
    return told[1:], told[:1] == _NEW


def _tell(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts, what: bytes) -> None:
    notice_id = new_id()
    box = seal_box(workplace.secrets.server_key, _PURPOSE, notice_id, what + facts.id)
    unit.notices.add(Notice(notice_id, workplace.today() + timedelta(days=1), box))
