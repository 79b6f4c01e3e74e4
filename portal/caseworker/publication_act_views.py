"""What two people must agree on before a report goes out: its words, and small figures in it."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.pages import caseworker
from portal.caseworker.publication_forms import ExactForm, SeenForm, ThresholdForm
from portal.caseworker.publication_page import act_on_draft, offer_withheld, withheld_names
from portal.caseworker.publication_place import REPORT, counted_at, draft_at, report_at
from portal.domain.access import Permission
from portal.services.publishing.ask_exact import ask_exact
from portal.services.publishing.confirm_exact import confirm_exact
from portal.services.publishing.confirm_words import confirm_words
from portal.services.publishing.set_threshold import set_threshold
from portal.services.publishing.withdraw_exact import withdraw_exact
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post(f"{REPORT}/reading")
@requires(Permission.REPORT_WRITE)
def confirm_publication_words(kind: str, first: str, last: str) -> Response:
    place, form = report_at(kind, first, last), SeenForm.of_request()
    return act_on_draft(
        place,
        form,
        lambda: confirm_words(workplace(), member(), *place.asked, version=form.seen),
        done=_("Du har læst teksterne. Ændres de, skal de læses igen."),
        part="reading",
    )


@caseworker.post(f"{REPORT}/threshold")
@requires(Permission.REPORT_WRITE)
def set_publication_threshold(kind: str, first: str, last: str) -> Response:
    place, form = report_at(kind, first, last), ThresholdForm.of_request()
    return act_on_draft(
        place,
        form,
        lambda: set_threshold(
            workplace(), member(), *place.asked, int(form.threshold.data), version=form.seen
        ),
        done=_("Grænsen for små tal er gemt."),
        part="threshold",
    )


@caseworker.post(f"{REPORT}/exact")
@requires(Permission.REPORT_WRITE)
def ask_publication_exact(kind: str, first: str, last: str) -> Response:
    place, form = report_at(kind, first, last), ExactForm.of_request()
    draft = draft_at(place)
    offer_withheld(form, draft, withheld_names(counted_at(draft)))
    return act_on_draft(
        place,
        form,
        lambda: ask_exact(
            *(workplace(), member(), *place.asked),
            figure=form.figure.data,
            because=form.because.data,
            version=form.seen,
        ),
        done=_("En kollega skal godkende, at tallet bliver oplyst."),
        part="exact",
    )


@caseworker.post(f"{REPORT}/exact/<figure>/confirm")
@requires(Permission.REPORT_WRITE)
def confirm_publication_exact(kind: str, first: str, last: str, figure: str) -> Response:
    place, form = report_at(kind, first, last), SeenForm.of_request()
    return act_on_draft(
        place,
        form,
        lambda: confirm_exact(
            workplace(), member(), *place.asked, figure=figure, version=form.seen
        ),
        done=_("Du har godkendt, at tallet bliver oplyst."),
        part="exact",
    )


@caseworker.post(f"{REPORT}/exact/<figure>/withdraw")
@requires(Permission.REPORT_WRITE)
def withdraw_publication_exact(kind: str, first: str, last: str, figure: str) -> Response:
    """Taken back by who asked, or refused by a colleague."""
    place, form = report_at(kind, first, last), SeenForm.of_request()
    return act_on_draft(
        place,
        form,
        lambda: withdraw_exact(
            workplace(), member(), *place.asked, figure=figure, version=form.seen
        ),
        done=_("Tallet bliver ikke oplyst."),
        part="exact",
    )
