"""The unit tells the reporter that another authority gets to know who she is (WBL § 26(4))."""

from portal.domain.audit_events import CaseEvent
from portal.domain.dialogue import EntryKind
from portal.domain.disclosure import DisclosureGround, require_disclosable
from portal.domain.errors import InvalidInput
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


def announce_disclosure(
    workplace: Workplace,
    member: Member,
    number: str,
    ordinal: int,
    *,
    recipient: str,
    ground: DisclosureGround,
    text: str,
) -> None:
    """Write the notice that comes before a disclosure without consent, with its reasons (directive
    (EU) 2019/1937 art. 16(3)). Nothing goes out by it.

    `recipient` is the code of a body that is another public authority: to no other may it be told
    (§ 26(2)). Raises InvalidInput (`recipient`: `not_another_authority`; `text`: `missing`),
    NotFound; ForbiddenMove of a matter from which nothing may go out.
    """
    if not workplace.municipality.is_other_authority(recipient):
        raise InvalidInput("recipient", "not_another_authority")
    if not text.strip():
        raise InvalidInput("text", "missing")
    with working_on(workplace, member, number) as work:
        matter = work.matter(ordinal)
        require_disclosable(matter)
        work.add_entry(
            EntryKind.DISCLOSURE_NOTICE,
            text=text.strip(),
            matter=matter.id,
            facts={"ordinal": str(ordinal), "recipient": recipient, "ground": ground},
        )
        work.log(
            CaseEvent.DISCLOSURE_ANNOUNCED,
            matter=str(ordinal),
            recipient=recipient,
            ground=ground,
        )
        work.finish()
