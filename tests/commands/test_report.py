"""The year's report on the command line, by the real command on each engine."""

from __future__ import annotations

import errno
import json
import os
import pty
import select
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from portal.commands import whole_file
from portal.domain.case_file import Turn
from portal.domain.case_status import CaseState, RestsWith
from tests.commands.conftest import LEAD, PASSPHRASE
from tests.commands.unit_at_work import ANDERS, Unit
from tests.reports.paper_readers import docx_tables, pdf_tables, xlsx_tables
from tests.reports.pdf_structure import ua_faults
from tests.reports.readers import csv_tables, html_tables, zip_tables
from tests.support.counted import (
    PUBLISHED,
    a_case,
    a_matter,
    cases_of_2023,
    pending_at_the_end_of_2024,
)
from tests.support.server import A_WORKING_DAY, PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.server import Installation

ADMIN = "otto@example.org"
ANNUAL = ("report", "annual", "--year", "2023", "--as", LEAD)
MODE = 0o600
SILENCE_SECONDS = 60
PAPER = ("xlsx", "docx", "pdf")


@pytest.fixture
def unit(installation: Installation) -> Unit:
    made = Unit(installation)
    made.activate(LEAD, "init", "--lead", LEAD, "--name", "Birgitte")
    return made


@pytest.fixture
def years(unit: Unit) -> Unit:
    """The unit with the cases of the published years."""
    unit.seals(*cases_of_2023(), *pending_at_the_end_of_2024())
    return unit


def test_the_published_year_comes_out_in_every_format_to_the_decimal(
    years: Unit, tmp_path: Path
) -> None:
    ran = years.run(*ANNUAL, "--format", "json", "--internal")
    assert (ran.returncode, ran.stderr) == (0, "")
    told = json.loads(ran.stdout)
    assert (told["received"], told["matters"]) == (105, 202)
    assert [
        {key: row[key] for key in ("code", "count", "percent")} for row in told["themes"]
    ] == PUBLISHED["themes"]
    assert [row["percent"] for row in told["themes"]] == [
        *(32.2, 26.7, 8.4, 7.9, 5.4, 4.0, 3.5, 3.5, 3.0, 0.5, 5.0)
    ]
    stock = told["stock"]
    assert stock["opening"] + stock["received"] == stock["closed"] + stock["closing"]

    files = {form: tmp_path / f"2023.{form}" for form in (*PAPER, "html", "csv", "zip")}
    for form, file in files.items():
        written = "csv" if form == "zip" else form
        ran = years.run(*ANNUAL, "--format", written, "--internal", "--out", str(file))
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        assert file.stat().st_mode & 0o777 == MODE
    html = html_tables(files["html"].read_bytes())
    assert html == csv_tables(files["csv"].read_bytes())
    assert html == docx_tables(files["docx"].read_bytes())
    assert html == xlsx_tables(files["xlsx"].read_bytes(), "da")
    pdf = files["pdf"].read_bytes()
    assert ua_faults(pdf) == []
    assert pdf_tables(pdf)["Forhold efter tema"] == html["Forhold efter tema"]
    packed = zip_tables(files["zip"].read_bytes())
    assert packed["themes.csv"] == html["Forhold efter tema"]
    themes = [
        (name, int(count), float(percent.replace(",", ".")))
        for name, count, percent in html["Forhold efter tema"][1:-1]
    ]
    assert themes == [(row["label"], row["count"], row["percent"]) for row in told["themes"]]
    assert html["Forhold efter tema"][-1] == ["I alt", "202", ""]
    assert [int(row[1]) for row in html["Sager ind og ud"][1:]] == list(stock.values())
    assert [int(row[1]) for row in packed["pending.csv"][1:-1]] == list(told["pending"].values())


def test_the_edition_for_everybody_holds_nothing_that_points_at_a_person(years: Unit) -> None:
    ran = years.run(*ANNUAL, "--format", "json", "--language", "en")
    told = json.loads(ran.stdout)
    assert not told["internal"]
    assert (told["received"], told["matters"]) == (105, 202)
    counted = counts_of(told)
    # One matter is too few, and so the next smallest is not told either: 202 would give it back.
    assert {code for code, count in counted.items() if count is None} >= {"environment"}
    assert list(counted.values()).count(None) > 1
    assert min(count for count in counted.values() if count is not None) >= 3
    assert "themes" in {one["part"] for one in told["withheld"]}
    assert told["title"] == "The whistleblower scheme: annual report 2023"


def test_with_whom_cases_rested_is_a_sentence_and_a_table(years: Unit) -> None:
    asked = ("report", "pending", "--on", PUBLISHED["pending"]["on"], "--as", LEAD)
    ran = years.run(*asked)
    assert (ran.returncode, ran.stderr) == (0, "")
    sentence, empty, *table = ran.stdout.splitlines()
    assert (sentence, empty) == (PUBLISHED["pending"]["sentence"], "")
    assert [int(line.split()[-1]) for line in table[1:]] == [3, 30, 1, 34]
    english = years.run(*asked, "--language", "en").stdout
    assert english.startswith("On 31 December 2024, 34 cases were pending: 3 rested with the unit")


def test_a_half_year_is_a_period_too(here: Unit) -> None:
    here.seals(*cases_of_2023())
    halves = [("2023-01-01", "2023-06-30"), ("2023-07-01", "2023-12-31")]
    received = 0
    for first, last in halves:
        asked = ("report", "annual", "--from", first, "--to", last, "--as", LEAD)
        told = json.loads(here.run(*asked, "--format", "json").stdout)
        assert told["period"] == {"from": first, "to": last}
        received += told["received"]
    assert received == 105


def test_figures_that_do_not_fit_are_not_printed(here: Unit, tmp_path: Path) -> None:
    received = datetime.fromisoformat(A_WORKING_DAY).date()
    backwards = (
        Turn(received, CaseState.RECEIVED, RestsWith.UNIT),
        Turn(received - timedelta(days=1), CaseState.OPEN, RestsWith.UNIT),
    )
    here.seals(replace(a_case(received), turns=backwards))
    file = tmp_path / "2023.html"
    said = here.refused(*ANNUAL, "--format", "html", "--out", str(file))
    assert "an erased case has a history whose days go backwards" in said
    assert not file.exists()


def test_who_may_not_read_statistics_is_told_so(here: Unit) -> None:
    add = ("staff", "add")
    here.activate(ADMIN, *add, ADMIN, "--name", "Otto", "--role", "administrator")
    asked = ("report", "pending", "--as", ADMIN)
    assert "does not read these statistics" in here.refused(*asked, email=ADMIN)
    # Nobody who holds the key has signed in since he came.
    here.activate(ANDERS, *add, ANDERS, "--name", "Anders", "--role", "caseworker")
    asked = ("report", "pending", "--as", ANDERS)
    assert "no copy of the statistics key yet" in here.refused(*asked, email=ANDERS)
    here.take_up(ANDERS)
    assert here.run("report", "pending", "--as", LEAD).returncode == 0
    assert here.run(*asked, email=ANDERS).returncode == 0


def test_whoever_is_not_who_she_says_is_refused_counted_and_slowed_down(here: Unit) -> None:
    asked = ("report", "pending", "--as", LEAD)
    wrong = "the address, the passphrase or the code is wrong"
    assert wrong in here.refused(*asked, PORTAL_PASSPHRASE="not hers at all, not one word")
    assert wrong in here.refused(*asked, PORTAL_OTP="000000")
    assert wrong in here.refused("report", "pending", "--as", "nobody@example.org")
    # Each attempt begins at the same moment, and what one has to wait grows: however slow the
    # machine is, it comes to more than what an attempt takes.
    at_once = {"PORTAL_NOW": here.moment.isoformat(), "PORTAL_PASSPHRASE": "wrong once more"}
    said = (here.refused(*asked, **at_once) for _ in range(10))
    assert any("too many attempts" in words for words in said)


def test_the_passphrase_is_asked_for_on_the_terminal_and_never_shown(unit: Unit) -> None:
    settings = unit.shown()
    typed = [settings.pop("PORTAL_PASSPHRASE"), settings.pop("PORTAL_OTP")]
    said = on_a_terminal(unit, settings, typed, "report", "pending", "--as", LEAD)
    assert "Passphrase" in said
    assert "One-time code" in said
    assert "ingen sager under behandling" in said
    assert not [secret for secret in typed if secret in said]


def test_without_a_terminal_nobody_is_asked(unit: Unit) -> None:
    ran = unit.installation.run("report", "pending", "--as", LEAD, typed=f"{PASSPHRASE}\n")
    assert ran.returncode == 1
    assert "no terminal" in ran.stderr


def on_a_terminal(unit: Unit, settings: dict[str, str], typed: list[str], *arguments: str) -> str:
    """Everything that a terminal shows while somebody types."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=unit.installation.folder,
        env=unit.installation._environment(settings),
        start_new_session=True,
    )
    os.close(theirs)
    shown = ""
    for piece in pieces(ours):
        shown += piece
        # What is typed before the echo is off is thrown away; the space comes after that.
        if typed and shown.endswith(": "):
            os.write(ours, f"{typed[0]}\n".encode())
            typed = typed[1:]
    os.close(ours)
    assert process.wait(timeout=60) == 0, shown
    return shown


def pieces(terminal: int) -> Iterator[str]:
    """What is shown, as it comes; Linux says EIO once nobody is left to show anything."""
    while select.select([terminal], [], [], SILENCE_SECONDS)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError as ended:
            if ended.errno != errno.EIO:
                raise
            return
        yield piece.decode()
    raise TimeoutError("nothing is shown and nothing is asked for")


@pytest.mark.parametrize("form", PAPER)
@pytest.mark.parametrize("kind", ["annual", "account"])
def test_what_is_no_text_is_not_printed(portal, kind: str, form: str) -> None:
    ran = portal("report", kind, "--year", "2023", "--as", LEAD, "--format", form)
    assert ran.status == 1
    assert f"{form} is no text: name a file with --out" in ran.reason


def test_the_smallest_figure_told_is_three_or_five(here: Unit) -> None:
    of_four = a_case(date(2023, 3, 1), *[a_matter("law")] * 4, *[a_matter("health")] * 8)
    here.seals(of_four, *[a_case(date(2023, 3, 1), *[a_matter("finance")] * 20)] * 8)
    asked = (*ANNUAL, "--format", "json")
    plain = json.loads(here.run(*asked).stdout)
    assert plain["threshold"] == 3
    assert counts_of(plain)["law"] == 4
    strict = json.loads(here.run(*asked, "--threshold", "5").stdout)
    assert strict["threshold"] == 5
    assert counts_of(strict)["law"] is None


def counts_of(told: dict) -> dict[str, int | None]:
    return {row["code"]: row["count"] for row in told["themes"]}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--format", "json"], "say --year, or --from and --to"),
        (["--format", "json", "--year", "2023", "--to", "2023-02-01"], "--to, not both"),
        (["--format", "json", "--year", "abc"], "portal: --year is a year, as 2025"),
        (["--format", "json", "--from", "2023-02-01"], "say --year"),
        (["--format", "json", "--year", "1"], "not in the range"),
        (["--format", "json", "--from", "0001-01-01", "--to", "2023-01-01"], "not in the range"),
        (["--format", "json", "--from", "2023-13-01", "--to", "2023-01-01"], "--from"),
        (["--format", "txt", "--year", "2023"], "--format"),
        (["--format", "json", "--year", "2023", "--threshold", "4"], "--threshold"),
        (["--year", "2023"], "--format"),
        (["--format", "json", "--year", "2023", "--language", "sv"], "--language"),
    ],
)
def test_a_slip_of_the_pen_is_one_line_about_it(portal, arguments, reason) -> None:
    ran = portal("report", "annual", *arguments, "--as", LEAD)
    assert ran.status == 2
    assert reason in ran.reason


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["annual", "--format", "json", "--year", "2031"], "not begun yet"),
        (
            ["annual", "--format", "json", "--from", "2023-02-01", "--to", "2023-01-01"],
            "--to lies before --from",
        ),
        (["pending", "--on", "2031-01-01"], "lies ahead"),
    ],
)
def test_what_cannot_be_counted_is_refused_before_the_passphrase_is_asked_for(
    here: Unit, arguments: list[str], reason: str
) -> None:
    # Whoever was asked would be told that there is no terminal.
    ran = here.installation.run("report", *arguments, "--as", LEAD)
    assert (ran.returncode, ran.stdout) == (1, "")
    (line,) = ran.stderr.splitlines()
    assert reason in line


def test_cases_pending_now_are_told_in_the_present_tense(here: Unit) -> None:
    asked = ("report", "pending", "--as", LEAD)
    assert " er ingen sager under behandling." in here.run(*asked).stdout
    today = here.moment.date().isoformat()
    assert " var ingen sager under behandling." in here.run(*asked, "--on", today).stdout


def test_before_init_there_is_nothing_to_count(portal) -> None:
    ran = portal(*ANNUAL, "--format", "json")
    assert ran.status == 1
    assert "run portal init first" in ran.reason


def test_a_file_is_not_overwritten_unless_told(here: Unit, tmp_path: Path) -> None:
    file = tmp_path / "2023.json"
    file.write_text("not ours")
    asked = (*ANNUAL, "--format", "json", "--out", str(file))
    assert "--force overwrites it" in here.refused(*asked)
    assert file.read_text() == "not ours"
    assert here.run(*asked, "--force").returncode == 0
    assert json.loads(file.read_text())["received"] == 0
    assert file.stat().st_mode & 0o777 == MODE
    nowhere = (*ANNUAL, "--format", "json", "--out", str(tmp_path / "no" / "2023.json"))
    assert "there is no folder" in here.refused(*nowhere)
    folder = (*ANNUAL, "--format", "json", "--out", str(tmp_path))
    assert "is a folder" in here.refused(*folder)


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole_file.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        whole_file.write_whole(tmp_path / "2023.json", b"{}", overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "2023.json"
    file.write_bytes(b"theirs")
    with pytest.raises(Exception, match="--force"):
        whole_file.write_whole(file, b"ours", overwrite=False)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"theirs"]
