"""What is to go out, looked at before it goes: what holds it back, and what somebody may recognise.

What is found is pointed out, and what is not found proves nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from portal.cleaning.phrases import found, sought
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import Identity
from portal.domain.dialogue import AttachedFile
from portal.domain.disclosure import Obstacle, basis_of, require_disclosable
from portal.domain.dossier import DossierKind, Extract, WorkingCopy
from portal.domain.errors import LockedByLaw
from portal.domain.matter import Matter, PassOn
from portal.domain.names import Certainty, find_contacts, find_cpr, found_names
from portal.domain.redaction import Span, redacted
from portal.services.accounts.confirm_passphrase import confirm_passphrase
from portal.services.casework.show_identity import identity_of
from portal.services.dossiers.recipients import Recipients, recipients_for
from portal.services.dossiers.send_dossier import Outgoing, as_the_lock_sees
from portal.services.member_work import MemberWork, working_on
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class Planned:
    """What a caseworker put together. In `text` and `extracts` passages stand between marks
    (redaction.py); `black_out` are words to go from the extracts and files. `fields` names, by the
    place of an extract, the form field that it stood in. The rest is as in `Outgoing`."""

    administration: str
    text: str
    extracts: tuple[Extract, ...] = ()
    fields: tuple[str, ...] = ()
    black_out: tuple[str, ...] = ()
    due: date | None = None
    recipients: tuple[str, ...] | None = None
    barred: tuple[str, ...] = ()
    contains_identity: bool = False
    may_reveal: bool = False
    spoken_word: str = ""


class Named(StrEnum):
    """As what somebody is known whose name was found."""

    PARTY = "party"
    LEFT_OUT = "left_out"
    CONTACT = "contact"


@dataclass(frozen=True)
class NameSeen:
    """A piece of what goes out that may name somebody; `certain`: by her full name."""

    named: Named
    name: str
    as_written: str
    certain: bool


class Likeness(StrEnum):
    """Which field of the reporter's identity a piece of the text is like."""

    NAME = "name"
    CONTACT = "contact"


@dataclass(frozen=True)
class Like:
    """A piece of what goes out that is like who the reporter is: it tells where to look, and never
    what her identity says."""

    field: Likeness
    as_written: str
    certain: bool


@dataclass(frozen=True)
class Prepared:
    """What would go out, and what there is to say of it. `not_found` are words that were to be
    blacked out and stand in no extract, `still_there` those that stand in the caseworker's own
    text. `likenesses` is None where nothing was compared with the identity."""

    outgoing: Outgoing
    recipients: Recipients
    obstacles: tuple[Obstacle, ...]
    names: tuple[NameSeen, ...] = field(repr=False)
    numbers: tuple[str, ...] = field(repr=False)
    contacts: tuple[str, ...] = field(repr=False)
    not_found: tuple[str, ...] = field(repr=False)
    still_there: tuple[str, ...] = field(repr=False)
    likenesses: tuple[Like, ...] | None = field(repr=False)


def prepare_dossier(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    planned: Planned,
    copies: Sequence[WorkingCopy] = (),
    *,
    originals: Sequence[AttachedFile] = (),
    passphrase: str = "",
) -> Prepared:
    """The dossier as it would go out, with everything that is blacked out gone. Nothing is sent.

    `copies` go with it, made of `originals`, the files of the case that were read for them. With
    her passphrase the words are compared with who the reporter is, for this one time, and the log
    says so. Raises UnevenMarks (`text`, or the field of an extract); InvalidInput (`passphrase`,
    `wrong`), SignInThrottled; ForbiddenMove of a matter from which nothing may go out, NotFound,
    ImpartialityNotDeclared, BrokenList; NotFound also where she has no key to the identity.
    """
    outgoing = _outgoing(planned, copies)
    words = _words_of(outgoing)
    secrets = confirm_passphrase(workplace, member, passphrase) if passphrase else None
    with working_on(workplace, member, number) as work:
        matter = work.matter(ordinal)
        require_disclosable(matter)
        known = recipients_for(work, planned.administration)
        likenesses = None
        if secrets is not None:
            likenesses = tuple(_likenesses(words, identity_of(work, secrets)))
            work.log(CaseEvent.IDENTITY_COMPARED, matter=str(ordinal))
        for file in originals:
            work.log(CaseEvent.ATTACHMENT_READ, name=file.name)
        prepared = Prepared(
            outgoing=_complete(outgoing, matter, known, compared=secrets is not None),
            recipients=known,
            obstacles=_obstacles(work, matter, outgoing),
            names=tuple(_names_seen(work, known, words)),
            numbers=find_cpr(words),
            contacts=find_contacts(words),
            not_found=_not_found(planned),
            still_there=tuple(one for one in planned.black_out if _stands_in(one, outgoing.text)),
            likenesses=likenesses,
        )
        work.unit.commit()
    return prepared


def kind_for(matter: Matter) -> DossierKind:
    """As what a matter goes out: a rejected one only outside the scheme."""
    outside = matter.pass_on is PassOn.ACCEPTED
    return DossierKind.OUTSIDE_SCHEME if outside else DossierKind.HEARING


def _outgoing(planned: Planned, copies: Sequence[WorkingCopy]) -> Outgoing:
    phrases = sought(planned.black_out)

    def those(text: str) -> list[Span]:
        return found(text, phrases)[0]

    fields = planned.fields or ("extract",) * len(planned.extracts)
    return Outgoing(
        administration=planned.administration,
        text=redacted(planned.text),
        extracts=tuple(
            Extract(redacted(one.text, those, field=place))
            for one, place in zip(planned.extracts, fields, strict=True)
        ),
        files=tuple(copies),
        due=planned.due,
        recipients=planned.recipients,
        barred=planned.barred,
        contains_identity=planned.contains_identity,
        may_reveal=planned.may_reveal,
        spoken_word=planned.spoken_word,
    )


def _complete(outgoing: Outgoing, matter: Matter, known: Recipients, *, compared: bool) -> Outgoing:
    kind = kind_for(matter)
    due = outgoing.due if kind is DossierKind.HEARING else None
    open_to = tuple(one.id.hex() for one in known.proposed)
    return replace(outgoing, kind=kind, due=due, open_to=open_to, compared_with_identity=compared)


def _words_of(outgoing: Outgoing) -> str:
    extracts = (one.text for one in outgoing.extracts)
    names = (copy.file.name for copy in outgoing.files)
    return "\n\n".join((outgoing.text, *extracts, *names))


def _obstacles(work: MemberWork, matter: Matter, outgoing: Outgoing) -> tuple[Obstacle, ...]:
    try:
        basis_of(as_the_lock_sees(matter, outgoing), work.file.entries, work.on)
    except LockedByLaw as locked:
        return locked.obstacles
    return ()


def _names_seen(work: MemberWork, known: Recipients, words: str) -> Iterator[NameSeen]:
    accounts = {one.id.hex(): one.name for one in work.unit.accounts.every()}
    groups = (
        (Named.PARTY, [party.name for party in work.file.parties]),
        (Named.LEFT_OUT, [accounts[one] for one in work.file.excluded if one in accounts]),
        (Named.CONTACT, [one.name for one in (*known.able, *known.named)]),
    )
    for named, names in groups:
        for hit in found_names(words, names):
            certain = hit.certainty is Certainty.CERTAIN
            yield NameSeen(named, hit.name, hit.as_written, certain)


def _likenesses(words: str, identity: Identity) -> Iterator[Like]:
    for place, value in ((Likeness.NAME, identity.name), (Likeness.CONTACT, identity.contact)):
        for hit in found_names(words, [value] if value else []):
            yield Like(place, hit.as_written, hit.certainty is Certainty.CERTAIN)


def _not_found(planned: Planned) -> tuple[str, ...]:
    if not planned.extracts:
        return ()
    extracts = "\n\n".join(one.text for one in planned.extracts)
    return tuple(one for one in planned.black_out if not _stands_in(one, extracts))


def _stands_in(phrase: str, text: str) -> bool:
    return bool(found(text, sought([phrase]))[0])
