"""What holds a dossier back, and what is pointed out in it, in words."""

from collections.abc import Sequence

from flask_babel import gettext as _

from portal.domain.disclosure import Obstacle
from portal.domain.redaction import UnevenMarks
from portal.services.dossiers.prepare_dossier import Like, Likeness, Named, NameSeen


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


def locked_text(obstacles: Sequence[Obstacle]) -> str:
    """The whole refusal, in one paragraph."""
    held = _(
        "Det kan ikke sendes, for det kan vise, hvem indberetteren er (lov om beskyttelse af"
        " whistleblowere § 26)."
    )
    return " ".join([held, *(obstacle_text(one) for one in obstacles)])


def marks_text(error: UnevenMarks) -> str:
    """That marks do not fit together, and where."""
    said = {
        "nested": _("Der står [[ igen, før den første er lukket med ]]"),
        "not_closed": _("Der mangler ]] efter [["),
        "not_opened": _("Der står ]] uden [[ foran"),
    }[error.reason]
    where = {"line": error.line, "piece": error.piece}
    return f"{said} " + _("(linje %(line)d: »%(piece)s«).", **where)


def name_text(seen: NameSeen) -> str:
    """Somebody who may be named, in words."""
    told = {"piece": seen.as_written, "name": seen.name}
    if seen.named is Named.PARTY:
        sure = _("»%(piece)s« er navnet på en part: %(name)s.", **told)
        maybe = _("»%(piece)s« kan være en part: %(name)s.", **told)
    elif seen.named is Named.LEFT_OUT:
        sure = _("»%(piece)s« er navnet på en, indberetteren har holdt ude: %(name)s.", **told)
        maybe = _("»%(piece)s« kan være en, indberetteren har holdt ude: %(name)s.", **told)
    else:
        sure = _("»%(piece)s« er navnet på en kontaktperson: %(name)s.", **told)
        maybe = _("»%(piece)s« kan være en kontaktperson: %(name)s.", **told)
    return sure if seen.certain else maybe


def like_text(like: Like) -> str:
    """That a piece is like the reporter's identity, without telling what that is."""
    told = {"piece": like.as_written}
    if like.field is Likeness.NAME:
        return _("»%(piece)s« ligner indberetterens navn.", **told)
    return _("»%(piece)s« ligner noget af det, indberetteren kan kontaktes på.", **told)
