"""The unit's guidance texts: every member reads them, the head of unit keeps them."""

from flask import abort, make_response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired

from portal.caseworker.pages import caseworker, show
from portal.domain.access import Permission
from portal.domain.draft import Draft
from portal.domain.errors import InvalidInput
from portal.domain.municipality import Guidance, LocalText
from portal.services.guidance import list_guidance, remove_guidance, save_guidance
from portal.staff.access import member, requires
from portal.staff.draft_of_request import draft_asked_for, let_go_of_draft
from portal.staff.fields import labelled, long_text, short_text
from portal.staff.pages import go_to, tell
from portal.staff.written_form import WrittenForm
from portal.web.forms import PortalForm
from portal.web.workplace import workplace

BODY_LIMIT = 5000


class GuidanceForm(WrittenForm):
    title_da = short_text(_l("Overskrift på dansk"), _l("Skriv overskriften på dansk."))
    body_da = long_text(_l("Tekst på dansk"), _l("Skriv teksten på dansk."), limit=BODY_LIMIT)
    title_en = short_text(_l("Overskrift på engelsk"), _l("Skriv overskriften på engelsk."))
    body_en = long_text(_l("Tekst på engelsk"), _l("Skriv teksten på engelsk."), limit=BODY_LIMIT)
    grounds = SelectMultipleField(
        _l("Passer til disse afvisninger"),
        [InputRequired(_l("Vælg mindst én grund, som teksten passer til."))],
        choices=labelled("ground"),
        validate_choice=False,
    )

    def text(self, code: str) -> Guidance:
        return Guidance(
            code=code,
            grounds=tuple(self.grounds.data or ()),
            title=LocalText(self.title_da.data.strip(), self.title_en.data.strip()),
            body=LocalText(self.body_da.data.strip(), self.body_en.data.strip()),
        )


@caseworker.get("/guidance")
@requires(Permission.CASE_WORK)
def guidance_texts() -> str:
    return show("guidance.html", texts=list_guidance(workplace()))


@caseworker.route("/guidance/new", methods=["GET", "POST"])
@requires(Permission.GUIDANCE_EDIT)
def new_guidance() -> Response:
    return _edit(GuidanceForm.of_request(), "")


@caseworker.route("/guidance/<code>", methods=["GET", "POST"])
@requires(Permission.GUIDANCE_EDIT)
def edit_guidance(code: str) -> Response:
    text = next((one for one in list_guidance(workplace()) if one.code == code), None)
    if text is None:
        abort(404)
    form = GuidanceForm.of_request(
        title_da=text.title.da,
        body_da=text.body.da,
        title_en=text.title.en,
        body_en=text.body.en,
        grounds=text.grounds,
    )
    return _edit(form, code)


@caseworker.post("/guidance/<code>/remove")
@requires(Permission.GUIDANCE_EDIT)
def drop_guidance(code: str) -> Response:
    form = PortalForm.of_request()
    if form.is_good():
        try:
            remove_guidance(workplace(), member(), code)
        except InvalidInput:
            form.form_errors.append(
                _(
                    "Det er den sidste tekst. Skriv en ny, før du fjerner den: en afvisning skal"
                    " have en."
                )
            )
        else:
            tell(_("Teksten er fjernet. Afvisninger, den er brugt i, har den stadig."))
            return go_to(url_for("caseworker.guidance_texts"))
    page = show("guidance.html", texts=list_guidance(workplace()), refused=form)
    return make_response(page, 422)


def guidance_again(draft: Draft, wrong: str) -> Response:
    """The form with what was written in it, and what is wrong; nothing of it was kept."""
    form = GuidanceForm(MultiDict(draft.fields))
    form.form_errors.append(wrong)
    form.mark_sending()
    code = draft.address.rpartition("/")[2]
    page = show("guidance_edit.html", form=form, code="" if code == "new" else code)
    return make_response(page, 422)


def _edit(form: GuidanceForm, code: str) -> Response:
    draft = draft_asked_for("")
    # A draft of another text, opened in this one, would be saved in its place.
    if draft is not None and draft.address == request.path:
        form = GuidanceForm(MultiDict(draft.fields))
    form.mark_sending()
    if form.is_good():
        try:
            kept = save_guidance(workplace(), member(), form.text(code))
        except InvalidInput as error:
            form.add_error(
                error, {"missing": _("Skriv noget her."), "unknown": _("Vælg en grund.")}
            )
        else:
            let_go_of_draft(form)
            tell(_("Teksten »%(title)s« er gemt.", title=kept.title.da))
            return go_to(url_for("caseworker.guidance_texts"))
    page = show("guidance_edit.html", form=form, code=code)
    return make_response(page, 422 if form.errors else 200)
