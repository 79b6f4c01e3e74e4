"""A member who can open a case gives a colleague access to it."""

from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseState
from portal.domain.errors import NotFound
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.casework.read_case import may_hold
from portal.services.key_copies import member_copy
from portal.services.member_work import MemberWork, keys_to_hand
from portal.services.members.readers import report_readers
from portal.services.workplace import Member, Workplace


def give_access(
    workplace: Workplace, member: Member, number: str, account_id: bytes, *, passphrase: str
) -> None:
    """Seal the case's keys to another member of the whistleblowing desk on the unit's list: the
    identity's as well, which is why the passphrase is asked for.

    A disqualified member may do this and nothing else: otherwise the last holder could never let
    go. Raises NotFound for an account that is no such member, has a key already, was excluded by
    the reporter, or has declared herself disqualified; InvalidInput (`passphrase`),
    SignInThrottled, BrokenList.
    """
    secrets = confirm_passphrase(workplace, member, passphrase)
    with workplace.open_unit(write=True) as unit:
        work = MemberWork(unit, workplace, member, number)
        work.require_state(CaseState.RECEIVED, CaseState.OPEN, CaseState.CLOSED)
        readers = {reader.id: reader for reader in report_readers(workplace, unit)}
        account = readers.get(account_id)
        if account is None or not may_hold(work.file, account):
            raise NotFound("nobody who could be given access")
        if unit.case_keys.of(work.facts.id, account_id):
            raise NotFound("already has access")
        unit.case_keys.add(
            work.facts.id, [member_copy(work.facts, keys_to_hand(work, secrets), account)]
        )
        work.log(CaseEvent.ACCESS_GIVEN, to=account_id.hex())
        unit.commit()
