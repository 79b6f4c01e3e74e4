"""A reporter or an administration has acted: who is to know of it finds it in the next day's mail.

The notice is written in the transaction of the act itself, so that neither is without the other.
It names the case under the server's secret and nobody else: who is to be told is decided when the
mails are written, by who works on the case and who is there then. A person has one mail a day,
however much happened: neither a mail's hour nor the number of mails tells whose report came.
"""

from datetime import timedelta

from crypto.identifiers import new_id
from portal.domain.case_file import CaseFacts
from portal.services.reminding.notices import Told, sealed_notice
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


def tell_of_a_new_case(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts) -> None:
    """Everybody the case was sealed to has something to look at tomorrow."""
    _tell(workplace, unit, facts, Told.NEW_CASE)


def tell_of_the_reporters_word(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts) -> None:
    """Who works on the case has something to look at tomorrow."""
    _tell(workplace, unit, facts, Told.WORD)


def tell_of_an_administrations_word(
    workplace: Workplace, unit: UnitOfWork, facts: CaseFacts
) -> None:
    """Who works on the case has something to look at tomorrow."""
    _tell(workplace, unit, facts, Told.WORD)


def _tell(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts, told: Told) -> None:
    tomorrow = workplace.today() + timedelta(days=1)
    unit.notices.add(sealed_notice(workplace, new_id(), told, facts.id, tomorrow))
