"""How the forms of dossiers speak in a complaint, where they say »indberetteren« of a report."""

from typing import Any

from flask_babel import lazy_gettext as _l

_WHO_IS_IT = _l("Kan det, der sendes, vise, hvem borgeren er?")
_ON_HER_WORD = _l("Har borgeren ikke sagt sit navn, så tænk også på, hvad der kan føre til det.")
_SEEN_BY_THEM = _l("Kontaktpersonerne kan se teksten. Skriv kun det, de har brug for.")

_BUILDER: dict[str, tuple[Any, Any]] = {
    "contains_identity": (
        _l("Står der, hvem borgeren er?"),
        _l("I teksten, i uddragene eller i filerne."),
    ),
    "may_reveal": (_WHO_IS_IT, _ON_HER_WORD),
    "take": (_l("Tag med af det, borgeren har skrevet"), ""),
    "text": (
        "",
        _l(
            "Din egen tekst, med det, der er nødvendigt for at svare. Det, du skriver mellem [[ og"
            " ]], bliver streget over."
        ),
    ),
    "passphrase": (
        "",
        _l(
            "Skriv den, hvis teksten skal sammenlignes med borgerens navn. Du får det ikke at vide,"
            " og det skrives i sagens log, at der er sammenlignet."
        ),
    ),
}
_WRITTEN: dict[str, tuple[Any, Any]] = {
    "text": ("", _SEEN_BY_THEM),
    "may_reveal": (_WHO_IS_IT, _ON_HER_WORD),
}
_REASONED: dict[str, tuple[Any, Any]] = {
    "reason": ("", _SEEN_BY_THEM),
    "may_reveal": (_WHO_IS_IT, _ON_HER_WORD),
}

# By form and field: label (empty: as it is) and hint.
OF_HEARINGS: dict[str, dict[str, tuple[Any, Any]]] = {
    "DossierForm": _BUILDER,
    "DirectForm": _BUILDER,
    "ReplyForm": _WRITTEN,
    "AskAgainForm": _WRITTEN,
    "WrittenAnswerForm": _WRITTEN,
    "FollowUpAskForm": _WRITTEN,
    "FollowUpEnterForm": _WRITTEN,
    "MoreTimeForm": _REASONED,
    "RefuseTimeForm": _REASONED,
}
