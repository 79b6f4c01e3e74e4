"""What a draft is about, by the number it goes by: a case, or a dossier of one."""

from dataclasses import dataclass

from portal.domain.case_file import CaseFacts
from portal.domain.case_status import CaseState
from portal.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class DraftSubject:
    """`case_id` is 16 bytes. `open_to_author`: she holds a key to the case, or to the dossier, and
    the case is not erased."""

    case_id: bytes
    open_to_author: bool


def subject_of(unit: UnitOfWork, account_id: bytes, number: str) -> DraftSubject | None:
    """What an account (its id, 16 bytes) writes about; None when there is no such thing."""
    dossier = unit.dossiers.by_number(number)
    if dossier is None:
        facts = unit.cases.by_number(number)
        held = facts is not None and unit.case_keys.of(facts.id, account_id) is not None
    else:
        facts = unit.cases.by_id(dossier.case_id)
        held = unit.dossiers.key_of(dossier.id, account_id) is not None
    if facts is None:
        return None
    return DraftSubject(facts.id, held and not _is_erased(facts))


def _is_erased(facts: CaseFacts) -> bool:
    return facts.state is CaseState.ERASED
