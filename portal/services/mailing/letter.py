"""A mail as it goes to the mail server."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from email_validator import validate_email

from portal.domain.mail import mail_domain
from portal.services.mailing.words import SUBJECT, mail_text
from portal.services.workplace import MailSettings


@dataclass(frozen=True)
class Letter:
    """`contents`: the whole message, its lines ended by CRLF (RFC 5322)."""

    sender: str
    recipient: str
    contents: bytes


def write_letter(
    settings: MailSettings, mail_id: bytes, recipient: str, language: str, now: datetime
) -> Letter:
    """One mail to an address, in `da` or `en`. `now` is aware and stands in it as its date.

    The same mail has the same Message-ID each time it is tried (RFC 5322, 3.6.4), so that whoever
    gets it twice after all can tell. Raises ValueError for an address that cannot be written to.
    """
    host = mail_domain(urlsplit(settings.base_url).hostname or "")
    address = _in_ascii(recipient)
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.sender
    message["To"] = address
    message["Subject"] = SUBJECT.text(language)
    message["Date"] = now
    message["Message-ID"] = f"<{mail_id.hex()}@{host}>"
    # RFC 3834, 5: nobody's absence is to answer it.
    message["Auto-Submitted"] = "auto-generated"
    text = mail_text(language, settings.base_url)
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = language
    return Letter(settings.sender, address, message.as_bytes())


def _in_ascii(address: str) -> str:
    """An address whose domain is written as the mail protocol has it (RFC 5890, 5891).

    Not by the codec of the standard library: it is of 2003, and writes to strasse.de for straße.de.
    """
    checked = validate_email(address, check_deliverability=False)
    return f"{checked.local_part}@{checked.ascii_domain}"
