"""The forms of a reporter who comes back."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, DataRequired, Length

from portal.domain.dialogue import Entry, EntryKind
from portal.intake.typed_text import one_kind_of_line_break
from portal.web.cpr_asked import AsksAboutCpr
from portal.web.forms import LINE_LIMIT, TEXT_LIMIT, PortalForm

_TOO_LONG = _l("Skriv højst %(max)d tegn her.")


class CodeForm(PortalForm):
    """`message` is what she was writing when her session ended; it goes with her."""

    receipt_code = StringField(
        _l("Kvitteringskode"),
        [
            DataRequired(_l("Skriv din kvitteringskode.")),
            Length(max=LINE_LIMIT, message=_l("En kvitteringskode har 24 tegn.")),
        ],
    )
    message = TextAreaField(
        _l("Din besked, som ikke er sendt endnu"),
        [Length(max=TEXT_LIMIT, message=_TOO_LONG)],
        filters=[one_kind_of_line_break],
    )


class MessageForm(AsksAboutCpr):
    """A message, files, or both. `submission` marks one sending of the form."""

    no_cpr_in = ("message",)

    submission = HiddenField()
    message = TextAreaField(
        _l("Din besked"),
        [Length(max=TEXT_LIMIT, message=_TOO_LONG)],
        filters=[one_kind_of_line_break],
    )
    files = MultipleFileField(_l("Vælg filer"))


class AnswerForm(PortalForm):
    """Yes or no to an offer or a question of consent; `question` is its entry."""

    question = HiddenField(validators=[DataRequired(_l("Vælg ja eller nej igen."))])
    answer = HiddenField(validators=[AnyOf(["yes", "no"], _l("Vælg ja eller nej."))])


class ConsentForm(PortalForm):
    """The same with both answers in view and none chosen beforehand: silence agrees to nothing."""

    question = HiddenField()
    answer = RadioField(
        _l("Dit svar"),
        choices=[
            SelectChoice("yes", _l("Ja, det må I")),
            SelectChoice("no", _l("Nej, det må I ikke")),
        ],
        validate_choice=False,
    )


def consent_forms(waiting: Iterable[Entry], sent: PortalForm) -> dict[str, ConsentForm]:
    """By entry, the form of each question of consent that waits. `sent` is the form that came: if
    it was the answer to one of them, that one has what was chosen and what is wrong with it."""
    forms = {}
    for entry in waiting:
        if entry.kind is not EntryKind.CONSENT_ASKED:
            continue
        form = ConsentForm(question=entry.id)
        if isinstance(sent, AnswerForm) and sent.question.data == entry.id:
            form.answer.data = sent.answer.data
            form.answer.errors = sent.answer.errors
            form.form_errors = sent.form_errors
        form.stand_at(f"consent-{entry.ordinal}")
        forms[entry.id] = form
    return forms
