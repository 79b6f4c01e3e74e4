"""The lists of the complaint register: the desk reads them, its heads of unit keep them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, make_response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.caseworker.kinds import works_on
from portal.caseworker.list_words import list_heading, list_hint, refusals
from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind
from portal.domain.errors import InvalidInput
from portal.domain.municipality import ListValue, LocalText
from portal.domain.register_lists import LABEL_LIMIT, ListKind, value_of
from portal.services.lists.add_value import add_value
from portal.services.lists.bring_back_value import bring_back_value
from portal.services.lists.correct_label import correct_label
from portal.services.lists.retire_value import retire_value
from portal.services.workplace import Member, Workplace
from portal.staff.access import member, requires
from portal.staff.fields import labelled, select, short_text
from portal.staff.pages import go_to, tell
from portal.staff.written_form import SentOnce
from portal.web.forms import PortalForm
from portal.web.workplace import municipality, workplace


class LabelForm(SentOnce):
    label_da = short_text(_l("På dansk"), _l("Skriv, hvad den hedder på dansk."), limit=LABEL_LIMIT)
    label_en = short_text(
        _l("På engelsk"), _l("Skriv, hvad den hedder på engelsk."), limit=LABEL_LIMIT
    )

    @property
    def label(self) -> LocalText:
        return LocalText(self.label_da.data or "", self.label_en.data or "")


class SubThemeForm(LabelForm):
    parent = select(
        _l("Hovedgruppe"),
        labelled("about", _l("Vælg …")),
        _l("Vælg en hovedgruppe, der er i brug."),
    )


@dataclass(frozen=True)
class ShownList:
    """A list as the page shows it; `groups` are the labels of the main groups by code, of
    sub-themes alone."""

    kind: ListKind
    heading: str
    hint: str
    values: list[ListValue]
    groups: dict[str, LocalText]


@caseworker.get("/lists")
@requires(Permission.CASE_WORK)
def lists() -> str:
    _require_desk()
    return show("lists.html", lists=[_shown(kind) for kind in ListKind])


@caseworker.route("/lists/<kind>/new", methods=["GET", "POST"])
@requires(Permission.LISTS_EDIT)
def new_list_value(kind: str) -> Response:
    chosen = _list_here(kind)
    form = (SubThemeForm if chosen is ListKind.SUB_THEME else LabelForm).of_request()
    form.mark_sending()
    if not form.is_good():
        return _form_page(form, chosen)
    if not form.is_first():
        return go_to(url_for("caseworker.lists"))
    parent = form.parent.data if isinstance(form, SubThemeForm) else ""
    try:
        added = add_value(workplace(), member(), chosen, form.label, parent)
    except InvalidInput as error:
        form.forget_sending()
        form.add_error(error, refusals())
        return _form_page(form, chosen)
    tell(_("»%(label)s« står nu på listen.", label=added.label.da))
    return go_to(_place_of(chosen))


@caseworker.route("/lists/<kind>/<code>", methods=["GET", "POST"])
@requires(Permission.LISTS_EDIT)
def edit_list_value(kind: str, code: str) -> Response:
    chosen = _list_here(kind)
    value = value_of(municipality().lists(), chosen, code)
    form = LabelForm.of_request(label_da=value.label.da, label_en=value.label.en)
    if not form.is_good():
        return _form_page(form, chosen, value)
    try:
        kept = correct_label(workplace(), member(), chosen, code, form.label)
    except InvalidInput as error:
        form.add_error(error, refusals())
        return _form_page(form, chosen, value)
    tell(_("»%(label)s« er gemt.", label=kept.label.da))
    return go_to(_place_of(chosen))


@caseworker.post("/lists/<kind>/<code>/retire")
@requires(Permission.LISTS_EDIT)
def retire_list_value(kind: str, code: str) -> Response:
    return _change_use(kind, code, retire_value, _l("»%(label)s« er ude af brug."))


@caseworker.post("/lists/<kind>/<code>/back")
@requires(Permission.LISTS_EDIT)
def bring_back_list_value(kind: str, code: str) -> Response:
    return _change_use(kind, code, bring_back_value, _l("»%(label)s« er i brug igen."))


def _change_use(
    kind: str,
    code: str,
    change: Callable[[Workplace, Member, ListKind, str], ListValue],
    done: Any,
) -> Response:
    chosen = _list_here(kind)
    form = PortalForm.of_request()
    if form.is_good():
        try:
            value = change(workplace(), member(), chosen, code)
        except InvalidInput as error:
            form.add_error(error, refusals())
        else:
            tell(str(done) % {"label": value.label.da})
            return go_to(_place_of(chosen))
    return _refused(form, chosen, code)


def _form_page(form: LabelForm, kind: ListKind, value: ListValue | None = None) -> Response:
    page = show(
        "list_value.html",
        form=form,
        kind=kind,
        heading=list_heading(kind),
        value=value,
        refused=None,
    )
    return make_response(page, 422 if request.method == "POST" else 200)


def _refused(refused: PortalForm, kind: ListKind, code: str) -> Response:
    value = value_of(municipality().lists(), kind, code)
    form = LabelForm(label_da=value.label.da, label_en=value.label.en)
    page = show(
        "list_value.html",
        form=form,
        kind=kind,
        heading=list_heading(kind),
        value=value,
        refused=refused,
    )
    return make_response(page, 422)


def _shown(kind: ListKind) -> ShownList:
    known = municipality().lists()
    groups = {group.code: group.label for group in known[ListKind.ABOUT]}
    in_groups = kind is ListKind.SUB_THEME
    values = list(known[kind])
    if in_groups:
        order = list(groups)
        values.sort(key=lambda value: order.index(value.parent))
    return ShownList(kind, list_heading(kind), list_hint(kind), values, groups if in_groups else {})


def _list_here(kind: str) -> ListKind:
    """The list that an address names, to who keeps it."""
    _require_desk()
    if kind not in set(ListKind):
        abort(404)
    return ListKind(kind)


def _place_of(kind: ListKind) -> str:
    return url_for("caseworker.lists", _anchor=kind)


def _require_desk() -> None:
    if not works_on(CaseKind.COMPLAINT):
        abort(404)
