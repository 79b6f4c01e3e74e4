"""The unit acts in a dossier, with the case open."""

from datetime import date

from portal.domain.audit_events import CaseEvent
from portal.domain.dossier import Act, ActKind, Dossier
from portal.domain.dossier_acts import acted
from portal.domain.errors import NotFound
from portal.services.dossiers.disclose import disclose_in_dossier
from portal.services.member_work import MemberWork
from portal.services.reminding.tell_the_contacts import tell_the_contacts

# What a case's log calls the unit's acts.
_EVENTS = {
    ActKind.REPLY: CaseEvent.DOSSIER_REPLIED,
    ActKind.ANSWER: CaseEvent.ANSWER_ENTERED,
    ActKind.FOLLOW_UP: CaseEvent.FOLLOW_UP_ENTERED,
    ActKind.MORE_TIME_GIVEN: CaseEvent.ANSWER_POSTPONED,
    ActKind.MORE_TIME_REFUSED: CaseEvent.MORE_TIME_REFUSED,
    ActKind.ASKED_AGAIN: CaseEvent.ASKED_AGAIN,
    ActKind.ENOUGH: CaseEvent.ANSWER_ENOUGH,
    ActKind.RECIPIENT_ADDED: CaseEvent.RECIPIENT_ADDED,
    ActKind.RECIPIENT_REMOVED: CaseEvent.RECIPIENT_REMOVED,
    ActKind.CALLED_OFF: CaseEvent.DOSSIER_CALLED_OFF,
    ActKind.FOLLOW_UP_ASKED: CaseEvent.FOLLOW_UP_ASKED,
    ActKind.FOLLOW_UP_REGISTERED: CaseEvent.FOLLOW_UP_REGISTERED,
}
# What these say is for the unit alone, or says nothing that anybody has to look at.
_QUIET = frozenset(
    {ActKind.ENOUGH, ActKind.FOLLOW_UP_REGISTERED, ActKind.ANSWER, ActKind.FOLLOW_UP}
)


def dossier_of(work: MemberWork, number: str) -> Dossier:
    """The dossier of the case with this number. Raises NotFound."""
    dossier = work.file.dossier(number)
    if dossier is None:
        raise NotFound("no such dossier")
    return dossier


def unit_act(
    work: MemberWork,
    dossier: Dossier,
    kind: ActKind,
    *,
    text: str = "",
    due: date | None = None,
    to: tuple[str, ...] = (),
    details: dict[str, str] | None = None,
    may_reveal: bool = False,
) -> Dossier:
    """Write one act into a dossier and into the case's log, and tell the contact persons where it
    is for them. `details` stand in the log beside the dossier's number. The caller finishes.

    A text is read by the administration: it passes the lock of WBL § 26, `may_reveal` being what
    the caseworker says of it, and stands in the register. Raises LockedByLaw, and what `acted`
    raises.
    """
    act = Act(
        kind=kind,
        by=work.by,
        name=work.member.account.name,
        on=work.on,
        at=work.workplace.now(),
        text=text.strip(),
        due=due,
        to=to,
        by_unit=True,
    )
    changed = acted(dossier, act)
    if act.text:
        disclose_in_dossier(work, dossier, act.text, may_reveal=may_reveal)
    work.change_dossier(changed)
    told = {"due": due.isoformat()} if due else {}
    work.log(
        _EVENTS[kind],
        dossier=dossier.number,
        administration=dossier.administration,
        **told,
        **(details or {}),
    )
    if kind not in _QUIET:
        tell_the_contacts(work.workplace, work.unit, bytes.fromhex(dossier.id))
    return changed
