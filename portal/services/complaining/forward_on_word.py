"""A citizen's complaint goes straight to the administration, on her word, as it is filed.

She has seen what goes and to whom. It is a dossier as every other: the contact persons answer it,
are reminded, and the unit takes over where no answer comes. That it goes out is signed with the key
that signs for her case, for no member has looked at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crypto.identifiers import new_id, new_secret
from portal.cleaning.outcome import CannotClean
from portal.domain.access import Desk
from portal.domain.account import Account
from portal.domain.audit_events import CaseEvent
from portal.domain.deadlines import answer_due
from portal.domain.dialogue import AttachedFile, EntryKind
from portal.domain.disclosure import Basis, BasisKind, Disclosure
from portal.domain.disclosure_register import Purpose, SentBy
from portal.domain.dossier import AnswerKey, Dossier, DossierKind, WorkingCopy
from portal.domain.errors import BrokenList
from portal.domain.matter import Forwarding, Matter, forwarded
from portal.domain.names import found_names
from portal.services.case_work import CaseWork
from portal.services.dossiers.disclose import disclose
from portal.services.dossiers.dossier_keys import sign_on_word
from portal.services.dossiers.new_dossier import VouchedFor, free_number, seal_dossier
from portal.services.dossiers.recipients import recipients_for
from portal.services.dossiers.working_copies import make_working_copy
from portal.services.members.readers import listed_contacts
from portal.services.reminding.tell_the_contacts import tell_the_contacts
from portal.services.workplace import Reporter, Workplace
from portal.storage.case_key_store import REPORTER


@dataclass(frozen=True)
class OnWord:
    """What a citizen lets go: the text as she saw it, with copies of her files that are cleaned and
    belong to nothing yet. `tells_who`: her name or how to reach her stands in it."""

    text: str = field(repr=False)
    copies: tuple[WorkingCopy, ...] = field(default=(), repr=False)
    tells_who: bool = False


def can_go_straight(workplace: Workplace, administration: str) -> bool:
    """Whether an administration (its code) has a contact person for complaints now."""
    with workplace.open_unit() as unit:
        try:
            contacts = listed_contacts(workplace, unit, administration)
        except BrokenList:
            return False
    return any(one.desk is not Desk.WHISTLEBLOWING and not one.for_one_dossier for one in contacts)


def copies_to_go(workplace: Workplace, files: Sequence[AttachedFile]) -> tuple[WorkingCopy, ...]:
    """Cleaned copies of the files that can be cleaned. One that cannot stays with the unit alone:
    nobody is there who could answer for what it hides."""
    made = []
    for file in files:
        try:
            made.append(make_working_copy(workplace, file))
        except CannotClean:
            continue
    return tuple(made)


def straight_recipients(
    work: CaseWork, administration: str, on_word: OnWord
) -> tuple[Account, ...]:
    """Who gets it: the contact persons for complaints who were not invited for something else, but
    for everybody whom it may name, be it by half a name: nobody looks at it before they do, and
    whoever is complained of does not answer it. Raises BrokenList."""
    proposed = recipients_for(work, administration).proposed
    told = "\n".join([on_word.text, *(copy.file.name for copy in on_word.copies)])
    named = {hit.name for hit in found_names(told, [one.name for one in proposed])}
    return tuple(one for one in proposed if one.name not in named)


def forward_on_word(
    work: CaseWork,
    reporter: Reporter,
    matter: Matter,
    on_word: OnWord,
    proposed: Sequence[Account],
) -> None:
    """Send a complaint that is being filed to its matter's administration, to those whom
    `straight_recipients` names. The caller commits. Raises NotFound (a copy was swept)."""
    dossier = _dossier(work, matter, on_word, proposed)
    sent = Forwarding(
        administration=matter.administration,
        sent_on=work.on,
        due=dossier.due or work.on,
        text="",
        dossier=dossier.id,
        key=new_secret().hex(),
    )
    _register(work, matter, dossier, on_word)
    work.change_matter(forwarded(matter, sent))
    dossier_id, key = bytes.fromhex(dossier.id), bytes.fromhex(sent.key)
    signature = sign_on_word(reporter, dossier_id, key, dossier.administration)
    seal_dossier(work, dossier, sent, proposed, VouchedFor(REPORTER, 0, signature))
    _keep_for_her(work, dossier, sent)
    work.log(
        CaseEvent.FORWARDED_ON_WORD,
        administration=dossier.administration,
        dossier=dossier.number,
        due=sent.due.isoformat(),
    )
    tell_the_contacts(work.workplace, work.unit, dossier_id)


def _dossier(
    work: CaseWork, matter: Matter, on_word: OnWord, holders: Sequence[Account]
) -> Dossier:
    days = work.workplace.municipality.limits.administration_answer_days
    return Dossier(
        id=new_id().hex(),
        number=free_number(work),
        kind=DossierKind.HEARING,
        administration=matter.administration,
        sent_on=work.on,
        due=answer_due(work.on, days),
        text=on_word.text,
        files=tuple(copy.file for copy in on_word.copies),
        may_hold=tuple(sorted(one.id.hex() for one in holders)),
        of_adviser=True,
        on_word=True,
    )


def _register(work: CaseWork, matter: Matter, dossier: Dossier, on_word: OnWord) -> None:
    disclosure = Disclosure(
        matter=matter.id,
        recipient=dossier.administration,
        other_authority=False,
        contains_identity=on_word.tells_who,
        may_reveal=True,
        word=Basis(BasisKind.OWN_WORD),
    )
    disclose(
        work,
        disclosure,
        Purpose.EXAMINATION,
        dossier.text,
        sent_by=SentBy.PORTAL,
        dossier=dossier.number,
        files=tuple(file.name for file in dossier.files),
    )


def _keep_for_her(work: CaseWork, dossier: Dossier, sent: Forwarding) -> None:
    """Her copy of what went, the day to come back by, and the key with which she reads the answer
    (read_answers.py)."""
    work.write_answer_keys((AnswerKey(dossier.id, sent.key),))
    work.add_entry(
        EntryKind.FORWARDED_ON_WORD,
        text=dossier.text,
        due=dossier.due,
        facts={
            "administration": dossier.administration,
            "files": "\n".join(file.name for file in dossier.files),
            "dossier": dossier.id,
        },
    )
