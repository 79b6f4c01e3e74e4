"""What was done with a supervision, as the log of its case says it."""

from flask_babel import gettext as _

from portal.caseworker.supervision_words import LETTER_WORDS, STATE_WORDS
from portal.domain.supervision import LetterKind, SupervisionState


def supervision_changed(told: dict[str, str]) -> str:
    """It came into a state, or its conclusion was written, or what it is about."""
    if "conclusion" in told:
        return _("Skrev eller rettede tilsynets konklusion")
    if "subject" in told:
        return _("Rettede, hvad tilsynet handler om")
    words = STATE_WORDS[SupervisionState(told["state"])]
    return _("Noterede, at tilsynet nu er: %(state)s", state=words)


def letter_registered(told: dict[str, str]) -> str:
    """A letter went out or came in, or one was set right."""
    words = LETTER_WORDS[LetterKind(told["kind"])]
    if number := told.get("instead_of"):
        return _("Rettede brev %(number)s i tilsynet: %(kind)s", number=number, kind=words)
    return _("Noterede et brev i tilsynet: %(kind)s", kind=words)


def recommendation_changed(told: dict[str, str]) -> str:
    """One was given, or something became of it."""
    if "given" in told:
        return _("Skrev anbefaling %(number)s", number=told["ordinal"])
    return _("Noterede, hvor langt anbefaling %(number)s er", number=told["ordinal"])
