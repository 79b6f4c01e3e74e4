"""Cases are handed on at a terminal: all that a member can open, with a bar that shows how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from portal.commands.signing_in import SignedIn
    from portal.services.workplace import Workplace

_AT_ONCE = 20


def count_of_cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"


def hand_on_all(
    workplace: Workplace, signed: SignedIn, holder: bytes, *, total: int, anew: bool
) -> None:
    """Hand on `total` cases, those of `cases_to_hand_on`, and say what became of them.

    Raises NotFound, BrokenList.
    """
    from rich.console import Console
    from rich.progress import Progress

    from portal.services.casework.hand_on_cases import hand_on_cases

    console = Console(stderr=True)
    done = refused = 0
    left, last = total, ""
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Cases", total=total)
        while left:
            step = hand_on_cases(
                workplace,
                signed.member,
                holder,
                secrets=signed.secrets,
                limit=_AT_ONCE,
                after=last,
                anew=anew,
            )
            done, refused = done + step.done, refused + step.refused
            left, last = step.left, step.last
            bar.update(task, completed=done + refused)
    click.echo(f"{count_of_cases(done)} handed on.")
    if refused:
        click.echo(
            f"{count_of_cases(refused)} stayed closed: excluded by the reporter, disqualified, or"
            " the case does not open."
        )
