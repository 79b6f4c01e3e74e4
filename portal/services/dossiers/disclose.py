"""What leaves the unit passes the lock of WBL § 26 and is written into the register, in one."""

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.case_status import CaseKind
from portal.domain.disclosure import CITIZENS_WORD, Basis, Disclosure, basis_of
from portal.domain.disclosure_register import Disclosed, Purpose, SentBy, Uncleaned
from portal.domain.dossier import Dossier, DossierKind
from portal.domain.errors import ForbiddenMove
from portal.services.case_work import CaseWork
from portal.services.member_work import MemberWork

PURPOSES: Mapping[DossierKind, Purpose] = {
    DossierKind.HEARING: Purpose.EXAMINATION,
    DossierKind.OUTSIDE_SCHEME: Purpose.OUTSIDE_SCHEME,
}


def disclose(
    work: CaseWork,
    disclosure: Disclosure,
    purpose: Purpose,
    what: str,
    *,
    sent_by: SentBy = SentBy.OTHER_MEANS,
    ground: str = "",
    dossier: str = "",
    files: tuple[str, ...] = (),
    uncleaned: tuple[Uncleaned, ...] = (),
    compared_with_identity: bool = False,
) -> None:
    """Write down what is sent, if the law lets it go today; fields as in `Disclosed`.

    The caller finishes. Raises LockedByLaw; ForbiddenMove for a word where it takes a consent.
    """
    if disclosure.word is not None and work.facts.kind is CaseKind.REPORT:
        raise ForbiddenMove("what may reveal a whistleblower goes on her consent")
    basis = basis_of(disclosure, work.file.entries, work.on)
    work.add_disclosure(
        Disclosed(
            ordinal=len(work.file.disclosures) + 1,
            on=work.on,
            by=work.by,
            matter=disclosure.matter,
            recipient=disclosure.recipient,
            sent_by=sent_by,
            purpose=purpose,
            what=what,
            contains_identity=disclosure.contains_identity,
            may_reveal=disclosure.may_reveal,
            basis=basis,
            dossier=dossier,
            files=files,
            compared_with_identity=compared_with_identity,
            ground=ground,
            uncleaned=uncleaned,
        )
    )


def disclose_in_dossier(work: MemberWork, sent: Dossier, text: str, *, may_reveal: bool) -> None:
    """The same for what the unit writes into a dossier after it was sent. Raises LockedByLaw."""
    disclosure = _as_sent(work, sent, may_reveal=may_reveal)
    disclose(
        work, disclosure, PURPOSES[sent.kind], text, sent_by=SentBy.PORTAL, dossier=sent.number
    )


def require_still_lawful(work: MemberWork, sent: Dossier) -> None:
    """Raises LockedByLaw where a dossier that may reveal the reporter could not go out today: she
    took her consent back, and nobody else is given it."""
    for line in work.file.disclosures:
        if line.dossier == sent.number and (line.contains_identity or line.may_reveal):
            as_sent = replace(_as_sent(work, sent, may_reveal=True), word=_went_out_on(work, sent))
            basis_of(as_sent, work.file.entries, work.on)


def _as_sent(work: MemberWork, sent: Dossier, *, may_reveal: bool) -> Disclosure:
    [matter] = [matter.id for matter in work.file.matters if matter.is_forwarded_as(sent.id)]
    return Disclosure(
        matter=matter,
        recipient=sent.administration,
        other_authority=False,
        contains_identity=False,
        may_reveal=may_reveal,
        word=_word_for(work, sent),
    )


def _went_out_on(work: MemberWork, sent: Dossier) -> Basis | None:
    """The citizen's word on which a dossier went out, if it did."""
    bases = [line.basis for line in work.file.disclosures if line.dossier == sent.number]
    return next((one for one in bases if one.kind in CITIZENS_WORD), None)


def _word_for(work: MemberWork, sent: Dossier) -> Basis | None:
    """What the citizen's word covers of what is written into it later: who she is, where she let
    that go with it. Who sent it without her name has not said yes to being named since."""
    word = _went_out_on(work, sent)
    lines = [line for line in work.file.disclosures if line.dossier == sent.number]
    return word if any(line.contains_identity for line in lines) else None
