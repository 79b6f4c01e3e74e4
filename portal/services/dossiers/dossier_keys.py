"""A dossier's key: made with it, vouched for by a member, and sealed to each contact person.

crypto/SPEC.md section 23. It opens this dossier and its files, and nothing else: it follows from no
key of the case. What no member vouched for opens nothing: whoever can write the database could else
put a dossier of her own there, and read what an administration answers. What a citizen sends
straight to an administration she vouches for herself, with the key that signs for her case; that
anybody can do with the form, and its page says that no member has looked at it.
"""

from crypto.errors import CannotOpen
from crypto.key_pair import KeyPair
from crypto.labels import DOSSIER_KEY, bind
from crypto.sealing import open_with, seal_to
from crypto.signing import check_signature
from crypto.statements import dossier_statement, key_name
from portal.domain.account import Account
from portal.domain.errors import BrokenList, NotOnTheList
from portal.services.members.unit_list import current_list, current_version, list_of_version
from portal.services.workplace import Member, Reporter, Workplace
from portal.storage.case_key_store import REPORTER
from portal.storage.dossier_store import DossierRow
from portal.storage.unit_of_work import UnitOfWork


def seal_dossier_key(key: bytes, dossier_id: bytes, holder: Account) -> bytes:
    """The key (32 bytes) sealed to a contact person, as the unit's list has her."""
    return seal_to(holder.public_key, key, _info(dossier_id, holder.id))


def open_dossier_key(box: bytes, dossier_id: bytes, holder: bytes, key_pair: KeyPair) -> bytes:
    """The key that a holder (an account id) was given. Raises CannotOpen."""
    return open_with(key_pair, box, _info(dossier_id, holder))


def sign_dossier(
    workplace: Workplace,
    unit: UnitOfWork,
    member: Member,
    dossier_id: bytes,
    key: bytes,
    administration: str,
) -> tuple[int, bytes]:
    """A member's word for a dossier's key: the version of the list she stands on, and her
    signature. Raises BrokenList, NotOnTheList."""
    unit_list = current_list(workplace.anchor, unit)
    signer = unit_list.member(member.account.id) if unit_list else None
    own = signer is not None and signer.signing_key == member.signing_pair.public
    if signer is None or not signer.may_sign or not own:
        raise NotOnTheList
    version = current_version(workplace.anchor, unit)
    statement = _statement(dossier_id, key, administration, version)
    return version, member.signing_pair.sign(statement)


def sign_on_word(reporter: Reporter, dossier_id: bytes, key: bytes, administration: str) -> bytes:
    """A citizen's word for the key of the dossier that she sends herself: her signature. She stands
    on no list: the version is 0."""
    return reporter.signing_pair.sign(_statement(dossier_id, key, administration, 0))


def check_dossier_key(workplace: Workplace, unit: UnitOfWork, row: DossierRow, key: bytes) -> None:
    """Raises CannotOpen unless a member of the list vouched for this key of this dossier, or the
    citizen of its case did: what she vouched for says so inside (dossier_store.py:opened_row)."""
    statement = _statement(row.id, key, row.plain.administration, row.list_version)
    check_signature(_signing_key(workplace, unit, row), statement, row.signature)


def _signing_key(workplace: Workplace, unit: UnitOfWork, row: DossierRow) -> bytes:
    if row.signer == REPORTER:
        if row.list_version != 0:
            raise CannotOpen
        return unit.cases.reporter_keys(row.case_id).signing_key
    try:
        stands_on = list_of_version(workplace.anchor, unit, row.list_version)
    except BrokenList:
        raise CannotOpen from None
    signer = stands_on.member(row.signer)
    if signer is None or not signer.may_sign:
        raise CannotOpen
    return signer.signing_key


def _statement(dossier_id: bytes, key: bytes, administration: str, version: int) -> bytes:
    return dossier_statement(
        dossier_id=dossier_id,
        key_name=key_name(key),
        administration=administration,
        list_version=version,
    )


def _info(dossier_id: bytes, holder: bytes) -> bytes:
    return bind(DOSSIER_KEY, dossier_id, holder)
