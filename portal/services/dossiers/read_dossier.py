"""A contact person looks at what was sent to her: her list, one dossier, a file of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crypto.errors import CannotOpen
from portal.domain.account import Account
from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import ActKind, Dossier
from portal.domain.errors import NotFound
from portal.services.dossiers.contact_work import ContactWork, Said, in_dossier
from portal.services.dossiers.dossier_keys import check_dossier_key, open_dossier_key
from portal.services.files.read_file import content_of
from portal.services.members.readers import listed_contacts
from portal.services.workplace import Member, Workplace
from portal.storage.dossier_store import opened_row


@dataclass(frozen=True)
class DossierView:
    """A dossier as its page shows it. `colleagues` are those it may be handed to, `holders` those
    of them who have it. `confirmed`: she has read that § 25 binds her."""

    dossier: Dossier
    confirmed: bool
    colleagues: tuple[Account, ...]
    holders: frozenset[str]


@dataclass(frozen=True)
class ContactList:
    """`dossiers` as they opened; `unreadable` are the numbers of those that did not."""

    dossiers: tuple[Dossier, ...]
    unreadable: tuple[str, ...]


def list_dossiers(workplace: Workplace, member: Member) -> ContactList:
    """Every dossier that a contact person holds a key to, what is due first. Raises BrokenList."""
    found: list[Dossier] = []
    unreadable: list[str] = []
    with workplace.open_unit() as unit:
        mine = {one.id: one for one in listed_contacts(workplace, unit)}.get(member.account.id)
        for row, box in unit.dossiers.held_by(member.account.id):
            if mine is None or mine.administration != row.plain.administration:
                continue
            try:
                key = open_dossier_key(box, row.id, member.account.id, member.key_pair)
                check_dossier_key(workplace, unit, row, key)
                found.append(opened_row(row, key))
            except CannotOpen:
                unreadable.append(row.number)
    mine_alone = [one for one in found if member.id in one.may_hold]
    return ContactList(tuple(sorted(mine_alone, key=_by_day)), tuple(unreadable))


def _by_day(dossier: Dossier) -> tuple[bool, date, str]:
    day = dossier.due_now
    return day is None, day or dossier.sent_on, dossier.number


def read_dossier(workplace: Workplace, member: Member, number: str) -> DossierView:
    """One dossier. Until she has confirmed that she read the notice of secrecy, its page shows
    nothing else (WBL § 25). Raises NotFound, CannotOpen, BrokenList."""
    with in_dossier(workplace, member, number, write=False) as work:
        held = work.unit.dossiers.holders(bytes.fromhex(work.dossier.id))
        return DossierView(
            dossier=work.dossier,
            confirmed=work.dossier.opened_by(member.id),
            colleagues=tuple(work.colleagues),
            holders=frozenset(one.hex() for one in held),
        )


def confirm_secrecy(workplace: Workplace, member: Member, number: str) -> None:
    """Write down that she has read that the act's secrecy binds her too (WBL § 25), once."""
    with in_dossier(workplace, member, number) as work:
        if not work.dossier.opened_by(member.id):
            work.act(ActKind.OPENED, Said())
            work.unit.commit()


def read_dossier_file(
    workplace: Workplace, member: Member, number: str, file_id: str
) -> tuple[AttachedFile, Iterator[bytes]]:
    """A file of a dossier, and its content in authenticated pieces of up to 64 KiB.

    Raises NotFound (also before she confirmed the notice of secrecy), CannotOpen, BrokenList.
    """
    with in_dossier(workplace, member, number, write=False) as work:
        require_confirmed(work)
        file = file_of_dossier(work.dossier, file_id)
    return file, content_of(workplace, file)


def file_of_dossier(dossier: Dossier, file_id: str) -> AttachedFile:
    """A file that went out with it or came back. Raises NotFound."""
    came = [file for act in dossier.acts for file in act.files]
    for file in (*dossier.files, *came):
        if file.id == file_id:
            return file
    raise NotFound("no such file")


def require_confirmed(work: ContactWork) -> None:
    """Raises NotFound until she has confirmed that she read the notice of secrecy."""
    if not work.dossier.opened_by(work.member.id):
        raise NotFound("the notice of secrecy comes first")
