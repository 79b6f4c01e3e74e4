"""A request to the recovery, for one person and two cases."""

from __future__ import annotations

from typing import Final

from crypto.key_pair import KeyPair
from crypto.recovery import RECOVERY_HOLDER
from crypto.sealing import IDENTITY, IDENTITY_GENERATION, ROOT, case_key_info, open_with, seal_to
from crypto.signing import SigningPair
from portal.domain.access import Desk, Role
from portal.domain.unit_list import ListedMember
from portal.services.recovery.recovery_files import REQUEST_FORMAT, CaseBoxes, RecoveryRequest

ACCOUNT: Final = b"a" * 16
FIRST, SECOND = b"1" * 16, b"2" * 16
HERS, HER_IDENTITY = KeyPair.from_seed(b"1" * 32), KeyPair.from_seed(b"2" * 32)
ROOT_OF_LIST: Final = b"r" * 32
AASE: Final = ListedMember(
    account=ACCOUNT,
    email="aase@example.org",
    name="Åse Ørsted",
    role=Role.LEAD,
    desk=Desk.BOTH,
    unit_name="",
    key=HERS.public,
    identity_key=HER_IDENTITY.public,
    signing_key=SigningPair.of_member(HERS.seed).public,
)


def boxes(public: bytes, case: bytes, generation: int = 1) -> CaseBoxes:
    """A case sealed to the recovery: its root is its id twice, its identity key that reversed."""

    def box(key: bytes, purpose: str, number: int) -> bytes:
        info = case_key_info(
            purpose=purpose, case_id=case, generation=number, holder=RECOVERY_HOLDER
        )
        return seal_to(public, key, info)

    root = box(case * 2, ROOT, generation)
    identity = box((case * 2)[::-1], IDENTITY, IDENTITY_GENERATION)
    return CaseBoxes(case, generation, root, identity)


def request_for(public: bytes) -> RecoveryRequest:
    """Seal the first case, and the second in its fourth generation, to Åse."""
    return RecoveryRequest(
        format=REQUEST_FORMAT,
        member=AASE,
        root=ROOT_OF_LIST,
        recovery_key=public,
        cases=(boxes(public, FIRST), boxes(public, SECOND, generation=4)),
    )


def check_opens(case: CaseBoxes) -> None:
    """Åse, and she alone by her two keys, opens what `boxes` sealed."""
    for pair, box, purpose, generation, key in (
        (HERS, case.root, ROOT, case.generation, case.case * 2),
        (HER_IDENTITY, case.identity, IDENTITY, IDENTITY_GENERATION, (case.case * 2)[::-1]),
    ):
        info = case_key_info(
            purpose=purpose, case_id=case.case, generation=generation, holder=ACCOUNT
        )
        assert open_with(pair, box, info) == key
