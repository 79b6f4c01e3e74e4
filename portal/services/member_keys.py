"""What a member's copy of a case's key opens, before anything of the case is read."""

from dataclasses import dataclass, field

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFacts
from portal.domain.errors import NotFound
from portal.services.generations import is_signed, sign_old_case
from portal.services.key_copies import open_member_copy
from portal.services.workplace import Member, Workplace
from portal.storage.case_key_store import KeyCopy
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class MemberKeys:
    """`root` is the case's root key, 32 bytes; `copy` what the member has of it, sealed to her."""

    facts: CaseFacts
    copy: KeyCopy
    root: bytes = field(repr=False)
    keys: CaseKeys = field(repr=False)


def keys_of_member(
    unit: UnitOfWork, workplace: Workplace, member: Member, number: str
) -> MemberKeys:
    """The keys of a case, vouched for. A case from before there were signatures is signed by the
    first listed member who opens it to write.

    Raises NotFound when there is no such case, it was erased, or the member has no key that opens
    it: told apart to nobody. Raises CannotOpen (keys that nobody vouched for), BrokenList.
    """
    facts = unit.cases.by_number(number, lock=unit.writes)
    if facts is None:
        raise NotFound("no such case")
    # Of an erased case no copy is left, whatever its state says.
    copy = unit.case_keys.of(facts.id, member.account.id)
    if copy is None:
        raise NotFound("no key to this case")
    root = _root_in(facts, copy, member)
    keys = CaseKeys.from_root(root)
    if not is_signed(workplace, unit, facts, keys) and unit.writes:
        sign_old_case(workplace, unit, facts, keys, member)
    return MemberKeys(facts, copy, root, keys)


def _root_in(facts: CaseFacts, copy: KeyCopy, member: Member) -> bytes:
    try:
        return open_member_copy(facts, copy, member.key_pair)
    except CannotOpen:
        # Sealed to keys that she lost: it is as if she had none, and nothing of the case is wrong.
        raise NotFound("no key that opens this case") from None
