"""What is written in a case: messages and questions, feedback, notes."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened, files_place
from portal.caseworker.dialogue_forms import FeedbackForm, MessageForm, NoteForm, StopWaitingForm
from portal.caseworker.file_faults import refuse_files
from portal.caseworker.kinds import is_complaint
from portal.caseworker.limit_forms import answer_too_far
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.domain.case_file import NoteReader
from portal.services.casework.give_feedback import give_feedback
from portal.services.casework.write_note import write_note
from portal.services.casework.write_to_reporter import stop_waiting, write_to_reporter
from portal.staff.access import member, requires
from portal.web.uploads import forget_files, gather_files, takes_files
from portal.web.workplace import workplace


@caseworker.post("/cases/<number>/message")
@requires(Permission.CASE_WORK)
@takes_files
def message(number: str) -> Response:
    form = MessageForm.of_request()
    gathered = gather_files(files_place(number))
    if gathered.too_large:
        form.files.validators = [refuse_files]

    def work(form: MessageForm) -> None:
        matter = form.about_matter.data
        write_to_reporter(
            workplace(),
            member(),
            number,
            form.message.data,
            gathered.files,
            asks=form.asks.data,
            about_matter=int(matter) if matter else None,
            due=form.due.data,
            token=form.submission.data or "",
        )
        forget_files(files_place(number))

    asked = form.asks.data
    return act(
        number,
        Opened("message", form, heading=_("Beskeden er ikke sendt"), files=gathered.files),
        work,
        done=_("Spørgsmålet er sendt.") if asked else _("Beskeden er sendt."),
        place="dialogue",
        texts={
            "missing": _("Skriv en besked."),
            "not_ahead": _("Vælg en dag efter i dag, eller lad feltet stå tomt."),
            "too_far": answer_too_far(),
        },
        repeated=lambda: forget_files(files_place(number)),
        refused=_("I en afsluttet sag og om et afgjort forhold kan du skrive, men ikke spørge."),
    )


@caseworker.post("/cases/<number>/stop-waiting")
@requires(Permission.CASE_WORK)
def stop(number: str) -> Response:
    def work(form: StopWaitingForm) -> None:
        stop_waiting(workplace(), member(), number, form.question.data)

    opened = Opened("stop-waiting", StopWaitingForm.of_request(), heading=_("Der ventes stadig"))
    return act(number, opened, work, done=_("Der ventes ikke længere på svar."), place="dialogue")


@caseworker.post("/cases/<number>/note")
@requires(Permission.CASE_WORK)
def note(number: str) -> Response:
    def work(form: NoteForm) -> None:
        reader = NoteReader(form.reader.data)
        write_note(workplace(), member(), number, form.note.data, reader)

    form = NoteForm.of_request()
    return act(
        number,
        Opened("note", form, heading=_("Notatet er ikke gemt")),
        work,
        done=_("Notatet er gemt."),
        place="dialogue" if form.reader.data == NoteReader.REPORTER else "notes",
        texts={"missing": _("Skriv et notat.")},
    )


@caseworker.post("/cases/<number>/feedback")
@requires(Permission.CASE_WORK)
def feedback(number: str) -> Response:
    def work(form: FeedbackForm) -> None:
        give_feedback(
            workplace(),
            member(),
            number,
            done=form.done.data,
            why=form.why.data,
            interim=form.interim.data,
        )

    complaint = is_complaint(number)
    return act(
        number,
        Opened(
            "feedback",
            FeedbackForm.of_request(),
            heading=_("Svaret er ikke sendt") if complaint else _("Feedbacken er ikke sendt"),
        ),
        work,
        done=_("Svaret er sendt til borgeren.")
        if complaint
        else _("Feedbacken er sendt til indberetteren."),
        place="dialogue",
        texts={
            "done.missing": _("Skriv, hvad der er gjort eller planlagt."),
            "why.missing": _("Skriv begrundelsen."),
        },
        refused=_("Klagen er afsluttet. Genåbn den for at give svar.")
        if complaint
        else _("Sagen er afsluttet. Genåbn den for at give feedback."),
    )
