"""A supervision on the adviser's own initiative is opened."""

from flask import Response, make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.case_page import case_url
from portal.caseworker.draft_places import NEW_SUPERVISION
from portal.caseworker.kinds import require_desk
from portal.caseworker.pages import caseworker, show
from portal.caseworker.supervision_case_views import begin_texts
from portal.caseworker.supervision_forms import NewSupervisionForm
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind
from portal.domain.draft import Draft
from portal.domain.errors import InvalidInput, NotPermitted
from portal.domain.supervision import SupervisionState
from portal.services.adviser.open_supervision import open_supervision
from portal.staff.access import member, requires
from portal.staff.acting import carry_out
from portal.staff.draft_of_request import draft_asked_for, let_go_of_draft
from portal.staff.pages import go_to, tell
from portal.web.workplace import workplace


@caseworker.route("/supervisions/new", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def new_supervision() -> AnyResponse:
    require_desk(CaseKind.OWN_MOTION)
    draft = draft_asked_for("")
    form = NewSupervisionForm.of_request(state=SupervisionState.CLARIFYING, on=workplace().today())
    if draft is not None and draft.address == NEW_SUPERVISION:
        form = NewSupervisionForm(MultiDict(draft.fields))
    form.mark_sending()
    if not form.is_good():
        return _page(form, 422 if request.method == "POST" else 200)
    if not form.is_first():
        return go_to(url_for("caseworker.supervisions"))
    return _open(form)


def new_supervision_again(draft: Draft, wrong: str) -> Response:
    """The form with what was written in it, and what is wrong; nothing of it was kept."""
    form = NewSupervisionForm(MultiDict(draft.fields))
    form.form_errors.append(wrong)
    form.mark_sending()
    return _page(form, 422)


def _open(form: NewSupervisionForm) -> AnyResponse:
    def work(form: NewSupervisionForm) -> str:
        return open_supervision(workplace(), member(), form.supervision)

    try:
        number = carry_out(form, work)
    except InvalidInput as error:
        form.add_error(error, begin_texts())
        return _page(form, 422)
    except NotPermitted:
        form.form_errors.append(
            _("Tilsynet er ikke oprettet: En kollega skal først tage dig op på enhedens liste.")
        )
        return _page(form, 409)
    let_go_of_draft(form)
    tell(_("Tilsynet er oprettet, og du er ansvarlig for det."))
    return go_to(case_url(str(number)))


def _page(form: NewSupervisionForm, status: int) -> Response:
    return make_response(show("new_supervision.html", form=form), status)
