"""What the law holds back, and what can be done about it, in words (WBL § 26)."""

from collections.abc import Sequence

from flask_babel import gettext as _

from portal.domain.disclosure import Obstacle
from portal.staff.written_form import SentOnce

# Where a page says what is missing: beside the field that would mend it.
_FIELDS = {Obstacle.NO_GROUND: "ground", Obstacle.NOT_TOLD_BEFORE: "unannounced_because"}


def obstacle_text(obstacle: Obstacle) -> str:
    """Why the law holds something back, and what to do about it."""
    return {
        Obstacle.NO_CONSENT: _(
            "Indberetteren er ikke spurgt om samtykke til, at det gives til denne modtager."
        ),
        Obstacle.CONSENT_OPEN: _("Indberetteren har ikke svaret på spørgsmålet om samtykke endnu."),
        Obstacle.CONSENT_CLOSED: _(
            "Der ventes ikke længere på svar om samtykke. Du kan spørge igen."
        ),
        Obstacle.CONSENT_REFUSED: _("Indberetteren har sagt nej."),
        Obstacle.CONSENT_WITHDRAWN: _("Indberetteren har trukket sit samtykke tilbage."),
        Obstacle.NOT_ANOTHER_AUTHORITY: _(
            "Uden samtykke må det kun gives til en anden offentlig myndighed, aldrig til en af"
            " kommunens egne."
        ),
        Obstacle.NO_GROUND: _("Vælg, hvilket af lovens to formål det har at give det videre."),
        Obstacle.NOT_TOLD_BEFORE: _(
            "Indberetteren har ikke fået skriftlig besked først, og der står ingen grund til at"
            " undlade det."
        ),
    }[obstacle]


def word_is_missing() -> str:
    """Why a complaint that tells who the citizen is does not go out yet, and what to do."""
    return _(
        "Skriv, hvad borgeren har sagt ja til, hvornår og hvordan, eller tag det ud, der viser,"
        " hvem borgeren er."
    )


def no_word_for_it() -> str:
    """Why what is written into a complaint's dossier later is held back, and what to do."""
    return _(
        "Det er ikke sendt, for det kan vise, hvem borgeren er, og det har borgeren ikke sagt ja"
        " til. Tag det ud, eller spørg borgeren først, og send det som et nyt spørgsmål til"
        " forvaltningen med det, borgeren har sagt ja til."
    )


def locked_text(obstacles: Sequence[Obstacle]) -> str:
    """The whole refusal, in one paragraph."""
    held = _(
        "Det kan ikke sendes, for det kan vise, hvem indberetteren er (lov om beskyttelse af"
        " whistleblowere § 26)."
    )
    return " ".join([held, *(obstacle_text(one) for one in obstacles)])


def say_obstacles(form: SentOnce, obstacles: Sequence[Obstacle]) -> None:
    """Put into a form why the law holds it back, and what can be done about each reason."""
    way_out = _(
        "Tag det ud, der kan afsløre indberetteren, og svar nej til begge spørgsmål. Skal det med,"
        " mangler der dette:"
    )
    form.form_errors.append(f"{locked_text(())} {way_out}")
    for obstacle in obstacles:
        words = f"{obstacle_text(obstacle)} {_what_to_do(obstacle)}".strip()
        field = getattr(form, _FIELDS.get(obstacle, ""), None)
        if field is None:
            form.form_errors.append(words)
        else:
            field.errors = (*field.errors, words)


def _what_to_do(obstacle: Obstacle) -> str:
    """What the words for an obstacle leave unsaid; nothing where they say it themselves."""
    return {
        Obstacle.NO_CONSENT: _("Spørg om samtykke under forholdet."),
        Obstacle.CONSENT_OPEN: _("Vent på svaret."),
        Obstacle.CONSENT_REFUSED: _("Send kun det, der ikke kan afsløre indberetteren."),
        Obstacle.CONSENT_WITHDRAWN: _("Send kun det, der ikke kan afsløre indberetteren."),
        Obstacle.NO_GROUND: _("Det kræver loven, når der ikke er samtykke."),
        Obstacle.NOT_TOLD_BEFORE: _(
            "Giv besked under forholdet, til samme modtager og med samme formål, eller skriv"
            " grunden."
        ),
    }.get(obstacle, "")
