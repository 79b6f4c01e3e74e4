"""The register of a complaint in words; and the shared forms of the case page, when they are about
a citizen and not about a reporter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Label

from portal.caseworker.complaint_hearing_words import OF_HEARINGS
from portal.domain.case_file import CaseFile
from portal.domain.closing import missing_in
from portal.domain.complaint import ComplaintRegister
from portal.domain.municipality import Municipality
from portal.staff.fields import listed
from portal.staff.written_form import SentOnce

FIELDS: dict[str, Any] = {
    "nature": _l("Hvad er det?"),
    "channel": _l("Hvordan kom det?"),
    "complained_before": _l("Har borgeren klaget til forvaltningen?"),
    "power_of_attorney": _l("Har vi set en fuldmagt eller et bevis på værgemål?"),
    "administration": _l("Forvaltning"),
    "unit_name": _l("Enhed eller center"),
    "wants": _l("Hvad vil borgeren opnå?"),
    "about": _l("Hvad handler klagen om?"),
    "sub_themes": _l("Undertemaer"),
    "gravity": _l("Tyngde"),
    "discrimination": _l("Diskrimination"),
    "effort": _l("Hvor langt gik vi?"),
    "entered_into": _l("Er vi gået ind i sagen?"),
    "upheld": _l("Fik borgeren medhold?"),
    "solved": _l("Blev det løst?"),
    "learning": _l("Læring i forvaltningen"),
    "satisfaction": _l("Er borgeren tilfreds?"),
    "forwarded_on_word": _l("Klagen er sendt direkte til forvaltningen efter aftale med borgeren"),
}

_UNKNOWN = _l("Det ved vi ikke")

# By field, the words for its codes that are the portal's own.
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "nature": [
        ("complaint", _l("En klage")),
        ("enquiry", _l("En henvendelse, som ikke er en klage")),
        ("teaching", _l("Undervisning eller oplæg")),
        ("report", _l("Viste sig at være en indberetning")),
    ],
    "channel": [
        ("form", _l("Formularen her på siderne")),
        ("telephone", _l("Telefon")),
        ("letter", _l("Brev")),
        ("email", _l("E-mail")),
        ("digital_post", _l("Digital Post")),
        ("meeting", _l("Personligt fremmøde")),
    ],
    "complained_before": [
        ("yes", _l("Ja")),
        ("no", _l("Nej, ikke endnu")),
        ("cannot", _l("Nej, og borgeren kan ikke selv")),
    ],
    "effort": [
        ("dialogue", _l("Dialog")),
        ("assistance", _l("Konsultativ bistand")),
        ("mediation", _l("Mægling")),
        ("supervision", _l("Tilsyn")),
    ],
    "upheld": [("yes", _l("Ja")), ("no", _l("Nej")), ("unknown", _UNKNOWN)],
    "solved": [
        ("wholly", _l("Helt")),
        ("partly", _l("Delvist")),
        ("not", _l("Ikke")),
        ("unknown", _UNKNOWN),
    ],
    "learning": [
        ("concrete", _l("Konkret, i denne sag")),
        ("general", _l("Generel, ud over denne sag")),
        ("none", _l("Ingen")),
        ("unknown", _UNKNOWN),
    ],
    "satisfaction": [
        ("satisfied", _l("Tilfreds")),
        ("not_satisfied", _l("Ikke tilfreds")),
        ("unknown", _UNKNOWN),
    ],
}

# By field, the municipality's list its codes are from.
LISTS = {
    "administration": "administration",
    "wants": "want",
    "about": "about",
    "sub_themes": "sub_theme",
    "gravity": "gravity",
    "discrimination": "discrimination",
}

# Where the first of several boxes is what a link can lead to.
_GROUPS = ("wants", "sub_themes", "entered_into", "power_of_attorney")


@dataclass(frozen=True)
class MissingField:
    """A field of the register that is to be filled in before closing; `place` is its id."""

    label: str
    place: str


def missing_fields(file: CaseFile) -> list[MissingField]:
    """What is missing in a complaint's register, with where it is filled in."""
    return [
        MissingField(str(FIELDS[name]), f"register-{name}{'-0' if name in _GROUPS else ''}")
        for name in missing_in(file)
    ]


def registered(
    register: ComplaintRegister, municipality: Municipality, locale: str
) -> list[tuple[str, str]]:
    """What the register holds, as (label, words); fields without anything are left out."""
    rows = []
    for name, label in FIELDS.items():
        said = _said(name, getattr(register, name), municipality, locale)
        if said:
            rows.append((str(label), said))
    return rows


def field_names_in_words(names: str) -> str:
    """The labels of fields that a line of the log names, divided by commas."""
    return ", ".join(str(FIELDS.get(name, name)) for name in names.split(", "))


def _said(name: str, value: Any, municipality: Municipality, locale: str) -> str:
    if isinstance(value, bool):
        # Nobody looks for what was not done on the citizen's word.
        return _("Ja") if value else "" if name == "forwarded_on_word" else _("Nej")
    if not value:
        return ""
    if name in LISTS:
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(_label(municipality, LISTS[name], code, locale) for code in codes)
    return str(dict(CHOICES.get(name, [])).get(value, value))


def _label(municipality: Municipality, kind: str, code: str, locale: str) -> str:
    try:
        return municipality.label(kind, code, locale)
    except LookupError:
        return code


def grouped_sub_themes(field: Any, municipality: Municipality, locale: str) -> Iterable[Any]:
    """The boxes of the sub-themes by main group, each with its number on the page; groups without
    any are left out."""
    lists = municipality.lists()
    group_of = {theme.code: theme.parent for theme in lists["sub_theme"]}
    numbered = list(enumerate(field.iter_choices()))
    for group in lists["about"]:
        boxes = [(place, box) for place, box in numbered if group_of.get(box.value) == group.code]
        if boxes:
            yield group.label.text(locale), boxes


_UNSEEN = _l("Står i sagens log. Borgeren ser den ikke.")
_TO_THE_CITIZEN = _l("Skriv, så borgeren forstår det uden at kende loven.")

# By form and field: label (empty: as it is) and hint.
_OF_THE_CITIZEN: dict[str, dict[str, tuple[Any, Any]]] = {
    "MessageForm": {
        "message": ("", _TO_THE_CITIZEN),
        "asks": (
            "",
            _l(
                "Klagen beror så på borgeren, indtil der kommer svar, eller du vælger »Vent ikke"
                " længere på svar«."
            ),
        ),
        "due": (
            "",
            _l("Står feltet tomt, gælder den sædvanlige frist. Borgeren ser datoen."),
        ),
    },
    "FeedbackForm": {
        "done": (_l("Hvad er der gjort, eller hvad er planen?"), _TO_THE_CITIZEN),
        "why": ("", _l("Begrundelsen læses sammen med svaret.")),
        "interim": (
            _l("Svaret er foreløbigt"),
            _l("Klagen kan først afsluttes, når borgeren har fået et svar, der ikke er det."),
        ),
    },
    "CloseForm": {"reason": ("", _UNSEEN)},
    "ReopenForm": {"reason": ("", _UNSEEN)},
    "SetAsideForm": {"reason": ("", _UNSEEN)},
    "WhoseMoveForm": {"reason": ("", _UNSEEN)},
    "IdentityForm": {
        "reason": (_l("Hvorfor skal du vide det?"), ""),
        "passphrase": ("", _l("Borgerens navn åbnes kun med den, hver gang.")),
    },
    "AccessForm": {
        "passphrase": ("", _l("Med den åbnes nøglen til borgerens navn, så kollegaen får den.")),
    },
}
_CITIZEN_CHOICES: dict[str, dict[str, Any]] = {
    "NoteForm": {"reader": _l("Borgeren: det kommer i dialogen")},
    "WhoseMoveForm": {"rests_with": _l("Borgeren")},
}


def speak_of_the_citizen(form: SentOnce) -> None:
    """Let a form of the case page say »borgeren« where it says »indberetteren« of a report."""
    kind = type(form).__name__
    words = _OF_THE_CITIZEN.get(kind) or OF_HEARINGS.get(kind, {})
    for name, (label, hint) in words.items():
        field: Any = form[name]
        field.description = hint
        if label:
            field.label = Label(field.label.field_id, label)
    for name, label in _CITIZEN_CHOICES.get(kind, {}).items():
        field = form[name]
        pairs = [(one.value, one.label) for one in field.iter_choices()]
        field.choices = listed(
            (value, label if value == "reporter" else words) for value, words in pairs
        )
