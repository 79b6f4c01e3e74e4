"""What is done on the page of a complaint alone: it is registered, and calls are written down."""

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.complaint_forms import CITIZEN, CallForm, RegisterForm
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.case_file import NoteReader
from portal.services.casework.write_note import write_note
from portal.services.complaining.register_complaint import register_complaint
from portal.staff.access import member, requires
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/register")
@requires(Permission.CASE_WORK)
def register(number: str) -> Response:
    def work(form: RegisterForm) -> None:
        register_complaint(workplace(), member(), number, **form.fields)

    return act(
        number,
        Opened("register", RegisterForm.of_request(), heading=_("Registret er ikke ændret")),
        work,
        done=_("Registret er gemt."),
        place="register",
        texts={
            "unknown": _("Vælg en af mulighederne på listen."),
            "missing": _("Klagen er afsluttet, så her må ikke mangle noget."),
        },
    )


@caseworker.post("/cases/<number>/call")
@requires(Permission.CASE_WORK)
def call(number: str) -> Response:
    """A call is a note to the unit that begins with whom it was with."""

    def work(form: CallForm) -> None:
        text = f"{_call_heading(form)}\n\n{form.note.data.strip()}"
        write_note(workplace(), member(), number, text, NoteReader.UNIT)

    return act(
        number,
        Opened("call", CallForm.of_request(), heading=_("Samtalen er ikke skrevet ned")),
        work,
        done=_("Samtalen er skrevet ned."),
        place="notes",
        texts={"missing": _("Skriv, hvad der blev sagt.")},
    )


def _call_heading(form: CallForm) -> str:
    heading = _("Telefonsamtale med forvaltningen")
    if form.with_whom.data == CITIZEN:
        heading = _("Telefonsamtale med borgeren")
    if not form.minutes.data:
        return heading
    minutes = int(form.minutes.data)
    return f"{heading}, " + ngettext("%(num)d minut", "%(num)d minutter", minutes)
