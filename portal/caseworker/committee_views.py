"""What is handed to the committee, on one page: looked through first, then fetched as files."""

import datetime as dt
from typing import Any

from flask import Response, abort, make_response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, ValidationError

from crypto.errors import CannotOpen
from portal.caseworker.committee_papers import Days, Paper, paper_document, papers_of_reader
from portal.caseworker.document_files import document_file
from portal.caseworker.pages import caseworker, show
from portal.caseworker.reconciliation_views import not_counted
from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.staff.access import requires
from portal.staff.fields import day
from portal.web.workplace import workplace

_FORMATS = ("docx", "pdf", "xlsx")
# The files' names are Danish as the papers' readers are, and ASCII.
_NAMES = {
    Paper.PENDING: "sager-under-behandling",
    Paper.SUPERVISIONS: "tilsyn",
    Paper.RECOMMENDATIONS: "anbefalinger",
    Paper.ALL: "bilag-til-udvalget",
}


class DaysForm(Form):
    """Sent by GET, so without a token: it changes nothing."""

    on = day(_l("Sager under behandling ved udgangen af den"), _l("Skriv en dag."))
    since = day(_l("Tilsyn afsluttet siden den"), _l("Skriv en dag."))

    def validate_on(self, field: Field) -> None:
        if field.data > workplace().today():
            raise ValidationError(_("Dagen er ikke kommet endnu. Vælg i dag eller en dag før."))


@caseworker.get("/committee")
@requires(Permission.CASE_LIST)
def committee() -> Response:
    days, form = _asked_for()
    try:
        document = paper_document(Paper.ALL, days)
    except (NotFound, CannotOpen) as error:
        return not_counted(error)
    page = show(
        "committee.html",
        form=form,
        has_errors=bool(form.errors),
        document=document,
        papers=[*papers_of_reader(), Paper.ALL],
        formats=_FORMATS,
        arguments=_arguments(days),
    )
    return make_response(page, 422 if form.errors else 200)


@caseworker.get("/committee/file")
@requires(Permission.CASE_LIST)
def committee_file() -> Response:
    days, form = _asked_for()
    wanted, paper = request.args.get("format", ""), request.args.get("paper", "")
    if form.errors or wanted not in _FORMATS:
        abort(400)
    if paper not in {*papers_of_reader(), Paper.ALL}:
        abort(404)
    try:
        document = paper_document(Paper(paper), days)
    except (NotFound, CannotOpen) as error:
        return not_counted(error)
    return document_file(document, wanted, _NAMES[Paper(paper)])


def _asked_for() -> tuple[Days, DaysForm]:
    """The days that an address names, and the form they came by. Where they are no good, the form
    has errors and the days are today and the first of this year."""
    today = workplace().today()
    days = Days(on=today, since=dt.date(today.year, 1, 1))
    if not {"on", "since"} & set(request.args):
        return days, DaysForm(on=days.on, since=days.since)
    form = DaysForm(request.args)
    if form.validate():
        days = Days(on=form.on.data, since=form.since.data)
    return days, form


def _arguments(days: Days) -> dict[str, Any]:
    return {"on": days.on.isoformat(), "since": days.since.isoformat()}
