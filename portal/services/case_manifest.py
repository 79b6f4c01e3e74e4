"""A case checks itself when it is opened, and writes down what it consists of when it is saved.

Whoever can write the database but has no key can delete a message, bring an older copy of a record
back, or change a limit or a state, which stand in plain columns. Each box is genuine by itself; the
manifests tell that the whole is not.
"""

from crypto.case_key import CaseKeys
from crypto.errors import CannotOpen
from portal.domain.case_file import CaseFacts
from portal.domain.errors import CaseAltered
from portal.domain.manifest import (
    Alteration,
    Mismatch,
    Rows,
    SharedManifest,
    UnitManifest,
    has_moved_on,
    plain_columns,
    shared_alterations,
    unit_alterations,
)
from portal.services.workplace import Workplace
from portal.storage.unit_of_work import UnitOfWork


class CaseManifest:
    """The manifests of one case within one unit of work, checked when this is made.

    `alterations` are what does not fit. Raises CaseAltered for any, unless `look_only`.
    """

    def __init__(
        self,
        workplace: Workplace,
        unit: UnitOfWork,
        facts: CaseFacts,
        keys: CaseKeys,
        *,
        begins: bool = False,
        look_only: bool = False,
    ) -> None:
        self._unit = unit
        self._begun = begins
        read, readable = self._read(facts, keys)
        self._before = read
        self._shared_rows: set[str] = set()
        self._unit_rows: set[str] = set()
        self._known_holders: set[str] | None = None
        self.alterations: list[Alteration] = []
        if read is not None:
            self._know(read[0].rows, self._shared_rows)
            if read[1] is not None:
                self._know(read[1].rows, self._unit_rows)
                self._known_holders = set(read[1].holders)
            self.alterations = self._differing(facts, read[0], read[1])
        elif not begins:
            old = readable and workplace.anchor.may_be_unsigned(facts.id)
            if not old:
                self.alterations = [Alteration(Mismatch.MANIFEST)]
            if keys.unit is not None and (old or look_only):
                self._take_on(facts, keys)
        if self.alterations and not look_only:
            raise CaseAltered(self.alterations)

    @property
    def columns(self) -> dict[str, str]:
        """The plain columns as they were last written; empty where that is not known."""
        return self._before[0].columns if self._before else {}

    @property
    def dossiers(self) -> dict[str, tuple[int, str]]:
        """By id in hex: the revision in which somebody of the unit last saw each dossier, and the
        SHA-256 of what it said then. Empty where that is not known."""
        of_unit = self._before[1] if self._before else None
        if of_unit is None:
            return {}
        return {one: (revision, said) for one, (revision, _box, said) in of_unit.dossiers.items()}

    def is_known_holder(self, holder: bytes) -> bool:
        """Whether somebody who had the keys gave this holder (an account id, or what stands for the
        reporter or the recovery key) hers. A row alone tells nothing: anybody who writes the
        database can add one. Of a case that has no manifest yet, every row is taken as it is."""
        return self._known_holders is None or holder.hex() in self._known_holders

    def vouch_for(self, holder: bytes) -> None:
        """This holder has a copy that opens, or is being given one."""
        if self._known_holders is not None:
            self._known_holders.add(holder.hex())

    def classify_anew(self, facts: CaseFacts, keys: CaseKeys) -> None:
        """Take every row that opens as what its key says it is."""
        self._shared_rows, self._unit_rows = self._unit.records.compartments(facts, keys)

    def take_in(self, keys: CaseKeys) -> None:
        """Note which compartment the rows written so far belong to, by the key they lie under. What
        lies under another key is of another case, and waits for its manifest."""
        written = self._unit.records.written
        for row_id, key in written:
            if key == keys.shared:
                self._shared_rows.add(row_id.hex())
            elif key == keys.unit:
                self._unit_rows.add(row_id.hex())
        written[:] = [one for one in written if one[1] not in (keys.shared, keys.unit)]

    def write(self, facts: CaseFacts, keys: CaseKeys, said: dict[str, str]) -> None:
        """Write down what the case consists of now; `said` is the SHA-256 of what each dossier
        says, by id in hex. Nothing is written where nothing changed, nor by a reporter in a case
        from before there were manifests."""
        if self._before is None and not self._begun:
            return
        self.take_in(keys)
        stored = self._unit.records.inventory(facts.id)
        shared = self._now(facts, _only(stored, self._shared_rows))
        of_unit = None
        if keys.unit is not None:
            of_unit = UnitManifest(
                _only(stored, self._unit_rows),
                self._holders_to_write(facts.id),
                {
                    one: (*stored_as, said[one])
                    for one, stored_as in self._unit.dossiers.inventory(facts.id).items()
                },
            )
        if (shared, of_unit) == self._before:
            return
        self._unit.manifests.write(facts, keys, shared, of_unit)
        self._before = (shared, of_unit)

    def _differing(
        self, facts: CaseFacts, shared: SharedManifest, of_unit: UnitManifest | None
    ) -> list[Alteration]:
        stored = self._unit.records.inventory(facts.id)
        dossiers = self._unit.dossiers.inventory(facts.id)
        # The reporter knows nothing of dossiers: what turned by one is for the unit to check.
        turned = of_unit is None or has_moved_on(of_unit, dossiers)
        found = shared_alterations(shared, self._now(facts, {}), stored, may_have_turned=turned)
        if of_unit is not None:
            holders = self._holders(facts.id)
            found += unit_alterations(of_unit, holders, shared, stored, dossiers)
        return found

    def _read(
        self, facts: CaseFacts, keys: CaseKeys
    ) -> tuple[tuple[SharedManifest, UnitManifest | None] | None, bool]:
        """The manifests, and whether what is stored could be read: one that does not open is as
        good as none."""
        if self._begun:
            return None, True
        try:
            return self._unit.manifests.read(facts, keys), True
        except (CannotOpen, ValueError):
            return None, False

    def _take_on(self, facts: CaseFacts, keys: CaseKeys) -> None:
        """A case from before there were manifests gets them from the first member who writes; one
        that lost them, from who accepts it."""
        self._begun = True
        self._shared_rows, self._unit_rows = self._unit.records.compartments(facts, keys)

    def _now(self, facts: CaseFacts, rows: Rows) -> SharedManifest:
        return SharedManifest(
            rows=rows,
            columns={**plain_columns(facts), "locator": self._unit.cases.locator(facts.id).hex()},
            files=self._unit.files.ids_of(facts.id),
            forwardings=self._unit.forwardings.lines_of(facts.id),
        )

    def _holders(self, case_id: bytes) -> tuple[str, ...]:
        return tuple(sorted(one.hex() for one in self._unit.case_keys.holders(case_id)))

    def _holders_to_write(self, case_id: bytes) -> tuple[str, ...]:
        return tuple(
            one
            for one in self._holders(case_id)
            if self._known_holders is None or one in self._known_holders
        )

    def _know(self, rows: Rows, known: set[str]) -> None:
        for of_table in rows.values():
            known.update(of_table)


def _only(stored: Rows, ids: set[str]) -> Rows:
    return {
        table: {row: content for row, content in rows.items() if row in ids}
        for table, rows in stored.items()
    }
