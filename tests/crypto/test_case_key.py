import pytest

from crypto.case_key import CaseKeys, new_root


def test_the_unit_holds_both_compartments_and_the_reporter_one() -> None:
    unit = CaseKeys.from_root(new_root())
    reporter = CaseKeys.from_shared(unit.shared)
    assert reporter.shared == unit.shared
    assert reporter.unit is None
    assert unit.unit is not None
    assert len(unit.shared) == len(unit.unit) == 32


def test_root_and_compartments_all_differ() -> None:
    root = new_root()
    keys = CaseKeys.from_root(root)
    assert len({root, keys.shared, keys.unit, CaseKeys.from_root(new_root()).shared}) == 4


@pytest.mark.parametrize("make", [CaseKeys.from_root, CaseKeys.from_shared])
def test_a_key_of_another_length_is_an_error(make: object) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        make(bytes(16))  # type: ignore[operator]


def test_keys_are_not_shown() -> None:
    assert repr(CaseKeys.from_root(bytes(32))) == "CaseKeys(…)"
