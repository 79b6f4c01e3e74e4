"""The public side and the unit's share the database, and each process loads its own code alone.

What is asked is the real program, served as it is served: the interpreter itself tells of every
module that it loads, in the server's process and in its workers.
"""

from __future__ import annotations

import re
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.deploy.ready import laid_ground
from tests.support.filing import Visitor

if TYPE_CHECKING:
    from tests.support.server import Installation, RunningServer

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TELLING = {"PYTHONPROFILEIMPORTTIME": "1"}
# The code of the unit's side, and what its pages alone are made with. Citizens' complaints that go
# straight on are cleaned too, by a process of its own: what reads a file is loaded there.
OF_STAFF = (
    "portal.caseworker", "portal.administration", "portal.staff", "portal.jobs", "portal.demo",
    "portal.services.casework", "portal.services.adviser", "portal.services.recovery",
    "portal.services.accounts.sign_in", "portal.services.accounts.activate_account",
    "portal.services.publishing.publish_report", "portal.services.mailing.smtp_post",
    "portal.reports.report_wording", "portal.reports.written", "portal.reports.as_pdf",
    "portal.reports.as_docx", "portal.reports.as_xlsx", "portal.reports.pictures",
    "portal.cleaning.by_kind", "portal.cleaning.pdf", "portal.cleaning.pictures",
    "portal.cleaning.office", "portal.cleaning.opendocument", "portal.cleaning.zip_parts",
    "portal.domain.bounds", "portal.domain.withholding", "portal.domain.annual_report",
    "scipy", "numpy", "typst", "docx", "xlsxwriter", "lxml", "pikepdf", "pypdfium2", "PIL",
    "flask_login", "apscheduler", "smtplib",
)  # fmt: skip
OF_INTAKE = ("portal.intake", "portal.jobs", "portal.demo")


def without_pepper(installation: Installation) -> None:
    (installation.data_folder / "secrets" / "pepper").unlink()


def served(installation: Installation, area: str) -> RunningServer:
    return installation.start("--area", area, "--no-jobs", "--workers", "1", settings=TELLING)


def status_of(server: RunningServer, path: str) -> int:
    connection = HTTPConnection(urlsplit(server.origin).netloc, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def loaded(server: RunningServer) -> set[str]:
    """Every module that the server's processes have loaded."""
    lines = server.log_file.read_text("utf-8").splitlines()
    found = (re.fullmatch(r"import time:\s+\d+ \|\s+\d+ \|\s+(\S+)", line) for line in lines)
    return {told.group(1) for told in found if told}


def among(modules: set[str], packages: tuple[str, ...]) -> list[str]:
    return sorted(
        module
        for module in modules
        if any(module == package or module.startswith(f"{package}.") for package in packages)
    )


def test_the_public_process_has_neither_the_units_code_nor_the_pepper(
    installation: Installation,
) -> None:
    laid_ground(installation)
    without_pepper(installation)
    server = served(installation, "intake")
    for path in ("/", "/report", "/about", "/privacy", "/reports", "/complaint", "/case"):
        assert status_of(server, path) == 200, path
    assert status_of(server, "/staff/login") == 404
    visitor = Visitor.at(server.origin)
    assert visitor.upload("Kassen stemmer ikke.", "fil.pdf", [b"%PDF-1.7"], 8) == 303
    server.stop()
    modules = loaded(server)
    assert "portal.intake.report_views" in modules
    assert among(modules, OF_STAFF) == []


def test_the_units_process_has_no_code_of_the_public_side(installation: Installation) -> None:
    laid_ground(installation)
    server = served(installation, "staff")
    for path in ("/staff/login", "/healthz", "/readyz"):
        assert status_of(server, path) == 200, path
    assert status_of(server, "/report/new") == 404
    server.stop()
    modules = loaded(server)
    assert "portal.caseworker.sign_in_views" in modules
    assert among(modules, OF_INTAKE) == []


def test_the_jobs_run_without_the_pepper(installation: Installation) -> None:
    laid_ground(installation)
    without_pepper(installation)
    ran = installation.run("run-jobs")
    assert (ran.returncode, "failed" in ran.stdout) == (0, False)


def test_the_units_side_does_not_start_without_it(installation: Installation) -> None:
    laid_ground(installation)
    without_pepper(installation)
    refused = installation.run("serve", "--area", "staff")
    assert refused.returncode == 1
    assert "pepper is missing" in refused.stderr
