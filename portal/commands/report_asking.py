"""Who asks for a report, and what she is told when there is none."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from crypto.errors import CannotOpen
from portal.commands.opening import open_portal, open_workplace
from portal.commands.signing_in import sign_in
from portal.domain.access import Permission
from portal.domain.errors import DoesNotReconcile, NotFound, NotPermitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from portal.services.workplace import Member, Workplace
    from portal.settings import Settings

MISFITS = {
    "no_facts": "has no facts that you could add",
    "begins_elsewhere": "does not begin on its day of receipt",
    "goes_backwards": "has a history whose days go backwards",
    "forbidden_move": "has a history with a move that cannot be",
    "rests_with_nobody": "is pending and rests with nobody",
    "stock": "opening + received is not closed + closing",
    "themes": "the themes do not sum to the matters",
    "decisions": "the decisions do not sum to the matters",
    "grounds": "the grounds do not sum to the rejected matters",
    "outcomes": "the outcomes do not sum to the matters in scope",
    "pending": "those with whom cases rest do not sum to the pending cases",
}
# A line that names every case of a broken database helps nobody.
NAMED_AT_MOST = 10


@contextmanager
def asked(email: str, day: date | None, ahead: str) -> Iterator[tuple[Settings, Workplace, Member]]:
    """The member who asks, at her workplace; what is refused is said on one line.

    A `day` that has not come is refused with `ahead`, before she types a passphrase for nothing.
    """
    settings, clock = open_portal()
    with open_workplace(settings, clock) as workplace:
        if day is not None and day > workplace.today():
            raise click.ClickException(ahead)
        member = sign_in(settings, workplace, email).member
        try:
            if not member.account.may(Permission.STATISTICS_READ):
                raise NotPermitted
            with _patience():
                yield settings, workplace.at_one_moment(), member
        except NotPermitted:
            raise click.ClickException(
                f"the role or the desk of {email} does not read these statistics"
            ) from None
        except NotFound:
            raise click.ClickException(
                f"{email} has no copy of the statistics key yet: she gets one when a member of the"
                " unit who has it signs in"
            ) from None
        except CannotOpen:
            raise click.ClickException(
                "a sealed part of the statistics does not open: it may have been altered"
            ) from None
        except DoesNotReconcile as error:
            raise nothing_printed([_told(one.misfit, one.case) for one in error.findings]) from None


@contextmanager
def _patience() -> Iterator[None]:
    """A sign on a terminal that something is being done: years of sealed facts take a while."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status("Counting"):
        yield


def nothing_printed(findings: Sequence[str]) -> click.ClickException:
    """What to say of figures that do not fit together."""
    left = len(findings) - NAMED_AT_MOST
    more = f"; and {left} more" if left > 0 else ""
    told = "; ".join(findings[:NAMED_AT_MOST])
    return click.ClickException(
        f"the figures do not fit together, so nothing is printed: {told}{more}"
    )


def of_case(number: str) -> str:
    """How a case is named in such a line; erased ones have no number."""
    return number or "an erased case"


def _told(misfit: str, case: str | None) -> str:
    return MISFITS[misfit] if case is None else f"{of_case(case)} {MISFITS[misfit]}"
