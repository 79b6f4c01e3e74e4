"""The pages on which a dossier is put together and looked at before it goes."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from flask import Response, make_response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.caseworker.builder_forms import (
    DossierForm,
    files_of,
    form_for,
    offer_choices,
    reporter_entries,
)
from portal.caseworker.builder_words import like_text, name_text
from portal.caseworker.case_page import name_of_case
from portal.caseworker.cleaning_words import done_to, to_look_for
from portal.caseworker.complaint_words import speak_of_the_citizen
from portal.caseworker.lock_words import obstacle_text, word_is_missing
from portal.caseworker.pages import show
from portal.caseworker.starting_texts import starting_text
from portal.domain.deadlines import answer_due
from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import Dossier, DossierKind
from portal.domain.draft import Draft
from portal.domain.errors import BrokenList, ForbiddenMove, NotFound
from portal.domain.matter import Matter
from portal.services.casework.read_case import CaseView, read_case
from portal.services.dossiers.prepare_dossier import Prepared, kind_for
from portal.services.dossiers.recipients import Recipients, look_at_recipients
from portal.services.dossiers.send_dossier import Outgoing
from portal.staff.access import member
from portal.staff.draft_keeping import written_fields
from portal.web.uploads import gather_files
from portal.web.workplace import municipality, workplace

_BUTTONS = frozenset({"preview", "edit", "reload", "take_in"})


@dataclass(frozen=True)
class Bench:
    """What a dossier is made of: a matter of an open case, and the caseworker's own files."""

    view: CaseView = field(repr=False)
    matter: Matter = field(repr=False)
    uploads: tuple[AttachedFile, ...]
    too_large: bool

    @property
    def number(self) -> str:
        return self.view.file.facts.number

    @property
    def ordinal(self) -> int:
        return self.matter.ordinal

    @property
    def kind(self) -> DossierKind:
        return kind_for(self.matter)

    @property
    def of_adviser(self) -> bool:
        """Whether the case is one of the citizens' adviser's: no whistleblower is in it."""
        return self.matter.of_complaint

    @property
    def place(self) -> str:
        """Under which name the session keeps the caseworker's own files."""
        return uploads_place(self.number, self.ordinal)

    @property
    def url(self) -> str:
        return builder_url(self.number, self.ordinal)


def uploads_place(number: str, ordinal: int) -> str:
    return f"dossier:{number}:{ordinal}"


def builder_url(number: str, ordinal: int, **more: Any) -> str:
    return url_for("caseworker.build_dossier", number=number, ordinal=ordinal, **more)


def open_bench(number: str, ordinal: int) -> Bench:
    """The case, the matter, and the files that came with this request or an earlier try. Raises
    NotFound, ImpartialityNotDeclared."""
    view = read_case(workplace(), member(), number)
    matter = view.file.matter(ordinal)
    if matter is None:
        raise NotFound("no such matter")
    gathered = gather_files(uploads_place(number, ordinal))
    return Bench(view, matter, gathered.files, gathered.too_large)


def blank_form(bench: Bench, administration: str) -> DossierForm:
    """The form as it is proposed: the matter's own words are left out, for they may be the
    reporter's."""
    known = municipality().codes("administration")
    to = administration if administration in known else bench.matter.administration
    if bench.kind is DossierKind.OUTSIDE_SCHEME:
        to = bench.matter.administration
    days = municipality().limits.administration_answer_days
    return form_for(bench.view, uploads=bench.uploads)(
        administration=to,
        text=starting_text(to, bench.kind, of_adviser=bench.of_adviser),
        due=answer_due(workplace().today(), days),
    )


def builder_page(bench: Bench, form: DossierForm, status: int = 200, heading: str = "") -> Response:
    """The form, with everything that was typed and chosen."""
    outside = bench.kind is DossierKind.OUTSIDE_SCHEME
    known = _recipients(bench, form.administration.data)
    offer_choices(form, bench.view, known, bench.matter.administration if outside else "")
    if bench.of_adviser:
        speak_of_the_citizen(form)
    form.stand_at("dossier")
    page = show(
        "builder.html",
        bench=bench,
        case_name=name_of_case(bench.view.file.facts),
        matter=bench.matter,
        form=form,
        heading=heading,
        known=known,
        entries=reporter_entries(bench.view.file),
        case_files=files_of(bench.view.file),
        outside=outside,
    )
    return make_response(page, status)


def form_of_draft(bench: Bench, draft: Draft) -> DossierForm:
    """The form with everything that a draft kept of it."""
    form = form_for(bench.view, uploads=bench.uploads)(MultiDict(draft.fields))
    form.draft_id.data = draft.id
    return form


def builder_again(draft: Draft, ordinal: int, wrong: str) -> Response:
    """The form with what could not be kept, and why. Raises NotFound, ImpartialityNotDeclared."""
    bench = open_bench(draft.number, ordinal)
    form = form_of_draft(bench, draft)
    form.form_errors.append(wrong)
    return builder_page(bench, form, 422, _("Kladden er ikke gemt"))


def preview_page(bench: Bench, form: DossierForm, prepared: Prepared, name: str) -> Response:
    """What would go out, exactly as who gets it will see it, and what there is to say of it."""
    outgoing = prepared.outgoing
    chosen = set(outgoing.recipients or ()) - set(outgoing.barred)
    page = show(
        "builder_preview.html",
        bench=bench,
        case_name=name_of_case(bench.view.file.facts),
        matter=bench.matter,
        dossier=shown(outgoing),
        prepared=prepared,
        outgoing=outgoing,
        preview=name,
        recipients=[one for one in prepared.recipients.able if one.id.hex() in chosen],
        obstacles=_obstacles(bench, prepared),
        names=[name_text(one) for one in prepared.names],
        likenesses=[like_text(one) for one in prepared.likenesses or ()],
        copies=[(one, done_to(one), to_look_for(one)) for one in outgoing.files],
        file_url=lambda file: url_for(
            "caseworker.dossier_copy",
            number=bench.number,
            ordinal=bench.ordinal,
            preview=name,
            file_id=file.id,
        ),
        fields=_typed(form),
        phrases=form.phrases,
    )
    return make_response(page)


def _obstacles(bench: Bench, prepared: Prepared) -> list[str]:
    if bench.of_adviser and prepared.obstacles:
        return [word_is_missing()]
    return [obstacle_text(one) for one in prepared.obstacles]


def shown(outgoing: Outgoing) -> Dossier:
    """What would go out as a dossier that was sent today."""
    return Dossier(
        id="",
        number="",
        kind=outgoing.kind,
        administration=outgoing.administration,
        sent_on=workplace().today(),
        due=outgoing.due,
        text=outgoing.text.strip(),
        extracts=outgoing.extracts,
        files=tuple(copy.file for copy in outgoing.files),
    )


def _recipients(bench: Bench, administration: str | None) -> Recipients | None:
    if administration not in municipality().codes("administration"):
        return None
    with suppress(ForbiddenMove, BrokenList):
        return look_at_recipients(workplace(), member(), bench.number, administration)
    return None


def _typed(form: DossierForm) -> list[tuple[str, str]]:
    """Every field as it was sent, so that the form can be gone back to and loses nothing."""
    fields = [(name, value) for name, value in written_fields() if name not in _BUTTONS]
    given = {name for name, _value in fields}
    own = {"submission": form.submission.data, "draft_id": form.draft_id.data}
    more = [(name, value) for name, value in own.items() if value and name not in given]
    return [*fields, *more] if request.method == "POST" else more
