"""Totals of earlier years on the command line: imported whole, or refused with the place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.commands.report_import import LARGEST, SLIPS
from portal.domain.earlier_totals import Slip
from tests.commands.conftest import LEAD
from tests.commands.unit_at_work import ANDERS, Unit
from tests.reports.readers import html_tables
from tests.support.counted import cases_of_2023
from tests.support.earlier_years import SHIPPED, File, spoilt

IMPORT = ("report", "import", str(SHIPPED), "--as", LEAD)
ANNUAL = ("report", "annual", "--as", LEAD, "--year")


def imported(unit: Unit) -> Unit:
    ran = unit.run(*IMPORT)
    assert (ran.returncode, ran.stderr) == (0, "")
    return unit


def test_the_years_are_imported_and_counted(here: Unit) -> None:
    ran = here.run(*IMPORT)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "4 years: 4 new, 0 replaced\n", "")


def test_what_is_imported_again_is_replaced(here: Unit, tmp_path: Path) -> None:
    imported(here)
    file = tmp_path / "years.json"
    file.write_bytes(spoilt(lambda told: told["reports"][0].update(received=117)))
    again = here.run("report", "import", str(file), "--as", LEAD)
    assert again.stdout == "4 years: 0 new, 4 replaced\n"
    assert json.loads(here.run(*ANNUAL, "2022", "--format", "json").stdout)["received"] == 117


def test_a_published_year_is_printed_as_it_may_be_today(here: Unit, tmp_path: Path) -> None:
    imported(here)
    page = tmp_path / "2023.html"
    ran = here.run(*ANNUAL, "2023", "--format", "html", "--out", str(page))
    assert (ran.returncode, ran.stderr) == (0, "")
    themes = html_tables(page.read_bytes())["Forhold efter tema"]
    assert ["Arbejdsmiljø og sikkerhed", "65", "32,2"] in themes
    assert ["Miljøfare", "udeladt", "udeladt"] in themes
    whole = json.loads(here.run(*ANNUAL, "2023", "--format", "json", "--internal").stdout)
    assert [row["percent"] for row in whole["themes"]][:2] == [32.2, 26.7]
    assert [row["count"] for row in whole["themes"] if row["code"] == "environment"] == [1]


def test_the_year_after_has_it_beside_it(here: Unit) -> None:
    imported(here)
    told = json.loads(here.run(*ANNUAL, "2025", "--format", "json").stdout)
    assert [(one["received"], one["imported"]) for one in told["previous"]] == [
        (104, True),
        (105, True),
    ]


def test_own_cases_are_counted_and_no_total_is_imported_over_them(here: Unit) -> None:
    here.seals(*cases_of_2023())
    said = here.refused(*IMPORT)
    assert said.startswith("portal: reports[2]: begins when the portal had cases of its own")
    assert said.endswith("nothing was imported")
    # Not even the year before, which the file has too.
    told = json.loads(here.run(*ANNUAL, "2024", "--format", "json").stdout)
    assert [one["imported"] for one in told["previous"]] == [False, False]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda file: file["reports"][1]["themes"].update(weather=1),
            "reports[2].themes.weather: is no theme",
        ),
        (
            lambda file: file["reports"][1]["themes"].update(law=53),
            "reports[2].themes: do not sum to matters",
        ),
        (
            lambda file: file["reports"][2].update(closing=35),
            "reports[3].pending: does not sum to closing",
        ),
        (
            lambda file: file["reports"][2].update({"from": "2023-12-31"}),
            "reports[3]: shares days with another period",
        ),
        (lambda file: file["accounts"][0].update(total=1051), "accounts[1].total: is not the sum"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_by_its_place(
    here: Unit, tmp_path: Path, change: Callable[[File], object], said: str
) -> None:
    file = tmp_path / "years.json"
    file.write_bytes(spoilt(change))
    line = here.refused("report", "import", str(file), "--as", LEAD)
    assert line.startswith(f"portal: {said}")
    assert line.endswith("; nothing was imported")


def test_a_slip_in_the_file_is_told_before_anybody_types_a_passphrase(
    here: Unit, tmp_path: Path
) -> None:
    file = tmp_path / "years.json"
    file.write_bytes(spoilt(lambda told: told["reports"][0].update(received=-1)))
    # Whoever was asked would be told that there is no terminal.
    ran = here.installation.run("report", "import", str(file), "--as", LEAD)
    (line,) = ran.stderr.splitlines()
    assert line == (
        "portal: reports[1].received: is below 0: give a number from 0 up; nothing was imported"
    )


@pytest.mark.parametrize(
    ("content", "said"), [(None, "does not exist"), (b" " * (LARGEST + 1), "too large")]
)
def test_a_file_that_is_not_there_or_no_file_of_totals_is_refused(
    portal, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "years.json"
    if content is not None:
        file.write_bytes(content)
    ran = portal("report", "import", str(file), "--as", LEAD)
    assert ran.status != 0
    assert said in ran.reason


def test_a_caseworker_does_not_import(here: Unit) -> None:
    add = ("staff", "add", ANDERS, "--name", "Anders", "--role", "caseworker")
    here.activate(ANDERS, *add)
    here.take_up(ANDERS)
    said = here.refused("report", "import", str(SHIPPED), "--as", ANDERS, email=ANDERS)
    assert "does not import totals" in said


def test_every_slip_has_its_words() -> None:
    assert set(SLIPS) == set(Slip)
