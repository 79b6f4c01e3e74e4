"""The unit's side of a dossier after it was sent: replies, rounds, follow-ups, recipients."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.caseworker.case_actions import act
from portal.caseworker.case_page import Opened
from portal.caseworker.hearing_forms import (
    AskAgainForm,
    EnoughForm,
    FollowUpAskForm,
    FollowUpEnterForm,
    FollowUpRegisterForm,
    MoreTimeForm,
    RecipientForm,
    RefuseTimeForm,
    ReplyForm,
    WrittenAnswerForm,
)
from portal.caseworker.limit_forms import answer_too_far
from portal.caseworker.pages import caseworker
from portal.domain.access import Permission
from portal.services.dossiers.assess_answer import accept_answer, ask_again
from portal.services.dossiers.change_recipients import add_recipient, remove_recipient
from portal.services.dossiers.follow_up import (
    ask_for_follow_up,
    enter_follow_up,
    register_follow_up,
)
from portal.services.dossiers.read_file_of_dossier import read_file_of_dossier
from portal.services.dossiers.reply_in_dossier import (
    give_more_time,
    refuse_more_time,
    reply_in_dossier,
)
from portal.services.dossiers.write_answer_in import write_answer_in
from portal.staff.access import member, requires
from portal.staff.fields import YES
from portal.web.downloads import download
from portal.web.workplace import workplace


@caseworker.get("/cases/<number>/dossiers/<dossier>/files/<file_id>")
@requires(Permission.CASE_OPEN)
def dossier_file(number: str, dossier: str, file_id: str) -> Response:
    return download(*read_file_of_dossier(workplace(), member(), number, dossier, file_id))


@caseworker.post("/cases/<number>/dossiers/<dossier>/reply")
@requires(Permission.CASE_WORK)
def reply_to_contact(number: str, dossier: str) -> Response:
    def work(form: ReplyForm) -> None:
        reply_in_dossier(
            workplace(),
            member(),
            number,
            dossier,
            text=form.text.data,
            may_reveal=form.may_reveal.data == YES,
        )

    return _act(
        number,
        Opened("dossier-reply", ReplyForm.of_request(), dossier, _("Svaret er ikke sendt")),
        work,
        done=_("Svaret er sendt. Det er forvaltningens tur igen."),
        refused=_("Der er intet ubesvaret spørgsmål. Måske har en kollega svaret imens."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/more-time")
@requires(Permission.CASE_WORK)
def more_time(number: str, dossier: str) -> Response:
    def work(form: MoreTimeForm) -> None:
        give_more_time(
            workplace(),
            member(),
            number,
            dossier,
            due=form.due.data,
            reason=form.reason.data,
            may_reveal=form.may_reveal.data == YES,
        )

    form = MoreTimeForm.of_request()
    return _act(
        number,
        Opened("dossier-more-time", form, dossier, _("Fristen er ikke flyttet")),
        work,
        done=_("Forvaltningen har fået længere tid og kan se den nye frist."),
        texts={
            "not_later": _("Den nye dag skal ligge efter den, der gælder nu, og ikke før i dag."),
            "text.missing": _("Skriv, hvorfor forvaltningen får længere tid."),
        },
        refused=_("Der ventes ikke på et svar. Måske er det kommet imens."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/refuse-time")
@requires(Permission.CASE_WORK)
def refuse_time(number: str, dossier: str) -> Response:
    def work(form: RefuseTimeForm) -> None:
        refuse_more_time(
            workplace(),
            member(),
            number,
            dossier,
            reason=form.reason.data,
            may_reveal=form.may_reveal.data == YES,
        )

    form = RefuseTimeForm.of_request()
    return _act(
        number,
        Opened("dossier-refuse-time", form, dossier, _("Intet er ændret")),
        work,
        done=_("Forvaltningen kan se, at fristen står ved magt."),
        refused=_("Ingen har bedt om længere tid, eller en kollega har svaret imens."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/enough")
@requires(Permission.CASE_WORK)
def enough(number: str, dossier: str) -> Response:
    def work(_form: EnoughForm) -> None:
        accept_answer(workplace(), member(), number, dossier)

    return _act(
        number,
        Opened("dossier-enough", EnoughForm.of_request(), dossier, _("Intet er ændret")),
        work,
        done=_("Svaret er vurderet: det er nok."),
        refused=_("Der er intet svar at vurdere nu. Måske har en kollega vurderet det imens."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/ask-again")
@requires(Permission.CASE_WORK)
def ask_once_more(number: str, dossier: str) -> Response:
    def work(form: AskAgainForm) -> None:
        ask_again(
            workplace(),
            member(),
            number,
            dossier,
            text=form.text.data,
            due=form.due.data,
            may_reveal=form.may_reveal.data == YES,
        )

    return _act(
        number,
        Opened("dossier-ask-again", AskAgainForm.of_request(), dossier, _("Der er ikke spurgt")),
        work,
        done=_("Forvaltningen er spurgt igen."),
        refused=_("Der er intet svar at spørge til nu. Måske er der spurgt igen imens."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/answer")
@requires(Permission.CASE_WORK)
def answer_from_elsewhere(number: str, dossier: str) -> Response:
    def work(form: WrittenAnswerForm) -> None:
        write_answer_in(
            workplace(),
            member(),
            number,
            dossier,
            text=form.text.data,
            may_reveal=form.may_reveal.data == YES,
        )

    form = WrittenAnswerForm.of_request()
    return _act(
        number,
        Opened("dossier-answer", form, dossier, _("Svaret er ikke gemt")),
        work,
        done=_("Svaret er gemt og kan vurderes."),
        refused=_("Der ventes ikke på et svar. Måske er det vurderet imens."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/follow-up-ask")
@requires(Permission.CASE_WORK)
def follow_up_ask(number: str, dossier: str) -> Response:
    def work(form: FollowUpAskForm) -> None:
        ask_for_follow_up(
            workplace(),
            member(),
            number,
            dossier,
            text=form.text.data,
            due=form.due.data,
            may_reveal=form.may_reveal.data == YES,
        )

    form = FollowUpAskForm.of_request()
    return _act(
        number,
        Opened("dossier-follow-up-ask", form, dossier, _("Der er ikke spurgt")),
        work,
        done=_("Forvaltningen er spurgt, hvad den har gjort."),
        refused=_(
            "Der kan ikke spørges nu: forholdet skal have et udfald, og der spørges højst to gange."
        ),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/follow-up-register")
@requires(Permission.CASE_WORK)
def follow_up_register(number: str, dossier: str) -> Response:
    def work(form: FollowUpRegisterForm) -> None:
        register_follow_up(workplace(), member(), number, dossier, note=form.note.data or "")

    form = FollowUpRegisterForm.of_request()
    return _act(
        number,
        Opened("dossier-follow-up-register", form, dossier, _("Intet er registreret")),
        work,
        done=_("Opfølgningen er registreret."),
        refused=_("Der er intet at registrere nu: fristen er ikke gået, og intet er oplyst."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/follow-up-enter")
@requires(Permission.CASE_WORK)
def follow_up_enter(number: str, dossier: str) -> Response:
    def work(form: FollowUpEnterForm) -> None:
        enter_follow_up(
            workplace(),
            member(),
            number,
            dossier,
            text=form.text.data,
            may_reveal=form.may_reveal.data == YES,
        )

    form = FollowUpEnterForm.of_request()
    return _act(
        number,
        Opened("dossier-follow-up-enter", form, dossier, _("Intet er gemt")),
        work,
        done=_("Det, forvaltningen har gjort, er gemt og kan registreres."),
        refused=_("Der er ingen opfølgning at skrive ind, som sagen står nu."),
    )


@caseworker.post("/cases/<number>/dossiers/<dossier>/recipients")
@requires(Permission.CASE_WORK)
def recipients(number: str, dossier: str) -> Response:
    def work(form: RecipientForm) -> None:
        if form.add.data:
            add_recipient(workplace(), member(), number, dossier, form.add.data)
        else:
            remove_recipient(workplace(), member(), number, dossier, form.remove.data)

    form = RecipientForm.of_request()
    return _act(
        number,
        Opened("dossier-recipients", form, dossier, _("Modtagerne er ikke ændret")),
        work,
        done=_("Modtagerne er ændret."),
        texts={
            "recipient.not_allowed": _(
                "Det kan ikke lade sig gøre: den valgte kan ikke modtage det, har det ikke, eller"
                " er den sidste, der har det."
            )
        },
    )


def _act(
    number: str,
    opened: Opened,
    work: Callable[[Any], object],
    *,
    done: str,
    texts: dict[str, str] | None = None,
    refused: str = "",
) -> Response:
    """Act in a dossier, and lead back to it on the case's page."""
    told = {
        "missing": _("Skriv en tekst."),
        "before_sending": _("Fristen kan ikke ligge før i dag."),
        "too_far": answer_too_far(),
    }
    return act(
        number,
        opened,
        work,
        done=done,
        place=f"dossier-{opened.matter}",
        texts=told | (texts or {}),
        refused=refused,
    )
