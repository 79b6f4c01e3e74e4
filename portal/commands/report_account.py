"""`portal report account`: the complaints of a year, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from portal.commands.report_asking import asked, nothing_printed, of_case
from portal.commands.report_options import (
    chosen_period,
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

    from portal.domain.account_reconciliation import AccountFinding
    from portal.services.publishing.count_shown import Shown
    from portal.services.workplace import Member, Workplace

MISFITS = {
    "closed_elsewhere": "{where} is said to be closed on another day than its history tells",
    "received": "complaints, enquiries, teaching and what went on do not sum to what was received",
    "everything": "complaints, assistance and teaching do not sum to all that was asked",
    "stock": "opening + received is not closed + closing",
    "table": "the table {where} does not sum to its whole",
    "share": "the share {where} is not that of its table",
    "upheld_by_administration": "what was upheld by administration does not sum to the whole",
    "days": "the days by effort or by channel do not sum to the whole",
    "assistance": "assistance does not sum to what is answered, and to what took its hours",
    "supervision": "supervision does not sum to what there was and what came",
}


@click.command()
@what_is_written
@who_asks
def account(
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
    """The account of the complaints of a year or of any other period, fit to be published.

    It is not printed when its figures do not fit together.

    \b
    Example:
      portal report account --from 2025-04-01 --to 2026-03-31 --format html --out 2025.html \\
          --as head@example.org
    """
    refuse_place(form, out, overwrite=force)
    begins, ends = chosen_period(year, first, last)
    with asked(email, begins, "the period has not begun yet") as (settings, workplace, member):
        told_from = None if internal else threshold
        report = _counted(workplace, member, begins, ends, told_from)
        spoken = language or settings.languages[0]
        content = report_content(report, workplace.municipality, file_form(form, out), spoken)
    deliver(content, out, overwrite=force)


def _counted(
    workplace: Workplace, member: Member, first: date, last: date, threshold: int | None
) -> Shown:
    from portal.services.statistics.count_complaints import AccountDoesNotReconcile

    try:
        return counted(workplace, member, ReportKind.ACCOUNT, first, last, threshold)
    except AccountDoesNotReconcile as error:
        raise nothing_printed([_told(finding) for finding in error.findings]) from None


def _told(finding: AccountFinding) -> str:
    case = finding.misfit == "closed_elsewhere"
    where = of_case(finding.where) if case else finding.where
    return MISFITS[finding.misfit].format(where=where)
