"""Consents and notices in words: by their matter, and over their entries in the dialogue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.caseworker.disclosure_forms import ground_text
from portal.domain.dialogue import Consent, Entry, EntryKind, consent_to, consents
from portal.domain.disclosure import DisclosureGround
from portal.staff.pages import locale
from portal.web.formatting import long_date
from portal.web.workplace import municipality


@dataclass(frozen=True)
class ConsentLine:
    """What stands of one recipient: `place` is the number of the entry to look it up in."""

    recipient: str
    text: str
    place: int


def consent_lines(entries: Sequence[Entry], matter: str) -> tuple[ConsentLine, ...]:
    """The state of each consent and notice about a matter (its id), by recipient."""
    asked = [one for (about, _to), one in consents(entries).items() if about == matter]
    told = [e for e in entries if e.kind is EntryKind.DISCLOSURE_NOTICE and e.matter == matter]
    return (
        *(ConsentLine(_recipient(c.asked), _standing(c), c.asked.ordinal) for c in asked),
        *(ConsentLine(_recipient(notice), _told(notice), notice.ordinal) for notice in told),
    )


def dialogue_headings(entries: Sequence[Entry]) -> dict[str, str]:
    """By entry, what stands over it where its kind alone does not say it."""
    return dict(_headings(entries))


def _headings(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        if entry.kind is EntryKind.PASSED_ON:
            yield entry.id, _("Oplysningerne er givet videre")
        elif entry.kind is EntryKind.DISCLOSURE_NOTICE:
            told = {"recipient": _recipient(entry)}
            yield entry.id, _("Besked før videregivelse til %(recipient)s", **told)
        elif entry.kind is EntryKind.CONSENT_ASKED:
            yield from _headings_of_consent(consent_to(entry, entries))


def _headings_of_consent(consent: Consent) -> Iterator[tuple[str, str]]:
    told = {"recipient": _recipient(consent.asked)}
    yield consent.asked.id, _("Spørgsmål om samtykke: %(recipient)s", **told)
    if consent.given is not None:
        yield consent.given.id, _("Svar om samtykke: %(recipient)s", **told)
    if consent.answered is not None and consent.answered is not consent.given:
        heading = (
            _("Samtykke trukket tilbage: %(recipient)s", **told)
            if consent.withdrawn
            else _("Svar om samtykke: %(recipient)s", **told)
        )
        yield consent.answered.id, heading


def _standing(consent: Consent) -> str:
    return ", ".join(_steps(consent))


def _steps(consent: Consent) -> Iterator[str]:
    yield _("bedt om samtykke %(day)s", day=long_date(consent.asked.on))
    if consent.given is not None:
        yield _("ja %(day)s", day=long_date(consent.given.on))
    if consent.withdrawn and consent.answered is not None:
        yield _("trukket tilbage %(day)s", day=long_date(consent.answered.on))
    elif consent.answer is False and consent.answered is not None:
        yield _("nej %(day)s", day=long_date(consent.answered.on))
    elif consent.closed:
        yield _("der ventes ikke længere på svar")
    elif consent.answer is None:
        yield _("intet svar endnu")


def _told(notice: Entry) -> str:
    ground = ground_text(DisclosureGround(notice.facts["ground"]))
    return _("besked givet %(day)s. %(ground)s", day=long_date(notice.on), ground=ground)


def _recipient(entry: Entry) -> str:
    return municipality().recipient_label(entry.facts["recipient"], locale())
