"""A contact person hands a dossier to a colleague of her administration."""

from portal.domain.dossier import ActKind
from portal.domain.errors import InvalidInput
from portal.services.dossiers.contact_work import Said, in_dossier
from portal.services.dossiers.dossier_keys import seal_dossier_key
from portal.services.dossiers.read_dossier import require_confirmed
from portal.services.reminding.tell_the_contacts import tell_the_contacts
from portal.services.workplace import Member, Workplace


def hand_over_dossier(
    workplace: Workplace, member: Member, number: str, colleague: str, *, note: str = ""
) -> None:
    """Give a colleague (her account id in hex) the dossier's key, with a word on why.

    Only to whom the unit left it open: nobody who is named in the matter or disqualified. Raises
    InvalidInput (`colleague`, `unknown`), NotFound, CannotOpen, BrokenList.
    """
    with in_dossier(workplace, member, number) as work:
        require_confirmed(work)
        found = [one for one in work.colleagues if one.id.hex() == colleague]
        if not found:
            raise InvalidInput("colleague", "unknown")
        dossier_id = bytes.fromhex(work.dossier.id)
        box = seal_dossier_key(work.key, dossier_id, found[0])
        work.unit.dossiers.give(dossier_id, found[0].id, box)
        work.act(ActKind.HANDED_OVER, Said(text=note, to=(colleague,)))
        tell_the_contacts(workplace, work.unit, dossier_id)
        work.unit.commit()
