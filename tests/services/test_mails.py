"""The outbox and the mail server: each mail once, and nothing in it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.domain.mail import Answer, MailState, shown_as, step_after
from portal.log import Area, configure_log
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.preferences import set_language
from portal.services.mailing.letter import Letter, write_letter
from portal.services.mailing.post import MailServerFailed
from portal.services.mailing.send_mails import send_due_mails, send_mails
from portal.services.mailing.smtp_post import SmtpPost
from portal.services.mailing.sweep_mails import sweep_mails
from portal.services.workplace import MailSettings, Member, Workplace
from portal.storage.mail_store import Mail
from portal.storage.tables import accounts, mails
from tests.support.certificate import Certificate, make_certificate
from tests.support.mail_server import PASSWORD, USER, MailServer
from tests.support.office import Office, all_at_once
from tests.support.quiet_log import own_log
from tests.support.server import free_port

BASE_URL = "https://portal.example"
SENDER = "no-reply@portal.example"
MINUTE = timedelta(minutes=1)


def settings_for(url: str) -> MailSettings:
    return MailSettings(url, SENDER, BASE_URL)


def workplace_with(office: Office, url: str) -> Workplace:
    return replace(office.workplace, mail=settings_for(url))


def write_to(office: Office, *members: Member) -> None:
    with office.database.open_unit(write=True) as unit:
        for member in members:
            now = office.clock.now()
            assert unit.mails.add_if_none_waiting(member.account.id, office.workplace.today(), now)
        unit.commit()


def keep_address(office: Office, member: Member, address: str) -> None:
    """Put an address into the store that no invitation was checked for."""
    with office.database.engine.begin() as connection:
        hers = accounts.c.id == member.account.id
        connection.execute(update(accounts).where(hers).values(email=address))


def outbox(office: Office) -> list[Mail]:
    return [
        Mail(
            row.id,
            row.recipient,
            row.written_on,
            MailState(row.state),
            row.attempts,
            row.next_try_at,
        )
        for row in office.rows(mails)
    ]


def states(office: Office) -> list[str]:
    return sorted(mail.state.value for mail in outbox(office))


def the_mail(office: Office) -> Mail:
    (mail,) = outbox(office)
    return mail


# What stands in a mail


def test_a_mail_says_that_something_is_there_and_nothing_else(
    office: Office, mail_server: MailServer
) -> None:
    report = office.taken_up("Kassereren Vera tager af kassen.")
    write_to(office, office.anders)
    assert send_due_mails(workplace_with(office, mail_server.url)) == 1
    (taken,) = mail_server.taken
    assert (taken.sender, taken.recipients) == (SENDER, (office.anders.account.email,))
    message = taken.message
    assert dict(message.items()) == {
        "From": SENDER,
        "To": office.anders.account.email,
        "Subject": "Der er noget til dig i portalen",
        "Date": message["Date"],
        "Message-ID": f"<{the_mail(office).id.hex()}@portal.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "Content-Language": "da",
        "MIME-Version": "1.0",
    }
    assert parsedate_to_datetime(message["Date"]) == office.clock.now()
    assert f"{BASE_URL}/staff/today" in taken.text
    seen = taken.raw.decode("ascii") + taken.text
    for content in (report.number, report.number[-5:], "Kassereren", "Vera", "Anders Prøve"):
        assert content not in seen
    assert not re.search(r"\d", taken.text)


def test_a_mail_is_in_the_language_its_reader_chose(
    office: Office, mail_server: MailServer
) -> None:
    set_language(office.workplace, office.chaima.account, "en")
    write_to(office, office.anders, office.chaima)
    assert send_due_mails(workplace_with(office, mail_server.url)) == 2
    english, danish = sorted(mail_server.taken, key=lambda taken: "Hej" in taken.text)
    assert english.recipients == (office.chaima.account.email,)
    assert english.message["Subject"] == "There is something for you in the portal"
    assert english.message["Content-Language"] == "en"
    assert "We never ask for your passphrase in a mail." in english.text
    assert "Vi beder dig aldrig om din adgangssætning i en mail." in danish.text


def test_all_mails_in_a_language_are_the_same(office: Office, mail_server: MailServer) -> None:
    office.filed("En ting")
    write_to(office, office.anders)
    workplace = workplace_with(office, mail_server.url)
    send_due_mails(workplace)
    office.filed("En anden ting, som er meget længere")
    office.clock.advance(timedelta(days=1))
    write_to(office, office.anders, office.birgitte)
    send_due_mails(workplace)
    assert len({(taken.text, taken.message["Subject"]) for taken in mail_server.taken}) == 1
    assert len({taken.message["Message-ID"] for taken in mail_server.taken}) == 3


def test_a_line_that_begins_with_a_dot_arrives_as_it_is(
    office: Office, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    dotted = ".\n..\n.x\n"
    monkeypatch.setattr("portal.services.mailing.letter.mail_text", lambda *_: dotted)
    write_to(office, office.anders)
    send_due_mails(workplace_with(office, mail_server.url))
    assert mail_server.taken[0].text == dotted


# The outbox


def test_nobody_has_two_mails_waiting(office: Office) -> None:
    write_to(office, office.anders, office.chaima)
    with office.database.open_unit(write=True) as unit:
        now = office.clock.now()
        assert not unit.mails.add_if_none_waiting(office.anders.account.id, date(2026, 3, 4), now)
        unit.commit()
    assert states(office) == ["waiting", "waiting"]


def test_nobody_has_two_mails_waiting_even_when_both_are_written_at_once(office: Office) -> None:
    def write(_number: int) -> bool:
        with office.database.open_unit(write=True) as unit:
            now = office.clock.now()
            done = unit.mails.add_if_none_waiting(office.anders.account.id, date(2026, 3, 3), now)
            unit.commit()
        return done

    assert sorted(all_at_once(write)) == [False] * 5 + [True]
    assert states(office) == ["waiting"]


def test_a_mail_that_comes_back_takes_in_the_one_written_meanwhile(office: Office) -> None:
    write_to(office, office.anders)
    first = the_mail(office)
    now = office.clock.now()
    with office.database.open_unit(write=True) as unit:
        assert unit.mails.claim(first.id, 1, now)
        assert unit.mails.add_if_none_waiting(first.recipient, first.written_on, now)
        unit.commit()
    with office.database.open_unit(write=True) as unit:
        unit.mails.settle(first.id, MailState.SENDING, 1, step_after(Answer.PUT_OFF, 1, now))
        unit.commit()
    assert the_mail(office) == replace(first, attempts=1, next_try_at=now + MINUTE)


def test_without_a_mail_server_mails_wait(office: Office, mail_server: MailServer) -> None:
    write_to(office, office.anders)
    assert send_due_mails(office.workplace) == 0
    assert send_mails(office.workplace, SmtpPost(settings_for(mail_server.url))) == 0
    assert (the_mail(office).state, the_mail(office).attempts) == (MailState.WAITING, 0)
    assert mail_server.connections == 0


def test_when_nothing_is_due_the_server_is_left_alone(
    office: Office, mail_server: MailServer
) -> None:
    assert send_due_mails(workplace_with(office, mail_server.url)) == 0
    assert mail_server.connections == 0


def test_one_connection_serves_a_whole_batch(office: Office, mail_server: MailServer) -> None:
    write_to(office, office.anders, office.chaima, office.birgitte)
    assert send_due_mails(workplace_with(office, mail_server.url)) == 3
    assert mail_server.connections == 1
    assert states(office) == ["sent"] * 3


def test_nothing_is_sent_to_an_account_that_was_closed(
    office: Office, mail_server: MailServer
) -> None:
    write_to(office, office.anders, office.chaima)
    disable_account(office.workplace, None, office.chaima.account.email)
    assert send_due_mails(workplace_with(office, mail_server.url)) == 1
    assert [taken.recipients for taken in mail_server.taken] == [(office.anders.account.email,)]
    assert states(office) == ["sent"]


def test_a_clock_that_was_set_back_holds_no_mail(office: Office, mail_server: MailServer) -> None:
    write_to(office, office.anders)
    office.clock.advance(-timedelta(days=400))
    assert send_due_mails(workplace_with(office, mail_server.url)) == 1


def test_what_does_not_wait_is_forgotten_after_90_days(
    office: Office, mail_server: MailServer
) -> None:
    write_to(office, office.anders)
    send_due_mails(workplace_with(office, mail_server.url))
    write_to(office, office.chaima)
    office.clock.advance(timedelta(days=90))
    assert sweep_mails(office.workplace) == 0
    office.clock.advance(timedelta(days=1))
    assert sweep_mails(office.workplace) == 1
    assert states(office) == ["waiting"]


# What the server answers


@pytest.mark.parametrize("step", ["recipient_reply", "end_reply"])
def test_what_is_put_off_is_tried_again_later_and_later_until_it_is_taken(
    office: Office, mail_server: MailServer, step: str
) -> None:
    setattr(mail_server, step, "451 try again later")
    write_to(office, office.anders)
    workplace = workplace_with(office, mail_server.url)
    for attempt, minutes in enumerate((1, 5, 15, 60, 180, 180), start=1):
        assert send_due_mails(workplace) == 0
        mail = the_mail(office)
        assert (mail.state, mail.attempts) == (MailState.WAITING, attempt)
        assert mail.next_try_at == office.clock.now() + minutes * MINUTE
        office.clock.advance(minutes * MINUTE - timedelta(seconds=1))
        before = mail_server.connections
        assert send_due_mails(workplace) == 0
        assert mail_server.connections == before
        office.clock.advance(timedelta(seconds=1))
    setattr(mail_server, step, "")
    assert send_due_mails(workplace) == 1
    assert (the_mail(office).state, the_mail(office).attempts) == (MailState.SENT, 7)
    assert len(mail_server.taken) == 1


@pytest.mark.parametrize("step", ["recipient_reply", "end_reply"])
def test_a_refusal_for_good_is_believed_at_the_third_try(
    office: Office, mail_server: MailServer, step: str
) -> None:
    setattr(mail_server, step, "550 nobody of that name")
    write_to(office, office.anders)
    workplace = workplace_with(office, mail_server.url)
    for state in (MailState.WAITING, MailState.WAITING, MailState.REFUSED):
        assert send_due_mails(workplace) == 0
        assert the_mail(office).state is state
        office.clock.advance(timedelta(hours=1))
    setattr(mail_server, step, "")
    assert send_due_mails(workplace) == 0
    assert mail_server.taken == []


def test_a_mail_that_is_refused_does_not_stop_the_next(
    office: Office, mail_server: MailServer
) -> None:
    def refuse_the_first(step: str) -> None:
        if step == "RCPT":
            mail_server.recipient_reply = "" if mail_server.recipient_reply else "550 no"

    mail_server.on_step = refuse_the_first
    write_to(office, office.anders, office.chaima)
    assert send_due_mails(workplace_with(office, mail_server.url)) == 1
    assert states(office) == ["sent", "waiting"]
    assert mail_server.connections == 1


@pytest.mark.parametrize("address", [f"x@{'a' * 64}.dk", "x@..dk", "nobody", "x@a.dk\nBcc: y@a.dk"])
def test_an_address_that_no_mail_can_be_written_to_stops_no_other_mail(
    office: Office, mail_server: MailServer, address: str
) -> None:
    keep_address(office, office.anders, address)
    write_to(office, office.anders, office.chaima, office.birgitte)
    workplace = workplace_with(office, mail_server.url)
    assert send_due_mails(workplace) == 2
    for _ in range(2):
        assert states(office) == ["sent", "sent", "waiting"]
        office.clock.advance(timedelta(hours=1))
        assert send_due_mails(workplace) == 0
    assert states(office) == ["refused", "sent", "sent"]


def test_a_mail_goes_to_the_domain_its_reader_has_and_to_no_lookalike(
    office: Office, mail_server: MailServer
) -> None:
    keep_address(office, office.anders, "x@straße.de")
    write_to(office, office.anders)
    assert send_due_mails(workplace_with(office, mail_server.url)) == 1
    (taken,) = mail_server.taken
    assert taken.recipients == ("x@xn--strae-oqa.de",)
    assert taken.message["To"] == "x@xn--strae-oqa.de"


def test_a_server_that_is_down_puts_off_one_mail_and_leaves_the_rest(
    office: Office, mail_server: MailServer
) -> None:
    mail_server.stop()
    write_to(office, office.anders, office.chaima)
    workplace = workplace_with(office, mail_server.url)
    assert send_due_mails(workplace) == 0
    assert sorted((mail.state.value, mail.attempts) for mail in outbox(office)) == [
        ("waiting", 0),
        ("waiting", 1),
    ]
    office.clock.advance(MINUTE)
    mail_server.start()
    assert send_due_mails(workplace) == 2


def test_the_log_says_that_the_server_failed_and_how_and_nothing_else(
    office: Office, mail_server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    mail_server.sender_reply = "550 a secret"
    write_to(office, office.anders)
    with own_log():
        configure_log(office.clock, strict=True, area=Area.JOBS)
        send_due_mails(workplace_with(office, mail_server.url))
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line) == {
        "time": office.clock.now().isoformat(timespec="seconds"),
        "level": "error",
        "area": "jobs",
        "exception": "SMTPSenderRefused",
        "event": "mail:failed",
    }


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("sender_reply", "550 not from you"),
        ("recipient_reply", "421 closing"),
    ],
)
def test_a_server_that_wants_nothing_of_ours_ends_the_batch_and_refuses_no_mail(
    office: Office, mail_server: MailServer, step: str, reply: str
) -> None:
    setattr(mail_server, step, reply)
    write_to(office, office.anders, office.chaima)
    workplace = workplace_with(office, mail_server.url)
    for _ in range(8):
        assert send_due_mails(workplace) == 0
        office.clock.advance(timedelta(hours=3))
    assert states(office) == ["waiting", "waiting"]
    assert mail_server.taken == []


def test_a_server_that_never_answers_is_not_waited_for(office: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(MailServerFailed, match=r"^(TimeoutError|SMTPServerDisconnected)$"):
            SmtpPost(settings_for(url), seconds=0.1).open()


def test_a_connection_that_breaks_after_the_end_leaves_the_mail_unsure_for_good(
    office: Office, mail_server: MailServer
) -> None:
    mail_server.drops_after_end = True
    write_to(office, office.anders, office.chaima)
    workplace = workplace_with(office, mail_server.url)
    assert send_due_mails(workplace) == 0
    assert states(office) == ["unsure", "waiting"]
    mail_server.drops_after_end = False
    office.clock.advance(timedelta(days=1))
    assert send_due_mails(workplace) == 1
    assert states(office) == ["sent", "unsure"]
    assert len(mail_server.taken) == 2


def test_what_the_server_says_stands_in_no_error(mail_server: MailServer, office: Office) -> None:
    mail_server.sender_reply = "550 a secret"
    with pytest.raises(MailServerFailed) as failed:
        SmtpPost(settings_for(mail_server.url)).send(_letter(office), lambda: True)
    assert "secret" not in str(failed.value)
    assert failed.value.__cause__ is None


def _letter(office: Office) -> Letter:
    settings = settings_for("smtp://127.0.0.1")
    return write_letter(settings, b"m" * 16, "a@example.org", "da", office.clock.now())


def test_an_address_that_mail_servers_do_not_take_is_refused(
    office: Office, mail_server: MailServer
) -> None:
    odd = replace(_letter(office), recipient="åse@example.org")
    post = SmtpPost(settings_for(mail_server.url))
    assert post.send(odd, lambda: True) == "refused"
    assert mail_server.connections == 0


def test_a_domain_of_danish_letters_is_written_as_mail_servers_have_it(office: Office) -> None:
    settings = settings_for("smtp://127.0.0.1")
    letter = write_letter(settings, b"m" * 16, "a@gråbrødre.example", "da", office.clock.now())
    assert letter.recipient == "a@xn--grbrdre-fxa7o.example"


# Each mail once, whoever sends and whatever is killed


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
workplace = Workplace(Database(database_url), FixedClock(NOON), None, secrets, mail=mail)
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


# TLS


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return make_certificate(tmp_path)


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """The certificate, among those that the system trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    return certificate


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mail server's host counts as another computer."""
    monkeypatch.setattr("portal.services.mailing.smtp_post.is_loopback", lambda _host: False)


def tls_of(certificate: Certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.chain, certificate.key)
    return context


@pytest.fixture
def served():
    """Start a mail server with these properties."""
    servers: list[MailServer] = []

    def serve(**properties: object) -> MailServer:
        servers.append(MailServer(free_port(), **properties))  # type: ignore[arg-type]
        servers[-1].start()
        return servers[-1]

    yield serve
    for server in servers:
        server.stop()


Serve = Callable[..., MailServer]
SIGNED_IN = f"{USER}:p%40ss%3Aword%2F@"


def test_smtps_speaks_tls_from_the_first_byte(
    office: Office, served: Serve, trusted: Certificate
) -> None:
    server = served(implicit_tls=tls_of(trusted))
    write_to(office, office.anders)
    url = f"smtps://{SIGNED_IN}127.0.0.1:{server.port}"
    assert PASSWORD not in url
    assert send_due_mails(workplace_with(office, url)) == 1
    assert (server.taken[0].encrypted, server.taken[0].signed_in) == (True, True)


def test_another_computer_is_spoken_to_over_tls(
    office: Office, served: Serve, trusted: Certificate, far_away: None
) -> None:
    server = served(starttls=tls_of(trusted))
    write_to(office, office.anders)
    assert send_due_mails(workplace_with(office, server.url)) == 1
    assert server.taken[0].encrypted


def test_another_computer_without_tls_gets_nothing(
    office: Office, mail_server: MailServer, far_away: None
) -> None:
    write_to(office, office.anders)
    assert send_due_mails(workplace_with(office, mail_server.url)) == 0
    assert mail_server.taken == []
    assert the_mail(office).state is MailState.WAITING


def test_no_password_is_told_without_tls(office: Office, served: Serve) -> None:
    server = served()
    url = f"smtp://{SIGNED_IN}127.0.0.1:{server.port}"
    with pytest.raises(MailServerFailed, match="NotSupported"):
        SmtpPost(settings_for(url)).open()


def test_a_password_is_told_over_tls(office: Office, served: Serve, trusted: Certificate) -> None:
    server = served(starttls=tls_of(trusted))
    write_to(office, office.anders)
    url = f"smtp://{SIGNED_IN}127.0.0.1:{server.port}"
    assert send_due_mails(workplace_with(office, url)) == 1
    assert (server.taken[0].encrypted, server.taken[0].signed_in) == (True, True)


def test_a_wrong_password_sends_nothing_and_stands_in_no_error(
    office: Office, served: Serve, trusted: Certificate
) -> None:
    server = served(starttls=tls_of(trusted))
    post = SmtpPost(settings_for(f"smtp://{USER}:hunter2@127.0.0.1:{server.port}"))
    with pytest.raises(MailServerFailed, match=r"^SMTPAuthenticationError$") as failed:
        post.open()
    assert "hunter2" not in repr(failed.value)


@pytest.mark.parametrize("kind", ["implicit_tls", "starttls"])
def test_a_certificate_that_is_not_trusted_gets_nothing(
    office: Office, served: Serve, certificate: Certificate, far_away: None, kind: str
) -> None:
    server = served(**{kind: tls_of(certificate)})
    scheme = "smtps" if kind == "implicit_tls" else "smtp"
    with pytest.raises(MailServerFailed, match=r"^SSLCertVerificationError$"):
        SmtpPost(settings_for(f"{scheme}://127.0.0.1:{server.port}")).open()
    assert server.taken == []


def test_a_certificate_for_another_name_gets_nothing(
    office: Office, served: Serve, trusted: Certificate, far_away: None
) -> None:
    server = served(starttls=tls_of(trusted))
    with pytest.raises(MailServerFailed, match=r"^SSLCertVerificationError$"):
        SmtpPost(settings_for(f"smtp://localhost:{server.port}")).open()


def test_the_password_is_not_shown() -> None:
    assert "hunter2" not in repr(settings_for("smtp://portal:hunter2@mail.example"))


def test_rows_of_the_outbox_hold_no_word(office: Office) -> None:
    write_to(office, office.anders)
    (row,) = office.rows(mails)
    assert {type(value).__name__ for value in row} == {"bytes", "date", "str", "int", "datetime"}
    assert [value for value in row if isinstance(value, str)] == ["waiting"]
