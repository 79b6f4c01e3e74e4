"""Who is signed in types her passphrase again: what her session must not hold is opened for one
request."""

from crypto.errors import CannotOpen
from crypto.staff_password import open_staff_box
from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput
from portal.services.accounts.attempts import (
    IN_HER_SESSION,
    count_attempt,
    take_back_attempt,
    throttle_of,
)
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.workplace import Member, Workplace


def confirm_passphrase(workplace: Workplace, member: Member, passphrase: str) -> StaffSecrets:
    """What lies in the member's box. Attempts are counted apart from those of
    signing in, which anybody can make.

    Raises InvalidInput (`passphrase`, `missing` or `wrong`), SignInThrottled.
    """
    if not passphrase.strip():
        raise InvalidInput("passphrase", "missing")
    account = member.account
    throttle = throttle_of(workplace, account.email, IN_HER_SESSION)
    counted = count_attempt(workplace, throttle)
    try:
        contents = open_staff_box(passphrase, workplace.secrets.pepper, account.id, account.box)
    except CannotOpen:
        with workplace.open_unit(write=True) as unit:
            unit.system_log.add(
                SystemEvent.SIGN_IN_REFUSED, workplace.now(), actor=None, subject=account.id
            )
            unit.commit()
        raise InvalidInput("passphrase", "wrong") from None
    take_back_attempt(workplace, throttle, counted)
    return StaffSecrets.from_bytes(contents)
