"""A file that was sealed but is not wanted after all."""

from portal.services.workplace import Workplace


def discard_file(workplace: Workplace, file_id: str) -> None:
    """Delete a file that no case has taken; nothing happens to one that a case has."""
    with workplace.open_unit(write=True) as unit:
        unit.files.discard(bytes.fromhex(file_id))
        unit.commit()
