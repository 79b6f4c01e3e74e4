"""`portal report`: what the year was, and with whom pending cases rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from portal.commands.report_account import account
from portal.commands.report_asking import asked
from portal.commands.report_import import import_
from portal.commands.report_options import (
    chosen_period,
    day,
    deliver,
    file_form,
    refuse_place,
    what_is_written,
    who_asks,
)
from portal.commands.report_writing import counted, report_content
from portal.domain.publication import ReportKind

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.group()
def report() -> None:
    """Reports of the whistleblower scheme, and the account of complaints.

    \b
    Example:
      portal report annual --year 2025 --format html --out 2025.html --as head@example.org
    """


report.add_command(account)
report.add_command(import_)


@report.command()
@what_is_written
@who_asks
def annual(
    *,
    year: int | None,
    first: date | None,
    last: date | None,
    form: str,
    out: Path | None,
    force: bool,
    internal: bool,
    threshold: int,
    email: str,
    language: str | None,
) -> None:
    """The report of a year or of any other period, fit to be published.

    It is not printed when its figures do not fit together. Of a year from before the portal it
    tells what was imported.

    \b
    Example:
      portal report annual --year 2025 --format html --out 2025.html --as head@example.org
      portal report annual --from 2025-01-01 --to 2025-06-30 --format json --as head@example.org
    """
    refuse_place(form, out, overwrite=force)
    begins, ends = chosen_period(year, first, last)
    with asked(email, begins, "the period has not begun yet") as (settings, workplace, member):
        told_from = None if internal else threshold
        report = counted(workplace, member, ReportKind.ANNUAL, begins, ends, told_from)
        spoken = language or settings.languages[0]
        content = report_content(report, workplace.municipality, file_form(form, out), spoken)
    deliver(content, out, overwrite=force)


@report.command()
@day("--on", about="The end of this day; today if not said.")
@who_asks
def pending(on: date | None, email: str, language: str | None) -> None:
    """With whom pending cases rest, or rested at the end of a day: a sentence and a table.

    \b
    Example:
      portal report pending --on 2025-12-31 --as head@example.org
    """
    with asked(email, on, "--on lies ahead: nobody knows yet") as (settings, workplace, member):
        from portal.reports.pending_text import pending_sentence, pending_table
        from portal.reports.tables import plain_text
        from portal.services.statistics.count_year import count_pending

        counted = count_pending(workplace, member, on or workplace.today())
    spoken = language or settings.languages[0]
    click.echo(pending_sentence(counted, spoken, now=on is None))
    click.echo()
    click.echo(plain_text(pending_table(counted, spoken), spoken))
