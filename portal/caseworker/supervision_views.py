"""Supervision over all cases: the list by state, and the list for the committee."""

import datetime as dt

from flask import Response, request
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form
from wtforms.validators import Optional

from portal.caseworker.adviser_list_words import committee_document, left_out_of
from portal.caseworker.document_files import document_file
from portal.caseworker.kinds import require_desk
from portal.caseworker.pages import caseworker, show
from portal.caseworker.supervision_words import STATE_WORDS, administrations_text
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind
from portal.reports.tables import Document
from portal.services.adviser.list_supervisions import list_supervisions
from portal.staff.access import member, requires
from portal.web.workplace import workplace


class SinceForm(Form):
    """Sent by GET, so without a token: it changes nothing."""

    since = DateField(_l("Afsluttet siden den"), [Optional()])


@caseworker.get("/supervisions")
@requires(Permission.CASE_LIST)
def supervisions() -> str:
    require_desk(CaseKind.OWN_MOTION)
    found = list_supervisions(workplace(), member())
    return show(
        "supervisions.html",
        found=found,
        state_words=STATE_WORDS,
        left_out=left_out_of(found.cases),
        administrations_text=administrations_text,
        today=workplace().today(),
    )


@caseworker.get("/supervisions/list")
@requires(Permission.CASE_LIST)
def supervisions_for_committee() -> str:
    """The list that is printed for each meeting of the committee."""
    require_desk(CaseKind.OWN_MOTION)
    since = _since()
    return show(
        "supervision_list.html",
        document=_document(since),
        form=SinceForm(since=since),
        arguments={"since": since.isoformat()},
    )


@caseworker.get("/supervisions/list.docx")
@requires(Permission.CASE_LIST)
def supervisions_as_docx() -> Response:
    require_desk(CaseKind.OWN_MOTION)
    return document_file(_document(_since()), "docx", "tilsyn")


def _document(since: dt.date) -> Document:
    return committee_document(list_supervisions(workplace(), member()), since)


def _since() -> dt.date:
    """The day an address asks for; the first day of this year where it names none."""
    try:
        return dt.date.fromisoformat(request.args.get("since", ""))
    except ValueError:
        return workplace().today().replace(month=1, day=1)
