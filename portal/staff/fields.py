"""The fields that the forms of this side are made of. Every message is ours."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Optional, StopValidation, ValidationError

from portal.staff.pages import locale
from portal.web.forms import LINE_LIMIT, TEXT_LIMIT
from portal.web.workplace import municipality

Choices = Callable[[], list[SelectChoice]]
YES, NO = "yes", "no"


class AtMost:
    """A text within its limit. The browser is not told: it would cut what is pasted, silently."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, _form: Form, field: Field) -> None:
        if len(field.data or "") > self.limit:
            words = _l("Teksten er for lang: der er plads til højst %(limit)d tegn.")
            raise ValidationError(words % {"limit": self.limit})


class Chosen:
    """One of the choices, and not the empty one."""

    field_flags = {"required": True}  # noqa: RUF012 (WTForms reads it so)

    def __init__(self, missing: Any) -> None:
        self.missing = missing

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data or not _is_offered(field):
            raise StopValidation(self.missing)


class Offered:
    """One of the choices, or none."""

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data and not _is_offered(field):
            raise StopValidation(_l("Vælg en af mulighederne på listen."))


class Matches:
    """A value of a shape."""

    def __init__(self, pattern: str, wrong: Any) -> None:
        self.pattern = pattern
        self.wrong = wrong

    def __call__(self, _form: Form, field: Field) -> None:
        if not re.fullmatch(self.pattern, field.data or ""):
            raise ValidationError(self.wrong)


def _is_offered(field: Any) -> bool:
    return any(choice.selected for choice in field.iter_choices())


def long_text(label: Any, missing: Any = None, *, limit: int = TEXT_LIMIT, **more: Any) -> Field:
    """A text of several lines. `missing`: what to say when it is empty; None: it may be."""
    return TextAreaField(label, _text_rules(missing, limit), **more)


def short_text(label: Any, missing: Any = None, *, limit: int = LINE_LIMIT, **more: Any) -> Field:
    """A text of one line."""
    return StringField(label, _text_rules(missing, limit), **more)


def secret(label: Any, missing: Any, *more_rules: Any, **more: Any) -> Field:
    """A passphrase: never written back into the page."""
    rules = [DataRequired(missing), AtMost(LINE_LIMIT), *more_rules]
    return PasswordField(label, rules, **more)


def own_passphrase(**more: Any) -> Field:
    """The passphrase of who is signed in, typed again."""
    return secret(_l("Din adgangssætning"), _l("Skriv din adgangssætning."), **more)


def _text_rules(missing: Any, limit: int) -> list[Any]:
    needed = [DataRequired(missing)] if missing is not None else []
    return [*needed, AtMost(limit)]


def select(label: Any, choices: Choices, missing: Any = None, **more: Any) -> Any:
    """One of a list. `missing`: what to say when none was chosen; None: none need be."""
    rules = [Chosen(missing) if missing is not None else Offered()]
    return SelectField(label, rules, choices=choices, validate_choice=False, **more)


def radios(label: Any, choices: Choices, missing: Any, **more: Any) -> Any:
    """One of a few, all of them in view."""
    return RadioField(label, [Chosen(missing)], choices=choices, validate_choice=False, **more)


def late_select(label: Any, pattern: str, wrong: Any) -> Any:
    """One of a list that is known only once the case is open; until then, the shape of a value."""
    return SelectField(label, [Matches(pattern, wrong)], choices=list, validate_choice=False)


def yes_or_no(label: Any, missing: Any, **more: Any) -> Field:
    """A question with no answer given beforehand; its data is `yes` or `no`."""
    return radios(label, _yes_and_no, missing, **more)


def yes_no_or_none(label: Any) -> Field:
    """The same question where it need not be answered; its data is None then."""
    return RadioField(label, [Offered()], choices=_yes_and_no, validate_choice=False)


def tick(label: Any, **more: Any) -> Field:
    """A box to tick; a form that sends `no` has not ticked it."""
    return BooleanField(label, false_values=(False, "", "false", NO), **more)


def day(label: Any, missing: Any, **more: Any) -> Field:
    """A calendar date."""
    return DateField(label, [DataRequired(missing)], invalid_value_message=missing, **more)  # type: ignore[call-arg]


def day_or_none(label: Any, wrong: Any, **more: Any) -> Field:
    """A calendar date that need not be given; `wrong` is said of what is no date."""
    return DateField(label, [Optional()], invalid_value_message=wrong, **more)  # type: ignore[call-arg]


def hidden() -> Field:
    """A value of the portal's own that travels with the form."""
    return HiddenField(validators=[AtMost(LINE_LIMIT)])


def labelled(kind: str, empty: Any = None) -> Choices:
    """The municipality's list of one kind in the reader's language; `empty` labels no choice."""

    def choices() -> list[SelectChoice]:
        pairs = municipality().choices(kind, locale())
        return listed([("", empty), *pairs] if empty is not None else pairs)

    return choices


def offer_held(field: Any, kind: str) -> None:
    """Offer, beside the municipality's list of a kind, what stands in a field and is out of use:
    who changes another field must not lose it."""
    held = field.data if isinstance(field.data, list) else [field.data]
    field.choices = [
        *field.choices,
        *listed(
            (code, _l("%(label)s (bruges ikke længere)", label=label))
            for code, label in municipality().retired(kind, locale())
            if code in held
        ),
    ]


def listed(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """(value, label) pairs as choices."""
    return [SelectChoice(value, label) for value, label in pairs]


def _yes_and_no() -> list[SelectChoice]:
    return listed([(YES, _l("Ja")), (NO, _l("Nej"))])
