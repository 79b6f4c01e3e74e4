"""The anchor of the unit's list, in a file beside the server's secrets: outside the database and
its backups, so that who can write the database cannot bring an older list back."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from portal.domain.errors import BrokenList
from portal.domain.unit_list import Anchor


class AnchorFile:
    """Read on every use: other processes of the portal move it forward too."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Anchor | None:
        """None before there is a list. Raises BrokenList for a file that is no anchor, OSError."""
        try:
            told = json.loads(self.path.read_text(encoding="ascii"))
            return Anchor(
                root=bytes.fromhex(told["root"]),
                version=int(told["version"]),
                hash=bytes.fromhex(told["hash"]),
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise BrokenList from None

    def move_to(self, anchor: Anchor) -> None:
        """Write down the highest version seen; one that is not higher than what stands there is
        passed over. Raises OSError."""
        standing = self.read()
        if standing is not None and standing.version >= anchor.version:
            return
        told = {"root": anchor.root.hex(), "version": anchor.version, "hash": anchor.hash.hex()}
        # mkstemp makes it with mode 0600, whatever the umask.
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self.path)
