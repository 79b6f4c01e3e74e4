"""Consultative assistance: the list of a year, one written down, one filled in later."""

from flask import Response, abort, make_response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse
from wtforms import Form, SelectField

from portal.caseworker.assistance_form import (
    EFFECTS,
    KINDS,
    AssistanceForm,
    NewAssistanceForm,
)
from portal.caseworker.assistance_page import hours_text, totals_told
from portal.caseworker.case_actions import act, too_early
from portal.caseworker.case_page import Opened
from portal.caseworker.draft_places import NEW_ASSISTANCE
from portal.caseworker.kinds import works_on
from portal.caseworker.pages import caseworker, show
from portal.caseworker.write_down import write_down
from portal.domain.access import Permission
from portal.domain.assistance import AssistanceKind, Effect
from portal.domain.case_status import CaseKind
from portal.domain.draft import Draft
from portal.services.adviser.change_assistance import change_assistance
from portal.services.adviser.list_assistance import list_assistance
from portal.services.adviser.log_assistance import log_assistance
from portal.staff.access import member, requires
from portal.staff.draft_of_request import draft_asked_for
from portal.staff.fields import listed
from portal.web.workplace import workplace

# As far back as cases of assistance are kept, with the year that runs.
YEARS = 3


class YearForm(Form):
    """Sent by GET, so without a token: it changes nothing."""

    year = SelectField(_l("År"), choices=lambda: listed((str(one), str(one)) for one in _years()))


@caseworker.get("/assistance")
@requires(Permission.CASE_LIST)
def assistance_list() -> str:
    _require_desk()
    year = _wanted_year()
    found = list_assistance(workplace(), member(), year)
    return show(
        "assistance_list.html",
        form=YearForm(MultiDict({"year": str(year)})),
        year=year,
        found=found,
        totals=totals_told(found.totals),
        kinds=KINDS,
        effects=EFFECTS,
        hours_text=hours_text,
    )


@caseworker.route("/assistance/new", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def new_assistance() -> AnyResponse:
    _require_desk()
    draft = draft_asked_for("")
    form = NewAssistanceForm.of_request(**_proposed())
    if draft is not None and draft.address == NEW_ASSISTANCE:
        form = _form_of(draft)
    form.mark_sending()
    if request.method == "GET":
        return _page(form, 200)
    return write_down(
        form,
        lambda form: log_assistance(workplace(), member(), form.assistance),
        again=lambda status: _page(form, status),
        back=url_for("caseworker.assistance_list"),
        done=_("Bistanden er gemt."),
        texts=_texts(),
    )


@caseworker.post("/cases/<number>/assistance")
@requires(Permission.CASE_WORK)
def assistance(number: str) -> AnyResponse:
    def work(form: AssistanceForm) -> None:
        change_assistance(workplace(), member(), number, form.assistance)

    return act(
        number,
        Opened("assistance", AssistanceForm.of_request(), heading=_("Bistanden er ikke ændret")),
        work,
        done=_("Bistanden er gemt."),
        place="assistance",
        texts=_texts(),
    )


def new_assistance_again(draft: Draft, wrong: str) -> Response:
    """The form with what was written in it, and what is wrong; nothing of it was kept."""
    form = _form_of(draft)
    form.form_errors.append(wrong)
    form.mark_sending()
    return _page(form, 422)


def _proposed() -> dict[str, object]:
    """What is usual: advice, asked for and given today, in a quarter of an hour."""
    today = workplace().today()
    return {
        "kind": AssistanceKind.ADVICE,
        "asked_on": today,
        "answered_on": today,
        "quarters": "1",
        "changed_practice": Effect.UNKNOWN,
    }


def _form_of(draft: Draft) -> NewAssistanceForm:
    form = NewAssistanceForm(MultiDict(draft.fields))
    form.draft_id.data = draft.id
    return form


def _texts() -> dict[str, str]:
    """What the rules refuse, in words."""
    return {
        "asked_by.missing": _("Skriv, hvem der spørger."),
        "subject.missing": _("Skriv, hvad det handler om."),
        "administration.unknown": _("Vælg en forvaltning."),
        "ahead": _("Dagen ligger i fremtiden."),
        **too_early(),
        "before_asking": _("Svaret kan ikke være givet, før der blev spurgt."),
        "closed": _("Sagen er afsluttet, så her skal stå, hvornår der blev svaret."),
        "out_of_range": _("Skriv et helt antal kvarterer, højst 400."),
        "competence_raised.missing": _("Vælg ja eller nej, når der er svaret."),
        "not_of_teaching": _("Det spørges der ikke om ved undervisning. Vælg »Ikke besvaret«."),
    }


def _page(form: NewAssistanceForm, status: int) -> Response:
    return make_response(show("new_assistance.html", form=form), status)


def _years() -> list[int]:
    this_year = workplace().today().year
    return list(range(this_year, this_year - YEARS, -1))


def _wanted_year() -> int:
    """The year that an address asks for; the one that runs for whatever is not on the list."""
    asked = request.args.get("year", "")
    return next((one for one in _years() if str(one) == asked), workplace().today().year)


def _require_desk() -> None:
    if not works_on(CaseKind.ASSISTANCE):
        abort(404)
