"""The shape of a report as it comes from the form. What makes it a case is the services' matter."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired

from portal.domain.account import Account
from portal.domain.case_file import Identity
from portal.domain.dialogue import AttachedFile
from portal.domain.municipality import Municipality
from portal.domain.triage import Relation
from portal.intake.form_rules import NAME_LIMIT, at_most, on_the_list
from portal.intake.typed_text import one_kind_of_line_break
from portal.services.reporting.submit_report import NewReport
from portal.web.cpr_asked import AsksAboutCpr
from portal.web.forms import LINE_LIMIT, TEXT_LIMIT

_WITNESSES_LIMIT = 5_000


class ReportForm(AsksAboutCpr):
    """Everything but the description is optional. `submission` marks one sending of the form,
    `ticket` that she waited; `shown` names the members it said would read the report."""

    no_cpr_in = ("description", "place", "period", "witnesses")

    submission = HiddenField()
    ticket = HiddenField()
    shown = HiddenField()
    description = TextAreaField(
        _l("Hvad er der sket?"),
        [DataRequired(_l("Skriv, hvad der er sket.")), at_most(TEXT_LIMIT)],
        filters=[one_kind_of_line_break],
    )
    place = StringField(_l("Hvor er det sket?"), [at_most(LINE_LIMIT)])
    period = StringField(_l("Hvornår er det sket?"), [at_most(LINE_LIMIT)])
    witnesses = TextAreaField(
        _l("Hvem ved ellers noget om det?"),
        [at_most(_WITNESSES_LIMIT)],
        filters=[one_kind_of_line_break],
    )
    administration = SelectField(
        _l("Hvilken forvaltning handler det om?"),
        [on_the_list(_l("Vælg en forvaltning på listen."))],
        validate_choice=False,
    )
    relation = RadioField(
        _l("Hvad er du i forhold til kommunen?"),
        [on_the_list(_l("Vælg en af mulighederne."))],
        validate_choice=False,
        default=Relation.UNKNOWN.value,
        filters=[lambda code: code or Relation.UNKNOWN.value],
    )
    files = MultipleFileField(_l("Vælg filer"))
    not_to = SelectMultipleField(
        _l("Hvem i enheden må ikke læse din indberetning?"),
        [
            on_the_list(
                _l("Et navn, du havde sat kryds ved, er ikke længere på listen. Se den efter.")
            )
        ],
        validate_choice=False,
    )
    identity_name = StringField(_l("Dit navn"), [at_most(NAME_LIMIT)])
    identity_contact = StringField(_l("Sådan kan vi kontakte dig"), [at_most(LINE_LIMIT)])

    def offer(self, municipality: Municipality, members: Iterable[Account], locale: str) -> None:
        """Fill in what can be chosen, in the reader's language."""
        self.relation.choices = [
            SelectChoice(code, label) for code, label in municipality.choices("relation", locale)
        ]
        self.administration.choices = [
            SelectChoice("", _("Jeg ved det ikke eller vil ikke sige det")),
            *(
                SelectChoice(c, label)
                for c, label in municipality.choices("administration", locale)
            ),
        ]
        self.not_to.choices = [SelectChoice(member.id.hex(), _shown(member)) for member in members]

    def show_members(self) -> None:
        """Note whom the page says the report will be sealed to: those who are offered now."""
        self.shown.data = " ".join(choice[0] for choice in self.not_to.iter_choices())

    def report(self, files: tuple[AttachedFile, ...]) -> NewReport:
        """What was typed, once the form is good."""
        return NewReport(
            description=self.description.data or "",
            relation=Relation(self.relation.data),
            administration=self.administration.data or "",
            place=self.place.data or "",
            period=self.period.data or "",
            witnesses=self.witnesses.data or "",
            not_to=frozenset(self.not_to.data or ()),
            shown=frozenset(self.shown.data.split()) if self.shown.data else None,
            identity=Identity(
                name=(self.identity_name.data or "").strip(),
                contact=(self.identity_contact.data or "").strip(),
            ),
            files=files,
        )


def _shown(member: Account) -> str:
    return _("%(name)s (leder af enheden)", name=member.name) if member.is_lead else member.name
