"""Mails that are due are sent, each once."""

from portal.domain.account import Account
from portal.domain.mail import Answer, MailState, step_after
from portal.log import LogEvent, log
from portal.services.accounts.preferences import language_of
from portal.services.mailing.letter import write_letter
from portal.services.mailing.post import MailServerFailed, Post
from portal.services.mailing.smtp_post import SmtpPost
from portal.services.workplace import MailSettings, Workplace
from portal.storage.mail_store import Mail


def send_due_mails(workplace: Workplace) -> int:
    """Send every due mail by the portal's mail server; returns how many were sent.

    Without a mail server none is, and they wait.
    """
    return send_mails(workplace, SmtpPost(workplace.mail)) if workplace.mail else 0


def send_mails(workplace: Workplace, post: Post) -> int:
    """Send every due mail; returns how many the server took.

    No mail is sent twice, whoever else sends and wherever this process is killed. SMTP has no way
    of asking whether a mail arrived, so a mail is claimed, and that committed, between the server's
    leave to send (354) and the line that ends the mail. Before the claim the server has nothing,
    and the mail is tried again. After it the server may have it: unless it answers, or refuses, the
    mail stays `sending`, is told as `unsure` after 15 minutes and never sent again. The price is
    that a crash in that moment can lose a mail, which holds nothing that cannot be seen in the
    portal; two mails would teach people to overlook them.

    A definite no puts the mail off (domain/mail.py), and so does an address that no mail can be
    written to: it must not keep anybody else's mail from being sent. A server that fails ends the
    batch: the mail in hand is put off, the rest stays as it was. What waits for a closed account is
    dropped.
    """
    if workplace.mail is None:
        return 0
    sent = 0
    try:
        for mail, account in _due(workplace):
            answer = _try(workplace, workplace.mail, post, mail, account)
            sent += answer is Answer.TAKEN
            if answer is Answer.UNKNOWN:
                break
    except MailServerFailed as failed:
        log(LogEvent.MAIL_FAILED, exception=failed.reason)
    finally:
        post.close()
    return sent


def _due(workplace: Workplace) -> list[tuple[Mail, Account]]:
    with workplace.open_unit(write=True) as unit:
        unit.mails.drop_for_disabled()
        due = unit.mails.due(workplace.now())
        known = {account.id: account for account in unit.accounts.every()} if due else {}
        unit.commit()
    return [(mail, known[mail.recipient]) for mail in due]


def _try(
    workplace: Workplace, settings: MailSettings, post: Post, mail: Mail, account: Account
) -> Answer:
    """One try. Raises MailServerFailed, the mail having been put off."""
    attempts = mail.attempts + 1
    held = MailState.WAITING
    language = language_of(workplace, account)
    try:
        letter = write_letter(settings, mail.id, account.email, language, workplace.now())
    except ValueError:
        _write_down(workplace, mail, held, Answer.REFUSED)
        return Answer.REFUSED

    def claim() -> bool:
        nonlocal held
        with workplace.open_unit(write=True) as unit:
            claimed = unit.mails.claim(mail.id, attempts, workplace.now())
            unit.commit()
        held = MailState.SENDING
        return claimed

    try:
        answer = post.send(letter, claim)
    except MailServerFailed:
        _write_down(workplace, mail, held, Answer.PUT_OFF)
        raise
    if answer is not Answer.LEFT_TO_ANOTHER:
        _write_down(workplace, mail, held, answer)
    return answer


def _write_down(workplace: Workplace, mail: Mail, held: MailState, answer: Answer) -> None:
    attempts = mail.attempts + 1
    with workplace.open_unit(write=True) as unit:
        step = step_after(answer, attempts, workplace.now())
        unit.mails.settle(mail.id, held, attempts, step)
        unit.commit()
