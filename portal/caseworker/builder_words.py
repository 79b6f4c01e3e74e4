"""What holds a dossier back, and what is pointed out in it, in words."""

from flask_babel import gettext as _

from portal.caseworker.limit_forms import answer_too_far
from portal.domain.redaction import UnevenMarks
from portal.services.dossiers.prepare_dossier import Like, Likeness, Named, NameSeen


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


def send_refusals(name: str) -> dict[str, str]:
    """Why it could not be sent to an administration, by field and reason."""
    return {
        "administration.no_contact": _(
            "%(name)s har ingen kontaktperson, der kan få den. Invitér en under »Kontaktpersoner«,"
            " eller send det ad en anden sikker vej, og skriv det ind i sagen.",
            name=name,
        ),
        "administration.not_agreed": _(
            "Indberetteren har kun sagt ja til den forvaltning, tilbuddet nævnte."
        ),
        "recipients.nobody": nobody_chosen(),
        "recipients.not_allowed": _("En af dem, du har valgt, kan ikke få den. Vælg igen."),
        "due.before_sending": _("Fristen kan ikke ligge før i dag."),
        "due.too_far": answer_too_far(),
        "text.missing": _("Skriv den tekst, forvaltningen får."),
    }


def not_sent() -> str:
    return _("Forsendelsen er ikke sendt")


def nobody_chosen() -> str:
    return _("Vælg mindst én, der skal have den.")


def not_now() -> str:
    return _(
        "Forholdet kan ikke sendes nu: det skal være inden for ordningen og uden udfald, og"
        " forvaltningen må ikke have det i forvejen."
    )
