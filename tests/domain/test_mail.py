"""When a mail is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.mail import (
    LONGEST_WAIT,
    UNSURE_AFTER,
    Answer,
    MailState,
    Step,
    mail_domain,
    next_try,
    shown_as,
    step_after,
)

NOON = datetime(2026, 3, 3, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 5), (3, 15), (4, 60), (5, 180), (6, 180), (1000, 180)],
)
def test_the_next_try_comes_later_and_later_and_always_comes(attempts: int, minutes: int) -> None:
    assert next_try(attempts, NOON) == NOON + timedelta(minutes=minutes)
    assert next_try(attempts, NOON) - NOON <= LONGEST_WAIT


def test_what_the_server_took_is_sent_and_what_nobody_knows_is_unsure() -> None:
    assert step_after(Answer.TAKEN, 1, NOON) == Step(MailState.SENT, NOON)
    assert step_after(Answer.UNKNOWN, 9, NOON) == Step(MailState.UNSURE, NOON)


@pytest.mark.parametrize("attempts", [1, 2, 3, 4, 500])
def test_what_is_put_off_is_never_given_up(attempts: int) -> None:
    step = step_after(Answer.PUT_OFF, attempts, NOON)
    assert step == Step(MailState.WAITING, next_try(attempts, NOON))


@pytest.mark.parametrize(
    ("attempts", "state"),
    [(1, MailState.WAITING), (2, MailState.WAITING), (3, MailState.REFUSED)],
)
def test_a_refusal_is_believed_from_the_third_try_on(attempts: int, state: MailState) -> None:
    assert step_after(Answer.REFUSED, attempts, NOON).state is state


def test_of_another_s_mail_there_is_nothing_to_write_down() -> None:
    with pytest.raises(ValueError, match="another"):
        step_after(Answer.LEFT_TO_ANOTHER, 1, NOON)


@pytest.mark.parametrize("state", list(MailState))
def test_only_what_is_on_its_way_for_long_is_told_as_unsure(state: MailState) -> None:
    just_before = NOON + UNSURE_AFTER - timedelta(seconds=1)
    assert shown_as(state, NOON, just_before) is state
    later = shown_as(state, NOON, NOON + UNSURE_AFTER)
    assert later is (MailState.UNSURE if state is MailState.SENDING else state)


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("portal.example", "portal.example"),
        ("127.0.0.1", "[127.0.0.1]"),
        ("::1", "[IPv6:::1]"),
        ("localhost", "localhost"),
    ],
)
def test_an_address_of_the_network_stands_in_brackets(host: str, written: str) -> None:
    assert mail_domain(host) == written
