"""Drafts that nobody came back for go by themselves."""

from portal.domain.draft import KEPT_FOR
from portal.services.workplace import Workplace


def sweep_drafts(workplace: Workplace) -> int:
    """Delete drafts kept more than 60 days ago; returns how many."""
    with workplace.open_unit(write=True) as unit:
        count = unit.drafts.sweep(workplace.today() - KEPT_FOR)
        unit.commit()
    return count
