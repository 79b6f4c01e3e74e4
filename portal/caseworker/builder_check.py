"""What was put together in the builder is checked, its files are cleaned, and the whole is read as
who gets it will read it."""

from itertools import chain

from flask import Response
from flask_babel import gettext as _

from portal.caseworker.builder_forms import DirectForm, DossierForm, files_of, reporter_entries
from portal.caseworker.builder_page import Bench, builder_page
from portal.caseworker.builder_words import marks_text, nobody_chosen, not_now, not_sent
from portal.caseworker.cleaning_words import refusal_text
from portal.caseworker.passphrase_words import say_refusal
from portal.cleaning.outcome import CannotClean
from portal.domain.dialogue import AttachedFile
from portal.domain.disclosure import is_disclosable
from portal.domain.dossier import WorkingCopy
from portal.domain.errors import ForbiddenMove, InvalidInput, NotFound, SignInThrottled
from portal.domain.redaction import UnevenMarks
from portal.services.dossiers.prepare_dossier import Prepared, prepare_dossier
from portal.services.dossiers.working_copies import discard_working_copies, make_working_copy
from portal.staff.access import member
from portal.web.workplace import workplace


def prepared_or_page(bench: Bench, form: DossierForm) -> Prepared | Response:
    """What the form puts together; or its page, with what is wrong."""
    if not _is_complete(bench, form):
        return builder_page(bench, form, 422, not_sent())
    if not is_disclosable(bench.matter):
        form.form_errors.append(not_now())
        return builder_page(bench, form, 409, not_sent())
    direct = isinstance(form, DirectForm)
    planned = form.planned(reporter_entries(bench.view.file), chosen=not direct)
    copies = _copies(bench, form)
    if copies is None:
        return builder_page(bench, form, 422, not_sent())
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
        form.form_errors.append(not_now())
        status = 409
    except NotFound:
        form.form_errors.append(
            _("Du har nøgle til sagen, men ikke til indberetterens identitet. Spørg en kollega.")
        )
        status = 422
    discard_working_copies(workplace(), copies)
    return builder_page(bench, form, status, not_sent())


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
        form.recipients.errors = (*form.recipients.errors, nobody_chosen())
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


def _chosen_files(bench: Bench, form: DossierForm) -> tuple[list[AttachedFile], list[AttachedFile]]:
    wanted = set(form.case_files.data or ())
    return [one for one in files_of(bench.view.file) if one.id in wanted], list(bench.uploads)


def _too_large() -> str:
    return _(
        "Filerne fylder for meget tilsammen, og den sidste blev ikke modtaget. Send færre ad"
        " gangen."
    )
