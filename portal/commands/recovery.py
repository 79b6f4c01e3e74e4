"""`portal recovery`: the recovery key, made and used on a computer that is not the server.

The ceremony needs neither settings nor a database. What is secret is shown on a screen of its own
and never written to a file. What the server does for it is in recovery_on_server.py.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crypto.comparison_words import comparison_words
from crypto.errors import CannotOpen
from crypto.identifiers import shuffled
from crypto.recovery import (
    COMMON_WORDS,
    FEWEST,
    MOST,
    SHARE_WORDS,
    join_shares,
    new_recovery,
    shares_missing,
    strange_words,
)
from portal.commands.handing_on import count_of_cases
from portal.commands.whole_file import refuse_taken, write_whole
from portal.municipality import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crypto.key_pair import KeyPair
    from portal.services.recovery.recovery_files import RecoveryRequest

# A second screen, so that what the first shows can be scrolled back to and what this one shows
# cannot; where a terminal has only one, it is emptied with all that lies above it.
_ENTER = "\033[?1049h\033[2J\033[H"
_LEAVE = "\033[2J\033[3J\033[H\033[?1049l"
_COLUMNS = 3
_ASKED_BACK = 2


@click.group()
def recovery() -> None:
    """The recovery key: the way back to cases that nobody can open any more.

    `new` and `open` run on a computer that is not the server, `list-key`, `request` and `bring` on
    the server.

    \b
    Example:
      portal recovery new --holders 5 --needed 3 --out recovery-key.txt
    """


@recovery.command()
@click.option(
    "--holders", required=True, type=click.IntRange(FEWEST, MOST), help="Who gets a share."
)
@click.option(
    "--needed",
    required=True,
    type=click.IntRange(FEWEST, MOST),
    help="How many of them open the key together.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write the public half, which goes to the portal.",
)
def new(holders: int, needed: int, out: Path) -> None:
    """Make a recovery key, its holders present: each writes down a share of her own.

    The key itself is nowhere afterwards but in the shares.

    \b
    Example:
      portal recovery new --holders 5 --needed 3 --out recovery-key.txt
    """
    from portal.services.recovery.recovery_files import write_public_key

    if needed > holders:
        raise click.UsageError("--needed is at most as many as --holders")
    refuse_taken(out)
    _demand_terminal()
    public, shares = new_recovery(needed=needed, holders=holders)
    try:
        for number, share in enumerate(shares, start=1):
            _hand_out(number, holders, share.split())
    except (click.Abort, KeyboardInterrupt):
        click.echo("Broken off: no key was made. Destroy the shares that were written down.")
        raise
    write_whole(out, write_public_key(public), overwrite=False)
    click.echo(f"Every holder has a share. Any {needed} of the {holders} open the recovery key.")
    click.echo(f"Its public half is in {out}: bring it to the portal. It is not secret.")
    click.echo("Write down the words that the portal must show for it:")
    click.echo(comparison_words(public, load_words()))


@recovery.command("open")
@click.argument("request_file", metavar="REQUEST", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="ANSWER",
    help="Where to write the answer, which goes to the portal.",
)
def open_(request_file: Path, out: Path) -> None:
    """Seal the cases of a request to the one person it names, enough holders present.

    \b
    Example:
      portal recovery open request.json --out answer.json
    """
    from portal.services.recovery.answer_request import OtherRecoveryKey, answer_request
    from portal.services.recovery.recovery_files import MalformedFile, read_request, write_answer

    refuse_taken(out)
    try:
        request = read_request(request_file.read_bytes())
    except MalformedFile as error:
        raise click.ClickException(f"{request_file} is no request: {error}") from None
    _demand_terminal()
    click.echo(f"A request for {_person(request)}, of {count_of_cases(len(request.cases))}.")
    try:
        answered = answer_request(_gathered(), request)
    except OtherRecoveryKey:
        raise click.ClickException(
            "these shares are of another recovery key than the one the request is sealed to"
        ) from None
    opened = len(answered.answer.cases)
    if not opened:
        raise click.ClickException("no case of the request opens: nothing is written")
    _confirm(request)
    write_whole(out, write_answer(answered.answer), overwrite=False)
    name = request.member.name
    click.echo(f"{out} holds {count_of_cases(opened)} for {name}: bring it to the portal.")
    if answered.left_out:
        click.echo(f"{count_of_cases(answered.left_out)} did not open and stayed out of it.")


def _hand_out(number: int, holders: int, words: Sequence[str]) -> None:
    """Show a share until its holder has written it down: two of its words show that she has."""
    while True:
        with _own_screen():
            click.echo(f"Share {number} of {holders}: hand the keyboard to its holder.")
            click.echo("She alone looks at the screen, and writes down every word with its number.")
            click.echo(f"\n{_in_columns(words)}\n")
            _wait("Enter, when all of it is written down")
        if _is_written_down(number, words):
            return


def _is_written_down(number: int, words: Sequence[str]) -> bool:
    places = shuffled(range(COMMON_WORDS, len(words)))[:_ASKED_BACK]
    with _own_screen():
        click.echo(f"Share {number}: two of its words, read from the paper.")
        for place in sorted(places):
            if _ask(f"Word {place + 1}: ").strip().lower() != words[place]:
                _wait("That is not the word. Enter shows the share again")
                return False
    return True


def _gathered() -> KeyPair:
    """The key pair, from shares typed one after the other until there are enough."""
    shares: list[str] = []
    missing: int | None = None
    while missing is None or missing > 0:
        with _own_screen():
            share = _typed_share(len(shares) + 1)
        try:
            shares_missing([share])
        except CannotOpen:
            click.echo("That share has a slip: a word is wrong, missing or in another place.")
            continue
        try:
            left = shares_missing([*shares, share])
        except CannotOpen:
            click.echo("That share is of another recovery key than the first one.")
            continue
        if left == missing:
            click.echo("That share was given already.")
            continue
        shares.append(share)
        missing = left
        rest = f"{missing} more to come" if missing else "that is enough"
        click.echo(f"Share {len(shares)} is right: {rest}.")
    try:
        return join_shares(shares)
    except CannotOpen:
        raise click.ClickException("the shares do not fit together") from None


def _typed_share(number: int) -> str:
    click.echo(f"Share {number}: hand the keyboard to its holder. She alone looks at the screen.")
    click.echo(f"All {SHARE_WORDS} words, on one line or on several; Enter alone begins again.\n")
    words: list[str] = []
    while len(words) < SHARE_WORDS:
        typed = _ask(f"Words {len(words) + 1} to {SHARE_WORDS}: ")
        if strange := strange_words(typed):
            click.echo(f"In no share stands: {', '.join(strange)}. Type the line again.")
        elif typed.strip():
            words += typed.split()
        else:
            words = []
    return " ".join(words)


def _confirm(request: RecoveryRequest) -> None:
    click.echo(f"\nThe cases are for {_person(request)}, and for nobody else.")
    click.echo("Telephone, by a number that is not from the request, and compare these words:")
    click.echo(f"\n  {request.words(load_words())}\n")
    if not click.confirm(f"Are they the words that {request.member.name} reads out?"):
        raise click.ClickException("not confirmed: nothing is written")


def _in_columns(words: Sequence[str]) -> str:
    """The words with their numbers, to be read downwards."""
    rows = -(-len(words) // _COLUMNS)
    lines = []
    for row in range(rows):
        places = range(row, len(words), rows)
        lines.append("  ".join(f"{place + 1:>3}. {words[place]:<10}" for place in places).rstrip())
    return "\n".join(lines)


@contextmanager
def _own_screen() -> Iterator[None]:
    """What is shown within is gone afterwards, and cannot be scrolled back to."""
    click.echo(_ENTER, nl=False)
    try:
        yield
    finally:
        click.echo(_LEAVE, nl=False)


def _ask(what: str) -> str:
    answer: str = click.prompt(what, default="", show_default=False, prompt_suffix="")
    return answer


def _wait(what: str) -> None:
    _ask(f"{what}: ")


def _person(request: RecoveryRequest) -> str:
    return f"{request.member.name} <{request.member.email}>"


def _demand_terminal() -> None:
    """A share must not end in a file. Raises click.ClickException."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException(
            "this needs a terminal: shares are neither read from a file nor written to one"
        )
