"""`portal report`: what the year was, and with whom pending cases rest."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crypto.errors import CannotOpen
from portal.commands.opening import open_portal, open_workplace
from portal.commands.signing_in import sign_in
from portal.commands.whole_file import refuse_existing, write_whole
from portal.domain.access import Permission
from portal.domain.errors import (
    DoesNotReconcile,
    NotFound,
    NotPermitted,
)
from portal.domain.period import year_of
from portal.settings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from portal.domain.annual_report import AnnualReport
    from portal.domain.municipality import Municipality
    from portal.services.workplace import Member, Workplace
    from portal.settings import Settings

FORMATS = ("json", "csv", "html", "xlsx", "docx", "pdf")
NOT_YET = ("xlsx", "docx", "pdf")

MISFITS = {
    "no_facts": "has no facts that you could add",
    "begins_elsewhere": "does not begin on its day of receipt",
    "goes_backwards": "has a history whose days go backwards",
    "forbidden_move": "has a history with a move that cannot be",
    "rests_with_nobody": "is pending and rests with nobody",
    "stock": "opening + received is not closed + closing",
    "themes": "the themes do not sum to the matters",
    "decisions": "the decisions do not sum to the matters",
    "grounds": "the grounds do not sum to the rejected matters",
    "outcomes": "the outcomes do not sum to the matters in scope",
    "pending": "those with whom cases rest do not sum to the pending cases",
}
# A line that names every case of a broken database helps nobody.
NAMED_AT_MOST = 10


class Years(click.IntRange):
    """The years that a report can be made for."""

    def convert(
        self, value: Any, parameter: click.Parameter | None, context: click.Context | None
    ) -> int:
        """The year as a number. Raises click.UsageError."""
        if isinstance(value, str) and not value.isdecimal():
            raise click.UsageError("--year is a year, as 2025", context)
        return super().convert(value, parameter, context)


YEARS = Years(2000, 2999)


def _as_day(
    context: click.Context, parameter: click.Parameter, moment: datetime | None
) -> date | None:
    if moment is None:
        return None
    YEARS.convert(moment.year, parameter, context)
    return moment.date()


def _day(*names: str, about: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that takes a calendar date within the years that a report can be made for."""
    kind = click.DateTime(["%Y-%m-%d"])
    return click.option(*names, type=kind, metavar="D", callback=_as_day, help=about)


def who_asks(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every report has."""
    for option in (
        click.option(
            "--language",
            type=click.Choice(LANGUAGES),
            help="The language of the texts; the first of PORTAL_LANGUAGES if not said.",
        ),
        click.option(
            "--as",
            "email",
            required=True,
            metavar="EMAIL",
            help="Who asks; passphrase and one-time code are asked for.",
        ),
    ):
        command = option(command)
    return command


@click.group()
def report() -> None:
    """Reports of the whistleblower scheme.

    \b
    Example:
      portal report annual --year 2025 --format html --out 2025.html --as head@example.org
    """


@report.command()
@click.option("--year", type=YEARS, metavar="Y", help="A calendar year.")
@_day("--from", "first", about="The first day of another period.")
@_day("--to", "last", about="Its last day.")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it; standard output if not said. A name in .zip: one CSV per table.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.option("--internal", is_flag=True, help="Every figure, also those unfit to be published.")
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
    if form in NOT_YET:
        raise click.ClickException(f"the format {form} is not there yet: use json, csv or html")
    begins, ends = _period(year, first, last)
    if out is not None:
        refuse_existing(out, overwrite=force)
    with _asked(email, begins, "the period has not begun yet") as (settings, workplace, member):
        from portal.domain.disclosure_control import publishable
        from portal.services.statistics.count_year import count_period

        counted = count_period(workplace, member, begins, ends)
        shown = counted if internal else publishable(counted)
        zipped = out is not None and out.suffix.lower() == ".zip"
        spoken = language or settings.languages[0]
        content = _content(shown, workplace.municipality, form, spoken, zipped=zipped)
    if out is None:
        click.echo(content, nl=False)
    else:
        write_whole(out, content, overwrite=force)


@report.command()
@_day("--on", about="The end of this day; today if not said.")
@who_asks
def pending(on: date | None, email: str, language: str | None) -> None:
    """With whom pending cases rest, or rested at the end of a day: a sentence and a table.

    \b
    Example:
      portal report pending --on 2025-12-31 --as head@example.org
    """
    with _asked(email, on, "--on lies ahead: nobody knows yet") as (settings, workplace, member):
        from portal.reports.pending_text import pending_sentence, pending_table
        from portal.reports.tables import plain_text
        from portal.services.statistics.count_year import count_pending

        counted = count_pending(workplace, member, on or workplace.today())
    spoken = language or settings.languages[0]
    click.echo(pending_sentence(counted, spoken, now=on is None))
    click.echo()
    click.echo(plain_text(pending_table(counted, spoken), spoken))


def _period(year: int | None, first: date | None, last: date | None) -> tuple[date, date]:
    if year is not None and first is None and last is None:
        whole = year_of(year)
        return whole.first, whole.last
    if year is not None:
        raise click.UsageError("say --year, or --from and --to, not both")
    if first is None or last is None:
        raise click.UsageError("say --year, or --from and --to")
    if last < first:
        raise click.ClickException("--to lies before --from")
    return first, last


@contextmanager
def _asked(
    email: str, day: date | None, ahead: str
) -> Iterator[tuple[Settings, Workplace, Member]]:
    """The member who asks, at her workplace; what is refused is said on one line.

    A `day` that has not come is refused with `ahead`, before she types a passphrase for nothing.
    """
    settings, clock = open_portal()
    with open_workplace(settings, clock) as workplace:
        if day is not None and day > workplace.today():
            raise click.ClickException(ahead)
        member = sign_in(settings, workplace, email).member
        try:
            if not member.account.may(Permission.STATISTICS_READ):
                raise NotPermitted
            yield settings, workplace, member
        except NotPermitted:
            raise click.ClickException(f"the role of {email} does not read statistics") from None
        except NotFound:
            raise click.ClickException(
                f"{email} has no copy of the statistics key yet: she gets one when a member of the"
                " unit who has it signs in"
            ) from None
        except CannotOpen:
            raise click.ClickException(
                "a sealed part of the statistics does not open: it may have been altered"
            ) from None
        except DoesNotReconcile as error:
            raise click.ClickException(_misfits(error)) from None


def _misfits(error: DoesNotReconcile) -> str:
    told = []
    for finding in error.findings[:NAMED_AT_MOST]:
        case = "" if finding.case is None else f"{finding.case or 'an erased case'} "
        told.append(f"{case}{MISFITS[finding.misfit]}")
    left = len(error.findings) - len(told)
    more = f"; and {left} more" if left else ""
    return f"the figures do not fit together, so nothing is printed: {'; '.join(told)}{more}"


def _content(
    report: AnnualReport, municipality: Municipality, form: str, language: str, *, zipped: bool
) -> bytes:
    from portal.reports.annual_tables import AnnualTables
    from portal.reports.as_csv import document_csv, document_zip
    from portal.reports.as_html import document_html
    from portal.reports.as_json import annual_json

    if form == "json":
        return annual_json(report, municipality, language)
    document = AnnualTables(report, municipality, language).document()
    if form == "html":
        return document_html(document)
    return document_zip(document) if zipped else document_csv(document)
