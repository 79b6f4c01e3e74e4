"""The base of the forms in which a member is told once that she typed what looks like a civil
registration number, before it is sent or kept."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from portal.staff.written_form import SentOnce
from portal.web.cpr_asked import AsksAboutCpr


class HintsAtCpr(AsksAboutCpr, SentOnce):
    """`no_cpr_in` names the fields that are looked at; `cpr_anyway` is the member's word that the
    number belongs there."""

    cpr_anyway = BooleanField(_l("Nummeret skal stå der"))
