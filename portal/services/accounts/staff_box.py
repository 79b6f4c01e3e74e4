"""What lies in a staff account's box: seeds, the second factor's secret, and the list's root."""

from dataclasses import dataclass, field

from crypto.key_pair import SEED_BYTES, KeyPair
from crypto.one_time_code import SECRET_BYTES
from crypto.signing import SigningPair
from portal.domain.account import PublicKeys

_OTP_END = SEED_BYTES + SECRET_BYTES
_IDENTITY_END = _OTP_END + SEED_BYTES


@dataclass(frozen=True)
class StaffSecrets:
    """`seed` and `identity_seed` are 32 bytes, `otp_secret` 20.

    `identity_seed` is empty in a box from before identities had keys of their own; `root` (32
    bytes) until its owner has seen the list.
    """

    seed: bytes = field(repr=False)
    otp_secret: bytes = field(repr=False)
    identity_seed: bytes = field(repr=False, default=b"")
    root: bytes = field(repr=False, default=b"")

    def to_bytes(self) -> bytes:
        return self.seed + self.otp_secret + self.identity_seed + self.root

    @classmethod
    def from_bytes(cls, contents: bytes) -> "StaffSecrets":
        return cls(
            seed=contents[:SEED_BYTES],
            otp_secret=contents[SEED_BYTES:_OTP_END],
            identity_seed=contents[_OTP_END:_IDENTITY_END],
            root=contents[_IDENTITY_END:],
        )

    @property
    def key_pair(self) -> KeyPair:
        return KeyPair.from_seed(self.seed)

    @property
    def identity_pair(self) -> KeyPair:
        """What identities are sealed to. Never kept in a session."""
        return KeyPair.from_seed(self.identity_seed)

    @property
    def public_keys(self) -> PublicKeys:
        signing = SigningPair.of_member(self.seed)
        return PublicKeys(self.key_pair.public, self.identity_pair.public, signing.public)
