"""A file is sealed while it arrives, and waits unattached for the report or message it comes
with."""

from crypto.identifiers import new_id
from crypto.sealed_file import FileSealer, new_file_key
from portal.domain.dialogue import AttachedFile
from portal.domain.names import name_without_cpr
from portal.services.workplace import Workplace

# Sealed chunks are committed this many at a time: short transactions, none of which waits for the
# network.
_BATCH = 32


class FileIntake:
    """Takes the bytes of one file as they come; nothing of it is ever written in clear.

    Until a report or message takes it, the file belongs to nothing and is swept after a day. A
    civil registration number in its name is left out of it.
    """

    def __init__(self, workplace: Workplace, name: str, media_type: str) -> None:
        self._workplace = workplace
        self._name = name_without_cpr(name)
        self._media_type = media_type
        self._id = new_id()
        self._key = new_file_key()
        self._sealer = FileSealer(self._key, self._id)
        self._ready: list[bytes] = []
        self._stored = 0
        self._begun = False

    @property
    def size(self) -> int:
        """Bytes received so far."""
        return self._sealer.size

    def write(self, data: bytes) -> None:
        self._ready += self._sealer.feed(data)
        if len(self._ready) >= _BATCH:
            self._store()

    def finish(self) -> AttachedFile:
        """Seal what is left. The answer holds the file's key; it goes into a sealed record."""
        self._ready += self._sealer.finish()
        self._store()
        return AttachedFile(
            id=self._id.hex(),
            name=self._name,
            media_type=self._media_type,
            size=self._sealer.size,
            key=self._key.hex(),
        )

    def discard(self) -> None:
        """Delete what was stored of a file that is not wanted after all."""
        if self._begun:
            with self._workplace.open_unit(write=True) as unit:
                unit.files.discard(self._id)
                unit.commit()

    def _store(self) -> None:
        with self._workplace.open_unit(write=True) as unit:
            if not self._begun:
                unit.files.begin(self._id, self._workplace.today())
                self._begun = True
            unit.files.append(self._id, self._stored, self._ready)
            unit.commit()
        self._stored += len(self._ready)
        self._ready = []
