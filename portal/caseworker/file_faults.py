"""What is wrong with the files of a form, said beside their field."""

from flask_babel import gettext as _
from wtforms.validators import ValidationError


def refuse_files(_form: object, _field: object) -> None:
    """A rule for the field whose files were more than one form may bring."""
    raise ValidationError(
        _(
            "Filerne fylder for meget tilsammen, og den sidste blev ikke modtaget. Send færre ad"
            " gangen."
        )
    )


def files_are_gone() -> str:
    """Said where files that were kept between two tries have been swept."""
    return _("De filer, du havde valgt før, er her ikke længere. Vælg dem igen.")
