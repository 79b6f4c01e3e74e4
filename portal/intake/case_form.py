"""The forms of a reporter who comes back."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from portal.intake.typed_text import one_kind_of_line_break
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


class MessageForm(PortalForm):
    """A message, files, or both. `submission` marks one sending of the form."""

    submission = HiddenField()
    message = TextAreaField(
        _l("Din besked"),
        [Length(max=TEXT_LIMIT, message=_TOO_LONG)],
        filters=[one_kind_of_line_break],
    )
    files = MultipleFileField(_l("Vælg filer"))


class AnswerForm(PortalForm):
    """Yes or no to an offer; `question` is the offer's entry."""

    question = HiddenField(validators=[DataRequired(_l("Vælg ja eller nej igen."))])
    answer = HiddenField(validators=[AnyOf(["yes", "no"], _l("Vælg ja eller nej."))])
