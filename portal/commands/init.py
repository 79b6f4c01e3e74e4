"""`portal init`: the folder, the secrets, the database and the first head of unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from portal.commands.ground import lay_ground
from portal.commands.opening import activation_link, open_portal, open_workplace
from portal.domain.access import Desk, Role
from portal.domain.errors import InvalidInput

if TYPE_CHECKING:
    from portal.clock import Clock
    from portal.domain.account import Account
    from portal.services.accounts.invite_account import Invitation, NewAccount
    from portal.settings import Settings

REASONS = {
    ("email", "not_an_address"): "this is not an e-mail address",
    ("email", "taken"): "there is an account with this address already",
    ("name", "missing"): "a name is missing",
    ("administration", "missing"): "a contact person needs --administration",
    ("administration", "unknown"): "the municipality has no administration with this code",
}


@click.command()
@click.option("--lead", "email", required=True, metavar="EMAIL", help="The head of unit's address.")
@click.option("--name", metavar="N", help="Her name; the address stands in until she has one.")
def init(email: str, name: str | None) -> None:
    """Set the portal up, and invite the first head of unit.

    Harmless when repeated: it makes what is missing and, as long as she has not activated her
    account, prints a new link, which replaces the one before.

    \b
    Example:
      portal init --lead head@example.org --name "Head of Unit"
    """
    settings, clock = open_portal()
    for line in lay_ground(settings):
        click.echo(line)
    from portal.services.accounts.invite_account import NewAccount, normalise_email
    from portal.services.accounts.list_accounts import list_accounts

    with open_workplace(settings, clock) as workplace:
        leads = [account for account in list_accounts(workplace) if account.is_lead]
    same = next((lead for lead in leads if lead.email == normalise_email(email)), None)
    if same and same.active:
        click.echo(f"{same.email} is head of unit and active. Nothing is left to do.")
        return
    if _somebody_else(leads, same):
        raise click.ClickException(
            "there is an active head of unit already: use portal staff add --role lead"
        )
    wanted = NewAccount(
        email=email,
        name=name or (same.name if same else email),
        role=Role.LEAD,
        desk=Desk.BOTH,
    )
    invite(settings, clock, wanted)


def invite(settings: Settings, clock: Clock, wanted: NewAccount) -> None:
    """Invite somebody and print the link on a line of its own. Raises click.ClickException."""
    from portal.services.accounts.invite_account import invite_account

    try:
        with open_workplace(settings, clock) as workplace:
            invitation = invite_account(workplace, None, wanted)
    except InvalidInput as error:
        reason = REASONS.get((error.field, error.reason), str(error))
        raise click.ClickException(f"{wanted.email}: {reason}") from None
    tell_link(settings, invitation)


def tell_link(settings: Settings, invitation: Invitation) -> None:
    """Print an activation link on a line of its own, after one that says whose it is."""
    from portal.services.accounts.invite_account import LINK_DAYS

    account = invitation.account
    click.echo(
        f"{account.email} ({account.role}) activates the account within {LINK_DAYS} days, once, at:"
    )
    click.echo(activation_link(settings, invitation.token))


def _somebody_else(leads: list[Account], same: Account | None) -> bool:
    return any(lead.active for lead in leads if lead is not same)
