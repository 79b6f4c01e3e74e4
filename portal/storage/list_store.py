"""What the unit added to the lists of the complaint register, or changed in them. The lists begin
as the municipality's own, and are no secret."""

from sqlalchemy import Connection, select

from portal.domain.municipality import ListValue, LocalText
from portal.storage.tables import list_values
from portal.storage.upsert import upsert


class ListStore:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, value: ListValue, place: int) -> None:
        """Keep a value, replacing the one with the same kind and code; `place` is where it stands
        in its list, from 0."""
        upsert(
            self._connection,
            list_values,
            {"kind": value.kind, "code": value.code},
            {
                "place": place,
                "label_da": value.label.da,
                "label_en": value.label.en,
                "parent": value.parent,
                "retired_on": value.retired_on,
            },
        )

    def every(self) -> list[ListValue]:
        """All values, out of use or not, each list in its order; empty until the first was kept."""
        order = (list_values.c.kind, list_values.c.place, list_values.c.code)
        rows = self._connection.execute(select(list_values).order_by(*order))
        return [
            ListValue(
                kind=row.kind,
                code=row.code,
                label=LocalText(row.label_da, row.label_en),
                parent=row.parent,
                retired_on=row.retired_on,
            )
            for row in rows
        ]
