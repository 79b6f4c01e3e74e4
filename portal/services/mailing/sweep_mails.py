"""What was sent long ago is forgotten."""

from datetime import timedelta

from portal.services.workplace import Workplace

KEPT_DAYS = 90


def sweep_mails(workplace: Workplace) -> int:
    """Delete mails written more than 90 days ago that do not wait; returns how many."""
    with workplace.open_unit(write=True) as unit:
        count = unit.mails.sweep(workplace.today() - timedelta(days=KEPT_DAYS))
        unit.commit()
    return count
