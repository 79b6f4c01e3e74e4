"""How long an answer takes tells nobody who has an account, or that a case was erased."""

from __future__ import annotations

import hashlib
import random
import re
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient

from crypto.errors import CannotOpen
from crypto.receipt_code import new_code
from crypto.staff_password import open_staff_box
from portal.services.accounts.attempts import throttle_of
from tests.support.erased import erased_report
from tests.support.portal import PASSPHRASE, PEPPER, Portal
from tests.support.sign_in_page import LEAD, SignInPage, activated_lead
from tests.support.timing import Measured, cpu_seconds, in_turns, told_apart

if TYPE_CHECKING:
    from portal.services.workplace import Workplace
    from tests.support.server import Installation

MEMBER, NOBODY = "anders@kommune.example", "nobody@kommune.example"
WRONG = "seks helt andre ord om vejret"
# A passphrase takes a tenth of a second, a code a hundredth.
SLOW, FAST = 6, 50


@dataclass
class Stranger:
    """A browser whose pages are not checked, so that the portal's work is all that is measured."""

    portal: Portal
    page: str
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        app = self.portal.app
        self.client = FlaskClient(app, app.response_class, use_cookies=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get(self.page).text)
        assert found
        self.token = found[1]

    def sends(self, **typed: str) -> None:
        answer = self.client.post(self.page, data={"csrf_token": self.token, **typed})
        assert answer.status_code == 422


def _forget_failures(workplace: Workplace, email: str) -> None:
    with workplace.open_unit(write=True) as unit:
        unit.throttles.clear(throttle_of(workplace, email))
        unit.commit()


def test_an_invented_address_costs_as_much_as_a_members(staff_portal: Portal) -> None:
    stranger = Stranger(staff_portal, "/staff/login")

    def attempt(email: str) -> float:
        _forget_failures(staff_portal.workplace, email)
        return cpu_seconds(partial(stranger.sends, email=email, passphrase=WRONG))

    kinds = partial(attempt, MEMBER), partial(attempt, NOBODY)
    assert told_apart(lambda: in_turns(*kinds, SLOW)) is None


@pytest.mark.drill
def test_on_the_real_server_an_invented_address_takes_as_long_as_a_members(
    installation: Installation,
) -> None:
    """By the clock, so with everything that waits and not only with what computes."""
    workplace, _ = activated_lead(installation)
    with closing(SignInPage(installation.start().origin)) as page:

        def attempt(email: str) -> float:
            _forget_failures(workplace, email)
            begun = time.perf_counter()
            assert page.sign_in(email, WRONG) == 422
            return time.perf_counter() - begun

        kinds = partial(attempt, LEAD), partial(attempt, NOBODY)
        assert told_apart(lambda: in_turns(*kinds, FAST)) is None


def test_a_wrong_passphrase_costs_as_much_as_the_right_one(staff_portal: Portal) -> None:
    account = staff_portal.anders.account

    def attempt(passphrase: str) -> float:
        return cpu_seconds(lambda: opens(passphrase))

    def opens(passphrase: str) -> bool:
        try:
            open_staff_box(passphrase, PEPPER, account.id, account.box)
        except CannotOpen:
            return False
        return True

    assert [opens(PASSPHRASE), opens(WRONG)] == [True, False]
    kinds = partial(attempt, PASSPHRASE), partial(attempt, WRONG)
    assert told_apart(lambda: in_turns(*kinds, SLOW)) is None


def test_a_code_that_never_was_costs_as_much_as_one_of_an_erased_case(
    intake_portal: Portal,
) -> None:
    erased = erased_report(intake_portal).code.text
    reporter = Stranger(intake_portal, "/case")

    def attempt(code: str) -> float:
        # So that wrong codes stay within what is let in without a wait.
        intake_portal.clock.advance(timedelta(minutes=1))
        return cpu_seconds(partial(reporter.sends, receipt_code=code))

    def never() -> float:
        return attempt(new_code().text)

    assert told_apart(lambda: in_turns(never, partial(attempt, erased), FAST)) is None


def _work(amount: int) -> None:
    """Something of about the length of a request, and nothing else."""
    hashlib.pbkdf2_hmac("sha256", b"x", b"y", amount)


def test_a_fifth_more_work_is_found_and_the_same_work_is_not() -> None:
    def attempt(amount: int) -> float:
        return cpu_seconds(partial(_work, amount))

    kinds = {amount: partial(attempt, amount) for amount in (5_000, 6_000)}
    same = partial(attempt, 5_000)
    assert told_apart(lambda: in_turns(kinds[5_000], same, FAST)) is None
    longer = told_apart(lambda: in_turns(kinds[5_000], kinds[6_000], FAST))
    assert longer is not None
    assert longer > 1
    shorter = told_apart(lambda: in_turns(kinds[6_000], kinds[5_000], FAST))
    assert shorter is not None
    assert shorter < 1


def _noisy(chance: random.Random, length: float, rounds: int) -> list[float]:
    """Times as a busy machine gives them: a tenth up or down, and one in twenty much too long."""
    return [
        length * chance.lognormvariate(0, 0.1) * (5 if chance.random() < 0.05 else 1)
        for _ in range(rounds)
    ]


def test_of_a_thousand_comparisons_none_is_wrong() -> None:
    chance = random.Random(51)

    def measured(length: float) -> Measured:
        return _noisy(chance, 1, FAST), _noisy(chance, length, FAST)

    for _ in range(1_000):
        assert told_apart(lambda: measured(1)) is None
        assert told_apart(lambda: measured(1.25)) is not None
