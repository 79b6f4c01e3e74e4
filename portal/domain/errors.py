"""What can go wrong, in the words of the domain. portal/web/errors.py maps each to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.domain.disclosure import Obstacle
    from portal.domain.manifest import Alteration
    from portal.domain.reconciliation import Finding
    from portal.domain.report_draft import Unready


class DomainError(Exception):
    """Anything the portal refuses for a reason a person can act on."""


class ForbiddenMove(DomainError):
    """The case or matter cannot go that way from where it is (case_status.MOVES)."""


class NotPermitted(DomainError):
    """This account may never do this (access.PERMISSIONS)."""


class NotFound(DomainError):
    """There is no such thing, or none that this person may know of: told apart to nobody."""


class ImpartialityNotDeclared(DomainError):
    """A member may not read before declaring that nothing disqualifies her (forvaltningsloven §
    3)."""


class LastHolder(DomainError):
    """The only member who can open the case cannot give up her key: nobody could read it again."""


class NobodyToReadIt(DomainError):
    """No member of the unit is left whom the report could be sealed to."""


class UnitNotReady(DomainError):
    """No head of unit has activated her account: nothing could be sealed to anyone."""


class BrokenList(DomainError):
    """The unit's list was rolled back, altered or is missing: nothing may be sealed to anybody."""


class NotOnTheList(DomainError):
    """Who would sign does not stand on the unit's list, or not with these keys."""


class WrongRoot(DomainError):
    """A member's box holds another root than the portal has: somebody put another list there."""


class AlreadyFiled(DomainError):
    """The same report was sent twice (a double click, a reload): the first one stands."""


class InvalidInput(DomainError):
    """A rule was not met by what was typed.

    `field` is the name of the form field, `reason` a short code that the views put into words.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class SignInRefused(DomainError):
    """Unknown account, wrong passphrase or wrong one-time code: one answer for all of them."""


class SignInThrottled(DomainError):
    """Too many attempts on this account; `wait_seconds` says how long to wait."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"wait {wait_seconds} s")
        self.wait_seconds = wait_seconds


class SignInBusy(DomainError):
    """So many wait to have their passphrases tried that there is no room for one more stranger."""


class LinkExpired(DomainError):
    """An activation link that was used, replaced or is older than its time."""


class CaseErased(DomainError):
    """The reporter's code is right, and her case was erased for good."""


class CaseAltered(DomainError):
    """What is stored of a case is not what was written: somebody changed it from outside.

    `alterations` say what; the error's own text tells nothing of the case.
    """

    def __init__(self, alterations: Sequence[Alteration]) -> None:
        super().__init__(f"{len(alterations)} alterations")
        self.alterations = tuple(alterations)


class DoesNotReconcile(DomainError):
    """The figures do not fit together, and a report of them would be wrong.

    `findings` say what does not fit and name the cases; the error's own text names none.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


class LockedByLaw(DomainError):
    """What would go out tells, or may tell, who the reporter is, and nothing allows it (WBL § 26).

    `obstacles` say what is missing; the error's own text tells nothing of the case.
    """

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(", ".join(obstacles))
        self.obstacles = tuple(obstacles)


class DraftChanged(DomainError):
    """A colleague changed the draft meanwhile: what was sent would have written over her words."""


class NotReadyToPublish(DomainError):
    """Something has to be done before a report goes out for good; `reasons` say what."""

    def __init__(self, reasons: Sequence[Unready]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)


class AlreadyPublished(DomainError):
    """A report of this period went out with other figures or words: it can only be corrected."""


class NothingToCorrect(DomainError):
    """Figures and words are those that were published, or nothing was published yet."""
