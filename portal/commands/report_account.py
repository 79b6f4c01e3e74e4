"""`portal report account`: the complaints of a year, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from portal.commands.report_asking import asked, nothing_printed, of_case
from portal.commands.report_options import (
    chosen_period,
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

    from portal.domain.account_reconciliation import AccountFinding
    from portal.domain.annual_account import AnnualAccount
    from portal.domain.municipality import Municipality
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
    refuse_format(form)
    begins, ends = chosen_period(year, first, last)
    if out is not None:
        refuse_existing(out, overwrite=force)
    with asked(email, begins, "the period has not begun yet") as (settings, workplace, member):
        from portal.domain.account_disclosure import publishable_account

        counted = _counted(workplace, member, begins, ends)
        shown = counted if internal else publishable_account(counted)
        spoken = language or settings.languages[0]
        content = _content(shown, workplace.municipality, form, spoken, zipped=is_zip(out))
    deliver(content, out, overwrite=force)


def _counted(workplace: Workplace, member: Member, first: date, last: date) -> AnnualAccount:
    from portal.services.statistics.count_complaints import (
        AccountDoesNotReconcile,
        count_complaints,
    )

    try:
        return count_complaints(workplace, member, first, last)
    except AccountDoesNotReconcile as error:
        raise nothing_printed([_told(finding) for finding in error.findings]) from None


def _told(finding: AccountFinding) -> str:
    case = finding.misfit == "closed_elsewhere"
    where = of_case(finding.where) if case else finding.where
    return MISFITS[finding.misfit].format(where=where)


def _content(
    account: AnnualAccount, municipality: Municipality, form: str, language: str, *, zipped: bool
) -> bytes:
    from portal.reports.account_json import account_json
    from portal.reports.account_tables import AccountTables
    from portal.reports.written import written

    if form == "json":
        return account_json(account, municipality, language)
    return written(AccountTables(account, municipality, language).document(), form, zipped=zipped)
