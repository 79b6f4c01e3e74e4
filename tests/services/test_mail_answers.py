"""What the mail server answers, and what becomes of the mail."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.mail import MailState
from portal.log import Area, configure_log
from portal.services.mailing.letter import Letter, write_letter
from portal.services.mailing.post import MailServerFailed
from portal.services.mailing.send_mails import send_due_mails
from portal.services.mailing.smtp_post import SmtpPost
from tests.support.mail_server import MailServer
from tests.support.office import Office
from tests.support.outbox import (
    MINUTE,
    keep_address,
    outbox,
    settings_for,
    states,
    the_mail,
    workplace_with,
    write_to,
)
from tests.support.quiet_log import own_log


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
