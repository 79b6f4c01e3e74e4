"""A mail server on another computer is spoken to over TLS or not at all."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.domain.mail import MailState
from portal.services.mailing.post import MailServerFailed
from portal.services.mailing.send_mails import send_due_mails
from portal.services.mailing.smtp_post import SmtpPost
from tests.support.certificate import Certificate, make_certificate
from tests.support.mail_server import PASSWORD, USER, MailServer
from tests.support.office import Office
from tests.support.outbox import settings_for, the_mail, workplace_with, write_to
from tests.support.server import free_port


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
