"""The shape of a complaint as it comes from the form. What makes it a case is the services' matter.

Two things are asked once before it is sent, and sent all the same when the citizen says so: whether
it belongs to the other door, and whether a civil registration number has to stand in it.
"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
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
from portal.intake.form_rules import NAME_LIMIT, at_most, on_the_list
from portal.intake.typed_text import one_kind_of_line_break
from portal.services.complaining.submit_complaint import NewComplaint
from portal.web.cpr_asked import AsksAboutCpr
from portal.web.forms import LINE_LIMIT, TEXT_LIMIT

_WISH_LIMIT = 5_000
_CHOOSE = _l("Vælg en af mulighederne.")


def through_the_right_door(form: "ComplaintForm", field: RadioField) -> None:
    """Nothing about the sender's own workplace is taken as a complaint before she has chosen so."""
    if field.data == "yes" and not form.as_complaint.data:
        raise ValidationError(
            _(
                "Det handler om din egen arbejdsplads. Vælg, om det er en indberetning eller en"
                " klage."
            )
        )


class ComplaintForm(AsksAboutCpr):
    """`submission` marks one sending of the form, `ticket` that she waited. `may_ask` stands on the
    page, which can ask whether it goes straight on: whoever sends the fields alone is not asked,
    and it goes only where `forward_ok` says so. `seen` marks what she was shown to go, and to whom.
    `as_complaint` and `cpr_anyway` are the two answers of who was asked."""

    no_cpr_in = ("description", "place", "wish", "on_behalf_of")

    submission = HiddenField()
    ticket = HiddenField()
    own_workplace = RadioField(
        _l("Handler det om din egen arbejdsplads i kommunen?"),
        [Optional(), on_the_list(_CHOOSE), through_the_right_door],
        choices=[SelectChoice("yes", _l("Ja")), SelectChoice("no", _l("Nej"))],
        validate_choice=False,
    )
    as_complaint = BooleanField(_l("Jeg vil sende det som en klage"))
    description = TextAreaField(
        _l("Hvad er der sket?"),
        [DataRequired(_l("Skriv, hvad der er sket.")), at_most(TEXT_LIMIT)],
        filters=[one_kind_of_line_break],
    )
    administration = SelectField(
        _l("Hvilken forvaltning handler det om?"),
        [on_the_list(_l("Vælg en forvaltning på listen."))],
        validate_choice=False,
    )
    place = StringField(_l("Hvor er det sket?"), [at_most(LINE_LIMIT)])
    wish = TextAreaField(
        _l("Hvad vil du gerne opnå?"),
        [at_most(_WISH_LIMIT)],
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
    on_behalf_of = StringField(_l("Hvem klager du for?"), [at_most(LINE_LIMIT)])
    files = MultipleFileField(_l("Vælg filer"))
    name = StringField(_l("Dit navn"), [at_most(NAME_LIMIT)])
    contact = StringField(_l("Sådan kan vi kontakte dig"), [at_most(LINE_LIMIT)])
    may_ask = HiddenField()
    seen = HiddenField()
    forward_ok = RadioField(
        _l("Skal klagen sendes direkte til forvaltningen?"),
        [Optional(), on_the_list(_CHOOSE)],
        choices=[
            SelectChoice("yes", _l("Ja, send den direkte")),
            SelectChoice("no", _l("Nej, den skal kun til jer")),
        ],
        validate_choice=False,
    )

    def offer(self, municipality: Municipality, locale: str) -> None:
        """Fill in what can be chosen, in the reader's language."""
        offered = municipality.choices("administration", locale)
        self.administration.choices = [
            SelectChoice("", _("Jeg ved det ikke")),
            *(SelectChoice(code, label) for code, label in offered),
        ]

    @property
    def who(self) -> str:
        """Who she is, as far as she has told it; empty where she has not."""
        return f"{self.name.data or ''} {self.contact.data or ''}".strip()

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
