"""Where a contact person's draft was going, read off its address."""

import re

from flask_babel import gettext as _

from portal.administration.dossier_forms import FORMS
from portal.domain.draft import Draft

_IN_A_DOSSIER = re.compile(r"/administration/dossiers/[^/]+/(?P<action>[a-z-]+)")


def action_of(draft: Draft) -> str:
    """The form of a dossier's page that a draft was written in; empty when there is none such."""
    found = _IN_A_DOSSIER.fullmatch(draft.address)
    action = found["action"] if found else ""
    return action if action in FORMS else ""


def words_for(draft: Draft) -> str:
    """The dossier and what was being written in it."""
    words = _("Forsendelse %(number)s", number=draft.number)
    what = {
        "question": _("spørgsmål til enheden"),
        "more-time": _("ønske om længere tid"),
        "answer": _("svar til enheden"),
        "follow-up": _("det, I har gjort"),
        "hand-over": _("besked til en kollega"),
    }.get(action_of(draft), "")
    return f"{words}: {what}" if what else words
