"""The forms by which the unit acts in a dossier, and the one that says whose move a case is."""

from collections.abc import Callable
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from portal.caseworker.absence_words import name_with_absence
from portal.caseworker.closing_forms import REASON_LIMIT
from portal.caseworker.hearing_words import HeardDossier
from portal.caseworker.lock_questions import reveal_question
from portal.domain.account import Account
from portal.domain.case_status import RestsWith
from portal.domain.deadlines import answer_due
from portal.domain.dossier import Dossier
from portal.services.casework.read_case import CaseView
from portal.staff.fields import day, late_select, listed, long_text, select
from portal.staff.written_form import SentOnce
from portal.web.formatting import long_date
from portal.web.workplace import municipality, workplace

_ACCOUNT = r"[0-9a-f]{32}"
_SEEN_BY_THEM = _l("Kontaktpersonerne kan se teksten. Skriv intet, der kan røbe indberetteren.")


def what_is_missing_to_fill_in() -> str:
    """The text of a new round as it is proposed, with a gap for what is missing."""
    return _(
        "Tak for jeres svar. Før vi kan afslutte undersøgelsen, mangler vi svar på dette:\n\n\n\n"
        "Send også den dokumentation, der hører til."
    )


def follow_up_to_ask(dossier: Dossier) -> str:
    """The question of what was done, as it is proposed; it names the follow-up that was planned."""
    answer = dossier.answer
    words = _(
        "Vi har afsluttet undersøgelsen af det, vi sendte jer den %(day)s. Skriv, hvad I har gjort"
        " siden, og hvad I vil gøre og hvornår.",
        day=long_date(dossier.sent_on),
    )
    if not dossier.of_adviser:
        words += " " + _("Det indgår i den feedback, indberetteren får.")
    if answer is None or not answer.planned:
        return words
    return words + "\n\n" + _("I skrev i jeres svar, at I ville:") + f"\n{answer.planned}"


class ReplyForm(SentOnce):
    text = long_text(
        _l("Svar på spørgsmålet"), _l("Skriv et svar på spørgsmålet."), description=_SEEN_BY_THEM
    )
    may_reveal = reveal_question()


class MoreTimeForm(SentOnce):
    due = day(_l("Svar senest"), _l("Vælg den nye dag."))
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor forvaltningen får længere tid."),
        limit=REASON_LIMIT,
        description=_l(
            "Kontaktpersonerne kan se den. Fristen for feedback til indberetteren flyttes ikke."
        ),
    )
    may_reveal = reveal_question()


class RefuseTimeForm(SentOnce):
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor forvaltningen ikke får længere tid."),
        limit=REASON_LIMIT,
        description=_l("Kontaktpersonerne kan se den."),
    )
    may_reveal = reveal_question()


class EnoughForm(SentOnce):
    """Nothing to fill in."""


class CallOffForm(SentOnce):
    """Nothing to fill in."""


class AskAgainForm(SentOnce):
    text = long_text(
        _l("Det, der mangler"), _l("Skriv, hvad der mangler."), description=_SEEN_BY_THEM
    )
    may_reveal = reveal_question()
    due = day(_l("Svar senest"), _l("Vælg den dag, forvaltningen skal have svaret."))

    def validate_text(self, field: Field) -> None:
        if (field.data or "").split() == what_is_missing_to_fill_in().split():
            raise ValidationError(_l("Skriv i teksten, hvad der mangler."))


class WrittenAnswerForm(SentOnce):
    text = long_text(
        _l("Svaret"),
        _l("Skriv forvaltningens svar."),
        description=_l(
            "Det, der kom i et brev, en mail eller telefonen. Skriv også, hvordan det kom. Teksten"
            " kommer til at stå i det sendte, og kontaktpersonerne kan se den."
        ),
    )
    may_reveal = reveal_question()


class FollowUpAskForm(SentOnce):
    text = long_text(
        _l("Det, I spørger om"),
        _l("Skriv, hvad I spørger om."),
        description=_SEEN_BY_THEM,
    )
    may_reveal = reveal_question()
    due = day(_l("Svar senest"), _l("Vælg den dag, forvaltningen skal have svaret."))


class FollowUpRegisterForm(SentOnce):
    note = long_text(
        _l("Bemærkning"),
        limit=REASON_LIMIT,
        description=_l(
            "Enheden bestemmer ikke, hvad forvaltningen skal gøre: den noterer det, der er oplyst,"
            " eller at intet er oplyst. Bemærkningen står i sagens log, og kun enheden ser den."
        ),
    )


class FollowUpEnterForm(SentOnce):
    text = long_text(
        _l("Det, forvaltningen har gjort"),
        _l("Skriv, hvad forvaltningen har oplyst."),
        description=_l(
            "Det, der kom i et brev, en mail eller telefonen. Kontaktpersonerne kan se teksten."
        ),
    )
    may_reveal = reveal_question()


class RecipientForm(SentOnce):
    """`add` and `remove` are account ids in hex; one of the two."""

    add = late_select(_l("Giv også til"), rf"|{_ACCOUNT}", _l("Vælg en på listen."))
    remove = late_select(_l("Tag fra"), rf"|{_ACCOUNT}", _l("Vælg en på listen."))

    def validate_remove(self, field: Field) -> None:
        if bool(field.data) == bool(self.add.data):
            raise ValidationError(
                _l("Vælg én: enten en, der skal have det, eller en, det tages fra.")
            )

    def offer(self, heard: HeardDossier) -> None:
        """Whom it can be given to and taken from, or kept from before a colleague gives it to her;
        the last who has it keeps it."""
        holders = heard.holders if len(heard.holders) > 1 else ()
        self.add.choices = _people(heard.may_receive)
        self.remove.choices = _people((*holders, *heard.open_to))


def _holders() -> list[SelectChoice]:
    return listed(
        [
            ("", _l("Vælg …")),
            (RestsWith.UNIT, _l("Enheden")),
            (RestsWith.ADMINISTRATION, _l("En forvaltning")),
            (RestsWith.REPORTER, _l("Indberetteren")),
        ]
    )


class WhoseMoveForm(SentOnce):
    rests_with = select(_l("Sagen beror på"), _holders, _l("Vælg, hvem sagen beror på."))
    since = day(_l("Siden den"), _l("Vælg den dag, det har været sådan fra."))
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor sagen beror på en anden."),
        limit=REASON_LIMIT,
        description=_l("Står i sagens log. Indberetteren ser den ikke."),
    )


def _people(accounts: tuple[Account, ...]) -> list[SelectChoice]:
    pairs = [(account.id.hex(), name_with_absence(account)) for account in accounts]
    return listed([("", _("Vælg …")), *pairs])


def _blank_round(_view: CaseView, _heard: HeardDossier | None) -> SentOnce:
    days = municipality().limits.administration_answer_days
    return AskAgainForm(
        text=what_is_missing_to_fill_in(), due=answer_due(workplace().today(), days)
    )


def _blank_more_time(_view: CaseView, heard: HeardDossier | None) -> SentOnce:
    wanted = heard.dossier.time_wanted if heard else None
    return MoreTimeForm(due=wanted.due if wanted else None)


def _blank_follow_up(_view: CaseView, heard: HeardDossier | None) -> SentOnce:
    due = workplace().today() + timedelta(days=municipality().limits.follow_up_days)
    return FollowUpAskForm(text=follow_up_to_ask(heard.dossier) if heard else "", due=due)


HEARING_FORMS: dict[str, Callable[[CaseView, HeardDossier | None], SentOnce]] = {
    "dossier-reply": lambda _view, _heard: ReplyForm(),
    "dossier-more-time": _blank_more_time,
    "dossier-refuse-time": lambda _view, _heard: RefuseTimeForm(),
    "dossier-enough": lambda _view, _heard: EnoughForm(),
    "dossier-ask-again": _blank_round,
    "dossier-answer": lambda _view, _heard: WrittenAnswerForm(),
    "dossier-follow-up-ask": _blank_follow_up,
    "dossier-follow-up-register": lambda _view, _heard: FollowUpRegisterForm(),
    "dossier-follow-up-enter": lambda _view, _heard: FollowUpEnterForm(),
    "dossier-recipients": lambda _view, _heard: RecipientForm(),
    "dossier-call-off": lambda _view, _heard: CallOffForm(),
}
