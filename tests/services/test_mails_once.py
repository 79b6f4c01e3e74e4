"""Each mail once, whoever sends and whatever is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from portal.domain.mail import MailState, shown_as
from portal.services.mailing.send_mails import send_due_mails
from tests.support.mail_server import MailServer
from tests.support.office import Office, all_at_once
from tests.support.outbox import (
    BASE_URL,
    MINUTE,
    SENDER,
    outbox,
    states,
    the_mail,
    workplace_with,
    write_to,
)


def test_two_that_send_at_once_send_each_mail_once(office: Office, mail_server: MailServer) -> None:
    staff = [office.newcomer(f"Nr{number}") for number in range(6)]
    write_to(office, office.anders, office.chaima, office.birgitte, *staff)
    workplace = workplace_with(office, mail_server.url)
    assert sum(all_at_once(lambda _: send_due_mails(workplace), 3)) == 9
    assert states(office) == ["sent"] * 9
    assert len({taken.recipients for taken in mail_server.taken}) == len(mail_server.taken) == 9


SENDER_PROCESS = """
import os, signal, sys
from portal.services.mailing.send_mails import send_mails
from portal.services.mailing.smtp_post import SmtpPost
from portal.services.workplace import MailSettings, Secrets, Workplace
from portal.storage.database import Database
from tests.support.clock import FixedClock
from tests.support.portal import NOON, PEPPER, SERVER_KEY

database_url, server_url, base_url, sender, where = sys.argv[1:]


class DyingPost(SmtpPost):
    def send(self, letter, before_end):
        def claimed_and_killed():
            before_end()
            os.kill(os.getpid(), signal.SIGKILL)

        return super().send(letter, claimed_and_killed)


mail = MailSettings(server_url, sender, base_url)
secrets = Secrets(PEPPER, SERVER_KEY)
workplace = Workplace(Database(database_url), FixedClock(NOON), None, secrets, None, mail=mail)
sys.stdin.readline()
send_mails(workplace, (DyingPost if where == "claimed" else SmtpPost)(mail))
"""


def killed_at(office: Office, mail_server: MailServer, where: str) -> None:
    """Send in a process of its own, which is killed when the server has come to a step.

    It stands still while it is sent what it must not live to read.
    """
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            SENDER_PROCESS,
            office.database.engine.url.render_as_string(hide_password=False),
            mail_server.url,
            BASE_URL,
            SENDER,
            where,
        ],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )

    def stop_then_kill(step: str) -> None:
        if step == where:
            os.kill(process.pid, signal.SIGKILL)
        elif f"{step} said" == where:
            os.kill(process.pid, signal.SIGSTOP)

    mail_server.on_step = stop_then_kill
    process.communicate(b"\n", timeout=60)
    assert process.returncode == -signal.SIGKILL
    mail_server.on_step = None


@pytest.mark.parametrize("where", ["RCPT", "354 said"])
def test_killed_before_the_claim_the_mail_is_sent_once_afterwards(
    office: Office, mail_server: MailServer, where: str
) -> None:
    write_to(office, office.anders)
    killed_at(office, mail_server, where)
    assert the_mail(office).state is MailState.WAITING
    assert mail_server.taken == []
    workplace = workplace_with(office, mail_server.url)
    assert [send_due_mails(workplace), send_due_mails(workplace)] == [1, 0]
    assert len(mail_server.taken) == 1


@pytest.mark.parametrize(("where", "taken"), [("claimed", 0), ("END", 1), ("reply said", 1)])
def test_killed_after_the_claim_the_mail_is_never_sent_again(
    office: Office, mail_server: MailServer, where: str, taken: int
) -> None:
    write_to(office, office.anders)
    killed_at(office, mail_server, where)
    assert len(mail_server.taken) == taken
    workplace = workplace_with(office, mail_server.url)
    assert send_due_mails(workplace) == 0
    (mail,) = outbox(office)
    assert shown_as(mail.state, mail.next_try_at, office.clock.now()) is MailState.SENDING
    office.clock.advance(15 * MINUTE)
    assert shown_as(mail.state, mail.next_try_at, office.clock.now()) is MailState.UNSURE
    with office.database.open_unit() as unit:
        counts = unit.mails.counts(office.clock.now())
    assert {state: count for state, count in counts.items() if count} == {MailState.UNSURE: 1}
    office.clock.advance(timedelta(days=30))
    assert send_due_mails(workplace) == 0
    assert len(mail_server.taken) == taken
    write_to(office, office.anders)
    assert send_due_mails(workplace) == 1
