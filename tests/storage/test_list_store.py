"""What the unit changed in the register's lists, as its store keeps it."""

from datetime import date

from portal.domain.municipality import ListValue, LocalText
from portal.storage.database import Database
from portal.storage.tables import list_values
from tests.storage.rows import count_of

TONE = ListValue("sub_theme", "tone", LocalText("Tonen", "The tone"), "good_administration")
MONEY = ListValue("want", "money", LocalText("Penge – 'og' æøå", "Money"))


def keep(database: Database, value: ListValue, place: int) -> None:
    with database.open_unit(write=True) as unit:
        unit.list_values.put(value, place)
        unit.commit()


def kept(database: Database) -> list[ListValue]:
    with database.open_unit() as unit:
        return unit.list_values.every()


def test_until_something_was_changed_the_list_table_is_empty(database: Database) -> None:
    assert kept(database) == []


def test_values_come_back_as_they_were_kept_each_list_in_its_order(database: Database) -> None:
    other = ListValue("sub_theme", "a_new_one", LocalText("Ny", "New"), "general_law")
    keep(database, other, 18)
    keep(database, MONEY, 0)
    keep(database, TONE, 11)
    assert kept(database) == [TONE, other, MONEY]


def test_one_code_stands_once_in_a_list_and_may_stand_in_another(database: Database) -> None:
    out_of_use = ListValue(TONE.kind, TONE.code, TONE.label, TONE.parent, date(2026, 3, 2))
    namesake = ListValue("gravity", "tone", LocalText("Tone", "Tone"))
    for value in (TONE, out_of_use, namesake):
        keep(database, value, 0)
    assert kept(database) == [namesake, out_of_use]
    assert count_of(database, list_values) == 2
