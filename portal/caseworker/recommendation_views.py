"""Every recommendation over all cases: by administration, by where it stands, and as a file."""

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField

from portal.caseworker.adviser_list_words import (
    left_out_of,
    recommendation_columns,
    recommendation_row,
    recommendations_document,
)
from portal.caseworker.document_files import document_file
from portal.caseworker.kinds import require_desk
from portal.caseworker.pages import caseworker, show
from portal.caseworker.recommendation_words import STANDING_WORDS
from portal.caseworker.supervision_words import administrations_text
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind
from portal.domain.recommendation import Standing
from portal.reports.tables import Document
from portal.services.adviser.list_recommendations import (
    WantedRecommendations,
    list_recommendations,
)
from portal.staff.access import member, requires
from portal.staff.fields import labelled, listed
from portal.web.workplace import municipality, workplace

_FILTERS = ("administration", "standing")


class FilterForm(Form):
    """Sent by GET, so without a token: it changes nothing."""

    administration = SelectField(_l("Forvaltning"), choices=labelled("administration", _l("Alle")))
    standing = SelectField(
        _l("Hvor langt er det?"),
        choices=lambda: listed([("", _l("Alle")), *STANDING_WORDS.items()]),
    )


@caseworker.get("/recommendations")
@requires(Permission.CASE_LIST)
def recommendations() -> str:
    require_desk(CaseKind.OWN_MOTION)
    found = list_recommendations(workplace(), member(), _wanted())
    return show(
        "recommendations.html",
        form=FilterForm(request.args),
        columns=recommendation_columns(),
        rows=[(line, recommendation_row(line.recommendation)) for line in found.lines],
        left_out=left_out_of(found.cases),
        arguments=_arguments(),
    )


@caseworker.get("/recommendations.docx")
@requires(Permission.CASE_LIST)
def recommendations_as_docx() -> Response:
    require_desk(CaseKind.OWN_MOTION)
    return document_file(_document(), "docx", "anbefalinger")


@caseworker.get("/recommendations.csv")
@requires(Permission.CASE_LIST)
def recommendations_as_csv() -> Response:
    require_desk(CaseKind.OWN_MOTION)
    return document_file(_document(), "csv", "anbefalinger")


def _document() -> Document:
    wanted = _wanted()
    found = list_recommendations(workplace(), member(), wanted)
    return recommendations_document(found, _wanted_text(wanted))


def _wanted() -> WantedRecommendations:
    """What an address asks for; what there is not asks for nothing."""
    administration = request.args.get("administration", "")
    standing = request.args.get("standing", "")
    known = administration in municipality().codes("administration")
    return WantedRecommendations(
        administration=administration if known else "",
        standing=Standing(standing) if standing in set(Standing) else None,
    )


def _wanted_text(wanted: WantedRecommendations) -> str:
    said = []
    if wanted.administration:
        said.append(administrations_text((wanted.administration,)))
    if wanted.standing:
        said.append(str(STANDING_WORDS[wanted.standing]))
    return _("Kun: %(what)s", what=", ".join(said)) if said else ""


def _arguments() -> dict[str, Any]:
    return {name: request.args[name] for name in _FILTERS if request.args.get(name)}
