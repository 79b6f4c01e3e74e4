"""The worklist: every case the member has a key to, the urgent ones first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, StringField

from portal.caseworker.kinds import works_on
from portal.caseworker.pages import caseworker, show
from portal.caseworker.priority_words import shown
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind, CaseState, RestsWith
from portal.services.casework.list_cases import Worklist, list_cases
from portal.staff.access import member, requires
from portal.staff.fields import listed
from portal.staff.pages import wanted_page
from portal.storage.case_store import COUNTED_AT_MOST, WorklistQuery
from portal.web.forms import LINE_LIMIT
from portal.web.workplace import workplace

PAGE_SIZE = 50
SORTS = ("urgent", "newest", "due")
_FILTERS = ("state", "rests_with", "kind", "q", "sort")

Code = TypeVar("Code", bound=StrEnum)


def _who_waits() -> str:
    """Whom those cases rest with that the unit has asked about, as she knows them."""
    if not works_on(CaseKind.COMPLAINT):
        return _("Indberetteren")
    return _("Indberetteren eller borgeren") if works_on(CaseKind.REPORT) else _("Borgeren")


def _own_kinds() -> list[tuple[str, Any]]:
    """The kinds of cases that lie on her desk."""
    known = [
        (CaseKind.REPORT, _l("Indberetninger")),
        (CaseKind.COMPLAINT, _l("Klager")),
        (CaseKind.ASSISTANCE, _l("Konsultativ bistand")),
        (CaseKind.OWN_MOTION, _l("Tilsyn af egen drift")),
    ]
    return [(kind, words) for kind, words in known if works_on(kind)]


class FilterForm(Form):
    """Sent by GET, so without a token: it changes nothing."""

    q = StringField(_l("Søg efter sagsnummer eller ord"))
    state = SelectField(
        _l("Tilstand"),
        choices=lambda: listed(
            [
                ("", _l("Alle")),
                (CaseState.RECEIVED, _l("Modtaget")),
                (CaseState.OPEN, _l("Under behandling")),
                (CaseState.CLOSED, _l("Afsluttet")),
            ]
        ),
    )
    rests_with = SelectField(
        _l("Beror på"),
        choices=lambda: listed(
            [
                ("", _l("Alle")),
                (RestsWith.UNIT, _l("Enheden")),
                (RestsWith.ADMINISTRATION, _l("En forvaltning")),
                (RestsWith.REPORTER, _who_waits()),
            ]
        ),
    )
    kind = SelectField(_l("Type"), choices=lambda: listed([("", _l("Alle")), *_own_kinds()]))
    sort = SelectField(
        _l("Vis først"),
        choices=lambda: listed(
            [
                ("urgent", _l("De vigtigste")),
                ("due", _l("Første frist")),
                ("newest", _l("De nyeste")),
            ]
        ),
    )


@dataclass(frozen=True)
class Page:
    """Where in a long list we are; both count from 1."""

    number: int
    pages: int


@caseworker.get("/cases")
@requires(Permission.CASE_LIST)
def worklist() -> str:
    words = request.args.get("q", "")[:LINE_LIMIT].strip()
    found, page = _page_of(words, wanted_page())
    today = workplace().today()
    return show(
        "worklist.html",
        form=FilterForm(request.args, sort=_sort()),
        found=found,
        page=page,
        words=words,
        filtered=any(request.args.get(name) for name in _FILTERS if name != "sort"),
        arguments={name: request.args[name] for name in _FILTERS if request.args.get(name)},
        today=today,
        priority={row.facts.number: shown(row.facts, today) for row in found.rows},
        counted_all=found.count <= COUNTED_AT_MOST,
    )


def _page_of(words: str, number: int) -> tuple[Worklist, Page]:
    """The wanted page, or the last one for a number beyond it."""
    found = list_cases(workplace(), member(), _query(number), words)
    pages = max(1, -(-found.count // PAGE_SIZE))
    if number > pages and found.count <= COUNTED_AT_MOST:
        number = pages
        found = list_cases(workplace(), member(), _query(number), words)
    # Beyond what is counted there is a next page for as long as this one is full.
    beyond = found.count > COUNTED_AT_MOST and len(found.rows) == PAGE_SIZE
    return found, Page(number, max(pages, number + 1 if beyond else number))


def _query(page: int) -> WorklistQuery:
    return WorklistQuery(
        state=_code(CaseState, "state"),
        rests_with=_code(RestsWith, "rests_with"),
        kind=_code(CaseKind, "kind"),
        sort=_sort(),
        page=page,
        page_size=PAGE_SIZE,
    )


def _code(kind: type[Code], name: str) -> Code | None:
    """What an address asks for; whatever is not on the list asks for nothing."""
    asked = request.args.get(name, "")
    return kind(asked) if asked in set(kind) else None


def _sort() -> str:
    asked = request.args.get("sort", "")
    return asked if asked in SORTS else SORTS[0]
