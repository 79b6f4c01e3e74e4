"""The register of disclosures over all cases: what was told to whom, and on what it rested."""

from datetime import date

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional

from portal.caseworker.disclosure_words import ShownLine, recipient_text, shown_lines
from portal.caseworker.left_out_words import left_out
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.reports.as_csv import document_csv
from portal.reports.tables import Document, Table
from portal.services.accounts.list_accounts import list_accounts
from portal.services.dossiers.list_disclosures import (
    Register,
    Wanted,
    export_disclosures,
    list_disclosures,
)
from portal.staff.access import member, requires
from portal.staff.fields import listed
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality, workplace

_FILTERS = ("from", "to", "recipient")


def _recipients() -> list[SelectChoice]:
    known = municipality()
    pairs = [*known.choices("administration", locale()), *known.choices("body", locale())]
    return listed([("", _l("Alle")), *pairs])


class RegisterForm(Form):
    """Sent by GET, so without a token: it changes nothing."""

    first = DateField(_l("Fra den"), [Optional()], name="from")
    last = DateField(_l("Til og med den"), [Optional()], name="to")
    recipient = SelectField(_l("Modtager"), choices=_recipients)


@caseworker.get("/disclosures")
@requires(Permission.CASE_LIST)
def disclosures() -> str:
    found = list_disclosures(workplace(), member(), _wanted())
    return show(
        "disclosures.html",
        form=RegisterForm(request.args),
        found=found,
        lines=_in_words(found),
        left_out=left_out(found),
        filtered=any(request.args.get(name) for name in _FILTERS),
        arguments={name: request.args[name] for name in _FILTERS if request.args.get(name)},
    )


@caseworker.get("/disclosures.csv")
@requires(Permission.CASE_LIST)
def disclosures_as_csv() -> Response:
    wanted = _wanted()
    found = export_disclosures(workplace(), member(), wanted)
    answer = Response(document_csv(_document(found, wanted)), mimetype="text/csv")
    name = f"videregivelser-{workplace().today().isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _wanted() -> Wanted:
    """What an address asks for; what is no day, or no recipient there is, asks for nothing."""
    recipient = request.args.get("recipient", "")
    return Wanted(
        first=_day("from"),
        last=_day("to"),
        recipient=recipient if municipality().is_recipient(recipient) else "",
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _in_words(found: Register) -> tuple[ShownLine, ...]:
    names = {account.id.hex(): account.name for account in list_accounts(workplace())}
    return shown_lines(found.lines, names)


def _document(found: Register, wanted: Wanted) -> Document:
    rows = tuple(_row(line) for line in _in_words(found))
    table = Table("disclosures", _("Videregivelser"), _columns(), rows)
    return Document(
        locale(), _("Register over videregivelser"), tuple(_lines(found, wanted)), (table,)
    )


def _lines(found: Register, wanted: Wanted) -> list[str]:
    """What the export is of, and what it leaves out."""
    lines = [_("Udtrukket den %(day)s", day=long_date(workplace().today()))]
    if wanted.first:
        lines.append(_("Fra den %(day)s", day=long_date(wanted.first)))
    if wanted.last:
        lines.append(_("Til og med den %(day)s", day=long_date(wanted.last)))
    if wanted.recipient:
        lines.append(_("Modtager: %(name)s", name=recipient_text(wanted.recipient)))
    return lines + left_out(found)


def _columns() -> tuple[str, ...]:
    return (
        _("Dag"),
        _("Sag"),
        _("Forhold"),
        _("Modtager"),
        _("Hvordan"),
        _("Formål"),
        _("Indberetteren"),
        _("Grundlag"),
        _("Identitet"),
        _("Det, der blev sendt"),
        _("Begrundelse"),
        _("Filer"),
        _("Forsendelse"),
        _("Sendt af"),
    )


def _row(line: ShownLine) -> tuple[str, ...]:
    return (
        line.on.isoformat(),
        line.number,
        str(line.matter or ""),
        line.recipient,
        line.way,
        line.purpose,
        line.reveals,
        line.basis,
        line.compared,
        line.what,
        line.ground,
        "; ".join(line.files),
        line.dossier,
        line.by,
    )
