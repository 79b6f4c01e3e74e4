"""`portal report import`: the totals of years from before the portal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.commands.report_asking import asked
from portal.domain.access import Permission

if TYPE_CHECKING:
    from portal.domain.earlier_totals import EarlierTotals
    from portal.services.statistics.import_totals import Imported
    from portal.services.workplace import Member, Workplace

# Far more than a hundred years take.
LARGEST = 1_000_000

SLIPS = {
    "unknown_theme": "is no theme: use the codes of the municipality's file",
    "themes_without_matters": "needs matters: say what the themes sum to",
    "themes_do_not_sum": "do not sum to matters: see which count is wrong",
    "pending_does_not_sum": "does not sum to closing: see which count is wrong",
    "total_does_not_sum": "is not the sum of complaints, assistance and teaching",
    "upheld_without_known": "needs known: say of how many complaints the result is known",
    "more_upheld_than_known": "is more than known: see which count is wrong",
    "share_twice": "is given beside known: say the one or the other",
    "overlaps": "shares days with another period of the file: take one of them out",
    "overlaps_stored": "shares days with a period that was imported before: import that one again,"
    " or other periods",
    "own_cases": "begins when the portal had cases of its own: they are counted, take it out",
}


@click.command(name="import")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE"
)
@click.option(
    "--as",
    "email",
    required=True,
    metavar="EMAIL",
    help="The head of unit who imports; passphrase and one-time code are asked for.",
)
def import_(file: Path, email: str) -> None:
    """Import the published totals of years from before the portal.

    The file is JSON, as portal/reports/schemas/import.schema.json says. Importing a period again
    replaces it. Of a file with a slip in it nothing is imported.

    \b
    Example:
      portal report import earlier_years.json --as head@example.org
    """
    totals = _read(file)
    with asked(email, None, "") as (_settings, workplace, member):
        if not member.account.may(Permission.STATISTICS_IMPORT):
            raise click.ClickException(f"the role of {email} does not import totals")
        imported = _imported(workplace, member, totals)
    years = "1 year" if imported.periods == 1 else f"{imported.periods} years"
    click.echo(f"{years}: {imported.new} new, {imported.replaced} replaced")


def _read(file: Path) -> EarlierTotals:
    from portal.services.statistics.read_totals import MalformedTotals, read_totals

    if file.stat().st_size > LARGEST:
        raise click.ClickException(f"{file} is too large to be a file of totals")
    try:
        return read_totals(file.read_bytes())
    except MalformedTotals as slip:
        raise click.ClickException(f"{slip}; nothing was imported") from None


def _imported(workplace: Workplace, member: Member, totals: EarlierTotals) -> Imported:
    from portal.domain.earlier_totals import TotalsRefused
    from portal.services.statistics.import_totals import import_totals

    try:
        return import_totals(workplace, member, totals)
    except TotalsRefused as refused:
        what = SLIPS[refused.slip]
        raise click.ClickException(f"{refused.place}: {what}; nothing was imported") from None
