"""The forms by which the reporter is asked for consent, or told what goes out without it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from portal.domain.deadlines import answer_due
from portal.domain.disclosure import DisclosureGround
from portal.domain.matter import Matter
from portal.staff.fields import day, listed, long_text, radios, select
from portal.staff.pages import locale
from portal.staff.written_form import SentOnce
from portal.web.workplace import municipality, workplace

_CHOOSE = _l("Vælg …")


def question_to_fill_in() -> str:
    """The question of consent as it is proposed, with gaps for what and why."""
    return _("Det, vi vil give videre:\n\n\n\nVi vil gerne gøre det, fordi:\n\n")


def notice_to_fill_in() -> str:
    """The notice of a disclosure as it is proposed, with gaps for what and why."""
    return _("Det, vi vil give videre om dig:\n\n\n\nDet er nødvendigt, fordi:\n\n")


def ground_text(ground: DisclosureGround) -> str:
    """One of the two lawful purposes in words (WBL § 26(2))."""
    return {
        DisclosureGround.ADDRESS_BREACH: _("For at imødegå overtrædelser"),
        DisclosureGround.RIGHT_OF_DEFENCE: _("For at sikre en berørt persons ret til et forsvar"),
    }[ground]


def _recipients() -> list[SelectChoice]:
    known = municipality()
    pairs = [*known.choices("administration", locale()), *known.choices("body", locale())]
    return listed([("", _CHOOSE), *pairs])


def _other_authorities() -> list[SelectChoice]:
    known = municipality()
    pairs = known.choices("body", locale())
    return listed([("", _CHOOSE), *(pair for pair in pairs if known.is_other_authority(pair[0]))])


def _grounds() -> list[SelectChoice]:
    return listed([(ground, ground_text(ground)) for ground in DisclosureGround])


class AskConsentForm(SentOnce):
    recipient = select(_l("Modtager"), _recipients, _l("Vælg, hvem oplysningerne skal gives til."))
    text = long_text(
        _l("Det, du spørger om"),
        _l("Skriv, hvad der skal gives videre, og hvorfor."),
        description=_l(
            "Indberetteren ser teksten sammen med modtagerens navn og svarer på netop den. Skriv"
            " det, så et ja er til noget bestemt: hvad der gives videre, og hvorfor."
        ),
    )
    due = day(_l("Svar senest"), _l("Vælg den dag, svaret skal være der."))

    def validate_text(self, field: Field) -> None:
        if (field.data or "").split() == question_to_fill_in().split():
            raise ValidationError(_l("Skriv i teksten, hvad der skal gives videre, og hvorfor."))


class DisclosureNoticeForm(SentOnce):
    recipient = select(
        _l("Modtager"),
        _other_authorities,
        _l("Vælg, hvem oplysningerne skal gives til."),
        description=_l("Kun en anden offentlig myndighed, aldrig en af kommunens egne."),
    )
    ground = radios(_l("Formål"), _grounds, _l("Vælg, hvilket formål videregivelsen har."))
    text = long_text(
        _l("Begrundelsen til indberetteren"),
        _l("Skriv, hvad der gives videre, og hvorfor det er nødvendigt."),
        description=_l(
            "Skal gives skriftligt, før noget sendes. Undlad den kun, hvis den ville bringe"
            " undersøgelsen eller en retssag i fare."
        ),
    )

    def validate_text(self, field: Field) -> None:
        if (field.data or "").split() == notice_to_fill_in().split():
            raise ValidationError(
                _l("Skriv i teksten, hvad der gives videre, og hvorfor det er nødvendigt.")
            )


def blank_question(matter: Matter | None) -> AskConsentForm:
    """The question as it is proposed: to the matter's own administration, answered within the days
    that the municipality gives reporters."""
    days = municipality().limits.reporter_answer_days
    return AskConsentForm(
        recipient=matter.administration if matter else "",
        due=answer_due(workplace().today(), days),
        text=question_to_fill_in(),
    )


def blank_notice() -> DisclosureNoticeForm:
    """The notice as it is proposed."""
    return DisclosureNoticeForm(text=notice_to_fill_in())
