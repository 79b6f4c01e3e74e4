"""The unit has acted in a dossier: who holds a key to it finds it in the next day's mail."""

from datetime import timedelta

from crypto.identifiers import new_id
from portal.services.reminding.notices import Told, sealed_notice
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


def tell_the_contacts(workplace: Workplace, unit: UnitOfWork, dossier_id: bytes) -> None:
    """Everybody who holds a key to a dossier (its id, 16 bytes), or acts for her, has something to
    look at tomorrow."""
    tomorrow = workplace.today() + timedelta(days=1)
    unit.notices.add(sealed_notice(workplace, new_id(), Told.DOSSIER, dossier_id, tomorrow))
