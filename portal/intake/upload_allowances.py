"""What the files of strangers and of reporters may weigh, by budgets that know no address.

Anybody can send the forms for new cases, so they take a modest amount and all of them share one
budget. More is taken from the case, which is there only once its text was: each has its own.
"""

from portal.domain.budget import FORM_FILES_BYTES, SMALLEST_FILE, UNCLAIMED_BYTES, BudgetKind
from portal.intake.reporter_session import current_reporter
from portal.services.files.unclaimed import has_room_for_unclaimed
from portal.web.uploads import Allowance, Refusal, kept_bytes
from portal.web.workplace import workplace


class PublicAllowance(Allowance):
    """What both have in common: room on the disk, and a total of files that no case has taken."""

    unclaimed = UNCLAIMED_BYTES

    def refuses_file(self) -> Refusal | None:
        if not has_room_for_unclaimed(workplace(), self.unclaimed):
            return Refusal.TOO_MUCH_AT_ONCE
        # An empty one takes up a row and its padding as well.
        return self._refuses_now(SMALLEST_FILE)

    def refuses(self, size: int) -> Refusal | None:
        return super().refuses(size) or self._refuses_now(size)

    def _refuses_now(self, size: int) -> Refusal | None:
        disk = workplace().disk
        if disk is not None and not disk.room().takes_files:
            return Refusal.NO_ROOM
        return None if self.pays(size) else Refusal.TOO_MUCH_AT_ONCE

    def pays(self, size: int) -> bool:
        """Use so many bytes of the budget; False where there are not so many."""
        raise NotImplementedError


class FormAllowance(PublicAllowance):
    """Of a form that anybody can send. What was kept from earlier tries counts along."""

    def __init__(self) -> None:
        super().__init__()
        self.used = kept_bytes()

    @property
    def limit(self) -> int:
        return min(super().limit, FORM_FILES_BYTES)

    def pays(self, size: int) -> bool:
        here = workplace()
        return here.budgets.take(BudgetKind.FORM_BYTES, here.now(), size)


class CaseAllowance(PublicAllowance):
    """Of a message in a case. Without a session that has opened one, nothing is taken in."""

    # Floods of forms must not leave reporters without room for what was asked of them.
    unclaimed = 2 * UNCLAIMED_BYTES

    def pays(self, size: int) -> bool:
        here, reporter = workplace(), current_reporter()
        if reporter is None:
            return False
        now, own = here.now(), reporter.locator
        return here.budgets.take(
            BudgetKind.BYTES_OF_A_CASE, now, size, of=own
        ) and here.budgets.take(BudgetKind.CASES_BYTES, now, size)
