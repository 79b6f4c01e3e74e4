"""A dossier is put together, looked at, and sent."""

from itertools import chain
from urllib.parse import quote

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from portal.caseworker.builder_forms import (
    DirectForm,
    DossierForm,
    files_of,
    form_for,
    reporter_entries,
)
from portal.caseworker.builder_page import (
    Bench,
    blank_form,
    builder_page,
    builder_url,
    open_bench,
    preview_page,
)
from portal.caseworker.builder_words import locked_text, marks_text
from portal.caseworker.case_page import case_url
from portal.caseworker.cleaning_words import refusal_text
from portal.caseworker.draft_of_request import draft_asked_for, draft_is_gone, let_go_of_draft
from portal.caseworker.kept_previews import forget_preview, keep_preview, kept_preview
from portal.caseworker.limit_forms import answer_too_far
from portal.caseworker.pages import caseworker
from portal.caseworker.passphrase_words import say_refusal
from portal.cleaning.outcome import CannotClean
from portal.domain.access import Permission
from portal.domain.disclosure import is_disclosable
from portal.domain.dossier import WorkingCopy
from portal.domain.errors import (
    ForbiddenMove,
    InvalidInput,
    LockedByLaw,
    NotFound,
    SignInThrottled,
)
from portal.domain.redaction import UnevenMarks
from portal.services.dossiers.prepare_dossier import Prepared, prepare_dossier
from portal.services.dossiers.send_dossier import Outgoing, send_dossier
from portal.services.dossiers.working_copies import (
    discard_working_copies,
    make_working_copy,
    read_working_copy,
)
from portal.services.drafts.discard_draft import discard_sent
from portal.services.files.discard_file import discard_file
from portal.staff.access import member, requires
from portal.staff.pages import go_to, tell
from portal.web.forms import PortalForm
from portal.web.uploads import forget_files, takes_files
from portal.web.workplace import municipality, workplace


@caseworker.get("/cases/<number>/matters/<int:ordinal>/dossier")
@requires(Permission.CASE_WORK)
def build_dossier(number: str, ordinal: int) -> AnyResponse:
    bench = open_bench(number, ordinal)
    draft = draft_asked_for(number)
    if draft is not None:
        form = form_for(bench.view, uploads=bench.uploads)(MultiDict(draft.fields))
        form.draft_id.data = draft.id
        return builder_page(bench, form)
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
    prepared = _prepared(bench, form)
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
    file = copies[0].file
    pieces = read_working_copy(workplace(), member(), number, copies[0])
    first = next(pieces, b"")
    answer = Response(chain([first], pieces), mimetype="application/octet-stream")
    name = quote(file.name, safe="")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer.content_length = file.size
    return answer


@caseworker.post("/cases/<number>/matters/<int:ordinal>/forward")
@requires(Permission.CASE_WORK)
@takes_files
def forward(number: str, ordinal: int) -> AnyResponse:
    """Send what was looked at; or, without a preview, what this form says."""
    bench = open_bench(number, ordinal)
    form = form_for(bench.view, DirectForm, bench.uploads).of_request()
    if "preview" not in request.form:
        prepared = _prepared(bench, form)
        if isinstance(prepared, Response):
            return prepared
        return _send(bench, form, prepared.outgoing)
    token = PortalForm.of_request()
    if not token.is_good():
        form.form_errors.extend(token.form_errors)
        return builder_page(bench, form, 422, _not_sent())
    outgoing = kept_preview(number, ordinal, request.form["preview"])
    if outgoing is None and form.is_first():
        form.forget_sending()
        form.form_errors.append(
            _("Det, du så, er ikke gemt længere. Se forsendelsen igen, før du sender den.")
        )
        return builder_page(bench, form, 422, _not_sent())
    return _send(bench, form, outgoing)


def _prepared(bench: Bench, form: DossierForm) -> Prepared | Response:
    """What the form puts together; or its page, with what is wrong."""
    if not _is_complete(bench, form):
        return builder_page(bench, form, 422, _not_sent())
    if not is_disclosable(bench.matter):
        form.form_errors.append(_not_now())
        return builder_page(bench, form, 409, _not_sent())
    direct = isinstance(form, DirectForm)
    planned = form.planned(reporter_entries(bench.view.file), chosen=not direct)
    copies = _copies(bench, form)
    if copies is None:
        return builder_page(bench, form, 422, _not_sent())
    try:
        return prepare_dossier(
            workplace(),
            member(),
            bench.number,
            bench.ordinal,
            planned,
            copies,
            originals=_chosen_files(bench, form)[0],
            passphrase=form.passphrase.data or "",
        )
    except UnevenMarks as error:
        form.add_error(error, {error.reason: marks_text(error)})
        status = 422
    except (InvalidInput, SignInThrottled) as error:
        say_refusal(form, error)
        status = 422
    except ForbiddenMove:
        form.form_errors.append(_not_now())
        status = 409
    except NotFound:
        form.form_errors.append(
            _("Du har nøgle til sagen, men ikke til indberetterens identitet. Spørg en kollega.")
        )
        status = 422
    discard_working_copies(workplace(), copies)
    return builder_page(bench, form, status, _not_sent())


def _is_complete(bench: Bench, form: DossierForm) -> bool:
    """Whether everything is there that a dossier needs; each slip is said at its field."""
    good = form.is_good()
    good = form.require_day(bench.kind) and good
    if bench.too_large:
        form.files.errors = (*form.files.errors, _too_large())
        good = False
    if form.insert_extracts(reporter_entries(bench.view.file)):
        words = _("Læs uddragene igennem, og streg over: de er først sat ind nu.")
        form.take.errors = (*form.take.errors, words)
        good = False
    if isinstance(form, DirectForm):
        return good
    if form.shown_for.data != form.administration.data:
        words = _("Vælg modtagerne: de er skiftet ud sammen med forvaltningen.")
        form.recipients.errors = (*form.recipients.errors, words)
        good = False
    elif not set(form.recipients.data or ()) - set(form.barred.data or ()):
        form.recipients.errors = (*form.recipients.errors, _nobody())
        good = False
    return good


def _copies(bench: Bench, form: DossierForm) -> list[WorkingCopy] | None:
    """A working copy of each file that goes along; None when one of them cannot be cleaned and no
    reason is given for sending it as it is."""
    made: list[WorkingCopy] = []
    refused = False
    for file in chain(*_chosen_files(bench, form)):
        reason = form.reason_for(file)
        try:
            copy = make_working_copy(
                workplace(),
                file,
                black_out=form.phrases,
                uncleaned_because=reason.data or "",
            )
            made.append(copy)
        except CannotClean as error:
            refused = True
            why = refusal_text(error.reason)
            words = _(
                "»%(name)s« kan ikke renses: %(why)s. Vælg den fra, eller skriv, hvorfor den skal"
                " sendes, som den er.",
                name=file.name,
                why=why,
            )
            reason.errors = (*reason.errors, words)
    if not refused:
        return made
    discard_working_copies(workplace(), made)
    return None


def _chosen_files(bench: Bench, form: DossierForm) -> tuple[list, list]:  # type: ignore[type-arg]
    wanted = set(form.case_files.data or ())
    return [one for one in files_of(bench.view.file) if one.id in wanted], list(bench.uploads)


def _send(bench: Bench, form: DossierForm, outgoing: Outgoing | None) -> AnyResponse:
    preview = request.form.get("preview", "")
    if outgoing is None or not form.is_first():
        return go_to(case_url(bench.number))
    if draft_is_gone(form):
        form.forget_sending()
        form.form_errors.append(_("Kladden er sendt eller kasseret i et andet vindue."))
        return builder_page(bench, form, 409, _not_sent())
    try:
        dossier = send_dossier(workplace(), member(), bench.number, bench.ordinal, outgoing)
    except (InvalidInput, LockedByLaw, ForbiddenMove, NotFound) as error:
        form.forget_sending()
        if not preview:
            discard_working_copies(workplace(), outgoing.files)
        return builder_page(bench, form, _say(form, error), _not_sent())
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


def _say(form: DossierForm, error: Exception) -> int:
    """Put a refusal into words; the status of the page that says it."""
    if isinstance(error, LockedByLaw):
        form.form_errors.append(locked_text(error.obstacles))
        return 422
    if isinstance(error, ForbiddenMove):
        form.form_errors.append(_not_now())
        return 409
    if isinstance(error, NotFound):
        form.form_errors.append(
            _("En fil er væk. Den lå her for længe. Se forsendelsen igen, før du sender den.")
        )
        return 409
    if isinstance(error, InvalidInput):
        form.add_error(error, _refusals(form.administration.data))
    return 422


def _refusals(administration: str) -> dict[str, str]:
    return {
        "administration.no_contact": _(
            "%(name)s har ingen kontaktperson, der kan få den. Invitér en under »Kontaktpersoner«,"
            " eller send det ad en anden sikker vej, og skriv det ind i sagen.",
            name=_name_of(administration),
        ),
        "administration.not_agreed": _(
            "Indberetteren har kun sagt ja til den forvaltning, tilbuddet nævnte."
        ),
        "recipients.nobody": _nobody(),
        "recipients.not_allowed": _("En af dem, du har valgt, kan ikke få den. Vælg igen."),
        "due.before_sending": _("Fristen kan ikke ligge før i dag."),
        "due.too_far": answer_too_far(),
        "text.missing": _("Skriv den tekst, forvaltningen får."),
    }


def _name_of(administration: str | None) -> str:
    if administration not in municipality().codes("administration"):
        return ""
    return municipality().administration(administration).label.da


def _not_sent() -> str:
    return _("Forsendelsen er ikke sendt")


def _nobody() -> str:
    return _("Vælg mindst én, der skal have den.")


def _too_large() -> str:
    return _(
        "Filerne fylder for meget tilsammen, og den sidste blev ikke modtaget. Send færre ad"
        " gangen."
    )


def _not_now() -> str:
    return _(
        "Forholdet kan ikke sendes nu: det skal være inden for ordningen og uden udfald, og"
        " forvaltningen må ikke have det i forvejen."
    )
