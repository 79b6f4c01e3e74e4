"""The two questions that are asked of everything that leaves the unit (WBL § 26)."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field

from portal.staff.fields import yes_or_no


def identity_question(where: Any) -> Field:
    """Whether it says who the reporter is; `where` says where to look."""
    return yes_or_no(
        _l("Står der, hvem indberetteren er?"),
        _l("Svar på, om der står, hvem indberetteren er."),
        description=where,
    )


def reveal_question() -> Field:
    """Whether somebody could work out who the reporter is."""
    return yes_or_no(
        _l("Kan det, der sendes, afsløre indberetteren, direkte eller indirekte?"),
        _l("Svar på, om det, der sendes, kan afsløre indberetteren."),
        description=_l(
            "Tænk på, hvem der ellers kunne vide det: et møde med få deltagere, en bestemt vagt, en"
            " måde at skrive på."
        ),
    )
