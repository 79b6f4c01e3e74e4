"""A contact person writes back: asks, wants more time, answers, tells what was done."""

from datetime import date

from portal.domain.dialogue import AttachedFile
from portal.domain.dossier import ActKind
from portal.services.dossiers.contact_work import Said, in_dossier
from portal.services.dossiers.read_dossier import require_confirmed
from portal.services.workplace import Member, Workplace


def ask_the_unit(workplace: Workplace, member: Member, number: str, text: str) -> None:
    """Ask the unit something. The move is the unit's until it replies; the day to answer by stays.

    Raises InvalidInput (`text`, `missing`), ForbiddenMove, NotFound, CannotOpen, BrokenList.
    """
    _act(workplace, member, number, ActKind.QUESTION, Said(text=text))


def ask_for_more_time(
    workplace: Workplace, member: Member, number: str, *, due: date, reason: str
) -> None:
    """Ask for a later day to answer by; the unit decides. Raises InvalidInput (`text`, `missing`;
    `due`: `not_later`, `too_far`), ForbiddenMove, NotFound, CannotOpen, BrokenList."""
    _act(workplace, member, number, ActKind.MORE_TIME_ASKED, Said(text=reason, due=due))


def answer_dossier(
    workplace: Workplace,
    member: Member,
    number: str,
    *,
    result: str,
    planned: str,
    files: tuple[AttachedFile, ...] = (),
) -> None:
    """Answer: what the examination showed, with documentation, and what is planned.

    An answer may be added to until the unit has assessed it. Raises InvalidInput (`text`,
    `missing`), ForbiddenMove, NotFound, CannotOpen, BrokenList.
    """
    said = Said(text=result, planned=planned, files=files)
    _act(workplace, member, number, ActKind.ANSWER, said)


def tell_follow_up(
    workplace: Workplace,
    member: Member,
    number: str,
    *,
    text: str,
    files: tuple[AttachedFile, ...] = (),
) -> None:
    """Tell what the administration did after the outcome. Raises InvalidInput (`text`,
    `missing`), ForbiddenMove, NotFound, CannotOpen, BrokenList."""
    _act(workplace, member, number, ActKind.FOLLOW_UP, Said(text=text, files=files))


def _act(workplace: Workplace, member: Member, number: str, kind: ActKind, said: Said) -> None:
    with in_dossier(workplace, member, number) as work:
        require_confirmed(work)
        work.act(kind, said)
        work.unit.commit()
