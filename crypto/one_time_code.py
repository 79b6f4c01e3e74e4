"""One-time codes of staff: TOTP (RFC 6238) with SHA-1, 6 digits and 30 seconds, which is what
every authenticator application understands."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES: Final = 20
DIGITS: Final = 6
STEP_SECONDS: Final = 30

# What every authenticator app computes (RFC 6238); within HMAC, collisions of SHA-1 do not matter.
_HASH: Final = SHA1()  # nosec B303


def new_otp_secret() -> bytes:
    """A random secret, 20 bytes (RFC 4226, section 4)."""
    return secrets.token_bytes(SECRET_BYTES)


def otp_base32(secret: bytes) -> str:
    """The secret as people type it into an authenticator, 32 characters."""
    return base64.b32encode(secret).decode("ascii")


def otp_uri(secret: bytes, account: str, issuer: str) -> str:
    """The otpauth:// address for the QR code."""
    return TOTP(secret, DIGITS, _HASH, STEP_SECONDS).get_provisioning_uri(account, issuer)


def code_at(secret: bytes, at: datetime) -> str:
    """The six digits shown at `at` (with offset). Raises ValueError for a naive time."""
    return _code(secret, _step(at))


def matching_step(secret: bytes, code: str, at: datetime, after_step: int) -> int | None:
    """The time step whose code was typed, or None: the current step or one beside it, and later
    than `after_step`, the last step this account used (-1 at first). White space is ignored.

    The caller keeps the answer as the next `after_step`, in the same transaction: then no code
    opens twice (RFC 6238, section 5.2). Raises ValueError for a naive time.
    """
    typed = "".join(code.split()).encode("utf-8", "surrogatepass")
    now = _step(at)
    matching = None
    # The latest match is taken: were the earlier one, an equal code could be used once more.
    for step in range(max(now - 1, 0), now + 2):
        same = hmac.compare_digest(_code(secret, step).encode("ascii"), typed)
        if same and step > after_step:
            matching = step
    return matching


def _code(secret: bytes, step: int) -> str:
    return HOTP(secret, DIGITS, _HASH).generate(step).decode("ascii")


def _step(at: datetime) -> int:
    if at.utcoffset() is None:
        raise ValueError("the time needs an offset")
    return int(at.timestamp()) // STEP_SECONDS
