from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import one_time_code
from crypto.one_time_code import code_at, matching_step, new_otp_secret, otp_base32, otp_uri
from tests.crypto.expectations import unhurried

SECRET = b"12345678901234567890"
NOW = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30
NEVER = -1


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
     (2000000000, "279037"), (20000000000, "353130")],
)  # fmt: skip
def test_the_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(SECRET, datetime.fromtimestamp(seconds, UTC)) == code


@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_the_step_and_its_neighbours_are_taken(beside: int) -> None:
    code = code_at(SECRET, NOW + timedelta(seconds=30 * beside))
    assert matching_step(SECRET, code, NOW, NEVER) == STEP + beside


@pytest.mark.parametrize("beside", [-2, 2])
def test_a_step_further_off_is_not_taken(beside: int) -> None:
    code = code_at(SECRET, NOW + timedelta(seconds=30 * beside))
    assert matching_step(SECRET, code, NOW, NEVER) is None


def test_a_code_is_taken_once() -> None:
    code = code_at(SECRET, NOW)
    assert matching_step(SECRET, code, NOW, STEP - 1) == STEP
    assert matching_step(SECRET, code, NOW, STEP) is None
    assert matching_step(SECRET, code, NOW, STEP + 1) is None


def test_a_code_that_two_steps_share_uses_up_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_time_code, "_code", lambda secret, step: "123456")
    assert matching_step(SECRET, "123456", NOW, NEVER) == STEP + 1


def test_spaces_are_forgiven_and_nothing_else() -> None:
    code = code_at(SECRET, NOW)
    assert matching_step(SECRET, f" {code[:3]}\u00a0{code[3:]}\n", NOW, NEVER) == STEP
    for typed in ("", code[:5], code + "0", code[:5] + "x", "kode: " + code, "\ud800"):
        assert matching_step(SECRET, typed, NOW, NEVER) is None


@unhurried
@given(st.binary(min_size=20, max_size=20), st.integers(0, 2**33))
def test_the_code_of_a_moment_is_taken_at_that_moment(secret: bytes, seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert matching_step(secret, code_at(secret, at), at, NEVER) is not None


def test_the_offset_does_not_matter_but_must_be_there() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=2)))
    assert code_at(SECRET, there) == code_at(SECRET, NOW)
    with pytest.raises(ValueError, match="offset"):
        code_at(SECRET, NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="offset"):
        matching_step(SECRET, "123456", NOW.replace(tzinfo=None), NEVER)


def test_a_secret_can_be_typed_or_scanned() -> None:
    secret = new_otp_secret()
    assert len(secret) == 20
    assert len(otp_base32(secret)) == 32
    address = urlsplit(otp_uri(secret, "anna@example.dk", "Borgerrådgiveren"))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Borgerrådgiveren:anna@example.dk"
    assert parse_qs(address.query) == {
        "secret": [otp_base32(secret)],
        "issuer": ["Borgerrådgiveren"],
        "algorithm": ["SHA1"],
        "digits": ["6"],
        "period": ["30"],
    }
