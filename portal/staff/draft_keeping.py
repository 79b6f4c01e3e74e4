"""What somebody sends when her session has run out is kept for her, and nothing else is done with
it.

A rejection can take longer to write than a session lasts. Who was signed in is known from the row
that ran out; her public key is enough to seal it to her alone.
"""

from enum import StrEnum

from flask import request, url_for

from portal.domain.access import Permission
from portal.domain.account import Account
from portal.domain.draft import texts_in
from portal.domain.errors import DomainError
from portal.services.accounts.list_accounts import find_account
from portal.services.drafts.keep_draft import keep_draft
from portal.web.session import SealedSession
from portal.web.workplace import workplace

# The pages whose forms hold what took time to write.
WRITTEN_IN = (
    Permission.CASE_WORK,
    Permission.GUIDANCE_EDIT,
    Permission.DOSSIER_WORK,
    Permission.REPORT_WRITE,
    Permission.REPORT_PUBLISH,
)
DRAFT_BUTTON = "draft"

# Every field of the unit's in which something is written and not chosen.
WRITTEN_FIELDS = frozenset(
    {
        "message",
        "note",
        "done",
        "why",
        "summary",
        "text",
        "carried",
        "guidance",
        "reason",
        "subject",
        "conclusion",
        "view",
        "remark",
        "declined_because",
        "sent",
        "unannounced_because",
        "title_da",
        "body_da",
        "title_en",
        "body_en",
        "foreword_da",
        "foreword_en",
        "examined_da",
        "examined_en",
        "rejected_da",
        "rejected_en",
        "remark_da",
        "remark_en",
        "because",
        "because_da",
        "because_en",
    }
)
# And of the contact persons'.
CONTACT_FIELDS = frozenset({"text", "reason", "result", "planned", "note"})

_NEVER_KEPT = {"csrf_token", "insert", "drop_file", "draft_id", "passphrase", DRAFT_BUTTON}


class Kept(StrEnum):
    """What became of what was sent after the session had run out, as the sign-in page says it."""

    NOTHING = "nothing"
    KEPT = "kept"
    LOST = "lost"


def drafts_page(account: Account) -> str:
    """The address where an account finds what was kept for it."""
    contact = account.may(Permission.DOSSIER_WORK)
    return url_for("administration.drafts" if contact else "caseworker.drafts")


def written_fields() -> list[tuple[str, str]]:
    """This request's form without what belongs to this browser and this moment."""
    return [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in _NEVER_KEPT
    ]


def nothing_written(fields: list[tuple[str, str]]) -> bool:
    """Whether a form holds nothing but what was chosen in it. A single short word looks like a
    choice, and is told apart by where it stands."""
    written = WRITTEN_FIELDS | CONTACT_FIELDS
    typed = any(value.strip() for name, value in fields if name in written)
    return not typed and not texts_in(fields)


def keep_unsent(session: SealedSession, owner_id: bytes, permission: Permission) -> Kept:
    """Keep this request's form for the account whose session it was."""
    fields = written_fields()
    if nothing_written(fields):
        return Kept.NOTHING
    owner = find_account(workplace(), owner_id)
    # The token of the session that ran out still follows from its cookie: a form without it was
    # made by somebody else, or for whoever was signed in here before.
    hers = session.token_matches(request.form.get("csrf_token", ""))
    if owner is None or not owner.may(permission) or not hers:
        return Kept.LOST
    number = (request.view_args or {}).get("number", "")
    try:
        keep_draft(workplace(), owner, request.path, fields, number)
    except DomainError:
        return Kept.LOST
    return Kept.KEPT
