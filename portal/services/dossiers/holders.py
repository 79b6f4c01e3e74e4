"""Who has a dossier, and who else could be given it, for the case's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal.domain.account import Account
from portal.domain.errors import BrokenList
from portal.services.dossiers.recipients import Recipients, recipients_for
from portal.services.member_work import MemberWork


@dataclass(frozen=True)
class DossierHolders:
    """`accounts` hold a copy of the key, `may_receive` could be given one by the unit, `open_to` by
    a colleague; all by name."""

    accounts: tuple[Account, ...]
    may_receive: tuple[Account, ...]
    open_to: tuple[Account, ...]


def holders_of_dossiers(
    work: MemberWork, everybody: tuple[Account, ...]
) -> Mapping[str, DossierHolders]:
    """By dossier number; nobody can be given anything while the unit's list is broken."""

    @cache
    def known(administration: str) -> Recipients:
        try:
            return recipients_for(work, administration)
        except BrokenList:
            return Recipients((), (), ())

    found = {}
    for dossier in work.file.dossiers:
        held = work.unit.dossiers.holders(bytes.fromhex(dossier.id))
        able = known(dossier.administration).able
        found[dossier.number] = DossierHolders(
            accounts=tuple(one for one in everybody if one.id in held),
            may_receive=tuple(one for one in able if one.id not in held),
            open_to=tuple(
                one for one in everybody if one.id.hex() in dossier.may_hold and one.id not in held
            ),
        )
    return found
