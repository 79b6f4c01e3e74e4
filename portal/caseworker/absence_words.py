"""Who is away, in words, wherever a member is named to be chosen."""

from flask_babel import gettext as _

from portal.domain.account import Account
from portal.domain.reminding import Absence
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


def absent_meanwhile(stand_in: Account, absence: Absence) -> str:
    """Says that a stand-in is herself away on days of an absence; empty when she is there."""
    own = preferences_of(workplace(), stand_in).absence
    if own is None or own.is_over(workplace().today()) or not own.overlaps(absence):
        return ""
    if stand_in.is_contact:
        return _contact_absent_meanwhile(stand_in, own)
    if own.last is None:
        return _(
            "%(name)s er selv fraværende indtil videre. Så længe går påmindelserne til lederen af"
            " enheden.",
            name=stand_in.name,
        )
    return _(
        "%(name)s er selv fraværende til og med %(day)s. Så længe går påmindelserne til lederen af"
        " enheden.",
        name=stand_in.name,
        day=long_date(own.last),
    )


def _contact_absent_meanwhile(stand_in: Account, own: Absence) -> str:
    if own.last is None:
        return _(
            "%(name)s er selv fraværende indtil videre. Så længe går mails til de andre i"
            " forvaltningen, som sagen er sendt til.",
            name=stand_in.name,
        )
    return _(
        "%(name)s er selv fraværende til og med %(day)s. Så længe går mails til de andre i"
        " forvaltningen, som sagen er sendt til.",
        name=stand_in.name,
        day=long_date(own.last),
    )
