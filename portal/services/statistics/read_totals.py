"""The file that totals of earlier years are imported from (reports/schemas/import.schema.json)."""

import re
from codecs import BOM_UTF8
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from portal.domain.earlier_totals import EarlierAccount, EarlierReport, EarlierTotals
from portal.domain.errors import DomainError, InvalidInput
from portal.domain.period import Period

_IN_OUR_WORDS: Final = {
    "json_invalid": "is not JSON: save it again as JSON in UTF-8",
    "missing": "is missing: say it",
    "extra_forbidden": "is no key of ours: take it out, or see how it is spelt",
    "greater_than_equal": "is below 0: give a number from 0 up",
    "less_than_equal": "is too large: is it what was published?",
    "int_type": "is not a whole number: write it without marks or decimals",
    "int_from_float": "is not a whole number: write it without marks or decimals",
    "value_error": "is not a number: write it as 61 or 61.5",
    "decimal_max_places": "has more than one decimal: round it",
    "string_pattern_mismatch": "is not a code: use the codes of the municipality's file",
    "literal_error": "is none of unit, administration and reporter",
    "date_parsing": "is not a day: write it as 2023-12-31",
    "date_from_datetime_parsing": "is not a day: write it as 2023-12-31",
    "too_long": "has more than a hundred periods",
}
_OTHERWISE: Final = "is not what belongs there: see import.schema.json"

_YEARS: Final = Period(date(2000, 1, 1), date(2999, 12, 31))
_A_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")


class MalformedTotals(DomainError):
    """A file is not of the shape that totals have. The text says where and what to do, and quotes
    no value of the file."""


def _number(value: object) -> Decimal:
    """A number of the file as it stands there, and nothing else."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        raise ValueError
    return Decimal(str(value))


Count = Annotated[int, Field(ge=0, le=999_999)]
Share = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=100, decimal_places=1)]
Theme = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Holder = Literal["unit", "administration", "reporter"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    first: date = Field(alias="from")
    last: date = Field(alias="to")


class _Report(_Row):
    received: Count
    matters: Count | None = None
    closed: Count | None = None
    closing: Count | None = None
    themes: dict[Theme, Count] = Field(default_factory=dict)
    pending: dict[Holder, Count] = Field(default_factory=dict)


class _Account(_Row):
    complaints: Count
    assistance: Count | None = None
    teaching: Count | None = None
    total: Count | None = None
    upheld: Count | None = None
    known: Count | None = None
    upheld_percent: Share | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    source: str = ""
    reports: Annotated[list[_Report], Field(max_length=100)] = Field(default_factory=list)
    accounts: Annotated[list[_Account], Field(max_length=100)] = Field(default_factory=list)


def read_totals(content: bytes) -> EarlierTotals:
    """The totals of a file, in its order. Whether they hold is looked at when they are imported.
    Raises MalformedTotals."""
    try:
        file = _File.model_validate_json(content.removeprefix(BOM_UTF8))
    except ValidationError as error:
        told = _first_slip(error)
        raise MalformedTotals(told) from None
    if not file.reports and not file.accounts:
        raise MalformedTotals("the file has no totals: give it reports, accounts or both")
    return EarlierTotals(
        reports=tuple(
            EarlierReport(_period(f"reports[{place}]", row), **_figures(row))
            for place, row in enumerate(file.reports, start=1)
        ),
        accounts=tuple(
            EarlierAccount(_period(f"accounts[{place}]", row), **_figures(row))
            for place, row in enumerate(file.accounts, start=1)
        ),
    )


def _period(place: str, row: _Row) -> Period:
    if row.first not in _YEARS or row.last not in _YEARS:
        raise MalformedTotals(f"{place}: lies outside the years 2000 to 2999")
    try:
        return Period(row.first, row.last)
    except InvalidInput:
        raise MalformedTotals(f"{place}.to: lies before from: swap them") from None


def _figures(row: _Row) -> dict[str, Any]:
    return row.model_dump(exclude={"first", "last"})


def _first_slip(error: ValidationError) -> str:
    slip = error.errors(include_url=False, include_input=False)[0]
    place = _place(slip["loc"])
    what = _IN_OUR_WORDS.get(slip["type"], _OTHERWISE)
    return f"{place}: {what}" if place else f"the file {what}"


def _place(told: Sequence[str | int]) -> str:
    """`reports[2].themes.law`, counted from 1. The name of a key is the file's, and may be
    anything: what is no plain word is not repeated."""
    place = ""
    for part in told:
        if isinstance(part, int):
            place += f"[{part + 1}]"
        elif part != "[key]":
            place += f".{part}" if _A_WORD.fullmatch(part) else ".(a key)"
    return place.removeprefix(".")
