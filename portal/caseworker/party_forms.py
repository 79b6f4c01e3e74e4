"""The forms of the register of parties: who somebody is, the notice, what was said."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from portal.caseworker.closing_forms import REASON_LIMIT
from portal.caseworker.party_words import NOTED, notice_choice, role_text
from portal.domain.case_file import CaseFile
from portal.domain.party import Party, PartyRole
from portal.services.casework.read_case import CaseView
from portal.services.parties.register_party import PartyTyped
from portal.staff.fields import (
    day,
    day_or_none,
    listed,
    long_text,
    radios,
    select,
    short_text,
    tick,
)
from portal.staff.written_form import SentOnce

_NO_DAY = _l("Skriv en dato, for eksempel 3. marts 2026.")


def _roles() -> list[SelectChoice]:
    return listed([("", _("Vælg …")), *((role, role_text(role)) for role in PartyRole)])


def _notices() -> list[SelectChoice]:
    return listed((state, notice_choice(state)) for state in NOTED)


class CorrectPartyForm(SentOnce):
    """Who a party is. It needs no draft: nothing in it takes time to write."""

    role = select(_l("Rolle i sagen"), _roles, _l("Vælg, hvilken rolle parten har i sagen."))
    name = short_text(_l("Navn"), _l("Skriv partens navn."))
    about = short_text(
        _l("Stilling, arbejdssted eller lignende"),
        description=_l("Kun det, der er nødvendigt for at vide, hvem det er."),
    )
    legal_person = tick(_l("Det er en virksomhed, en forening eller en myndighed"))
    matters = SelectMultipleField(_l("Har at gøre med"), choices=list, validate_choice=False)

    def validate_matters(self, field: Field) -> None:
        if not all(value.isdecimal() for value in field.data or ()):
            raise ValidationError(_l("Et forhold, du havde sat kryds ved, findes ikke."))

    def offer_matters(self, file: CaseFile) -> None:
        """Offer the matters of the case, by number."""
        pairs = [
            (str(one.ordinal), _("Forhold %(number)d", number=one.ordinal)) for one in file.matters
        ]
        self.matters.choices = listed(pairs)

    def typed(self) -> PartyTyped:
        return PartyTyped(
            role=PartyRole(self.role.data),
            name=self.name.data,
            about=self.about.data or "",
            matters=tuple(int(value) for value in self.matters.data or ()),
            legal_person=self.legal_person.data,
        )


class PartyForm(CorrectPartyForm):
    obtained_on = day(
        _l("Oplysningerne er modtaget den"),
        _NO_DAY,
        description=_l(
            "Dagen for indberetningen eller den besked, parten er nævnt i. Herfra løber fristen"
            " på en måned for at underrette parten (databeskyttelsesforordningen art. 14, stk. 3,"
            " litra a)."
        ),
    )


class NoticeForm(SentOnce):
    state = radios(_l("Hvad er der besluttet?"), _notices, _l("Vælg, hvad der er besluttet."))
    on = day_or_none(
        _l("Underrettet den"), _NO_DAY, description=_l("Kun hvis parten er underrettet.")
    )
    until = day_or_none(
        _l("Tages op igen den"), _NO_DAY, description=_l("Kun hvis underretningen er udsat.")
    )
    text = long_text(
        _l("Hvordan eller hvorfor"),
        _l("Skriv, hvordan parten er underrettet, eller hvorfor det ikke er sket."),
        limit=REASON_LIMIT,
        description=_l(
            "Er underretningen udsat, så skriv, hvilke afgørende hensyn der vejer tungere end"
            " partens interesse i at vide besked nu."
        ),
    )


class RemarksForm(SentOnce):
    text = long_text(
        _l("Partens bemærkninger"),
        _l("Skriv, hvad parten har sagt."),
        description=_l("Skriv dem, som parten har givet dem, og tag dem med i vurderingen."),
    )


class RemovePartyForm(SentOnce):
    reason = long_text(
        _l("Begrundelse"),
        _l("Skriv, hvorfor parten ikke skal stå i registret."),
        limit=REASON_LIMIT,
        description=_l("Parten står stadig i sagen, streget ud, indtil sagen slettes."),
    )


def _blank_party(view: CaseView, party: Party | None) -> SentOnce:
    if party is None:
        return PartyForm(obtained_on=view.file.facts.received_on)
    numbers = {matter.id: str(matter.ordinal) for matter in view.file.matters}
    return CorrectPartyForm(
        role=party.role,
        name=party.name,
        about=party.about,
        legal_person=party.legal_person,
        matters=[numbers[one] for one in party.matters if one in numbers],
    )


PARTY_FORMS: dict[str, Callable[[CaseView, Party | None], SentOnce]] = {
    "party": _blank_party,
    "party-notice": lambda _view, _party: NoticeForm(),
    "party-remarks": lambda _view, _party: RemarksForm(),
    "party-remove": lambda _view, _party: RemovePartyForm(),
}
