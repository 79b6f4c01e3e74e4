"""The form in which a call is written down."""

from flask_babel import lazy_gettext as _l
from wtforms import Field

from portal.domain.call import Call, CallWith
from portal.staff.cpr_hint import HintsAtCpr
from portal.staff.fields import Matches, listed, long_text, radios, short_text


class CallForm(HintsAtCpr):
    """`note` is what was said: a draft of it is known by that name."""

    no_cpr_in = ("spoke_with", "note", "next_step")

    with_whom = radios(
        _l("Hvem talte du med?"),
        lambda: listed(
            [(CallWith.CITIZEN, _l("Borgeren")), (CallWith.ADMINISTRATION, _l("Forvaltningen"))]
        ),
        _l("Vælg, hvem du talte med."),
    )
    spoke_with = short_text(
        _l("Hvem var det?"),
        description=_l("Funktion eller rolle, ikke navn: »afsnitslederen«, »borgerens søn«."),
    )
    note = long_text(_l("Hvad blev der sagt?"), _l("Skriv, hvad der blev sagt."))
    next_step = long_text(
        _l("Hvad sker der nu?"),
        limit=5000,
        description=_l("Hvem gør hvad, og hvornår ringer du igen?"),
    )
    minutes = short_text(
        _l("Minutter"),
        description=_l("Omtrent. Feltet kan stå tomt."),
    )

    def validate_minutes(self, field: Field) -> None:
        field.data = (field.data or "").strip()
        Matches(r"|[1-9]\d{0,2}", _l("Skriv et helt antal minutter, eller lad feltet stå tomt."))(
            self, field
        )

    @property
    def call(self) -> Call:
        """What was filled in beside what was said."""
        return Call(
            with_whom=CallWith(self.with_whom.data),
            spoke_with=self.spoke_with.data or "",
            minutes=int(self.minutes.data or 0),
            next_step=self.next_step.data or "",
        )
