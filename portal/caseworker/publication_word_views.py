"""The unit's own words of a report: written as a whole, or as a remark under one table."""

from collections.abc import Sequence

from flask import Response, make_response, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.pages import caseworker, show
from portal.caseworker.publication_forms import ForewordForm, RemarkForm, SubjectsForm
from portal.caseworker.publication_page import table_titles
from portal.caseworker.publication_place import (
    REPORT,
    ReportPlace,
    counted_at,
    draft_at,
    report_at,
)
from portal.caseworker.publication_texts import ShownText, shown_texts
from portal.caseworker.publication_words import refusals, report_title
from portal.domain.access import Permission
from portal.domain.draft import Draft
from portal.domain.errors import DraftChanged, InvalidInput
from portal.domain.publication import OwnWords, ReportDraft, ReportKind
from portal.services.publishing.write_words import write_words
from portal.staff.access import member, requires
from portal.staff.draft_of_request import draft_asked_for, let_go_of_draft
from portal.staff.pages import go_to, tell
from portal.web.workplace import workplace

WordsForm = ForewordForm | RemarkForm


@caseworker.route(f"{REPORT}/words", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
def publication_words(kind: str, first: str, last: str) -> AnyResponse:
    place = report_at(kind, first, last)
    kept = draft_at(place)
    shape = _shape(place)
    waiting = _waiting()
    form = shape(waiting) if waiting else shape.of_request(**_as_kept(kept))
    return _write(place, form, kept)


@caseworker.route(f"{REPORT}/remarks", methods=["GET", "POST"])
@requires(Permission.REPORT_WRITE)
def publication_remark(kind: str, first: str, last: str) -> AnyResponse:
    """With `table`, the remark under that one."""
    place = report_at(kind, first, last)
    kept = draft_at(place)
    waiting = _waiting()
    table = request.args.get("table", "")
    form = RemarkForm(waiting) if waiting else RemarkForm.of_request(**_remark(kept, table))
    return _write(place, form, kept)


def words_again(draft: Draft, place: ReportPlace, wrong: str) -> Response:
    """The form with what was written in it, and what is wrong; nothing of it was kept."""
    fields: MultiDict[str, str] = MultiDict(draft.fields)
    remark = draft.address == place.address("publication_remark")
    form = RemarkForm(fields) if remark else _shape(place)(fields)
    form.form_errors.append(wrong)
    form.mark_sending()
    if isinstance(form, RemarkForm):
        _offer_tables(form, draft_at(place))
    return _form_page(place, form, 422)


def _write(place: ReportPlace, form: WordsForm, kept: ReportDraft) -> AnyResponse:
    form.mark_sending()
    if isinstance(form, RemarkForm):
        _offer_tables(form, kept)
    if not form.is_good():
        return _form_page(place, form, 422 if request.method == "POST" else 200)
    words = form.words_beside(kept.words)
    try:
        now = write_words(workplace(), member(), *place.asked, words, version=form.seen)
    except InvalidInput as error:
        form.add_error(error, refusals())
        return _form_page(place, form, 422)
    except DraftChanged:
        return _conflict_page(place, form)
    let_go_of_draft(form)
    tell(_saved(now))
    return go_to(place.address(_anchor="words"))


def _saved(now: ReportDraft) -> str:
    warned = sum(text.warned for text in shown_texts(now.words, {}))
    if not warned:
        return _("Teksterne er gemt. En anden skal læse dem, før rapporten kan offentliggøres.")
    return _(
        "Teksterne er gemt. Se på de linjer, der er mærket: der står noget i dem, som kan pege på"
        " en person."
    )


def _conflict_page(place: ReportPlace, form: WordsForm) -> Response:
    """What both wrote: hers in the form, which can be sent once more, and her colleague's."""
    kept = draft_at(place)
    form.version.data = str(kept.version)
    form.form_errors.append(
        _(
            "En kollega har gemt, mens du skrev. Din tekst står i felterne, og det, der er gemt,"
            " står nedenfor. Skriv teksterne sammen, og gem igen: så gælder det, der står i"
            " felterne."
        )
    )
    return _form_page(place, form, 409, shown_texts(kept.words, table_titles(counted_at(kept))))


def _form_page(
    place: ReportPlace, form: WordsForm, status: int, kept: Sequence[ShownText] = ()
) -> Response:
    """`kept` is what a colleague has saved meanwhile."""
    page = show(
        "publication_remark.html" if isinstance(form, RemarkForm) else "publication_words.html",
        place=place,
        title=report_title(place.kind, place.period),
        form=form,
        subjects=isinstance(form, SubjectsForm),
        kept=kept,
    )
    return make_response(page, status)


def _shape(place: ReportPlace) -> type[ForewordForm]:
    return SubjectsForm if place.kind is ReportKind.ANNUAL else ForewordForm


def _waiting() -> MultiDict[str, str] | None:
    """What was kept of this form, where the address asks for it."""
    draft = draft_asked_for("")
    if draft is None or draft.address != request.path:
        return None
    return MultiDict(draft.fields)


def _as_kept(draft: ReportDraft) -> dict[str, str]:
    words: OwnWords = draft.words
    texts = {"foreword": words.foreword, "examined": words.examined, "rejected": words.rejected}
    fields = {"version": str(draft.version)}
    for name, text in texts.items():
        fields |= {f"{name}_da": text.da, f"{name}_en": text.en}
    return fields


def _remark(draft: ReportDraft, table: str) -> dict[str, str]:
    fields = {"version": str(draft.version), "table": table}
    if table in draft.words.remarks:
        remark = draft.words.remarks[table]
        fields |= {"remark_da": remark.da, "remark_en": remark.en}
    return fields


def _offer_tables(form: RemarkForm, kept: ReportDraft) -> None:
    """Offer the tables that have no remark yet, and the one that was chosen; while the figures do
    not fit together there is no other."""
    remarks, chosen = kept.words.remarks, form.table.data
    titles = {code: code for code in remarks} | table_titles(counted_at(kept))
    offered = [code for code in titles if code == chosen or code not in remarks]
    form.offer({code: titles[code] for code in offered})
