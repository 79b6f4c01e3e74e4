"""The forms by which a member signs a new version of the unit's list."""

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import ValidationError

from portal.staff.fields import hidden, own_passphrase, tick
from portal.web.forms import PortalForm


class TakeUpForm(PortalForm):
    """`words` are those that stood on the page when it was read."""

    compared = tick("")
    passphrase = own_passphrase()
    words = hidden()

    def validate_compared(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Sæt kryds, når I har talt sammen og sammenlignet ordene."))

    def carry(self, words: str, name: str) -> None:
        """Take the words along as they are now. Others were not compared, and a tick made for them
        is taken back."""
        self.compared.label.text = _(
            "Jeg har talt med %(name)s, og alle seks ord var de samme", name=name
        )
        if self.words.data and self.words.data != words:
            self.compared.data = False
            self.words.errors = self.words.errors or [words_differ()]
        self.words.data = words


class RemoveForm(PortalForm):
    passphrase = own_passphrase()


def words_differ() -> str:
    """Why nothing was signed."""
    return _(
        "Kontoen er ændret, siden du åbnede siden, og ordene er nu nogle andre. Intet er"
        " underskrevet. Sammenlign de nye ord."
    )
