"""The outbox, for whoever looks after it."""

from dataclasses import dataclass

from portal.services.workplace import Workplace
from portal.storage.mail_store import MailLine


@dataclass(frozen=True)
class Outbox:
    """One page of the mails, newest first. `page` counts from 1; `count` is that of all pages."""

    lines: tuple[MailLine, ...]
    page: int
    pages: int
    count: int


def list_mails(workplace: Workplace, page: int, page_size: int) -> Outbox:
    """A page of the outbox as it is now; the last one for a number beyond it."""
    with workplace.open_unit() as unit:
        now = workplace.now()
        count = sum(unit.mails.counts(now).values())
        pages = max(1, -(-count // page_size))
        page = min(max(1, page), pages)
        return Outbox(tuple(unit.mails.listed(page, page_size, now)), page, pages, count)
