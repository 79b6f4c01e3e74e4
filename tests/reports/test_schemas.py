"""What is written as JSON is what its schema describes, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import portal.reports
from portal.domain.account_disclosure import publishable_account
from portal.domain.annual_account import count_account
from portal.domain.annual_report import count_reports
from portal.domain.disclosure_control import publishable
from portal.domain.earlier_totals import EarlierAccount, EarlierReport, EarlierTotals
from portal.domain.period import year_of
from portal.reports.account_json import account_json
from portal.reports.as_json import annual_json
from portal.reports.tables import Chapter
from tests.reports import test_account_formats as accounts
from tests.reports import test_formats as reports

LANGUAGES = ("da", "en")
SCHEMAS = Path(portal.reports.__file__).with_name("schemas")
OWN = {
    "chapters": [Chapter("foreword", "Forord", ("Et ord", "og et til"), False, "da")],
    "remarks": {"themes": "Flere end i fjor."},
}


def annual_outputs() -> list[dict[str, Any]]:
    earlier = EarlierTotals(
        reports=(EarlierReport(year_of(2022), 116, matters=200, closed=90, closing=30),)
    )
    imported = count_reports(
        reports.cases_of_2023(), year_of(2023), reports.TODAY, reports.COPENHAGEN, earlier
    )
    counted = [
        reports.internal(),
        reports.published(),
        reports.a_small_year(),
        imported,
        publishable(imported, threshold=5),
    ]
    return [
        json.loads(annual_json(one, reports.COPENHAGEN, language, **own))
        for one in counted
        for language in LANGUAGES
        for own in ({}, OWN)
    ]


def account_outputs() -> list[dict[str, Any]]:
    full = accounts.a_full_year()
    earlier = EarlierAccount(year_of(2025), 905, 120, 7, 1032, upheld_percent=Decimal("61.0"))
    first = replace(full.earlier[0], imported=earlier)
    counted = [
        accounts.internal(),
        accounts.published(),
        accounts.a_small_year(),
        full,
        replace(full, earlier=(first, *full.earlier[1:])),
        publishable_account(full, threshold=5),
        count_account([], year_of(2026), date(2026, 3, 2), accounts.COPENHAGEN),
    ]
    return [
        json.loads(account_json(one, accounts.COPENHAGEN, language, **own))
        for one in counted
        for language in LANGUAGES
        for own in ({}, OWN)
    ]


OUTPUTS = {"annual": annual_outputs, "account": account_outputs}


def schema_of(name: str) -> dict[str, Any]:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


def faults(schema: dict[str, Any], told: dict[str, Any]) -> list[str]:
    """What is wrong with an output, each with the place it is at."""
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{fault.json_path}: {fault.message}" for fault in checker.iter_errors(told)]


def objects(schema: Any) -> list[dict[str, Any]]:
    """Each description of an object within a schema."""
    if isinstance(schema, list):
        return [one for child in schema for one in objects(child)]
    if not isinstance(schema, dict):
        return []
    below = [one for child in schema.values() for one in objects(child)]
    return [schema, *below] if "properties" in schema else below


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_is_as_its_schema_says(name: str) -> None:
    schema = schema_of(name)
    for told in OUTPUTS[name]():
        assert faults(schema, told) == []


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_field_that_no_schema_describes_is_a_fault_and_so_is_one_that_is_missing(
    name: str,
) -> None:
    schema = schema_of(name)
    told = OUTPUTS[name]()[0]
    assert faults(schema, told | {"unheard_of": 1})
    for field in set(told) - {"by_administration"}:
        assert faults(schema, {key: value for key, value in told.items() if key != field}), field
    assert faults(schema, told | {"threshold": "3"})
    assert faults(schema, told | {"as_of": "yesterday"})


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_field_is_described_and_none_but_those_may_come(name: str) -> None:
    found = objects(schema_of(name))
    assert len(found) > 8
    for one in found:
        assert one["additionalProperties"] is False
        for field, schema in one["properties"].items():
            texts = [schema, *schema.get("anyOf", ())]
            assert any(text.get("description") or "$ref" in text for text in texts), field


@pytest.mark.parametrize("name", OUTPUTS)
def test_each_field_of_the_schema_comes_in_some_output(name: str) -> None:
    told = OUTPUTS[name]()
    assert set(schema_of(name)["properties"]) == {field for one in told for field in one}
