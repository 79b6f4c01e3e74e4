"""The base of every form: its token, how it is read, and what its errors say."""

from typing import Any, Self

from flask import g, request
from flask_babel import gettext as _
from wtforms import Field, Form, ValidationError
from wtforms.csrf.core import CSRF
from wtforms.form import BaseForm

from portal.domain.errors import InvalidInput
from portal.web.session import sealed_session

TEXT_LIMIT = 50_000
LINE_LIMIT = 500


class FormToken(CSRF):
    """Shows that a form came from a page of ours: its token follows from the session's secret."""

    def generate_csrf_token(self, _field: Field) -> str:
        return sealed_session().form_token

    def validate_csrf_token(self, _form: BaseForm, field: Field) -> None:
        g.form_token_checked = True
        if not sealed_session().token_matches(field.data or ""):
            raise ValidationError(
                _(
                    "Siden har været åben for længe, eller din browser gemmer ikke cookies."
                    " Det, du har skrevet, står her stadig: send det igen."
                )
            )


class PortalForm(Form):
    """A form that reads this request. Every message is ours, in the reader's language."""

    class Meta:
        csrf = True
        csrf_class = FormToken
        csrf_field_name = "csrf_token"

        def get_translations(self, _form: BaseForm) -> None:
            """None: the texts of the library are not used."""

    @classmethod
    def of_request(cls, **defaults: Any) -> Self:
        """The form as it came with a POST, else with its defaults."""
        return cls(request.form, **defaults) if request.method == "POST" else cls(**defaults)

    def is_good(self) -> bool:
        """Whether the form was sent and every field holds what it should."""
        if request.method != "POST":
            return False
        good: bool = self.validate()
        # The token is not seen on the page, so what is wrong with it is said of the whole form.
        token = self._fields["csrf_token"]
        self.form_errors.extend(token.errors)
        token.errors = ()
        return good

    def stand_at(self, place: str) -> None:
        """Make the fields' ids differ from those of the page's other forms; names stay."""
        for field in self:
            field.id = f"{place}-{field.name}"
            if field.label.field_id:
                field.label.field_id = field.id

    def add_error(self, error: InvalidInput, texts: dict[str, str]) -> None:
        """Put a refusal of a service beside its field, in words.

        `texts` is by `field.reason`, or by `reason`; an unknown field's words go to the top.
        """
        text = texts.get(f"{error.field}.{error.reason}") or texts.get(error.reason)
        words = text or _("Det kan ikke lade sig gøre. Se efter, om noget mangler.")
        field = self._fields.get(error.field)
        if field is None:
            self.form_errors.append(words)
        else:
            field.errors = (*field.errors, words)
