"""The account of complaints on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from crypto.identifiers import new_id
from crypto.labels import STATISTICAL_FACT, bind
from crypto.receipt_code import new_code
from crypto.sealing import seal_text_to
from portal.commands.report_account import MISFITS
from portal.domain.account_reconciliation import AccountMisfit
from portal.domain.complaint import Channel, Effort, Learning, Nature, Satisfaction, Solved, Upheld
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.complaining.register_complaint import register_complaint
from portal.services.complaining.submit_complaint import NewComplaint, submit_complaint
from portal.storage.fact_store import _SHAPE, _Box
from portal.storage.tables import facts
from portal.storage.unit_key_store import STATISTICS
from tests.commands.conftest import LEAD
from tests.commands.unit_at_work import Unit
from tests.domain.counted_complaints import a_complaint
from tests.reports.paper_readers import docx_tables, pdf_tables, xlsx_tables
from tests.reports.readers import csv_tables, html_tables, zip_tables
from tests.support.server import A_WORKING_DAY

if TYPE_CHECKING:
    from pathlib import Path

    from portal.domain.statistics import StatisticalFacts

TODAY = datetime.fromisoformat(A_WORKING_DAY).date()
ACCOUNT = ("report", "account", "--from", "2026-01-01", "--to", "2026-12-31", "--as", LEAD)
MODE = 0o600


def a_small_year() -> list[StatisticalFacts]:
    """Ten that were closed after four days, one of them not upheld, and one day of teaching, as it
    was registered before assistance had cases of its own."""
    received = TODAY - timedelta(days=20)
    registered = {
        "channel": Channel.TELEPHONE,
        "administration": "SOF",
        "wants": ("money",),
        "about": "general_law",
        "sub_themes": ("access",),
        "gravity": "service",
        "effort": Effort.DIALOGUE,
        "entered_into": True,
        "solved": Solved.WHOLLY,
        "learning": Learning.CONCRETE,
        "satisfaction": Satisfaction.SATISFIED,
    }
    results = [Upheld.NO, *[Upheld.YES] * 9]
    closed_on = received + timedelta(days=4)
    return [
        *(a_complaint(received, closed_on=closed_on, upheld=one, **registered) for one in results),
        a_complaint(received, nature=Nature.TEACHING, closed_on=received),
    ]


def filed(unit: Unit, **registered: object) -> str:
    """A complaint that a citizen filed and the head of unit took up; the answer is its number."""
    workplace = unit.workplace()
    lead = unit.member(workplace)
    said = NewComplaint("Jeg har ventet på svar siden maj.", administration="SOF")
    number = submit_complaint(workplace, said, new_code()).number
    declare_impartiality(workplace, lead, number, impartial=True, reason="")
    register_complaint(workplace, lead, number, **registered)
    workplace.database.close()
    return number


def told(unit: Unit, *more: str) -> dict:
    ran = unit.run(*ACCOUNT, "--format", "json", *more)
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


def counts(table: dict) -> dict[str, int]:
    return {row["code"]: row["count"] for row in table["rows"] if row["count"]}


def test_what_is_registered_of_a_complaint_is_what_the_account_counts(here: Unit) -> None:
    filed(
        here,
        channel=Channel.TELEPHONE,
        wants=("money",),
        effort=Effort.MEDIATION,
        unit_name="Borgercenter Voksne",
        solved=Solved.PARTLY,
    )
    account = told(here, "--internal")
    assert (account["received"]["complaints"], account["stock"]["closing"]) == (1, 1)
    for table, code in {
        "administrations": "SOF",
        "channels": "telephone",
        "wants": "money",
        "efforts": "mediation",
        "solved": "partly",
        "abouts": "",
    }.items():
        assert counts(account[table]) == {code: 1}
    assert account["shares"]["solved"] == {"count": 1, "of": 1, "percent": 100.0}
    assert account["days"]["mean"] is None
    assert "Borgercenter Voksne" not in json.dumps(account)
    # The whistleblower report knows nothing of it.
    year = ("report", "annual", "--year", "2026", "--format", "json", "--as", LEAD)
    assert json.loads(here.run(*year).stdout)["received"] == 0


def test_the_account_comes_out_in_every_format(here: Unit, tmp_path: Path) -> None:
    here.seals(*a_small_year())
    account = told(here, "--internal")
    assert account["received"]["total"] == 11
    assert account["shares"]["upheld"] == {"count": 9, "of": 10, "percent": 90.0}
    assert (account["days"]["closed"], account["days"]["mean"]) == (10, 4.0)
    forms = ("html", "csv", "zip", "xlsx", "docx", "pdf")
    files = {form: tmp_path / f"2026.{form}" for form in forms}
    for form, file in files.items():
        written = "csv" if form == "zip" else form
        ran = here.run(*ACCOUNT, "--format", written, "--internal", "--out", str(file))
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        assert file.stat().st_mode & 0o777 == MODE
    html = html_tables(files["html"].read_bytes())
    assert html == csv_tables(files["csv"].read_bytes())
    assert html == docx_tables(files["docx"].read_bytes())
    assert html == xlsx_tables(files["xlsx"].read_bytes(), "da")
    assert pdf_tables(files["pdf"].read_bytes()).keys() == html.keys()
    assert (
        zip_tables(files["zip"].read_bytes())["channels.csv"]
        == html["Klager efter henvendelsesvej"]
    )
    assert html["Klager efter henvendelsesvej"][2] == ["Telefon", "10", "100,0"]


def test_the_edition_for_everybody_withholds_a_small_figure_and_what_tells_it(here: Unit) -> None:
    here.seals(*a_small_year())
    account = told(here, "--language", "en")
    assert not account["internal"]
    assert {row["count"] for row in account["upheld"]["rows"]} == {None}
    assert account["shares"]["upheld"] == {"count": None, "of": 10, "percent": None}
    parts = {one["part"] for one in account["withheld"]}
    assert {"upheld", "shares", "upheld_by_administration"} <= parts
    assert counts(account["channels"]) == {"telephone": 10}
    assert account["title"].startswith("Complaints to the Citizens' Adviser: account of 2026")


def test_figures_that_do_not_fit_are_not_printed(here: Unit, tmp_path: Path) -> None:
    [case] = a_small_year()[:1]
    assert case.complaint is not None
    here.seals(replace(case, complaint=replace(case.complaint, closed_on=None)))
    file = tmp_path / "2026.html"
    said = here.refused(*ACCOUNT, "--format", "html", "--out", str(file))
    assert "an erased case is said to be closed on another day than its history tells" in said
    assert not file.exists()


def test_facts_from_before_registers_were_counted_still_open(here: Unit) -> None:
    number = filed(here)
    [erased] = a_small_year()[:1]
    workplace = here.workplace()
    with workplace.open_unit(write=True) as unit:
        key = unit.unit_keys.public_key(STATISTICS)
        case = unit.cases.by_number(number)
        assert key is not None
        assert case is not None
        for case_id, whole in ((None, erased), (case.id, replace(erased, complaint=None))):
            unit._connection.execute(facts.delete().where(facts.c.case_id == case_id))
            fact_id = new_id()
            box = seal_text_to(key, as_it_was(whole), bind(STATISTICAL_FACT, fact_id))
            unit._connection.execute(facts.insert().values(id=fact_id, case_id=case_id, box=box))
        unit.commit()
    workplace.database.close()
    account = told(here, "--internal")
    # Whose case is there yet is written anew; of the erased one it is known that it came.
    assert account["received"] == {
        "total": 2,
        "complaints": 1,
        "enquiries": 0,
        "teaching": 0,
        "reports": 0,
        "merged": 0,
        "unstated": 1,
    }
    assert counts(account["administrations"]) == {"SOF": 1}


def as_it_was(whole: StatisticalFacts) -> bytes:
    """A box as it was written before complaints had facts of their own."""
    content = json.loads(_SHAPE.dump_json(_Box(whole=whole)))
    del content["whole"]["complaint"]
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("arguments", "reason", "status"),
    [
        (["--format", "json"], "say --year, or --from and --to", 2),
        (["--format", "json", "--from", "2026-02-01"], "say --year", 2),
        (["--from", "2026-02-01", "--to", "2026-03-01"], "--format", 2),
        (
            ["--format", "json", "--from", "2026-02-01", "--to", "2026-01-01"],
            "--to lies before --from",
            1,
        ),
        (
            ["--format", "json", "--from", "0001-01-01", "--to", "2026-01-01"],
            "not in the range",
            2,
        ),
    ],
)
def test_a_slip_of_the_pen_is_one_line_about_it(portal, arguments, reason, status) -> None:
    ran = portal("report", "account", *arguments, "--as", LEAD)
    assert ran.status == status
    assert reason in ran.reason


def test_a_period_that_lies_ahead_is_refused_before_anybody_types(here: Unit) -> None:
    ran = here.installation.run(
        "report", "account", "--year", "2031", *ACCOUNT[-2:], "--format", "csv"
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "not begun yet" in ran.stderr


def test_a_file_is_not_overwritten_unless_told(here: Unit, tmp_path: Path) -> None:
    file = tmp_path / "2026.json"
    file.write_text("not ours")
    asked = (*ACCOUNT, "--format", "json", "--out", str(file))
    assert "--force overwrites it" in here.refused(*asked)
    assert file.read_text() == "not ours"
    assert here.run(*asked, "--force").returncode == 0
    assert json.loads(file.read_text())["received"]["total"] == 0


def test_every_misfit_has_words() -> None:
    assert set(MISFITS) == set(AccountMisfit)
