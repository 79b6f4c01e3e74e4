"""The shape of a complaint as it comes from the form. What makes it a case is the services' matter.

Two things are asked once before it is sent, and sent all the same when the citizen says so: whether
it belongs to the other door, and whether a civil registration number has to stand in it.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Optional

from portal.domain.case_file import Identity
from portal.domain.complaint import ComplainedBefore
from portal.domain.dialogue import AttachedFile
from portal.domain.municipality import Municipality
from portal.domain.names import find_cpr
from portal.intake.form_rules import NAME_LIMIT, at_most, on_the_list
from portal.intake.typed_text import one_kind_of_line_break
from portal.services.complaining.submit_complaint import NewComplaint
from portal.web.forms import LINE_LIMIT, TEXT_LIMIT, PortalForm

_WISH_LIMIT = 5_000
_CHOOSE = _l("Vælg en af mulighederne.")


def without_cpr(form: "ComplaintForm", field: Field) -> None:
    """Point out what looks like a civil registration number, until she has said it is to stay."""
    if not field.errors and not form.cpr_anyway.data and find_cpr(field.data or ""):
        raise ValidationError(
            _(
                "Her står noget, der ligner et CPR-nummer. Slet det, hvis det kan undværes, eller"
                " sæt kryds ved »Send det alligevel« nederst."
            )
        )


def through_the_right_door(form: "ComplaintForm", field: RadioField) -> None:
    """Nothing about the sender's own workplace is taken as a complaint before she has chosen so."""
    if field.data == "yes" and not form.as_complaint.data:
        raise ValidationError(
            _(
                "Det handler om din egen arbejdsplads. Vælg, om det er en indberetning eller en"
                " klage."
            )
        )


class ComplaintForm(PortalForm):
    """`submission` marks one sending of the form. `as_complaint` and `cpr_anyway` are the two
    answers of who was asked."""

    submission = HiddenField()
    own_workplace = RadioField(
        _l("Handler det om din egen arbejdsplads i kommunen?"),
        [Optional(), on_the_list(_CHOOSE), through_the_right_door],
        choices=[SelectChoice("yes", _l("Ja")), SelectChoice("no", _l("Nej"))],
        validate_choice=False,
    )
    as_complaint = BooleanField(_l("Jeg vil sende det som en klage"))
    description = TextAreaField(
        _l("Hvad er der sket?"),
        [DataRequired(_l("Skriv, hvad der er sket.")), at_most(TEXT_LIMIT), without_cpr],
        filters=[one_kind_of_line_break],
    )
    administration = SelectField(
        _l("Hvilken forvaltning handler det om?"),
        [on_the_list(_l("Vælg en forvaltning på listen."))],
        validate_choice=False,
    )
    place = StringField(_l("Hvor er det sket?"), [at_most(LINE_LIMIT), without_cpr])
    wish = TextAreaField(
        _l("Hvad vil du gerne opnå?"),
        [at_most(_WISH_LIMIT), without_cpr],
        filters=[one_kind_of_line_break],
    )
    complained_before = RadioField(
        _l("Har du klaget til forvaltningen?"),
        [DataRequired(_l("Vælg, om du har klaget til forvaltningen.")), on_the_list(_CHOOSE)],
        choices=[
            SelectChoice(ComplainedBefore.YES, _l("Ja")),
            SelectChoice(ComplainedBefore.NO, _l("Nej, ikke endnu")),
            SelectChoice(ComplainedBefore.CANNOT, _l("Nej, det kan jeg ikke klare alene")),
        ],
        validate_choice=False,
    )
    on_behalf_of = StringField(_l("Hvem klager du for?"), [at_most(LINE_LIMIT), without_cpr])
    files = MultipleFileField(_l("Vælg filer"))
    name = StringField(_l("Dit navn"), [at_most(NAME_LIMIT)])
    contact = StringField(_l("Sådan kan vi kontakte dig"), [at_most(LINE_LIMIT)])
    cpr_anyway = BooleanField(_l("Send det alligevel"))

    def offer(self, municipality: Municipality, locale: str) -> None:
        """Fill in what can be chosen, in the reader's language."""
        offered = municipality.choices("administration", locale)
        self.administration.choices = [
            SelectChoice("", _("Jeg ved det ikke")),
            *(SelectChoice(code, label) for code, label in offered),
        ]

    @property
    def cprs(self) -> tuple[str, ...]:
        """What looks like a civil registration number, as it was typed, each once."""
        fields = (self.description, self.place, self.wish, self.on_behalf_of)
        typed = [field.data or "" for field in fields]
        # What is far too long is not taken anyway, and is not worth searching.
        searched = [text for text in typed if len(text) <= TEXT_LIMIT]
        return tuple(dict.fromkeys(one for text in searched for one in find_cpr(text)))

    def complaint(self, files: tuple[AttachedFile, ...]) -> NewComplaint:
        """What was typed, once the form is good."""
        return NewComplaint(
            description=self.description.data or "",
            administration=self.administration.data or "",
            place=(self.place.data or "").strip(),
            wish=(self.wish.data or "").strip(),
            complained_before=ComplainedBefore(self.complained_before.data),
            on_behalf_of=(self.on_behalf_of.data or "").strip(),
            identity=Identity(
                name=(self.name.data or "").strip(), contact=(self.contact.data or "").strip()
            ),
            files=files,
        )
