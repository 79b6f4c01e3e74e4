"""Who the reporter is, shown on request, with a reason that stands in the log (WBL § 26)."""

from crypto.errors import CannotOpen
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import Identity
from portal.domain.case_status import CaseState
from portal.domain.errors import InvalidInput, NotFound
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.identities import has_no_key, open_identity
from portal.services.member_work import MemberWork, working_on
from portal.services.workplace import Member, Workplace


def show_identity(
    workplace: Workplace, member: Member, number: str, *, reason: str, passphrase: str
) -> Identity:
    """The identity the reporter gave, opened for this one request.

    Raises InvalidInput (`reason`, `missing`; `passphrase`, `missing` or `wrong`), SignInThrottled,
    NotFound: also when a colleague gave her the case and not the identity.
    """
    if not reason.strip():
        raise InvalidInput("reason", "missing")
    secrets = confirm_passphrase(workplace, member, passphrase)
    with working_on(workplace, member, number, CaseState.OPEN, CaseState.CLOSED) as work:
        identity = identity_of(work, secrets)
        work.log(CaseEvent.IDENTITY_SHOWN, reason=reason.strip())
        work.unit.commit()
    return identity


def identity_of(work: MemberWork, secrets: StaffSecrets) -> Identity:
    """The identity, for who has just typed her passphrase. The caller writes into the log why.
    Raises NotFound where she has no key to it."""
    copy = work.unit.case_keys.of(work.facts.id, work.member.account.id)
    if copy is None or not (copy.identity_box or has_no_key(work.file.identity)):
        raise NotFound("no key to the identity")
    try:
        return open_identity(work.facts, copy, secrets, work.file.identity)
    except CannotOpen:
        # Sealed to keys that she lost: she has the case, and not the identity.
        raise NotFound("no key that opens the identity") from None
