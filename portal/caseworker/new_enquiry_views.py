"""An enquiry that is no complaint is written down, and is closed with that."""

from flask import Response, abort, make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.draft_places import NEW_ENQUIRY
from portal.caseworker.enquiry_form import EnquiryForm
from portal.caseworker.kinds import works_on
from portal.caseworker.pages import caseworker, show
from portal.caseworker.write_down import write_down
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind
from portal.domain.complaint import Channel
from portal.domain.draft import Draft
from portal.services.complaining.log_enquiry import log_enquiry
from portal.staff.access import member, requires
from portal.staff.draft_of_request import draft_asked_for
from portal.web.workplace import workplace


@caseworker.route("/complaints/new/enquiry", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def new_enquiry() -> AnyResponse:
    if not works_on(CaseKind.COMPLAINT):
        abort(404)
    draft = draft_asked_for("")
    form = EnquiryForm.of_request(channel=Channel.TELEPHONE)
    if draft is not None and draft.address == NEW_ENQUIRY:
        form = _form_of(draft)
    form.mark_sending()
    if request.method == "GET":
        return _page(form, 200)
    return write_down(
        form,
        _log,
        again=lambda status: _page(form, status),
        back=url_for("caseworker.worklist"),
        done=_("Henvendelsen er gemt og afsluttet."),
        texts={
            "subject.missing": _("Skriv, hvad henvendelsen handler om."),
            "answer.missing": _("Skriv, hvad der blev svaret."),
        },
    )


def new_enquiry_again(draft: Draft, wrong: str) -> Response:
    """The form with what was written in it, and what is wrong; nothing of it was kept."""
    form = _form_of(draft)
    form.form_errors.append(wrong)
    form.mark_sending()
    return _page(form, 422)


def _log(form: EnquiryForm) -> str:
    return log_enquiry(
        workplace(),
        member(),
        subject=form.subject.data,
        answer=form.answer.data,
        channel=Channel(form.channel.data),
        administration=form.administration.data or "",
    )


def _form_of(draft: Draft) -> EnquiryForm:
    form = EnquiryForm(MultiDict(draft.fields))
    form.draft_id.data = draft.id
    return form


def _page(form: EnquiryForm, status: int) -> Response:
    return make_response(show("new_enquiry.html", form=form), status)
