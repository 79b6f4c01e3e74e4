"""The files of a form that may come back: kept sealed between tries, and never lost unnoticed."""

from flask import request
from flask_babel import gettext as _
from wtforms import Field

from portal.domain.dialogue import AttachedFile
from portal.web.uploads import Allowance, Refusal, gather_files

_MEGABYTE = 1024 * 1024
Files = tuple[AttachedFile, ...]


def gathered(place: str, allowance: type[Allowance]) -> tuple[Files, str]:
    """The files of the form so far, and what is wrong with them in words, or an empty text.

    A form names the files it showed as kept (`kept_file`). If the session ended meanwhile they are
    gone, and a report must not be sent without what its author believes is in it.
    """
    found = gather_files(place)
    expected = set(request.form.getlist("kept_file")) - set(request.form.getlist("drop_file"))
    if found.refusal:
        return found.files, _refused(found.refusal, allowance)
    if expected - {file.id for file in found.files}:
        return found.files, files_are_gone()
    return found.files, ""


def _refused(refusal: Refusal, allowance: type[Allowance]) -> str:
    if refusal is Refusal.TOO_LARGE:
        return _(
            "Filerne fylder mere end %(limit)s MB tilsammen. Den fil, der blev for meget, er ikke"
            " taget med. Vælg færre eller mindre filer, og send resten som en besked bagefter.",
            limit=upload_limit(allowance),
        )
    if refusal is Refusal.NO_ROOM:
        return _(
            "Der er ikke plads til flere filer på serveren lige nu, og ikke alle dine filer er"
            " taget med. Send det, du har skrevet, uden dem, og send dem fra din sag en anden dag."
        )
    return _(
        "Der kommer usædvanligt mange filer lige nu, og ikke alle dine er taget med. Send det, du"
        " har skrevet, uden dem, og send dem fra din sag senere, eller prøv igen om lidt."
    )


def files_are_gone() -> str:
    return _("De filer, du havde valgt før, er her ikke længere. Vælg dem igen.")


def add_fault(field: Field, fault: str) -> None:
    """Put a fault that was found outside the form beside its field."""
    field.errors = (*field.errors, fault)


def upload_limit(allowance: type[Allowance]) -> int:
    """How much one form may bring, in megabytes."""
    return allowance().limit // _MEGABYTE
