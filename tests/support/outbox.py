"""The outbox of an office, and the mail server its mails go to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from portal.domain.mail import MailState
from portal.services.workplace import MailSettings, Member, Workplace
from portal.storage.mail_store import Mail
from portal.storage.tables import accounts, mails
from tests.support.office import Office

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
