"""The forms by which a case is linked to another: named by its number, or chosen of what was
found."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from portal.caseworker.closing_forms import REASON_LIMIT
from portal.domain.linked_case import LinkKind
from portal.services.casework.list_cases import as_number
from portal.services.casework.read_case import CaseView
from portal.staff.fields import late_select, listed, long_text, short_text
from portal.staff.written_form import SentOnce

_IN_BOTH = _l(
    "Står i begge sager og i deres log. Skriv ikke mere fra den ene sag, end alle med adgang til"
    " den anden må vide."
)


class LinkForm(SentOnce):
    """`other` is the other case's number, as it is typed."""

    other = short_text(
        _l("Den anden sags nummer"),
        _l("Skriv den anden sags nummer."),
        description=_l("For eksempel 2026-7KQ4M. Du skal kunne åbne begge sager."),
    )
    reason = long_text(
        _l("Hvorfor hører de sammen?"),
        _l("Skriv, hvorfor de to sager hører sammen."),
        limit=REASON_LIMIT,
        description=_IN_BOTH,
    )

    def validate_other(self, field: Field) -> None:
        if as_number(field.data) is None:
            raise ValidationError(
                _("Skriv nummeret, som det står øverst i sagen, for eksempel 2026-7KQ4M.")
            )

    @property
    def number(self) -> str:
        """The number as the case has it, once the form is good."""
        return as_number(self.other.data) or ""


class MergeForm(LinkForm):
    """The same of a complaint that goes on in another."""

    reason = long_text(
        _l("Hvorfor behandles de samlet?"),
        _l("Skriv, hvorfor de to klager behandles samlet."),
        limit=REASON_LIMIT,
        description=_IN_BOTH,
    )


class UnlinkForm(SentOnce):
    """`other` is one of the cases that this one is related to."""

    other = late_select(
        _l("Hvilken knytning?"), r"\d{4}-[0-9A-Z]{5}", _l("Vælg den sag, der ikke hører til.")
    )
    reason = long_text(
        _l("Hvorfor hører de ikke sammen?"),
        _l("Skriv, hvorfor de to sager ikke hører sammen."),
        limit=REASON_LIMIT,
        description=_IN_BOTH,
    )

    def offer(self, view: CaseView) -> None:
        """Let those cases be chosen that are related, and the one that was chosen before it was
        taken out; a merging is undone by reopening."""
        related = [one.number for one in view.file.links if one.kind is LinkKind.RELATED]
        chosen = self.other.data or ""
        if chosen not in related and as_number(chosen) == chosen:
            related.append(chosen)
        self.other.choices = listed([("", _("Vælg …")), *((one, one) for one in related)])


class FoundForm(SentOnce):
    """Stands below what was found, of which one is chosen (`other`); it is sent as a `LinkForm`."""

    may_wait = False

    reason = long_text(
        _l("Hvorfor hører de sammen?"),
        _l("Skriv, hvorfor de to sager hører sammen."),
        limit=REASON_LIMIT,
        description=_IN_BOTH,
    )
