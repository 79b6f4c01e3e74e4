"""How a command finds out who asks: passphrase and one-time code, as on the sign-in page."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from portal.domain.errors import BrokenList, SignInRefused, SignInThrottled, WrongRoot

if TYPE_CHECKING:
    from portal.services.accounts.staff_box import StaffSecrets
    from portal.services.workplace import Member, Workplace
    from portal.settings import Settings


@dataclass(frozen=True)
class SignedIn:
    """Who asks, with what lies in her box, and what she typed to open it: nothing asks her twice
    within a command."""

    member: Member
    secrets: StaffSecrets = field(repr=False)
    passphrase: str = field(repr=False)


def sign_in(settings: Settings, workplace: Workplace, email: str) -> SignedIn:
    """The member behind an address, once she has shown that it is she.

    Asks on the terminal, unless PORTAL_PASSPHRASE and PORTAL_OTP are set (demo and test only).
    Attempts are counted as those on the page are, though apart from them, and logged. Raises
    click.ClickException.
    """
    from portal.services.accounts.attempts import AT_THE_TERMINAL
    from portal.services.accounts.sign_in import check_code, check_passphrase
    from portal.services.statistics.statistics_key import bring_statistics_key_up_to_date
    from portal.services.workplace import Member

    try:
        passphrase = settings.passphrase or _ask("Passphrase")
        opened = check_passphrase(workplace, email, passphrase, AT_THE_TERMINAL)
        code = settings.otp or _ask("One-time code")
        account = check_code(
            workplace, opened.account.id, opened.secrets.otp_secret, code, AT_THE_TERMINAL
        )
    except SignInRefused:
        raise click.ClickException(
            f"{email} was not signed in: the address, the passphrase or the code is wrong"
        ) from None
    except SignInThrottled as refused:
        raise click.ClickException(
            f"too many attempts for {email}: try again in {refused.wait_seconds} seconds"
        ) from None
    except (WrongRoot, BrokenList):
        raise click.ClickException(
            "the unit's list is another one than this account knows: see docs/operations.md"
        ) from None
    member = Member(account, opened.secrets.key_pair)
    bring_statistics_key_up_to_date(workplace, member)
    return SignedIn(member, opened.secrets, passphrase)


def _ask(what: str) -> str:
    if not sys.stdin.isatty():
        raise click.ClickException(
            f"there is no terminal to ask for the {what.lower()} on: run this command by hand"
        )
    # On standard error, so that a report on standard output stays a report.
    answer: str = click.prompt(what, hide_input=True, err=True)
    return answer
