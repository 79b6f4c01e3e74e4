"""`portal recovery` on the server: the key is put on the unit's list, a request goes out, and its
answer comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.commands.handing_on import count_of_cases, hand_on_all
from portal.commands.opening import BROKEN_LIST, open_portal, open_workplace
from portal.commands.signing_in import sign_in
from portal.commands.whole_file import refuse_taken, write_whole
from portal.domain.errors import BrokenList, NotFound, NotOnTheList
from portal.municipality import load_words

if TYPE_CHECKING:
    from portal.commands.signing_in import SignedIn
    from portal.services.workplace import Workplace


@click.command("list-key")
@click.argument("key_file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--as", "email", required=True, metavar="EMAIL", help="Who signs the unit's list.")
@click.option("--anew", is_flag=True, help="Seal also what is sealed to a recovery key before it.")
def list_key(key_file: Path, email: str, *, anew: bool) -> None:
    """Put the recovery key's public half on the unit's list, and seal older cases to it.

    Every case that is filed from then on is sealed to it. Of the older ones a member seals those
    that she can open: let each member run this once, with --anew where there was another key.

    \b
    Example:
      portal recovery list-key recovery-key.txt --as head@example.org
    """
    public, words = _confirmed_key(key_file)
    settings, clock = open_portal()
    from portal.services.members.list_recovery_key import list_recovery_key

    with open_workplace(settings, clock) as workplace:
        signed = sign_in(settings, workplace, email)
        try:
            list_recovery_key(
                workplace, signed.member, public, words=words, passphrase=signed.passphrase
            )
            click.echo("The recovery key stands on the unit's list.")
            _offer_older_cases(workplace, signed, anew=anew)
        except (NotFound, NotOnTheList):
            raise click.ClickException(
                f"{email} does not stand on the unit's list, or may not sign it"
            ) from None
        except BrokenList:
            raise click.ClickException(BROKEN_LIST) from None


@click.command()
@click.option("--for", "email", required=True, metavar="EMAIL", help="Who is to read the cases.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write the request, which goes to the computer of the recovery.",
)
@click.option("--anew", is_flag=True, help="Also what she has: it is sealed to keys she lost.")
def request(email: str, out: Path, *, anew: bool) -> None:
    """Ask for the cases that one person has no key to.

    She has an active account, and need not be on the unit's list yet. With --anew for one whose
    account was reset: what she had opens nothing.

    \b
    Example:
      portal recovery request --for head@example.org --out request.json
    """
    refuse_taken(out)
    settings, clock = open_portal()
    from portal.services.recovery.ask_for_recovery import (
        NoRecoveryKey,
        NothingToRecover,
        recovery_request,
    )
    from portal.services.recovery.recovery_files import write_request

    try:
        with open_workplace(settings, clock) as workplace:
            asked = recovery_request(workplace, email, anew=anew)
    except NotFound:
        raise click.ClickException(
            f"{email} is no active member of the whistleblowing desk with all her keys"
        ) from None
    except NoRecoveryKey:
        raise click.ClickException("no recovery key stands on the unit's list") from None
    except NothingToRecover:
        raise click.ClickException(
            f"no case is sealed to the recovery key that {email} has no key to: say --anew if her"
            " account was reset"
        ) from None
    except BrokenList:
        raise click.ClickException(BROKEN_LIST) from None
    write_whole(out, write_request(asked), overwrite=False)
    click.echo(
        f"{out} asks for {count_of_cases(len(asked.cases))} for {asked.member.name}: bring it to"
        " the computer of the recovery. It is not secret."
    )
    click.echo("She reads the six words on the page of her own account to whoever opens it there.")


@click.command()
@click.argument("answer_file", metavar="ANSWER", type=click.Path(path_type=Path))
def bring(answer_file: Path) -> None:
    """Give one person the keys to the cases that the recovery sealed to her.

    \b
    Example:
      portal recovery bring answer.json
    """
    from portal.services.recovery.bring_answer import OtherKeys, bring_answer
    from portal.services.recovery.recovery_files import MalformedFile, read_answer

    try:
        answer = read_answer(answer_file.read_bytes())
    except MalformedFile as error:
        raise click.ClickException(f"{answer_file} is no answer: {error}") from None
    settings, clock = open_portal()
    try:
        with open_workplace(settings, clock) as workplace:
            account, added = bring_answer(workplace, answer)
    except NotFound:
        raise click.ClickException(
            "the answer is for nobody who is an active member of the whistleblowing desk"
        ) from None
    except OtherKeys:
        raise click.ClickException(
            "she has got new keys since the request: the answer would open nothing, ask again"
        ) from None
    click.echo(f"{account.name} has the keys to {count_of_cases(added)}.")
    if passed_over := len(answer.cases) - added:
        click.echo(
            f"{count_of_cases(passed_over)} passed over: erased, or given new keys since the"
            " request. Ask again."
        )
    click.echo(
        "The server cannot tell whom a reporter excluded or who is disqualified: a head of unit"
        " looks at who can open these cases now."
    )


def _confirmed_key(key_file: Path) -> tuple[bytes, str]:
    """The public key of a file and its words, once somebody has said that they are the right ones.
    Raises click.ClickException."""
    from crypto.comparison_words import comparison_words
    from portal.services.recovery.recovery_files import MalformedFile, read_public_key

    try:
        public = read_public_key(key_file.read_bytes())
    except MalformedFile as error:
        raise click.ClickException(f"{key_file} holds no recovery key: {error}") from None
    words = comparison_words(public, load_words())
    click.echo("The words of this key:")
    click.echo(f"\n  {words}\n")
    if not click.confirm("Are they the words that were written down when it was made?"):
        raise click.ClickException("not confirmed: the unit's list is as it was")
    return public, words


def _offer_older_cases(workplace: Workplace, signed: SignedIn, *, anew: bool) -> None:
    from crypto.recovery import RECOVERY_HOLDER
    from portal.services.casework.hand_on_cases import cases_to_hand_on

    older = len(cases_to_hand_on(workplace, signed.member, RECOVERY_HOLDER, anew=anew))
    if older and click.confirm(f"Seal {count_of_cases(older)} from before to it now?"):
        hand_on_all(workplace, signed, RECOVERY_HOLDER, total=older, anew=anew)
