"""A new dossier is sealed and given to those who are to have it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from crypto.identifiers import new_case_number
from portal.domain.account import Account
from portal.domain.dossier import Dossier
from portal.domain.errors import NotFound
from portal.domain.matter import Forwarding
from portal.services.case_work import CaseWork
from portal.services.dossiers.dossier_keys import seal_dossier_key
from portal.storage.dossier_store import DossierRow, plain_of

_NUMBER_TRIES = 10


@dataclass(frozen=True)
class VouchedFor:
    """Who vouches for a dossier's key (an account id, or the sender of its case), with the version
    of the list on which she stands, and the signature."""

    signer: bytes
    list_version: int
    signature: bytes = field(repr=False)


def free_number(work: CaseWork) -> str:
    """A number of the dossier's own: two dossiers of a case are not to be known for that."""
    for _try in range(_NUMBER_TRIES):
        number = f"D{new_case_number(work.on.year)}"
        if work.unit.dossiers.by_number(number) is None:
            return number
    raise IntegrityError("no free dossier number", None, ValueError())


def seal_dossier(
    work: CaseWork,
    dossier: Dossier,
    sent: Forwarding,
    holders: Sequence[Account],
    vouched: VouchedFor,
) -> None:
    """Write a new dossier, whose forwarding stands in its matter already, with its files and a copy
    of its key for each holder. The caller commits. Raises NotFound (a file was swept)."""
    dossier_id, key = bytes.fromhex(dossier.id), bytes.fromhex(sent.key)
    row = DossierRow(
        id=dossier_id,
        case_id=work.facts.id,
        number=dossier.number,
        plain=plain_of(dossier),
        revision=0,
        signer=vouched.signer,
        list_version=vouched.list_version,
        signature=vouched.signature,
        box=b"",
    )
    work.add_dossier(row, sent, dossier)
    for file in dossier.files:
        if not work.unit.files.attach_to_dossier(bytes.fromhex(file.id), dossier_id):
            raise NotFound("the file is gone")
    for holder in holders:
        box = seal_dossier_key(key, dossier_id, holder)
        work.unit.dossiers.give(dossier_id, holder.id, box)
