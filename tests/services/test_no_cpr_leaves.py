"""A civil registration number stands in no mail, and in no file's name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portal.services.casework.read_case import read_case
from portal.services.casework.write_to_reporter import write_to_reporter
from portal.services.mailing.send_mails import send_due_mails
from portal.services.reminding.write_digests import write_digests
from portal.services.reporting.post_message import post_message
from portal.services.reporting.read_dialogue import read_dialogue
from tests.services.acts import received
from tests.support.outbox import workplace_with

if TYPE_CHECKING:
    from tests.support.mail_server import MailServer
    from tests.support.office import Office

CPR = "070790-1234"
DIGITS = "0707901234"


def test_a_number_that_stands_everywhere_in_a_case_stands_in_no_mail(
    office: Office, mail_server: MailServer
) -> None:
    told = f"Det er {CPR}."
    report = office.taken_up(told, place=told, witnesses=told)
    post_message(office.workplace, report.reporter, told)
    write_to_reporter(office.workplace, office.birgitte, report.number, told, asks=True)
    office.clock.advance(timedelta(days=1))
    post_message(office.workplace, report.reporter, told)
    office.clock.advance(timedelta(days=1))
    write_digests(office.workplace)
    send_due_mails(workplace_with(office, mail_server.url))
    assert mail_server.taken
    for mail in mail_server.taken:
        seen = mail.raw.decode("ascii") + str(mail.message["Subject"]) + mail.text
        assert CPR not in seen
        assert DIGITS not in "".join(filter(str.isdigit, seen))


def test_a_files_name_is_stored_without_it_and_its_content_as_it_was(office: Office) -> None:
    file = received(office, f"Om {CPR}".encode(), f"Afgørelse {CPR}.pdf")
    assert file.name == "Afgørelse cpr-fjernet.pdf"
    report = office.taken_up(files=(file,))
    [own] = read_dialogue(office.workplace, report.reporter).entries[0].files
    [theirs] = read_case(office.workplace, office.anders, report.number).file.report.files
    assert own.name == theirs.name == "Afgørelse cpr-fjernet.pdf"
    assert own.size == len(f"Om {CPR}".encode())
