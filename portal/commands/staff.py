"""`portal staff`: who may sign in. Whom reports are sealed to is not decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from portal.commands.handing_on import hand_on_all
from portal.commands.init import invite, tell_link
from portal.commands.opening import BROKEN_LIST, open_portal, open_workplace
from portal.commands.signing_in import sign_in
from portal.domain.access import Desk, Role
from portal.domain.errors import BrokenList, LastHolder, NotFound

if TYPE_CHECKING:
    from portal.domain.account import Account

ROLES = [role.value for role in Role]
DESKS = [desk.value for desk in Desk]
WITH_DESK = (Role.CASEWORKER, Role.LEAD, Role.CONTACT)


@click.group()
def staff() -> None:
    """Add, list, disable and reset staff accounts.

    \b
    Example:
      portal staff list
    """


@staff.command()
@click.argument("email")
@click.option("--name", required=True, metavar="N", help="The name as colleagues see it.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option(
    "--desk",
    type=click.Choice(DESKS),
    help="For members of the unit and contact persons; both by default.",
)
@click.option("--administration", metavar="CODE", help="For contact persons.")
@click.option("--unit", metavar="NAME", default="", help="The unit or centre she works in.")
def add(
    email: str, name: str, role: str, desk: str | None, administration: str | None, unit: str
) -> None:
    """Add an account and print its one-time activation link.

    \b
    Example:
      portal staff add anders@example.org --name "Anders And" --role caseworker
      portal staff add karen@example.org --name "Karen K" --role contact --administration BUF
    """
    chosen = Role(role)
    _refuse_misfits(chosen, desk, administration)
    settings, clock = open_portal()
    from portal.services.accounts.invite_account import NewAccount

    wanted = NewAccount(
        email=email,
        name=name,
        role=chosen,
        desk=Desk(desk or Desk.BOTH) if chosen in WITH_DESK else None,
        unit_name=unit,
        administration=administration or "",
    )
    invite(settings, clock, wanted)


@staff.command("list")
def list_() -> None:
    """List all accounts: address, role, desk, state, name, a contact person's administration.

    \b
    Example:
      portal staff list
    """
    settings, clock = open_portal()
    from portal.services.accounts.list_accounts import list_accounts

    with open_workplace(settings, clock) as workplace:
        accounts = list_accounts(workplace)
    rows = [
        (
            account.email,
            account.role.value,
            account.desk or "-",
            account.state.value,
            _name(account),
        )
        for account in accounts
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)] if rows else []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[4]]))


@staff.command()
@click.argument("email")
def disable(email: str) -> None:
    """Stop an account from signing in, at once and on every computer.

    \b
    Example:
      portal staff disable anders@example.org
    """
    settings, clock = open_portal()
    from portal.services.accounts.disable_account import disable_account, stranded_cases
    from portal.services.statistics.statistics_key import unread_statistics_holders

    try:
        with open_workplace(settings, clock) as workplace:
            account = disable_account(workplace, None, email)
            stranded = stranded_cases(workplace).get(account.id, 0)
            alone = account.id in {one.id for one in unread_statistics_holders(workplace)}
    except NotFound:
        raise click.ClickException(f"there is no account {email}") from None
    except LastHolder:
        raise click.ClickException(_only_lead(email)) from None
    click.echo(f"{email} can no longer sign in.")
    if stranded:
        click.echo(
            f"Nobody else can open {stranded} of the cases: run `portal staff enable {email}`"
            " until a colleague has been given access to them."
        )
    if alone:
        click.echo(
            f"Nobody else can read the statistics yet: run `portal staff enable {email}`"
            " until she has signed in once beside a colleague who may read them."
        )


@staff.command()
@click.argument("email")
def enable(email: str) -> None:
    """Open a disabled account again, with the keys and the passphrase it had.

    \b
    Example:
      portal staff enable anders@example.org
    """
    settings, clock = open_portal()
    from portal.services.accounts.disable_account import enable_account

    try:
        with open_workplace(settings, clock) as workplace:
            enable_account(workplace, None, email)
    except NotFound:
        raise click.ClickException(
            f"{email} is no disabled account that could be opened again"
        ) from None
    click.echo(f"{email} can sign in again.")


@staff.command()
@click.argument("email")
def reset(email: str) -> None:
    """Take a lost account's keys away for good, and print a link to make new ones.

    For a lost passphrase or second factor. Cases that only this account could open are lost. A
    member compares words with its owner before anything is sealed to the new keys.

    \b
    Example:
      portal staff reset anders@example.org
    """
    settings, clock = open_portal()
    from portal.services.accounts.reset_account import reset_account

    try:
        with open_workplace(settings, clock) as workplace:
            invitation = reset_account(workplace, None, email)
    except NotFound:
        raise click.ClickException(
            f"{email} is no account with keys: invite one that was never activated anew"
        ) from None
    except LastHolder:
        raise click.ClickException(_only_lead(email)) from None
    except BrokenList:
        raise click.ClickException(BROKEN_LIST) from None
    tell_link(settings, invitation)


@staff.command("hand-on")
@click.argument("email")
@click.option("--as", "giver", required=True, metavar="EMAIL", help="Who can open the cases.")
@click.option("--anew", is_flag=True, help="Also what she has: it is sealed to keys she lost.")
def hand_on(email: str, giver: str, *, anew: bool) -> None:
    """Give a member the keys to every case that another can open.

    For one who came later or, with --anew, made new keys. Whom the reporter excluded and who is
    disqualified gets no key. It may be broken off and begun again.

    \b
    Example:
      portal staff hand-on anders@example.org --as head@example.org
    """
    settings, clock = open_portal()
    from portal.services.accounts.invite_account import normalise_email
    from portal.services.accounts.list_accounts import list_accounts
    from portal.services.casework.hand_on_cases import cases_to_hand_on

    with open_workplace(settings, clock) as workplace:
        accounts = {account.email: account for account in list_accounts(workplace)}
        account = accounts.get(normalise_email(email))
        if account is None:
            raise click.ClickException(f"there is no account {email}")
        signed = sign_in(settings, workplace, giver)
        try:
            waiting = len(cases_to_hand_on(workplace, signed.member, account.id, anew=anew))
            hand_on_all(workplace, signed, account.id, total=waiting, anew=anew)
        except NotFound:
            raise click.ClickException(
                f"{email} is no active member of the whistleblowing desk, or does not stand on the"
                " unit's list with the keys she has now"
            ) from None
        except BrokenList:
            raise click.ClickException(BROKEN_LIST) from None


def _name(account: Account) -> str:
    return f"{account.name} ({account.administration})" if account.is_contact else account.name


def _only_lead(email: str) -> str:
    return f"{email} is the only active head of unit, and nothing could be reported without one"


def _refuse_misfits(role: Role, desk: str | None, administration: str | None) -> None:
    if administration and role is not Role.CONTACT:
        raise click.ClickException("--administration is for contact persons")
    if desk and role not in WITH_DESK:
        raise click.ClickException("--desk is for caseworkers, leads and contact persons")
