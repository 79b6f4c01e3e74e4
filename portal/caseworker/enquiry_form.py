"""The form of an enquiry that is no complaint: what was asked and answered, and nothing else."""

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from portal.caseworker.complaint_words import CHOICES, FIELDS
from portal.domain.complaint import Channel
from portal.staff.fields import labelled, listed, long_text, select, tick
from portal.staff.written_form import SentOnce


class EnquiryForm(SentOnce):
    subject = long_text(
        _l("Hvad handler henvendelsen om?"), _l("Skriv, hvad henvendelsen handler om.")
    )
    answer = long_text(_l("Hvad blev der svaret?"), _l("Skriv, hvad der blev svaret."))
    administration = select(
        _l("Hvilken forvaltning?"), labelled("administration", _l("Ingen, eller det vides ikke"))
    )
    channel = select(
        FIELDS["channel"],
        lambda: listed(pair for pair in CHOICES["channel"] if pair[0] != Channel.FORM),
        _l("Vælg, hvordan det kom."),
    )
    impartial = tick(
        _l("Intet gør mig inhabil"),
        description=_l("Er du inhabil, så lad en kollega skrive det ned (forvaltningslovens § 3)."),
    )

    def validate_impartial(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(
                _l("Sæt kryds, hvis intet gør dig inhabil. Ellers må en kollega skrive det ned.")
            )
