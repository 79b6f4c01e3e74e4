"""The unit files a case itself: consultative assistance, or supervision on its own initiative."""

from collections.abc import Callable
from datetime import date

from crypto.receipt_code import new_code
from portal.domain.audit_events import CaseEvent
from portal.domain.case_file import Identity
from portal.domain.case_status import CaseKind
from portal.domain.dialogue import EntryKind
from portal.domain.errors import NotPermitted
from portal.services.case_work import CaseWork
from portal.services.casework.declare_impartiality import declare_impartiality
from portal.services.identities import seal_identity
from portal.services.members.readers import readers_of, usable_readers
from portal.services.reporting.file_case import Filing, file_case
from portal.services.workplace import Member, Workplace


def file_own_case(
    workplace: Workplace,
    member: Member,
    kind: CaseKind,
    subject: str,
    write: Callable[[CaseWork], None],
    *,
    due: date | None = None,
    told: dict[str, str] | None = None,
) -> str:
    """File a case of a kind that has no reporter, open it for the member, who has said that nothing
    disqualifies her, and return its number. `write` writes what is special to its kind, `told` are
    the facts beside its subject, `due` the day of its first limit, where it has one.

    It is a case as every other: keys, log, dossiers, erasure. The receipt code that it is filed
    under is forgotten here, so nobody follows it by one. Raises NotPermitted for who would hold no
    key to it, BrokenList, and what `write` raises.
    """
    with workplace.open_unit() as unit:
        usable = usable_readers(workplace, unit, kind)
    if member.account.id not in {reader.id for reader in usable}:
        raise NotPermitted
    filing = Filing(
        kind=kind,
        due=due or workplace.today(),
        readers=lambda unit: readers_of(workplace, unit, kind),
        write=lambda work, identity_key: _write(work, subject, told, identity_key, write),
        by=member.id,
    )
    facts = file_case(workplace, filing, new_code())
    declare_impartiality(workplace, member, facts.number, impartial=True, reason="")
    return facts.number


def _write(
    work: CaseWork,
    subject: str,
    told: dict[str, str] | None,
    identity_key: bytes,
    write: Callable[[CaseWork], None],
) -> None:
    work.add_entry(EntryKind.OWN_CASE, text=subject, facts=told)
    work.add_identity(seal_identity(identity_key, work.facts.id, Identity("", "")))
    work.add_exclusions(())
    write(work)
    work.log(CaseEvent.OWN_CASE_FILED)
