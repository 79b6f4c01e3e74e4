"""What is believed of the database from outside it: the anchor of the unit's list, and which cases
are from before there were signatures. A file beside the server's secrets, so that who can write the
database can neither bring an older list back nor pass off a case as an old one."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.domain.errors import BrokenList
from portal.domain.unit_list import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class AnchorFile:
    """Read on every use: other processes of the portal write it too."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Anchor | None:
        """None before there is a list. Raises BrokenList for a file that is no anchor, OSError."""
        return _anchor(self._told())

    def move_to(self, anchor: Anchor, unsigned: Iterable[bytes] = ()) -> None:
        """Write down the highest version seen; one that is not higher than what stands there is
        passed over. `unsigned` are the cases from before there were signatures, told with the
        first version. Raises OSError."""
        standing = self.read()
        if standing is not None and standing.version >= anchor.version:
            return
        with self._alone():
            told = self._told()
            standing = _anchor(told)
            if standing is not None and standing.version >= anchor.version:
                return
            if standing is None:
                told["unsigned"] = [case_id.hex() for case_id in unsigned]
            told |= {
                "root": anchor.root.hex(),
                "version": anchor.version,
                "hash": anchor.hash.hex(),
            }
            self._write(told)

    def may_be_unsigned(self, case_id: bytes) -> bool:
        """Whether a case is from before there were signatures, and nobody has signed it since: any
        case before there is a list, and those it was begun with after that."""
        told = self._told()
        return not told or case_id.hex() in told.get("unsigned", [])

    def now_signed(self, case_id: bytes) -> None:
        """From here on the case opens with a signature only. Raises OSError."""
        if case_id.hex() not in self._told().get("unsigned", []):
            return
        with self._alone():
            told = self._told()
            told["unsigned"] = [one for one in told["unsigned"] if one != case_id.hex()]
            self._write(told)

    def _told(self) -> dict[str, Any]:
        try:
            told = json.loads(self.path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError):
            raise BrokenList from None
        if not isinstance(told, dict):
            raise BrokenList
        return told

    def _write(self, told: dict[str, Any]) -> None:
        # mkstemp makes it with mode 0600, whatever the umask.
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self.path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time reads and writes."""
        lock = self.path.with_name(f"{self.path.name}.lock")
        with os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _anchor(told: dict[str, Any]) -> Anchor | None:
    if not told:
        return None
    try:
        return Anchor(
            root=bytes.fromhex(told["root"]),
            version=int(told["version"]),
            hash=bytes.fromhex(told["hash"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError):
        raise BrokenList from None
