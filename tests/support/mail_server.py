"""A real mail server on loopback: keeps what it took, refuses and breaks off when told to."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult

from tests.support.server import HOST, free_port

if TYPE_CHECKING:
    import ssl
    from email.message import EmailMessage

USER, PASSWORD = "portal", "p@ss:word/"
WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class TakenMail:
    """One mail as the server has it; `encrypted` and `signed_in` are about the connection."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    encrypted: bool
    signed_in: bool

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def text(self) -> str:
        """Its text, decoded, with the line ends of a text."""
        content: str = self.message.get_content()
        return content.replace("\r\n", "\n")


@dataclass
class MailServer:
    """Listens at `port` between `start` and `stop`.

    The replies are what it says at that step unless they are empty. `on_step` is called at each
    step with its name: `RCPT` (before the answer), `354` and `354 said`, `END` (the whole mail is
    there and kept), `reply` and `reply said`.
    """

    port: int
    taken: list[TakenMail] = field(default_factory=list)
    connections: int = 0
    sender_reply: str = ""
    recipient_reply: str = ""
    end_reply: str = ""
    drops_after_end: bool = False
    on_step: Callable[[str], None] | None = None
    implicit_tls: ssl.SSLContext | None = None
    starttls: ssl.SSLContext | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"smtp://{HOST}:{self.port}"

    def start(self) -> None:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, args=(self._loop, ready))
        self._thread.start()
        assert ready.wait(WAIT_SECONDS)

    def stop(self) -> None:
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(WAIT_SECONDS)
            self._loop = None

    def reached(self, step: str) -> None:
        if self.on_step is not None:
            self.on_step(step)

    def _serve(self, loop: asyncio.AbstractEventLoop, ready: threading.Event) -> None:
        asyncio.set_event_loop(loop)
        listening = loop.run_until_complete(
            loop.create_server(
                lambda: _Conversation(self, loop), HOST, self.port, ssl=self.implicit_tls
            )
        )
        ready.set()
        loop.run_forever()
        listening.close()
        open_ones = asyncio.all_tasks(loop)
        for task in open_ones:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*open_ones, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


class _Conversation(SMTP):
    """One connection."""

    def __init__(self, server: MailServer, loop: asyncio.AbstractEventLoop) -> None:
        self.mail_server = server
        self.at_end = False
        server.connections += 1
        super().__init__(
            _Handler(server),
            hostname="mail.example",
            tls_context=server.starttls,
            authenticator=_knows_the_portal,
            # Otherwise it would not offer AUTH over implicit TLS, which it does not know of.
            auth_require_tls=False,
            loop=loop,
        )

    async def push(self, status: Any) -> None:
        step = ""
        if str(status).startswith("354"):
            step = "354"
        elif self.at_end:
            step, self.at_end = "reply", False
        if step:
            self.mail_server.reached(step)
        await super().push(status)
        if step:
            self.mail_server.reached(f"{step} said")


class _Handler:
    def __init__(self, server: MailServer) -> None:
        self._server = server

    async def handle_MAIL(  # noqa: N802 (the name the library calls)
        self, _smtp: SMTP, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self._server.sender_reply:
            return self._server.sender_reply
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _smtp: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        self._server.reached("RCPT")
        if self._server.recipient_reply:
            return self._server.recipient_reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, smtp: _Conversation, session: Any, envelope: Any
    ) -> str:
        smtp.at_end = True
        if self._server.end_reply:
            return self._server.end_reply
        encrypted = session.ssl is not None or self._server.implicit_tls is not None
        self._server.taken.append(
            TakenMail(
                envelope.mail_from,
                tuple(envelope.rcpt_tos),
                envelope.original_content,
                encrypted,
                bool(session.authenticated),
            )
        )
        self._server.reached("END")
        if self._server.drops_after_end and isinstance(smtp.transport, asyncio.WriteTransport):
            smtp.transport.abort()
        return "250 OK"


def _knows_the_portal(
    _smtp: SMTP, _session: Any, _envelope: Any, _mechanism: str, told: Any
) -> AuthResult:
    right = (told.login, told.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that takes everything, in clear."""
    server = MailServer(free_port())
    server.start()
    yield server
    server.stop()
