"""What a contact person does in a dossier: asks, wants more time, answers, tells, hands it on."""

from typing import Any

from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from portal.administration.dossier_actions import act
from portal.administration.dossier_forms import (
    AnswerForm,
    FollowUpForm,
    HandOverForm,
    MoreTimeForm,
    QuestionForm,
)
from portal.administration.dossier_page import Opened, files_place
from portal.administration.pages import administration
from portal.domain.access import Permission
from portal.domain.dialogue import AttachedFile
from portal.services.dossiers.answer_dossier import (
    answer_dossier,
    ask_for_more_time,
    ask_the_unit,
    tell_follow_up,
)
from portal.services.dossiers.hand_over_dossier import hand_over_dossier
from portal.staff.access import member, requires
from portal.web.uploads import forget_files, gather_files, takes_files
from portal.web.workplace import workplace


@administration.post("/dossiers/<number>/question")
@requires(Permission.DOSSIER_WORK)
def question(number: str) -> Response:
    def work(form: QuestionForm) -> None:
        ask_the_unit(workplace(), member(), number, form.text.data)

    return act(
        number,
        Opened("question", QuestionForm.of_request(), _("Spørgsmålet er ikke sendt")),
        work,
        done=_("Spørgsmålet er sendt til enheden."),
    )


@administration.post("/dossiers/<number>/more-time")
@requires(Permission.DOSSIER_WORK)
def more_time(number: str) -> Response:
    def work(form: MoreTimeForm) -> None:
        ask_for_more_time(workplace(), member(), number, due=form.due.data, reason=form.reason.data)

    return act(
        number,
        Opened("more-time", MoreTimeForm.of_request(), _("Ønsket er ikke sendt")),
        work,
        done=_("Ønsket er sendt. Den frist, der er sat, gælder, indtil enheden har svaret."),
        texts={
            "not_later": _("Vælg en dag efter den frist, der gælder nu, og ikke før i dag."),
            "too_far": _("Vælg en dag inden for et år. Se efter, om årstallet er rigtigt."),
        },
    )


@administration.post("/dossiers/<number>/answer")
@requires(Permission.DOSSIER_WORK)
@takes_files
def answer(number: str) -> Response:
    form = AnswerForm.of_request()
    place = files_place("answer", number)
    files = _gathered(form, place)

    def work(form: AnswerForm) -> None:
        answer_dossier(
            workplace(),
            member(),
            number,
            result=form.result.data,
            planned=form.planned.data or "",
            files=files,
        )
        forget_files(place)

    return act(
        number,
        Opened("answer", form, _("Svaret er ikke sendt"), files),
        work,
        done=_(
            "Svaret er sendt til enheden. Du kan tilføje mere, indtil enheden har vurderet det."
        ),
        repeated=lambda: forget_files(place),
    )


@administration.post("/dossiers/<number>/follow-up")
@requires(Permission.DOSSIER_WORK)
@takes_files
def follow_up(number: str) -> Response:
    form = FollowUpForm.of_request()
    place = files_place("follow-up", number)
    files = _gathered(form, place)

    def work(form: FollowUpForm) -> None:
        tell_follow_up(workplace(), member(), number, text=form.text.data, files=files)
        forget_files(place)

    return act(
        number,
        Opened("follow-up", form, _("Opfølgningen er ikke sendt"), files),
        work,
        done=_("Enheden kan nu læse, hvad I har gjort."),
        repeated=lambda: forget_files(place),
    )


@administration.post("/dossiers/<number>/hand-over")
@requires(Permission.DOSSIER_WORK)
def hand_over(number: str) -> Response:
    def work(form: HandOverForm) -> None:
        hand_over_dossier(
            workplace(), member(), number, form.colleague.data, note=form.note.data or ""
        )

    return act(
        number,
        Opened("hand-over", HandOverForm.of_request(), _("Forsendelsen er ikke givet til nogen")),
        work,
        done=_("Din kollega har fået forsendelsen og kan åbne den nu. Du har den stadig selv."),
        texts={"unknown": _("Vælg en på listen.")},
    )


def _gathered(form: Any, place: str) -> tuple[AttachedFile, ...]:
    """The files of a form so far; the form says so when the last of them was too large."""
    gathered = gather_files(place)
    if gathered.too_large:
        form.files.validators = [_refuse_files]
    return gathered.files


def _refuse_files(_form: object, _field: object) -> None:
    raise ValidationError(
        _(
            "Filerne fylder for meget tilsammen, og den sidste blev ikke modtaget. Send færre ad"
            " gangen."
        )
    )
