"""The forms about complaints: the register, and a complaint that is told by telephone."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, MultipleFileField, RadioField, SelectMultipleField
from wtforms.validators import ValidationError

from portal.caseworker.complaint_words import CHOICES, FIELDS, LISTS
from portal.domain.case_file import Identity
from portal.domain.complaint import (
    Channel,
    ComplainedBefore,
    ComplaintRegister,
    Effort,
    Learning,
    Nature,
    Satisfaction,
    Solved,
    Upheld,
)
from portal.domain.dialogue import AttachedFile
from portal.services.complaining.submit_complaint import NewComplaint
from portal.staff.fields import (
    NO,
    YES,
    Choices,
    Offered,
    labelled,
    listed,
    long_text,
    offer_held,
    radios,
    select,
    short_text,
    tick,
    yes_no_or_none,
)
from portal.staff.written_form import SentOnce

_ENUMS: dict[str, Any] = {
    "nature": Nature,
    "channel": Channel,
    "complained_before": ComplainedBefore,
    "effort": Effort,
    "upheld": Upheld,
    "solved": Solved,
    "learning": Learning,
    "satisfaction": Satisfaction,
}
# Whether it went straight on stands as it was filed: no form asks for it.
_ASKED = tuple(name for name in FIELDS if name != "forwarded_on_word")
_YES_OR_NO = ("entered_into", "power_of_attorney")
_NONE_YET = _l("Ikke registreret")


def _own(name: str, empty: Any = None) -> Choices:
    """The portal's own choices of a field; `empty` labels no choice."""
    before = [("", empty)] if empty is not None else []
    return lambda: listed([*before, *CHOICES[name]])


def _later(name: str) -> Any:
    """One of the portal's own choices, or none yet."""
    return select(FIELDS[name], _own(name, _NONE_YET))


def _several(name: str) -> Field:
    return SelectMultipleField(FIELDS[name], choices=labelled(LISTS[name]), validate_choice=False)


def _said(answer: str | None) -> bool | None:
    """A yes or a no; None where there is no answer."""
    return answer == YES if answer else None


def _one_of_few(name: str) -> Field:
    """One of a few in view, or none."""
    return RadioField(FIELDS[name], [Offered()], choices=_own(name), validate_choice=False)


class RegisterForm(SentOnce):
    """The fields of the register by their names (domain/complaint.py)."""

    may_wait = False

    nature = radios(FIELDS["nature"], _own("nature"), _l("Vælg, hvad det er."))
    channel = select(FIELDS["channel"], _own("channel"), _l("Vælg, hvordan det kom."))
    complained_before = _one_of_few("complained_before")
    power_of_attorney = yes_no_or_none(FIELDS["power_of_attorney"])
    administration = select(FIELDS["administration"], labelled("administration", _NONE_YET))
    unit_name = short_text(FIELDS["unit_name"], description=_l("Med forvaltningens egne ord."))
    wants = _several("wants")
    about = select(FIELDS["about"], labelled("about", _NONE_YET))
    sub_themes = _several("sub_themes")
    gravity = select(FIELDS["gravity"], labelled("gravity", _NONE_YET))
    discrimination = select(FIELDS["discrimination"], labelled("discrimination", _l("Ingen")))
    effort = select(
        FIELDS["effort"],
        _own("effort"),
        _l("Vælg, hvor langt vi gik."),
        description=_l("Det højeste trin, der blev brugt, tæller."),
    )
    entered_into = yes_no_or_none(FIELDS["entered_into"])
    upheld = _later("upheld")
    solved = _later("solved")
    learning = _later("learning")
    satisfaction = _later("satisfaction")

    def __init__(self, *args: Any, **held: Any) -> None:
        super().__init__(*args, **held)
        for name, kind in LISTS.items():
            offer_held(self[name], kind)

    def offer_nature(self, *, moved: bool, taught: bool) -> None:
        """Let it be said that it turned out to be a report only once the citizen has agreed to
        carry it to the other door (`moved`), and that it was teaching only where that stands
        already (`taught`): it is written down as assistance to an administration."""
        left_out = {Nature.REPORT: not moved, Nature.TEACHING: not taught}
        known = CHOICES["nature"]
        self.nature.choices = listed(pair for pair in known if not left_out.get(Nature(pair[0])))

    def validate_upheld(self, field: Field) -> None:
        """What was not looked into was neither upheld nor not: it would be counted as if it was."""
        if field.data and self.entered_into.data == NO:
            raise ValidationError(
                _l("Medhold registreres kun, når I er gået ind i sagen. Ret et af de to felter.")
            )

    @classmethod
    def holding(cls, register: ComplaintRegister) -> "RegisterForm":
        """The form with what is registered."""
        held: dict[str, Any] = {name: getattr(register, name) for name in _ASKED}
        for name in _YES_OR_NO:
            held[name] = None if held[name] is None else YES if held[name] else NO
        held |= {name: list(held[name]) for name in ("wants", "sub_themes")}
        return cls(**held)

    @property
    def fields(self) -> dict[str, Any]:
        """What was chosen, as the register takes it."""
        chosen: dict[str, Any] = {name: self[name].data for name in _ASKED}
        for name, kind in _ENUMS.items():
            chosen[name] = kind(chosen[name]) if chosen[name] else None
        for name in ("wants", "sub_themes"):
            chosen[name] = tuple(chosen[name] or ())
        for name in ("administration", "unit_name", "about", "gravity", "discrimination"):
            chosen[name] = (chosen[name] or "").strip()
        for name in _YES_OR_NO:
            chosen[name] = _said(chosen[name])
        return chosen


class NewComplaintForm(SentOnce):
    """Filled in while the citizen talks: what has to be asked anyway, and nothing else."""

    description = long_text(
        _l("Hvad er der sket?"),
        _l("Skriv, hvad der er sket."),
        description=_l("Med borgerens egne ord. Borgeren kan læse det med sin kode."),
    )
    wish = long_text(_l("Hvad vil borgeren opnå?"), limit=5000)
    administration = select(
        _l("Hvilken forvaltning?"), labelled("administration", _l("Det vides ikke endnu"))
    )
    complained_before = _one_of_few("complained_before")
    name = short_text(_l("Borgerens navn"))
    contact = short_text(_l("Telefon, e-mail eller adresse"))
    channel = select(
        FIELDS["channel"],
        lambda: listed(pair for pair in CHOICES["channel"] if pair[0] != Channel.FORM),
        _l("Vælg, hvordan det kom."),
    )
    place = short_text(_l("Hvor er det sket?"))
    on_behalf_of = short_text(
        _l("Hvem klager borgeren for?"),
        description=_l(
            "Kun når borgeren klager for en anden. Så skal vi have set en fuldmagt, eller et bevis"
            " på værgemål, før vi kan gå ind i sagen."
        ),
    )
    power_of_attorney = select(
        FIELDS["power_of_attorney"],
        lambda: listed([("", _l("Ikke oplyst")), (YES, _l("Ja")), (NO, _l("Nej, ikke endnu"))]),
    )
    files = MultipleFileField(_l("Filer"))
    impartial = tick(
        _l("Intet gør mig inhabil"),
        description=_l(
            "Du tager klagen op, når du gemmer den. Er du inhabil, så lad en kollega skrive den"
            " ned (forvaltningslovens § 3)."
        ),
    )

    def validate_impartial(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(
                _l("Sæt kryds, hvis intet gør dig inhabil. Ellers må en kollega tage imod klagen.")
            )

    def validate_power_of_attorney(self, field: Field) -> None:
        """It is a power of attorney for somebody."""
        if field.data and not (self.on_behalf_of.data or "").strip():
            raise ValidationError(
                _l("Skriv, hvem borgeren klager for, eller vælg »Ikke oplyst« om fuldmagten.")
            )

    @property
    def has_more(self) -> bool:
        """Whether anything was said of what is asked last."""
        more = (self.place, self.on_behalf_of, self.power_of_attorney, self.files)
        return any(field.errors or (field.data and field is not self.files) for field in more)

    def complaint(self, files: tuple[AttachedFile, ...]) -> NewComplaint:
        """What was written down, with the files that came with it."""
        before = self.complained_before.data
        return NewComplaint(
            description=self.description.data.strip(),
            administration=self.administration.data or "",
            place=(self.place.data or "").strip(),
            wish=(self.wish.data or "").strip(),
            complained_before=ComplainedBefore(before) if before else None,
            on_behalf_of=(self.on_behalf_of.data or "").strip(),
            power_of_attorney=_said(self.power_of_attorney.data),
            channel=Channel(self.channel.data),
            identity=Identity((self.name.data or "").strip(), (self.contact.data or "").strip()),
            files=files,
        )
