"""A member puts the public recovery key on the unit's list: what is filed from then on is sealed to
it as well."""

from dataclasses import replace

from crypto.comparison_words import comparison_words
from crypto.sealing import seal_to
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput
from portal.domain.unit_list import UnitList
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.members.change_list import change_list
from portal.services.workplace import Member, Workplace
from portal.storage.unit_of_work import UnitOfWork


def list_recovery_key(
    workplace: Workplace, member: Member, public_key: bytes, *, words: str, passphrase: str
) -> None:
    """Sign the list's next version with this key (1,216 bytes) on it; nothing is signed when the
    list names it already.

    `words` are the six that were written down when the key was made. What is sealed to a key from
    before stays so until a member seals it anew (hand_on_cases).
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

    def with_key(_unit: UnitOfWork, now: UnitList) -> UnitList:
        return replace(now, recovery_key=public_key)

    change_list(workplace, member, SystemEvent.RECOVERY_KEY_LISTED, with_key)
