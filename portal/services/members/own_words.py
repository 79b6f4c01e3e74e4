"""The six words that a member reads aloud to the colleague who takes her up."""

from dataclasses import replace

from portal.domain.account import Account
from portal.domain.errors import BrokenList
from portal.domain.unit_list import listed_member
from portal.services.accounts.staff_box import StaffSecrets
from portal.services.members.look_at_list import words_of
from portal.services.workplace import Workplace


def own_words(workplace: Workplace, account: Account, secrets: StaffSecrets) -> str:
    """The words of the keys that lie in her own box.

    Not of those that the database names: whoever can write it would be compared with herself.
    Empty for an account that nothing is sealed to, and before there is a list.
    """
    mine = listed_member(replace(account, **vars(secrets.public_keys)))
    if mine is None:
        return ""
    try:
        return words_of(workplace, mine)
    except BrokenList:
        return ""
