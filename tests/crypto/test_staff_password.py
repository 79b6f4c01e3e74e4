import threading
import time
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import staff_password
from crypto.staff_password import (
    decoy_box,
    normalise_passphrase,
    open_staff_box,
    propose_passphrase,
    seal_staff_box,
    weakness,
)
from tests.crypto.expectations import few, refused, unhurried, with_byte_changed

PEPPER, ACCOUNT = b"p" * 32, b"a" * 16
PASSPHRASE = "blå heste løber Æblegrød"
BOX = seal_staff_box(PASSPHRASE, PEPPER, ACCOUNT, b"seed and secret")
WORDS = [f"ord{number}" for number in range(2048)]


def test_the_cost_is_the_second_recommendation_of_rfc_9106() -> None:
    cost = (staff_password.MEMORY_KIB, staff_password.PASSES, staff_password.LANES)
    assert cost == (64 * 1024, 3, 4)


def test_a_box_opens_with_the_passphrase_however_it_is_spaced_and_composed() -> None:
    typed = "  bla\u030a  heste\u00a0løber\tÆblegrød "
    assert open_staff_box(typed, PEPPER, ACCOUNT, BOX) == b"seed and secret"


@pytest.mark.parametrize(
    ("passphrase", "pepper", "account"),
    [
        (PASSPHRASE.lower(), PEPPER, ACCOUNT),
        ("", PEPPER, ACCOUNT),
        ("\ud800", PEPPER, ACCOUNT),
        (PASSPHRASE, b"q" * 32, ACCOUNT),
        (PASSPHRASE, b"", ACCOUNT),
        (PASSPHRASE, PEPPER, b"b" * 16),
    ],
)
def test_another_passphrase_pepper_or_account_does_not_open(
    passphrase: str, pepper: bytes, account: bytes
) -> None:
    with refused():
        open_staff_box(passphrase, pepper, account, BOX)


@few
@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_does_not_open(position: int, difference: int) -> None:
    with refused():
        open_staff_box(PASSPHRASE, PEPPER, ACCOUNT, with_byte_changed(BOX, position, difference))


@pytest.mark.parametrize("box", [b"", BOX[:76], b"\x02" + BOX[1:], "text", None])
def test_what_is_no_box_does_not_open(box: bytes) -> None:
    with refused():
        open_staff_box(PASSPHRASE, PEPPER, ACCOUNT, box)


def test_a_decoy_looks_like_a_box_and_never_opens() -> None:
    decoy = decoy_box(ACCOUNT)
    assert len(decoy) == len(BOX)
    assert decoy == decoy_box(ACCOUNT) != decoy_box(b"b" * 16)
    with refused():
        open_staff_box(PASSPHRASE, PEPPER, ACCOUNT, decoy)


def test_a_decoy_costs_one_derivation_like_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    stretched = Mock(side_effect=staff_password._stretched)
    monkeypatch.setattr(staff_password, "_stretched", stretched)
    for box in (decoy_box(ACCOUNT), BOX):
        with refused():
            open_staff_box("wrong", PEPPER, ACCOUNT, box)
    assert stretched.call_count == 2


def test_a_short_pepper_seals_nothing() -> None:
    with pytest.raises(ValueError, match="pepper"):
        seal_staff_box(PASSPHRASE, b"p" * 31, ACCOUNT, b"")


def test_a_crowd_waits_so_that_one_derivation_runs_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running, most = [], []

    class SlowArgon2id:
        def __init__(self, **cost: object) -> None:
            pass

        def derive(self, typed: bytes) -> bytes:
            running.append(typed)
            most.append(len(running))
            time.sleep(0.02)
            running.pop()
            return bytes(32)

    monkeypatch.setattr(staff_password, "Argon2id", SlowArgon2id)
    crowd = [
        threading.Thread(target=seal_staff_box, args=(PASSPHRASE, PEPPER, ACCOUNT, b""))
        for _ in range(8)
    ]
    for member in crowd:
        member.start()
    for member in crowd:
        member.join()
    assert len(most) == 8
    assert max(most) == 1


def test_several_who_sign_in_at_one_moment_all_get_an_answer() -> None:
    opened: list[bytes] = []

    def sign_in() -> None:
        opened.append(open_staff_box(PASSPHRASE, PEPPER, ACCOUNT, BOX))

    # Daemons: were they to wait for each other for ever, the run would end all the same.
    crowd = [threading.Thread(target=sign_in, daemon=True) for _ in range(3)]
    for member in crowd:
        member.start()
    for member in crowd:
        member.join(timeout=60)
    assert opened == [b"seed and secret"] * 3


@unhurried
@given(st.text(max_size=50))
def test_a_normal_passphrase_stays_as_it_is(text: str) -> None:
    assert normalise_passphrase(normalise_passphrase(text)) == normalise_passphrase(text)


def test_six_words_are_proposed_from_a_long_list() -> None:
    proposed = {propose_passphrase(WORDS) for _ in range(20)}
    assert len(proposed) == 20
    assert all(len(set(passphrase.split()) & set(WORDS)) >= 4 for passphrase in proposed)
    assert all(len(passphrase.split()) == 6 for passphrase in proposed)


def test_a_short_list_proposes_nothing() -> None:
    with pytest.raises(ValueError, match="too few words"):
        propose_passphrase(WORDS[1:] + WORDS[1:])


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("hest og vogn", "short"),
        ("ab  cd   ef     gh", "short"),
        ("aaaaaaaaaaaaaaaaaaaa", "repetitive"),
        ("aaaa bbbb cccc dddd", "repetitive"),
        ("sommerhus sommerhus", "repetitive"),
        ("abcdefghijklmnopqr", "repetitive"),
        ("12345678901234567890", "repetitive"),
        ("!#%&/()=?.,-_:;<>@", "repetitive"),
        ("tante ANNA spiser is", "personal"),
        ("min-lar sen-ged-bræger", "personal"),
        ("adgangskode12345", "common"),
        ("Velkommen2026 Velkommen!", "common"),
        ("qwertyuiopåasdfghjkl", "common"),
        ("Administrator 2026", "common"),
        ("lampen står på et gult bord", None),
        ("ost lak fod rug sky bæk", None),
    ],
)
def test_own_choices_are_weighed(passphrase: str, reason: str | None) -> None:
    personal = ["Anna Bo Larsen", "anna.larsen@example.dk"]
    assert weakness(passphrase, personal) == reason


def test_short_parts_of_a_name_are_not_held_against_a_passphrase() -> None:
    assert weakness("robotten danser i haven", ["Bo Ib"]) is None
