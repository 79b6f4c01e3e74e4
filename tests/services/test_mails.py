"""The outbox: what stands in a mail, and who has one waiting."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

import pytest

from portal.domain.mail import Answer, MailState, step_after
from portal.services.accounts.disable_account import disable_account
from portal.services.accounts.preferences import set_language
from portal.services.mailing.send_mails import send_due_mails, send_mails
from portal.services.mailing.smtp_post import SmtpPost
from portal.services.mailing.sweep_mails import sweep_mails
from portal.storage.tables import mails
from tests.support.mail_server import MailServer
from tests.support.office import Office, all_at_once
from tests.support.outbox import (
    BASE_URL,
    MINUTE,
    SENDER,
    settings_for,
    states,
    the_mail,
    workplace_with,
    write_to,
)

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
    assert f"{BASE_URL}/staff\n" in taken.text
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


def test_rows_of_the_outbox_hold_no_word(office: Office) -> None:
    write_to(office, office.anders)
    (row,) = office.rows(mails)
    assert {type(value).__name__ for value in row} == {"bytes", "date", "str", "int", "datetime"}
    assert [value for value in row if isinstance(value, str)] == ["waiting"]
