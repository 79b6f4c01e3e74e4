"""A mail as the text that its reader sees.

The working copy is a text file and no mail: the header of a mail says by which computers it came
and with which program it was written, and a mail program would read it by rules of its own. From,
To, Cc, date, subject and the text stay; attachments go and can be added as files of their own.
"""

import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final

from portal.cleaning.html_text import seen_html
from portal.cleaning.kinds import TEXT_TYPE
from portal.cleaning.outcome import CannotClean, Cleaning, Refusal, Remark
from portal.cleaning.phrases import Phrases, blacked_out, may_remain
from portal.cleaning.plain_text import decoded, seen_text

_KEPT: Final = ("From", "To", "Cc", "Date", "Subject")
_SECRET: Final = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_PARTS: Final = 1_000


def clean_mail(content: bytes, phrases: Phrases) -> Cleaning:
    """The five headers and the text of a mail, as UTF-8. Raises CannotClean for one that is
    encrypted, that has no text, or that cannot be read."""
    try:
        mail = BytesParser(policy=email.policy.default).parsebytes(content)
        if any(part.get_content_type() in _SECRET for part in _all_parts(mail)):
            raise CannotClean(Refusal.ENCRYPTED)
        text, dropped = _text_of(mail)
        headers = [f"{name}: {value}" for name in _KEPT for value in _values(mail, name)]
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        # The standard library's reader of headers fails in all these ways on mails that are none.
        raise CannotClean(Refusal.BROKEN) from None
    remarks = {
        Remark.METADATA_REMOVED,
        Remark.HEADERS_OF_MAIL_KEPT,
        Remark.MAIL_TURNED_INTO_TEXT,
        Remark.VISIBLE_TEXT,
        Remark.WORDING,
    }
    if dropped:
        remarks.add(Remark.ATTACHMENTS_DROPPED)
    plain = seen_text("\n".join([*headers, "", text.strip("\n"), ""]))
    plain, said = blacked_out(plain, phrases)
    said |= may_remain([plain], phrases)
    return Cleaning(plain.encode(), TEXT_TYPE, frozenset(remarks | said))


def _values(mail: EmailMessage, name: str) -> list[str]:
    """A header on one line. A second of the same name is what no reader shows (RFC 5322, 3.6)."""
    return [" ".join(str(value).split()) for value in mail.get_all(name, [])[:1]]


def _text_of(mail: EmailMessage) -> tuple[str, bool]:
    """The text of a mail, and whether anything beside it was in it."""
    body = mail.get_body(preferencelist=("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise CannotClean(Refusal.BROKEN)
    raw = body.get_payload(decode=True)
    if not isinstance(raw, bytes):
        raise CannotClean(Refusal.BROKEN)
    text = _decoded(raw, body.get_content_charset())
    if body.get_content_type() == "text/html":
        text = seen_html(text)
    beside = [part for part in _all_parts(mail) if not _is_of_the_text(part, body)]
    return text, bool(beside)


def _is_of_the_text(part: EmailMessage, body: EmailMessage) -> bool:
    """Whether a part is the text, holds others, or is the same text once more as a page."""
    again = part.get_content_type() == "text/html" and not part.is_attachment()
    return part is body or part.get_content_maintype() == "multipart" or again


def _all_parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(mail.walk()):
        if number > _PARTS:
            raise CannotClean(Refusal.TOO_LARGE)
        if isinstance(part, EmailMessage):
            yield part


def _decoded(raw: bytes, charset: str | None) -> str:
    try:
        return raw.decode(charset or "utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except (LookupError, UnicodeDecodeError):
        return decoded(raw)
