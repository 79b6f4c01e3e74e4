"""The dossiers of one case in the hands of who holds the case's keys."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from crypto.errors import CannotOpen
from portal.domain.dossier import Act, Dossier
from portal.domain.errors import CaseAltered, NotFound
from portal.domain.manifest import Alteration, Mismatch
from portal.domain.matter import Forwarding, Matter
from portal.storage.dossier_store import (
    DossierRow,
    opened_row,
    resealed_row,
    said_in,
    sealed_row,
)
from portal.storage.unit_of_work import UnitOfWork

# By id in hex: a revision, and the SHA-256 of what the dossier said in it.
Known = dict[str, tuple[int, str]]


class CaseDossiers:
    """Each dossier that the case's matters name, opened with the key that stands in the matter.

    `known` tells, by id in hex, the revision in which the unit last saw each and what it said then
    (`said`); one that it never saw and that is not there was lost before, and its loss accepted.
    `news` are the acts since, all of them contact persons'. Raises CaseAltered for one that does
    not open, or in which what the unit has seen was changed.
    """

    def __init__(
        self, unit: UnitOfWork, case_id: bytes, matters: Sequence[Matter], known: Known
    ) -> None:
        self._unit = unit
        self._keys = keys_of_dossiers(matters)
        rows = {row.id.hex(): row for row in unit.dossiers.of_case(case_id)}
        self._rows = {one: rows[one] for one in self._keys if one in rows}
        self.opened = {one: self._open(row) for one, row in self._rows.items()}
        self.news = _news(self.opened, self._rows, known)

    def said(self) -> dict[str, str]:
        """By id in hex: the SHA-256 of what each dossier says now."""
        return {one: said_in(dossier) for one, dossier in self.opened.items()}

    def in_order(self) -> tuple[Dossier, ...]:
        """Every dossier, in the order in which they were sent."""
        return tuple(self.opened[one] for one in self._keys if one in self.opened)

    def key(self, dossier: Dossier) -> bytes:
        """The dossier's key, 32 bytes."""
        return self._keys[dossier.id]

    def row(self, dossier: Dossier) -> DossierRow:
        """The dossier as it is stored."""
        return self._rows[dossier.id]

    def add(self, row: DossierRow, sent: Forwarding, dossier: Dossier) -> None:
        """Write a new dossier under the key of its forwarding."""
        key = bytes.fromhex(sent.key)
        sealed = sealed_row(row, key, dossier)
        self._unit.dossiers.add(sealed)
        self._keys[dossier.id], self._rows[dossier.id] = key, sealed
        self.opened[dossier.id] = dossier

    def write(self, dossier: Dossier) -> None:
        """Write a dossier's next revision. Raises NotFound for one that is none of this case."""
        if dossier.id not in self._rows:
            raise NotFound("no such dossier")
        sealed = sealed_row(self._rows[dossier.id], self._keys[dossier.id], dossier)
        self._unit.dossiers.replace(sealed)
        self._rows[dossier.id] = sealed
        self.opened[dossier.id] = dossier

    def seal_anew(self, row: DossierRow, key: bytes) -> None:
        """Seal a dossier under another key (32 bytes), as the row says who vouches for it; every
        copy of the old key is taken back."""
        one = row.id.hex()
        sealed = resealed_row(row, key, self.opened[one])
        self._unit.dossiers.replace(sealed)
        self._unit.dossiers.sign_anew(sealed)
        self._keys[one], self._rows[one] = key, sealed

    def _open(self, row: DossierRow) -> Dossier:
        try:
            return opened_row(row, self._keys[row.id.hex()])
        except CannotOpen:
            raise CaseAltered([Alteration(Mismatch.ALTERED, row.id.hex())]) from None


def lost_dossiers(unit: UnitOfWork, case_id: bytes, matters: Sequence[Matter]) -> list[bytes]:
    """The ids of dossiers that cannot be kept, for who accepts an altered case: rows that no matter
    names, that do not open, or that do not hold what their revision says."""
    keys = keys_of_dossiers(matters)
    return [row.id for row in unit.dossiers.of_case(case_id) if not _is_whole(row, keys)]


def keys_of_dossiers(matters: Sequence[Matter]) -> dict[str, bytes]:
    """By id in hex: the key of each dossier that the matters name, 32 bytes."""
    sent = chain.from_iterable(matter.forwardings for matter in matters)
    return {one.dossier: bytes.fromhex(one.key) for one in sent if one.dossier}


def _is_whole(row: DossierRow, keys: dict[str, bytes]) -> bool:
    try:
        return row.revision == 1 + len(opened_row(row, keys[row.id.hex()]).acts)
    except (CannotOpen, KeyError):
        return False


def _news(opened: dict[str, Dossier], rows: dict[str, DossierRow], known: Known) -> tuple[Act, ...]:
    """What is beyond the revision that is known. A dossier's first has no act, each later one has
    one more; the unit writes down what it did at once. A contact person holds the key and could
    write the past anew: what was known must stand there still, word for word."""
    found: list[Act] = []
    for one, dossier in opened.items():
        revision = rows[one].revision
        seen, said = known.get(one, (revision, said_in(dossier)))
        past, new = replace(dossier, acts=dossier.acts[: seen - 1]), dossier.acts[seen - 1 :]
        if (
            revision != 1 + len(dossier.acts)
            or any(act.by_unit for act in new)
            or said_in(past) != said
        ):
            raise CaseAltered([Alteration(Mismatch.ALTERED, one)])
        found += new
    return tuple(sorted(found, key=lambda act: act.on))
