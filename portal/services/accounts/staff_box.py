"""What lies in a staff account's box: the seed of the key pair and the second factor's secret."""

from dataclasses import dataclass, field

from crypto.key_pair import SEED_BYTES, KeyPair


@dataclass(frozen=True)
class StaffSecrets:
    """`seed` is 32 bytes, `otp_secret` 20."""

    seed: bytes = field(repr=False)
    otp_secret: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        return self.seed + self.otp_secret

    @classmethod
    def from_bytes(cls, contents: bytes) -> "StaffSecrets":
        return cls(contents[:SEED_BYTES], contents[SEED_BYTES:])

    @property
    def key_pair(self) -> KeyPair:
        return KeyPair.from_seed(self.seed)
