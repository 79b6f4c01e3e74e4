"""A matter goes out to an administration as a dossier, unless the law holds it back."""

from dataclasses import dataclass
from datetime import date

from crypto.identifiers import new_id, new_secret
from portal.domain.account import Account
from portal.domain.audit_events import CaseEvent
from portal.domain.case_status import CaseKind
from portal.domain.deadlines import answer_due, check_answer_day
from portal.domain.dialogue import EntryKind, offered_to
from portal.domain.disclosure import Basis, BasisKind, Disclosure
from portal.domain.disclosure_register import SentBy, Uncleaned
from portal.domain.dossier import Dossier, DossierKind, Extract, WorkingCopy
from portal.domain.errors import InvalidInput
from portal.domain.matter import Forwarding, Matter, forwarded
from portal.domain.offer import passed_on
from portal.services.dossiers.disclose import PURPOSES, disclose
from portal.services.dossiers.dossier_keys import sign_dossier
from portal.services.dossiers.new_dossier import VouchedFor, free_number, seal_dossier
from portal.services.dossiers.recipients import Recipients, recipients_for
from portal.services.member_work import MemberWork, working_on
from portal.services.reminding.tell_the_contacts import tell_the_contacts
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class Outgoing:
    """What is to go out. `due` is the day to answer by, four weeks from now unless said otherwise;
    outside the scheme there is none. `recipients` get it now, None for everybody whom the portal
    proposes; to `barred` it cannot be handed on either: who is named in the matter, or disqualified
    (account ids in hex). `open_to`: those who were proposed when it was looked at; nobody who came
    later is let in unseen. `compared_with_identity`: the text was compared with who the reporter
    is.
    """

    administration: str
    text: str
    extracts: tuple[Extract, ...] = ()
    files: tuple[WorkingCopy, ...] = ()
    due: date | None = None
    recipients: tuple[str, ...] | None = None
    barred: tuple[str, ...] = ()
    open_to: tuple[str, ...] | None = None
    contains_identity: bool = False
    may_reveal: bool = False
    compared_with_identity: bool = False
    spoken_word: str = ""
    kind: DossierKind = DossierKind.HEARING


def send_dossier(
    workplace: Workplace, member: Member, number: str, ordinal: int, outgoing: Outgoing
) -> Dossier:
    """Send a matter to an administration: to be examined, or passed on outside the scheme.

    It is sealed under a key of its own to the contact persons chosen. What could reveal the
    reporter goes only on her consent: an administration of the same municipality is no other
    authority (WBL § 26). Raises LockedByLaw; InvalidInput (`administration`: `unknown`,
    `no_contact`, `not_agreed`; `recipients`: `nobody`, `not_allowed`; `text`, `missing`; `due`:
    `before_sending`, `too_far`); ForbiddenMove unless the matter is in scope and unfinished, or the
    reporter agreed to its being passed on; NotFound, NotOnTheList, BrokenList.
    """
    if outgoing.administration not in workplace.municipality.codes("administration"):
        raise InvalidInput("administration", "unknown")
    if not outgoing.text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        matter = work.matter(ordinal)
        known = recipients_for(work, outgoing.administration)
        holders = _chosen(known, outgoing)
        dossier = _dossier(workplace, work, outgoing, known)
        disclose(
            work,
            as_the_lock_sees(matter, outgoing),
            PURPOSES[outgoing.kind],
            "\n\n".join((dossier.text, *(one.text for one in dossier.extracts))),
            sent_by=SentBy.PORTAL,
            dossier=dossier.number,
            files=tuple(file.name for file in dossier.files),
            uncleaned=_uncleaned(outgoing),
            compared_with_identity=outgoing.compared_with_identity,
        )
        sent = Forwarding(
            administration=outgoing.administration,
            sent_on=work.on,
            due=dossier.due or work.on,
            text="",
            dossier=dossier.id,
            key=new_secret().hex(),
            outside_scheme=outgoing.kind is DossierKind.OUTSIDE_SCHEME,
        )
        _put_into_the_matter(work, matter, sent, outgoing.kind)
        seal_dossier(work, dossier, sent, holders, _vouched_for(work, dossier, sent))
        _log(work, matter, dossier)
        tell_the_contacts(workplace, work.unit, bytes.fromhex(dossier.id))
        work.finish()
    return dossier


def as_the_lock_sees(matter: Matter, outgoing: Outgoing) -> Disclosure:
    """What is to go out of a matter, for domain/disclosure.py:basis_of."""
    return Disclosure(
        matter=matter.id,
        recipient=outgoing.administration,
        other_authority=False,
        contains_identity=outgoing.contains_identity,
        may_reveal=outgoing.may_reveal,
        word=_word(outgoing) if matter.of_complaint else None,
    )


def _word(outgoing: Outgoing) -> Basis | None:
    said = outgoing.spoken_word.strip()
    return Basis(BasisKind.SPOKEN_WORD, word=said) if said else None


def _uncleaned(outgoing: Outgoing) -> tuple[Uncleaned, ...]:
    return tuple(
        Uncleaned(copy.file.name, copy.uncleaned_because)
        for copy in outgoing.files
        if copy.uncleaned_because
    )


def _chosen(known: Recipients, outgoing: Outgoing) -> list[Account]:
    if not known.able:
        raise InvalidInput("administration", "no_contact")
    wanted = outgoing.recipients
    if wanted is None:
        wanted = tuple(one.id.hex() for one in known.proposed)
    chosen = [one for one in known.able if one.id.hex() in set(wanted) - set(outgoing.barred)]
    if outgoing.recipients is not None and len(chosen) != len(set(wanted)):
        raise InvalidInput("recipients", "not_allowed")
    if not chosen:
        raise InvalidInput("recipients", "nobody")
    return chosen


def _dossier(
    workplace: Workplace, work: MemberWork, outgoing: Outgoing, known: Recipients
) -> Dossier:
    due = None
    if outgoing.kind is DossierKind.HEARING:
        days = workplace.municipality.limits.administration_answer_days
        due = outgoing.due or answer_due(work.on, days)
        check_answer_day(work.on, due)
    proposed = {one.id.hex() for one in known.proposed}
    seen = proposed if outgoing.open_to is None else proposed & set(outgoing.open_to)
    open_to = seen.union(outgoing.recipients or ())
    return Dossier(
        id=new_id().hex(),
        number=free_number(work),
        kind=outgoing.kind,
        administration=outgoing.administration,
        sent_on=work.on,
        due=due,
        text=outgoing.text.strip(),
        extracts=outgoing.extracts,
        files=tuple(copy.file for copy in outgoing.files),
        may_hold=tuple(sorted(open_to - set(outgoing.barred))),
        of_adviser=work.facts.kind is not CaseKind.REPORT,
    )


def _put_into_the_matter(
    work: MemberWork, matter: Matter, sent: Forwarding, kind: DossierKind
) -> None:
    if kind is DossierKind.HEARING:
        work.change_matter(forwarded(matter, sent))
        return
    if sent.administration != offered_to(work.file.entries, matter.id):
        # The offer that the reporter accepted named one administration.
        raise InvalidInput("administration", "not_agreed")
    work.change_matter(passed_on(matter, sent))
    work.add_entry(
        EntryKind.PASSED_ON,
        matter=matter.id,
        facts={"ordinal": str(matter.ordinal), "administration": sent.administration},
    )


def _vouched_for(work: MemberWork, dossier: Dossier, sent: Forwarding) -> VouchedFor:
    key = bytes.fromhex(sent.key)
    version, signature = sign_dossier(
        work.workplace,
        work.unit,
        work.member,
        bytes.fromhex(dossier.id),
        key,
        dossier.administration,
    )
    return VouchedFor(work.member.account.id, version, signature)


def _log(work: MemberWork, matter: Matter, dossier: Dossier) -> None:
    details = {
        "matter": str(matter.ordinal),
        "administration": dossier.administration,
        "dossier": dossier.number,
    }
    if dossier.due is None:
        work.log(CaseEvent.MATTER_PASSED_ON, **details, text=dossier.text)
    else:
        work.log(CaseEvent.MATTER_FORWARDED, **details, due=dossier.due.isoformat())
