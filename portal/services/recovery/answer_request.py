"""Seal the cases of a request to the person whom it is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crypto.errors import CannotOpen
from crypto.recovery import reseal
from crypto.sealing import IDENTITY, IDENTITY_GENERATION, ROOT
from portal.domain.errors import DomainError
from portal.services.recovery.recovery_files import ANSWER_FORMAT, CaseBoxes, RecoveryAnswer

if TYPE_CHECKING:
    from crypto.key_pair import KeyPair
    from portal.services.recovery.recovery_files import RecoveryRequest


class OtherRecoveryKey(DomainError):
    """The cases of the request are sealed to another recovery key than the one that is open."""


@dataclass(frozen=True)
class Answered:
    """The answer, and how many cases of the request are not in it because they did not open."""

    answer: RecoveryAnswer
    left_out: int


def answer_request(key_pair: KeyPair, request: RecoveryRequest) -> Answered:
    """Each case's root and identity key, sealed to the person's two public keys.

    A case of which either box does not open is left out; there may be none left. Raises
    OtherRecoveryKey.
    """
    if key_pair.public != request.recovery_key:
        raise OtherRecoveryKey
    resealed = [_resealed(key_pair, request, case) for case in request.cases]
    cases = tuple(case for case in resealed if case is not None)
    answer = RecoveryAnswer(ANSWER_FORMAT, request.member.account, request.member.key, cases)
    return Answered(answer, left_out=len(resealed) - len(cases))


def _resealed(key_pair: KeyPair, request: RecoveryRequest, case: CaseBoxes) -> CaseBoxes | None:
    member = request.member
    resealed = partial(reseal, key_pair, case_id=case.case, holder_id=member.account)
    try:
        root = resealed(case.root, purpose=ROOT, generation=case.generation, public=member.key)
        identity = case.identity and resealed(
            case.identity,
            purpose=IDENTITY,
            generation=IDENTITY_GENERATION,
            public=member.identity_key,
        )
    except CannotOpen:
        return None
    return CaseBoxes(case.case, case.generation, root, identity)
