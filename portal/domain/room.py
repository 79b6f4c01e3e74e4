"""How full the disk may get before files, and then reports, are refused."""

from dataclasses import dataclass

_SHARE = 100
_OF_TEXTS = 4


@dataclass(frozen=True)
class Room:
    """A file system: `free` and `total` in bytes, and how much of it is to stay free."""

    free: int
    total: int
    keep_free: int

    @property
    def floor(self) -> int:
        """Below this no file is taken in: what is to stay free, and a hundredth of the disk, since
        a file system that is nearly full is slow and a database needs room to clean up in."""
        return self.keep_free + self.total // _SHARE

    @property
    def takes_files(self) -> bool:
        return self.free >= self.floor

    @property
    def takes_cases(self) -> bool:
        """New reports and complaints, which are small, go on for longer. What is left after them is
        for the cases that are there: their texts are taken in to the last."""
        return self.free >= self.floor // _OF_TEXTS

    @property
    def grows_tight(self) -> bool:
        """Whether the operator should make room before anything is refused."""
        return self.free < 2 * self.floor
