"""The page of a report before it goes out: figures, words, who has read them, what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Response, make_response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.pages import show
from portal.caseworker.publication_forms import ExactForm, ThresholdForm
from portal.caseworker.publication_place import (
    ReportPlace,
    counted_at,
    draft_at,
    editions_at,
    missing_at,
)
from portal.caseworker.publication_texts import shown_texts
from portal.caseworker.publication_words import (
    FILE_WORDS,
    changed_meanwhile,
    name_of,
    refusals,
    report_title,
    state_text,
    unready_texts,
)
from portal.caseworker.statistics_choice import Choice, Edition
from portal.caseworker.statistics_report import document_of
from portal.domain.errors import DraftChanged, InvalidInput
from portal.domain.publication import ExactCell, ReportDraft
from portal.domain.report_draft import Unready
from portal.reports.figure_names import figure_names
from portal.services.publishing.count_for_everybody import CountedForEverybody
from portal.staff.access import member
from portal.staff.fields import listed
from portal.staff.pages import go_to, locale, tell
from portal.web.forms import PortalForm
from portal.web.workplace import municipality


@dataclass(frozen=True)
class ShownExact:
    """A small figure that somebody wants told; `count` is None while figures do not fit together;
    `own`: it was who reads."""

    cell: ExactCell
    label: str
    count: int | None
    asked_by: str
    confirmed_by: str
    own: bool


def publication_page(
    place: ReportPlace, status: int = 200, refused: PortalForm | None = None
) -> Response:
    """The page as it stands now; `refused` is a form of it that came with errors."""
    draft = draft_at(place)
    counted = counted_at(draft)
    editions = editions_at(place)
    missing = missing_at(draft)
    withheld = withheld_names(counted)
    page = show(
        "publication.html",
        place=place,
        title=report_title(place.kind, place.period),
        draft=draft,
        state=state_text(draft, editions[0] if editions else None, missing),
        missing=unready_texts(missing),
        before_portal=Unready.BEFORE_PORTAL in missing,
        editions=editions,
        counted=counted,
        statistics=Choice(place.kind, place.period, Edition.INTERNAL).address(),
        withheld=withheld,
        texts=shown_texts(draft.words, table_titles(counted)),
        writers=[name_of(one) for one in draft.written_by],
        own_words=member().id in draft.written_by,
        reader=name_of(draft.reading.by) if draft.reading and draft.words_read else "",
        exact=_exact_cells(draft, counted),
        exact_form=_exact_form(refused, draft, with_counts(withheld, counted)),
        threshold_form=_threshold_form(refused, draft),
        refused=refused or PortalForm(),
        name_of=name_of,
        **FILE_WORDS,
    )
    return make_response(page, status)


def act_on_draft(
    place: ReportPlace, form: PortalForm, work: Callable[[], object], *, done: str, part: str
) -> AnyResponse:
    """Do `work` when the form is good, and go back to a part of the page; else show it again."""
    if not form.is_good():
        return publication_page(place, 422, form)
    try:
        work()
    except InvalidInput as error:
        form.add_error(error, refusals())
        return publication_page(place, 422, form)
    except DraftChanged:
        form.form_errors.append(changed_meanwhile())
        return publication_page(place, 409, form)
    tell(done)
    return go_to(place.address(_anchor=part))


def table_titles(counted: CountedForEverybody | None) -> dict[str, str]:
    """The titles of the tables that go out, by their codes; none while figures do not fit."""
    if counted is None:
        return {}
    return {table.code: table.title for table in document_of(counted.report, locale()).tables}


def withheld_names(counted: CountedForEverybody | None) -> dict[str, str]:
    """What the figures that are not told are called, by their names."""
    if counted is None:
        return {}
    return figure_names(counted.report, municipality(), locale(), counted.withheld)


def with_counts(names: Mapping[str, str], counted: CountedForEverybody | None) -> dict[str, str]:
    """What figures are called, each with its count: who wants one told must see it."""
    counts = counted.counts if counted else {}
    return {name: f"{label}: {counts.get(name, 0)}" for name, label in names.items()}


def offer_withheld(form: ExactForm, draft: ReportDraft, withheld: Mapping[str, str]) -> None:
    """Offer the figures that are not told and that nobody has asked for."""
    asked = {cell.figure for cell in draft.exact}
    pairs = [pair for pair in withheld.items() if pair[0] not in asked]
    form.figure.choices = listed([("", _("Vælg …")), *pairs])


def exact_names(draft: ReportDraft, counted: CountedForEverybody | None) -> dict[str, str]:
    """What the figures that somebody asked for are called, by their names."""
    names = [cell.figure for cell in draft.exact]
    if counted is None:
        return {name: name for name in names}
    return figure_names(counted.report, municipality(), locale(), names)


def _exact_cells(draft: ReportDraft, counted: CountedForEverybody | None) -> list[ShownExact]:
    names = exact_names(draft, counted)
    return [
        ShownExact(
            cell,
            names[cell.figure],
            counted.counts.get(cell.figure) if counted else None,
            name_of(cell.asked_by),
            name_of(cell.confirmed_by) if cell.granted else "",
            cell.asked_by == member().id,
        )
        for cell in draft.exact
    ]


def _exact_form(
    refused: PortalForm | None, draft: ReportDraft, withheld: Mapping[str, str]
) -> ExactForm:
    form = refused if isinstance(refused, ExactForm) else ExactForm()
    form.stand_at("ask")
    offer_withheld(form, draft, withheld)
    return form


def _threshold_form(refused: PortalForm | None, draft: ReportDraft) -> ThresholdForm:
    form = refused if isinstance(refused, ThresholdForm) else None
    form = form or ThresholdForm(threshold=str(draft.threshold))
    form.stand_at("least")
    return form
