"""Who is away, in words, wherever a member is named to be chosen."""

from flask_babel import gettext as _

from portal.domain.account import Account
from portal.services.accounts.preferences import preferences_of
from portal.web.formatting import long_date
from portal.web.workplace import workplace


def name_with_absence(account: Account) -> str:
    """`Anders Prøve (fraværende til og med 3. marts 2026)`; the name alone while she is there."""
    absence = preferences_of(workplace(), account).absence
    if not account.active or absence is None or not absence.covers(workplace().today()):
        return account.name
    if absence.last is None:
        return _("%(name)s (fraværende indtil videre)", name=account.name)
    return _(
        "%(name)s (fraværende til og med %(day)s)", name=account.name, day=long_date(absence.last)
    )
