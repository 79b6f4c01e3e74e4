"""When a member is away and who stands in, as her own page and the head of unit's ask for it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.caseworker.absence_words import absent_meanwhile, name_with_absence
from portal.domain.account import Account
from portal.domain.errors import InvalidInput
from portal.domain.reminding import Absence
from portal.services.accounts.list_accounts import list_accounts, list_contacts, list_members
from portal.services.accounts.preferences import preferences_of, set_absence, stand_ins_for
from portal.staff.fields import day, day_or_none, late_select, listed
from portal.web.forms import PortalForm
from portal.web.workplace import workplace


class AbsenceForm(PortalForm):
    first = day(_l("Fraværende fra og med"), _l("Vælg den første fraværsdag."))
    last = day_or_none(
        _l("Fraværende til og med"),
        _l("Vælg den sidste fraværsdag, eller lad feltet stå tomt."),
        description=_l("Lad feltet være tomt, hvis dagen ikke er kendt endnu."),
    )
    stand_in = late_select(
        _l("Stedfortræder"), r"|[0-9a-f]{32}", _l("Vælg en kollega på listen, eller ingen.")
    )

    def offer_stand_ins(self, account: Account) -> None:
        """Offer everybody on the unit's list who may stand in for the account's owner."""
        known = list_contacts if account.is_contact else list_members
        others = stand_ins_for(account, known(workplace()))
        people = [(one.id.hex(), name_with_absence(one)) for one in others]
        self.stand_in.choices = listed([("", _("Ingen")), *people])

    def keep_for(self, account: Account) -> bool:
        """Set what was typed for a member; False, with the reason by its field, when it cannot
        be. Raises NotFound, NotPermitted."""
        absence = Absence(self.first.data, self.last.data, self.stand_in.data or None)
        try:
            set_absence(workplace(), current_user.account, account.id, absence)
        except InvalidInput as error:
            self.add_error(error, _refusals())
            return False
        return True


def known_absence(account: Account) -> Absence | None:
    """The absence that was set and is not over."""
    absence = preferences_of(workplace(), account).absence
    return None if absence is None or absence.is_over(workplace().today()) else absence


def sent_form(account: Account) -> AbsenceForm:
    """The form as it came, for a member's absence."""
    form = AbsenceForm.of_request()
    form.offer_stand_ins(account)
    return form


def filled_form(account: Account) -> AbsenceForm:
    """The form with what is known of a member's absence."""
    form = AbsenceForm(obj=known_absence(account))
    form.offer_stand_ins(account)
    return form


def absence_context(account: Account) -> dict[str, Any]:
    """What absence_parts.html needs beside the form."""
    known = known_absence(account)
    everyone = {one.id.hex(): one for one in list_accounts(workplace())}
    stand_in = everyone.get(known.stand_in) if known and known.stand_in else None
    return {
        "known": known,
        "names": {code: one.name for code, one in everyone.items()},
        "stand_in_away": absent_meanwhile(stand_in, known) if stand_in and known else "",
        "today": workplace().today(),
    }


def _refusals() -> dict[str, str]:
    return {
        "before_first": _("Den sidste fraværsdag ligger før den første."),
        "over": _("Den sidste fraværsdag er allerede gået."),
        "too_far": _(
            "Den sidste fraværsdag kan højst ligge to år frem. Lad feltet stå tomt, hvis dagen ikke"
            " er kendt endnu."
        ),
        "begins_too_far": _("Den første fraværsdag kan højst ligge to år frem."),
        "self": _("En medarbejder kan ikke være sin egen stedfortræder."),
        "unknown": _("Den kollega kan ikke være stedfortræder. Vælg en anden."),
    }
