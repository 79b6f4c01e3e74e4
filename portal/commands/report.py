"""`portal report`: what the year was, and with whom pending cases rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from portal.commands.report_account import account
from portal.commands.report_asking import asked
from portal.commands.report_options import (
    chosen_period,
    day,
    deliver,
    is_zip,
    refuse_format,
    what_is_written,
    who_asks,
)
from portal.commands.whole_file import refuse_existing

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from portal.domain.annual_report import AnnualReport
    from portal.domain.municipality import Municipality


@click.group()
def report() -> None:
    """Reports of the whistleblower scheme, and the account of complaints.

    \b
    Example:
      portal report annual --year 2025 --format html --out 2025.html --as head@example.org
    """


report.add_command(account)


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
    email: str,
    language: str | None,
) -> None:
    """The report of a year or of any other period, fit to be published.

    It is not printed when its figures do not fit together.

    \b
    Example:
      portal report annual --year 2025 --format html --out 2025.html --as head@example.org
      portal report annual --from 2025-01-01 --to 2025-06-30 --format json --as head@example.org
    """
    refuse_format(form)
    begins, ends = chosen_period(year, first, last)
    if out is not None:
        refuse_existing(out, overwrite=force)
    with asked(email, begins, "the period has not begun yet") as (settings, workplace, member):
        from portal.domain.disclosure_control import publishable
        from portal.services.statistics.count_year import count_period

        counted = count_period(workplace, member, begins, ends)
        shown = counted if internal else publishable(counted)
        spoken = language or settings.languages[0]
        content = _content(shown, workplace.municipality, form, spoken, zipped=is_zip(out))
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


def _content(
    report: AnnualReport, municipality: Municipality, form: str, language: str, *, zipped: bool
) -> bytes:
    from portal.reports.annual_tables import AnnualTables
    from portal.reports.as_json import annual_json
    from portal.reports.written import written

    if form == "json":
        return annual_json(report, municipality, language)
    return written(AnnualTables(report, municipality, language).document(), form, zipped=zipped)
