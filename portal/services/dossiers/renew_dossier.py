"""A dossier gets a new key when somebody who knew the old one may no longer read on.

To the key she once had, the database as it is now gives nothing; its files keep their own keys, and
what she could read then cannot be taken back.
"""

from dataclasses import replace

from crypto.identifiers import new_secret
from portal.domain.dossier import AnswerKey, Dossier
from portal.services.dossiers.dossier_keys import seal_dossier_key, sign_dossier
from portal.services.member_work import MemberWork
from portal.services.members.readers import listed_contacts


def renew_dossiers(work: MemberWork) -> None:
    """Renew the key of every dossier of a case. The caller saves and commits. Raises NotOnTheList,
    BrokenList."""
    for dossier in work.file.dossiers:
        renew_dossier(work, dossier)


def renew_dossier(work: MemberWork, dossier: Dossier) -> None:
    """Seal a dossier under a new key, for the contact persons who hold it and still may.

    The caller saves and commits. Raises NotOnTheList, BrokenList.
    """
    unit, dossier_id, key = work.unit, bytes.fromhex(dossier.id), new_secret()
    held = unit.dossiers.holders(dossier_id)
    version, signature = sign_dossier(
        work.workplace, unit, work.member, dossier_id, key, dossier.administration
    )
    signed = replace(
        work.dossiers.row(dossier),
        signer=work.member.account.id,
        list_version=version,
        signature=signature,
    )
    work.dossiers.seal_anew(signed, key)
    for contact in listed_contacts(work.workplace, unit, dossier.administration):
        if contact.id in held and contact.id.hex() in dossier.may_hold:
            unit.dossiers.give(dossier_id, contact.id, seal_dossier_key(key, dossier_id, contact))
    for matter in work.file.matters:
        if any(sent.dossier == dossier.id for sent in matter.forwardings):
            renewed = tuple(
                replace(sent, key=key.hex()) if sent.dossier == dossier.id else sent
                for sent in matter.forwardings
            )
            work.change_matter(replace(matter, forwardings=renewed))
    if dossier.on_word:
        # She goes on reading the answers to what she sent.
        hers = tuple(one for one in work.file.answer_keys if one.dossier != dossier.id)
        work.write_answer_keys((*hers, AnswerKey(dossier.id, key.hex())))
