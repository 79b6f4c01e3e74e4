"""The options that reports have in common, and what is checked of them before anybody types."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portal.commands.whole_file import refuse_existing, write_whole
from portal.domain.period import year_of
from portal.domain.publication import THRESHOLDS
from portal.settings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

FORMATS = ("json", "csv", "html", "xlsx", "docx", "pdf")
# What a terminal would be upset by.
NO_TEXT = ("xlsx", "docx", "pdf")


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


def day(*names: str, about: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
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


def what_is_written(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a report of a period that is written in one of the formats."""
    for option in reversed(
        (
            click.option("--year", type=YEARS, metavar="Y", help="A calendar year."),
            day("--from", "first", about="The first day of another period."),
            day("--to", "last", about="Its last day."),
            click.option("--format", "form", type=click.Choice(FORMATS), required=True),
            click.option(
                "--out",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="Where to write it; standard output if not said (json, csv, html). A name in"
                " .zip: one CSV per table.",
            ),
            click.option("--force", is_flag=True, help="Overwrite the file."),
            click.option(
                "--internal",
                is_flag=True,
                help="Every figure, also those unfit to be published.",
            ),
            click.option(
                "--threshold",
                type=click.Choice(THRESHOLDS),
                default=THRESHOLDS[0],
                show_default=True,
                help="The smallest figure that is told.",
            ),
        )
    ):
        command = option(command)
    return command


def refuse_place(form: str, out: Path | None, *, overwrite: bool) -> None:
    """Raises click.ClickException when a report cannot be written to where it is to go."""
    if out is not None:
        refuse_existing(out, overwrite=overwrite)
    elif form in NO_TEXT:
        raise click.ClickException(f"{form} is no text: name a file with --out")


def chosen_period(year: int | None, first: date | None, last: date | None) -> tuple[date, date]:
    """The first and the last day that were asked for. Raises click.ClickException."""
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


def file_form(form: str, out: Path | None) -> str:
    """The format of the file: CSV under a name in .zip is a zip with a file for each table."""
    packed = form == "csv" and out is not None and out.suffix.lower() == ".zip"
    return "zip" if packed else form


def deliver(content: bytes, out: Path | None, *, overwrite: bool) -> None:
    """Write a report to its file, or to standard output. Raises click.ClickException, OSError."""
    if out is None:
        click.echo(content, nl=False)
    else:
        write_whole(out, content, overwrite=overwrite)
