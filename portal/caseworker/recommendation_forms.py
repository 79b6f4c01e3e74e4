"""The forms about what is recommended in a supervision."""

from flask_babel import lazy_gettext as _l
from wtforms import Field

from portal.caseworker.recommendation_words import KIND_WORDS, STANDING_WORDS
from portal.caseworker.supervision_forms import (
    A_DAY,
    NO_DAY,
    TO_THE_COMMITTEE,
    SupervisedForm,
    administration_field,
)
from portal.domain.recommendation import Change, Recommendation, Standing
from portal.staff.fields import Matches, day, day_or_none, listed, long_text, radios, short_text
from portal.staff.written_form import SentOnce


class RecommendationForm(SupervisedForm):
    kind = radios(
        _l("Hvad er det?"),
        lambda: listed(KIND_WORDS.items()),
        _l("Vælg, om det er en anbefaling, en opfordring, en henstilling eller kritik."),
    )
    administration = administration_field()
    text = long_text(_l("Teksten"), _l("Skriv teksten."), description=TO_THE_COMMITTEE)
    given_on = day(_l("Givet den"), A_DAY)


class ChangeForm(SentOnce):
    """What is known of a recommendation now."""

    text = long_text(_l("Teksten"), _l("Skriv teksten."), description=TO_THE_COMMITTEE)
    standing = radios(
        _l("Hvor langt er det?"),
        lambda: listed(STANDING_WORDS.items()),
        _l("Vælg, hvor langt det er."),
    )
    view = long_text(_l("Borgerrådgiverens vurdering"), limit=5000)
    remark = long_text(_l("Forvaltningens bemærkning"), limit=5000)
    remark_on = day_or_none(_l("Bemærkningen er fra den"), NO_DAY)
    declined_because = long_text(
        _l("Forvaltningen vil ikke følge det, fordi"),
        limit=5000,
        description=_l("Lad feltet stå tomt, hvis forvaltningen ikke har sagt nej."),
    )
    committee_told_on = day_or_none(
        _l("Udvalget er orienteret den"),
        NO_DAY,
        description=_l("Kun når forvaltningen ikke vil følge det."),
    )
    year = short_text(
        _l("Gentaget i året"),
        description=_l("Årstallet, hvis det er givet igen. Ellers skal feltet stå tomt."),
    )

    def validate_year(self, field: Field) -> None:
        field.data = (field.data or "").strip()
        Matches(r"|\d{4}", _l("Skriv årstallet med fire cifre, eller lad feltet stå tomt."))(
            self, field
        )

    @classmethod
    def holding(cls, one: Recommendation) -> "ChangeForm":
        """The form with what is known already."""
        return cls(
            text=one.text,
            standing=one.standing,
            view=one.view,
            remark=one.remark,
            remark_on=one.remark_on,
            declined_because=one.declined_because,
            committee_told_on=one.committee_told_on,
        )

    @property
    def change(self) -> Change:
        """What was written down."""
        return Change(
            text=self.text.data,
            year=int(self.year.data) if self.year.data else None,
            standing=Standing(self.standing.data),
            view=self.view.data or "",
            remark=self.remark.data or "",
            remark_on=self.remark_on.data,
            declined_because=self.declined_because.data or "",
            committee_told_on=self.committee_told_on.data,
        )
