"""What was imported of the years before the portal."""

from portal.domain.earlier_totals import EarlierTotals
from portal.services.workplace import Workplace


def earlier_totals_of(workplace: Workplace) -> EarlierTotals:
    """Everything that was imported, oldest period first. It was published once: no permission is
    asked for."""
    with workplace.open_unit() as unit:
        return unit.earlier_totals.every()
