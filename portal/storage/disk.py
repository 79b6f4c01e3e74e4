"""The file system that the data folder lies on, and how much of it is left."""

import shutil
from pathlib import Path

from portal.domain.room import Room


class Disk:
    """`keep_free` in bytes is what the operator wants to stay free."""

    def __init__(self, folder: Path, keep_free: int) -> None:
        self._folder = folder
        self._keep_free = keep_free

    def room(self) -> Room:
        """As it is now. Raises OSError when the folder is gone."""
        usage = shutil.disk_usage(self._folder)
        return Room(usage.free, usage.total, self._keep_free)
