"""A reporter has acted: whoever is to know of it finds it in the next day's mail.

The notice is written in the transaction of the act itself, so that neither is without the other. It
names no case, and a person has one a day, however much happened: neither the mail's hour nor the
number of mails tells whose report came, or when.
"""

from datetime import timedelta

from portal.domain.case_file import CaseFacts
from portal.domain.reminding import reached, to_remind
from portal.services.accounts.preferences import colleagues_of
from portal.services.handler import handler_of
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


def tell_of_a_new_case(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts) -> None:
    """Everybody the case was sealed to, or who acts for her, has something to look at tomorrow."""
    _tell(workplace, unit, facts, everybody=True)


def tell_of_the_reporters_word(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts) -> None:
    """Who works on the case, or acts for her, has something to look at tomorrow."""
    _tell(workplace, unit, facts, everybody=False)


def _tell(workplace: Workplace, unit: UnitOfWork, facts: CaseFacts, *, everybody: bool) -> None:
    tomorrow = workplace.today() + timedelta(days=1)
    holders = frozenset(one.hex() for one in unit.case_keys.members(facts.id))
    colleagues = colleagues_of(workplace, unit.accounts.report_readers())
    if everybody:
        told = reached(holders, colleagues, holders, tomorrow)
    else:
        handler = handler_of(workplace, facts)
        told = to_remind(handler.hex() if handler else None, colleagues, holders, tomorrow)
    unit.notices.add([bytes.fromhex(one) for one in told], tomorrow)
