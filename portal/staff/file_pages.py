"""Files of a case or dossier looked at page by page, as the portal paints them: the page with its
letters, and the picture on it. The file itself goes to no browser that did not ask to save it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, url_for
from flask_babel import gettext as _

from portal.cleaning.limits import SHOWN_LETTERS
from portal.cleaning.outcome import CannotClean, Refusal, Shown
from portal.cleaning.show_file import as_png
from portal.domain.dialogue import AttachedFile
from portal.services.files.show_page import show_page
from portal.staff.pages import page, wanted_page
from portal.staff.seen_letters import seen_letters


@dataclass(frozen=True)
class FileLinks:
    """Where the files of one case or dossier are: called with a file, where it is saved from.

    `endpoint` is the one that hands a file out; those that show it are called like it, and end in
    `_preview` and `_picture`. `place` is what all three need to find the case or dossier.
    """

    endpoint: str
    place: Mapping[str, Any]

    def __call__(self, file: AttachedFile) -> str:
        return url_for(self.endpoint, file_id=file.id, **self.place)

    def preview(self, file: AttachedFile) -> str:
        """Where it is looked at."""
        return url_for(f"{self.endpoint}_preview", file_id=file.id, **self.place)

    def picture(self, file: AttachedFile, number: int) -> str:
        """The picture of one page of it, counted from 1."""
        return url_for(f"{self.endpoint}_picture", file_id=file.id, page=number, **self.place)


def file_page(
    file: AttachedFile, pieces: Iterator[bytes], links: FileLinks, *, back: str, back_text: str
) -> Response:
    """The page of a file that the address asks for, or why it cannot be shown and what to know
    before it is saved. `back` leads to where the file stands. Raises CannotOpen."""
    shown, refusal = None, ""
    try:
        shown = show_page(file, pieces, wanted_page())
    except CannotClean as refused:
        refusal = _refusal_text(refused.reason, file)
    return make_response(
        page(
            "file_page.html",
            file=file,
            links=links,
            shown=shown,
            letters=list(seen_letters(shown.text)) if shown else [],
            picture_text=_picture_text(file, shown) if shown else "",
            cut=shown is not None and bool(shown.width) and len(shown.text) >= SHOWN_LETTERS,
            refusal=refusal,
            back=back,
            back_text=back_text,
        )
    )


def file_picture(file: AttachedFile, pieces: Iterator[bytes]) -> Response:
    """The picture of the page that the address asks for. 404 where there is none: the page says
    why; 503 where it took too long. Raises CannotOpen."""
    try:
        shown = show_page(file, pieces, wanted_page())
    except CannotClean as refused:
        abort(503 if refused.reason is Refusal.TOOK_TOO_LONG else 404)
    if not shown.width:
        abort(404)
    return Response(as_png(shown), mimetype="image/png")


def _picture_text(file: AttachedFile, shown: Shown) -> str:
    """What the picture is, for who does not see it."""
    what = _(
        "Side %(page)d af %(pages)d af filen »%(name)s«.",
        page=shown.page,
        pages=shown.pages,
        name=file.name,
    )
    more = (
        _("Teksten på siden står under billedet.")
        if shown.text
        else _("Filen siger ikke med ord, hvad der ses.")
    )
    return f"{what} {more}"


def _refusal_text(refusal: Refusal, file: AttachedFile) -> str:
    if not file.size:
        return _("Filen er tom.")
    broken = _(
        "Filen er i stykker eller for usædvanlig til at blive vist. Det kan være en fejl, og det"
        " kan være gjort for at skade den, der åbner den."
    )
    return {
        Refusal.UNKNOWN_TYPE: _(
            "Portalen viser kun tekst, mails, billeder og PDF, og filen er ikke en af dem."
        ),
        Refusal.ARCHIVE: _("Det er en pakket fil. Den kan rumme hvad som helst."),
        Refusal.SOUND_OR_FILM: _("Lyd og film kan ikke vises."),
        Refusal.OLD_OFFICE: _(
            "Det er et gammelt Office-format. Det kan indeholde programmer, der går i gang, når"
            " filen åbnes."
        ),
        Refusal.TOO_LARGE: _("Filen er for stor, eller der er for meget i den."),
        Refusal.ENCRYPTED: _("Filen er låst med en adgangskode."),
        Refusal.TOOK_TOO_LONG: _(
            "Det tog for lang tid at vise filen. Prøv igen om lidt. Sker det igen, er der for meget"
            " i den."
        ),
    }.get(refusal, broken)
