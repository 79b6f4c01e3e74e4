"""A mail server spoken to by SMTP (RFC 5321), over TLS unless it is this computer."""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from portal.domain.mail import Answer, mail_domain
from portal.services.mailing.letter import Letter
from portal.services.mailing.post import MailServerFailed
from portal.services.workplace import MailSettings
from portal.settings import is_loopback

SECONDS = 20.0

_TROUBLE = (OSError, smtplib.SMTPException, ValueError)
_PORTS = {"smtp": 25, "smtps": 465}
_GO_ON = 354
_CLOSING = 421
_LEADING_DOT = re.compile(rb"(?m)^\.")


class SmtpPost:
    """One connection at a time; `seconds` is the longest wait for each of the server's answers.

    smtps:// speaks TLS from the first byte. smtp:// has to switch to TLS before anything else is
    said when the host is not this computer, or when there is a password to tell; a server that
    cannot is not used. Certificates are checked against those the system trusts.
    """

    def __init__(self, settings: MailSettings, seconds: float = SECONDS) -> None:
        self._server = urlsplit(settings.server)
        self._own_name = mail_domain(urlsplit(settings.base_url).hostname or "")
        self._seconds = seconds
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect and sign in, if not done yet. Raises MailServerFailed."""
        self._opened()

    def send(self, letter: Letter, before_end: Callable[[], bool]) -> Answer:
        """As Post has it. The server takes a mail as its own with the line that ends it (RFC 5321,
        4.1.1.4); a connection that breaks before is a mail it has never had (3.8)."""
        if not letter.recipient.isascii():
            return Answer.REFUSED
        smtp = self._opened()
        try:
            refusal = self._offer(smtp, letter)
        except _TROUBLE as error:
            self._drop()
            raise MailServerFailed(type(error).__name__) from None
        except MailServerFailed:
            self._drop()
            raise
        if refusal is not None:
            return refusal
        return self._end(smtp, before_end)

    def close(self) -> None:
        """Say goodbye, if anybody is there."""
        if self._smtp is not None:
            with suppress(*_TROUBLE):
                self._smtp.quit()
            self._drop()

    def _opened(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = self._connect()
            except _TROUBLE as error:
                raise MailServerFailed(type(error).__name__) from None
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        scheme, host = self._server.scheme, self._server.hostname or ""
        port = self._server.port or _PORTS[scheme]
        tls = ssl.create_default_context()
        if scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, self._own_name, timeout=self._seconds, context=tls
            )
        else:
            smtp = smtplib.SMTP(host, port, self._own_name, timeout=self._seconds)
        try:
            smtp.ehlo_or_helo_if_needed()
            has_password = self._server.username is not None
            if scheme == "smtp" and (has_password or not is_loopback(host)):
                smtp.starttls(context=tls)
                smtp.ehlo()
            if has_password:
                user, password = self._server.username or "", self._server.password or ""
                smtp.login(unquote(user), unquote(password))
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _offer(self, smtp: smtplib.SMTP, letter: Letter) -> Answer | None:
        """Everything but the end; the answer when the server wants none of it."""
        code, _ = smtp.mail(letter.sender)
        if not _is_good(code):
            raise MailServerFailed(smtplib.SMTPSenderRefused.__name__)
        code, _ = smtp.rcpt(letter.recipient)
        if _is_good(code):
            code, _ = smtp.docmd("DATA")
        if code == _GO_ON:
            smtp.send(_LEADING_DOT.sub(b"..", letter.contents))
            return None
        answer = _answer(code)
        if answer not in (Answer.PUT_OFF, Answer.REFUSED) or code == _CLOSING:
            raise MailServerFailed(smtplib.SMTPServerDisconnected.__name__)
        try:
            smtp.rset()
        except _TROUBLE:
            self._drop()
        return answer

    def _end(self, smtp: smtplib.SMTP, before_end: Callable[[], bool]) -> Answer:
        try:
            ours = before_end()
        except BaseException:
            self._drop()
            raise
        if not ours:
            # There is no other way of taking back what was said since DATA.
            self._drop()
            return Answer.LEFT_TO_ANOTHER
        try:
            smtp.send(b".\r\n")
            code, _ = smtp.getreply()
        except _TROUBLE:
            self._drop()
            return Answer.UNKNOWN
        if code == _CLOSING:
            self._drop()
        return _answer(code)

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _is_good(code: int) -> bool:
    return code // 100 == 2


def _answer(code: int) -> Answer:
    """What a reply means by its first digit (RFC 5321, 4.2.1)."""
    meanings = {2: Answer.TAKEN, 4: Answer.PUT_OFF, 5: Answer.REFUSED}
    return meanings.get(code // 100, Answer.UNKNOWN)
