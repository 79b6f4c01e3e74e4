"""A dossier is put together, looked at, and sent."""

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.builder_check import prepared_or_page
from portal.caseworker.builder_forms import DirectForm, DossierForm, form_for, reporter_entries
from portal.caseworker.builder_page import (
    Bench,
    blank_form,
    builder_page,
    builder_url,
    form_of_draft,
    open_bench,
    preview_page,
)
from portal.caseworker.builder_words import not_now, not_sent, send_refusals
from portal.caseworker.case_page import case_url
from portal.caseworker.kept_previews import forget_preview, keep_preview, kept_preview
from portal.caseworker.kinds import kind_here
from portal.caseworker.lock_words import locked_text, word_is_missing
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.case_status import CaseKind
from portal.domain.disclosure import is_disclosable
from portal.domain.errors import ForbiddenMove, InvalidInput, LockedByLaw, NotFound
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.dossiers.working_copies import discard_working_copies, read_working_copy
from portal.services.drafts.discard_draft import discard_sent
from portal.services.files.discard_file import discard_file
from portal.staff.access import member, requires
from portal.staff.draft_of_request import draft_asked_for, draft_is_gone, let_go_of_draft
from portal.staff.pages import go_to, locale, tell
from portal.web.downloads import download
from portal.web.forms import PortalForm
from portal.web.uploads import forget_files, takes_files
from portal.web.workplace import municipality, workplace


@caseworker.get("/cases/<number>/matters/<int:ordinal>/dossier")
@requires(Permission.CASE_WORK)
def build_dossier(number: str, ordinal: int) -> AnyResponse:
    bench = open_bench(number, ordinal)
    draft = draft_asked_for(number)
    if draft is not None:
        return builder_page(bench, form_of_draft(bench, draft))
    if not is_disclosable(bench.matter):
        raise ForbiddenMove("nothing of this matter may go out")
    return builder_page(bench, blank_form(bench, request.args.get("administration", "")))


@caseworker.post("/cases/<number>/matters/<int:ordinal>/dossier")
@requires(Permission.CASE_WORK)
@takes_files
def look_at_dossier(number: str, ordinal: int) -> AnyResponse:
    """The preview; or the form again, where a button of it asked for no more than that."""
    bench = open_bench(number, ordinal)
    form = form_for(bench.view, uploads=bench.uploads).of_request()
    if request.form.keys() & {"edit", "reload", "take_in"} and PortalForm.of_request().is_good():
        if "take_in" in request.form:
            form.insert_extracts(reporter_entries(bench.view.file))
        return builder_page(bench, form)
    prepared = prepared_or_page(bench, form)
    if isinstance(prepared, Response):
        return prepared
    form.mark_sending()
    name = keep_preview(number, ordinal, prepared.outgoing)
    return preview_page(bench, form, prepared, name)


@caseworker.get("/cases/<number>/matters/<int:ordinal>/dossier/<preview>/files/<file_id>")
@requires(Permission.CASE_WORK)
def dossier_copy(number: str, ordinal: int, preview: str, file_id: str) -> AnyResponse:
    """A working copy as it will go out."""
    kept = kept_preview(number, ordinal, preview)
    copies = [one for one in kept.files if one.file.id == file_id] if kept else []
    if not copies:
        raise NotFound("no such copy")
    content = read_working_copy(workplace(), member(), number, copies[0])
    return download(copies[0].file, content)


@caseworker.post("/cases/<number>/matters/<int:ordinal>/forward")
@requires(Permission.CASE_WORK)
@takes_files
def forward(number: str, ordinal: int) -> AnyResponse:
    """Send what was looked at; or, without a preview, what this form says."""
    bench = open_bench(number, ordinal)
    form = form_for(bench.view, DirectForm, bench.uploads).of_request()
    if "preview" not in request.form:
        prepared = prepared_or_page(bench, form)
        if isinstance(prepared, Response):
            return prepared
        return _send(bench, form, prepared.outgoing)
    token = PortalForm.of_request()
    if not token.is_good():
        form.form_errors.extend(token.form_errors)
        return builder_page(bench, form, 422, not_sent())
    outgoing = kept_preview(number, ordinal, request.form["preview"])
    if outgoing is None and form.is_first():
        form.forget_sending()
        form.form_errors.append(
            _("Det, du så, er ikke gemt længere. Se forsendelsen igen, før du sender den.")
        )
        return builder_page(bench, form, 422, not_sent())
    return _send(bench, form, outgoing)


def _send(bench: Bench, form: DossierForm, outgoing: Outgoing | None) -> AnyResponse:
    preview = request.form.get("preview", "")
    if outgoing is None or not form.is_first():
        return go_to(case_url(bench.number))
    if draft_is_gone(form):
        form.forget_sending()
        form.form_errors.append(_("Kladden er sendt eller kasseret i et andet vindue."))
        return builder_page(bench, form, 409, not_sent())
    try:
        dossier = send_dossier(workplace(), member(), bench.number, bench.ordinal, outgoing)
    except (InvalidInput, LockedByLaw, ForbiddenMove, NotFound) as error:
        form.forget_sending()
        if not preview:
            discard_working_copies(workplace(), outgoing.files)
        return builder_page(bench, form, _say(bench.number, form, error), not_sent())
    except BaseException:
        form.forget_sending()
        raise
    forget_preview(preview)
    forget_files(bench.place)
    for upload in bench.uploads:
        discard_file(workplace(), upload.id)
    let_go_of_draft(form)
    address = builder_url(bench.number, bench.ordinal)
    discard_sent(workplace(), member(), address, form.submission.data or "")
    told = {"number": dossier.number, "name": _name_of(outgoing.administration)}
    tell(
        _("Forsendelse %(number)s er sendt til %(name)s.", **told),
        f"{case_url(bench.number)}#forwardings",
    )
    return go_to(case_url(bench.number))


def _say(number: str, form: DossierForm, error: Exception) -> int:
    """Put a refusal into words; the status of the page that says it."""
    if isinstance(error, LockedByLaw):
        of_adviser = kind_here(number) is not CaseKind.REPORT
        form.form_errors.append(word_is_missing() if of_adviser else locked_text(error.obstacles))
        return 422
    if isinstance(error, ForbiddenMove):
        form.form_errors.append(not_now())
        return 409
    if isinstance(error, NotFound):
        form.form_errors.append(
            _("En fil er væk. Den lå her for længe. Se forsendelsen igen, før du sender den.")
        )
        return 409
    if isinstance(error, InvalidInput):
        form.add_error(error, send_refusals(_name_of(form.administration.data)))
    return 422


def _name_of(administration: str | None) -> str:
    if administration not in municipality().codes("administration"):
        return ""
    return municipality().label("administration", administration, locale())
