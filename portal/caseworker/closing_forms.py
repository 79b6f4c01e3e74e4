"""The forms around a case as a whole: its end, who may open it, who the reporter is."""

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from portal.staff.fields import (
    hidden,
    late_select,
    long_text,
    own_passphrase,
    tick,
    yes_or_no,
)
from portal.staff.written_form import SentOnce

REASON_LIMIT = 5000


class CloseForm(SentOnce):
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor sagen afsluttes."),
        limit=REASON_LIMIT,
        description=_l("Står i sagens log. Indberetteren ser den ikke."),
    )


class ReopenForm(SentOnce):
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor sagen genåbnes."),
        limit=REASON_LIMIT,
        description=_l("Står i sagens log. Indberetteren ser den ikke."),
    )


class EraseForm(SentOnce):
    journal_answered = tick(
        _l("Spørgsmålet om journal og arkiv er besvaret, og sagen må slettes for altid"),
        description=_l(
            "Arkivlovens § 8. Nøgler og indhold slettes, og portalen kan ikke hente dem tilbage."
            " Sikkerhedskopier fra før skal driften slette."
        ),
    )

    def validate_journal_answered(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("Sæt kryds, når spørgsmålet om journal og arkiv er besvaret."))


class AccessForm(SentOnce):
    """`origin` is set where the form stands on the page about impartiality."""

    account = late_select(_l("Kollega"), r"[0-9a-f]{32}", _l("Vælg en kollega."))
    passphrase = own_passphrase(
        description=_l("Med den åbnes nøglen til indberetterens identitet, så kollegaen får den.")
    )
    origin = hidden()


class HandlerForm(SentOnce):
    """An empty `account`: nobody."""

    account = late_select(
        _l("Ansvarlig for sagen"), r"|[0-9a-f]{32}", _l("Vælg en kollega på listen.")
    )


class IdentityForm(SentOnce):
    may_wait = False

    reason = long_text(
        _l("Hvorfor skal du vide det?"),
        _l("Skriv, hvorfor du skal vide det."),
        limit=REASON_LIMIT,
        description=_l("Din begrundelse og dit navn kommer i sagens log, hver gang."),
    )
    passphrase = own_passphrase(
        description=_l("Indberetterens identitet åbnes kun med den, hver gang.")
    )


class ImpartialityForm(SentOnce):
    impartial = yes_or_no(_l("Kan du behandle sagen?"), _l("Svar på, om du kan behandle sagen."))
    reason = long_text(
        _l("Begrundelse"),
        limit=REASON_LIMIT,
        description=_l("Skal skrives, hvis du svarer nej. Skriv kun det, kollegerne må vide."),
    )
