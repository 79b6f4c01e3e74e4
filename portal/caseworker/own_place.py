"""Where a member stands on the unit's list, as her own page tells her."""

from dataclasses import dataclass

from portal.caseworker.list_banner import list_now
from portal.domain.account import Account
from portal.domain.unit_list import listed_member
from portal.staff.session_keys import OWN_WORDS
from portal.web.session import sealed_session


@dataclass(frozen=True)
class OwnPlace:
    """`version` is that of the list. Who is not `listed` as she is now has `words` to read aloud;
    they are empty when there was no list yet as she signed in."""

    listed: bool
    version: int
    words: str


def own_place(account: Account) -> OwnPlace | None:
    """None for an account that nothing is sealed to, and while there is no list to believe."""
    mine = listed_member(account)
    if mine is None:
        return None
    look = list_now()
    if look.broken or not look.version:
        return None
    return OwnPlace(
        listed=look.unit_list.member(account.id) == mine,
        version=look.version,
        words=sealed_session().get(OWN_WORDS, ""),
    )
