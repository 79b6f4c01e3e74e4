"""The lists of the complaint register: what may be added, corrected, retired and brought back."""

import re
import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal.domain.errors import InvalidInput, NotFound
from portal.domain.municipality import Lists, ListValue, LocalText, Municipality
from portal.domain.register_lists import (
    CODE_LIMIT,
    LABEL_LIMIT,
    ListKind,
    brought_back,
    code_for,
    corrected,
    new_value,
    retired,
    value_of,
    with_values,
)
from portal.municipality import load_municipality
from tests.domain.test_municipality import changed_file

TODAY = date(2026, 3, 2)
NEW = LocalText("Digital selvbetjening", "Online self-service")


@pytest.fixture(scope="module")
def copenhagen() -> Municipality:
    return load_municipality()


@pytest.fixture(scope="module")
def lists(copenhagen: Municipality) -> Lists:
    return copenhagen.lists()


def changed(copenhagen: Municipality, *values: ListValue) -> Municipality:
    kept = with_values(copenhagen.lists(), values)
    return replace(copenhagen, lists=lambda: kept)


def test_the_lists_begin_as_the_municipalitys_own(lists: Lists) -> None:
    assert set(lists) == set(ListKind)
    assert [value.code for value in lists["want"]] == ["money", "other_service", "communication"]
    groups = {value.code for value in lists["about"]}
    assert {value.parent for value in lists["sub_theme"]} == groups
    assert not [one for values in lists.values() for one in values if one.retired_on]


def test_a_new_value_stands_last_and_is_offered(copenhagen: Municipality, lists: Lists) -> None:
    value = new_value(lists, ListKind.SUB_THEME, NEW, "good_administration")
    assert (value.code, value.parent) == ("digital_selvbetjening", "good_administration")
    now = changed(copenhagen, value)
    assert now.codes("sub_theme") == (*copenhagen.codes("sub_theme"), value.code)
    assert now.choices("sub_theme", "en")[-1] == (value.code, NEW.en)


def test_a_value_out_of_use_is_named_and_not_offered(
    copenhagen: Municipality, lists: Lists
) -> None:
    tone = retired(lists, value_of(lists, "sub_theme", "tone"), TODAY)
    now = changed(copenhagen, tone)
    assert "tone" not in now.codes("sub_theme")
    assert "tone" not in dict(now.choices("sub_theme", "da"))
    assert now.retired("sub_theme", "en") == [("tone", "Courtesy and consideration")]
    assert now.label("sub_theme", "tone", "en") == "Courtesy and consideration"
    back = changed(copenhagen, brought_back(now.lists(), tone))
    assert back.codes("sub_theme") == copenhagen.codes("sub_theme")


def test_it_is_out_of_use_since_the_first_day_it_was(lists: Lists) -> None:
    tone = retired(lists, value_of(lists, "sub_theme", "tone"), TODAY)
    assert retired(with_values(lists, [tone]), tone, date(2026, 5, 1)) == tone


def test_the_same_changes_twice_give_the_same_lists(lists: Lists) -> None:
    added = new_value(lists, ListKind.WANT, NEW)
    tone = retired(lists, value_of(lists, "sub_theme", "tone"), TODAY)
    once = with_values(lists, [added, tone])
    assert with_values(once, [added, tone]) == once
    assert value_of(lists, "sub_theme", "tone").retired_on is None


@pytest.mark.parametrize(
    ("label", "slip"),
    [
        (LocalText(" ", "x"), "label_da: missing"),
        (LocalText("x", "\u200b\0\n"), "label_en: missing"),
        (LocalText("x" * (LABEL_LIMIT + 1), "x"), "label_da: too_long"),
        (LocalText("x", "y" * (LABEL_LIMIT + 1)), "label_en: too_long"),
        (LocalText("Sagen om 010190-1234", "x"), "label_da: cpr"),
        (LocalText("x", "The case of 0101901234"), "label_en: cpr"),
        (LocalText("AKTINDSIGT", "x"), "label_da: taken"),
        (LocalText("x", "Access  to documents "), "label_en: taken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_label_is_one_nobody_mistakes_and_names_nobody(
    lists: Lists, label: LocalText, slip: str
) -> None:
    with pytest.raises(InvalidInput, match=slip):
        new_value(lists, ListKind.SUB_THEME, label, "general_law")
    with pytest.raises(InvalidInput, match=slip):
        corrected(lists, value_of(lists, "sub_theme", "tone"), label)


def test_a_label_may_be_as_long_as_it_may_be(lists: Lists) -> None:
    longest = LocalText("x" * LABEL_LIMIT, "y" * LABEL_LIMIT)
    assert new_value(lists, ListKind.WANT, longest).label == longest


def test_the_label_of_a_value_out_of_use_is_still_taken(lists: Lists) -> None:
    access = retired(lists, value_of(lists, "sub_theme", "access"), TODAY)
    with pytest.raises(InvalidInput, match="label_da: taken"):
        new_value(with_values(lists, [access]), ListKind.SUB_THEME, access.label, "general_law")


def test_the_same_words_may_stand_in_another_list(lists: Lists) -> None:
    assert new_value(lists, ListKind.WANT, LocalText("Aktindsigt", "Access")).code == "aktindsigt"


def test_a_correction_changes_the_words_and_nothing_else(lists: Lists) -> None:
    access = value_of(lists, "sub_theme", "access")
    kept = corrected(lists, access, LocalText("  Aktindsigt\tog indsigt ", access.label.en))
    assert kept == ListValue(
        "sub_theme",
        "access",
        LocalText("Aktindsigt og indsigt", "Access to documents"),
        "general_law",
    )
    assert corrected(lists, access, access.label) == access


@pytest.mark.parametrize("parent", ["", "nonsense", "access"])
def test_a_sub_theme_belongs_to_a_main_group(lists: Lists, parent: str) -> None:
    with pytest.raises(InvalidInput, match="parent: unknown"):
        new_value(lists, ListKind.SUB_THEME, NEW, parent)
    assert new_value(lists, ListKind.WANT, NEW, parent).parent == ""


def without_themes(lists: Lists, group: str) -> Lists:
    """The lists with the sub-themes of a group out of use, and then the group."""
    themes = [value for value in lists["sub_theme"] if value.parent == group]
    lists = with_values(lists, [retired(lists, theme, TODAY) for theme in themes])
    return with_values(lists, [retired(lists, value_of(lists, "about", group), TODAY)])


def test_a_main_group_goes_after_its_sub_themes_and_comes_back_before_them(lists: Lists) -> None:
    with pytest.raises(InvalidInput, match="code: has_sub_themes"):
        retired(lists, value_of(lists, "about", "task_performance"), TODAY)
    gone = without_themes(lists, "task_performance")
    upkeep = value_of(gone, "sub_theme", "upkeep")
    with pytest.raises(InvalidInput, match="code: group_retired"):
        brought_back(gone, upkeep)
    with pytest.raises(InvalidInput, match="parent: unknown"):
        new_value(gone, ListKind.SUB_THEME, NEW, "task_performance")
    back = with_values(gone, [brought_back(gone, value_of(gone, "about", "task_performance"))])
    assert brought_back(back, upkeep).retired_on is None


def test_something_is_always_left_to_choose(lists: Lists) -> None:
    first, second, last = lists["gravity"]
    lists = with_values(lists, [retired(lists, first, TODAY)])
    lists = with_values(lists, [retired(lists, second, TODAY)])
    with pytest.raises(InvalidInput, match="code: last_value"):
        retired(lists, last, TODAY)


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ('about = "general_law"', 'about = "access"', "[[sub_themes]] access: 'access' is none"),
        ('code = "other_service"', f'code = "{"x" * 31}"', "has more than 30 characters"),
    ],
)
def test_a_slip_in_the_lists_of_the_file_is_named(
    tmp_path: Path, old: str, new: str, slip: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(slip)):
        load_municipality(changed_file(tmp_path, old, new))


def test_what_is_on_no_list_is_not_found(lists: Lists) -> None:
    for kind, code in (("want", "nonsense"), ("nonsense", "money")):
        with pytest.raises(NotFound):
            value_of(lists, kind, code)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Æbler, øl & årsager", "aebler_oel_aarsager"),
        ("Café à la Zürich", "cafe_a_la_zurich"),
        ("§ 7, stk. 1", "7_stk_1"),
        ("—", "gravity"),
        ("x" * 50, "x" * 30),
    ],
)
def test_a_code_is_made_of_the_danish_label(label: str, code: str) -> None:
    assert code_for(label, set(), "gravity") == code


def test_no_code_is_given_twice() -> None:
    taken: set[str] = set()
    for label in ["Ventetid"] * 12 + ["v" * 40] * 12:
        code = code_for(label, taken, "sub_theme")
        assert code not in taken
        assert len(code) <= CODE_LIMIT
        assert set(code) <= set(string.ascii_lowercase + string.digits + "_")
        taken.add(code)
    assert {"ventetid", "ventetid_2", "ventetid_12", "v" * 28 + "_2"} <= taken
