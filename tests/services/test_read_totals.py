"""The file of earlier years is read as its schema says, or refused by the place of its slip."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import portal
from portal.services.statistics.read_totals import MalformedTotals, read_totals
from tests.support.earlier_years import SHIPPED, File, shipped, spoilt

SCHEMA = json.loads(
    (Path(portal.__file__).parent / "reports" / "schemas" / "import.schema.json").read_text("utf-8")
)


def set_in(kind: str, place: int, key: str, value: object) -> Callable[[File], object]:
    def change(file: File) -> None:
        file[kind][place][key] = value

    return change


def themes(**counts: object) -> Callable[[File], object]:
    return set_in("reports", 1, "themes", counts)


SLIPS: list[tuple[Callable[[File], object], str]] = [
    (set_in("reports", 0, "received", -1), "reports[1].received: is below 0"),
    (set_in("reports", 0, "received", 1.5), "reports[1].received: is not a whole number"),
    (set_in("reports", 0, "received", "7"), "reports[1].received: is not a whole number"),
    (set_in("reports", 0, "received", True), "reports[1].received: is not a whole number"),
    (set_in("reports", 0, "received", 1000000), "reports[1].received: is too large"),
    (set_in("reports", 0, "recieved", 7), "reports[1].recieved: is no key of ours"),
    (set_in("reports", 0, "=cmd|'/c x'\n", 7), "reports[1].(a key): is no key of ours"),
    (lambda file: file["reports"][2].pop("received"), "reports[3].received: is missing"),
    (set_in("reports", 0, "from", "1.1.2022"), "reports[1].from: is not a day"),
    (set_in("reports", 0, "from", "1999-01-01"), "reports[1]: lies outside the years"),
    (set_in("reports", 0, "to", "2021-12-31"), "reports[1].to: lies before from"),
    (themes(law=-3), "reports[2].themes.law: is below 0"),
    (themes(**{"Lov og ret": 3}), "reports[2].themes.(a key): is not a code"),
    (set_in("reports", 2, "pending", {"mayor": 1}), "reports[3].pending.mayor: is none of"),
    (set_in("accounts", 0, "upheld_percent", 61.55), "accounts[1].upheld_percent: has more than"),
    (set_in("accounts", 0, "upheld_percent", "61"), "accounts[1].upheld_percent: is not a number"),
    (set_in("accounts", 0, "upheld_percent", 101), "accounts[1].upheld_percent: is too large"),
    (lambda file: file.update(reports=[7]), "reports[1]: is not what belongs there"),
    (lambda file: file.update(reports=[], accounts=[]), "the file has no totals"),
    (lambda file: file.update(reports=file["reports"] * 40), "reports: has more than a hundred"),
]


@pytest.mark.parametrize(("change", "said"), SLIPS, ids=[said for _, said in SLIPS])
def test_a_slip_is_named_by_its_place_and_on_one_line(
    change: Callable[[File], object], said: str
) -> None:
    with pytest.raises(MalformedTotals) as refused:
        read_totals(spoilt(change))
    told = str(refused.value)
    assert told.startswith(said)
    assert told.isprintable()
    assert len(told) < 120


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe{}", b'{"reports":' + b"[" * 9999])
def test_what_is_no_file_of_totals_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedTotals, match="the file"):
        read_totals(content)


def test_what_an_editor_on_windows_saves_is_read() -> None:
    content = SHIPPED.read_bytes()
    assert read_totals(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")) == read_totals(content)


def test_what_is_not_known_may_be_left_out_or_null() -> None:
    said = read_totals(spoilt(set_in("reports", 0, "matters", None)))
    assert said == read_totals(SHIPPED.read_bytes())


def test_the_shipped_file_is_as_the_schema_says() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(shipped(), SCHEMA)


# Which of two days comes first, how many decimals, and which years there are, no schema says.
SAID_BY_NO_SCHEMA = ("reports[1].to", "reports[1]: lies", "accounts[1].upheld_percent: has more")


@pytest.mark.parametrize(
    "change", [change for change, said in SLIPS if not said.startswith(SAID_BY_NO_SCHEMA)]
)
def test_the_schema_refuses_what_the_portal_refuses(change: Callable[[File], object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(spoilt(change)), SCHEMA)


def test_every_key_of_the_schema_is_described() -> None:
    def undescribed(schema: dict[str, Any]) -> list[str]:
        fields = schema.get("properties", {})
        found = [name for name, field in fields.items() if not field.get("description")]
        for field in fields.values():
            found += undescribed(field.get("items", field))
        return found

    assert undescribed(SCHEMA) == []
