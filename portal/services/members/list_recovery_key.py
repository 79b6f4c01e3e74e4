"""A member puts the public recovery key on the unit's list: what is filed from then on is sealed to
it as well."""

from dataclasses import replace

from crypto.comparison_words import comparison_words
from crypto.recovery import RECOVERY_HOLDER
from crypto.sealing import seal_to
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput
from portal.domain.unit_list import UnitList
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.held_copies import held_cases
from portal.services.members.change_list import change_list
from portal.services.members.readers import report_readers
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def list_recovery_key(
    workplace: Workplace, member: Member, public_key: bytes, *, words: str, passphrase: str
) -> None:
    """Sign the list's next version with this key (1,216 bytes) on it; harmless when it names it.

    `words` are the six that were written down when the key was made. Where the list named another
    key, the copies that were sealed to that one are let go of, to be made anew by whoever can open
    the case (hand_on_cases).
    Raises InvalidInput (`recovery_key`, `not_a_key`; `words`, `differ`; `passphrase`),
    SignInThrottled, NotFound before there is a list, NotOnTheList, BrokenList.
    """
    try:
        seal_to(public_key, b"", b"")
    except ValueError:
        raise InvalidInput("recovery_key", "not_a_key") from None
    if comparison_words(public_key, workplace.words) != words:
        raise InvalidInput("words", "differ")
    confirm_passphrase(workplace, member, passphrase)

    def with_key(unit: UnitOfWork, now: UnitList) -> UnitList:
        if now.recovery_key not in (b"", public_key):
            _let_go_of_copies(workplace, unit)
        return replace(now, recovery_key=public_key)

    change_list(workplace, member, SystemEvent.RECOVERY_KEY_LISTED, with_key)


def _let_go_of_copies(workplace: Workplace, unit: UnitOfWork) -> None:
    """Not of those of a case that no active reader can open: the old shares are the only way."""
    readers = report_readers(workplace, unit)
    openable = {facts.id for one in readers for facts, _copy in held_cases(unit, one.id)}
    for facts, _copy in held_cases(unit, RECOVERY_HOLDER):
        if facts.id in openable:
            unit.case_keys.remove(facts.id, RECOVERY_HOLDER)
