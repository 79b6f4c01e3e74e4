"""Consultative assistance is written down: asked for by an administration's staff, and answered."""

from dataclasses import replace

from portal.domain.assistance import Assistance, check_assistance
from portal.domain.case_status import CaseKind
from portal.domain.errors import InvalidInput
from portal.services.adviser.close_at_once import close_at_once
from portal.services.adviser.file_own_case import file_own_case
from portal.services.workplace import Member, Workplace


def log_assistance(workplace: Workplace, member: Member, assistance: Assistance) -> str:
    """File a case of consultative assistance for a member, who has said that nothing disqualifies
    her, and return its number. One that is answered is closed at once.

    Raises InvalidInput (`check_assistance`; `administration`, `unknown`), NotPermitted for who
    would hold no key to it, BrokenList.
    """
    kept = checked(workplace, assistance)
    number = file_own_case(
        workplace,
        member,
        CaseKind.ASSISTANCE,
        kept.subject,
        lambda work: work.write_assistance(kept),
        told={"administration": kept.administration},
    )
    if kept.answered_on is not None:
        close_at_once(workplace, member, number)
    return number


def checked(workplace: Workplace, assistance: Assistance) -> Assistance:
    """What is to be written, without blanks around its texts. Raises InvalidInput."""
    if assistance.administration not in workplace.municipality.codes("administration"):
        raise InvalidInput("administration", "unknown")
    check_assistance(assistance, workplace.today())
    texts = {name: getattr(assistance, name).strip() for name in ("asked_by", "subject", "answer")}
    return replace(assistance, **texts)
