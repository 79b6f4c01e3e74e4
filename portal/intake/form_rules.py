"""What the forms of the public side ask of their fields, in our own words."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, ValidationError
from wtforms.validators import Length

from crypto.identifiers import new_token

NAME_LIMIT = 200
_LONGEST_TOKEN = 64


def at_most(characters: int) -> Length:
    """No more than this; what is longer comes back whole."""
    return Length(max=characters, message=_l("Skriv højst %(max)d tegn her."))


def on_the_list(message: str) -> Callable[[Form, SelectField], None]:
    """The library's own check speaks English."""

    def check(_form: Form, field: SelectField) -> None:
        offered = {choice[0] for choice in field.iter_choices()}
        chosen = field.data if isinstance(field.data, list) else [field.data or ""]
        if not offered.issuperset(chosen):
            raise ValidationError(message)

    return check


def submission_of(typed: str | None) -> str:
    """What marks one sending of a form, as it came; a new one where none came that could be."""
    return typed if typed and len(typed) <= _LONGEST_TOKEN else new_token()
