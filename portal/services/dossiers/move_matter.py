"""A matter is moved to another body: internal audit, police, the national scheme and the like."""

from dataclasses import dataclass

from portal.domain.audit_events import CaseEvent
from portal.domain.disclosure import Disclosure, DisclosureGround, require_disclosable
from portal.domain.disclosure_register import Purpose
from portal.domain.errors import ForbiddenMove, InvalidInput
from portal.services.dossiers.disclose import disclose
from portal.services.member_work import working_on
from portal.services.workplace import Member, Workplace


@dataclass(frozen=True)
class Move:
    """`body` is a code of the municipality's file, `reason` why the matter belongs there, `sent`
    what goes out, in words. The rest is what the lock asks for (disclosure.py)."""

    body: str
    reason: str
    sent: str
    contains_identity: bool = False
    may_reveal: bool = False
    ground: DisclosureGround | None = None
    unannounced_because: str = ""


def move_matter(
    workplace: Workplace, member: Member, number: str, ordinal: int, move: Move
) -> None:
    """Record that a matter is moved to another body today, unless the law holds it back.

    The portal sends nothing itself. A matter in scope stays open until it has an outcome. Raises
    LockedByLaw; InvalidInput (`body`, `unknown`; `reason` or `sent`, `missing`), ForbiddenMove
    unless the matter is in scope and without outcome, NotFound.
    """
    if move.body not in {body.code for body in workplace.municipality.bodies}:
        raise InvalidInput("body", "unknown")
    for field in ("reason", "sent"):
        if not getattr(move, field).strip():
            raise InvalidInput(field, "missing")
    with working_on(workplace, member, number) as work:
        matter = work.matter(ordinal)
        require_disclosable(matter)
        if not matter.in_scope:
            # The reporter agreed to its being passed on to one administration, and to no body.
            raise ForbiddenMove("only what is in scope is moved")
        disclosure = Disclosure(
            matter=matter.id,
            recipient=move.body,
            other_authority=workplace.municipality.is_other_authority(move.body),
            contains_identity=move.contains_identity,
            may_reveal=move.may_reveal,
            ground=move.ground,
            unannounced_because=move.unannounced_because,
        )
        disclose(work, disclosure, Purpose.MOVED, move.sent.strip(), ground=move.reason.strip())
        work.log(
            CaseEvent.MATTER_MOVED, matter=str(ordinal), body=move.body, reason=move.reason.strip()
        )
        work.finish()
