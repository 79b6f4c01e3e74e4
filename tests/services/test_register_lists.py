"""The unit keeps the lists of the complaint register; every process sees each change at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from portal.domain.audit_events import SystemEvent
from portal.domain.errors import InvalidInput, NotFound
from portal.domain.municipality import LocalText
from portal.domain.register_lists import ListKind
from portal.services.accounts.list_accounts import read_system_log
from portal.services.casework.read_case import read_case
from portal.services.complaining.register_complaint import register_complaint
from portal.services.lists.add_value import add_value
from portal.services.lists.bring_back_value import bring_back_value
from portal.services.lists.correct_label import correct_label
from portal.services.lists.read_lists import kept_by_the_unit
from portal.services.lists.retire_value import retire_value
from portal.services.workplace import Workplace
from portal.storage.database import Database
from portal.storage.tables import list_values
from tests.services.test_complaints import taken_up
from tests.support.office import all_at_once, copenhagen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.office import Office

NEW = LocalText("Digital selvbetjening", "Online self-service")


@pytest.fixture
def elsewhere(office: Office) -> Iterator[Workplace]:
    """The workplace of another process on the same database."""
    here = office.workplace
    database = Database(here.database.engine.url.render_as_string(hide_password=False))
    municipality = kept_by_the_unit(copenhagen(), database)
    yield Workplace(database, here.clock, municipality, here.secrets, here.anchor)
    database.close()


@contextmanager
def counted_reads(database: Database) -> Iterator[list[str]]:
    """Every question that is put to the table of the lists."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if "list_values" in statement:
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def test_until_something_is_changed_the_municipalitys_lists_are_there_and_not_stored(
    office: Office,
) -> None:
    assert office.workplace.municipality.lists() == copenhagen().lists()
    assert office.rows(list_values) == []


def test_a_change_in_one_process_is_seen_in_the_other(office: Office, elsewhere: Workplace) -> None:
    assert "digital_selvbetjening" not in elsewhere.municipality.codes("want")
    added = add_value(office.workplace, office.birgitte, ListKind.WANT, NEW)
    assert elsewhere.municipality.codes("want")[-1] == added.code == "digital_selvbetjening"
    correct_label(elsewhere, office.birgitte, ListKind.WANT, "money", LocalText("Penge", "Cash"))
    assert office.workplace.municipality.label("want", "money", "en") == "Cash"
    retire_value(elsewhere, office.birgitte, ListKind.WANT, added.code)
    assert added.code not in office.workplace.municipality.codes("want")
    assert office.workplace.municipality.label("want", added.code, "da") == NEW.da
    bring_back_value(office.workplace, office.birgitte, ListKind.WANT, added.code)
    assert elsewhere.municipality.codes("want")[-1] == added.code


def test_only_what_was_changed_is_stored(office: Office) -> None:
    add_value(office.workplace, office.birgitte, ListKind.SUB_THEME, NEW, "general_law")
    retire_value(office.workplace, office.birgitte, ListKind.SUB_THEME, "tone")
    themes = copenhagen().codes("sub_theme")
    assert {(row.code, row.place, row.parent) for row in office.rows(list_values)} == {
        ("digital_selvbetjening", len(themes), "general_law"),
        ("tone", themes.index("tone"), "good_administration"),
    }


def test_a_request_reads_the_lists_once_and_only_if_it_needs_them(office: Office) -> None:
    with counted_reads(office.database) as asked:
        workplace = office.workplace.at_one_moment()
        assert workplace.municipality.codes("administration")
        assert workplace.municipality.label("theme", "finance", "da")
        assert asked == []
        for kind in ListKind:
            assert workplace.municipality.codes(kind)
            assert workplace.municipality.choices(kind, "da")
        assert len(asked) == 1
    add_value(office.workplace, office.birgitte, ListKind.WANT, NEW)
    assert len(workplace.municipality.codes("want")) == 3
    assert len(office.workplace.at_one_moment().municipality.codes("want")) == 4


def test_a_value_that_is_added_later_takes_the_place_after_it(office: Office) -> None:
    for label in ("Zebra", "Abe"):
        add_value(office.workplace, office.birgitte, ListKind.GRAVITY, LocalText(label, label))
    assert office.workplace.municipality.codes("gravity")[-2:] == ("zebra", "abe")


def test_the_same_value_added_by_several_at_once_stands_once(office: Office) -> None:
    def add(_number: int) -> str:
        try:
            return add_value(office.workplace, office.birgitte, ListKind.WANT, NEW).code
        except InvalidInput as error:
            return error.reason

    assert sorted(all_at_once(add, 4)) == ["digital_selvbetjening", *["taken"] * 3]
    assert len(office.rows(list_values)) == 1


def test_values_of_one_name_at_once_each_get_a_code(office: Office) -> None:
    def add(number: int) -> str:
        label = LocalText(f"Ventetid {'!' * number}", f"Waiting {number}")
        return add_value(office.workplace, office.birgitte, ListKind.WANT, label).code

    codes = {"ventetid", "ventetid_2", "ventetid_3", "ventetid_4"}
    assert set(all_at_once(add, 4)) == codes
    assert [row.place for row in office.rows(list_values)] != [3] * 4
    assert {row.place for row in office.rows(list_values)} == {3, 4, 5, 6}


def test_each_change_stands_in_the_portals_log_and_what_changes_nothing_does_not(
    office: Office,
) -> None:
    workplace, birgitte = office.workplace, office.birgitte
    added = add_value(workplace, birgitte, ListKind.WANT, NEW)
    for _twice in range(2):
        correct_label(workplace, birgitte, ListKind.WANT, added.code, LocalText("Net", "Net"))
        retire_value(workplace, birgitte, ListKind.WANT, added.code)
    for _twice in range(2):
        bring_back_value(workplace, birgitte, ListKind.WANT, added.code)
    lines = [(line.event, line.actor) for line in read_system_log(workplace)]
    assert lines == [(SystemEvent.LIST_CHANGED, "Birgitte Prøve")] * 4


def test_what_is_refused_leaves_no_trace(office: Office) -> None:
    workplace, birgitte = office.workplace, office.birgitte
    with pytest.raises(InvalidInput):
        add_value(workplace, birgitte, ListKind.WANT, LocalText("", "x"))
    with pytest.raises(InvalidInput):
        retire_value(workplace, birgitte, ListKind.ABOUT, "general_law")
    for change in (retire_value, bring_back_value):
        with pytest.raises(NotFound):
            change(workplace, birgitte, ListKind.WANT, "tone")
    with pytest.raises(NotFound):
        correct_label(workplace, birgitte, ListKind.WANT, "tone", NEW)
    assert office.rows(list_values) == []
    assert read_system_log(workplace) == []


def test_a_value_that_was_added_can_be_registered(office: Office) -> None:
    number = taken_up(office)
    added = add_value(
        office.workplace, office.birgitte, ListKind.SUB_THEME, NEW, "good_administration"
    )
    register = register_complaint(
        office.workplace, office.birgitte, number, sub_themes=("tone", added.code)
    )
    assert register.sub_themes == ("tone", "digital_selvbetjening")


def test_a_value_out_of_use_stays_where_it_stood_and_comes_nowhere_else(office: Office) -> None:
    workplace, birgitte = office.workplace, office.birgitte
    number, other = taken_up(office), taken_up(office)
    register_complaint(workplace, birgitte, number, sub_themes=("tone",), gravity="service")
    retire_value(workplace, birgitte, ListKind.SUB_THEME, "tone")
    retire_value(workplace, birgitte, ListKind.GRAVITY, "service")
    register_complaint(workplace, birgitte, number, sub_themes=("tone", "access"), about="")
    with pytest.raises(InvalidInput, match="sub_themes: unknown"):
        register_complaint(workplace, birgitte, other, sub_themes=("tone",))
    with pytest.raises(InvalidInput, match="gravity: unknown"):
        register_complaint(workplace, birgitte, other, gravity="service")
    register_complaint(workplace, birgitte, number, sub_themes=("access",), gravity="service")
    with pytest.raises(InvalidInput, match="sub_themes: unknown"):
        register_complaint(workplace, birgitte, number, sub_themes=("access", "tone"))
    register = read_case(workplace, birgitte, number).file.register
    assert register is not None
    assert (register.sub_themes, register.gravity) == (("access",), "service")
