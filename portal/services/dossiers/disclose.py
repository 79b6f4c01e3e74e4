"""What leaves the unit passes the lock of WBL § 26 and is written into the register, in one."""

from portal.domain.disclosure import Disclosure, basis_of
from portal.domain.disclosure_register import Disclosed, Purpose, SentBy
from portal.services.member_work import MemberWork


def disclose_by_other_means(
    work: MemberWork, disclosure: Disclosure, purpose: Purpose, what: str, *, ground: str = ""
) -> None:
    """Write down what is sent outside the portal, if the law lets it go today.

    `what` says in words what it is, `ground` why a matter is moved. The caller finishes. Raises
    LockedByLaw.
    """
    basis = basis_of(disclosure, work.file.entries, work.on)
    work.add_disclosure(
        Disclosed(
            ordinal=len(work.file.disclosures) + 1,
            on=work.on,
            by=work.by,
            matter=disclosure.matter,
            recipient=disclosure.recipient,
            sent_by=SentBy.OTHER_MEANS,
            purpose=purpose,
            what=what,
            contains_identity=disclosure.contains_identity,
            may_reveal=disclosure.may_reveal,
            basis=basis,
            ground=ground,
        )
    )
