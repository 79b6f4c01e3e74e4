"""A civil registration number where none belongs is pointed out once, and stays on the writer's
word."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field

from portal.domain.names import find_cpr
from portal.web.forms import TEXT_LIMIT, PortalForm


class AsksAboutCpr(PortalForm):
    """`no_cpr_in` names the fields that are looked at. A number in one of them is its fault, until
    `cpr_anyway` is ticked; the page shows that box once there is something to tick it for."""

    no_cpr_in: ClassVar[tuple[str, ...]] = ()

    cpr_anyway = BooleanField(_l("Send det alligevel"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """As any form; what is wrong otherwise is said first."""
        good = super().validate(extra_validators)
        if self.cpr_anyway.data:
            return good
        found = [field for field in self._looked_at() if not field.errors and _cprs_in(field)]
        for field in found:
            field.errors = (*field.errors, self._pointed_out())
        return good and not found

    @property
    def cprs(self) -> tuple[str, ...]:
        """What looks like a civil registration number, as it was typed, each once."""
        typed = (number for field in self._looked_at() for number in _cprs_in(field))
        return tuple(dict.fromkeys(typed))

    @property
    def asks_about_cpr(self) -> bool:
        """Whether the box is to be seen: the form came back, or was ticked before."""
        return bool(self.cprs) and bool(self.errors or self.cpr_anyway.data)

    def _looked_at(self) -> list[Field]:
        return [self[name] for name in self.no_cpr_in]

    def _pointed_out(self) -> str:
        return _(
            "Her står noget, der ligner et CPR-nummer. Slet det, hvis det kan undværes, eller sæt"
            " kryds ved »%(box)s«.",
            box=self.cpr_anyway.label.text,
        )


def _cprs_in(field: Field) -> tuple[str, ...]:
    typed = field.data
    # What is far too long is not taken anyway, and is not worth searching.
    return find_cpr(typed) if isinstance(typed, str) and len(typed) <= TEXT_LIMIT else ()
